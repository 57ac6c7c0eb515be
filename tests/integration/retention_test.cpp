// Until when records are kept, and holds that keep them longer, on both engines (article 24; requirements
// C11, Q19, Q36).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "integration/retention_world.hpp"

namespace yinxin::registration_support {
namespace {

using testing::IsEmpty;

class RetentionTest : public RetentionWorld {};
YX_BOTH_ENGINES(RetentionTest);

TEST_P(RetentionTest, RecordsOfARevokedCertificateAreKeptFiveYearsFromRevocation) {
  const Applicant zhang = archived();
  EXPECT_EQ(kept_until(zhang.number), "2031-11-22");
  approve(zhang.number);
  for (const char* early : {"2031-11-21T04:00:00Z", "2031-11-22T15:59:59Z"}) {
    go_to(early);
    cover();
    const auto refused = perform(zhang.number, "destroy", dong());
    EXPECT_EQ(code_of(refused), "registration.retention") << early;
    EXPECT_EQ(refused.error().article, "24");
    EXPECT_FALSE(retention(zhang.number).ended);
  }
  go_to("2031-11-22T16:00:00Z");  // the next day begins in Beijing
  EXPECT_TRUE(retention(zhang.number).ended);
  EXPECT_EQ(destroy(zhang.number), "ok");
}

TEST_P(RetentionTest, OfAnExpiredOneFromItsLastDayEvenALeapDay) {
  go_to("2027-03-01T02:00:00Z");
  Applicant zhang = person();
  bring_to_active(zhang);
  ASSERT_EQ(certificate(zhang.number).validity.not_after, base::parse_utc("2028-02-29T01:59:59Z").value());
  EXPECT_EQ(kept_until(zhang.number), "2033-02-28");
  go_to("2028-03-15T00:00:00Z");
  need(registration->fire_due());
  ASSERT_EQ(state(zhang.number), "expired");
  EXPECT_EQ(kept_until(zhang.number), "2033-02-28");
  need(perform(zhang.number, "archive", dong()));
  approve(zhang.number);
  go_to("2033-02-28T15:59:59Z");
  EXPECT_EQ(destroy(zhang.number), "registration.retention");
  go_to("2033-02-28T16:00:00Z");
  EXPECT_EQ(destroy(zhang.number), "ok");
}

TEST_P(RetentionTest, ASuspensionEndsNoCertificate) {
  CpsChoice choice;
  choice.suspension_allowed = true;
  change_rules(choice);
  Applicant zhang = person();
  bring_to_active(zhang);
  const std::string before = kept_until(zhang.number);
  need(perform(zhang.number, "suspend", chen(), {{"cause", std::string("送修")}}));
  EXPECT_EQ(kept_until(zhang.number), before);
}

TEST_P(RetentionTest, AChainIsKeptAsLongAsItsLatestCertificate) {
  Applicant first = person();
  bring_to_active(first);
  Applicant second = successor_of(first, Purpose::Rekey, certificate(first.number).serial);
  second.form.reason = "damaged";
  bring_to_active(second);
  ASSERT_EQ(state(first.number), "revoked");
  Applicant third = successor_of(second, Purpose::Change, certificate(second.number).serial);
  third.form.subject[0].second = "张小明";
  third.form.reason.clear();
  bring_to_active(third);
  // One that was asked for and refused shares nothing; neither does another certificate of the same person.
  Applicant refused = successor_of(third, Purpose::Rekey, certificate(third.number).serial);
  bring_in(refused);
  need(perform(refused.number, "refuse", anna(),
               {{"reason_code", std::string("other")}, {"reason", std::string("重复")}}));
  Applicant other = person();
  bring_to_active(other);

  go_to("2027-05-05T02:00:00Z");
  need(perform(third.number, "revoke", chen(), revocation()));
  EXPECT_EQ(kept_until(third.number), "2032-05-05");
  EXPECT_EQ(kept_until(first.number), "2032-05-05");
  EXPECT_EQ(kept_until(second.number), "2032-05-05");
  EXPECT_THAT(retention(first.number).shared_with,
              testing::UnorderedElementsAre(second.number, third.number));
  EXPECT_THAT(retention(other.number).shared_with, IsEmpty());
  EXPECT_EQ(kept_until(refused.number), "2029-11-22");

  need(perform(first.number, "archive", dong()));
  approve(first.number);
  go_to("2031-11-23T02:00:00Z");  // five years after its own end
  EXPECT_EQ(destroy(first.number), "registration.retention");
  go_to("2032-05-05T16:00:00Z");
  EXPECT_EQ(destroy(first.number), "ok");
  // The others' time is over, too, whatever they can still find of the chain.
  EXPECT_TRUE(retention(second.number).ended);
  EXPECT_TRUE(retention(third.number).ended);
}

TEST_P(RetentionTest, WhatCameToNothingIsKeptThreeYears) {
  Applicant zhang = person();
  bring_in(zhang);
  EXPECT_EQ(kept_until(zhang.number), "");
  need(perform(zhang.number, "withdraw", zhang.actor()));
  EXPECT_EQ(kept_until(zhang.number), "2029-11-22");
  // The key that became free serves another application, which lives on.
  const std::string first = zhang.number;
  Applicant again = std::move(zhang);
  bring_to_active(again);
  approve(first);
  EXPECT_EQ(kept_until(first), "2029-11-22");  // from its end, not from the last step
  go_to("2029-11-22T15:59:59Z");
  EXPECT_EQ(destroy(first), "registration.retention");
  go_to("2029-11-22T16:00:00Z");
  EXPECT_EQ(destroy(first), "ok");
  EXPECT_EQ(state(first), "destroyed");
  EXPECT_EQ(code_of(registration->openings(first)), "registration.destroyed");
  EXPECT_EQ(need(registration->openings(again.number)).size(), 1U);
  EXPECT_FALSE(destruction_list(first).has("certificate"));
  EXPECT_THAT(faults(exported()), IsEmpty());
}

// ---- holds ----

TEST_P(RetentionTest, AHeldApplicationIsNotDestroyed) {
  const Applicant zhang = archived();
  approve(zhang.number);
  go_to("2032-01-01T00:00:00Z");
  EXPECT_EQ(code_of(perform(zhang.number, "place_hold", dong(), hold())), "procedure.role");
  EXPECT_EQ(code_of(perform(zhang.number, "release_hold", responsible(), release())),
            "registration.not_on_hold");
  EXPECT_EQ(need(perform(zhang.number, "place_hold", compliance(), hold())).state, "archived");
  EXPECT_EQ(acts(ActCode::HoldSet, zhang.number), 1);
  // Placed after the approvals, it undoes them; and with new ones it still holds.
  EXPECT_EQ(destroy(zhang.number), "registration.gate.destruction_archive_missing");
  approve(zhang.number);
  EXPECT_EQ(destroy(zhang.number), "registration.retention");
  const auto held = retention(zhang.number);
  ASSERT_EQ(held.holds.size(), 1U);
  EXPECT_EQ(held.holds[0].by, "officer/compliance");
  EXPECT_TRUE(held.ended);

  EXPECT_EQ(code_of(perform(zhang.number, "release_hold", responsible(), release("another"))),
            "registration.hold_unknown");
  EXPECT_EQ(code_of(perform(zhang.number, "release_hold", officer("compliance", {Role::ResponsiblePerson}),
                            release())),
            "registration.separation.hold");
  need(perform(zhang.number, "release_hold", responsible(), release()));
  EXPECT_EQ(acts(ActCode::HoldReleased, zhang.number), 1);
  EXPECT_EQ(destroy(zhang.number), "ok");
}

TEST_P(RetentionTest, EachOfSeveralHoldsIsReleasedByItself) {
  Applicant zhang = person();
  bring_in(zhang);
  need(perform(zhang.number, "place_hold", compliance(), hold("甲")));
  need(perform(zhang.number, "place_hold", compliance(), hold("乙")));
  EXPECT_EQ(state(zhang.number), "received");
  need(perform(zhang.number, "withdraw", zhang.actor()));  // the case goes on meanwhile
  approve(zhang.number);
  go_to("2030-01-01T00:00:00Z");
  need(perform(zhang.number, "release_hold", responsible(), release("甲")));
  EXPECT_EQ(retention(zhang.number).holds.size(), 1U);
  EXPECT_EQ(destroy(zhang.number), "registration.retention");
  need(perform(zhang.number, "release_hold", responsible(), release("乙")));
  EXPECT_EQ(destroy(zhang.number), "ok");
}

TEST_P(RetentionTest, ADestructionThatAHoldOvertakesDoesNotHappen) {
  const Applicant zhang = archived();
  approve(zhang.number);
  go_to("2032-01-01T00:00:00Z");
  cover();
  const auto seen = need(registration->find(zhang.number)).version;
  need(perform(zhang.number, "place_hold", compliance(), hold()));
  base::Waiter<Application> waiter;
  registration->perform({zhang.number, "destroy", {}, seen}, dong(), {}, waiter.completion());
  EXPECT_EQ(code_of(waiter.wait()), "registration.changed");
}

TEST_P(RetentionTest, ThreeApprovalsAreThreePersons) {
  const Applicant zhang = archived();
  const Actor all = officer("all", {Role::ArchiveOfficer, Role::ComplianceOfficer, Role::ResponsiblePerson});
  need(perform(zhang.number, "approve_destruction_archive", all));
  EXPECT_EQ(code_of(perform(zhang.number, "approve_destruction_compliance", all)),
            "registration.separation.destruction");
  EXPECT_EQ(code_of(perform(zhang.number, "approve_destruction_responsible", all)),
            "registration.separation.destruction");
}

}  // namespace
}  // namespace yinxin::registration_support
