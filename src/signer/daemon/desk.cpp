#include "signer/daemon/desk.hpp"

#include "signer/daemon/clock_file.hpp"

namespace yinxin::signer {
namespace {

using base::ErrorKind;
using base::make_error;
using base::Result;

/// A key that the journal does not know could sign a serial twice: its journal is lost or another one's.
Result<void> check_belonging(const KeyStore& keys, const Journal& journal) {
  for (const auto& [id, key] : keys.keys()) {
    const Journal::Key* known = journal.key(id);
    if (known == nullptr || !base::equal(known->point, key.public_key.point())) {
      return make_error(ErrorKind::Internal, "signer.journal_damaged",
                        "the journal is not the one that key " + id + " was used with");
    }
  }
  return {};
}

}  // namespace

Desk::Desk(DeskOptions options_in, const base::Clock& clock_in, const base::Log& log_in,
           std::unique_ptr<Backend> backend_in, KeyStore keys_in, std::unique_ptr<Journal> journal_in)
    : options(std::move(options_in)),
      clock(clock_in),
      log(log_in),
      backend(std::move(backend_in)),
      keys(std::move(keys_in)),
      journal(std::move(journal_in)),
      highest_time_(journal->highest_time()) {}

Result<std::unique_ptr<Desk>> Desk::open(DeskOptions options, const base::Clock& clock, const base::Log& log,
                                         std::unique_ptr<Backend> backend) {
  YX_TRY(KeyStore keys, KeyStore::open(options.keys_folder, options.ceremony, options.initialise));
  YX_TRY(std::unique_ptr<Journal> journal, Journal::open(options.journal_path));
  if (journal->removed_bytes() > 0) {
    log.warning("signer.journal.tail_removed", {{"octets", journal->removed_bytes()}});
  }
  YX_CHECK(check_belonging(keys, *journal));
  if (options.movable != nullptr) {
    YX_TRY(const auto ahead, read_clock_file(options.keys_folder));
    options.movable->move_to(ahead);
  }
  return std::unique_ptr<Desk>(
      new Desk(std::move(options), clock, log, std::move(backend), std::move(keys), std::move(journal)));
}

Result<Circumstances> Desk::circumstances() {
  const base::Time now = clock.now();
  if (now < highest_time_ - kClockSlack) {
    return make_error(ErrorKind::Unavailable, "signer.clock",
                      "the clock is behind " + base::format_utc(highest_time_));
  }
  highest_time_ = std::max(highest_time_, now);
  Circumstances here;
  here.now = highest_time_;  // never back, not even within the slack
  here.ceremony = options.ceremony;
  here.initialise = options.initialise;
  return here;
}

Result<const StoredKey*> Desk::usable_key(const std::string& id) const {
  const StoredKey* key = keys.find(id);
  if (key == nullptr) return make_error(ErrorKind::NotFound, "signer.key", "no key " + id);
  if (!keys.is_unlocked(key->spec.key_class))
    return make_error(ErrorKind::Refused, "signer.locked", "key " + id);
  return key;
}

KeyInfo Desk::info_of(const StoredKey& key) const {
  KeyInfo info;
  info.spec = key.spec;
  info.public_key = key.public_key;
  info.unlocked = keys.is_unlocked(key.spec.key_class);
  return info;
}

void Desk::drop_connection(std::uint64_t connection) {
  crl_streams.remove_if([&](const CrlStream& stream) { return stream.connection == connection; });
}

}  // namespace yinxin::signer
