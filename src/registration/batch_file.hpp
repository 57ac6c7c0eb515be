// A file of many applications: CSV or NDJSON (src/registration/BATCH.md). Pure: reads hostile octets, keeps
// nothing. A fault of the whole file refuses the file; a fault of one row is that row's outcome.
#pragma once

#include "registration/types.hpp"

namespace yinxin::registration {

inline constexpr std::size_t kMaxBatchFile = 16 * 1024 * 1024;  // 10,000 rows have about 6 MB
inline constexpr std::size_t kMaxBatchRows = 10'000;            // ours
inline constexpr std::size_t kMaxRosterRows = 5'000;            // the staff of an agency
inline constexpr std::size_t kMaxBatchLine = 256 * 1024;        // as of the body of one application
inline constexpr std::size_t kMaxBatchColumns = 64;             // more than there are names of columns

enum class BatchFormat : std::uint8_t { Csv, Ndjson };
/// "csv", "ndjson".
std::string_view batch_format_name(BatchFormat format);
base::Result<BatchFormat> parse_batch_format(std::string_view name);

/// What a row asks for; or what is wrong with it, told without its values.
using BatchEntry = base::Result<Form>;

/// RFC 4180: a header of the columns in BATCH.md, then a row each; lines end with CRLF or LF, a byte order
/// mark may stand first. Errors, with the line's number in the detail: Malformed `registration.batch.format`
/// (not UTF-8, quotes), `registration.batch.columns` (unknown, missing or twice), `registration.batch.empty`;
/// TooLarge `registration.batch.line`, `registration.batch.rows`. Of a row: Malformed
/// `registration.batch.row`, those of x509::Serial.
base::Result<std::vector<BatchEntry>> read_batch_csv(base::ByteView file);

/// The staff of an agency: as read_batch_csv, without the columns that only who has a key can fill in
/// (request, purpose, replaces, replaced_signature, reason). Errors: as read_batch_csv.
base::Result<std::vector<BatchEntry>> read_roster_csv(base::ByteView file);

/// One certificate that is to end: its application's number, its serial, or both.
struct LeaverName {
  std::string application;
  std::optional<x509::Serial> serial;
};
using Leaver = base::Result<LeaverName>;
/// A list of people who left: a header with `application`, `serial` or both (other columns are the agency's
/// own and not looked at), then a row each. Errors: as read_batch_csv.
base::Result<std::vector<Leaver>> read_leavers_csv(base::ByteView file);

/// One JSON text a line, none of them empty; what is in them is not looked at. The views point into `file`.
/// Errors: as read_batch_csv, but for the columns.
base::Result<std::vector<std::string_view>> split_batch_ndjson(base::ByteView file);

}  // namespace yinxin::registration
