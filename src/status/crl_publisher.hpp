// Makes and publishes CRLs: a delta at once when something changes, full lists by schedule and soon after a
// change. One thread; nothing here is in the way of a request.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>

#include "ledger/recorder.hpp"
#include "signer/client.hpp"
#include "status/crl_table.hpp"
#include "status/types.hpp"

namespace yinxin::status {

class CrlPublisher {
 public:
  struct Issuer {
    x509::Name name;
    base::Bytes key_identifier;
    std::string key_id;     // of the signer
    bool indirect = false;  // its lists are signed with a key of another's than its own (docs/decisions/0025)
  };
  struct Options {
    std::filesystem::path folder;
    std::chrono::minutes period;
    std::chrono::minutes overlap;
    std::chrono::seconds full_coalesce;
    /// The address that certificates of this partition carry (and the list's critical distribution point).
    std::function<base::Result<std::string>(const Partition&)> url;
    std::function<base::Result<Issuer>(const std::string& authority)> issuer;
    /// Called on the publisher's thread when lists could not be made; they are tried again within seconds.
    std::function<void(const base::Error&)> on_failed{};
  };

  CrlPublisher(store::Database& database, store::Lane& lane, signer::Client& signer,
               const ledger::Recorder& recorder, const base::Clock& clock, Options options);
  ~CrlPublisher();

  /// Reads what is on disk, then runs. Records below `numbered` exist: what they changed since the newest
  /// full list, and a stop may have kept from being published, goes on a delta at once. Errors: those of the
  /// store.
  base::Result<void> start(std::int64_t numbered);
  /// Records below `numbered` exist, and some of them changed these partitions.
  void changed(std::int64_t numbered, const std::vector<Partition>& partitions);

  /// Errors: NotFound `status.crl`.
  base::Result<std::shared_ptr<const base::Bytes>> list(const std::string& authority, std::int64_t part,
                                                        bool delta) const;
  /// What list() gives, by authority and partition, each full one before its delta.
  std::vector<ListNote> notes() const;
  /// Changes below this record are in a published delta or full list.
  std::int64_t published_to() const;
  base::Result<void> wait_published(std::int64_t numbered, std::chrono::milliseconds patience) const;
  std::uint64_t published() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace yinxin::status
