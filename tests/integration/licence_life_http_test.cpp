// A licence over HTTP after it was granted: its renewal, its revocation by a penalty, the papers of both, and
// what the public register says as of each day (articles 9, 15, 33, 38; requirements 4.4; scenarios 3, 10).
#include <gmock/gmock.h>

#include "integration/regulator_world.hpp"
#include "supervision_support/licence_cases.hpp"

namespace yinxin::endpoints {
namespace {

using house_support::need;
using house_support::Signer;
using officers::Role;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

class LicenceLifeHttpTest : public house_support::RegulatorWorld {
 protected:
  void SetUp() override {
    documents = need(documents::Service::open(std::string(YX_SOURCE_DIR) + "/rules",
                                              {"http://regulator.example.cn", true}, clock));
    RegulatorWorld::SetUp();
    if (IsSkipped()) return;
    enrol("enforcement-two", {Role::EnforcementOfficer});
    const std::string application = opened();
    play(application,
         "examine_form accept forward sign_for propose review_opinion legal_review grant deliver_licence "
         "enter_register publish");
    licence = shown(application).objects("children", 10).at(0).text("number");
  }

  /// By the account, with what the event usually enters; "event:variant", "event#item".
  http::Response enter(const std::string& number, std::string word, const Signer& by,
                       const std::string& key = random_text()) const {
    const std::size_t hash = word.find('#');
    const std::string item = hash == std::string::npos ? "" : word.substr(hash + 1);
    word = word.substr(0, hash);
    const std::string procedure = shown(number, by).text("procedure");
    const auto all = supervision::licence_test::inputs_on(base::beijing_date(clock.now()));
    const auto found = all.find(procedure + "." + word);
    if (found != all.end()) hand_in(by, found->second, number);
    std::string body = R"({"event":")" + word.substr(0, word.find(':')) + "\"";
    if (!item.empty()) body += R"(,"item":")" + item + "\"";
    body += R"(,"inputs":)" + to_json(found == all.end() ? procedure::Values() : found->second) + "}";
    return send(write(by, "/cases/" + number + "/events", body, key));
  }
  /// Words with who does each: "officer-account:event". Throws when one does not hold.
  void go(const std::string& number, std::initializer_list<std::pair<Signer, std::string>> script) const {
    for (const auto& [by, word] : script) {
      const http::Response response = enter(number, word, by);
      if (outcome(response) != "200")
        throw std::runtime_error(word + ": " + std::string(response.body_text()));
    }
  }
  std::string penalty() const {
    const auto inputs = supervision::licence_test::inputs_on(base::beijing_date(clock.now()));
    hand_in(by_role("enforcement_officer"), inputs.at("penalty.propose_case"), "", "penalty");
    const http::Response made =
        send(write(by_role("enforcement_officer"), "/cases",
                   R"({"procedure":"penalty","scope":"530000","party":")" + party() + R"(","inputs":)" +
                       to_json(inputs.at("penalty.propose_case")) + "}"));
    if (outcome(made) != "201") throw std::runtime_error(std::string(made.body_text()));
    return member(made, "number");
  }
  /// Until a penalty of that draft is to be decided.
  std::string to_decide(const std::string& draft) const {
    const Signer enforcement = by_role("enforcement_officer");
    const Signer head = by_role("deciding_officer");
    const std::string number = penalty();
    go(number, {{enforcement, "add_act#x1"},
                {enforcement, "judge_act#x1"},
                {head, "open_case"},
                {enforcement, "show_credentials"},
                {officer("enforcement-two"), "show_credentials"},
                {enforcement, "collect"},
                {enforcement, "conclude_investigation"},
                {enforcement, draft},
                {by_role("legal_reviewer"), "review_lawfulness"},
                {head, "discuss"},
                {enforcement, "tell_beforehand"},
                {by_role("applicant"), "waive"},
                {enforcement, "reconsider"}});
    return number;
  }

