#include "ledger/statistics.hpp"

namespace yinxin::ledger {

namespace {

constexpr std::string_view kHead =
    "SELECT size, note FROM tree_head WHERE note IS NOT NULL ORDER BY size DESC LIMIT 1";
constexpr std::string_view kOutside =
    "SELECT 1 FROM act_record WHERE at < $1 AND (seq IS NULL OR seq >= $2) LIMIT 1";

}  // namespace

store::Statistic count_acts(std::string id, proof::ActCode act, Counting counting) {
  const std::string what = counting == Counting::Acts ? "*" : "DISTINCT object";
  return {std::move(id), "SELECT '', count(" + what + ") FROM act_record WHERE act = " +
                             std::to_string(static_cast<int>(act)) + " AND at >= $1 AND at < $2"};
}

base::Result<std::optional<std::string>> head_over(store::Connection& connection, base::Time until) {
  YX_TRY(const auto heads, connection.query(kHead, {}));
  if (heads.empty()) return std::optional<std::string>();
  YX_TRY(const auto outside, connection.query(kOutside, {base::to_micros(until), heads.front().integer(0)}));
  if (!outside.empty()) return std::optional<std::string>();
  return std::optional(heads.front().text(1));
}

}  // namespace yinxin::ledger
