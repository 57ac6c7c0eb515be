#include "compliance/quarantine_table.hpp"

namespace yinxin::compliance {

using base::Result;

namespace {

constexpr std::string_view kSeal =
    "INSERT INTO quarantine (number, object, standing, handlers, sealed_at) VALUES ($1, $2, 'sealed', $3, "
    "$4)";
constexpr std::string_view kMove =
    "UPDATE quarantine SET standing = $2 WHERE number = $1 AND standing = 'sealed'";
#define YX_SEALS "SELECT object, standing, handlers FROM quarantine WHERE standing <> 'released'"
constexpr std::string_view kFindOne = YX_SEALS " AND object = $1";
constexpr std::string_view kFindAll = YX_SEALS " ORDER BY object, number";
#undef YX_SEALS

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> words;
  while (true) {
    const std::size_t end = text.find(',');
    words.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return words;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

void seal_object(store::WriteSet& set, const std::string& number, const std::string& object,
                 const std::vector<std::string>& handlers, base::Time at) {
  std::string joined;
  for (const std::string& handler : handlers) joined += (joined.empty() ? "" : ",") + handler;
  set.add(kSeal, {number, object, joined, base::to_micros(at)});
}

void move_quarantine(store::WriteSet& set, const std::string& number, const std::string& standing) {
  set.add(kMove, {number, standing});
}

Result<std::vector<Seal>> find_seals(store::Database& database, const std::string& object) {
  YX_TRY(const auto rows, object.empty() ? database.query(kFindAll, {}) : database.query(kFindOne, {object}));
  std::vector<Seal> seals;
  for (const store::Row& row : rows)
    seals.push_back(Seal{row.text(0), row.text(1) == "removed", split(row.text(2))});
  return seals;
}

}  // namespace yinxin::compliance