  http::JsonReader asked(const std::string& target) const {
    const http::Response response = send(client().request(http::Method::Get, target));
    if (outcome(response) != "200") throw std::runtime_error(outcome(response));
    return need(http::JsonReader::parse(*response.body));
  }
  /// "测试0001 valid 2031-09-30"
  std::vector<std::string> entries(const std::string& query = "") const {
    std::vector<std::string> shown_entries;
    for (const http::JsonReader& one : asked("/register" + query).objects("entries", 10))
      shown_entries.push_back(one.text("number") + " " + one.object("status").text("id") + " " +
                              one.text("valid_to"));
    return shown_entries;
  }
  std::vector<std::string> changes() const {
    std::vector<std::string> words;
    for (const http::JsonReader& one :
         asked("/register/history?number=" + http::percent_encode("测试0001")).objects("changes", 10))
      words.push_back(one.object("change").text("id") + " " + one.object("status").text("id"));
    return words;
  }

  std::string licence;  // its licence_status case
};
YX_BOTH_ENGINES(LicenceLifeHttpTest);

TEST_P(LicenceLifeHttpTest, ARenewalMovesTheRegistersEnd) {
  clock.set(at("2031-05-06T02:00:00Z"));
  need(case_office->cases->fire_due());
  enrol("late-case", {Role::CaseOfficer});  // certificates are for a year
  enrol("late-check", {Role::CaseReviewer});
  enrol("late-head", {Role::DecidingOfficer});
  const Signer holder = by_role("applicant");
  const http::Response list = send(read(holder, "/cases?procedure=licence_renewal"));
  const auto renewals = need(http::JsonReader::parse(*list.body)).objects("cases", 10);
  ASSERT_THAT(renewals, SizeIs(1));
  const std::string renewal = renewals[0].text("number");
  EXPECT_EQ(outcome(enter(renewal, "apply", officer("late-case"))), "403 procedure.role");
  go(renewal, {{holder, "apply"},
               {officer("late-case"), "examine"},
               {officer("late-check"), "review_opinion"},
               {officer("late-head"), "grant"}});
  EXPECT_THAT(entries(), ElementsAre("测试0001 valid 2036-09-30"));
  EXPECT_THAT(entries("?as_of=2031-05-05"), ElementsAre("测试0001 valid 2031-09-30"));
  EXPECT_EQ(asked("/register?as_of=2031-05-05").text("day"), "2031-05-05");
  EXPECT_EQ(outcome(enter(renewal, "issue_licence:shorter", officer("late-case"))),
            "422 supervision.renewal_end");
  const http::Response paper = send(write(officer("late-head"), "/cases/" + renewal + "/documents",
                                          R"({"position":4,"document":"renewal_decision"})"));
  ASSERT_EQ(outcome(paper), "201") << paper.body_text();
  EXPECT_EQ(member(paper, "number"), "国密许延〔2031〕1号");
  go(renewal, {{officer("late-case"), "issue_licence:same"}});
  EXPECT_THAT(changes(), ElementsAre("entered valid", "renewed valid", "reissued valid"));
}

TEST_P(LicenceLifeHttpTest, ARevocationByPenaltyIsInTheRegisterOnce) {
  const std::string number = to_decide("draft_penalty:revokes");
  EXPECT_THAT(entries(), ElementsAre("测试0001 valid 2031-09-30"));
  const std::string key = random_text();
  const Signer head = by_role("deciding_officer");
  ASSERT_EQ(outcome(enter(number, "decide_revocation", head)), "200");
  EXPECT_THAT(entries(), ElementsAre("测试0001 valid 2031-09-30")) << "not delivered yet";
  const Signer enforcement = by_role("enforcement_officer");
  ASSERT_EQ(outcome(enter(number, "deliver", enforcement, key)), "200");
  EXPECT_EQ(outcome(enter(number, "deliver", enforcement, key)), "200") << "the same answer again";
  EXPECT_THAT(entries(), ElementsAre("测试0001 revoked 2031-09-30"));
  EXPECT_EQ(asked("/register").objects("entries", 10).at(0).object("status").text("zh"), "已吊销");
  EXPECT_THAT(changes(), ElementsAre("entered valid", "status revoked"));
  EXPECT_EQ(state(licence), "revoked");
  EXPECT_EQ(outcome(enter(licence, "revoke_licence", head)), "409 procedure.state");
}

