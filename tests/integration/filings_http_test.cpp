// Filings over HTTP at a provider: its officers file and see what comes back.
#include <gmock/gmock.h>

#include "filings/content.hpp"
#include "integration/filings_front.hpp"

namespace yinxin::endpoints {
namespace {

using filings_support::filed_procedures;
using filings_support::sm3_of;
using house_support::FilingsFront;
using house_support::need;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

class ProviderFilingsTest : public FilingsFront<house_support::FrontWorld> {
 protected:
  void SetUp() override {
    FrontWorld::SetUp();
    if (IsSkipped()) return;
    open_exchange("provider", "regulator");
    own_cases = need(cases::Service::open({*database_, *lane, recorder, clock, ids, vault,
                                           std::make_shared<const base::WorkCalendar>(*calendar)},
                                          filings_support::case_options()));
    own_desk.emplace(CaseDesk{*own_cases, filed_procedures(), "530000", house_support::all_roles()});
    filer = std::make_unique<filings::Filer>(*house, filings::Filer::Options{filed_procedures(),
                                                                             filings_support::filed_ids(),
                                                                             {"licence_change"},
                                                                             "530000",
                                                                             own_cases.get(),
                                                                             filings_support::relations()});
    deliver = [this](const exchange::Incoming& incoming) { return filer->take(incoming); };
    offered.emplace(
        Services{office_with(kept.get()), *policy, *registration, *evidence, *batches, filer.get()});
    http::Router router;
    add_routes(router, *offered);
    start_server(std::move(router));
    enrol("comply", {officers::Role::ComplianceOfficer});
    enrol("head", {officers::Role::ResponsiblePerson});
    enrol("clerk", {officers::Role::RegistrationOfficer});
    enrol("admin", {officers::Role::SystemAdministrator});
  }
  void TearDown() override {
    server.reset();
    offered.reset();
    filer.reset();
    own_desk.reset();
    own_cases.reset();
    close_exchange();
    FrontWorld::TearDown();
  }
  Office office_with(const filings::Records* filed) {
    Office with{clock,     *database_, *authority,     *status, tiles, recorder,
                *officers, *requests,  *authenticator, vault,   texts, *own_desk};
    with.filings = filed;
    return with;
  }
  static std::string file(const std::string& content) {
    return R"({"name":"a.pdf","media_type":"application/pdf","content":")" +
           base::to_base64(base::as_bytes(content)) + "\"}";
  }
  static std::string change_inputs() {
    return R"({"matter":"name","changed_on":"2020-01-05","old_value":"旧名","new_value":"新名","proof_sm3":")" +
           sm3_of("proof") + "\"}";
  }
  static std::string change(const std::string& own_case = "") {
    const std::string from = own_case.empty() ? "" : R"("own_case":")" + own_case + "\",";
    return R"({"procedure":"licence_change",)" + from +
           R"("deeds":[{"event":"open_package"},{"event":"add_change","item":"c1","inputs":)" +
           change_inputs() + R"(}],"files":[)" + file("proof") + "]}";
  }
  static std::string submission() {
    return R"({"deeds":[{"event":"submit","inputs":{"package_sm3":")" + sm3_of("package") +
           R"("}}],"files":[)" + file("package") + "]}";
  }
  /// The provider's own case of that change; its number.
  std::string own_change() const {
    const http::Response opened = send(
        write(officer("comply"), "/cases", R"({"procedure":"licence_change","party":"office","inputs":{}})"));
    EXPECT_EQ(outcome(opened), "201") << opened.body_text();
    const std::string number = parsed(opened).text("number");
    const std::string fact = R"({"event":"add_change","item":"c1","inputs":)" + change_inputs() + "}";
    EXPECT_EQ(outcome(send(write(officer("comply"), "/cases/" + number + "/events", fact))), "200");
    return number;
  }
  http::JsonReader own(const std::string& number) const {
    return parsed(send(read(officer("comply"), "/cases/" + number)));
  }
  /// What the authority says became of our last letter.
  void answer(const std::string& id, std::vector<filings::Notice::Step> steps) {
    filings::Notice notice;
    notice.case_number = "licence_change-2026-7";
    notice.procedure = "licence_change";
    notice.scope = "000000";
    notice.state = "submitted";
    notice.state_name = {"已提交", "Submitted"};
    for (filings::Notice::Step& step : steps) {
      step.at = clock.now();
      notice.steps.push_back(std::move(step));
    }
    std::optional<exchange::MessageId> last;
    for (const http::JsonReader& letter : shown(id).objects("letters", 10)) {
      if (!letter.boolean("incoming")) last = need(exchange::MessageId::parse(letter.text("id")));
    }
    clock.advance(std::chrono::seconds(1));
    need(party->send({exchange::Kind::Notice,
                      "provider",
                      need(filings::FilingId::parse(id)),
                      last,
                      filings::words_of(notice),
                      {},
                      filings::encode_notice(notice),
                      {}}));
    settle();
  }
  http::Response open(const std::string& officer_id, const std::string& body) const {
    return send(write(officer(officer_id), "/filings", body));
  }
  http::JsonReader shown(const std::string& id) const {
    const http::Response response = send(read(officer("comply"), "/filings/" + id));
    if (outcome(response) != "200") throw std::runtime_error(outcome(response));
    return parsed(response);
  }
  /// What the authority says of the case.
  void tell(const std::string& id, const std::string& state) {
    filings::Notice notice;
    notice.case_number = "licence_change-2026-7";
    notice.procedure = "licence_change";
    notice.scope = "000000";
    notice.state = state;
    notice.state_name = {"已提交", "Submitted"};
    notice.deadlines.push_back(
        {"decision", {"变更决定", "Decision"}, "", base::parse_date("2026-02-06").value(), false});
    clock.advance(std::chrono::seconds(1));  // letters stand in the order of their times
    notice.paper = filings::Notice::Paper{1, "receipt", "收件回执", "演1号", "ABCD-1"};
    need(party->send({exchange::Kind::Notice,
                      "provider",
                      need(filings::FilingId::parse(id)),
                      std::nullopt,
                      filings::words_of(notice),
                      {},
                      filings::encode_notice(notice),
                      {{"receipt.pdf", "application/pdf", base::to_bytes("%PDF-"), true}}}));
    settle();
  }

  std::unique_ptr<cases::Service> own_cases;
  std::optional<CaseDesk> own_desk;
  std::unique_ptr<filings::Filer> filer;
  std::optional<Services> offered;
};
YX_BOTH_ENGINES(ProviderFilingsTest);

