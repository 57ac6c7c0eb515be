// The licence and the rules over HTTP: entered by officers, read by everybody (articles 4, 12, 13, 16).
#include <gmock/gmock.h>

#include "endpoints/policy/operations.hpp"
#include "http/json_reader.hpp"
#include "integration/front_world.hpp"
#include "policy_support/policy_world.hpp"

namespace yinxin::endpoints {
namespace {

using house_support::need;
using officers::Role;
using proof::ActCode;
using testing::HasSubstr;
using testing::Not;

class PolicyHttpTest : public house_support::FrontWorld {
 protected:
  void SetUp() override {
    FrontWorld::SetUp();
    if (IsSkipped()) return;
    enrol("comply-1", {Role::ComplianceOfficer});
    enrol("head-1", {Role::ResponsiblePerson});
    with_regulator_ = std::make_unique<policy::Service>(
        policy::Service::House{*database_, *lane, recorder, clock, *calendar},
        std::vector<policy::RegulatorKey>{
            {std::string(policy::kRegulator), policy::regulator_key().public_key()}});
    mine_ =
        std::make_unique<Services>(Services{office(), *with_regulator_, *registration, *evidence, *batches});
    http::Router router;
    using Make = http::Route (*)(const Services&);
    for (const Make make : {licence_page, licence_import, rules_list, rules_current, rules_document,
                            rules_profile, rules_propose, rules_approve, rules_publish, rules_file}) {
      router.add(make(*mine_));
    }
    start_server(std::move(router));
  }

  http::Response post(const std::string& by, const std::string& target, const std::string& body) const {
    return send(write(officer(by), target, body));
  }
  http::Response get(const std::string& target) const {
    return send(client().request(http::Method::Get, target));
  }
  static std::string member(const http::Response& response, std::string_view name) {
    return need(http::JsonReader::parse(*response.body)).text(name);
  }
  static std::string field(const http::Response& response, std::string_view name) {
    return std::string(response.headers.find(name).value_or(""));
  }
  policy::Licence licence_now() const {
    policy::Licence licence = policy::sample_licence();
    licence.valid_from = base::beijing_date(clock.now());
    licence.valid_to = base::add_months(licence.valid_from, std::chrono::months(60));
    return licence;
  }
  static std::string note_body(const policy::Licence& licence) {
    http::JsonWriter json;
    json.object([&] { json.text("note", policy::signed_licence(licence)); });
    return json.text();
  }
  policy::RulesProposal what(policy::RulesKind kind) const {
    return policy::proposal(kind, "1.0", base::format_utc(clock.now()));
  }
  static std::string proposal_body(const policy::RulesProposal& what) {
    http::JsonWriter json;
    json.object([&] {
      json.text("kind", policy::rules_kind_name(what.kind))
          .text("version", what.version)
          .text("title", what.title);
      json.time("effective_at", what.effective_at)
          .text("document", what.document)
          .text("profile", what.profile);
    });
    return json.text();
  }
  void bring_out(policy::RulesKind kind) {
    const std::string path = "/rules/" + std::string(policy::rules_kind_name(kind)) + "/1.0";
    ASSERT_EQ(outcome(post("comply-1", "/rules", proposal_body(what(kind)))), "201");
    ASSERT_EQ(outcome(post("head-1", path + "/approval", "")), "200");
    ASSERT_EQ(outcome(post("comply-1", path + "/publication", "{}")), "200");
  }

