#include "registration/batch_file.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <set>

#include "registration/batch_csv.hpp"
#include "x509/attribute_types.hpp"
#include "x509/text.hpp"

namespace yinxin::registration {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::int64_t kMaxDays = 36500;  // the CPS in force is stricter (article 17)
constexpr char kListMark = ';';           // between the values of one cell; stands in no DNS name

base::Error at_line(ErrorKind kind, std::string_view code, std::size_t line, const std::string& what) {
  return make_error(kind, code, "line " + std::to_string(line) + ": " + what);
}

/// Each line in turn, without its LF. Stops at the first error.
Result<void> each_line(std::string_view text,
                       const std::function<Result<void>(std::size_t, std::string_view)>& take) {
  for (std::size_t line = 1; !text.empty(); ++line) {
    const std::size_t end = text.find('\n');
    YX_CHECK(take(line, text.substr(0, end)));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return {};
}

Result<void> check_line(std::size_t line, std::string_view text) {
  if (text.size() > kMaxBatchLine)
    return at_line(ErrorKind::TooLarge, "registration.batch.line", line,
                   "more than " + std::to_string(kMaxBatchLine) + " octets");
  if (!x509::count_characters(text) || text.find('\0') != std::string_view::npos)
    return at_line(ErrorKind::Malformed, "registration.batch.format", line, "not UTF-8 text");
  return {};
}

base::Error too_many_rows(std::size_t line, std::size_t most) {
  return at_line(ErrorKind::TooLarge, "registration.batch.rows", line,
                 "more than " + std::to_string(most) + " rows");
}

base::Error bad_cell(const std::string& column, const char* why) {
  return make_error(ErrorKind::Malformed, "registration.batch.row", column + ": " + why);
}

/// Puts what a cell says into the form.
using Put = Result<void> (*)(const std::string& column, const std::string& cell, Form& form);

Result<void> put_purpose(const std::string& column, const std::string& cell, Form& form) {
  const auto purpose = parse_purpose(cell);
  if (!purpose) return bad_cell(column, "is not new, renewal, rekey or change");
  form.purpose = *purpose;
  return {};
}

Result<void> put_replaces(const std::string& column, const std::string& cell, Form& form) {
  const auto serial = x509::Serial::from_hex(cell);
  if (!serial) return bad_cell(column, "is not a serial");
  form.replaces = *serial;
  return {};
}

Result<void> put_days(const std::string& column, const std::string& cell, Form& form) {
  const char* const end = cell.data() + cell.size();
  const auto [rest, fault] = std::from_chars(cell.data(), end, form.validity_days);
  if (fault == std::errc() && rest == end && form.validity_days >= 0 && form.validity_days <= kMaxDays)
    return {};
  return bad_cell(column, "is not a number of days");
}

Result<void> put_octets(const std::string& column, const std::string& cell, base::Bytes& to) {
  auto octets = base::from_base64(cell);
  if (!octets) return bad_cell(column, "is not base64");
  to = std::move(*octets);
  return {};
}

std::vector<std::string> values_of(const std::string& cell) {
  std::vector<std::string> values;
  for (std::size_t begin = 0; begin <= cell.size();) {
    const std::size_t end = std::min(cell.find(kListMark, begin), cell.size());
    values.push_back(cell.substr(begin, end - begin));
    begin = end + 1;
  }
  return values;
}

template <std::string Form::*member>
Result<void> put_text(const std::string&, const std::string& cell, Form& form) {
  form.*member = cell;
  return {};
}

template <base::Bytes Form::*member>
Result<void> put_base64(const std::string& column, const std::string& cell, Form& form) {
  return put_octets(column, cell, form.*member);
}

template <std::vector<std::string> x509::SubjectAltNames::*member>
Result<void> put_list(const std::string&, const std::string& cell, Form& form) {
  form.alt_names.*member = values_of(cell);
  return {};
}

constexpr std::string_view kSubject = "subject.";
constexpr std::string_view kIdentity = "identity.";
constexpr std::string_view kLeaverApplication = "application";
constexpr std::string_view kLeaverSerial = "serial";

Result<void> put_subject(const std::string& column, const std::string& cell, Form& form) {
  const x509::AttributeType* type = x509::find_attribute_type(column.substr(kSubject.size()));
  form.subject.emplace_back(type->id, cell);
  return {};
}

Result<void> put_identity(const std::string& column, const std::string& cell, Form& form) {
  const auto kind = x509::identity_kind(column.substr(kIdentity.size()));
  form.identities.push_back(IdentityNumber{*kind, cell});
  return {};
}

struct Column {
  std::string_view name;
  Put put;
  bool required;
  bool in_roster;
};

constexpr Column kColumns[] = {
    {"profile", put_text<&Form::profile>, true, true},
    {"purpose", put_purpose, false, false},
    {"replaces", put_replaces, false, false},
    {"replaced_signature", put_base64<&Form::replaced_signature>, false, false},
    {"reason", put_text<&Form::reason>, false, false},
    {"dns", put_list<&x509::SubjectAltNames::dns>, false, true},
    {"mails", put_list<&x509::SubjectAltNames::emails>, false, true},
    {"phone", put_text<&Form::phone>, true, true},
    {"mail", put_text<&Form::mail>, false, true},
    {"validity_days", put_days, false, true},
    {"request", put_base64<&Form::request>, true, false},
};

const Column* simple_column(std::string_view name) {
  for (const Column& column : kColumns) {
    if (column.name == name) return &column;
  }
  return nullptr;
}

/// Who fills in the file: whoever has the requests, or an agency whose people make theirs themselves.
enum class FileOf : std::uint8_t { Requests, Roster };

bool stands_in(const Column& column, FileOf kind) {
  return kind == FileOf::Requests || column.in_roster;
}

/// Null: no column of such a file.
Put put_of(const std::string& name, FileOf kind) {
  if (const Column* column = simple_column(name)) return stands_in(*column, kind) ? column->put : nullptr;
  const std::string_view view(name);
  if (view.starts_with(kSubject) && x509::find_attribute_type(view.substr(kSubject.size())) != nullptr)
    return put_subject;
  if (view.starts_with(kIdentity) && x509::identity_kind(view.substr(kIdentity.size()))) return put_identity;
  return nullptr;
}

/// Names of the header are told by their place only: where the header was forgotten they are somebody's data.
Result<void> check_header(const CsvReader::Record& header, FileOf kind) {
  std::set<std::string_view> names;
  const auto refuse = [&](const std::string& what) {
    return at_line(ErrorKind::Malformed, "registration.batch.columns", header.line, what);
  };
  for (std::size_t i = 0; i < header.cells.size(); ++i) {
    const std::string column = "column " + std::to_string(i + 1);
    if (put_of(header.cells[i], kind) == nullptr) return refuse(column + " is unknown");
    if (!names.insert(header.cells[i]).second) return refuse(column + " is there twice");
  }
  for (const Column& column : kColumns) {
    if (column.required && stands_in(column, kind) && names.count(column.name) == 0)
      return refuse("no column " + std::string(column.name));
  }
  return {};
}

/// An empty cell says nothing.
BatchEntry form_of(const std::vector<std::string>& header, const std::vector<std::string>& cells,
                   FileOf kind) {
  if (cells.size() != header.size()) {
    return make_error(ErrorKind::Malformed, "registration.batch.row",
                      std::to_string(cells.size()) + " cells instead of " + std::to_string(header.size()));
  }
  Form form;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string& name = header[i];
    if (!cells[i].empty()) {
      YX_CHECK(put_of(name, kind)(name, cells[i], form));
    } else if (const Column* column = simple_column(name); column != nullptr && column->required) {
      return bad_cell(name, "is missing");
    }
  }
  return form;
}

base::Error no_rows() {
  return make_error(ErrorKind::Malformed, "registration.batch.empty");
}

/// Text of whole lines without a byte order mark.
Result<std::string_view> checked_text(base::ByteView file) {
  std::string_view text = base::as_text(file);
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  YX_CHECK(each_line(text, check_line));
  return text;
}

Result<std::vector<BatchEntry>> read_csv(base::ByteView file, FileOf kind, std::size_t max_rows) {
  YX_TRY(const std::string_view text, checked_text(file));
  CsvReader reader(text);
  YX_TRY(const auto header, reader.next());
  if (!header) return no_rows();
  YX_CHECK(check_header(*header, kind));
  std::vector<BatchEntry> entries;
  while (true) {
    YX_TRY(const auto record, reader.next());
    if (!record) break;
    if (entries.size() == max_rows) return too_many_rows(record->line, max_rows);
    entries.push_back(form_of(header->cells, record->cells, kind));
  }
  if (entries.empty()) return no_rows();
  return entries;
}

/// Each cell names one certificate.
Leaver leaver_of(const std::vector<std::string>& header, const std::vector<std::string>& cells) {
  if (cells.size() != header.size())
    return make_error(ErrorKind::Malformed, "registration.batch.row", "another number of cells");
  LeaverName leaver;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (header[i] == kLeaverApplication) leaver.application = cells[i];
    if (header[i] != kLeaverSerial || cells[i].empty()) continue;
    auto serial = x509::Serial::from_hex(cells[i]);
    if (!serial) return bad_cell(header[i], "is not a serial");
    leaver.serial = std::move(*serial);
  }
  if (leaver.application.empty() && !leaver.serial)
    return make_error(ErrorKind::Malformed, "registration.batch.row", "names no certificate");
  return leaver;
}

}  // namespace

