// Limits of an account: a delegated body's (article 25) and those of posts (article 28). How cases move them:
// src/compliance/effects_test.cpp.
#include <gmock/gmock.h>

#include "officers_support/test_office.hpp"

namespace yinxin::officers {
namespace {

using store::code_of;
using testing::ElementsAre;

base::Date day(std::string_view text) {
  return base::parse_date(text).value();
}

class MandatesTest : public OfficeTest {
 protected:
  static constexpr const char* kBody = "delegated_body-2026-1";

  NewOfficer delegate(const std::string& id, std::vector<Role> roles = {Role::RegistrationOfficer}) {
    NewOfficer officer = wanted(id, std::move(roles));
    officer.body = kBody;
    return officer;
  }
  template <class Rows>
  base::Result<void> commit(const Rows& rows) {
    store::WriteSet set;
    rows(set);
    const auto committed = lane->commit(std::move(set));
    if (!committed) return committed.error();
    return {};
  }
  std::string refused(const std::string& id) {
    const auto acting = need(service->acting(id));
    return acting.refused ? acting.refused->code : "";
  }
};
YX_BOTH_ENGINES(MandatesTest);

TEST_P(MandatesTest, ABodysAccountTakesInApplicationsAndNothingElse) {
  EXPECT_EQ(code_of(create(delegate("body-1", {Role::IssuingOfficer}))), "officers.roles");
  EXPECT_EQ(code_of(create(delegate("body-1", {Role::RegistrationOfficer, Role::SupportOfficer}))),
            "officers.roles");
  NewOfficer odd = delegate("body-1");
  odd.body = "a b";
  EXPECT_EQ(code_of(create(odd)), "officers.body");
  odd.body = std::string(65, 'x');
  EXPECT_EQ(code_of(create(odd)), "officers.body");
  EXPECT_EQ(need(create(delegate("body-1"))).body, kBody);
  EXPECT_EQ(need(service->find("body-1")).body, kBody);
  EXPECT_EQ(record_of(proof::ActCode::OfficerCreated, "body-1").find("body"), kBody);
  need(authorise("body-1"));
  EXPECT_EQ(refused("body-1"), "officers.body.unfiled");
  EXPECT_EQ(need(service->list("", 10)).at(0).body, kBody);
}

TEST_P(MandatesTest, TheStandingOfABodyIsThatOfItsAccounts) {
  need(create(delegate("body-1")));
  need(authorise("body-1"));
  const auto stand = [&](BodyStanding standing, const char* agreement_to) {
    need(commit([&](store::WriteSet& set) {
      Service::set_body(set, {kBody, "某公司", standing, day(agreement_to)});
    }));
    return refused("body-1");
  };
  EXPECT_EQ(stand(BodyStanding::Open, "2027-12-31"), "officers.body.operator");
  need(commit([&](store::WriteSet& set) {
    Service::set_operator(set, {kBody, "o1", "body-1", "某中心", day("2026-11-22")});
  }));
  EXPECT_EQ(stand(BodyStanding::Open, "2027-12-31"), "");
  EXPECT_EQ(need(service->find("body-1")).site, "某中心");
  EXPECT_EQ(stand(BodyStanding::Unfiled, "2027-12-31"), "officers.body.unfiled");
  EXPECT_EQ(stand(BodyStanding::Suspended, "2027-12-31"), "officers.body.suspended");
  EXPECT_EQ(stand(BodyStanding::Ended, "2027-12-31"), "officers.body.ended");
  EXPECT_EQ(stand(BodyStanding::Open, "2026-11-21"), "officers.body.ended") << "its last day is over";
  EXPECT_EQ(stand(BodyStanding::Open, "2026-11-22"), "");
  clock.set(base::parse_utc("2026-11-22T16:00:00Z").value());
  EXPECT_EQ(stand(BodyStanding::Open, "2027-12-31"), "officers.body.training") << "the next day in Beijing";
}

TEST_P(MandatesTest, AnOperatorIsAnAccountOfThatBody) {
  enrol("li-7", {Role::RegistrationOfficer});
  need(create(delegate("body-1")));
  const auto authorised = [&](const std::string& body, const std::string& item, const std::string& officer) {
    return code_of(commit([&](store::WriteSet& set) {
      Service::set_operator(set, {body, item, officer, "某中心", day("2027-06-30")});
    }));
  };
  EXPECT_EQ(authorised(kBody, "o1", "li-7"), "officers.body.account");
  EXPECT_EQ(authorised("delegated_body-2026-2", "o1", "body-1"), "officers.body.account");
  EXPECT_EQ(authorised(kBody, "o1", "body-1"), "ok");
  EXPECT_EQ(authorised(kBody, "o2", "body-1"), "officers.body.account") << "authorised already";
  need(commit([&](store::WriteSet& set) { Service::stop_operator(set, kBody, "o1"); }));
  EXPECT_EQ(authorised(kBody, "o2", "body-1"), "ok") << "it was stopped";
}

TEST_P(MandatesTest, ARoleWithoutItsRightIsNoRole) {
  enrol("li-7", {Role::ReviewOfficer, Role::ComplianceOfficer});
  const auto right = [&](const char* valid_to) {
    return code_of(commit([&](store::WriteSet& set) {
      Service::set_post(set, {"post_training-2026-1", "li-7", Role::ReviewOfficer, day(valid_to)});
    }));
  };
  EXPECT_THAT(need(service->acting("li-7")).roles, ElementsAre(Role::ReviewOfficer, Role::ComplianceOfficer));
  EXPECT_EQ(right("2026-11-21"), "ok");
  const auto acting = need(service->acting("li-7"));
  EXPECT_THAT(acting.roles, ElementsAre(Role::ComplianceOfficer));
  EXPECT_THAT(acting.untrained, ElementsAre(Role::ReviewOfficer));
  EXPECT_FALSE(acting.refused);
  EXPECT_EQ(right("2026-11-22"), "ok");
  EXPECT_THAT(need(service->acting("li-7")).untrained, ElementsAre());
  need(commit([&](store::WriteSet& set) { Service::end_post(set, "post_training-2026-1"); }));
  EXPECT_THAT(need(service->acting("li-7")).untrained, ElementsAre(Role::ReviewOfficer));
  EXPECT_EQ(
      code_of(commit([&](store::WriteSet& set) {
        Service::set_post(set, {"post_training-2026-2", "nobody", Role::ReviewOfficer, day("2027-01-01")});
      })),
      "officers.post_account");
}

TEST(Mandates, AMissingRightIsNamedWhereItIsWhatIsMissing) {
  Actor actor;
  actor.roles = {Role::SupportOfficer};
  actor.untrained = {Role::ReviewOfficer};
  const auto refused = require_role(actor, Role::ReviewOfficer);
  ASSERT_EQ(code_of(refused), "officers.post_right");
  EXPECT_EQ(refused.error().article, "28");
  EXPECT_EQ(code_of(require_role(actor, Role::IssuingOfficer)), "officers.role_needed");
  EXPECT_TRUE(require_role(actor, Role::SupportOfficer));
  const base::Error said = base::make_error(base::ErrorKind::Forbidden, "procedure.role");
  EXPECT_EQ(with_training(said, actor, {"issuing_officer"}).code, "procedure.role");
  EXPECT_EQ(with_training(said, actor, {"issuing_officer", "review_officer"}).code, "officers.post_right");
}

}  // namespace
}  // namespace yinxin::officers
