// The provider's own procedures played whole over HTTP, each to its end: complaints (article 27), the year's
// assessment (26), major events (36), inspections received (31, 32).
#include <gmock/gmock.h>

#include "integration/duties_world.hpp"

namespace yinxin::endpoints {
namespace {

using testing::Contains;
using testing::Not;

class ProviderCasesHttpTest : public DutiesWorld {
 protected:
  void SetUp() override {
    DutiesWorld::SetUp();
    if (IsSkipped()) return;
    enrol("archive", {Role::ArchiveOfficer});
  }

  /// `who`: members that say whether, and by whom.
  std::string complained(const Hand& by, const std::string& party, const std::string& who) const {
    const auto response = post(by, "/cases",
                               R"({"procedure":"complaint",)" + party + R"("inputs":{"channel":"web",)" +
                                   who + R"(,"kind":"service","facts":"办理太慢","urgent":false}})");
    EXPECT_EQ(outcome(response), "201") << response.body_text();
    return json(response).text("number");
  }
  std::string anonymous_complaint(const Hand& by) const { return complained(by, "", R"("anonymous":true)"); }
  std::string complaint_by_phone() const {
    return complained(officer("help"), R"("party":"office",)",
                      R"("anonymous":false,"complainant":"张某","contact":"13800138000")");
  }
  void expect_handled(const std::string& number) const {
    EXPECT_EQ(act(officer("help"), number, "investigate", R"({"findings":"属实"})"), "200");
    EXPECT_EQ(act(officer("help"), number, "propose", R"({"proposal":"致歉并改进","upheld":"upheld"})"),
              "200");
    EXPECT_EQ(act(officer("comply"), number, "answer", file("answer_sm3")), "200");
  }
  std::string state(const std::string& number) const {
    return json(get(officer("comply"), "/cases/" + number)).object("state").text("id");
  }
  std::vector<std::string> events(const std::string& number) const {
    std::vector<std::string> all;
    for (const auto& step : json(get(officer("comply"), "/cases/" + number)).objects("steps", 100))
      all.push_back(step.text("event"));
    return all;
  }
  void move_to(const std::string& date) {
    clock.set(base::parse_utc(date + "T02:00:00Z").value());
    need(duties_->cases->fire_due());
  }
  static std::string file(const std::string& input) { return R"({")" + input + R"(":")" + kSm3 + "\"}"; }
};
YX_BOTH_ENGINES(ProviderCasesHttpTest);

TEST_P(ProviderCasesHttpTest, AnAnonymousComplaintIsAnsweredObjectedToAndReviewed) {
  const auto key = crypto::Sm2PrivateKey::generate();
  const auto other = crypto::Sm2PrivateKey::generate();
  const std::string number = anonymous_complaint(hand_of(key));
  EXPECT_EQ(json(get(hand_of(key), "/cases/" + number)).object("state").text("id"), "received");
  EXPECT_EQ(outcome(get(hand_of(other), "/cases/" + number)), "404 cases.none");
  EXPECT_EQ(act(officer("help"), number, "accept"), "200");
  expect_handled(number);
  EXPECT_EQ(act(hand_of(key), number, "object", R"({"objection":"仍未解决"})"), "200");
  const std::string reviewed = R"({"review_answer_sm3":")" + kSm3 + R"(","review_opinion":"补办"})";
  EXPECT_EQ(act(officer("comply"), number, "review_answer", reviewed), "403 procedure.role");
  EXPECT_EQ(act(officer("head"), number, "review_answer", reviewed), "200");
  EXPECT_EQ(json(get(hand_of(key), "/cases/" + number)).object("state").text("id"), "closed");
}

TEST_P(ProviderCasesHttpTest, AComplaintThatIsNotAnsweredInTimeGoesOneLevelUp) {
  const std::string number = complaint_by_phone();
  EXPECT_EQ(act(officer("help"), number, "accept"), "200");
  move_to("2026-12-20");
  EXPECT_THAT(events(number), Contains("escalate"));
  EXPECT_EQ(state(number), "accepted");
  expect_handled(number);
  move_to("2027-01-20");
  EXPECT_EQ(state(number), "closed") << "nobody objected";
  const auto late = json(get(officer("comply"), "/service-measures?month=2026-12")).objects("measures", 50);
  for (const auto& one : late) {
    if (one.text("id") == "complaints.late") EXPECT_EQ(one.integer("value", 0, 10), 1);
    if (one.text("id") == "complaints.in_time") EXPECT_EQ(one.integer("value", 0, 10), 0);
  }
}

TEST_P(ProviderCasesHttpTest, AComplaintIsNotAcceptedOrTakenBack) {
  const auto key = crypto::Sm2PrivateKey::generate();
  const std::string refused = anonymous_complaint(hand_of(key));
  EXPECT_EQ(act(officer("comply"), refused, "not_accept", R"({"reason":"不属于本机构的服务"})"), "200");
  EXPECT_EQ(state(refused), "not_accepted");
  const std::string withdrawn = anonymous_complaint(hand_of(key));
  EXPECT_EQ(act(hand_of(key), withdrawn, "withdraw"), "200");
  EXPECT_EQ(state(withdrawn), "withdrawn");
}

TEST_P(ProviderCasesHttpTest, TheAssessmentOfAYearIsPlayedFromItsPlanToItsClosing) {
  need(duties_->compliance.open_due(*duties_->cases));
  const auto open_cases = json(get(officer("comply"), "/cases?procedure=assessment")).objects("cases", 10);
  ASSERT_EQ(open_cases.size(), 1U);
  const std::string number = open_cases[0].text("number");
  const auto finding = [](const std::string& degree, const std::string& until, const std::string& more) {
    return R"({"clause":"第十九条","degree":")" + degree +
           R"(","what":"抽样发现","owner":"anna","rectify_by":")" + until + "\"" + more + "}";
  };
  EXPECT_EQ(act(officer("comply"), number, "start", R"({"checklist_sm3":")" + kSm3 + R"(","by":"self"})"),
            "200");
  EXPECT_EQ(act(officer("comply"), number, "add_finding",
                finding("serious", "2027-01-31", R"(,"major_event":false)"), "f1"),
            "422 compliance.finding_days");
  EXPECT_EQ(act(officer("comply"), number, "add_finding",
                finding("serious", "2026-12-10", R"(,"major_event":false)"), "f1"),
            "200");
  EXPECT_EQ(act(officer("comply"), number, "add_finding", finding("ordinary", "2027-01-31", ""), "f2"),
            "200");
  EXPECT_EQ(act(officer("head"), number, "finish_report",
                R"({"conclusion":"mostly","report_sm3":")" + kSm3 + "\"}"),
            "200");
  EXPECT_EQ(act(officer("anna"), number, "rectify", file("proof_sm3"), "f1"), "200");
  EXPECT_EQ(act(officer("comply"), number, "rectify", file("proof_sm3"), "f2"), "200");
  EXPECT_EQ(act(officer("head"), number, "report", file("package_sm3")), "200");
  const std::string verified = R"({"verification":"已整改"})";
  EXPECT_EQ(act(officer("comply"), number, "verify", verified, "f1"), "200");
  EXPECT_EQ(act(officer("comply"), number, "verify", verified, "f2"),
            "422 compliance.separation.rectify_verify");
  EXPECT_EQ(act(officer("comply"), number, "close"), "409 compliance.gate.verified");
  EXPECT_EQ(act(officer("chief"), number, "verify", verified, "f2"), "200");
  EXPECT_EQ(act(officer("comply"), number, "close"), "200");
  EXPECT_EQ(state(number), "closed");
}

