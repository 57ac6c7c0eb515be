#include "proof/ledger_losses.hpp"

#include <charconv>
#include <utility>

namespace yinxin::proof {

namespace {

std::optional<std::uint64_t> number(const Record& record, std::string_view name) {
  const auto text = record.find(name);
  if (!text) return std::nullopt;
  std::uint64_t value = 0;
  const char* end = text->data() + text->size();
  const auto [rest, failed] = std::from_chars(text->data(), end, value);
  if (failed != std::errc() || rest != end) return std::nullopt;
  return value;
}

}  // namespace

void LossCheck::lost(std::uint64_t seq) {
  if (open_.lost == 0) open_.from = seq;
  open_.to = seq + 1;
  ++open_.lost;
}

std::optional<LossCheck::Stretch> LossCheck::stated(const LedgerEntry& act,
                                                    const std::optional<Record>& record) {
  if (!record || act.object != kLedgerObject) return std::nullopt;
  const auto from = number(*record, "from");
  const auto to = number(*record, "to");
  const auto lost = number(*record, "lost");
  if (!from || !to || !lost) return std::nullopt;
  Stretch stretch;
  if (*lost == 0 && *from == *to) return stretch;
  stretch.from = *from;
  stretch.to = *to;
  stretch.lost = *lost;
  return stretch;
}

void LossCheck::restored(const LedgerEntry& act, const std::optional<Record>& record, Report& report) {
  const auto said = stated(act, record);
  const Stretch found = std::exchange(open_, Stretch());
  if (said != found) {
    const std::string range = found.lost == 0
                                  ? "none"
                                  : std::to_string(found.lost) + " in [" + std::to_string(found.from) + ", " +
                                        std::to_string(found.to) + ")";
    return report.failed(seq_text(act.seq),
                         {"ledger.lost", "恢复行为所称的缺失范围与账本不符，账本：" + range,
                          "the act of restoring names other entries than are lost: " + range});
  }
  if (found.lost == 0) return;
  const std::string count = std::to_string(found.lost);
  const std::string from = std::to_string(found.from);
  const std::string last = std::to_string(found.to - 1);
  report.noted(seq_text(act.seq),
               {"ledger.lost",
                "第 " + from + " 至 " + last + " 条之间有 " + count +
                    " 条记录在从备份恢复时丢失：其叶子仍在树中，内容无从核对",
                count + " entries from " + from + " to " + last +
                    " were lost before a restore: their leaves stand, their contents cannot be checked"});
}

void LossCheck::finish(Report& report) const {
  if (open_.lost == 0) return;
  report.failed(seq_text(open_.from),
                {"ledger.lost", "只有叶子哈希，而其后没有相应的恢复行为",
                 "only the leaf hash is there, and no later act of restoring accounts for it"});
}

}  // namespace yinxin::proof