TEST_P(LicenceLifeHttpTest, APenaltysRangeIsShownAndItsPapersAreIssued) {
  const std::string number = to_decide("draft_penalty");
  const auto settings = shown(number).objects("settings", 10);
  ASSERT_THAT(settings, SizeIs(2));
  EXPECT_EQ(settings[0].text("name"), "penalty.range_max_fen");
  EXPECT_EQ(settings[0].integer("value", 0, INT64_MAX), 30'000'000);
  EXPECT_EQ(settings[1].integer("value", 0, INT64_MAX), 10'000'000);
  const Signer enforcement = by_role("enforcement_officer");
  const auto issue = [&](int position, const std::string& document, const std::string& values) {
    return send(write(enforcement, "/cases/" + number + "/documents",
                      R"({"position":)" + std::to_string(position) + R"(,"document":")" + document +
                          R"(","values":)" + values + "}"));
  };
  const http::Response notice = issue(11, "penalty_notice", R"({"basis":"依据第三十八条第三项。"})");
  ASSERT_EQ(outcome(notice), "201") << notice.body_text();
  EXPECT_EQ(member(notice, "number"), "演密罚告〔2026〕1号");
  ASSERT_EQ(outcome(enter(number, "decide", by_role("deciding_officer"))), "200");
  const std::string more =
      R"({"basis":"依据第三十八条第三项。","evidence":"检查笔录。","domicile":"北京市"})";
  EXPECT_THAT(std::string(issue(14, "penalty_decision", "{}").body_text()), HasSubstr("evidence"));
  const http::Response decision = issue(14, "penalty_decision", more);
  ASSERT_EQ(outcome(decision), "201") << decision.body_text();
  EXPECT_EQ(member(decision, "number"), "演密罚决〔2026〕1号") << "as it was decided";
  const http::Response pdf =
      send(read(by_role("applicant"), "/cases/" + number + "/documents/" + member(decision, "code")));
  EXPECT_THAT(std::string(pdf.body_text()), StartsWith("%PDF-"));
  // Another decision of the same number is no document.
  const std::string other = to_decide("draft_penalty");
  ASSERT_EQ(outcome(enter(other, "decide", by_role("deciding_officer"))), "200");
  EXPECT_EQ(outcome(send(write(enforcement, "/cases/" + other + "/documents",
                               R"({"position":14,"document":"penalty_decision","values":)" + more + "}"))),
            "409 papers.number");
}

TEST_P(LicenceLifeHttpTest, WhatWasDecidedIsPublicForEverybody) {
  const auto decisions = [&](const std::string& query = "") {
    return asked("/decisions" + query).objects("decisions", 10);
  };
  ASSERT_THAT(decisions(), SizeIs(1));
  EXPECT_EQ(decisions()[0].text("kind"), "licence_application");
  EXPECT_EQ(decisions()[0].text("party"), "北京某某认证有限公司");
  EXPECT_THAT(decisions()[0].text("result"), HasSubstr("证书编号测试0001，有效期自2026-10-01至2031-09-30"));
  const std::string number = to_decide("draft_penalty");
  ASSERT_EQ(outcome(enter(number, "decide", by_role("deciding_officer"))), "200");
  const Signer enforcement = by_role("enforcement_officer");
  const http::Response paper =
      send(write(enforcement, "/cases/" + number + "/documents",
                 R"({"position":14,"document":"penalty_decision","values":{"basis":"依据第三十八条第三项。",)"
                 R"("evidence":"检查笔录。","domicile":"北京市"}})"));
  ASSERT_EQ(outcome(paper), "201") << paper.body_text();
  go(number, {{enforcement, "deliver"}});
  EXPECT_THAT(decisions(), SizeIs(1)) << "delivered, not published";
  clock.advance(std::chrono::days(1));
  go(number, {{by_role("publication_officer"), "publish"}});
  const auto all = decisions();
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[0].text("zh"), "行政处罚");
  EXPECT_EQ(all[0].text("decision_number"), "演密罚决〔2026〕1号");
  EXPECT_EQ(all[0].text("document_code"), member(paper, "code"));
  EXPECT_EQ(all[0].text("basis"), "《电子政务电子认证服务管理办法》第38条第3项");
  EXPECT_THAT(all[0].text("result"), HasSubstr("罚款人民币100000.00元"));
  EXPECT_EQ(all[0].text("decided_on"), "2026-09-28");
  EXPECT_EQ(all[0].text("published_on"), "2026-09-29");
  EXPECT_THAT(all[0].text("result"), Not(HasSubstr("未按业务规则处理"))) << "facts stay with the parties";
  EXPECT_THAT(decisions("?kind=penalty"), SizeIs(1));
  EXPECT_THAT(decisions("?kind=inspection"), IsEmpty());
  const http::JsonReader first = asked("/decisions?limit=1");
  EXPECT_EQ(first.objects("decisions", 10).at(0).text("kind"), "penalty");
  EXPECT_EQ(decisions("?limit=1&after=" + http::percent_encode(first.text("next"))).at(0).text("kind"),
            "licence_application");
  for (const auto& [query, refused] :
       {std::pair("?kind=tip", "400 cases.filter"), std::pair("?after=2026", "400 cases.cursor"),
        std::pair("?after=2026-99-99/x", "400 cases.cursor")})
    EXPECT_EQ(outcome(send(client().request(http::Method::Get, std::string("/decisions") + query))), refused);
}

