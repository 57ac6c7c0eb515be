// The status of every certificate of one authority, in memory: what OCSP answers from (decisions.md 9).
#pragma once

#include <array>
#include <optional>
#include <shared_mutex>
#include <vector>

#include "x509/crl.hpp"

namespace yinxin::status {

struct Revocation {
  base::Time at;  // whole seconds count: that is what OCSP and CRLs carry
  x509::RevocationReason reason = x509::RevocationReason::Unspecified;
  friend bool operator==(const Revocation&, const Revocation&) = default;
};

/// Known serials and which of them are revoked. Open addressing over fixed slots: 24 octets a certificate at
/// a load of at most one half, no allocation per entry. Thread safe: many readers, one writer.
class Table {
 public:
  /// Ours are 16 octets with a first octet that is not 0 (decisions.md 3); the table holds only such.
  static constexpr std::size_t kSerialSize = 16;

  struct Answer {
    bool known = false;
    std::optional<Revocation> revoked;
  };
  /// Not known: never issued here, or not ours by its shape.
  Answer find(const x509::Serial& serial) const;

  /// Enters or replaces. A serial of another shape is left out (find says not known).
  void put(const x509::Serial& serial, const std::optional<Revocation>& revoked) {
    enter(serial, revoked, true);
  }
  /// Leaves an entry that is there alone: for filling from an older snapshot while changes come in.
  void put_if_absent(const x509::Serial& serial, const std::optional<Revocation>& revoked) {
    enter(serial, revoked, false);
  }
  std::size_t size() const;

 private:
  struct Slot {
    std::array<std::uint8_t, kSerialSize> serial{};  // all zero: empty (a serial never begins with 0)
    std::uint32_t revoked_at = 0;                    // seconds since 1970; 0: good. Enough until 2106.
    std::uint32_t reason = 0;
  };
  static std::size_t position(const std::array<std::uint8_t, kSerialSize>& serial, std::size_t slots);
  const Slot* locate(const std::array<std::uint8_t, kSerialSize>& serial) const;
  void enter(const x509::Serial& serial, const std::optional<Revocation>& revoked, bool replace);
  void insert(const Slot& slot);
  void grow();

  mutable std::shared_mutex mutex_;
  std::vector<Slot> slots_;  // guarded by mutex_; a power of two
  std::size_t used_ = 0;     // guarded by mutex_
};

}  // namespace yinxin::status