TEST_P(ProviderFilingsTest, AnOfficerFilesAndSeesWhatCameBack) {
  const std::string own = own_change();
  const http::Response made = open("comply", change(own));
  ASSERT_EQ(outcome(made), "201") << made.body_text();
  const std::string id = parsed(made).text("id");
  EXPECT_EQ(parsed(made).text("state"), "sent");
  EXPECT_EQ(parsed(made).text("peer"), "regulator");
  EXPECT_EQ(records(proof::ActCode::CaseSubmitted, "filing/" + id), 1);
  settle();
  tell(id, "submitted");
  const http::JsonReader shown = this->shown(id);
  EXPECT_EQ(shown.text("state"), "open");
  EXPECT_EQ(shown.text("state_zh"), "办理中");
  EXPECT_EQ(shown.text("case"), "licence_change-2026-7");
  EXPECT_EQ(shown.text("own_case"), own);
  EXPECT_EQ(shown.text("due_on"), "2026-02-06");
  const auto letters = shown.objects("letters", 10);
  ASSERT_THAT(letters, SizeIs(2));
  const auto deeds = letters[0].objects("deeds", 10);
  EXPECT_EQ(deeds.at(1).text("zh"), "登记变更事实");
  EXPECT_EQ(deeds.at(1).object("inputs").text("new_value"), "新名");
  EXPECT_THAT(deeds.at(1).texts("hidden", 10), ElementsAre("proof_sm3")) << "L3";
  EXPECT_EQ(letters[1].object("notice").objects("deadlines", 10).at(0).text("zh"), "变更决定");
  EXPECT_EQ(letters[1].object("notice").object("document").text("number"), "演1号");
  const std::string path = "/filings/" + id + "/letters/" + letters[1].text("id") + "/files/";
  const http::Response pdf = send(read(officer("head"), path + "0"));
  ASSERT_EQ(outcome(pdf), "200");
  EXPECT_EQ(pdf.body_text(), "%PDF-");
  EXPECT_EQ(pdf.headers.find("Content-Type"), "application/pdf");
  EXPECT_EQ(pdf.headers.find("Content-Disposition"),
            "attachment; filename=\"file\"; filename*=UTF-8''receipt.pdf");
  EXPECT_EQ(outcome(send(read(officer("head"), path + "1"))), "404 filings.file");
  EXPECT_EQ(outcome(send(read(officer("head"), path + "x"))), "404 filings.file");

  const std::string further = submission();
  EXPECT_EQ(outcome(send(write(officer("comply"), "/filings/" + id + "/letters", further))),
            "403 procedure.role");
  EXPECT_EQ(outcome(send(write(officer("head"), "/filings/" + id + "/letters", further))), "201");
  EXPECT_THAT(this->shown(id).objects("letters", 10), SizeIs(3));
}

