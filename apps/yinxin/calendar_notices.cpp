// yinxin calendar show, import, moves, confirm: notices of days off at a server (docs/decisions/0034).
#include <thread>

#include "calendar_command.hpp"
#include "files.hpp"
#include "http/json_writer.hpp"

namespace yinxin::command_line {

using base::Result;
using http::JsonReader;

namespace {

constexpr std::chrono::minutes kUntilCounted{1};
constexpr std::chrono::milliseconds kBetweenAsking{300};
constexpr std::size_t kMostYears = 200;
constexpr std::size_t kMostNotices = 200;    // of a page
constexpr std::size_t kMostMoves = 100'000;  // of a page of cases
constexpr std::size_t kMostDays = 400;
const std::string kNotices = "/calendar/notices";

void print_calendar_notice(std::ostream& out, const JsonReader& one) {
  out << "第 " << one.integer("number", 1, INT64_MAX) << " 份  " << one.integer("year", 0, INT64_MAX)
      << " 年  " << one.text("notice") << "  " << one.text("proposed_by") << " 录入";
  if (const auto by = one.optional_text("confirmed_by"))
    out << "，" << *by << " 确认，" << (one.boolean("counted") ? "已" : "正在") << "重新计算，变动期限 "
        << one.integer("moved", 0, INT64_MAX) << " 项";
  else
    out << "，待另一人确认";
  out << "\n";
}

/// All pages of what it would move.
Result<void> print_moves(SignedRemote& remote, std::int64_t number, std::ostream& out) {
  std::string after;
  std::size_t count = 0;
  do {
    YX_TRY(const JsonReader page, remote.get_json(kNotices + "/" + std::to_string(number) +
                                                  "/moves?after=" + http::percent_encode(after)));
    for (const JsonReader& one : page.objects("moves", kMostMoves)) {
      out << "  " << one.text("case") << "  " << one.text("clock");
      if (const auto item = one.optional_text("item")) out << "#" << *item;
      out << "  " << one.text("old") << " -> " << one.text("new") << "\n";
      ++count;
    }
    after = page.optional_text("next").value_or("");
  } while (!after.empty());
  out << "将变动期限 " << count << " 项 / periods that would move\n";
  return {};
}

/// The notice as the server has it now.
Result<JsonReader> look_at_notice(SignedRemote& remote, std::int64_t number) {
  YX_TRY(const JsonReader shown, remote.get_json("/calendar?after=" + std::to_string(number - 1)));
  const auto notices = shown.objects("notices", kMostNotices);
  if (notices.empty()) return base::make_error(base::ErrorKind::NotFound, "cases.calendar.none");
  return notices.front();
}

}  // namespace

Result<void> calendar_import(const CalendarImportOptions& options, std::ostream& out) {
  YX_TRY(const base::Bytes content, read_input(options.file));
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  http::JsonWriter json;
  json.object([&] { json.text("notice", options.notice).text("content", base::as_text(content)); });
  YX_TRY(const JsonReader made, remote.post_json(kNotices, json.text()));
  print_calendar_notice(out, made);
  return print_moves(remote, made.integer("number", 1, INT64_MAX), out);
}

Result<void> calendar_moves(const CalendarNoticeOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  return print_moves(remote, options.number, out);
}

Result<void> calendar_confirm(const CalendarNoticeOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const base::Bytes answer,
         remote.post(kNotices + "/" + std::to_string(options.number) + "/confirmation", "{}"));
  static_cast<void>(answer);
  const auto end = std::chrono::steady_clock::now() + kUntilCounted;
  while (true) {
    YX_TRY(const JsonReader notice, look_at_notice(remote, options.number));
    if (notice.boolean("counted")) {
      print_calendar_notice(out, notice);
      return {};
    }
    if (std::chrono::steady_clock::now() > end)
      return base::make_error(base::ErrorKind::Unavailable, "yinxin.calendar.behind");
    std::this_thread::sleep_for(kBetweenAsking);
  }
}

Result<void> calendar_show(const CalendarShowOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  std::string after = "0";
  for (bool first = true; !after.empty(); first = false) {
    YX_TRY(const JsonReader shown, remote.get_json("/calendar?after=" + after));
    const auto years = shown.objects("years", kMostYears);
    for (const JsonReader& year : first ? years : std::vector<JsonReader>()) {
      out << year.integer("year", 0, INT64_MAX) << " 年（" << (year.boolean("official") ? "正式" : "暂定")
          << "）  放假 " << year.objects("off", kMostDays).size() << " 日，调休上班 "
          << year.texts("make_up", kMostDays).size() << " 日  " << year.text("source") << "\n";
    }
    for (const JsonReader& notice : shown.objects("notices", kMostNotices))
      print_calendar_notice(out, notice);
    after = shown.optional_text("next").value_or("");
  }
  return {};
}

}  // namespace yinxin::command_line
