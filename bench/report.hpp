// What the benchmarks share: clocks, medians, and one line for each measure, to be read or (--json) to be
// parsed. A bar that is not met is reported, never an exit code: times depend on the machine, ratios are what
// is kept.
#pragma once

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace yinxin::bench {

template <class T>
T need(base::Result<T> result) {
  if (!result) throw std::runtime_error(base::describe(result.error()));
  return std::move(result).value();
}
inline void need(base::Result<void> result) {
  if (!result) throw std::runtime_error(base::describe(result.error()));
}

/// CPU seconds of this process, all threads.
inline double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}
inline double wall_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}
/// CPU (or wall) seconds that `work` took.
template <class Clock, class Work>
double spent(const Clock& clock, const Work& work) {
  const double start = clock();
  work();
  return clock() - start;
}
inline double median(std::vector<double> values) {
  if (values.empty()) throw std::logic_error("median of nothing");
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

/// Peak resident memory of this process in MB (10^6 octets), from /proc/self/status.
inline double peak_memory_mb() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) * 1024 / 1e6;
  }
  throw std::runtime_error("/proc/self/status has no VmHWM");
}

/// Where the programs are: on the build's disk, not in a file system in memory.
inline std::string program_folder() {
  return std::filesystem::canonical("/proc/self/exe").parent_path();
}

enum class Better { Lower, Higher };

/// One measured figure. `ratio` is value over reference; the bar is on the value, or on the ratio when
/// `bar_on_ratio`.
struct Row {
  std::string measure;
  double value = 0;
  std::string unit;
  std::string against;
  std::optional<double> reference;
  std::optional<double> bar;
  Better better = Better::Lower;
  bool bar_on_ratio = false;
};

class Report {
 public:
  Report(std::string bench, bool json) : bench_(std::move(bench)), json_(json) {
    if (!json_) {
      std::printf("%-8s %-28s %14s %-10s %14s %8s %8s  %s\n", "bench", "measure", "value", "unit",
                  "reference", "ratio", "bar", "met / against");
    }
  }

  void row(const Row& row) {
    std::optional<double> ratio;
    if (row.reference && *row.reference > 0) ratio = row.value / *row.reference;
    const std::optional<double> judged = row.bar_on_ratio ? ratio : std::optional<double>(row.value);
    std::optional<bool> met;
    if (row.bar && judged) met = row.better == Better::Lower ? *judged <= *row.bar : *judged >= *row.bar;
    json_ ? print_json(row, ratio, met) : print_table(row, ratio, met);
    std::fflush(stdout);
  }

 private:
  static std::string number(const std::optional<double>& value) {
    if (!value) return "null";
    char text[48];
    std::snprintf(text, sizeof text, "%.6g", *value);
    return text;
  }
  void print_json(const Row& row, const std::optional<double>& ratio, const std::optional<bool>& met) const {
    std::printf(
        R"({"bench":"%s","measure":"%s","value":%s,"unit":"%s","against":"%s","reference":%s,"ratio":%s,"bar":%s,"met":%s})"
        "\n",
        bench_.c_str(), row.measure.c_str(), number(row.value).c_str(), row.unit.c_str(), row.against.c_str(),
        number(row.reference).c_str(), number(ratio).c_str(), number(row.bar).c_str(),
        met ? (*met ? "true" : "false") : "null");
  }
  void print_table(const Row& row, const std::optional<double>& ratio, const std::optional<bool>& met) const {
    const auto shown = [](const std::optional<double>& value) {
      return value ? number(value) : std::string("-");
    };
    std::printf("%-8s %-28s %14s %-10s %14s %8s %8s  %s %s\n", bench_.c_str(), row.measure.c_str(),
                number(row.value).c_str(), row.unit.c_str(), shown(row.reference).c_str(),
                shown(ratio).c_str(), shown(row.bar).c_str(), met ? (*met ? "met" : "NOT MET") : "-",
                row.against.c_str());
  }

  std::string bench_;
  bool json_;
};

/// What every benchmark takes: --json, --large, and pairs of its own.
struct Arguments {
  bool json = false;
  bool large = false;
  std::vector<std::string> others;

  static Arguments read(int count, char** values) {
    Arguments arguments;
    for (int i = 1; i < count; ++i) {
      const std::string word = values[i];
      if (word == "--json") {
        arguments.json = true;
      } else if (word == "--large") {
        arguments.large = true;
      } else {
        arguments.others.push_back(word);
      }
    }
    return arguments;
  }
  /// The word after `name`.
  std::optional<std::string> after(const std::string& name) const {
    const auto at = std::find(others.begin(), others.end(), name);
    if (at == others.end() || at + 1 == others.end()) return std::nullopt;
    return *(at + 1);
  }
  std::size_t number(const std::string& name, std::size_t otherwise) const {
    const auto word = after(name);
    return word ? std::stoul(*word) : otherwise;
  }
};

/// main() of a benchmark: what could not be measured is said on stderr and ends with 1.
inline int run(int count, char** values, const std::function<void(const Arguments&)>& body) {
  try {
    body(Arguments::read(count, values));
    return 0;
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "%s: %s\n", values[0], failure.what());
    return 1;
  }
}

}  // namespace yinxin::bench
