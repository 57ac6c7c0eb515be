// The papers of a provider's own cases over HTTP: issued under its name, numbered without gaps, signed,
// verified by the printed code; the annual report (article 35) and the monthly snapshot (article 6) from its
// records.
#include <gmock/gmock.h>

#include "documents_support/sample_documents.hpp"
#include "integration/duties_world.hpp"
#include "proof/document_note.hpp"

namespace yinxin::endpoints {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class ProviderPapersHttpTest : public DutiesWorld {
 protected:
  void SetUp() override {
    documents_ = need(documents::Service::open(std::string(YX_SOURCE_DIR) + "/rules",
                                               {"http://provider.example.cn", true}, clock));
    DutiesWorld::SetUp();
    if (IsSkipped()) return;
    const signer::KeyInfo key = need(signer->client->key("tree-head-1"));
    seal_ = documents::SealKey{"tree-head-1", key.public_key, [this](const std::string& note) {
                                 return signer->client->sign_package("tree-head-1", note);
                               }};
    open_duties();
  }
  /// One with its acceptance, which gives a notice.
  std::string accepted_complaint() const {
    const std::string number = opened(
        officer("help"), "complaint",
        R"({"channel":"web","anonymous":false,"complainant":"张某","contact":"13800138000","kind":"service",)"
        R"("facts":"办理太慢","urgent":false})");
    EXPECT_EQ(act(officer("help"), number, "accept"), "200");
    return number;
  }
  http::Response issue(const std::string& by, const std::string& number, int position,
                       const std::string& document, const std::string& values = "{}") const {
    return post(officer(by), "/cases/" + number + "/documents",
                R"({"position":)" + std::to_string(position) + R"(,"document":")" + document +
                    R"(","values":)" + values + "}");
  }
  http::Response notice_of(const std::string& number) const {
    return issue(
        "help", number, 1, "complaint_notice",
        R"({"matter":"办理太慢","outcome":"予以受理","reasons":"属于本机构的服务","answer_by":"2026年12月15日",)"
        R"("handler":"服务台","authority":"演示省密码管理局"})");
  }
  base::Bytes pdf(const std::string& number, const std::string& code) const {
    const http::Response read = get(officer("comply"), "/cases/" + number + "/documents/" + code);
    EXPECT_EQ(outcome(read), "200");
    return base::to_bytes(read.body_text());
  }
  /// What stands on it, without blanks and ends of lines.
  static std::string printed(const base::Bytes& octets) {
    std::string text = documents::test::PdfFile(octets).text();
    std::erase_if(text, [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\f'; });
    return text;
  }
  std::string opened_by_duty(const std::string& procedure) const {
    need(duties_->compliance.open_due(*duties_->cases));
    const auto all = json(get(officer("comply"), "/cases?procedure=" + procedure)).objects("cases", 10);
    if (all.size() != 1) throw std::runtime_error("not one case of " + procedure);
    return all[0].text("number");
  }
};
YX_BOTH_ENGINES(ProviderPapersHttpTest);

TEST_P(ProviderPapersHttpTest, ANoticeIsIssuedOnceUnderTheProvidersNameAndNumbersHaveNoGap) {
  const std::string number = accepted_complaint();
  const http::Response made = notice_of(number);
  ASSERT_EQ(outcome(made), "201") << made.body_text();
  EXPECT_EQ(json(made).text("number"), "演认诉告〔2026〕1号");
  EXPECT_EQ(outcome(notice_of(number)), "409 papers.issued");
  EXPECT_EQ(outcome(issue("help", accepted_complaint(), 1, "complaint_notice")), "400 documents.values");
  const http::Response second = notice_of(accepted_complaint());
  EXPECT_EQ(json(second).text("number"), "演认诉告〔2026〕2号") << "what was refused took no number";

  const std::string code = json(made).text("code");
  const std::string text = printed(pdf(number, code));
  EXPECT_THAT(text, HasSubstr("张某"));
  EXPECT_THAT(text, HasSubstr(number)) << "the number of the complaint";
  EXPECT_THAT(text, HasSubstr("制作依据：《电子政务电子认证服务管理办法》第二十七条。"));
  const http::Request plain =
      http::Client("127.0.0.1", server_->port()).request(http::Method::Get, "/d/" + code);
  const http::Response found = need(http::Client("127.0.0.1", server_->port()).send(plain));
  ASSERT_EQ(outcome(found), "200");
  EXPECT_EQ(json(found).text("number"), "演认诉告〔2026〕1号");
  EXPECT_EQ(json(found).text("issuer"), registration_support::kLicensedName);
  EXPECT_EQ(json(found).text("standing"), "valid");
  EXPECT_THAT(std::string(found.body_text()), Not(HasSubstr("张某")));
}

TEST_P(ProviderPapersHttpTest, ADocumentComesWithASignedNoteThatNamesItsOctets) {
  const std::string number = accepted_complaint();
  const std::string code = json(notice_of(number)).text("code");
  const base::Bytes octets = pdf(number, code);
  EXPECT_THAT(std::string(base::as_text(octets)), StartsWith("%PDF-"));
  const http::Response note = get(officer("comply"), "/cases/" + number + "/documents/" + code + "/seal");
  ASSERT_EQ(outcome(note), "200");
  const std::vector<crypto::Sm2PublicKey> keys{need(signer->client->key("tree-head-1")).public_key};
  const proof::Report good = proof::verify_document(octets, note.body_text(), keys);
  EXPECT_TRUE(good.pass()) << good.to_text();
  base::Bytes changed = octets;
  changed.back() ^= 1U;
  EXPECT_FALSE(proof::verify_document(changed, note.body_text(), keys).pass());
  EXPECT_EQ(outcome(get(officer("comply"), "/cases/" + number + "/documents/0000000000000000/seal")),
            "404 papers.none");
}

TEST_P(ProviderPapersHttpTest, AnAuthoritysPapersAreNotIssuedNorByWhoDoesNotWorkOnTheCase) {
  const std::string number = accepted_complaint();
  EXPECT_EQ(outcome(issue("help", number, 0, "receipt")), "404 papers.none");
  EXPECT_EQ(outcome(issue("help", number, 0, "complaint_notice")), "404 papers.none");
  EXPECT_EQ(outcome(issue("trainer", number, 1, "complaint_notice")), "403 procedure.role");
  EXPECT_EQ(outcome(issue("sys", number, 1, "complaint_notice")), "403 officers.role_needed");
  const auto listed = json(get(officer("help"), "/cases/" + number + "/documents")).objects("documents", 10);
  ASSERT_EQ(listed.size(), 2U);
  EXPECT_EQ(listed[0].text("document"), "receipt");
  EXPECT_FALSE(listed[0].boolean("has_template"));
  EXPECT_TRUE(listed[1].boolean("has_template"));
}

// Article 35: from the first figures to the numbered report, whose figures are those that were locked.
TEST_P(ProviderPapersHttpTest, TheAnnualReportIsPlayedFromGenerateToSignAndNumbered) {
  start_sequencer();
  clock.set(base::parse_utc("2026-12-02T02:00:00Z").value());
  const std::string number = opened_by_duty("annual_report");
  EXPECT_EQ(act(officer("comply"), number, "generate", R"({"figures_sm3":")" + kSm3 + "\"}"), "200");
  clock.set(base::parse_utc("2027-01-04T02:00:00Z").value());
  need(sequencer->wait_covered(this->number("SELECT count(*) FROM act_record"), house_support::kPatience));
  const http::Response figures = post(officer("comply"), "/annual-reports", R"({"year":2026})");
  ASSERT_EQ(outcome(figures), "201") << figures.body_text();
  ASSERT_TRUE(json(figures).boolean("complete"));
  const std::string locked = json(figures).text("sm3");
  EXPECT_EQ(act(officer("comply"), number, "lock",
                R"({"cutoff":"2026-12-31","stock":[{"term":"begin","signed_count":0},)"
                R"({"term":"issued","signed_count":0},{"term":"revoked","signed_count":0},)"
                R"({"term":"expired","signed_count":0},{"term":"end","signed_count":0}],"locked_sm3":")" +
                    locked + "\"}"),
            "200");
  EXPECT_EQ(
      act(officer("comply"), number, "write",
          R"({"conditions":["七项条件持续符合。"],"business":["全年业务平稳。","无重大变化。"],)"
          R"("conduct":["按业务规则办理。"],"security":["无安全事件。"],"management":["五类制度有效执行。"],)"
          R"("report_sm3":")" +
              kSm3 + "\"}"),
      "200");
  EXPECT_EQ(act(officer("chief"), number, "review", R"({"review_opinion":"同意"})"), "200");
  EXPECT_EQ(outcome(issue("comply", number, 5, "annual_report")), "404 papers.none") << "not signed yet";
  EXPECT_EQ(act(officer("head"), number, "sign"), "200");

  const std::string receiver = R"({"receiver":"演示省密码管理局")";
  for (const std::string& other :
       {R"("figures_sm3":")" + kSm3 + "\"", std::string(R"("year":"2025")"),
        std::string(R"("business":"别的说法。")"), std::string(R"("signer":"他人")")})
    EXPECT_EQ(outcome(issue("comply", number, 5, "annual_report", receiver + "," + other + "}")),
              "422 papers.fixed")
        << other;
  const http::Response made = issue("comply", number, 5, "annual_report", receiver + "}");
  ASSERT_EQ(outcome(made), "201") << made.body_text();
  EXPECT_EQ(json(made).text("number"), "演认年报〔2027〕1号");
  const std::string text = printed(pdf(number, json(made).text("code")));
  EXPECT_THAT(text, HasSubstr("演认年报〔2027〕1号"));
  EXPECT_THAT(text, HasSubstr(locked)) << "the file that yinxin-audit report recounts";
  EXPECT_THAT(text, HasSubstr("全年业务平稳。")) << "as it was reviewed and signed";
  EXPECT_THAT(text, HasSubstr("第三十五条"));
}

