// Builds the evidence package of article 40 (无过错证明包) for one certificate, from what the house has on
// record. What is not on record is stated as absent, with the reason. Owner of the table evidence_package
// (schema/0024_evidence.sql).
#pragma once

#include <mutex>

#include "cases/service.hpp"
#include "compliance/service.hpp"
#include "evidence/types.hpp"
#include "ledger/tile_folder.hpp"
#include "policy/service.hpp"
#include "privacy/vault.hpp"
#include "proof/package.hpp"
#include "registration/service.hpp"
#include "status/service.hpp"

namespace yinxin::evidence {

class Service {
 public:
  /// Everything outlives the service.
  struct House {
    store::Database& database;
    store::Lane& lane;
    signer::Client& signer;
    const ledger::Recorder& recorder;
    const base::Clock& clock;
    const authority::Service& authority;
    const policy::Service& policy;
    const registration::Service& registration;
    status::Service& status;
    const ledger::TileFolder& tiles;
    const privacy::Vault& vault;
    // Of parts 9 to 11 and of claims. Null, both or none: those parts are absent, and no claim is known.
    const cases::Service* cases = nullptr;
    const compliance::Service* compliance = nullptr;
  };
  struct Options {
    std::string software;  // name and version, for the manifest
  };

  Service(House house, Options options) : house_(house), options_(std::move(options)) {}

  /// The archive, ready for `yinxin-audit package`, with the status as stated in public now, by a compliance
  /// officer (requirements 11.3). What it is made of stands in an act first, together with the hold that the
  /// order's claim has on the records of the certificate; then the archive is kept, sealed, with the act that
  /// it was built: both durable on return. A failure in between leaves the first act and the hold. Blocks on
  /// the signer, the lane and, up to kHeadPatience, on the next signed head: for a thread that holds no read
  /// snapshot; one is built at a time. Errors: Forbidden `officers.role_needed`; TooMany `evidence.busy`;
  /// NotFound `authority.certificate`; of the claim: NotFound `cases.none`, Refused `evidence.claim` (no
  /// claim, about another certificate, or over), those of registration::Service::add_hold(); NotYet
  /// `ledger.record.not_covered` when no signed head covers an act that goes in; TooLarge `evidence.cases`;
  /// those of proof::PackageBuilder and of the signer.
  base::Result<base::Bytes> build(const PackageOrder& order, const officers::Actor& actor);
  static constexpr std::chrono::milliseconds kHeadPatience{10'000};

  /// Errors: NotFound `evidence.package`.
  base::Result<KeptPackage> find(const crypto::Sm3Digest& sm3) const;
  /// A compliance officer or the responsible person. Errors: Forbidden `officers.role_needed`.
  static base::Result<void> require_reader(const officers::Actor& actor);
  /// A kept archive, once it is on record that `actor` looks at it and why; by whom require_reader()
  /// lets. Errors: those of require_reader(); Malformed
  /// `evidence.reason` (not 1 to 500 characters); NotFound `evidence.package` (none, or destroyed); Refused
  /// `privacy.sealed`.
  base::Result<base::Bytes> look(const crypto::Sm3Digest& sm3, const std::string& reason,
                                 const officers::Actor& actor);

  /// Destroys kept archives whose application's records were destroyed (article 24), each with its act.
  /// Returns how many. Waits for each commit: for the server's upkeep.
  base::Result<std::size_t> drop_destroyed();

  /// Whether a package of this SM3 was built for this claim: what the step of the claim names (cases::Keeps).
  /// It is kept as long as the claim holds the records.
  static base::Result<bool> keeps_package(store::Database& database, const std::string& claim,
                                          const crypto::Sm3Digest& sm3);

 private:
  struct Gathered;
  base::Result<base::Bytes> build_alone(const PackageOrder& order, const officers::Actor& actor) const;
  base::Result<std::optional<cases::Case>> claim_of(const PackageOrder& order) const;
  base::Result<std::vector<proof::ProvedEntry>> acts_on(const std::vector<std::string>& objects) const;
  base::Result<Gathered> gather(const PackageOrder& order, const authority::CertificateRecord& record) const;
  base::Result<void> add_others(Gathered& gathered, const authority::CertificateRecord& record,
                                std::vector<std::string>& objects) const;
  base::Result<std::string> record_collected(const Gathered& gathered, const PackageOrder& order,
                                             const std::optional<cases::Case>& claim, const std::string& text,
                                             const officers::Actor& actor) const;
  base::Result<base::Bytes> finish(Gathered gathered, const std::string& act_id) const;
  base::Result<void> keep(const PackageOrder& order, const authority::CertificateRecord& record,
                          const proof::PackageInfo& info, base::ByteView archive,
                          const officers::Actor& actor) const;

  House house_;
  Options options_;
  std::mutex building_;
};

}  // namespace yinxin::evidence
