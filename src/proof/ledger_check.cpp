#include "proof/ledger_check.hpp"

#include <algorithm>
#include <map>

#include "proof/ledger_heads.hpp"
#include "proof/ledger_issues.hpp"
#include "proof/ledger_losses.hpp"
#include "proof/tiles.hpp"

namespace yinxin::proof {
namespace {

using base::Result;

/// Records may be missing only where an act of destruction, later in the ledger, names their object.
class DestructionCheck {
 public:
  void see(const LedgerEntry& entry, const Leaf& leaf) {
    if (leaf.act == ActCode::Destroyed) waiting_.erase(leaf.object);
    if (entry.record) return;
    ++closed_;
    waiting_.emplace(leaf.object, entry.seq);  // keeps the first
  }
  void finish(Report& report) const {
    for (const auto& [object, seq] : waiting_) {
      report.failed(seq_text(seq), {"ledger.destroyed", "记录内容缺失，而账本中没有相应的销毁行为",
                                    "the record is missing and no act of destruction covers it"});
    }
    if (closed_ == 0 || !waiting_.empty()) return;
    const std::string count = std::to_string(closed_);
    report.noted("", {"ledger.destroyed", count + " 条记录的内容已依规销毁，其叶子仍在树中，内容无法核对",
                      count + " records were destroyed under an act of destruction; their leaves stand, "
                              "their contents cannot be checked"});
  }

 private:
  std::map<Hash, std::uint64_t> waiting_;
  std::uint64_t closed_ = 0;
};

/// Holds the tiles of the export against the leaves, from the left; stops at the first level-0 tile that
/// differs.
class TileCheck {
 public:
  TileCheck(const ExportFolder& folder, Report& report)
      : writer_([this, &folder, &report](const TileId& tile, std::span<const Hash> hashes) -> Result<void> {
          compare(folder, tile, hashes, report);
          return {};
        }) {}
  TileCheck(const TileCheck&) = delete;

  void append(const Hash& leaf) { (void)writer_.append(leaf); }  // its sink never fails
  void finish(Report& report) {
    (void)writer_.flush();
    if (wrong_ || right_ == 0) return;
    const std::string count = std::to_string(right_);
    report.passed(
        "", {"ledger.tiles", count + " 个哈希块与叶子相符", count + " tiles hold the hashes of the leaves"});
  }

 private:
  void compare(const ExportFolder& folder, const TileId& tile, std::span<const Hash> hashes, Report& report) {
    if (wrong_) return;
    const auto content = folder.read(tile.path(), kMaxTileBytes);
    if (!content) {
      wrong_ = true;
      report.failed(tile.path(),
                    {"ledger.tiles", "缺少哈希块或无法读取", "the tile is missing or cannot be read"});
      return;
    }
    base::Bytes expected;
    for (const Hash& hash : hashes) base::append(expected, hash);
    if (*content == expected) {
      ++right_;
      return;
    }
    wrong_ = true;
    const auto at = std::mismatch(content->begin(), content->end(), expected.begin(), expected.end()).first -
                    content->begin();
    const std::uint64_t hash = tile.index * kTileWidth + static_cast<std::uint64_t>(at) / crypto::kSm3Size;
    const std::string which = tile.level == 0
                                  ? seq_text(hash)
                                  : "level " + std::to_string(tile.level) + ", hash " + std::to_string(hash);
    report.failed(tile.path(), {"ledger.tiles", "哈希块与叶子不符，首个不同处：" + which,
                                "the tile does not hold the hashes of the leaves, first at " + which});
  }

  TileWriter writer_;
  std::uint64_t right_ = 0;
  bool wrong_ = false;
};

/// One pass over entries.jsonl.
class LedgerCheck {
 public:
  LedgerCheck(const ExportFolder& folder, const LedgerTrust& trust, Report& report)
      : report_(report),
        folder_(folder),
        heads_(folder, trust, report),
        tiles_(folder, report),
        issues_(folder, trust, report) {}

  void run() {
    auto lines = folder_.lines(export_file::kEntries);
    if (!lines) return report_.failed(export_file::kEntries, malformed("ledger.entries", lines.error()));
    heads_.reach(frontier_, latest_);
    while (true) {
      const auto line = (*lines)();
      if (!line) return report_.failed(seq_text(frontier_.size()), malformed("ledger.entries", line.error()));
      if (!*line) break;
      if (!see(**line)) return;
    }
    finish();
  }

 private:
  /// False when the numbering is broken: nothing after it could be placed.
  bool see(std::string_view line) {
    const std::uint64_t seq = frontier_.size();
    const auto entry = LedgerEntry::parse(line);
    const auto lost = entry ? Result<LostEntry>(LostEntry()) : LostEntry::parse(line);
    if (!lost) return report_.failed(seq_text(seq), malformed("ledger.entries", entry.error())), false;
    const std::uint64_t stated = entry ? entry->seq : lost->seq;
    if (stated != seq) {
      report_.failed(seq_text(seq), {"ledger.numbering", "编号不连续：此处为 " + std::to_string(stated),
                                     "the numbering breaks: here stands " + std::to_string(stated)});
      return false;
    }
    const Hash hash = entry ? leaf_hash(entry->leaf) : lost->hash;
    frontier_.append(hash);
    tiles_.append(hash);
    if (entry) {
      look_into(*entry);
    } else {
      losses_.lost(seq);
    }
    heads_.reach(frontier_, latest_);
    return true;
  }

  void look_into(const LedgerEntry& entry) {
    const auto checked = check_entry(entry);
    if (!checked) {
      entries_right_ = false;
      report_.failed(seq_text(entry.seq), entry_fault(checked.error()));
    } else if (checked->leaf.act == ActCode::Restored) {
      losses_.restored(entry, checked->record, report_);
    }
    const auto leaf = Leaf::parse(entry.leaf);
    if (!leaf) return;
    if (leaf->time + kActTimeTolerance < latest_) {
      entries_right_ = false;
      report_.failed(seq_text(entry.seq),
                     {"ledger.times", "时间早于在其之前的记录", "is dated before an earlier entry"});
    }
    latest_ = std::max(latest_, leaf->time);
    destructions_.see(entry, *leaf);
    issues_.see(entry.seq, *leaf);
  }

  void finish() {
    const std::string count = std::to_string(frontier_.size());
    if (entries_right_) {
      report_.passed(
          "", {"ledger.entries", count + " 条记录编号连续、时间有序、内容与承诺相符",
               count + " entries are numbered without a gap, in order of time, and open their commitments"});
    }
    heads_.finish(frontier_.size());
    tiles_.finish(report_);
    issues_.finish();
    destructions_.finish(report_);
    losses_.finish(report_);
  }

  Report& report_;
  const ExportFolder& folder_;
  Frontier frontier_;
  base::Time latest_{};
  bool entries_right_ = true;
  HeadCheck heads_;
  TileCheck tiles_;
  IssueCheck issues_;
  DestructionCheck destructions_;
  LossCheck losses_;
};

}  // namespace

Report verify_ledger(const ExportFolder& folder, const LedgerTrust& trust) {
  Report report;
  LedgerCheck(folder, trust, report).run();
  return report;
}

}  // namespace yinxin::proof