// Articles 6 and 34: everything from the kept snapshot and the case, nothing typed.
TEST_P(ProviderPapersHttpTest, TheMonthlySnapshotIsPrintedAsItWasKept) {
  EXPECT_TRUE(need(duties_->compliance.take_snapshot(*duties_->cases)));
  const std::string kept =
      json(get(officer("comply"), "/condition-snapshots")).objects("snapshots", 10).at(0).text("sm3");
  const std::string number = opened_by_duty("conditions");
  std::string lights;
  for (const compliance::Condition& one : compliance::kConditions)
    lights += std::string(lights.empty() ? "" : ",") + R"({"condition":")" + std::string(one.id) +
              R"(","red":)" + (one.id == compliance::kStaffCondition ? "1" : "0") +
              R"(,"value":"见快照","verified_on":"2026-11-20"})";
  EXPECT_EQ(act(officer("comply"), number, "find_red",
                R"({"lights":[)" + lights +
                    R"(],"staff_counted":0,"valid_certificates":0,"issued_in_month":0,"revoked_in_month":0,)"
                    R"("complaints_in_month":0,"snapshot_sm3":")" +
                    kept + R"(","measures":"三十日内补足专业人员","rectify_by":"2026-12-20"})"),
            "200");
  EXPECT_EQ(act(officer("head"), number, "report_red"), "200");
  EXPECT_EQ(act(officer("comply"), number, "send"), "200");
  EXPECT_EQ(outcome(issue("comply", number, 3, "condition_snapshot", R"({"conclusion":"七项条件均符合"})")),
            "422 papers.fixed");
  const http::Response made = issue("comply", number, 3, "condition_snapshot");
  ASSERT_EQ(outcome(made), "201") << made.body_text();
  EXPECT_EQ(json(made).text("number"), "演认条件〔2026〕1号");
  const std::string text = printed(pdf(number, json(made).text("code")));
  EXPECT_THAT(text, HasSubstr(kept));
  EXPECT_THAT(text, HasSubstr("2026年11月"));
  EXPECT_THAT(text, HasSubstr("三十日内补足专业人员"));
  EXPECT_THAT(text, HasSubstr("不符合"));
  EXPECT_THAT(text, HasSubstr("王小明")) << "who checked, and who signed";
}

class ProviderWithoutWordHttpTest : public DutiesWorld {};
YX_BOTH_ENGINES(ProviderWithoutWordHttpTest);

TEST_P(ProviderWithoutWordHttpTest, DrawsNothingAndSaysSo) {
  const auto key = crypto::Sm2PrivateKey::generate();
  const http::Response opened = post(
      hand_of(key), "/cases",
      R"({"procedure":"complaint","inputs":{"channel":"web","anonymous":true,"kind":"service","facts":"慢","urgent":false}})");
  ASSERT_EQ(outcome(opened), "201") << opened.body_text();
  const std::string number = json(opened).text("number");
  EXPECT_EQ(act(officer("help"), number, "accept"), "200");
  EXPECT_EQ(outcome(post(officer("help"), "/cases/" + number + "/documents",
                         R"({"position":1,"document":"complaint_notice"})")),
            "503 papers.off");
}

}  // namespace
}  // namespace yinxin::endpoints
