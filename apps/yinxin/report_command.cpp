#include "report_command.hpp"

#include <algorithm>

#include "crypto/sm3.hpp"
#include "files.hpp"
#include "http/json_writer.hpp"
#include "proof/annual_report.hpp"

namespace yinxin::command_line {

using base::Result;
using http::JsonReader;
using http::JsonWriter;

namespace {

constexpr std::size_t kMaxReports = 10'000;

void print_annual_note(std::ostream& out, const JsonReader& note) {
  out << note.integer("year", 0, INT64_MAX) << " 年第 " << note.integer("number", 0, INT64_MAX) << " 份  "
      << note.text("made_at") << "  " << note.text("made_by")
      << (note.boolean("complete") ? "" : "  预览（未到年末）") << "  SM3 " << note.text("sm3") << "\n";
  for (const std::string& equation : note.texts("broken", proof::annual_equations().size()))
    out << "  【勾稽不符】" << equation << "\n";
}

void print_figures(std::ostream& out, const proof::AnnualReport& report) {
  out << report.provider << "  " << report.year << " 年  " << base::format_beijing(report.from) << " 至 "
      << base::format_beijing(report.to) << "（不含）\n";
  for (const proof::AnnualReport::Figure& figure : report.figures) {
    const proof::AnnualFigure& known = *proof::find_annual_figure(figure.id);
    out << "  " << known.zh << (figure.part.empty() ? "" : " " + figure.part) << "：";
    if (figure.value)
      out << *figure.value << " " << known.unit << "\n";
    else
      out << "无数据（" << figure.absent << "）\n";
  }
  for (const proof::Balance& one : proof::balance(report.figures))
    out << (one.holds() ? "  勾稽相符  " : "  【勾稽不符】") << one.equation->zh << "\n";
}

/// The newest of the year.
Result<std::int64_t> newest_number(SignedRemote& remote, int year) {
  YX_TRY(const JsonReader list, remote.get_json("/annual-reports"));
  std::int64_t newest = 0;
  for (const JsonReader& one : list.objects("reports", kMaxReports)) {
    if (one.integer("year", 0, INT64_MAX) == year)
      newest = std::max(newest, one.integer("number", 0, INT64_MAX));
  }
  if (newest == 0) return base::make_error(base::ErrorKind::NotFound, "compliance.report_none");
  return newest;
}

}  // namespace

Result<void> report_make(const ReportMakeOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  JsonWriter json;
  json.object([&] { json.integer("year", options.year); });
  YX_TRY(const JsonReader note, remote.post_json("/annual-reports", json.text()));
  out << "已生成 ";
  print_annual_note(out, note);
  return {};
}

Result<void> report_list(const ReportListOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const JsonReader list, remote.get_json("/annual-reports"));
  for (const JsonReader& one : list.objects("reports", kMaxReports)) print_annual_note(out, one);
  return {};
}

Result<void> report_show(const ReportShowOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  std::int64_t number = options.number;
  if (number == 0) {
    YX_TRY(number, newest_number(remote, options.year));
  }
  YX_TRY(const base::Bytes octets,
         remote.get("/annual-reports/" + std::to_string(options.year) + "/" + std::to_string(number)));
  if (options.out.empty()) {
    YX_TRY(const proof::AnnualReport report, proof::AnnualReport::parse(base::as_text(octets)));
    print_figures(out, report);
    return {};
  }
  YX_CHECK(write_public(options.out, octets));
  out << "已写入 " << options.out << "，SM3 " << base::to_hex(crypto::sm3(octets)) << "\n";
  return {};
}

}  // namespace yinxin::command_line
