// A provider that dies while a person applies by a link, or in the middle of an order for many rows, on both
// engines: a link is used with its application or not at all, and no row is carried out twice or lost.
#include <gtest/gtest.h>

#include "registration_support/roster_world.hpp"

namespace yinxin::registration_support {
namespace {

using store::Moment;
using store::Operation;

class RosterCrashTest : public RosterWorld {
 protected:
  void restart(std::optional<store::Fault> fault = {}) {
    rosters.reset();
    registration.reset();
    authority.reset();
    start_lane(std::move(fault));
    start_authority();
    start_registration();
    start_rosters();
  }
};
YX_BOTH_ENGINES(RosterCrashTest);

TEST_P(RosterCrashTest, ALinkIsUsedWithItsApplicationOrNotAtAll) {
  for (const Moment moment : {Moment::Before, Moment::After}) {
    SCOPED_TRACE(moment == Moment::Before ? "before" : "after");
    restart();
    const std::string roster = received(1);
    const char round = moment == Moment::Before ? 'a' : 'b';
    need(link(roster, {1}, round));
    restart(store::Fault{Operation::Commit, 1, moment});
    Applicant who = person();
    EXPECT_FALSE(enter(who, token_of(1, round)));
    restart();
    const RosterRow row = rows_of(roster).at(0);
    const bool entered = moment == Moment::After;
    EXPECT_EQ(row.link, entered ? registration::LinkState::Used : registration::LinkState::Open);
    EXPECT_EQ(row.application.empty(), !entered);
    EXPECT_EQ(enter(who, token_of(1, round)).has_value(), !entered);
  }
}

TEST_P(RosterCrashTest, AnOrderIsGoneOnWith) {
  restart();
  const std::string roster = received(4);
  std::vector<Applicant> people;
  for (std::int64_t position = 1; position <= 4; ++position)
    people.push_back(bring_by_link(roster, position));
  outcome_of(need(issue(roster, order_for(roster, {1, 2, 3, 4}))).number);
  registration::RevokeOrder order{"affiliation_changed", "离职", {}, {}};
  for (const Applicant& who : people) order.leavers.push_back(registration::LeaverName{who.number, {}});
  restart(store::Fault{Operation::Commit, 2, Moment::Before});  // the order's own commit is the first
  const auto placed = revoke(roster, order);
  ASSERT_TRUE(placed) << base::describe(placed.error());
  restart();
  const auto outcome = outcome_of(placed->number);
  ASSERT_EQ(outcome.size(), 4U);
  for (std::size_t i = 0; i < people.size(); ++i) {
    EXPECT_FALSE(outcome[i].error) << outcome[i].error->code;
    EXPECT_EQ(state(people[i].number), "revoked");
  }
}

}  // namespace
}  // namespace yinxin::registration_support
