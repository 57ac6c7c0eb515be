// Files that the steps of a test name, as if they had been handed in: rows without octets that anybody reads.
#pragma once

#include <set>

#include "base/ids.hpp"
#include "cases/file_table.hpp"

namespace yinxin::cases_support {

/// Every text of 64 hexadecimal digits among what is entered.
inline std::set<std::string> digests_in(const procedure::Values& inputs) {
  std::set<std::string> digests;
  const auto take = [&](const auto& value) {
    const auto* text = std::get_if<std::string>(&value);
    constexpr std::size_t kDigits = 64;
    if (text != nullptr && text->size() == kDigits && base::from_hex(*text)) digests.insert(*text);
  };
  for (const auto& entered : inputs) {
    take(entered.second);
    const auto* rows = std::get_if<procedure::Rows>(&entered.second);
    if (rows == nullptr) continue;
    for (const auto& row : *rows)
      for (const auto& cell : row) take(cell.second);
  }
  return digests;
}

struct FileDesk {
  store::Database& database;
  const privacy::Vault& vault;
  const base::Clock& clock;
};

/// Those of them that are not there yet. A case that is not there gets none.
inline void hand_in(const FileDesk& desk, const cases::FilePlace& place, const procedure::Values& inputs) {
  const auto must = [](auto result) {
    if (!result) throw std::runtime_error(base::describe(result.error()));
    return result;
  };
  base::IdSource ids(desk.clock);
  for (const std::string& digest : digests_in(inputs)) {
    cases::FileNote note;
    const base::Bytes octets = *must(base::from_hex(digest));
    std::copy(octets.begin(), octets.end(), note.sm3.begin());
    if (must(cases::find_file(desk.database, desk.vault, place, note.sm3))->has_value()) continue;
    const auto there = desk.database.query("SELECT 1 FROM case_record WHERE number = $1", {place.number});
    if (!place.number.empty() && must(there)->empty()) continue;
    note.id = ids.next<struct FileTag>().text();
    note.number = place.number;
    note.procedure = place.procedure;
    note.input = "test";
    note.level = "L3";
    note.name = "测试文件.pdf";
    note.media_type = "application/pdf";
    note.size = 1;
    note.added_by = place.actor;
    note.added_at = desk.clock.now();
    store::WriteSet set;
    insert_file(set, desk.vault, note, base::as_bytes("x"));
    const auto connection = *must(desk.database.connect());
    for (const auto& statement : set.statements()) {
      static_cast<void>(must(connection->execute(statement.sql, statement.values)));
    }
  }
}

}  // namespace yinxin::cases_support
