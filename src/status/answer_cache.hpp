// Signed OCSP answers without a nonce, kept until they run out or the status they state changes. Filled
// lazily (decisions.md 9).
#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "x509/ocsp.hpp"

namespace yinxin::status {

/// Bounded: two generations of about kGeneration serials each; when the young one (of a part) is full the old
/// one is dropped.
class AnswerCache {
 public:
  AnswerCache();
  static constexpr std::size_t kGeneration = 131'072;  // about 60 MB of answers when both are full

  struct Entry {
    base::Bytes cert_id;  // the CertID as the client wrote it: another spelling is another answer
    std::shared_ptr<const base::Bytes> octets;
    base::Time produced_at;
    base::Time next_update;
  };
  /// Only while `now` is before the answer's next_update.
  std::shared_ptr<const Entry> find(const x509::CertId& id, base::Time now);
  /// Take this before looking a status up, and give it to put(): an answer made from what has changed since
  /// is not kept.
  std::uint64_t version() const;
  void put(const x509::CertId& id, Entry entry, std::uint64_t version_before);
  void forget(const x509::Serial& serial);
  /// Answers found so far.
  std::uint64_t hits() const;

 private:
  /// Serial, its length and the hash of the CertID.
  struct Key {
    std::array<std::uint8_t, 24> octets{};
    friend bool operator==(const Key&, const Key&) = default;
  };
  /// Strangers choose serials: which of them meet in a bucket is not theirs to know.
  struct Scatter {
    std::uint64_t seed[2];
    std::size_t operator()(const Key& key) const noexcept;
  };
  using Generation = std::unordered_map<Key, std::shared_ptr<const Entry>, Scatter>;
  /// A part with a lock of its own: threads that serve seldom meet.
  struct Shard {
    explicit Shard(const Scatter& scatter) : young(0, scatter), old(0, scatter) {}
    void keep(const Key& key, std::shared_ptr<const Entry> entry);  // mutex is held
    std::mutex mutex;
    Generation young;        // guarded by mutex
    Generation old;          // guarded by mutex
    std::uint64_t hits = 0;  // guarded by mutex
  };
  static constexpr std::size_t kShards = 16;

  static Key key_of(const x509::Serial& serial, x509::CertIdHash hash);
  Shard& shard_of(const Key& key);

  const Scatter scatter_;
  std::vector<std::unique_ptr<Shard>> shards_;
  std::atomic<std::uint64_t> version_ = 0;
};

}  // namespace yinxin::status
