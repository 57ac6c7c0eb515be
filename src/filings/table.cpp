#include "filings/table.hpp"

#include <algorithm>
#include <set>

#include "filings/content.hpp"

namespace yinxin::filings {

using base::ErrorKind;
using base::make_error;
using base::Result;
using privacy::Level;

namespace {

constexpr std::string_view kInsertFiling =
    "INSERT INTO filing (id, peer, procedure, scope, own_case, ours, state, case_number, case_state, "
    "case_state_zh, case_state_en, due_on, code, begun_at, changed_at, followed) VALUES ($1, $2, $3, $4, $5, "
    "$6, $7, $8, $9, $10, $11, $12, '', $13, $13, $14) ON CONFLICT DO NOTHING";
constexpr std::string_view kNoteCase =
    "UPDATE filing SET state = $2, case_number = $3, case_state = $4, case_state_zh = $5, case_state_en = "
    "$6, "
    "due_on = $7, changed_at = $8 WHERE id = $1";
constexpr std::string_view kNoteLetter =
    "UPDATE filing_letter SET state = $2, received_at = COALESCE($3, received_at), code = $4 "
    "WHERE id = $1 AND incoming = 0";
constexpr std::string_view kReceived =
    "UPDATE filing SET state = 'received', changed_at = $3 WHERE id = $1 AND peer = $2 AND state = 'sent'";
constexpr std::string_view kReturned =
    "UPDATE filing SET state = 'returned', code = $4, changed_at = $3 WHERE id = $1 AND peer = $2 "
    "AND state IN ('sent', 'received') AND NOT EXISTS (SELECT 1 FROM filing_letter l WHERE l.filing = $1 "
    "AND l.incoming = 0 AND l.state = 'delivered')";  // then there is a case: its notice is on the way
constexpr std::string_view kInsertLetter =
    "INSERT INTO filing_letter (id, filing, incoming, kind, content, made_by, at, state, code, answers) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', $9)";
constexpr std::string_view kInsertFile =
    "INSERT INTO filing_file (letter, position, name, media_type, size, sm3, content) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7)";
// What stands of a filing because our own case did not follow it.
#define YX_STANDING \
  "(SELECT count(*) FROM filing_matter m WHERE m.filing = filing.id AND m.settled_by IS NULL) "
constexpr std::string_view kSelectOne =
    "SELECT id, peer, procedure, scope, own_case, ours, state, case_number, case_state, case_state_zh, "
    "case_state_en, due_on, code, begun_at, changed_at, followed, " YX_STANDING "FROM filing WHERE id = $1";
constexpr std::string_view kSelectByCase =
    "SELECT id, peer, procedure, scope, own_case, ours, state, case_number, case_state, case_state_zh, "
    "case_state_en, due_on, code, begun_at, changed_at, followed, " YX_STANDING
    "FROM filing WHERE peer = $1 AND case_number = $2";
constexpr std::string_view kSelectPage =
    "SELECT id, peer, procedure, scope, own_case, ours, state, case_number, case_state, case_state_zh, "
    "case_state_en, due_on, code, begun_at, changed_at, followed, " YX_STANDING
    "FROM filing WHERE (CAST($1 AS blob) IS NULL OR id < $1) AND (CAST($2 AS TEXT) IS NULL OR peer = $2) "
    "AND (CAST($3 AS TEXT) IS NULL OR procedure = $3) AND (CAST($4 AS TEXT) IS NULL OR case_number = $4) "
    "AND (CAST($5 AS TEXT) IS NULL OR scope LIKE $5) AND (CAST($6 AS TEXT) IS NULL OR state = $6) "
    "AND (CAST($8 AS TEXT) IS NULL OR own_case = $8) AND (CAST($9 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM "
    "filing_matter m "
    "WHERE m.filing = filing.id AND m.settled_by IS NULL)) ORDER BY id DESC LIMIT $7";
#undef YX_STANDING
constexpr std::string_view kSelectFiles =
    "SELECT f.sm3 FROM filing_file f JOIN filing_letter l ON l.id = f.letter WHERE l.filing = $1 AND "
    "l.incoming = $2";
constexpr std::string_view kSelectLetters =
    "SELECT id, incoming, kind, content, made_by, at, state, received_at, code, answers FROM filing_letter "
    "WHERE filing = $1 ORDER BY at, CASE WHEN kind = 'submission' THEN 0 ELSE 1 END, id";
constexpr std::string_view kSelectFileNotes =
    "SELECT f.letter, f.name, f.media_type, f.size, f.sm3 FROM filing_file f JOIN filing_letter l ON l.id = "
    "f.letter WHERE l.filing = $1 ORDER BY f.letter, f.position";
constexpr std::string_view kSelectFile =
    "SELECT f.name, f.media_type, f.content FROM filing_file f JOIN filing_letter l ON l.id = f.letter "
    "WHERE f.letter = $1 AND f.position = $2 AND l.filing = $3";

base::Bytes octets_of(const FilingId& id) {
  return base::to_bytes(id.bytes());
}

store::Value text_or_null(const std::string& text) {
  if (text.empty()) return store::kNull;
  return text;
}

store::Value day_or_null(const std::optional<base::Date>& day) {
  if (!day) return store::kNull;
  return base::format_date(*day);
}

privacy::Cell content_cell(const std::string& letter) {
  return {"filing_letter", "content", letter};
}

std::string file_row(const MessageId& letter, std::int64_t position) {
  return letter.text() + "/" + std::to_string(position);
}

privacy::Cell file_cell(const std::string& row) {
  return {"filing_file", "content", row};
}

base::Error bad_row(const char* what) {
  return make_error(ErrorKind::Internal, "filings.stored", what);
}

Result<crypto::Sm3Digest> to_digest(const base::Bytes& octets) {
  crypto::Sm3Digest digest;
  if (octets.size() != digest.size()) return bad_row("sm3");
  std::copy(octets.begin(), octets.end(), digest.begin());
  return digest;
}

Result<Filing> to_filing(const store::Row& row) {
  YX_TRY(const FilingId id, FilingId::from_bytes(row.blob(0)));
  Filing filing{id,          row.text(1), row.text(2), row.text(3), row.text(4),  row.integer(5) != 0,
                State::Sent, "",          "",          {},          std::nullopt, "",
                {},          {}};
  const auto state = find_state(row.text(6));
  if (!state) return bad_row("state");
  filing.state = *state;
  if (!row.is_null(7)) filing.case_number = row.text(7);
  filing.case_state = row.text(8);
  filing.case_state_name = {row.text(9), row.text(10)};
  if (!row.is_null(11)) {
    const auto day = base::parse_date(row.text(11));
    if (!day) return bad_row("due_on");
    filing.due_on = *day;
  }
  filing.code = row.text(12);
  filing.begun_at = base::from_micros(row.integer(13));
  filing.changed_at = base::from_micros(row.integer(14));
  filing.followed = row.integer(15);
  filing.matters = row.integer(16);
  return filing;
}

Result<std::optional<Filing>> to_one(const store::Rows& rows) {
  if (rows.empty()) return std::optional<Filing>();
  YX_TRY(Filing filing, to_filing(rows.front()));
  return std::optional(std::move(filing));
}

/// "530000" stands for what begins with 53, "000000" for everything.
store::Value reach_pattern(std::string reach) {
  if (reach.empty()) return store::kNull;
  while (reach.size() >= 2 && reach.ends_with("00")) reach.resize(reach.size() - 2);
  return reach + "%";
}

Result<LetterNote> to_letter(const store::Row& row, const privacy::Vault& vault) {
  YX_TRY(const MessageId id, MessageId::from_bytes(row.blob(0)));
  LetterNote letter{id, row.integer(1) != 0, exchange::Kind::Submission, row.text(4),
                    base::from_micros(row.integer(5))};
  const auto kind = exchange::find_kind(row.text(2));
  const auto state = exchange::find_state(row.text(6));
  if (!kind || !state) return bad_row("letter");
  letter.kind = *kind;
  letter.state = *state;
  if (const auto at = row.optional_integer(7)) letter.received_at = base::from_micros(*at);
  letter.code = row.text(8);
  if (!row.is_null(9)) {
    YX_TRY(letter.answers, MessageId::from_bytes(row.blob(9)));
  }
  YX_TRY(const base::Bytes content, vault.open_bytes(Level::L3, content_cell(id.text()), row.blob(3)));
  if (letter.kind == exchange::Kind::Submission) {
    YX_TRY(letter.deeds, parse_deeds(content));
  } else {
    YX_TRY(letter.notice, parse_notice(content));
  }
  return letter;
}

}  // namespace

void insert_filing(store::WriteSet& set, const Filing& filing) {
  set.add_expecting(
      1, make_error(ErrorKind::Conflict, "filings.known"), kInsertFiling,
      {octets_of(filing.id), filing.peer, filing.procedure, filing.scope, filing.own_case,
       std::int64_t{filing.ours}, std::string(state_name(filing.state)), text_or_null(filing.case_number),
       filing.case_state, filing.case_state_name.zh, filing.case_state_name.en, day_or_null(filing.due_on),
       base::to_micros(filing.begun_at), filing.followed});
}

std::optional<base::Date> first_day(const Notice& notice) {
  std::optional<base::Date> first;
  for (const Notice::Deadline& one : notice.deadlines) {
    if (!one.paused && (!first || one.last_day < *first)) first = one.last_day;
  }
  return first;
}

void note_case(store::WriteSet& set, const FilingId& id, const Notice& notice, base::Time now) {
  set.add(kNoteCase, {octets_of(id), std::string(state_name(notice.ended ? State::Ended : State::Open)),
                      notice.case_number, notice.state, notice.state_name.zh, notice.state_name.en,
                      day_or_null(first_day(notice)), base::to_micros(now)});
}

void insert_letter(store::WriteSet& set, const privacy::Vault& vault, const NewLetter& letter) {
  const std::string name = letter.id.text();
  const exchange::State state = letter.incoming ? exchange::State::Delivered : exchange::State::Sent;
  const base::Bytes id = base::to_bytes(letter.id.bytes());
  store::Value answers = store::kNull;
  if (letter.answers) answers = base::to_bytes(letter.answers->bytes());
  set.add(kInsertLetter,
          {id, octets_of(letter.filing), std::int64_t{letter.incoming},
           std::string(exchange::kind_name(letter.kind)),
           vault.seal(Level::L3, content_cell(name), letter.content), letter.made_by,
           base::to_micros(letter.at), std::string(exchange::state_name(state)), std::move(answers)});
  for (std::size_t i = 0; i < letter.files.size(); ++i) {
    const File& file = letter.files[i];
    const auto position = static_cast<std::int64_t>(i);
    set.add(kInsertFile,
            {id, position, file.name, file.media_type, static_cast<std::int64_t>(file.content.size()),
             base::to_bytes(crypto::sm3(file.content)),
             vault.seal(Level::L3, file_cell(file_row(letter.id, position)), file.content)});
  }
}

void note_receipt(store::WriteSet& set, const exchange::Receipted& receipted, base::Time now) {
  store::Value received = store::kNull;
  if (receipted.received_at) received = base::to_micros(*receipted.received_at);
  set.add_any(kNoteLetter,
              {base::to_bytes(receipted.message.bytes()), std::string(exchange::state_name(receipted.state)),
               std::move(received), receipted.code});
  const base::Bytes id = octets_of(receipted.conversation);
  if (receipted.state == exchange::State::Refused)
    set.add_any(kReturned, {id, receipted.receiver, base::to_micros(now), receipted.code});
  else
    set.add_any(kReceived, {id, receipted.receiver, base::to_micros(now)});
}

Result<std::optional<Filing>> find_filing(store::Database& database, const FilingId& id) {
  YX_TRY(const auto rows, database.query(kSelectOne, {octets_of(id)}));
  return to_one(rows);
}

Result<std::optional<Filing>> find_by_case(store::Database& database, const std::string& peer,
                                           const std::string& case_number) {
  YX_TRY(const auto rows, database.query(kSelectByCase, {peer, case_number}));
  return to_one(rows);
}

Result<std::set<crypto::Sm3Digest>> files_of(store::Database& database, const FilingId& id, bool incoming) {
  YX_TRY(const auto rows, database.query(kSelectFiles, {octets_of(id), std::int64_t{incoming}}));
  std::set<crypto::Sm3Digest> all;
  for (const store::Row& row : rows) {
    YX_TRY(const crypto::Sm3Digest digest, to_digest(row.blob(0)));
    all.insert(digest);
  }
  return all;
}

Result<std::vector<Filing>> list_filings(store::Database& database, const Filter& filter,
                                         const base::Bytes& before, std::int64_t limit) {
  store::Value after = store::kNull;
  if (!before.empty()) after = before;
  store::Value state = store::kNull;
  if (filter.state) state = std::string(state_name(*filter.state));
  YX_TRY(const auto rows,
         database.query(kSelectPage,
                        {std::move(after), text_or_null(filter.peer), text_or_null(filter.procedure),
                         text_or_null(filter.case_number), reach_pattern(filter.reach), std::move(state),
                         limit, text_or_null(filter.own_case), std::int64_t{filter.matters}}));
  std::vector<Filing> filings;
  for (const store::Row& row : rows) {
    YX_TRY(Filing filing, to_filing(row));
    filings.push_back(std::move(filing));
  }
  return filings;
}

Result<std::vector<LetterNote>> find_letters(store::Database& database, const privacy::Vault& vault,
                                             const FilingId& id) {
  std::vector<LetterNote> letters;
  const auto in_snapshot = [&](store::Connection& connection) -> Result<void> {
    YX_TRY(const auto rows, connection.query(kSelectLetters, {octets_of(id)}));
    for (const store::Row& row : rows) {
      YX_TRY(LetterNote letter, to_letter(row, vault));
      letters.push_back(std::move(letter));
    }
    YX_TRY(const auto files, connection.query(kSelectFileNotes, {octets_of(id)}));
    for (const store::Row& row : files) {
      YX_TRY(const MessageId of, MessageId::from_bytes(row.blob(0)));
      YX_TRY(const crypto::Sm3Digest sm3, to_digest(row.blob(4)));
      const auto letter =
          std::find_if(letters.begin(), letters.end(), [&](const LetterNote& one) { return one.id == of; });
      if (letter == letters.end()) return bad_row("file");
      letter->files.push_back({row.text(1), row.text(2), row.integer(3), sm3});
    }
    return {};
  };
  YX_CHECK(database.read(in_snapshot));
  return letters;
}

Result<File> find_file(store::Database& database, const privacy::Vault& vault, const FilingId& filing,
                       const MessageId& letter, std::int64_t position) {
  YX_TRY(const auto rows,
         database.query(kSelectFile, {base::to_bytes(letter.bytes()), position, octets_of(filing)}));
  if (rows.empty()) return make_error(ErrorKind::NotFound, "filings.file");
  const store::Row& row = rows.front();
  File file{row.text(0), row.text(1), {}};
  YX_TRY(file.content, vault.open_bytes(Level::L3, file_cell(file_row(letter, position)), row.blob(2)));
  return file;
}

}  // namespace yinxin::filings
