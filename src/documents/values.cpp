// Values as a TOML table: what a person writes to look at a template.
#include "base/toml.hpp"
#include "documents/service.hpp"

namespace yinxin::documents {
namespace {

base::Error bad(const std::string& name) {
  return base::make_error(base::ErrorKind::Malformed, "documents.values",
                          name + " is neither text, whole number, date nor a list of rows");
}

base::Result<Scalar> scalar_from(const std::string& name, const base::TomlValue& value) {
  if (const auto* text = std::get_if<std::string>(&value.content)) return Scalar(*text);
  if (const auto* number = std::get_if<std::int64_t>(&value.content)) return Scalar(*number);
  if (const auto* date = std::get_if<base::Date>(&value.content)) return Scalar(*date);
  return bad(name);
}

base::Result<Value> rows_from(const std::string& name, const std::vector<base::TomlValue>& list) {
  std::vector<RowValues> rows;
  for (const base::TomlValue& item : list) {
    const auto* table = std::get_if<base::TomlTable>(&item.content);
    if (table == nullptr) return bad(name);
    RowValues row;
    for (const base::TomlMember& member : table->members) {
      YX_TRY(Scalar cell, scalar_from(name + "." + member.key, member.value));
      row.emplace(member.key, std::move(cell));
    }
    rows.push_back(std::move(row));
  }
  return Value(std::move(rows));
}

}  // namespace

base::Result<Values> values_from(const base::TomlTable& table) {
  Values values;
  for (const base::TomlMember& member : table.members) {
    if (const auto* list = std::get_if<std::vector<base::TomlValue>>(&member.value.content)) {
      YX_TRY(Value rows, rows_from(member.key, *list));
      values.emplace(member.key, std::move(rows));
      continue;
    }
    YX_TRY(const Scalar scalar, scalar_from(member.key, member.value));
    std::visit([&](const auto& content) { values.emplace(member.key, Value(content)); }, scalar);
  }
  return values;
}

}  // namespace yinxin::documents
