// The part of verify_ledger() that pairs acts of issue with certificates.jsonl. Private to this folder.
#pragma once

#include "proof/ledger_check.hpp"

namespace yinxin::proof {

class IssueCheck {
 public:
  IssueCheck(const ExportFolder& folder, const LedgerTrust& trust, Report& report);

  /// For an act of issue, or of recovery: the next certificate must be the one it names.
  void see(std::uint64_t seq, const Leaf& leaf);
  void finish();

 private:
  /// First 16 octets of SM3(issuer name || serial), and where: sorted at the end to find a serial given
  /// twice.
  struct Row {
    std::array<std::uint8_t, 16> name{};
    std::uint64_t seq = 0;
  };
  void advance();
  void compare(const Leaf& leaf);

  Report& report_;
  std::vector<x509::Certificate> authorities_;
  LineSource lines_;
  std::optional<ExportedCertificate> next_;
  std::vector<Row> rows_;
  bool checks_issuers_ = false;
  bool right_ = true;   ///< nothing failed so far
  bool wrong_ = false;  ///< the pairing is lost; nothing after it could be compared
};

}  // namespace yinxin::proof