// docs/decisions/0028.
TEST_P(ProviderFilingsTest, TheOwnCaseFollowsAndWhatDoesNotIsSettled) {
  const std::string number = own_change();
  EXPECT_EQ(outcome(open("comply", change("licence_change-2000-1"))), "404 cases.none");
  const http::Response made = open("comply", change(number));
  ASSERT_EQ(outcome(made), "201") << made.body_text();
  const std::string id = parsed(made).text("id");
  EXPECT_EQ(own(number).text("led_by"), "filing/" + id);
  EXPECT_EQ(outcome(open("comply", change(number))), "409 cases.led");
  settle();
  answer(id, {{0, "open_package", {"开立", "Open"}, {}, {}, {}, false},
              {1, "add_change", {"登记变更事实", "Add"}, {}, {}, {}, false, "c1"}});
  EXPECT_EQ(own(number).object("state").text("id"), "preparing") << "these it had done itself";
  ASSERT_EQ(outcome(send(write(officer("head"), "/filings/" + id + "/letters", submission()))), "201");
  const std::string by_hand = R"({"event":"submit","inputs":{"package_sm3":")" + sm3_of("package") + "\"}}";
  EXPECT_EQ(outcome(send(write(officer("head"), "/cases/" + number + "/events", by_hand))),
            "422 cases.by_letter");
  settle();
  answer(id, {{2, "submit", {"提交", "Submit"}, {}, {}, {}, false}});
  EXPECT_EQ(own(number).object("state").text("id"), "submitted");
  EXPECT_THAT(own(number).objects("steps", 10), SizeIs(3));

  answer(id, {{3, "recheck", {"复核", "Recheck"}, {}, {}, {}, false}});  // from a state that ours is not in
  EXPECT_EQ(own(number).object("state").text("id"), "submitted");
  const auto matter = [&] { return shown(id).objects("matters_found", 10).at(0); };
  EXPECT_EQ(shown(id).integer("matters", 0, 10), 1);
  EXPECT_EQ(matter().text("code"), "procedure.state");
  EXPECT_THAT(matter().text("zh"), HasSubstr("办理“复核”，本机构案件没有随之变动："));
  EXPECT_THAT(matter().text("en"), HasSubstr("The authority did \"Recheck\""));
  EXPECT_THAT(parsed(send(read(officer("comply"), "/filings?matters=true"))).objects("filings", 10),
              SizeIs(1));
  EXPECT_EQ(outcome(send(read(officer("comply"), "/filings?matters=x"))), "400 filings.cursor");

  const std::string path = "/filings/" + id + "/letters/" + matter().text("letter") + "/matters/";
  const auto settled = [&](const std::string& by, const std::string& position, const std::string& body) {
    return outcome(send(write(officer(by), path + position, body)));
  };
  EXPECT_EQ(settled("clerk", "3", R"({"again":true})"), "403 officers.role_needed");
  EXPECT_EQ(settled("comply", "3", R"({"again":true})"), "409 procedure.state");
  EXPECT_EQ(settled("comply", "3", R"({"again":false})"), "400 filings.reason");
  EXPECT_EQ(settled("comply", "x", R"({"again":true})"), "404 filings.matter");
  EXPECT_EQ(settled("comply", "4", R"({"again":true})"), "404 filings.matter");
  EXPECT_EQ(settled("comply", "3", R"({})"), "400 http.json.content");
  EXPECT_EQ(settled("comply", "3", R"({"again":false,"reason":"对方误办，已电话核实"})"), "200");
  EXPECT_EQ(settled("comply", "3", R"({"again":false,"reason":"x"})"), "409 filings.settled");
  EXPECT_EQ(matter().text("settled_by"), "officer/comply");
  EXPECT_EQ(records(proof::ActCode::FilingMatterSettled, "filing/" + id), 1);
}