  std::unique_ptr<policy::Service> with_regulator_;
  std::unique_ptr<Services> mine_;
};
YX_BOTH_ENGINES(PolicyHttpTest);

TEST_P(PolicyHttpTest, TheLicenceIsShownAsTheRegulatorSignedIt) {
  EXPECT_EQ(outcome(get("/licence")), "404 policy.licence.none");
  const http::Response imported = post("comply-1", "/licences", note_body(licence_now()));
  ASSERT_EQ(outcome(imported), "201");
  EXPECT_EQ(member(imported, "number"), "测试-2026-0001");
  const http::Response page = get("/licence");
  ASSERT_EQ(outcome(page), "200");
  const auto json = need(http::JsonReader::parse(*page.body));
  EXPECT_EQ(json.text("holder"), "云岭电子认证服务有限公司");
  EXPECT_EQ(json.text("number"), "测试-2026-0001");
  EXPECT_EQ(json.text("valid_from"), base::format_date(licence_now().valid_from));
  EXPECT_EQ(json.text("valid_to"), base::format_date(licence_now().valid_to));
  EXPECT_EQ(json.text("issued_by"), "国家密码管理局");
  EXPECT_EQ(json.text("issued_on"), "2025-12-20");
  EXPECT_EQ(json.object("status").text("zh"), "有效");
  EXPECT_TRUE(json.boolean("in_force"));
  const auto note = need(proof::SignedNote::parse(json.text("note")));
  EXPECT_TRUE(note.signed_by(policy::kRegulator, policy::regulator_key().public_key()));
  EXPECT_EQ(note.body, policy::licence_text(licence_now()));

  policy::Licence stopped = licence_now();
  stopped.status = policy::LicenceStatus::Rectifying;
  stopped.as_of += std::chrono::seconds(1);
  ASSERT_EQ(outcome(post("comply-1", "/licences", note_body(stopped))), "201");
  EXPECT_THAT(get("/licence").body_text(), HasSubstr("\"in_force\":false"));
  EXPECT_EQ(outcome(post("comply-1", "/licences", note_body(licence_now()))), "409 policy.licence.older");
}

TEST_P(PolicyHttpTest, TheLicenceIsEnteredByItsOfficerOnly) {
  EXPECT_EQ(outcome(post("head-1", "/licences", note_body(licence_now()))), "403 officers.role_needed");
  const auto stranger = crypto::Sm2PrivateKey::generate();
  EXPECT_EQ(outcome(send(write(bare_key(stranger), "/licences", note_body(licence_now())))),
            "403 officers.role_needed");
  EXPECT_EQ(outcome(post("comply-1", "/licences", "{}")), "400 http.json.content");
  EXPECT_EQ(outcome(post("comply-1", "/licences", R"({"note":"x"})")), "400 policy.licence.format");
  EXPECT_EQ(records(ActCode::LicenceImported, "licence/测试-2026-0001"), 0);
}

TEST_P(PolicyHttpTest, TheSameRequestAgainIsAnsweredNotRepeated) {
  const std::string key = random_text();
  const std::string body = note_body(licence_now());
  const http::Response first = send(write(officer("comply-1"), "/licences", body, key));
  const http::Response again = send(write(officer("comply-1"), "/licences", body, key));
  EXPECT_EQ(outcome(first), "201");
  EXPECT_EQ(outcome(again), "201");
  EXPECT_EQ(again.body_text(), first.body_text());
  EXPECT_EQ(field(again, "Idempotency-Replayed"), "true");
  EXPECT_EQ(records(ActCode::LicenceImported, "licence/测试-2026-0001"), 1);
}

TEST_P(PolicyHttpTest, RulesFromProposalToFiling) {
  EXPECT_EQ(get("/rules").body_text(), R"({"rules":[]})");
  const auto proposal = what(policy::RulesKind::Cp);
  const http::Response proposed = post("comply-1", "/rules", proposal_body(proposal));
  ASSERT_EQ(outcome(proposed), "201");
  EXPECT_EQ(member(proposed, "state"), "proposed");
  EXPECT_THAT(proposed.body_text(), Not(HasSubstr("published_at")));
  EXPECT_EQ(outcome(get("/rules/cp/1.0")), "404 policy.rules.none");
  EXPECT_EQ(outcome(post("comply-1", "/rules/cp/1.0/publication", "")), "409 policy.rules.state");
  EXPECT_EQ(outcome(post("comply-1", "/rules/cp/1.0/approval", "")), "403 officers.role_needed");
  EXPECT_EQ(member(post("head-1", "/rules/cp/1.0/approval", ""), "state"), "approved");
  const http::Response published = post("comply-1", "/rules/cp/1.0/publication", "");
  EXPECT_EQ(member(published, "published_at"), base::format_utc(clock.now()));
  const auto due = calendar->after(base::beijing_date(clock.now()), base::CalendarDays{30});
  EXPECT_EQ(member(published, "filing_due"), base::format_date(due.due_raw));
  const http::Response filed = post("comply-1", "/rules/cp/1.0/filing", R"({"receipt":"演示备1号"})");
  EXPECT_EQ(member(filed, "filing_receipt"), "演示备1号");
  EXPECT_EQ(member(filed, "sm3"), base::to_hex(crypto::sm3(base::as_bytes(proposal.document))));
  EXPECT_EQ(get("/rules").body_text(), R"({"rules":[)" + std::string(filed.body_text()) + "]}");
  for (const ActCode act :
       {ActCode::RulesProposed, ActCode::RulesApproved, ActCode::RulesPublished, ActCode::RulesFiled})
    EXPECT_EQ(records(act, "rules/cp/1.0"), 1);
}

TEST_P(PolicyHttpTest, PublishedTextsAreServedOctetForOctet) {
  bring_out(policy::RulesKind::Cp);
  bring_out(policy::RulesKind::Cps);
  const auto cps = what(policy::RulesKind::Cps);
  const auto digest = [](const std::string& text) {
    return "sm3=:" + base::to_base64(crypto::sm3(base::as_bytes(text))) + ":";
  };
  for (const std::string path : {"/rules/cps", "/rules/cps/1.0"}) {
    const http::Response text = get(path);
    ASSERT_EQ(outcome(text), "200");
    EXPECT_EQ(text.body_text(), cps.document);
    EXPECT_EQ(field(text, "Content-Type"), "text/markdown; charset=utf-8");
    EXPECT_EQ(field(text, "Rules-Version"), "1.0");
    EXPECT_EQ(field(text, "Content-Digest"), digest(cps.document));
    EXPECT_EQ(text.headers.find("Cache-Control").value_or("").find("immutable") != std::string_view::npos,
              path == "/rules/cps/1.0");
  }
  const http::Response profile = get("/rules/cps/1.0/profile");
  EXPECT_EQ(profile.body_text(), cps.profile);
  EXPECT_EQ(field(profile, "Content-Type"), "application/toml");
  EXPECT_EQ(field(profile, "Content-Digest"), digest(cps.profile));
  for (const std::string path : {"/rules/cps/1.1", "/rules/cps/1.1/profile", "/rules/law", "/rules/law/1.0"})
    EXPECT_EQ(outcome(get(path)), "404 policy.rules.none") << path;
}

TEST_P(PolicyHttpTest, BadProposals) {
  const std::string good = proposal_body(what(policy::RulesKind::Cp));
  const std::pair<std::string, std::string> kCases[] = {
      {policy::replaced(good, "\"cp\"", "\"law\""), "400 http.json.content"},
      {policy::replaced(good, "Z\"", "+08:00\""), "400 http.json.content"},
      {policy::replaced(good, "{", "{\"more\":1,"), "400 http.json.content"},
      {policy::replaced(good, "\"1.0\"", "\"1.0-rc\""), "400 policy.rules.format"},
  };
  for (const auto& [body, expected] : kCases)
    EXPECT_EQ(outcome(post("comply-1", "/rules", body)), expected) << body;
  auto large = what(policy::RulesKind::Cp);
  large.document.assign(policy::kMaxRulesDocument + 1, 'x');
  EXPECT_EQ(outcome(post("comply-1", "/rules", proposal_body(large))), "413 policy.rules.size");
  large.document.pop_back();
  EXPECT_EQ(outcome(post("comply-1", "/rules", proposal_body(large))), "201");
  EXPECT_EQ(outcome(post("comply-1", "/rules", proposal_body(large))), "409 policy.rules.version");
}

}  // namespace
}  // namespace yinxin::endpoints
