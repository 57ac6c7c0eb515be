#include "cases/service.hpp"
#include "proof/act_code.hpp"

namespace yinxin::cases {

namespace {

/// Clocks of a procedure that ended in the span, as `c`, with their case, as `r`. What is named is ours
/// alone.
std::string ended_clocks(std::string_view procedure, const std::vector<std::string>& clocks) {
  std::string names;
  for (const std::string& clock : clocks) names += (names.empty() ? "'" : ", '") + clock + "'";
  return " FROM case_clock c JOIN case_record r ON r.number = c.number WHERE r.procedure = '" +
         std::string(procedure) + "' AND c.clock IN (" + names + ") AND c.ended_at >= $1 AND c.ended_at < $2";
}

}  // namespace

store::Statistic opened_statistic(std::string id, std::string_view procedure) {
  return {std::move(id), "SELECT '', count(*) FROM case_record WHERE procedure = '" + std::string(procedure) +
                             "' AND opened_at >= $1 AND opened_at < $2"};
}

store::Statistic closed_statistic(std::string id, std::string_view procedure) {
  return {std::move(id),
          "SELECT '', count(DISTINCT a.object) FROM act_record a JOIN case_record r ON a.object = 'case/' || "
          "r.number WHERE r.procedure = '" +
              std::string(procedure) + "' AND a.act = " +
              std::to_string(static_cast<int>(proof::ActCode::CaseClosed)) + " AND a.at >= $1 AND a.at < $2"};
}

store::Statistic clock_statistic(std::string id, std::string_view procedure,
                                 const std::vector<std::string>& clocks, Punctuality which) {
  const std::string of_kind =
      which == Punctuality::InTime
          ? " AND c.outcome = 'met' AND c.overdue_at IS NULL"
          : " AND ((c.outcome = 'met' AND c.overdue_at IS NOT NULL) OR c.outcome = 'fired')";
  return {std::move(id), "SELECT '', count(*)" + ended_clocks(procedure, clocks) + of_kind};
}

store::Statistic minutes_statistic(std::string id, std::string_view procedure, std::string_view clock) {
  return {std::move(id), "SELECT '', CAST(sum((c.ended_at - r.opened_at) / 60000000) AS BIGINT) / count(*)" +
                             ended_clocks(procedure, {std::string(clock)}) + " AND c.outcome = 'met'"};
}

}  // namespace yinxin::cases
