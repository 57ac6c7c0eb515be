// Filings over HTTP at a regulator: its officers see what was filed in their region.
#include <gmock/gmock.h>

#include "filings/content.hpp"
#include "integration/filings_front.hpp"

namespace yinxin::endpoints {
namespace {

using filings_support::sm3_of;
using house_support::FilingsFront;
using house_support::need;
using house_support::Signer;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class RegulatorFilingsTest : public FilingsFront<house_support::RegulatorWorld> {
 protected:
  void SetUp() override {
    RegulatorWorld::SetUp();
    if (IsSkipped()) return;
    server.reset();
    open_exchange("regulator", "provider");
    intake = std::make_unique<filings::Intake>(
        *house, *case_office->cases,
        filings::Intake::Options{
            house_support::case_procedures(), {"licence_application"}, {"compliance_officer"}, {}, {}});
    deliver = [this](const exchange::Incoming& incoming) { return intake->take(incoming); };
    regulator->filings = kept.get();
    http::Router router;
    add_routes(router, *regulator);
    start_server(std::move(router));
    id = party->service->new_conversation().text();
    const std::vector<filings::Deed> deeds{{"submit", "", inputs()}};
    need(party->send(
        {exchange::Kind::Submission,
         "regulator",
         need(filings::FilingId::parse(id)),
         std::nullopt,
         filings::words_of(filings::Heading{"provider", "comply-1", {}, "licence_application", "530000"}),
         {},
         filings::encode_deeds(deeds),
         {{"package.pdf", "application/pdf", base::to_bytes("package"), true}}}));
    settle();
  }
  void TearDown() override {
    server.reset();
    regulator->filings = nullptr;
    intake.reset();
    close_exchange();
    RegulatorWorld::TearDown();
  }
  static procedure::Values inputs() {
    procedure::Values values = house_support::usual_inputs("submit");
    values["package_sm3"] = sm3_of("package");
    return values;
  }

  std::unique_ptr<filings::Intake> intake;
  std::string id;
};
YX_BOTH_ENGINES(RegulatorFilingsTest);

TEST_P(RegulatorFilingsTest, WhatWasFiledIsSeenInItsRegion) {
  const exchange::Entry sent = party->entries(false).back();  // the receipts that it gave are newer
  EXPECT_EQ(sent.kind, "submission");
  EXPECT_EQ(sent.state, "delivered");
  const Signer intake_officer = officer("province-intake-officer");
  const auto list = [&](const Signer& by, const std::string& query = "") {
    const http::Response response = send(read(by, "/filings" + query));
    EXPECT_EQ(outcome(response), "200");
    return parsed(response).objects("filings", 10);
  };
  ASSERT_THAT(list(intake_officer, "?case=XK-2026-1"), SizeIs(1));
  EXPECT_EQ(list(intake_officer)[0].text("id"), id);
  EXPECT_EQ(list(intake_officer)[0].text("peer"), "provider");
  EXPECT_THAT(list(officer("sichuan")), IsEmpty());
  EXPECT_EQ(outcome(send(read(officer("sichuan"), "/filings/" + id))), "404 filings.none");
  EXPECT_EQ(outcome(send(read(by_role("enforcement_officer"), "/filings/" + id))), "403 procedure.role");
  EXPECT_EQ(outcome(send(read(by_role("review_expert"), "/filings"))), "403 procedure.role");
  EXPECT_EQ(outcome(send(read(officer("administrator"), "/filings"))), "403 officers.role_needed");
  EXPECT_EQ(outcome(send(read(intake_officer, "/exchange/messages?box=in"))), "404 exchange.off")
      << "theirs to read, where there is one";
  EXPECT_EQ(outcome(send(read(by_role("review_expert"), "/exchange/messages?box=in"))),
            "403 officers.role_needed");

  const http::Response response = send(read(intake_officer, "/filings/" + id));
  ASSERT_EQ(outcome(response), "200");
  const http::JsonReader shown = parsed(response);
  const auto letters = shown.objects("letters", 10);
  ASSERT_THAT(letters, SizeIs(2));
  EXPECT_EQ(letters[0].text("made_by"), "party/provider/comply-1");
  EXPECT_THAT(letters[0].objects("deeds", 10).at(0).texts("hidden", 10), ElementsAre("package_sm3"));
  EXPECT_EQ(letters[1].text("state"), "delivered") << "the number has come back";
  const std::string path = "/filings/" + id + "/letters/" + letters[0].text("id") + "/files/0";
  EXPECT_TRUE(letters[0].objects("files", 10).at(0).boolean("look"));
  EXPECT_EQ(letters[0].objects("files", 10).at(0).text("level"), "L3");
  EXPECT_EQ(outcome(send(read(intake_officer, path))), "403 filings.look");
  const auto look = [&](const Signer& by, const std::string& body) {
    return send(write(by, path + "/looks", body));
  };
  EXPECT_EQ(outcome(look(intake_officer, R"({"reason":" "})")), "400 filings.reason");
  EXPECT_EQ(outcome(look(officer("sichuan"), R"({"reason":"核对材料"})")), "404 filings.none");
  EXPECT_EQ(records(proof::ActCode::PersonalDataViewed, "filing/" + id), 0);
  const http::Response file = look(intake_officer, R"({"reason":"核对材料"})");
  ASSERT_EQ(outcome(file), "200");
  EXPECT_EQ(file.body_text(), "package");
  EXPECT_EQ(records(proof::ActCode::PersonalDataViewed, "filing/" + id), 1);
}

TEST_P(RegulatorFilingsTest, NobodyFilesWithARegulatorOverHttp) {
  EXPECT_EQ(outcome(send(write(officer("province-intake-officer"), "/filings", "{}"))),
            "405 http.method_not_allowed");
}

}  // namespace
}  // namespace yinxin::endpoints