TEST_P(ProviderFilingsTest, TheSameRequestAgainFilesOnce) {
  const std::string key = random_text();
  const http::Response first = send(write(officer("comply"), "/filings", change(), key));
  const http::Response again = send(write(officer("comply"), "/filings", change(), key));
  EXPECT_EQ(outcome(again), "201");
  EXPECT_EQ(first.body_text(), again.body_text());
  const http::Response list = send(read(officer("comply"), "/filings"));
  EXPECT_THAT(parsed(list).objects("filings", 10), SizeIs(1));
}

TEST_P(ProviderFilingsTest, ListsAreFiltered) {
  ASSERT_EQ(outcome(open("comply", change())), "201");
  const auto count = [&](const std::string& query) {
    const http::Response list = send(read(officer("clerk"), "/filings" + query));
    EXPECT_EQ(outcome(list), "200") << query;
    return parsed(list).objects("filings", 10).size();
  };
  EXPECT_EQ(count(""), 1U);
  EXPECT_EQ(count("?state=sent&peer=regulator&procedure=licence_change"), 1U);
  EXPECT_EQ(count("?state=returned"), 0U);
  EXPECT_EQ(count("?case=XK-2026-1"), 0U);
  const http::Response page = send(read(officer("comply"), "/filings?limit=1"));
  const std::string next = parsed(page).text("next");
  EXPECT_EQ(count("?after=" + next), 0U);
}

TEST_P(ProviderFilingsTest, Refusals) {
  EXPECT_EQ(outcome(open("clerk", change())), "403 officers.role_needed");
  EXPECT_EQ(outcome(open("head", change())), "403 procedure.role");
  EXPECT_EQ(outcome(open("comply", R"({"procedure":"penalty","deeds":[]})")), "404 filings.procedure");
  EXPECT_EQ(outcome(open("comply", R"({"procedure":"licence_change"})")), "400 filings.deeds");
  EXPECT_EQ(outcome(open("comply", "{}")), "400 http.json.content");
  EXPECT_EQ(outcome(open("comply", R"({"procedure":"licence_change","deeds":[{"event":"dance"}]})")),
            "404 procedure.event");
  EXPECT_EQ(
      outcome(open("comply",
                   R"({"procedure":"licence_change","deeds":[{"event":"open_package","inputs":{"x":1}}]})")),
      "400 http.json.content");
  EXPECT_EQ(
      outcome(open("comply",
                   R"({"procedure":"licence_change","authority":"x","deeds":[{"event":"open_package"}]})")),
      "404 exchange.peer");
  const std::string id = parsed(open("comply", change())).text("id");
  EXPECT_EQ(outcome(send(read(officer("clerk"), "/filings/" + id))), "403 officers.role_needed");
  EXPECT_EQ(outcome(send(read(officer("admin"), "/filings"))), "403 officers.role_needed");
  EXPECT_EQ(outcome(send(read(officer("admin"), "/filings/" + id))), "403 officers.role_needed");
  EXPECT_EQ(outcome(send(read(bare_key(crypto::Sm2PrivateKey::generate()), "/filings"))),
            "403 officers.role_needed");
  EXPECT_EQ(outcome(send(read(officer("comply"), "/filings/x"))), "404 filings.none");
  const std::string none = service->new_conversation().text();
  EXPECT_EQ(outcome(send(read(officer("comply"), "/filings/" + none))), "404 filings.none");
  EXPECT_EQ(outcome(send(write(officer("comply"), "/filings/" + none + "/letters", "{}"))),
            "404 filings.none");
  EXPECT_EQ(outcome(send(read(officer("comply"), "/filings?state=x"))), "400 filings.cursor");
  offered->filings = nullptr;
  offered->filer = nullptr;
  EXPECT_EQ(outcome(send(read(officer("comply"), "/filings"))), "404 exchange.off");
  EXPECT_EQ(outcome(open("comply", change())), "404 exchange.off");
}

}  // namespace
}  // namespace yinxin::endpoints