std::string_view batch_format_name(BatchFormat format) {
  return format == BatchFormat::Csv ? "csv" : "ndjson";
}

Result<BatchFormat> parse_batch_format(std::string_view name) {
  for (const BatchFormat format : {BatchFormat::Csv, BatchFormat::Ndjson}) {
    if (batch_format_name(format) == name) return format;
  }
  return make_error(ErrorKind::Internal, "registration.stored", "batch format");
}

Result<std::vector<BatchEntry>> read_batch_csv(base::ByteView file) {
  return read_csv(file, FileOf::Requests, kMaxBatchRows);
}

Result<std::vector<BatchEntry>> read_roster_csv(base::ByteView file) {
  return read_csv(file, FileOf::Roster, kMaxRosterRows);
}

Result<std::vector<Leaver>> read_leavers_csv(base::ByteView file) {
  YX_TRY(const std::string_view text, checked_text(file));
  CsvReader reader(text);
  YX_TRY(const auto header, reader.next());
  if (!header) return no_rows();
  const auto& names = header->cells;
  for (const std::string_view name : {kLeaverApplication, kLeaverSerial}) {
    if (std::count(names.begin(), names.end(), name) > 1)
      return at_line(ErrorKind::Malformed, "registration.batch.columns", header->line, "a column twice");
  }
  if (std::find(names.begin(), names.end(), kLeaverApplication) == names.end() &&
      std::find(names.begin(), names.end(), kLeaverSerial) == names.end())
    return at_line(ErrorKind::Malformed, "registration.batch.columns", header->line,
                   "no column application, nor serial");
  std::vector<Leaver> leavers;
  while (true) {
    YX_TRY(const auto record, reader.next());
    if (!record) break;
    if (leavers.size() == kMaxRosterRows) return too_many_rows(record->line, kMaxRosterRows);
    leavers.push_back(leaver_of(names, record->cells));
  }
  if (leavers.empty()) return no_rows();
  return leavers;
}

Result<std::vector<std::string_view>> split_batch_ndjson(base::ByteView file) {
  std::vector<std::string_view> rows;
  const auto take = [&](std::size_t line, std::string_view text) -> Result<void> {
    YX_CHECK(check_line(line, text));
    if (text.find_first_not_of(" \t\r") == std::string_view::npos)
      return at_line(ErrorKind::Malformed, "registration.batch.format", line, "nothing in it");
    if (rows.size() == kMaxBatchRows) return too_many_rows(line, kMaxBatchRows);
    rows.push_back(text);
    return {};
  };
  YX_CHECK(each_line(base::as_text(file), take));
  if (rows.empty()) return no_rows();
  return rows;
}

}  // namespace yinxin::registration
