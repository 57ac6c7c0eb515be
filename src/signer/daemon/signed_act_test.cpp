#include "signer/daemon/signed_act.hpp"

#include <gtest/gtest.h>

#include "signer/daemon/test_act.hpp"

namespace yinxin::signer {
namespace {

using Kind = ActOperation::Kind;

/// The example at the end of src/http/SIGNATURES.md: written by another hand than the reader's.
const std::string kExample =
    "\"@method\": POST\n"
    "\"@target-uri\": https://ca.example.cn/api/v1/revocations?notify=yes\n"
    "\"content-digest\": sm3=:AL5Nlh9kJAesEZc0nUOOrxd7PtdSR/Ty8AWgibcnmgA=:\n"
    "\"content-type\": application/json\n"
    "\"idempotency-key\": 01936f2e-7a4c-7cc1-9d3b-2f6a5d1e8b90\n"
    "\"@signature-params\": (\"@method\" \"@target-uri\" \"content-digest\" \"content-type\" "
    "\"idempotency-key\");created=1795334400;keyid=\"officer-7\";nonce=\"9f86d081884c7d659a2feaa0c55ad015\";"
    "alg=\"sm2-sm3\";tag=\"yinxin\"";

base::Result<ActBase> read(const std::string& text) {
  return read_act_base(base::as_bytes(text));
}
std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

TEST(SignedAct, TheProfilesExampleIsRead) {
  const auto act = read(kExample);
  ASSERT_TRUE(act) << base::describe(act.error());
  EXPECT_EQ(act->method, "POST");
  EXPECT_EQ(act->path, "/api/v1/revocations");
  EXPECT_EQ(act->content_digest, crypto::sm3(base::as_bytes(R"({"reason":"key lost","serial":"4c0e1d"})")));
  EXPECT_EQ(act->created, base::parse_utc("2026-11-22T08:00:00Z").value());
  EXPECT_FALSE(act->expires);
}

TEST(SignedAct, OtherFormsOfTheProfileAreReadToo) {
  const std::string in_parts =
      "\"@authority\": ca.example\n\"@path\": /applications/A-1/events\n\"@query\": ?\n\"@method\": POST\n"
      "\"content-digest\": sha-256=:AAAA:, sm3=:AL5Nlh9kJAesEZc0nUOOrxd7PtdSR/Ty8AWgibcnmgA=:\n"
      "\"@signature-params\": (\"@authority\" \"@path\" \"@query\" \"@method\" \"content-digest\")"
      ";tag=\"yinxin\";alg=\"sm2-sm3\";nonce=\"0123456789abcdef\";keyid=\"officer:li\";created=1;expires=61";
  const auto act = read(in_parts);
  ASSERT_TRUE(act) << base::describe(act.error());
  EXPECT_EQ(act->path, "/applications/A-1/events");
  EXPECT_EQ(act->expires, base::Time(std::chrono::seconds(61)));
  const auto operation = read_act_operation(*act);
  ASSERT_TRUE(operation);
  EXPECT_EQ(operation->subject, "A-1");
}

TEST(SignedAct, AnythingElseIsRefused) {
  struct Case {
    std::string from;
    std::string to;
    std::string detail;
  };
  const std::string form = "its base is not in our form";
  const std::string parameters = "its signature parameters are not in our form";
  const std::string order = "its base and its parameters do not name the same";
  const std::string digest = "its content digest is not in our form";
  const std::vector<Case> cases = {
      {"\"@method\": POST\n", "", order},
      {"\"@method\": POST", "\"@method\":POST", form},
      {"\"@method\": POST", "@method: POST", form},
      {"\"@method\": POST\n", "\n", form},
      {"\"@method\": POST\n", "\"@method\": GET\n\"@method\": POST\n", order},
      {"(\"@method\" ", "(\"@method\" \"@method\" ", order},
      {"(\"@method\" ", "(\"x-method\" ", order},
      {"(\"@method\" \"@target-uri\"", "(\"@target-uri\" \"@method\"", order},
      {"(\"@method\" ", "(\"@METHOD\" ", parameters},
      {"(\"@method\" ", "(\"@method\";req ", parameters},
      {"(\"@method\" ", "(\"@method\"  ", parameters},
      {"(\"@method\" ", "( \"@method\" ", parameters},
      {";created=1795334400", "", "a signature parameter is missing"},
      {";created=1795334400", ";created=\"1795334400\"", parameters},
      {";created=1795334400", ";created=-1", parameters},
      {";created=1795334400", ";created=99999999999999999999", parameters},
      {";created=1795334400", ";created=1795334400;created=1795334400", "a signature parameter twice"},
      {";keyid=\"officer-7\"", "", "a signature parameter is missing"},
      {";keyid=\"officer-7\"", ";keyid=\"a\\\"b\"", parameters},
      {";keyid=\"officer-7\"", ";keyid=\"\"", parameters},
      {";nonce=\"9f86d081884c7d659a2feaa0c55ad015\"", "", "a signature parameter is missing"},
      {"sm2-sm3", "ecdsa-p256-sha256", "not a signature of our profile"},
      {"tag=\"yinxin\"", "tag=\"another\"", "not a signature of our profile"},
      {";tag=\"yinxin\"", "", "not a signature of our profile"},
      {"tag=\"yinxin\"", "tag=\"yinxin\"\n", form},
      {"tag=\"yinxin\"", "tag=\"yinxin\" ", parameters},
      {"sm3=:", "sm4=:", digest},
      {"sm3=:AL5N", "sm3=:AL5", digest},
      {"sm3=:", "sm3=", digest},
      {"mgA=:", "mgA=:, sm3=:AL5Nlh9kJAesEZc0nUOOrxd7PtdSR/Ty8AWgibcnmgA=:", digest},
      {"mgA=:", "mgA=:,", digest},
      {"https://ca.example.cn/api/v1/revocations?notify=yes", "https://ca.example.cn",
       "it does not cover the target"},
      {"https://ca.example.cn/api/v1/revocations?notify=yes", "/x", "it does not cover the target"},
      {"\"@signature-params\"", "\"@signature-other\"", "its base does not end in its parameters"},
  };
  for (const Case& one : cases) {
    const auto act = read(replaced(kExample, one.from, one.to));
    EXPECT_EQ(code_of(act), "signer.act") << one.from << " -> " << one.to;
    EXPECT_EQ(detail_of(act), one.detail) << one.from << " -> " << one.to;
  }
  for (const std::string& text : {std::string(), std::string("\n"), std::string("\""), kExample + "\n",
                                  kExample + "\n\"x\": y", std::string(4096, '"')}) {
    EXPECT_EQ(code_of(read(text)), "signer.act");
  }
}

TEST(SignedAct, WithoutACoveredComponentItProvesNothing) {
  const auto without = [](const std::string& name, const std::string& line) {
    return read(replaced(replaced(kExample, line + "\n", ""), "\"" + name + "\" ", ""));
  };
  EXPECT_EQ(detail_of(without("@method", "\"@method\": POST")), "it does not cover the method");
  EXPECT_EQ(detail_of(without("@target-uri",
                              "\"@target-uri\": https://ca.example.cn/api/v1/revocations?notify=yes")),
            "it does not cover the target");
  EXPECT_EQ(detail_of(without("content-digest",
                              "\"content-digest\": sm3=:AL5Nlh9kJAesEZc0nUOOrxd7PtdSR/Ty8AWgibcnmgA=:")),
            "it does not cover the content");
}

TEST(SignedAct, MoreComponentsThanTheLimitAreRefused) {
  const auto with = [](std::size_t extra) {
    std::string lines;
    std::string names;
    for (std::size_t i = 0; i < extra; ++i) {
      lines += "\"x-" + std::to_string(i) + "\": 1\n";
      names += "\"x-" + std::to_string(i) + "\" ";
    }
    return read(lines + replaced(kExample, "(", "(" + names));
  };
  EXPECT_TRUE(with(kMaxActComponents - 5));
  EXPECT_EQ(code_of(with(kMaxActComponents - 4)), "signer.act");
}

TEST(SignedAct, OperationsThatIssue) {
  struct Case {
    const char* path;
    std::optional<Kind> kind;
    const char* subject;
  };
  for (const Case& one :
       {Case{"/applications/SQ-2026-1/events", Kind::Issue, "SQ-2026-1"},
        Case{"/officers/li-7/authorisation", Kind::Authorise, "li-7"},
        Case{"/officers/li-7/renewal/authorise", Kind::AuthoriseRenewal, "li-7"},
        Case{"/applications//events", std::nullopt, ""}, Case{"/applications/a/b/events", std::nullopt, ""},
        Case{"/applications/a/events/", std::nullopt, ""}, Case{"/applications/a", std::nullopt, ""},
        Case{"/certificates/11/events", std::nullopt, ""}, Case{"/officers/li%2D7/authorisation", {}, ""},
        Case{"/officers/li-7/renewal", std::nullopt, ""}, Case{"/applications/events", std::nullopt, ""},
        Case{"/x/applications/a/events", std::nullopt, ""}}) {
    ActBase base;
    base.method = "POST";
    base.path = one.path;
    const auto operation = read_act_operation(base);
    EXPECT_EQ(operation.has_value(), one.kind.has_value()) << one.path;
    if (operation && one.kind) {
      EXPECT_EQ(operation->kind, *one.kind) << one.path;
      EXPECT_EQ(operation->subject, one.subject);
    }
    base.method = "GET";
    EXPECT_FALSE(read_act_operation(base)) << one.path;
  }
  ActBase longer;
  longer.method = "POST";
  longer.path = "/officers/" + std::string(65, 'a') + "/authorisation";
  EXPECT_FALSE(read_act_operation(longer));
}

TEST(SignedAct, Contents) {
  const auto read_as = [](const std::string& text, Kind kind) {
    return read_act_content(base::as_bytes(text), kind);
  };
  const auto issue = read_as(R"({"event":"issue","version":3,"inputs":{"key_sm3":"ab"}})", Kind::Issue);
  ASSERT_TRUE(issue) << base::describe(issue.error());
  EXPECT_EQ(issue->key_sm3, "ab");
  for (const Kind kind : {Kind::Authorise, Kind::AuthoriseRenewal}) {
    const auto authorise = read_as(R"({"key_sm3":"cd","title":"issuing_officer"})", kind);
    ASSERT_TRUE(authorise);
    EXPECT_EQ(authorise->key_sm3, "cd");
    EXPECT_EQ(authorise->title, "issuing_officer");
    for (const char* bad : {"{}", R"({"key_sm3":"cd"})", R"({"title":"x"})", R"({"key_sm3":1,"title":"x"})"})
      EXPECT_EQ(detail_of(read_as(bad, kind)), "its content names no key, or no title") << bad;
  }
  for (const char* bad : {R"({"event":"revoke","inputs":{"key_sm3":"ab"}})", R"({"inputs":{"key_sm3":"ab"}})",
                          R"({"event":["issue"],"inputs":{"key_sm3":"ab"}})"}) {
    EXPECT_EQ(detail_of(read_as(bad, Kind::Issue)), "its event is not issue") << bad;
  }
  for (const char* bad :
       {R"({"event":"issue"})", R"({"event":"issue","inputs":"key_sm3"})",
        R"({"event":"issue","inputs":{"key_sm3":7}})", R"({"event":"issue","inputs":{},"key_sm3":"ab"})"}) {
    EXPECT_EQ(detail_of(read_as(bad, Kind::Issue)), "its content names no key") << bad;
  }
  for (const std::string& bad :
       {std::string(), std::string("issue"), std::string("[]"),
        std::string(R"({"event":"issue","inputs":{"key_sm3":"ab"},"inputs":{"key_sm3":"cd"}})"),
        std::string(R"({"event": "issue","inputs":{"key_sm3":"ab"}})"),
        std::string(R"({"event":"issue","inputs":{"key_sm3":"\u0061b"}})"), std::string(5000, ' ')}) {
    EXPECT_EQ(detail_of(read_as(bad, Kind::Issue)), "its content is no JSON in our form") << bad;
  }
}

}  // namespace
}  // namespace yinxin::signer
