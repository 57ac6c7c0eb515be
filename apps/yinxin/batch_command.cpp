#include "batch_command.hpp"

#include <thread>

#include "files.hpp"

namespace yinxin::command_line {

using base::ErrorKind;
using base::make_error;
using base::Result;
using http::JsonReader;

namespace {

constexpr std::size_t kMaxItems = 1000;  // of one answer
constexpr std::chrono::milliseconds kPause{200};

std::string batch_path(const std::string& number) {
  return "/batches/" + http::percent_encode(number);
}

Result<std::string> media_type_of(const std::string& file) {
  constexpr std::pair<std::string_view, std::string_view> kKnown[] = {
      {".csv", "text/csv"}, {".ndjson", "application/x-ndjson"}, {".jsonl", "application/x-ndjson"}};
  for (const auto& one : kKnown) {
    if (std::string_view(file).ends_with(one.first)) return std::string(one.second);
  }
  return make_error(ErrorKind::Malformed, "yinxin.media_type", "expected .csv, .ndjson or .jsonl");
}

void print_head(std::ostream& out, const JsonReader& batch) {
  const auto received = base::parse_utc(batch.text("received_at"));
  out << batch.text("number") << "  " << (batch.boolean("finished") ? "已办完" : "办理中") << "  共 "
      << batch.integer("rows", 0, INT64_MAX) << " 行  "
      << (received ? base::format_beijing(*received) : std::string()) << "  " << batch.text("actor") << "\n";
}

void print_counts(std::ostream& out, const JsonReader& batch) {
  std::int64_t refused = 0;
  for (const JsonReader& one : batch.objects("refused", kMaxItems))
    refused += one.integer("rows", 0, INT64_MAX);
  out << "  已进入申请 " << batch.integer("entered", 0, INT64_MAX) << " 行，未受理 " << refused
      << " 行，等待 " << batch.integer("waiting", 0, INT64_MAX) << " 行\n";
}

void print_row(std::ostream& out, const JsonReader& row) {
  out << "  第 " << row.integer("position", 1, INT64_MAX) << " 行  ";
  if (row.has("application")) {
    out << "申请 " << row.text("application") << "\n";
  } else if (row.has("error_code")) {
    out << row.text("sentence") << "（" << row.text("error_code");
    if (const auto detail = row.optional_text("detail")) out << "：" << *detail;
    out << "）\n";
  } else {
    out << "等待\n";
  }
}

Result<void> print_rows(std::ostream& out, SignedRemote& remote, const std::string& number) {
  std::int64_t after = 0;
  while (true) {
    YX_TRY(const JsonReader page,
           remote.get_json(batch_path(number) + "/rows?limit=200&after=" + std::to_string(after)));
    for (const JsonReader& row : page.objects("rows", kMaxItems)) print_row(out, row);
    const auto next = page.optional_integer("next", 1, INT64_MAX);
    if (!next) return {};
    after = *next;
  }
}

}  // namespace

Result<void> batch_submit(const BatchSubmitOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const std::string media_type, media_type_of(options.file));
  YX_TRY(base::Bytes file, read_input(options.file));
  YX_TRY(const base::Bytes answer, remote.post_file("/batches", media_type, std::move(file)));
  YX_TRY(const JsonReader receipt, JsonReader::parse(answer));
  const std::string number = receipt.text("number");
  if (!options.number_out.empty()) YX_CHECK(write_public(options.number_out, base::as_bytes(number + "\n")));
  out << "已收到批次 " << number << "，共 " << receipt.integer("rows", 0, INT64_MAX) << " 行，文件 SM3 "
      << receipt.text("sm3") << "\n";
  return {};
}

Result<void> batch_show(const BatchShowOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(JsonReader batch, remote.get_json(batch_path(options.number)));
  while (options.wait && !batch.boolean("finished")) {
    std::this_thread::sleep_for(kPause);
    YX_TRY(batch, remote.get_json(batch_path(options.number)));
  }
  print_head(out, batch);
  print_counts(out, batch);
  if (!options.rows) return {};
  return print_rows(out, remote, options.number);
}

Result<void> batch_list(const BatchListOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  std::string after;
  do {
    std::string target = "/batches?limit=200";
    if (!after.empty()) target += "&after=" + http::percent_encode(after);
    YX_TRY(const JsonReader page, remote.get_json(target));
    for (const JsonReader& one : page.objects("batches", kMaxItems)) print_head(out, one);
    after = page.optional_text("next").value_or("");
  } while (!after.empty());
  return {};
}

}  // namespace yinxin::command_line