TEST_P(ProviderCasesHttpTest, AMajorEventIsReportedFollowedUpAndArchived) {
  const std::string number = opened(
      officer("help"), "major_event",
      R"({"what":"核心交换机故障","occurred_on":"2026-11-20","discovered_on":"2026-11-21","place":"主机房","network_incident":false})");
  EXPECT_EQ(act(officer("comply"), number, "report_by_phone", R"({"told_to":"省局值班"})"), "200");
  EXPECT_EQ(act(officer("chief"), number, "judge_offline",
                R"({"category":"facility","level":"larger","personal_data":true,"police":false})"),
            "200");
  EXPECT_EQ(act(officer("head"), number, "report",
                R"({"report_sm3":")" + kSm3 +
                    R"(","scope":"状态服务两小时","keys_concerned":false,"loss":100000})"),
            "200");
  EXPECT_EQ(act(officer("comply"), number, "follow_up", file("follow_up_sm3")), "200");
  EXPECT_EQ(act(officer("chief"), number, "resolve", R"({"measures":"更换设备"})"), "200");
  const std::string final_report = R"({"cause":"电源故障","final_sm3":")" + kSm3 + R"(","loss":120000})";
  EXPECT_EQ(act(officer("head"), number, "final_report", final_report), "422 compliance.parallel_duties");
  EXPECT_EQ(act(officer("comply"), number, "notify_persons", file("persons_notice_sm3")), "200");
  EXPECT_EQ(act(officer("head"), number, "final_report", final_report), "200");
  EXPECT_EQ(act(officer("comply"), number, "close_unanswered"), "409 compliance.gate.unsigned");
  move_to("2026-12-20");
  EXPECT_EQ(act(officer("comply"), number, "close_unanswered"), "200");
  EXPECT_EQ(state(number), "archived");
  EXPECT_THAT(events(number), Not(Contains("reporting_overdue"))) << "it was reported within fifteen days";
}

