#include "compliance/snapshot_paper.hpp"

#include <algorithm>

namespace yinxin::compliance {

using documents::RowValues;

namespace {

constexpr std::string_view kNotEntered = "未填报";
constexpr std::string_view kNoProblem = "无不符合项。";
constexpr std::size_t kProofDigits = 16;  // of the SM3, as everywhere on paper

/// name -> the rest of its line; the first line names the form.
using Facts = std::map<std::string, std::string, std::less<>>;

Facts facts_of(std::string_view content) {
  Facts facts;
  for (std::size_t at = 0; at < content.size();) {
    const std::size_t end = std::min(content.find('\n', at), content.size());
    const std::string_view line = content.substr(at, end - at);
    const std::size_t space = line.find(' ');
    if (space != std::string_view::npos) facts.emplace(line.substr(0, space), line.substr(space + 1));
    at = end + 1;
  }
  return facts;
}

std::string fact(const Facts& facts, std::string_view name) {
  const auto found = facts.find(name);
  return found == facts.end() ? std::string() : found->second;
}

/// The words before the first `count` spaces, and the rest.
std::vector<std::string> words_of(const std::string& text, std::size_t count) {
  std::vector<std::string> words;
  std::size_t at = 0;
  while (words.size() < count) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    words.push_back(text.substr(at, end - at));
    at = std::min(end + 1, text.size());
  }
  words.push_back(text.substr(at));
  return words;
}

std::string result_text(std::string_view light) {
  if (light == light_state_name(Light::State::Green)) return "符合";
  return light == light_state_name(Light::State::Red) ? "不符合" : "未核对";
}

/// A line of the file: light, day, SM3 of the proof, value.
RowValues condition_row(const Condition& condition, const std::string& line) {
  const auto words = words_of(line, 3);
  std::string evidence = words[1] == "-" ? "—" : words[1] + " 核对";
  if (words[2] != "-" && !words[2].empty()) evidence += "，材料 SM3 " + words[2].substr(0, kProofDigits);
  return {{"condition", std::string(condition.zh)},
          {"situation", words[3].empty() ? std::string(kNotEntered) : words[3]},
          {"result", result_text(words[0])},
          {"evidence", evidence}};
}

std::string conclusion_text(std::size_t red, std::size_t unknown) {
  if (red == 0 && unknown == 0) return "七项条件均符合";
  std::string text;
  if (red > 0) text = std::to_string(red) + "项条件不符合";
  if (unknown > 0) text += (text.empty() ? "" : "，") + std::to_string(unknown) + "项条件未核对";
  return text;
}

/// "2026年11月" of "2026-11".
std::string month_text(const std::string& period) {
  const auto first = base::parse_date(period + "-01");
  if (!first) return period;
  return std::to_string(static_cast<int>(first->year())) + "年" +
         std::to_string(static_cast<unsigned>(first->month())) + "月";
}

}  // namespace

documents::Values snapshot_values(const Snapshot& snapshot) {
  const Facts facts = facts_of(snapshot.content);
  std::vector<RowValues> conditions;
  std::size_t red = 0;
  std::size_t unknown = 0;
  for (const Condition& condition : kConditions) {
    const std::string line = fact(facts, "condition." + std::string(condition.id));
    red += line.starts_with("red ") ? 1U : 0U;
    unknown += line.starts_with("unknown ") ? 1U : 0U;
    conditions.push_back(condition_row(condition, line));
  }
  std::vector<RowValues> staff;
  for (const StaffKind kind : kStaffKinds) {
    const std::string count = fact(facts, "staff." + std::string(staff_kind_name(kind)));
    if (!count.empty())
      staff.push_back(
          {{"kind", std::string(staff_kind_zh(kind))}, {"persons", std::int64_t{std::stoll(count)}}});
  }
  documents::Values values{{"provider", fact(facts, "provider")},
                           {"credit_code", fact(facts, "credit_code")},
                           {"licence_number", words_of(fact(facts, "licence"), 1).front()},
                           {"month", month_text(snapshot.note.period)},
                           {"taken_at", base::format_beijing(snapshot.note.taken_at)},
                           {"snapshot_sm3", base::to_hex(snapshot.note.sm3)},
                           {"conclusion", conclusion_text(red, unknown)},
                           {"conditions", std::move(conditions)},
                           {"staff", std::move(staff)}};
  if (red == 0 && unknown == 0) values.emplace("problems", std::string(kNoProblem));
  return values;
}

}  // namespace yinxin::compliance
