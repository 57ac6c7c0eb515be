// The part of verify_annual_report() that counts a span of time from an export. Knows nothing of how the
// provider counted. Private to this folder.
#pragma once

#include <map>
#include <set>

#include "proof/annual_report.hpp"

namespace yinxin::proof {

class AnnualRecount {
 public:
  AnnualRecount(base::Time from, base::Time to) : from_(from), to_(to) {}

  /// Reads entries.jsonl and certificates.jsonl once. What verify_ledger() found wrong is passed over here.
  /// Errors: those of the folder.
  base::Result<void> run(const ExportFolder& folder);

  /// By figure and part (empty: the figure has none), of every figure that can be recounted.
  std::map<std::pair<std::string, std::string>, std::uint64_t> counted() const;
  /// Figures that cannot, with the reason in Chinese and English.
  std::map<std::string, std::pair<std::string, std::string>> not_counted() const;
  /// The digest that the act on this object names; nothing: there is no such act.
  std::optional<std::string> anchored(const std::string& object) const;
  /// The latest time of an entry.
  base::Time latest() const { return latest_; }

 private:
  struct Held {
    base::Time issued;
    std::optional<base::Time> not_after;
    std::optional<base::Time> revoked;
    std::string profile;
    std::string reason;
    bool holders = false;  ///< issued on an application
  };
  void see(const LedgerEntry& entry, const std::optional<x509::Certificate>& certificate);
  void see_issue(const CheckedEntry& entry, const std::optional<x509::Certificate>& certificate);
  void see_status(const CheckedEntry& entry);
  void count_certificate(const Held& held,
                         std::map<std::pair<std::string, std::string>, std::uint64_t>& all) const;
  bool within(base::Time time) const { return time >= from_ && time < to_; }

  base::Time from_;
  base::Time to_;
  base::Time latest_{};
  std::map<Hash, Held> certificates_;
  std::map<std::string, std::uint64_t> acts_;
  std::map<std::string, std::set<Hash>> objects_;  ///< of figures that count each object once
  std::map<std::string, std::string> anchors_;     ///< object -> digest
  bool ends_unknown_ = false;                      ///< of a certificate whose issue the export does not have
};

}  // namespace yinxin::proof