TEST_P(ProviderCasesHttpTest, AMajorEventThatIsNotReportedIsOverdueFromTheDayItOccurred) {
  const std::string number = opened(
      officer("chief"), "major_event",
      R"({"what":"财产损失","occurred_on":"2026-11-10","discovered_on":"2026-11-20","place":"办公区","network_incident":false})");
  move_to("2026-11-25");
  EXPECT_THAT(events(number), Not(Contains("reporting_overdue")));
  move_to("2026-11-26");
  EXPECT_THAT(events(number), Contains("reporting_overdue"));
  EXPECT_EQ(act(officer("head"), number, "not_major", R"({"reason":"金额在一般范围内"})"), "200");
}

TEST_P(ProviderCasesHttpTest, AnInspectionIsReceivedAndNoMoreIsGivenThanMayBe) {
  const std::string number = opened(officer("comply"), "inspection_reception",
                                    R"({"organ":"北京市密码管理局","inspection_number":"京密检〔2026〕1号",)"
                                    R"("method":"on_site","scope":"第二十二条","inspected_on":"2026-11-24",)"
                                    R"("notice_sm3":")" +
                                        kSm3 + "\"}");
  EXPECT_EQ(act(officer("chief"), number, "admit", R"({"officers":["甲 1001"],"papers_shown":true})"),
            "422 compliance.inspectors");
  EXPECT_EQ(act(officer("chief"), number, "note_irregularity", R"({"irregularity":"只到一人"})"), "200");
  EXPECT_EQ(
      act(officer("chief"), number, "admit", R"({"officers":["甲 1001","乙 1002"],"papers_shown":true})"),
      "200");
  const auto asked = [&](const std::string& item, const std::string& kind) {
    return act(officer("comply"), number, "enter_request",
               R"({"asked_kind":")" + kind + R"(","asked":"某","due_on":"2026-11-30"})", item);
  };
  const auto handed = [&](const std::string& item, const std::string& more = "") {
    return act(
        officer("archive"), number, "settle_request",
        R"({"outcome":"handed","handed_sm3":")" + kSm3 + R"(","list_sm3":")" + kSm3 + "\"" + more + "}",
        item);
  };
  for (const auto& [item, kind] : std::map<std::string, std::string>{
           {"r1", "figures"}, {"r2", "private_key"}, {"r3", "source_code"}, {"r4", "personal_data"}})
    EXPECT_EQ(asked(item, kind), "200") << kind;
  EXPECT_EQ(handed("r1"), "200");
  EXPECT_EQ(handed("r2"), "422 compliance.never_handed_over");
  EXPECT_EQ(handed("r3"), "422 compliance.never_handed_over");
  EXPECT_EQ(handed("r4"), "422 compliance.never_handed_over") << "by a data request only";
  EXPECT_EQ(handed("r4", R"(,"data_request":"data_request-2026-1")"), "200");
  EXPECT_EQ(act(officer("comply"), number, "sign_record", file("record_sm3")), "200");
  const std::string result = R"({"result":"none","result_sm3":")" + kSm3 + "\"}";
  EXPECT_EQ(act(officer("comply"), number, "enter_result", result), "409 compliance.gate.requests_settled");
  for (const std::string item : {"r2", "r3"})
    EXPECT_EQ(act(officer("archive"), number, "settle_request",
                  R"({"outcome":"declined","declined_for":"依法不予提供"})", item),
              "200");
  EXPECT_EQ(act(officer("comply"), number, "enter_result", result), "200");
  EXPECT_EQ(act(officer("head"), number, "give_feedback",
                R"({"fee_asked":false,"disturbed":false,"secrets_left":false})"),
            "200");
  EXPECT_EQ(state(number), "closed");
}

TEST_P(ProviderCasesHttpTest, NamedPersonalDataGoOutByTwoApprovalsAndComeBack) {
  const std::string number = opened(
      officer("comply"), "data_request",
      R"({"inspection_number":"京密检〔2026〕1号","officers":["甲 1001","乙 1002"],"purpose":"核对身份查验",)"
      R"("items":[{"what":"申请记录","persons":3}],"letter_sm3":")" +
          kSm3 + R"(","due_on":"2026-12-10"})");
  EXPECT_EQ(act(officer("comply"), number, "accept", R"({"minimum":"三人的查验记录"})"), "200");
  EXPECT_EQ(act(officer("archive"), number, "prepare",
                R"({"package_sm3":")" + kSm3 + R"(","redaction_sm3":")" + kSm3 + "\"}"),
            "200");
  const std::string delivery = R"({"watermark":"甲 2026-11-24","use_until":"2026-12-31"})";
  EXPECT_EQ(act(officer("comply"), number, "approve_compliance"), "200");
  EXPECT_EQ(act(officer("archive"), number, "deliver", delivery), "409 compliance.gate.security_approved");
  EXPECT_EQ(act(officer("chief"), number, "approve_security"), "200");
  EXPECT_EQ(act(officer("archive"), number, "deliver", delivery), "200");
  EXPECT_EQ(act(officer("archive"), number, "take_back", file("return_sm3")), "200");
  EXPECT_EQ(state(number), "closed");
}

}  // namespace
}  // namespace yinxin::endpoints