TEST_P(LicenceLifeHttpTest, OnlyTheNationalBureauSignsARevocation) {
  const std::string number = to_decide("draft_penalty:revokes");
  ASSERT_EQ(outcome(enter(number, "decide_revocation", by_role("deciding_officer"))), "200");
  const http::Response decision =
      send(write(by_role("deciding_officer"), "/cases/" + number + "/documents",
                 R"({"position":14,"document":"penalty_decision","values":{"basis":"依据第三十八条。",)"
                 R"("evidence":"检查笔录。","domicile":"北京市"}})"));
  ASSERT_EQ(outcome(decision), "201") << decision.body_text();
  EXPECT_EQ(asked("/d/" + member(decision, "code")).text("issuer"), "国家密码管理局");
}

TEST_P(LicenceLifeHttpTest, SnapshotsAreThereForAnybodyWithTheSm3OfTheLedger) {
  EXPECT_THAT(asked("/register/snapshots").objects("snapshots", 10), IsEmpty());
  clock.set(at("2026-09-29T02:00:00Z"));
  EXPECT_EQ(need(case_office->supervision.take_snapshots()), 1U);
  const auto all = asked("/register/snapshots?limit=1").objects("snapshots", 10);
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_EQ(all[0].text("day"), "2026-09-28");
  const http::Response kept = send(client().request(http::Method::Get, "/register/snapshots/2026-09-28"));
  ASSERT_EQ(outcome(kept), "200");
  EXPECT_EQ(kept.headers.find("Content-Type"), "text/plain; charset=utf-8");
  EXPECT_EQ(base::to_hex(crypto::sm3(*kept.body)), all[0].text("sm3"));
  EXPECT_THAT(std::string(kept.body_text()), HasSubstr("\n测试0001\t北京某某认证有限公司\t"));
  EXPECT_EQ(records(proof::ActCode::ResultPublished, "register/2026-09-28"), 1);
  const auto outcome_of = [&](const std::string& target) {
    return outcome(send(client().request(http::Method::Get, target)));
  };
  EXPECT_EQ(outcome_of("/register/snapshots/2026-09-27"), "404 supervision.snapshot");
  EXPECT_EQ(outcome_of("/register/snapshots/yesterday"), "400 supervision.day");
  EXPECT_EQ(outcome_of("/register/snapshots?before=2026-10-01"), "400 supervision.day");
  EXPECT_EQ(outcome_of("/register/snapshots?limit=0"), "400 http.page");
  EXPECT_THAT(asked("/register/snapshots?before=2026-09-28").objects("snapshots", 10), IsEmpty());
}

