// Signed OCSP answers without a nonce, kept until they run out or the status they state changes. Filled
// lazily (decisions.md 9).
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "x509/ocsp.hpp"

namespace yinxin::status {

/// Bounded: two generations of at most kGeneration serials each; when the young one is full the old one is
/// dropped.
class AnswerCache {
 public:
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
  using Generation = std::unordered_map<std::string, std::shared_ptr<const Entry>>;
  void keep(const std::string& key, std::shared_ptr<const Entry> entry);  // mutex_ is held

  mutable std::mutex mutex_;
  Generation young_;           // guarded by mutex_; by serial and hash
  Generation old_;             // guarded by mutex_
  std::uint64_t version_ = 0;  // guarded by mutex_
  std::uint64_t hits_ = 0;     // guarded by mutex_
};

}  // namespace yinxin::status
