#include "supervision/focus_table.hpp"

namespace yinxin::supervision {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

// Words of rules/procedures/focused_supervision.toml.
constexpr std::string_view kFocused = "focused_supervision";
constexpr std::string_view kRemove = "remove";
constexpr std::string_view kFound = "found_on";
constexpr std::string_view kPenalised = "decision_delivered_on";
constexpr std::string_view kOther = "other_trigger";

constexpr std::string_view kInsertFocus =
    "INSERT INTO focus_list (case_number, party, organisation, scope, ground, other, source, counted_from, "
    "listed_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
constexpr std::string_view kRemoveFocus =
    "UPDATE focus_list SET removed_on = $2 WHERE case_number = $1 AND removed_on IS NULL";
constexpr std::string_view kFindFocus =
    "SELECT case_number, organisation, scope, ground, other, source, counted_from, listed_on, removed_on "
    "FROM focus_list WHERE removed_on IS NULL OR CAST($1 AS BIGINT) = 1 ORDER BY listed_on DESC, case_number "
    "DESC";

template <class T>
std::optional<T> entered(const cases::Case& the_case, std::string_view id) {
  const auto found = the_case.played.values.find(id);
  const auto* value = found == the_case.played.values.end() ? nullptr : std::get_if<T>(&found->second);
  return value == nullptr ? std::nullopt : std::optional<T>(*value);
}

std::string day_text(base::Time at) {
  return base::format_date(base::beijing_date(at));
}

void insert_focus(store::WriteSet& set, const cases::Happening& happening) {
  const cases::Case& the_case = happening.the_case;
  const auto other = entered<std::string>(the_case, kOther);
  const auto penalised = entered<base::Date>(the_case, kPenalised);
  const auto found = entered<base::Date>(the_case, kFound);
  const std::string ground = other ? "other" : penalised ? "penalty" : "finding";
  const std::string listed_on = day_text(happening.step.at);
  const auto counted_from = penalised ? penalised : found;
  set.add(kInsertFocus,
          {the_case.number, the_case.party, entered<std::string>(the_case, "party").value_or(""),
           the_case.scope, ground, other ? store::Value(*other) : store::Value(store::kNull), the_case.parent,
           counted_from ? base::format_date(*counted_from) : listed_on, listed_on});
}

std::string text_or_empty(const store::Row& row, std::size_t column) {
  return row.is_null(column) ? std::string() : row.text(column);
}

}  // namespace

Result<void> focus_effect(const cases::Happening& happening, cases::Consequences& consequences) {
  if (happening.the_case.procedure != kFocused)
    return make_error(ErrorKind::Refused, "supervision.effect_unavailable",
                      happening.transition.effect + " of " + happening.the_case.procedure);
  if (happening.step.event != kRemove) {
    insert_focus(consequences.set, happening);
    return {};
  }
  consequences.set.add_expecting(1, make_error(ErrorKind::NotFound, "supervision.focus"), kRemoveFocus,
                                 {happening.the_case.number, day_text(happening.step.at)});
  return {};
}

Result<std::vector<Focus>> find_focus(store::Database& database, const std::string& reach, bool past) {
  YX_TRY(const auto rows, database.query(kFindFocus, {std::int64_t{past ? 1 : 0}}));
  std::vector<Focus> list;
  for (const store::Row& row : rows) {
    Focus one;
    one.case_number = row.text(0);
    one.organisation = row.text(1);
    one.scope = row.text(2);
    one.ground = row.text(3);
    one.other = text_or_empty(row, 4);
    one.source = row.text(5);
    one.counted_from = row.text(6);
    one.listed_on = row.text(7);
    one.removed_on = text_or_empty(row, 8);
    if (cases::lies_in(one.scope, reach)) list.push_back(std::move(one));
  }
  return list;
}

}  // namespace yinxin::supervision
