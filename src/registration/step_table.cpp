#include "registration/step_table.hpp"

namespace yinxin::registration {

using base::Result;
using privacy::Cell;
using privacy::Level;

namespace {

constexpr std::string_view kInsertStep =
    "INSERT INTO application_step (number, position, event, actor, at, inputs) VALUES ($1, $2, $3, $4, $5, "
    "$6)";
constexpr std::string_view kEraseSteps = "UPDATE application_step SET inputs = NULL WHERE number = $1";
constexpr std::string_view kFindSteps =
    "SELECT position, event, actor, at, inputs FROM application_step WHERE number = $1 ORDER BY position";

std::string row_name(const std::string& number, std::int64_t position) {
  return number + "/" + std::to_string(position);
}

}  // namespace

void insert_step(store::WriteSet& set, const privacy::Vault& vault, const std::string& number,
                 const StepNote& step, base::ByteView inputs) {
  const std::string row = row_name(number, step.position);
  set.add(kInsertStep, {number, step.position, step.event, step.actor, base::to_micros(step.at),
                        vault.seal(Level::L2, Cell{"application_step", "inputs", row}, inputs)});
}

void erase_inputs(store::WriteSet& set, const std::string& number) {
  set.add_any(kEraseSteps, {number});
}

Result<std::vector<StepNote>> find_steps(store::Connection& connection, const privacy::Vault& vault,
                                         const std::string& number) {
  YX_TRY(const auto rows, connection.query(kFindSteps, {number}));
  std::vector<StepNote> steps;
  for (const store::Row& row : rows) {
    StepNote step;
    step.position = row.integer(0);
    step.event = row.text(1);
    step.actor = row.text(2);
    step.at = base::from_micros(row.integer(3));
    if (!row.is_null(4)) {
      const std::string name = row_name(number, step.position);
      YX_TRY(const base::Bytes inputs,
             vault.open_bytes(Level::L2, Cell{"application_step", "inputs", name}, row.blob(4)));
      YX_TRY(step.inputs, parse_inputs(inputs));
    }
    steps.push_back(std::move(step));
  }
  return steps;
}

}  // namespace yinxin::registration
