// The part of verify_ledger() that allows entries to be lost only where an act of restoring says so. Private
// to this folder.
#pragma once

#include "proof/ledger_check.hpp"

namespace yinxin::proof {

class LossCheck {
 public:
  /// Of this entry only the leaf hash is there.
  void lost(std::uint64_t seq);
  /// An act of restoring: its facts `from`, `to` (beyond the last) and `lost` must be exactly those of the
  /// entries lost since the act of restoring before it.
  void restored(const LedgerEntry& act, const std::optional<Record>& record, Report& report);
  void finish(Report& report) const;

 private:
  struct Stretch {
    std::uint64_t from = 0;
    std::uint64_t to = 0;    ///< beyond the last
    std::uint64_t lost = 0;  ///< how many: known entries may stand between them
    friend bool operator==(const Stretch&, const Stretch&) = default;
  };
  static std::optional<Stretch> stated(const LedgerEntry& act, const std::optional<Record>& record);

  Stretch open_;  ///< lost, and not accounted for yet
};

}  // namespace yinxin::proof
