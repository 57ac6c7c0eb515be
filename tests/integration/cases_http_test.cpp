// Cases over HTTP at a regulator: who sees what, who may do what, answers that are kept (requirements 2.1, 5,
// 6.2, 11.3; scenarios 1, 2 and 13).
#include <gmock/gmock.h>

#include "integration/regulator_world.hpp"

namespace yinxin::endpoints {
namespace {

using house_support::need;
using house_support::Signer;
using house_support::usual_inputs;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::UnorderedElementsAre;

class CasesHttpTest : public house_support::RegulatorWorld {
 protected:
  Signer intake() const { return officer("province-intake-officer"); }
  std::vector<std::string> listed(const Signer& by, const std::string& query = "") const {
    const http::Response response = send(read(by, "/cases" + query));
    EXPECT_EQ(outcome(response), "200");
    std::vector<std::string> numbers;
    for (const http::JsonReader& one : need(http::JsonReader::parse(*response.body)).objects("cases", 1000))
      numbers.push_back(one.text("number"));
    return numbers;
  }
  static http::JsonReader step_of(const http::JsonReader& shown, const std::string& event) {
    for (const http::JsonReader& one : shown.objects("steps", 1000)) {
      if (one.text("event") == event) return one;
    }
    throw std::runtime_error("no step " + event);
  }
  static std::vector<std::string> events(const http::JsonReader& shown) {
    std::vector<std::string> all;
    for (const http::JsonReader& one : shown.objects("possible", 1000)) all.push_back(one.text("event"));
    return all;
  }
};
YX_BOTH_ENGINES(CasesHttpTest);

TEST_P(CasesHttpTest, AreOpenedAtTheCounterAndShownWithWhatComesNext) {
  const std::string number = opened();
  EXPECT_EQ(number, "XK-2026-1");
  const http::JsonReader shown = this->shown(number, intake());
  EXPECT_EQ(shown.text("procedure"), "licence_application");
  EXPECT_EQ(shown.text("zh"), "资质申请");
  EXPECT_EQ(shown.object("state").text("zh"), "已收件");
  EXPECT_EQ(shown.text("scope"), "530000") << "the province of the domicile";
  EXPECT_EQ(shown.text("party"), party());
  EXPECT_THAT(events(shown), UnorderedElementsAre("correct_on_the_spot", "examine_form"));
  const auto possible = shown.objects("possible", 10);
  EXPECT_EQ(possible.at(0).objects("inputs", 10).at(0).text("zh"), "更正内容");
  const auto clocks = shown.objects("clocks", 10);
  ASSERT_EQ(clocks.size(), 1u);
  EXPECT_EQ(clocks[0].text("id"), "examination");
  EXPECT_EQ(clocks[0].text("effective"), "2026-10-10");
  EXPECT_EQ(clocks[0].integer("days_left", -100, 100), 12);
  EXPECT_EQ(clocks[0].integer("working_days_left", -100, 100), 5);
  EXPECT_EQ(records(proof::ActCode::CaseOpened, "case/" + number), 1);
}

TEST_P(CasesHttpTest, AnApplicantOpensWithTheirKeyAndSeesTheirOwn) {
  const Signer applicant = by_role("applicant");
  hand_in(applicant, usual_inputs("submit"));
  const http::Response made = send(write(applicant, "/cases", opening()));
  ASSERT_EQ(outcome(made), "201");
  const std::string number = member(made, "number");
  EXPECT_EQ(shown(number, applicant).text("party"), party());
  EXPECT_THAT(listed(applicant), ElementsAre(number));
  const auto stranger = crypto::Sm2PrivateKey::generate();
  EXPECT_EQ(outcome(send(read(bare_key(stranger), "/cases/" + number))), "404 cases.none");
  EXPECT_THAT(listed(bare_key(stranger)), ElementsAre());
  EXPECT_EQ(outcome(act(number, "withdraw", bare_key(stranger))), "404 cases.none");
  EXPECT_EQ(outcome(send(write(applicant, "/cases", opening(R"(,"party":"key/other")")))),
            "400 http.json.content");
}

TEST_P(CasesHttpTest, AnotherProvincesCaseIsNotThere) {
  const std::string number = opened();
  const Signer sichuan = officer("sichuan");
  EXPECT_EQ(outcome(send(read(sichuan, "/cases/" + number))), "404 cases.none");
  EXPECT_EQ(outcome(act(number, "examine_form", sichuan)), "404 cases.none");
  EXPECT_EQ(outcome(send(read(sichuan, "/cases/" + number + "/documents"))), "404 cases.none");
  EXPECT_EQ(outcome(send(read(sichuan, "/cases/" + number + "/documents/0000000000000000"))),
            "404 cases.none");
  EXPECT_EQ(outcome(send(
                write(sichuan, "/cases/" + number + "/documents", R"({"position":0,"document":"receipt"})"))),
            "404 cases.none");
  EXPECT_EQ(outcome(send(read(sichuan, "/cases/XK-2026-999"))), "404 cases.none") << "as one that never was";
  EXPECT_THAT(listed(sichuan), ElementsAre());
  EXPECT_THAT(listed(sichuan, "?scope=530000"), ElementsAre());
  EXPECT_THAT(listed(intake()), ElementsAre(number));
  EXPECT_THAT(listed(by_role("case_officer")), ElementsAre(number)) << "the national bureau's reach";
  EXPECT_EQ(outcome(send(write(sichuan, "/cases", opening(R"(,"party":"unit/x","scope":"530000")")))),
            "403 procedure.role")
      << "nor opened for another province";
}

TEST_P(CasesHttpTest, WhatWasEnteredIsShownByItsLevel) {
  const std::string number = opened();
  const http::JsonReader works = step_of(shown(number, intake()), "submit");
  EXPECT_TRUE(works.object("inputs").has("shareholders")) << "L2, to who works on it";
  EXPECT_FALSE(works.object("inputs").has("package_sm3")) << "L3, to nobody";
  EXPECT_THAT(works.texts("hidden", 10), ElementsAre("package_sm3"));
  const http::Response sees = send(read(by_role("enforcement_officer"), "/cases/" + number));
  ASSERT_EQ(outcome(sees), "200");
  EXPECT_THAT(std::string(sees.body_text()), Not(HasSubstr("甲"))) << "a shareholder's name, L2";
  EXPECT_THAT(std::string(sees.body_text()), Not(HasSubstr(cases_support::kDigest)));
  const http::JsonReader seen = step_of(need(http::JsonReader::parse(*sees.body)), "submit");
  EXPECT_THAT(seen.texts("hidden", 10), UnorderedElementsAre("package_sm3", "shareholders"));
  EXPECT_EQ(seen.object("inputs").text("organisation"), "北京某某认证有限公司") << "L0";
  play(number, "examine_form request_supplement");
  EXPECT_TRUE(
      step_of(shown(number, by_role("applicant")), "request_supplement").object("inputs").has("faults"))
      << "the party is told what to supplement";
}

TEST_P(CasesHttpTest, AdministratorsSeeNothingAndExpertsTheirCasesOnly) {
  const std::string number = opened();
  const Signer administrator = officer("administrator");
  EXPECT_EQ(outcome(send(read(administrator, "/cases/" + number))), "403 officers.role_needed");
  EXPECT_EQ(outcome(send(read(administrator, "/cases"))), "403 officers.role_needed");
  EXPECT_EQ(outcome(send(read(administrator, "/reminders?role=applicant"))), "403 officers.role_needed");
  EXPECT_EQ(outcome(send(write(administrator, "/cases", opening(R"(,"party":"unit/x")")))),
            "403 officers.role_needed");
  const Signer expert = by_role("review_expert");
  EXPECT_EQ(outcome(send(read(expert, "/cases/" + number))), "404 cases.none");
  EXPECT_EQ(outcome(send(read(expert, "/cases"))), "403 procedure.role");
  play(number, "examine_form accept forward sign_for start_review assign_reviewer#r1");
  EXPECT_FALSE(step_of(shown(number, expert), "submit").object("inputs").has("shareholders"));
  EXPECT_EQ(outcome(act(number, "sign_report#r1", expert)), "200");
  // Another expert of the same case signs for nobody else (article 10).
  enrol("expert-2", {officers::Role::ReviewExpert});
  register_expert("ZJ-2", "expert-2");
  ASSERT_EQ(outcome(act(number, "assign_reviewer#r2", by_role("technical_review_coordinator"),
                        R"({"expert":"expert-2","conflict":false,"commitment_sm3":")" +
                            std::string(cases_support::kDigest) + "\"}")),
            "200");
  EXPECT_EQ(outcome(act(number, "sign_report#r2", expert)), "403 licensing.other_reviewer");
  EXPECT_EQ(outcome(act(number, "sign_report#r2", officer("expert-2"))), "200");
  EXPECT_EQ(outcome(send(client().request(http::Method::Get, "/cases"))).substr(0, 3), "401");
}

TEST_P(CasesHttpTest, TheSameRequestIsAnsweredAsBeforeAndAnOldVersionIsRefused) {
  const std::string number = opened();
  const std::string key = random_text();
  const http::Response first = act(number, "examine_form", intake(), {}, R"(,"version":1)", key);
  ASSERT_EQ(outcome(first), "200");
  const http::Response again = act(number, "examine_form", intake(), {}, R"(,"version":1)", key);
  EXPECT_EQ(outcome(again), "200");
  EXPECT_EQ(again.body_text(), first.body_text());
  EXPECT_EQ(again.headers.find("Idempotency-Replayed"), "true");
  EXPECT_EQ(shown(number).objects("steps", 10).size(), 2u);
  EXPECT_EQ(outcome(act(number, "examine_form", intake(), {}, R"(,"version":1)")), "409 cases.changed");
  EXPECT_EQ(outcome(act(number, "examine_form", intake(), {}, R"(,"version":2)", key)),
            "422 officers.request.reused");
}

TEST_P(CasesHttpTest, BadRequestsAreRefusedWithWhatIsWrong) {
  const std::string number = opened();
  const auto open = [&](const std::string& body) { return outcome(send(write(intake(), "/cases", body))); };
  EXPECT_EQ(open(R"({"procedure":"nothing","party":"unit/x"})"), "404 cases.procedure");
  EXPECT_EQ(open(R"({"party":"unit/x"})"), "400 http.json.content");
  EXPECT_EQ(open(R"({"procedure":null,"party":"unit/x"})"), "400 http.json.content");
  EXPECT_EQ(open(opening()), "400 http.json.content") << "an officer names the party";
  EXPECT_EQ(open(opening(R"(,"party":"two words")")), "400 cases.party");
  EXPECT_EQ(open(opening(R"(,"party":"unit/x","scope":"53")")), "400 cases.scope");
  EXPECT_EQ(open(opening(R"(,"party":"unit/x","surplus":1)")), "400 http.json.content");
  EXPECT_EQ(outcome(act(number, "examine_form", intake(), R"({"complete":"yes"})")), "400 http.json.content");
  EXPECT_EQ(outcome(act(number, "examine_form", intake(), R"({"unasked":1})")), "400 http.json.content");
  EXPECT_EQ(outcome(act(number, "correct_on_the_spot", intake(), "{}")), "400 procedure.input");
  EXPECT_EQ(outcome(send(write(intake(), "/cases/" + number + "/events", R"({"event":"dance"})"))),
            "404 procedure.event");
  for (const char* query :
       {"?state=received", "?scope=yunnan", "?overdue=yes", "?due_before=tomorrow", "?limit=0"})
    EXPECT_EQ(outcome(send(read(intake(), std::string("/cases") + query))).substr(0, 3), "400") << query;
}

TEST_P(CasesHttpTest, SilenceAcceptsAsFromTheDayOfReceipt) {
  const std::string number = opened();
  clock.set(at("2026-10-10T15:59:59Z"));
  need(case_office->cases->fire_due());
  EXPECT_EQ(state(number), "received");
  clock.set(at("2026-10-10T16:00:00Z"));
  need(case_office->cases->fire_due());
  const http::JsonReader shown = this->shown(number);
  EXPECT_EQ(shown.object("state").text("id"), "accepted");
  const http::JsonReader step = step_of(shown, "deem_accepted");
  EXPECT_EQ(step.text("origin"), "timer");
  EXPECT_EQ(step.text("counts_on"), "2026-09-28");
  EXPECT_EQ(outcome(act(number, "accept", by_role("province_review_officer"))), "409 procedure.state");
  const http::Response reminders = send(read(intake(), "/reminders?role=province_review_officer"));
  EXPECT_EQ(outcome(reminders), "403 procedure.role");
  const http::Response mine =
      send(read(by_role("province_review_officer"), "/reminders?role=province_review_officer"));
  ASSERT_EQ(outcome(mine), "200");
  EXPECT_FALSE(need(http::JsonReader::parse(*mine.body)).objects("reminders", 10).empty());
}

TEST_P(CasesHttpTest, AnEffectThatIsNotThereRefusesItsEvent) {
  const std::string body =
      R"({"procedure":"secrecy_quarantine","party":"unit/x","inputs":{"object":"o-1","handlers":["sec-1"],"how_found":"巡检"}})";
  EXPECT_EQ(outcome(send(write(by_role("security_chief"), "/cases", body))),
            "422 supervision.effect_unavailable");
  EXPECT_THAT(listed(by_role("security_chief")), ElementsAre()) << "nothing is left of it";
}

TEST_P(CasesHttpTest, TheRegisterNamesALicenceOnceItIsEntered) {
  const std::string number = opened();
  const auto entries = [&] {
    const http::Response page = send(client().request(http::Method::Get, "/register"));
    return need(http::JsonReader::parse(*page.body)).objects("entries", 10);
  };
  play(number,
       "examine_form accept forward sign_for propose review_opinion legal_review grant deliver_licence");
  EXPECT_EQ(entries().size(), 0u);
  play(number, "enter_register publish");
  ASSERT_EQ(entries().size(), 1u);
  EXPECT_EQ(entries()[0].text("number"), "测试0001");
  EXPECT_EQ(entries()[0].text("organisation"), "北京某某认证有限公司");
  EXPECT_EQ(entries()[0].object("status").text("zh"), "有效");
  EXPECT_EQ(entries()[0].text("valid_to"), "2031-09-30");
  const auto children = shown(number).objects("children", 10);
  ASSERT_EQ(children.size(), 1u);
  EXPECT_EQ(state(children[0].text("number")), "valid");
  const std::string other = opened();
  play(other, "examine_form accept forward sign_for propose review_opinion legal_review grant");
  EXPECT_EQ(outcome(act(other, "deliver_licence")), "409 supervision.licence_number");
}

TEST_P(CasesHttpTest, ProceduresAreThereForEverybody) {
  const http::Response all = send(client().request(http::Method::Get, "/procedures"));
  ASSERT_EQ(outcome(all), "200");
  EXPECT_EQ(need(http::JsonReader::parse(*all.body)).objects("procedures", 100).size(),
            house_support::case_procedures().size());
  const http::Response one = send(client().request(http::Method::Get, "/procedures/licence_application"));
  EXPECT_EQ(member(one, "version"), "licence_application/2024-11-01");
  EXPECT_THAT(std::string(one.body_text()), HasSubstr(R"("fields":[{"id":"kind")"))
      << "rows say what they hold";
  EXPECT_EQ(outcome(send(client().request(http::Method::Get, "/procedures/nothing"))), "404 cases.procedure");
  EXPECT_EQ(
      outcome(send(client().request(
          http::Method::Get, "/procedures/licence_application?version=licence_application%2F2000-01-01"))),
      "404 cases.procedure");
}

/// How the law's own way leads to where each event is possible.
const std::map<std::string, std::string>& ways() {
  static const std::string kReviewing = "examine_form accept forward sign_for ";
  static const std::string kDecided = kReviewing + "propose review_opinion legal_review ";
  static const std::map<std::string, std::string> kWays{
      {"correct_on_the_spot", ""},
      {"examine_form", ""},
      {"request_supplement", "examine_form"},
      {"request_again", "examine_form request_supplement supplement examine_form"},
      {"supplement", "examine_form request_supplement"},
      {"urge_supplement", "examine_form request_supplement"},
      {"end_unsupplemented", "examine_form request_supplement >2026-12-01 urge_supplement"},
      {"accept", "examine_form"},
      {"not_accept", "examine_form"},
      {"forward", "examine_form accept"},
      {"sign_for", "examine_form accept forward"},
      {"start_review", kReviewing},
      {"deliver_review_notice", kReviewing + "start_review"},
      {"assign_reviewer#r1", kReviewing + "start_review"},
      {"sign_report#r1", kReviewing + "start_review assign_reviewer#r1"},
      {"rectify_in_review", kReviewing + "start_review"},
      {"receive_report", kReviewing + "start_review deliver_review_notice assign_reviewer#r1 sign_report#r1"},
      {"record_foreign_review", kReviewing},
      {"request_hearing", kReviewing},
      {"end_hearing", kReviewing + "request_hearing"},
      {"propose", kReviewing},
      {"review_opinion", kReviewing + "propose"},
      {"legal_review", kReviewing + "propose"},
      {"return_to_review", kReviewing + "propose"},
      {"grant", kDecided},
      {"refuse", kReviewing + "propose:refuse review_opinion legal_review"},
      {"deliver_licence", kDecided + "grant"},
      {"enter_register", kDecided + "grant deliver_licence"},
      {"publish", kDecided + "grant deliver_licence enter_register"},
      {"withdraw", ""},
      {"end_dissolved", ""},
  };
  return kWays;
}

std::string event_of(const std::string& word) {
  return word.substr(0, word.find('#'));
}

TEST_P(CasesHttpTest, EveryTransitionByTheWrongRoleWithoutItsInputsAndTwice) {
  for (const auto& [word, way] : ways()) {
    clock.set(at("2026-09-28T02:00:00Z"));
    const std::string number = opened();
    licence_number = "测试" + number;
    play(number, way);
    const procedure::Transition& one = transition(word);
    ASSERT_EQ(std::count(one.roles.begin(), one.roles.end(), "hearing_host"), 0) << word;
    EXPECT_EQ(outcome(act(number, word, by_role("hearing_host"))), "403 procedure.role") << word;
    const std::string before = state(number);
    const bool needs_inputs = std::any_of(one.inputs.begin(), one.inputs.end(), [](const auto& input) {
      return input.required && input.required_when == nullptr;
    });
    const Signer by = by_role(one.roles.front());
    if (needs_inputs) EXPECT_EQ(outcome(act(number, word, by, "{}")), "400 procedure.input") << word;
    EXPECT_EQ(state(number), before) << word;
    EXPECT_EQ(outcome(act(number, word, by)), "200") << word;
    // From where it has led, the same event is another thing, or not possible any more.
    const bool moved = state(number) != before;
    if (moved) EXPECT_EQ(outcome(act(number, word, by)), "409 procedure.state") << word;
  }
}

TEST_P(CasesHttpTest, NoTransitionFromAStateThatIsNotItsOwn) {
  const std::string number = opened();
  play(number, "examine_form not_accept");
  const std::string received = opened();
  for (const auto& [word, way] : ways()) {
    const std::string& role = transition(word).roles.front();
    const Signer by = by_role(role);
    // An expert sees no case that they are not named in.
    const std::string refused = role == "review_expert" ? "404 cases.none" : "409 procedure.state";
    EXPECT_EQ(outcome(act(number, word, by)), refused) << word << " after the end";
    if (!way.empty() && transition(word).from != std::vector<std::string>{"received"})
      EXPECT_EQ(outcome(act(received, word, by)), refused) << word << " at the beginning";
  }
  EXPECT_EQ(state(number), "not_accepted");
  EXPECT_EQ(state(received), "received");
}

TEST(LicenceWays, NameEveryTransitionThatAPersonMakes) {
  std::set<std::string> known, named;
  for (const auto& way : ways()) named.insert(event_of(way.first));
  for (const procedure::Transition& one :
       house_support::case_procedures().at("licence_application").front().transitions) {
    if (!one.from.empty() && one.origin == procedure::Origin::Person) known.insert(one.event);
  }
  EXPECT_EQ(named, known);
}

}  // namespace
}  // namespace yinxin::endpoints
