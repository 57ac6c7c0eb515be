// yinxin, the command line of operators and scripts. The only unit that includes CLI11: it builds the tree of
// subcommands; what each does is in <verb>_command.cpp, behind a plain struct of options. A new verb is one
// add_<verb>() here. Exit codes: 0 done, 1 refused or failed, 2 wrong usage.
#include <CLI/CLI.hpp>
#include <functional>
#include <iostream>
#include <memory>

#include "base/work_calendar.hpp"
#include "calendar_command.hpp"
#include "output.hpp"

namespace yinxin::command_line {
namespace {

constexpr const char* kVersion = "yinxin 0.1.0";  // as project() in CMakeLists.txt
constexpr int kFailed = 1;
constexpr int kWrongUsage = 2;

/// What the command line asked for; set by the callback of the subcommand that was named.
using Act = std::function<base::Result<void>()>;

CLI::Validator is_date() {
  const auto check = [](const std::string& text) -> std::string {
    const auto date = base::parse_date(text);
    return date ? "" : date.error().detail;
  };
  return CLI::Validator(check, "YYYY-MM-DD");
}

void add_calendar(CLI::App& program, Act& act) {
  CLI::App* calendar = program.add_subcommand("calendar", "法定期限的计算 / statutory periods");
  calendar->require_subcommand(1);

  CLI::App* due = calendar->add_subcommand("due", "期限何时届满 / when a period ends");
  const auto options = std::make_shared<CalendarDueOptions>();
  due->add_option("--start", options->start, "起算日，当日不计入 / counted from this day, itself not counted")
      ->required()
      ->check(is_date());
  CLI::Option_group* length = due->add_option_group("length");
  const CLI::Range allowed(1, base::WorkCalendar::kMaxPeriodDays);
  length->add_option("--working-days", options->working_days, "工作日数 / working days")->check(allowed);
  length->add_option("--calendar-days", options->calendar_days, "自然日数 / calendar days")->check(allowed);
  length->require_option(1);
  due->add_flag("--before", options->before, "向前倒算（“……日前”） / count back");
  due->add_flag("--json", options->json, "输出一个 JSON 对象 / print one JSON object");
  due->add_option("--rules", options->rules, "rules 目录 / the rules folder");
  due->callback([options, &act] { act = [options] { return calendar_due(*options, std::cout); }; });
}

int run(int argc, char** argv) {
  CLI::App program("印信：电子政务电子认证服务 / electronic certification services for e-government",
                   "yinxin");
  program.set_version_flag("--version", kVersion);
  program.require_subcommand(1);
  Act act;
  add_calendar(program, act);

  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& stop) {
    if (stop.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) return program.exit(stop);
    print_usage_error(std::cerr, stop.what());
    return kWrongUsage;
  }
  base::Result<void> done = act();
  if (done && !std::cout.flush()) {
    done =
        base::make_error(base::ErrorKind::Unavailable, "yinxin.output", "standard output cannot be written");
  }
  if (done) return 0;
  print_error(std::cerr, done.error());
  return kFailed;
}

}  // namespace
}  // namespace yinxin::command_line

int main(int argc, char** argv) {
  return yinxin::command_line::run(argc, argv);
}
