// Issues and revokes. A certificate is recorded before a key is used and after (architecture.md 3, laws 1 and
// 2).
#pragma once

#include <filesystem>
#include <memory>

#include "authority/permit.hpp"
#include "signer/client.hpp"
#include "store/connection.hpp"
#include "store/statistic.hpp"

namespace yinxin::authority {

class Service {
 public:
  struct Options {
    x509::Profiles profiles;
    std::string public_site;  // "http://host:port": put into certificates as the place of CRLs, OCSP and CPS
    bool to_holders =
        true;  // false: certificates of its own officers alone (a regulator); issuing() is not there
  };
  /// Everything outlives the service.
  struct House {
    store::Database& database;
    store::Lane& lane;
    signer::Client& signer;
    const ledger::Recorder& recorder;
    const base::Clock& clock;
  };

  /// Errors: NotFound `authority.none` (no issuing authority imported yet; of a regulator, no operations
  /// authority), those of the store.
  static base::Result<std::unique_ptr<Service>> open(House house, Options options);
  ~Service();  // waits for what is under way; lane and signer must still be there

  /// Draft, serial, lint; commit 1 (serial and to-be-signed octets); signature; our own check of it; commit 2
  /// (certificate, act record and what `remember` adds). `done` is called when commit 2 is durable. An
  /// application whose earlier intent was interrupted goes on with that intent's octets. Errors: those of
  /// make_draft() and lint (`x509.lint`); Conflict `authority.already_issued`; Unavailable
  /// `signer.unreachable` and Refused `signer.locked` (the intent stays and can be finished by asking again);
  /// those of the lane.
  void issue(IssuancePermit permit, officers::Actor actor, store::Remember<IssuedCertificate> remember,
             base::Completion<IssuedCertificate> done);

  /// Sets revoked from now on, in one commit with the act record. Revoking what is on hold replaces the hold.
  /// Errors: NotFound `authority.certificate`, Conflict `authority.already_revoked`, Refused
  /// `authority.reason` (a reason that is not for holders' certificates: 2, 8, 10, and 6, which is
  /// suspend()).
  void revoke(RevocationOrder order, base::Completion<CertificateRecord> done);
  /// 冻结 and 解冻 (reason 6). Whether the CPS has them is the caller's gate. Errors: as revoke; Conflict
  /// `authority.not_suspended`.
  void suspend(RevocationOrder order, base::Completion<CertificateRecord> done);
  void resume(RevocationOrder order, base::Completion<CertificateRecord> done);
  /// The rows and the act record of the three, for a commit of somebody else's: an officer's account and its
  /// certificate change together. `certificate` is issued, as find() gave it; `with_revocation` is not
  /// called. In the commit: Conflict as there.
  void add_revocation(store::WriteSet& set, const CertificateRecord& certificate,
                      const RevocationOrder& order) const;
  void add_suspension(store::WriteSet& set, const CertificateRecord& certificate,
                      RevocationOrder order) const;
  void add_resumption(store::WriteSet& set, const CertificateRecord& certificate,
                      RevocationOrder order) const;

  /// Intents older than `age`: what a crash or an absent signer left. Registration finishes (issue again) or
  /// abandons each.
  base::Result<std::vector<CertificateRecord>> interrupted(std::chrono::seconds age) const;
  /// Gives an intent up: its serial goes on the CRL, because a signature may exist (decisions.md 3).
  /// Errors: Conflict `authority.not_intended`.
  void abandon(const CertificateRecord& record, std::string why, base::Completion<void> done);

  /// Errors: NotFound `authority.certificate`.
  base::Result<CertificateRecord> find(const std::string& authority, const x509::Serial& serial) const;
  /// By serial under any authority of ours; serials are random, so there is at most one. Errors: as find.
  base::Result<CertificateRecord> find(const x509::Serial& serial) const;
  base::Result<CertificateRecord> find_by_application(const std::string& application) const;

