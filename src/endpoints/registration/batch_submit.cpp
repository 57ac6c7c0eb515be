// POST /batches: a registration officer hands in a file of many applications (src/registration/BATCH.md). The
// answer comes when the file is durable; what becomes of each row is asked for afterwards.
#include "endpoints/registration/access.hpp"
#include "endpoints/registration/batch_json.hpp"
#include "endpoints/registration/form_json.hpp"
#include "endpoints/registration/operations.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

using base::ErrorKind;
using base::make_error;
using base::Result;
using registration::Batch;
using registration::BatchEntry;
using registration::BatchFile;
using registration::BatchFormat;

namespace {

/// RFC 7111 5.1 (text/csv); NDJSON has no registered type. Parameters, a charset say, are not looked at: the
/// file is UTF-8 or refused.
Result<BatchFormat> format_of(const http::Request& request) {
  std::string_view type = request.headers.find("Content-Type").value_or("");
  type = type.substr(0, type.find(';'));
  while (type.ends_with(' ')) type.remove_suffix(1);
  if (http::equal_ignoring_case(type, "text/csv")) return BatchFormat::Csv;
  if (http::equal_ignoring_case(type, "application/x-ndjson")) return BatchFormat::Ndjson;
  return make_error(ErrorKind::Malformed, "registration.batch.media_type",
                    "text/csv or application/x-ndjson");
}

BatchEntry read_row(std::string_view line) {
  YX_TRY(const http::JsonReader json, http::JsonReader::parse(base::as_bytes(line)));
  return read_form(json);
}

Result<std::vector<BatchEntry>> read_ndjson(base::ByteView file) {
  YX_TRY(const auto lines, registration::split_batch_ndjson(file));
  std::vector<BatchEntry> entries;
  for (const std::string_view line : lines) entries.push_back(read_row(line));
  return entries;
}

Result<BatchFile> read_file(const http::Request& request) {
  BatchFile file;
  YX_TRY(file.format, format_of(request));
  file.digest = crypto::sm3(request.body);
  YX_TRY(file.entries, file.format == BatchFormat::Csv ? registration::read_batch_csv(request.body)
                                                       : read_ndjson(request.body));
  return file;
}

/// Rows are entered later, and their acts would not name the site of a delegated body (article 25).
base::Result<void> may_submit(const officers::Actor& actor) {
  YX_CHECK(officers::require_role(actor, officers::Role::RegistrationOfficer));
  return require_own_staff(actor);
}

std::string batch_receipt(const Batch& batch) {
  http::JsonWriter json;
  json.object([&] {
    write_batch(json, batch);
    json.text("query_url", "/batches/" + batch.number);
  });
  return json.text();
}

}  // namespace

http::Route batch_submit(const Services& services) {
  const auto handle = [&services](Call call) {
    // Before the file is read: it may be large.
    const auto may = may_submit(call.actor());
    if (!may) return call.fail(may.error());
    auto file = read_file(call.request());
    if (!file) return call.fail(std::move(file).error());
    services.batches.receive(std::move(*file), call.actor(), call.remember<Batch>(202, batch_receipt),
                             call.completion<Batch>());
  };
  return signed_raw_write(services, "batchSubmit", http::Method::Post, "/batches", handle,
                          registration::kMaxBatchFile);
}

}  // namespace yinxin::endpoints
