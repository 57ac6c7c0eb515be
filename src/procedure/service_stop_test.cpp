// rules/procedures/service_stop.toml against requirements 2.9 (corrected by 13.5).
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace service_stop_test {

using testing::day;
using testing::due_after;
using testing::kLawDigest;
using testing::LawInputs;
using testing::LawScene;
using testing::text;

const Procedure& service_stop() {
  static const Procedure kProcedure = testing::law_procedure("service_stop");
  return kProcedure;
}

/// What each event enters; event:variant enters something else.
const LawInputs kInputs{
    {"intend",
     {{"kind", text("terminate")},
      {"planned_on", day("2027-01-15")},
      {"scope", text("某")},
      {"subscribers", std::int64_t{1}},
      {"reason", text("某")}}},
    {"move_day", {{"planned_on", day("2027-03-01")}, {"reason", text("某")}}},
    {"notify_parties",
     {{"told", std::vector<std::string>{"subscribers", "relying_parties", "delegated_bodies"}},
      {"notice_sm3", kLawDigest}}},
    {"report", {{"report_sm3", kLawDigest}, {"plan_sm3", kLawDigest}}},
    {"report_moved_day", {{"report_sm3", kLawDigest}}},
    {"withdraw", {{"reason", text("某")}}},
    {"agree", {{"taker", text("某")}, {"agreement_sm3", kLawDigest}}},
    {"ask_arrangement", {{"negotiations", text("某")}, {"request_sm3", kLawDigest}}},
    {"order_takeover",
     {{"taker", text("某")},
      {"taker_licence", text("某")},
      {"order_number", text("某")},
      {"sender", text("某")},
      {"delivered_on", day("2026-03-02")}}},
    {"change_taker",
     {{"taker", text("某")},
      {"taker_licence", text("某")},
      {"order_number", text("某")},
      {"sender", text("某")},
      {"delivered_on", day("2026-03-02")},
      {"reason", text("某")}}},
    {"tell_persons", {{"persons_notice_sm3", kLawDigest}}},
    {"list_part",
     {{"part_kind", text("certificates")}, {"entries", std::int64_t{1}}, {"part_sm3", kLawDigest}}},
    {"accept_part", {{"taker_receipt", text("某")}}},
    {"refuse_part", {{"reason", text("某")}}},
    {"settle_part", {{"settlement", text("某")}}},
    {"sign_sender", {{"list_sm3", kLawDigest}}},
    {"sign_taker", {{"list_sm3", kLawDigest}}},
    {"report_resumption", {{"resumption_sm3", kLawDigest}}},
    {"turn_into_termination", {{"reason", text("某")}}},
    {"end_unaccomplished",
     {{"taker", text("某")},
      {"taker_licence", text("某")},
      {"order_number", text("某")},
      {"sender", text("某")},
      {"delivered_on", day("2026-03-02")},
      {"reason", text("某")}}},
    {"intend:past",
     {{"kind", text("terminate")},
      {"planned_on", day("2026-03-02")},
      {"scope", text("某")},
      {"subscribers", std::int64_t{1}},
      {"reason", text("某")}}},
    {"intend:suspend",
     {{"kind", text("suspend")},
      {"planned_on", day("2027-01-15")},
      {"scope", text("某")},
      {"subscribers", std::int64_t{1}},
      {"reason", text("某")},
      {"resume_on", day("2027-06-30")}}},
    {"intend:suspend_for_ever",
     {{"kind", text("suspend")},
      {"planned_on", day("2027-01-15")},
      {"scope", text("某")},
      {"subscribers", std::int64_t{1}},
      {"reason", text("某")}}},
    {"intend:idle",
     {{"kind", text("terminate")},
      {"planned_on", day("2027-01-15")},
      {"scope", text("某")},
      {"subscribers", std::int64_t{1}},
      {"reason", text("某")},
      {"resume_on", day("2027-06-30")}}},
    {"move_day:past", {{"planned_on", day("2026-03-02")}, {"reason", text("某")}}},
    {"sign_taker:other", {{"list_sm3", std::string(64, 'b')}}},
};

const std::string kIntended = ">2026-09-01 intend ";
const std::string kReported = kIntended + "report ";
const std::string kRequesting = kReported + "ask_arrangement ";
const std::string kArranged = kReported + "agree ";
const std::string kHanding = kArranged + "begin_handover ";
const std::string kListed = kHanding + "notify_parties tell_persons list_part#x1 accept_part#x1 ";
const std::string kSigned = kListed + "sign_sender sign_taker ";
const std::string kHandedOver = kSigned + "observe ";
const std::string kPlannedPause =
    ">2026-09-01 intend:suspend report agree begin_handover notify_parties tell_persons list_part#x1 "
    "accept_part#x1 sign_sender sign_taker observe ";
const std::string kSuspended = kPlannedPause + ">2027-01-15 suspend ";

// Refusals, periods, and what silence comes to.
const std::vector<LawScene> kScenes{
    {kIntended, "intended [notice report]"},
    {"intend:past", "compliance.past_day"},
    {"intend:suspend", "intended [notice report suspension]"},
    {"intend:suspend_for_ever", "procedure.input"},
    {"intend:idle", "procedure.input"},
    {kReported + "notify_parties", "reported"},
    {kReported + "notify_parties move_day", "reported [notice report]"},
    {kReported + "notify_parties move_day notify_parties report_moved_day", "reported"},
    {kHanding + "tell_persons list_part#x1 accept_part#x1 sign_sender", "compliance.gate.parties_told"},
    {kHanding + "notify_parties list_part#x1 accept_part#x1 sign_sender", "compliance.gate.persons_told"},
    {kHanding + "notify_parties tell_persons sign_sender", "compliance.gate.parts_accepted"},
    {kHanding + "notify_parties tell_persons list_part#x1 sign_sender", "compliance.gate.parts_accepted"},
    {kListed + "list_part#x2 sign_sender", "compliance.gate.parts_accepted"},
    {kListed + "refuse_part#x1 sign_sender", "compliance.gate.parts_accepted"},
    {kListed + "refuse_part#x1 settle_part#x1 accept_part#x1 sign_sender", "handing_over"},
    {kListed + "sign_taker", "compliance.gate.sender_signed"},
    {kListed + "sign_sender sign_taker:other", "compliance.lists_differ"},
    {kListed + "sign_sender observe", "compliance.gate.taker_signed"},
    {kListed + "observe", "compliance.gate.sender_signed"},
    {kListed + "sign_sender@officer/a sign_taker@officer/a", "compliance.separation.sender_taker"},
    {kListed + "sign_sender sign_taker@officer/a observe@officer/a", "compliance.separation.taker_observer"},
    {kListed + "sign_sender@officer/a sign_taker observe@officer/a", "compliance.separation.sender_observer"},
    {kListed + "move_day sign_sender", "compliance.gate.parties_told"},
    {kSigned + "move_day notify_parties observe terminate", "compliance.stop_day"},
    {kSigned + "move_day observe >2027-03-01 terminate", "compliance.gate.parties_told"},
    {kPlannedPause + ">2027-01-15 terminate", "compliance.stop_day"},
    {kHandedOver + ">2027-01-15 suspend", "compliance.stop_day"},
    {kHandedOver + "terminate", "compliance.stop_day"},
    {kPlannedPause + "suspend", "compliance.stop_day"},
    {kListed + "change_taker begin_handover sign_sender", "compliance.gate.parts_accepted"},
    {kSigned + "change_taker begin_handover observe", "compliance.gate.sender_signed"},
    {kSigned + "change_taker begin_handover list_part#x2 accept_part#x1 accept_part#x2 sign_sender observe",
     "compliance.gate.taker_signed"},
    {kListed +
         "sign_sender@officer/a change_taker begin_handover accept_part#x1 sign_sender sign_taker@officer/a",
     "handing_over"},
    {kSuspended, "suspended [suspension]"},
    {kSuspended + "resume", "compliance.gate.resumption_reported"},
    {kSuspended + "report_resumption resume", "resumed"},
    {kSuspended + "turn_into_termination", "terminated"},
    {kHandedOver + "withdraw", "procedure.state"},
    {kIntended + "terminate", "procedure.state"},
    {">2026-09-01 intend:suspend withdraw", "withdrawn"},
    {">2026-09-01 intend:suspend end_unaccomplished", "terminated"},
    {kPlannedPause + "move_day", "procedure.state"},
    {kIntended + "notify_parties move_day", "intended [notice report]"},
    {kIntended + "move_day:past", "compliance.past_day"},
    {kReported + "move_day:past", "compliance.past_day"},
    {kRequesting + "notify_parties move_day", "requesting [notice report]"},
    {kRequesting + "move_day:past", "compliance.past_day"},
    {kArranged + "notify_parties move_day", "arranged [notice report]"},
    {kArranged + "move_day:past", "compliance.past_day"},
    {kHanding + "notify_parties move_day", "handing_over [notice report]"},
    {kHanding + "move_day:past", "compliance.past_day"},
    {kIntended + "withdraw", "withdrawn"},
    {">2026-09-01 intend:suspend report agree begin_handover tell_persons list_part#x1 accept_part#x1 "
     "notify_parties sign_sender sign_taker observe end_unaccomplished",
     "terminated"},
    {kSigned + "move_day notify_parties observe >2027-03-01 terminate", "terminated"},
    {">2026-09-01 intend:suspend report agree begin_handover notify_parties tell_persons list_part#x1 "
     "accept_part#x1 sign_sender sign_taker move_day notify_parties observe >2027-03-01 suspend",
     "suspended [suspension]"},
    {">2026-09-01 intend:suspend report agree begin_handover notify_parties tell_persons list_part#x1 "
     "accept_part#x1 sign_sender sign_taker move_day observe >2027-03-01 suspend",
     "compliance.gate.parties_told"},
    {kIntended + "notify_parties move_day report agree begin_handover tell_persons list_part#x1 "
                 "accept_part#x1 sign_sender",
     "compliance.gate.parties_told"},
    {kReported +
         "notify_parties move_day agree begin_handover tell_persons list_part#x1 accept_part#x1 sign_sender",
     "compliance.gate.parties_told"},
    {kRequesting +
         "notify_parties move_day agree begin_handover tell_persons list_part#x1 accept_part#x1 sign_sender",
     "compliance.gate.parties_told"},
    {kArranged +
         "notify_parties move_day begin_handover tell_persons list_part#x1 accept_part#x1 sign_sender",
     "compliance.gate.parties_told"},
};

// Every row of the table, by each of its roles.
const std::vector<LawScene> kRows{
    {"intend", "intended [notice report]"},
    {kIntended + "move_day", "intended [notice report]"},
    {kReported + "move_day", "reported [notice report]"},
    {kRequesting + "move_day", "requesting [notice report]"},
    {kArranged + "move_day", "arranged [notice report]"},
    {kHanding + "move_day", "handing_over [notice report]"},
    {kIntended + "notify_parties", "intended [report]"},
    {kRequesting + "notify_parties", "requesting"},
    {kArranged + "notify_parties", "arranged"},
    {kHanding + "notify_parties", "handing_over"},
    {kIntended + "report", "reported [notice]"},
    {kReported + "report_moved_day", "reported [notice]"},
    {kRequesting + "report_moved_day", "requesting [notice]"},
    {kArranged + "report_moved_day", "arranged [notice]"},
    {kHanding + "report_moved_day", "handing_over [notice]"},
    {kReported + "sign_for", "reported [notice]"},
    {kReported + "withdraw", "withdrawn"},
    {kRequesting + "withdraw", "withdrawn"},
    {kArranged + "withdraw", "withdrawn"},
    {kHanding + "withdraw", "withdrawn"},
    {kReported + "agree", "arranged [notice]"},
    {kRequesting + "agree", "arranged [notice]"},
    {kReported + "ask_arrangement", "requesting [notice]"},
    {kRequesting + "order_takeover", "arranged [notice]"},
    {kArranged + "change_taker", "arranged [notice]"},
    {kHanding + "change_taker", "arranged [notice]"},
    {kArranged + "begin_handover", "handing_over [notice]"},
    {kHanding + "tell_persons", "handing_over [notice]"},
    {kHanding + "list_part#x1+compliance_officer", "handing_over [notice]"},
    {kHanding + "list_part#x1+archive_officer", "handing_over [notice]"},
    {kHanding + "list_part#x1+key_custodian", "handing_over [notice]"},
    {kHanding + "list_part#x1 accept_part#x1", "handing_over [notice]"},
    {kHanding + "list_part#x1 refuse_part#x1", "handing_over [notice]"},
    {kHanding + "list_part#x1 settle_part#x1", "handing_over [notice]"},
    {kHanding + "notify_parties tell_persons list_part#x1 accept_part#x1 sign_sender", "handing_over"},
    {kHanding + "notify_parties tell_persons list_part#x1 accept_part#x1 sign_sender sign_taker",
     "handing_over"},
    {kHanding + "notify_parties tell_persons list_part#x1 accept_part#x1 sign_sender sign_taker "
                "observe+deciding_officer",
     "handed_over"},
    {kHanding + "notify_parties tell_persons list_part#x1 accept_part#x1 sign_sender sign_taker "
                "observe+technical_review_coordinator",
     "handed_over"},
    {kHandedOver + ">2027-01-15 terminate", "terminated"},
    {kSuspended + "report_resumption", "suspended [suspension]"},
    {kSuspended + "turn_into_termination+responsible_person", "terminated"},
    {kSuspended + "turn_into_termination+deciding_officer", "terminated"},
    {kIntended + "end_unaccomplished", "terminated"},
    {kReported + "end_unaccomplished", "terminated"},
    {kRequesting + "end_unaccomplished", "terminated"},
    {kArranged + "end_unaccomplished", "terminated"},
    {kHanding + "end_unaccomplished", "terminated"},
    {kHandedOver + "end_unaccomplished", "terminated"},
};

TEST(ServiceStop, HoldsTogether) {
  testing::expect_sound(service_stop());
}

TEST(ServiceStop, EverySceneEndsAsTheSpecificationSays) {
  testing::expect_scenes(service_stop(), kInputs, kScenes, Values());
}

TEST(ServiceStop, EveryRowOfTheTable) {
  testing::expect_scenes(service_stop(), kInputs, kRows, Values());
}

// Requirements 1 (article 29) and 3.3: a stop planned for 2027-01-15.
TEST(ServiceStop, SixtyAndNinetyDaysBefore) {
  EXPECT_EQ(due_after(service_stop(), kInputs, kIntended, "report", Values()), "2026-11-16/2026-11-16");
  EXPECT_EQ(due_after(service_stop(), kInputs, kIntended, "notice", Values()), "2026-10-17/2026-10-16");
  EXPECT_EQ(due_after(service_stop(), kInputs, kReported + "notify_parties move_day", "report", Values()),
            "2026-12-31/2026-12-31");
  EXPECT_EQ(due_after(service_stop(), kInputs, kReported + "notify_parties move_day", "notice", Values()),
            "2026-12-01/2026-12-01");
  EXPECT_EQ(due_after(service_stop(), kInputs, kSuspended, "suspension", Values()), "2027-06-30/2027-06-30");
}

TEST(ServiceStop, ANationalBureauThatSaysNothingDoesNotKeepThePlanFromBeingGivenUp) {
  EXPECT_THAT(testing::stuck_without(service_stop(), {"deciding_officer", "national_intake_officer",
                                                      "case_officer", "technical_review_coordinator"}),
              ::testing::IsEmpty());
}

TEST(ServiceStop, AProviderThatSaysNothingIsTakenOverByOrder) {
  EXPECT_THAT(testing::stuck_without(service_stop(), {"responsible_person", "compliance_officer",
                                                      "archive_officer", "key_custodian"}),
              ::testing::IsEmpty());
}

TEST(ServiceStop, EveryWordIsMissed) {
  testing::LawMutation(service_stop(), kInputs, testing::both(kScenes, kRows), Values()).everything();
}

}  // namespace service_stop_test
}  // namespace yinxin::procedure
