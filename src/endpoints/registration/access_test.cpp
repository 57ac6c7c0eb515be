#include "endpoints/registration/access.hpp"

#include <gtest/gtest.h>

#include "asn1/oids.hpp"

namespace yinxin::endpoints {
namespace {

using officers::Actor;
using officers::Role;
namespace oids = asn1::oids;

Actor officer(std::vector<Role> roles) {
  Actor actor;
  actor.id = "officer/li-7";
  actor.roles = std::move(roles);
  actor.key = base::Bytes(65, 4);
  return actor;
}

std::string outcome(const base::Result<void>& result) {
  return result ? "" : std::string(base::to_string(result.error().kind)) + " " + result.error().code;
}
const std::string kNoRole =
    std::string(base::to_string(base::ErrorKind::Forbidden)) + " officers.role_needed";
const std::string kNotYours =
    std::string(base::to_string(base::ErrorKind::Forbidden)) + " registration.not_yours";

TEST(Access, IsForOfficersOfTheBusiness) {  // requirements 11.3: the three administrators have none of it
  for (const Role role : {Role::RegistrationOfficer, Role::ReviewOfficer, Role::IssuingOfficer,
                          Role::ComplianceOfficer, Role::ArchiveOfficer, Role::ResponsiblePerson})
    EXPECT_EQ(outcome(require_business(officer({role}))), "") << officers::role_name(role);
  for (const Role role :
       {Role::SystemAdministrator, Role::SecurityAdministrator, Role::AuditAdministrator, Role::KeyCustodian})
    EXPECT_EQ(outcome(require_business(officer({role}))), kNoRole) << officers::role_name(role);
  EXPECT_EQ(outcome(require_business(officer({Role::KeyCustodian, Role::ReviewOfficer}))), "");
  EXPECT_EQ(outcome(require_business(officer({}))), kNoRole);
  EXPECT_EQ(outcome(require_business(officers::system_actor("clock"))), kNoRole);
}

TEST(Access, IsForTheApplicantWithTheSameKeyOnly) {
  registration::Application application;
  application.key = base::Bytes(65, 4);
  const base::Bytes other(65, 5);
  EXPECT_EQ(outcome(require_reader(officers::key_actor(application.key, {}, {}), application)), "");
  EXPECT_EQ(outcome(require_reader(officers::key_actor(other, {}, {}), application)), kNotYours);
  EXPECT_EQ(outcome(require_reader(officers::system_actor("clock"), application)), kNotYours);
  // An officer's role decides, even where the keys are the same.
  EXPECT_EQ(outcome(require_reader(officer({Role::AuditAdministrator}), application)), kNoRole);
  EXPECT_EQ(outcome(require_reader(officer({Role::ReviewOfficer}), application)), "");
  application.key.clear();
  EXPECT_EQ(outcome(require_reader(officers::system_actor("clock"), application)), kNotYours);
}

TEST(Access, MasksWhatNamesAPerson) {  // requirements 6.2
  const auto shown = [](const char* profile, const asn1::Oid& type, const char* value) {
    return masked_subject_value(profile, type, value);
  };
  EXPECT_EQ(shown("individual", oids::kCommonName, "张晓明"), "张*明");
  EXPECT_EQ(shown("staff", oids::kCommonName, "李四"), "李*");
  EXPECT_EQ(shown("a profile of tomorrow", oids::kCommonName, "李四"), "李*");
  EXPECT_EQ(shown("staff", oids::kOrganization, "测试省水利厅"), "测试省水利厅");
  EXPECT_EQ(shown("organisation", oids::kCommonName, "测试省水利厅"), "测试省水利厅");
  EXPECT_EQ(shown("device", oids::kCommonName, "gw.example.test"), "gw.example.test");
  EXPECT_EQ(shown("device", oids::kEmailAddress, "zhang@example.test"), "z***@example.test");
  EXPECT_EQ(shown("individual", oids::kSerialNumber, "110101199003070000"), "110***********0000");
}

TEST(Access, MasksNumbersOfPersonsOnly) {
  using x509::IdentityKind;
  EXPECT_EQ(masked_identity({IdentityKind::ResidentId, "110101199003070000"}), "110***********0000");
  EXPECT_EQ(masked_identity({IdentityKind::Passport, "E12345678"}), "E12**5678");
  EXPECT_EQ(masked_identity({IdentityKind::InsuranceNumber, "123"}), "***");
  EXPECT_EQ(masked_identity({IdentityKind::OrganizationCode, "12100000MB0000002T"}), "12100000MB0000002T");
}

}  // namespace
}  // namespace yinxin::endpoints
