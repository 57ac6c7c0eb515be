#include "cases/step_table.hpp"

#include "cases/value_record.hpp"

namespace yinxin::cases {

using base::ErrorKind;
using base::make_error;
using base::Result;
using privacy::Cell;
using privacy::Level;
using procedure::Origin;
using store::Value;

namespace {

constexpr std::string_view kInsertStep =
    "INSERT INTO case_step (number, position, event, actor, origin, at, recorded_at, item, counts_on, "
    "inputs, "
    "sensitive, clock, clock_start) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
constexpr std::string_view kInsertItem = "INSERT INTO case_item (number, item, kind) VALUES ($1, $2, $3)";
constexpr std::string_view kFindSteps =
    "SELECT position, event, actor, origin, at, recorded_at, item, counts_on, inputs, sensitive FROM "
    "case_step WHERE number = $1 ORDER BY position";
constexpr std::string_view kFindItems = "SELECT item, kind FROM case_item WHERE number = $1";

constexpr std::string_view kTable = "case_step";
constexpr std::string_view kOrdinary = "inputs";
constexpr std::string_view kSensitive = "sensitive";

std::string_view origin_name(Origin origin) {
  switch (origin) {
    case Origin::Timer:
      return "timer";
    case Origin::Submission:
      return "submission";
    case Origin::ChildCase:
      return "child_case";
    case Origin::Person:
      break;
  }
  return "person";
}

Origin parse_origin(std::string_view name) {  // the table's CHECK leaves no other
  for (const Origin origin : {Origin::Timer, Origin::Submission, Origin::ChildCase}) {
    if (origin_name(origin) == name) return origin;
  }
  return Origin::Person;
}

std::string row_name(const std::string& number, std::int64_t position) {
  return number + "/" + std::to_string(position);
}

Value sealed(const privacy::Vault& vault, Level level, const Cell& cell, const base::Bytes& octets) {
  if (octets.empty()) return store::kNull;
  return vault.seal(level, cell, octets);
}

Result<void> open_into(procedure::Values& inputs, const privacy::Vault& vault, Level level, const Cell& cell,
                       const store::Row& row, std::size_t column) {
  if (row.is_null(column)) return {};
  YX_TRY(base::Bytes octets, vault.open_bytes(level, cell, row.blob(column)));
  YX_TRY(procedure::Values values, parse_values(octets));
  inputs.merge(values);
  return {};
}

Result<StepNote> to_step(const store::Row& row, const privacy::Vault& vault, const std::string& number) {
  StepNote step;
  step.position = row.integer(0);
  step.event = row.text(1);
  step.actor = row.text(2);
  step.origin = parse_origin(row.text(3));
  step.at = base::from_micros(row.integer(4));
  step.recorded_at = base::from_micros(row.integer(5));
  step.item = row.text(6);
  if (!row.is_null(7)) {
    const auto day = base::parse_date(row.text(7));
    if (!day) return make_error(ErrorKind::Internal, "cases.stored", "day");
    step.on = *day;
  }
  const std::string name = row_name(number, step.position);
  YX_CHECK(open_into(step.inputs, vault, Level::L2, {kTable, kOrdinary, name}, row, 8));
  YX_CHECK(open_into(step.inputs, vault, Level::L3, {kTable, kSensitive, name}, row, 9));
  return step;
}

/// As procedure::advance() did when it was taken.
Result<void> play(procedure::Case& played, const StepNote& step) {
  played.history.push_back({step.event, step.actor, step.at, step.item, step.on});
  procedure::Values* values = &played.values;
  if (!step.item.empty()) {
    const auto item = played.items.find(step.item);
    if (item == played.items.end()) return make_error(ErrorKind::Internal, "cases.stored", "item");
    values = &item->second.values;
  }
  for (const auto& [id, value] : step.inputs) values->insert_or_assign(id, value);
  return {};
}

}  // namespace

void insert_step(store::WriteSet& set, const privacy::Vault& vault, const std::string& number,
                 const StepNote& note, const NewStep& step) {
  const std::string name = row_name(number, step.position);
  Value on = store::kNull;
  if (note.on) on = base::format_date(*note.on);
  Value clock = store::kNull;
  Value start = store::kNull;
  if (step.fired) {
    clock = step.fired->clock;
    start = step.fired->start;
  }
  set.add(kInsertStep, {number, step.position, note.event, note.actor, std::string(origin_name(note.origin)),
                        base::to_micros(note.at), base::to_micros(note.recorded_at), note.item, std::move(on),
                        sealed(vault, Level::L2, {kTable, kOrdinary, name}, step.ordinary),
                        sealed(vault, Level::L3, {kTable, kSensitive, name}, step.sensitive),
                        std::move(clock), std::move(start)});
}

void insert_item(store::WriteSet& set, const std::string& number, const std::string& item,
                 const std::string& kind) {
  set.add(kInsertItem, {number, item, kind});
}

Result<void> find_steps(store::Connection& connection, const privacy::Vault& vault, Case& the_case) {
  YX_TRY(const auto items, connection.query(kFindItems, {the_case.number}));
  for (const store::Row& item : items) the_case.played.items[item.text(0)].kind = item.text(1);
  YX_TRY(const auto rows, connection.query(kFindSteps, {the_case.number}));
  for (const store::Row& row : rows) {
    YX_TRY(StepNote step, to_step(row, vault, the_case.number));
    if (step.position != static_cast<std::int64_t>(the_case.steps.size()))
      return make_error(ErrorKind::Internal, "cases.stored", "a step is missing");
    YX_CHECK(play(the_case.played, step));
    the_case.steps.push_back(std::move(step));
  }
  return {};
}

}  // namespace yinxin::cases
