// The place where signing happens: keys, backend, journal and clock of one daemon. The handlers work on it;
// it knows nothing of sockets. Used by one thread.
#pragma once

#include <list>

#include "base/log.hpp"
#include "signer/daemon/act_check.hpp"
#include "signer/daemon/checks.hpp"
#include "signer/daemon/journal.hpp"
#include "signer/daemon/key_store.hpp"
#include "signer/daemon/share_table.hpp"
#include "x509/crl.hpp"

namespace yinxin::signer {

struct DeskOptions {
  std::string keys_folder;
  std::string journal_path;
  bool ceremony = false;
  bool initialise = false;
  bool demonstration = false;
  /// The desk's own clock, where it may be moved: a demonstration's. Null: it may not.
  base::MovableClock* movable = nullptr;
};

/// A CRL on its way in: parsed and hashed as its chunks pass (decisions.md 2), never kept.
struct CrlStream {
  std::uint64_t connection = 0;
  std::uint64_t number = 0;  // the request number of its crl-begin, on that connection
  std::string key_id;
  std::uint64_t total_bytes = 0;
  std::shared_ptr<CrlTally> tally;  // shared with the parser's callback
  x509::CrlStreamParser parser;
  crypto::Sm3 plain;    // SM3 of the list, for the journal
  crypto::Sm3 to_sign;  // with ZA in front
};

class Desk {
 public:
  static constexpr std::size_t kMaxCrlStreams = 4;
  /// How far the wall clock may be behind the highest time ever seen (decisions.md 10).
  static constexpr std::chrono::seconds kClockSlack{1};

  /// `clock`, `log` and the options' `movable` must outlive this; the last is moved to where it was. Errors:
  /// those of KeyStore::open, Journal::open and read_clock_file(); Internal `signer.journal_damaged` when a
  /// key's file and the journal do not belong together.
  static base::Result<std::unique_ptr<Desk>> open(DeskOptions options, const base::Clock& clock,
                                                  const base::Log& log, std::unique_ptr<Backend> backend);

  /// The time to sign at. Errors: Unavailable `signer.clock`.
  base::Result<Circumstances> circumstances();
  /// A key that may be used now. Errors: NotFound `signer.key`, Refused `signer.locked`.
  base::Result<const StoredKey*> usable_key(const std::string& id) const;
  KeyNumber number_of(const StoredKey& key) const { return journal->key(key.spec.id)->number; }
  KeyInfo info_of(const StoredKey& key) const;
  /// Forgets what a closed connection left unfinished.
  void drop_connection(std::uint64_t connection);

  const DeskOptions options;
  const base::Clock& clock;
  const base::Log& log;
  const std::unique_ptr<Backend> backend;
  KeyStore keys;
  const std::unique_ptr<Journal> journal;
  ShareTable shares;  // of the quorum class, until there are enough
  OfficerCertificates officers;
  std::list<CrlStream> crl_streams;
  std::uint64_t ocsp_signed = 0;

 private:
  Desk(DeskOptions options_in, const base::Clock& clock_in, const base::Log& log_in,
       std::unique_ptr<Backend> backend_in, KeyStore keys_in, std::unique_ptr<Journal> journal_in);
  base::Time highest_time_;
};

}  // namespace yinxin::signer
