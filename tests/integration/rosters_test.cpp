// Rosters: a person comes in by a link once and alone; one act of an officer serves each row that passes
// every gate, and no other.
#include <gtest/gtest.h>

#include "registration_support/roster_world.hpp"

namespace yinxin::registration_support {
namespace {

using registration::LeaverName;
using registration::LinkState;
using store::code_of;

class RostersTest : public RosterWorld {
 protected:
  void SetUp() override {
    RosterWorld::SetUp();
    if (!IsSkipped()) start_rosters();
  }
  LinkState link_of(const std::string& roster, std::size_t row = 0) const {
    return rows_of(roster).at(row).link;
  }
};
YX_BOTH_ENGINES(RostersTest);

TEST_P(RostersTest, APersonAppliesByTheirLinkAndOnce) {
  const std::string roster = received(1);
  EXPECT_TRUE(roster.starts_with("MC-2026-")) << roster;
  EXPECT_EQ(rows_of(roster).at(0).name, "张*明");
  EXPECT_EQ(link_of(roster), LinkState::None);
  EXPECT_EQ(code_of(rosters->look(token_of(1))), "registration.roster.link");
  need(link(roster, {1}));
  EXPECT_EQ(link_of(roster), LinkState::Open);
  EXPECT_EQ(need(rosters->look(token_of(1))).agency, kLicensedName);
  Applicant who = person();
  const Application entered = need(enter(who, token_of(1)));
  EXPECT_EQ(entered.state, "received") << "in the name of who handed in the roster";
  EXPECT_EQ(entered.steps.at(0).actor, "applicant/" + who.number);
  EXPECT_EQ(entered.steps.at(1).actor, "officer/anna");
  EXPECT_EQ(link_of(roster), LinkState::Used);
  EXPECT_EQ(rows_of(roster).at(0).application, who.number);
  EXPECT_EQ(acts(proof::ActCode::RosterEntered, who.number), 1);
  Applicant another = person();
  EXPECT_EQ(code_of(enter(another, token_of(1))), "registration.roster.link");
  EXPECT_EQ(number("SELECT count(*) FROM application"), 1);
  EXPECT_EQ(code_of(link(roster, {1}, 'b')), "registration.roster.row");
  // Who handed in the roster received the application and reviews none of it.
  need(add_material(who.number, material_for(who), who.actor()));
  Actor both = anna();
  both.roles.push_back(Role::ReviewOfficer);
  EXPECT_EQ(code_of(perform(who.number, "review_material", both, {{"complete", true}})),
            "registration.separation.entry_review");
}

TEST_P(RostersTest, TheRequestMustBeOfTheKeyThatSigns) {
  const std::string roster = received(1);
  need(link(roster, {1}));
  Applicant who = person();
  who.form.request = person().form.request;
  EXPECT_EQ(code_of(enter(who, token_of(1))), "registration.key");
  EXPECT_EQ(link_of(roster), LinkState::Open) << "a refusal uses up nothing";
}

TEST_P(RostersTest, ALinkAloneIsNotEnough) {
  const std::string roster = received(1);
  need(link(roster, {1}));
  Applicant who = person();
  for (const char* wrong : {"", "12345", "000000", "999999"})
    EXPECT_EQ(code_of(enter(who, token_of(1), wrong)), "registration.roster.proof");
  EXPECT_EQ(link_of(roster), LinkState::Open);
  EXPECT_EQ(code_of(enter(who, token_of(1), "000001")), "registration.roster.proof");
  EXPECT_EQ(link_of(roster), LinkState::Locked);
  EXPECT_EQ(code_of(enter(who, token_of(1))), "registration.roster.link_locked");
  EXPECT_EQ(code_of(rosters->look(token_of(1))), "registration.roster.link_locked");
  need(link(roster, {1}, 'b'));
  EXPECT_EQ(code_of(enter(who, token_of(1))), "registration.roster.link") << "the one before is gone";
  EXPECT_EQ(code_of(enter(who, token_of(1, 'b'))), "ok");
}

TEST_P(RostersTest, ALinkEnds) {
  const std::string roster = received(1);
  need(link(roster, {1}, 'a', 1));
  clock.advance(std::chrono::hours(24));
  EXPECT_EQ(code_of(rosters->look(token_of(1))), "ok");
  clock.advance(std::chrono::seconds(1));
  Applicant who = person();
  EXPECT_EQ(code_of(enter(who, token_of(1))), "registration.roster.link_expired");
  EXPECT_EQ(link_of(roster), LinkState::Expired);
}

TEST_P(RostersTest, WhoseApplicationCameToNothingIsInvitedAgain) {
  const std::string roster = received(1);
  need(link(roster, {1}));
  Applicant who = person();
  need(enter(who, token_of(1)));
  need(perform(who.number, "withdraw", who.actor()));
  need(link(roster, {1}, 'b'));
  EXPECT_EQ(link_of(roster), LinkState::Open);
  Applicant again = person();
  EXPECT_EQ(code_of(enter(again, token_of(1, 'b'))), "ok");
  EXPECT_NE(again.number, who.number);
}

TEST_P(RostersTest, WhatIsWrongIsRefused) {
  std::vector<registration::BatchEntry> entries(2, entry());
  entries[1]->identities.clear();
  entries.push_back(base::make_error(base::ErrorKind::Malformed, "registration.batch.row"));
  const std::string roster = need(receive(entries)).number;
  const auto rows = rows_of(roster);
  EXPECT_FALSE(rows.at(0).error);
  EXPECT_EQ(rows.at(1).error->code, "registration.roster.identity");
  EXPECT_EQ(rows.at(2).error->code, "registration.batch.row");
  EXPECT_EQ(code_of(receive({entry()}, bo())), "officers.role_needed");
  EXPECT_EQ(code_of(link(roster, {1, 2})), "registration.roster.row");
  EXPECT_EQ(link_of(roster), LinkState::None) << "all or nothing";
  EXPECT_EQ(code_of(link(roster, {1, 1})), "registration.roster.links");
  EXPECT_EQ(code_of(link(roster, {1}, 'a', registration::kMaxLinkDays + 1)), "registration.roster.links");
  EXPECT_EQ(code_of(link(roster, {1}, 'a', 14, bo())), "officers.role_needed");
  EXPECT_EQ(code_of(link("MC-2026-00000000", {1})), "registration.roster");
  base::Waiter<Roster> waiter;
  rosters->receive({"91110000600037341X", "某单位", {}, {entry()}}, anna(), {}, waiter.completion());
  EXPECT_EQ(code_of(waiter.wait()), "registration.roster.agency");
}

TEST_P(RostersTest, OneActIssuesForWhoIsReadyAndForNobodyElse) {
  const std::string roster = received(3);
  const Applicant first = bring_by_link(roster, 1);
  const Applicant third = bring_by_link(roster, 3);
  need(link(roster, {2}));
  Applicant second = person();
  need(enter(second, token_of(2)));  // and nothing more
  EXPECT_EQ(code_of(issue(roster, order_for(roster, {1, 2, 3}), bo())), "officers.role_needed");
  const std::string order = need(issue(roster, order_for(roster, {1, 2, 3}))).number;
  const auto outcome = outcome_of(order);
  ASSERT_EQ(outcome.size(), 3U);
  EXPECT_FALSE(outcome[0].error) << outcome[0].error->code;
  ASSERT_TRUE(outcome[1].error);
  EXPECT_FALSE(outcome[2].error) << outcome[2].error->code;
  EXPECT_EQ(state(first.number), "issued");
  EXPECT_EQ(state(second.number), "received");
  EXPECT_EQ(state(third.number), "issued");
  EXPECT_TRUE(rows_of(roster).at(0).serial);
  const RosterOrder shown = need(rosters->find_order(order));
  EXPECT_EQ(shown.done, 2);
  EXPECT_EQ(shown.refused, 1);
  EXPECT_EQ(shown.waiting, 0);
  EXPECT_EQ(records(proof::ActCode::RosterOrdered, "roster/" + roster), 1);
}

TEST_P(RostersTest, AnOfficerSignsForTheKeysThatAreThere) {
  const std::string roster = received(2);
  bring_by_link(roster, 1);
  auto order = order_for(roster, {1});
  order.keys_root[0] ^= 1;
  EXPECT_EQ(code_of(issue(roster, order)), "registration.roster.keys");
  order = order_for(roster, {1});
  order.positions = {1, 2};
  EXPECT_EQ(code_of(issue(roster, order)), "registration.roster.keys") << "nobody has applied by row 2";
  order.positions = {1, 1};
  EXPECT_EQ(code_of(issue(roster, order)), "registration.roster.order");
  order.positions = {};
  EXPECT_EQ(code_of(issue(roster, order)), "registration.roster.order");
  EXPECT_EQ(number("SELECT count(*) FROM roster_order"), 0);
}

TEST_P(RostersTest, WhatIsSealedFromTheOfficerIsNotIssued) {
  const std::string roster = received(1);
  const Applicant who = bring_by_link(roster, 1);
  auto order = order_for(roster, {1});
  order.closed = {authority::application_object(who.number)};
  const auto outcome = outcome_of(need(issue(roster, order)).number);
  ASSERT_TRUE(outcome.at(0).error);
  EXPECT_EQ(outcome[0].error->code, "compliance.quarantined");
  EXPECT_EQ(state(who.number), "to_issue");
}

TEST_P(RostersTest, LeaversOfTheAgencyAndNobodyElse) {
  const std::string roster = received(2);
  const Applicant first = bring_by_link(roster, 1);
  const Applicant second = bring_by_link(roster, 2);
  outcome_of(need(issue(roster, order_for(roster, {1, 2}))).number);
  Applicant stranger = person("李四");
  bring_to_active(stranger);
  registration::RevokeOrder order{"affiliation_changed", "离职", {}, {}};
  order.leavers = {LeaverName{first.number, {}}, LeaverName{"", certificate(stranger.number).serial},
                   LeaverName{second.number, certificate(first.number).serial},
                   base::make_error(base::ErrorKind::Malformed, "registration.batch.row")};
  const auto outcome = outcome_of(need(revoke(roster, order)).number);
  ASSERT_EQ(outcome.size(), 4U);
  EXPECT_FALSE(outcome[0].error) << outcome[0].error->code;
  EXPECT_EQ(outcome[1].error->code, "registration.roster.not_of_agency");
  EXPECT_EQ(outcome[2].error->code, "registration.roster.not_of_agency") << "number and serial of two people";
  EXPECT_EQ(outcome[3].error->code, "registration.batch.row");
  EXPECT_EQ(state(first.number), "revoked");
  EXPECT_EQ(state(second.number), "issued");
  EXPECT_EQ(state(stranger.number), "active");
  order.reason = "no_reason";
  EXPECT_EQ(code_of(revoke(roster, order)), "registration.roster.order");
  order.reason = "affiliation_changed";
  order.cause.clear();
  EXPECT_EQ(code_of(revoke(roster, order)), "registration.roster.order");
  EXPECT_EQ(code_of(revoke(roster, order, anna())), "officers.role_needed");
}

}  // namespace
}  // namespace yinxin::registration_support
