// What the parts of the service share. Private to this folder.
#pragma once

#include <map>
#include <mutex>
#include <shared_mutex>

#include "authority/partitions.hpp"
#include "authority/service.hpp"
#include "base/in_flight.hpp"
#include "signer/gather.hpp"
#include "x509/lint/lint.hpp"

namespace yinxin::authority {

/// One certificate on its way from draft to commit 2.
struct Job {
  CertificateOrder order;
  officers::Actor actor;
  store::Remember<IssuedCertificate> remember;
  std::shared_ptr<const Authority> issuer;
  CertificateRecord record;  // its tbs is what is signed
  std::optional<Authority>
      enter;  // our own: the row for the authority table, its certificate filled in when issued
  int attempts = 0;
  base::Completion<IssuedCertificate> done;
  base::InFlight::Token token;
};
using JobPtr = std::shared_ptr<Job>;

struct Service::State : std::enable_shared_from_this<Service::State> {
  State(House house_in, Options options_in) : house(house_in), options(std::move(options_in)) {}

  const House house;
  const Options options;
  Partitions partitions;
  mutable std::shared_mutex mutex;
  std::vector<std::shared_ptr<const Authority>> authorities;       // guarded by mutex
  std::map<std::string, std::shared_ptr<signer::Gather>> gathers;  // guarded by mutex; by key id
  std::shared_ptr<const Authority> issuing;                        // set once, at open
  std::shared_ptr<const Authority> operations;                     // set once, at open; may be null
  std::vector<TakenAuthority> taken;                               // set once, at open
  base::InFlight under_way;                                        // jobs and status changes

  base::Result<void> load();
  std::shared_ptr<const Authority> find_authority(const std::string& id) const;
  std::shared_ptr<signer::Gather> gather_for(const Authority& issuer);

  // issuing.cpp, in the order a certificate passes them
  void start(JobPtr job);
  base::Result<x509::LintedTbs> draft(Job& job, std::int64_t partition) const;
  base::Result<x509::LintedTbs> lint_again(const Job& job) const;
  void commit_intent(JobPtr job);
  void resume_or_refuse(JobPtr job, base::Error conflict);
  void sign(JobPtr job, x509::LintedTbs tbs);
  void commit_issued(JobPtr job, const crypto::Sm2Signature& signature);

  // revocation.cpp
  using Mark = void (*)(store::WriteSet&, const RevocationOrder&, base::Time);
  /// Adds the row and the act record; gives the certificate as it will be.
  CertificateRecord add_change(store::WriteSet& set, CertificateRecord record, const RevocationOrder& order,
                               proof::ActCode code, Mark mark) const;
  void change_status(RevocationOrder order, proof::ActCode act, Mark mark,
                     base::Completion<CertificateRecord> done);
};

}  // namespace yinxin::authority
