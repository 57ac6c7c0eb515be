// The papers of a package, by part, from the departments that keep them. Private to this folder.
#pragma once

#include <set>

#include "evidence/office_records.hpp"
#include "policy/service.hpp"
#include "proof/package.hpp"
#include "registration/service.hpp"
#include "status/service.hpp"

namespace yinxin::evidence {

class Papers {
 public:
  explicit Papers(proof::PackageBuilder& builder) : builder_(builder) {}

  /// Parts 2 and 3: the licence, and the rules the certificate was issued under, whole. The objects whose
  /// acts bear them out. Errors: those of policy.
  base::Result<std::vector<std::string>> add_policy(const policy::Service& policy,
                                                    const authority::CertificateRecord& record);
  /// Parts 4 to 7: what registration has of the application. Errors: those of registration.
  base::Result<void> add_application(const registration::Service& registration,
                                     const authority::CertificateRecord& record);
  /// Part 8: the newest list of the certificate's partition and an OCSP answer of now. Errors: those of
  /// status.
  base::Result<void> add_status(status::Service& status, const authority::Authority& issuer,
                                const authority::CertificateRecord& record);
  /// Parts 9 to 11, and what no records of ours have.
  base::Result<void> add_office(const Findings& findings);
  /// Says which parts nothing was found for, and why.
  void state_absences();

 private:
  base::Result<void> add(const std::string& name, base::Bytes content);

  proof::PackageBuilder& builder_;
  std::set<proof::Part> filled_;
};

}  // namespace yinxin::evidence