  /// Of holders' certificates of our own: in force at the end of a span of time; issued and revoked within
  /// it, its end left out. A hold revokes nothing. Reads the whole table.
  struct Counts {
    std::int64_t valid = 0;
    std::int64_t issued = 0;
    std::int64_t revoked = 0;
  };
  base::Result<Counts> count(base::Time from, base::Time to) const;

  /// Our own certificates, roots first. Errors: NotFound `authority.none` for one().
  std::vector<Authority> authorities() const;
  base::Result<Authority> one(const std::string& id) const;
  /// Nothing: it is our own. As at open(): what is imported later is known after a restart.
  std::optional<TakenAuthority> taken(const std::string& id) const;
  /// The id here of the authority that is published under `name` where `host` ("ca.example:8080") is asked: a
  /// taken one by the sender's address, which points to us now, else `name` itself.
  std::string served_as(std::string_view host, const std::string& name) const;
  /// The authority that issues holders' certificates, and the one that issues officers'.
  const Authority& issuing() const;
  const Authority& operations() const;

  /// Issues our own service certificate (OCSP signer, officer) for a key the signer holds or an officer
  /// brings, the same way as holders' ones but on the word of `actor` and without an application. Enters it
  /// in the authority table when `role` is not empty.
  struct ServiceOrder {
    std::string issuer;   // "issuing-1", "operations-1"
    std::string profile;  // "ocsp_signer", "officer", …
    std::string id;       // id in the authority table, with a role
    std::string role;
    std::string key_id;
    std::vector<std::pair<asn1::Oid, std::string>> subject;
    crypto::Sm2PublicKey public_key;
    std::string rules_version;
    std::string licence_holder;
    officers::Actor actor;
    store::Remember<IssuedCertificate> with_issue;
  };
  void issue_service(ServiceOrder order, base::Completion<IssuedCertificate> done);

 private:
  struct State;
  explicit Service(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;
};

/// Enters the certificates that a ceremony made, in one transaction with their act records. For `yinxin
/// init`. Errors: Conflict `authority.exists`, Refused `authority.chain` (a signature in the chain does not
/// verify).
base::Result<void> import_authorities(store::Lane& lane, const ledger::Recorder& recorder,
                                      const base::Clock& clock, const std::vector<Authority>& authorities);

/// Of a span of time, holders' certificates alone: stock, expiry, profiles and reasons by the register,
/// issues, revocations and holds by the acts. Ids and what each counts: proof/REPORT.md.
std::vector<store::Statistic> certificate_statistics();

// What a handover reads and an import writes (src/handover).

/// Certificates of an authority that were issued or given up, by serial. Errors: those of the store and of
/// `on_record`.
base::Result<void> each_certificate(
    store::Connection& connection, const std::string& authority,
    const std::function<base::Result<void>(const CertificateRecord&)>& on_record);
/// By number. Errors: those of the store.
base::Result<std::vector<CrlPartition>> partitions_of(store::Connection& connection,
                                                      const std::string& authority);

/// How far the import of a bundle has come.
struct Taking {
  std::string id;
  bool finished = false;
};
/// Nothing: not begun. Errors: those of the store.
base::Result<std::optional<Taking>> find_taking(store::Database& database, const crypto::Sm3Digest& bundle);
/// A prefix that no authority's id has yet: "taken-1-". Errors: those of the store.
base::Result<std::string> free_taken_prefix(store::Database& database);
/// The taken authorities, root first, none with a key, and the one that the bundle is about.
void begin_taking(store::WriteSet& set, const std::vector<Authority>& authorities,
                  const TakenAuthority& taken);
/// One of its certificates as it stands; nothing when it is there already.
void take_certificate(store::WriteSet& set, const CertificateRecord& record);
/// Its partitions and the certificate by which our OCSP answers for it. From then on its status is stated
/// here. In the commit: Conflict `authority.taken` when another finished it.
void finish_taking(store::WriteSet& set, const TakenAuthority& taken,
                   const std::vector<CrlPartition>& partitions, const Authority& ocsp_signer, base::Time at);

}  // namespace yinxin::authority
