#include "filings/matter_table.hpp"

namespace yinxin::filings {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kInsertMatter =
    "INSERT INTO filing_matter (letter, position, filing, event, code, at) VALUES ($1, $2, $3, $4, $5, $6)";
constexpr std::string_view kSettleMatter =
    "UPDATE filing_matter SET settled_by = $3, settled_at = $4, taken = $5 WHERE letter = $1 AND position = "
    "$2 AND settled_by IS NULL";
constexpr std::string_view kSelectMatters =
    "SELECT letter, position, event, code, at, settled_by, settled_at, taken FROM filing_matter WHERE filing "
    "= $1 ORDER BY at, letter, position";
constexpr std::string_view kFollowed = "UPDATE filing SET followed = $2 WHERE id = $1";

template <class Id>
base::Bytes key_of(const Id& id) {
  return base::to_bytes(id.bytes());
}

Result<Matter> to_matter(const store::Row& row) {
  YX_TRY(const MessageId letter, MessageId::from_bytes(row.blob(0)));
  Matter matter{letter, row.integer(1), row.text(2), row.text(3), base::from_micros(row.integer(4)),
                "",     std::nullopt,   false};
  if (row.is_null(5)) return matter;
  matter.settled_by = row.text(5);
  matter.settled_at = base::from_micros(row.integer(6));
  matter.taken = row.integer(7) != 0;
  return matter;
}

}  // namespace

void insert_matter(store::WriteSet& set, const FilingId& filing, const Matter& matter) {
  set.add(kInsertMatter, {key_of(matter.letter), matter.position, key_of(filing), matter.event, matter.code,
                          base::to_micros(matter.at)});
}

void settle_matter(store::WriteSet& set, const Matter& matter) {
  set.add_expecting(1, make_error(ErrorKind::Conflict, "filings.settled"), kSettleMatter,
                    {key_of(matter.letter), matter.position, matter.settled_by,
                     base::to_micros(matter.settled_at.value_or(matter.at)), std::int64_t{matter.taken}});
}

Result<std::vector<Matter>> find_matters(store::Database& database, const FilingId& filing) {
  YX_TRY(const auto rows, database.query(kSelectMatters, {key_of(filing)}));
  std::vector<Matter> matters;
  for (const store::Row& row : rows) {
    YX_TRY(Matter matter, to_matter(row));
    matters.push_back(std::move(matter));
  }
  return matters;
}

void note_followed(store::WriteSet& set, const FilingId& filing, std::int64_t followed) {
  set.add(kFollowed, {key_of(filing), followed});
}

}  // namespace yinxin::filings