TEST_P(LicenceLifeHttpTest, ADayThatIsNoneAndANumberThatIsNoneAreRefused) {
  const auto outcome_of = [&](const std::string& target) {
    return outcome(send(client().request(http::Method::Get, target)));
  };
  EXPECT_THAT(entries("?as_of=2026-09-28"), SizeIs(1));
  EXPECT_THAT(entries("?as_of=2026-09-27"), IsEmpty());
  for (const char* day : {"2026-09-29", "2026-9-1", "2026-02-30", "yesterday", ""})
    EXPECT_EQ(outcome_of(std::string("/register?as_of=") + day), "400 supervision.day") << day;
  EXPECT_EQ(outcome_of("/register/history?number=none"), "404 supervision.register");
  EXPECT_EQ(outcome_of("/register/history"), "404 supervision.register");
}

TEST_P(LicenceLifeHttpTest, TheListOfFocusedSupervisionIsForOfficersOfTheRegion) {
  const std::string number = to_decide("draft_penalty");
  go(number, {{by_role("deciding_officer"), "decide"}, {by_role("enforcement_officer"), "deliver"}});
  const auto list = [&](const Signer& by, const std::string& query = "") {
    return need(http::JsonReader::parse(*send(read(by, "/focus" + query)).body)).objects("entries", 10);
  };
  const auto entry = list(by_role("enforcement_officer"));
  ASSERT_THAT(entry, SizeIs(1));
  EXPECT_EQ(entry[0].text("ground"), "penalty");
  EXPECT_EQ(entry[0].text("source"), number);
  EXPECT_THAT(list(by_role("province_head"), "?past=true"), SizeIs(1));
  EXPECT_THAT(list(officer("sichuan")), IsEmpty());
  EXPECT_EQ(outcome(send(read(by_role("applicant"), "/focus"))), "403 procedure.role");
  EXPECT_EQ(outcome(send(read(officer("administrator"), "/focus"))), "403 officers.role_needed");
  EXPECT_EQ(outcome(send(read(by_role("province_head"), "/focus?past=yes"))), "400 cases.filter");
}

// A certificate that is printed anew takes the place of the older print; nobody else's number is printed.
TEST_P(LicenceLifeHttpTest, ALicencePrintedAnewTakesThePlaceOfTheOldPrint) {
  const auto print = [&](const std::string& number, int position, const Signer& by) {
    return send(write(by, "/cases/" + number + "/documents",
                      R"({"position":)" + std::to_string(position) +
                          R"(,"document":"licence_document","values":{"domicile":"演示省",)"
                          R"("legal_representative":"张三","scope":"电子签名"}})"));
  };
  const http::Response list = send(read(by_role("case_officer"), "/cases?procedure=licence_application"));
  const std::string application =
      need(http::JsonReader::parse(*list.body)).objects("cases", 10).at(0).text("number");
  const http::Response first = print(application, 9, by_role("case_officer"));
  ASSERT_EQ(outcome(first), "201") << first.body_text();
  clock.set(at("2031-05-06T02:00:00Z"));
  need(case_office->cases->fire_due());
  enrol("late-case", {Role::CaseOfficer});
  enrol("late-check", {Role::CaseReviewer});
  enrol("late-head", {Role::DecidingOfficer});
  const http::Response renewals = send(read(officer("late-case"), "/cases?procedure=licence_renewal"));
  const std::string renewal =
      need(http::JsonReader::parse(*renewals.body)).objects("cases", 10).at(0).text("number");
  go(renewal, {{by_role("applicant"), "apply"},
               {officer("late-case"), "examine"},
               {officer("late-check"), "review_opinion"},
               {officer("late-head"), "grant"},
               {officer("late-case"), "issue_licence:same"}});
  const http::Response second = print(renewal, 5, officer("late-case"));
  ASSERT_EQ(outcome(second), "201") << second.body_text();
  EXPECT_EQ(asked("/d/" + member(first, "code")).text("standing"), "superseded");
  EXPECT_EQ(asked("/d/" + member(second, "code")).text("standing"), "valid");
}

}  // namespace
}  // namespace yinxin::endpoints
