#include "rules/row.hpp"

#include <algorithm>

namespace yinxin::rules {

void add_finding(Findings& findings, const Place& place, std::string where, std::string zh, std::string en) {
  findings.push_back(Finding{place.text(), std::move(where), std::move(zh), std::move(en)});
}

Row::Row(const base::TomlTable& table, std::string file, std::string kind, Findings& findings)
    : table_(&table), place_{std::move(file), table.line}, where_(std::move(kind)), findings_(&findings) {}

void Row::fault(std::string zh, std::string en) {
  add_finding(*findings_, place_, where_, std::move(zh), std::move(en));
}

const base::TomlValue* Row::value(std::string_view key) {
  asked_.emplace(key);
  return table_->find(key);
}

template <class T>
const T* Row::typed(std::string_view key, std::string_view kind) {
  const base::TomlValue* found = value(key);
  if (found == nullptr) return nullptr;
  if (const T* content = std::get_if<T>(&found->content)) return content;
  const Place at{place_.file, found->line};
  add_finding(*findings_, at, where_, "“" + std::string(key) + "”的写法不对，应为" + std::string(kind) + "。",
              std::string(key) + " is of another kind.");
  return nullptr;
}

std::string Row::text(std::string_view key) {
  const std::string* found = typed<std::string>(key, "文字");
  if (found != nullptr && !found->empty()) return *found;
  if (found != nullptr || !has(key))
    fault("缺少“" + std::string(key) + "”。", std::string(key) + " is missing or empty.");
  return {};
}

std::string Row::optional_text(std::string_view key) {
  return has(key) ? text(key) : std::string();
}

std::int64_t Row::number(std::string_view key, std::int64_t min, std::int64_t max) {
  const auto found = optional_number(key, min, max);
  if (!found && !has(key)) fault("缺少“" + std::string(key) + "”。", std::string(key) + " is missing.");
  return found.value_or(min);
}

std::optional<std::int64_t> Row::optional_number(std::string_view key, std::int64_t min, std::int64_t max) {
  const std::int64_t* found = typed<std::int64_t>(key, "整数");
  if (found == nullptr) return std::nullopt;
  if (*found >= min && *found <= max) return *found;
  const std::string range = std::to_string(min) + "–" + std::to_string(max);
  fault("“" + std::string(key) + "”超出范围 " + range + "。",
        std::string(key) + " is not within " + range + ".");
  return std::nullopt;
}

bool Row::flag(std::string_view key) {
  const bool* found = typed<bool>(key, "true 或 false");
  return found != nullptr && *found;
}

std::vector<std::string> Row::texts(std::string_view key) {
  std::vector<std::string> texts;
  const auto* list = typed<std::vector<base::TomlValue>>(key, "列表");
  if (list == nullptr) return texts;
  for (const base::TomlValue& entry : *list) {
    const auto* word = std::get_if<std::string>(&entry.content);
    if (word == nullptr || word->empty()) {
      fault("“" + std::string(key) + "”中有一项不是文字。",
            "An entry of " + std::string(key) + " is no text.");
    } else if (std::find(texts.begin(), texts.end(), *word) != texts.end()) {
      fault("“" + std::string(key) + "”中“" + *word + "”重复。",
            *word + " stands twice in " + std::string(key) + ".");
    } else {
      texts.push_back(*word);
    }
  }
  return texts;
}

std::vector<std::int64_t> Row::numbers(std::string_view key) {
  std::vector<std::int64_t> numbers;
  const auto* list = typed<std::vector<base::TomlValue>>(key, "列表");
  if (list == nullptr) return numbers;
  for (const base::TomlValue& entry : *list) {
    const auto* number = std::get_if<std::int64_t>(&entry.content);
    if (number != nullptr) {
      numbers.push_back(*number);
    } else {
      fault("“" + std::string(key) + "”中有一项不是整数。",
            "An entry of " + std::string(key) + " is no number.");
    }
  }
  return numbers;
}

Label Row::label(std::string_view key) {
  const auto* table = typed<base::TomlTable>(key, "{ zh = …, en = … }");
  if (table == nullptr) {
    if (!has(key)) fault("缺少“" + std::string(key) + "”。", std::string(key) + " is missing.");
    return {};
  }
  Row row(*table, place_.file, where_ + ", " + std::string(key), *findings_);
  row.place_.line = value(key)->line;
  Label label{row.text("zh"), row.text("en")};
  row.finish();
  return label;
}

std::vector<Row> Row::rows(std::string_view key, const std::string& kind) {
  std::vector<Row> rows;
  const auto* list = typed<std::vector<base::TomlValue>>(key, "列表");
  if (list == nullptr) return rows;
  for (const base::TomlValue& entry : *list) {
    const auto* table = std::get_if<base::TomlTable>(&entry.content);
    if (table == nullptr) {
      fault("“" + std::string(key) + "”中有一项写法不对。",
            "An entry of " + std::string(key) + " is no table.");
      continue;
    }
    rows.emplace_back(*table, place_.file, kind, *findings_);
    if (rows.back().place_.line <= 1) rows.back().place_.line = entry.line;
  }
  return rows;
}

std::string Row::word(std::string_view key, const std::vector<std::string>& words) {
  const std::string found = text(key);
  if (found.empty() || std::find(words.begin(), words.end(), found) != words.end())
    return found.empty() ? words.front() : found;
  fault("“" + std::string(key) + "”不能是“" + found + "”。", std::string(key) + " cannot be " + found + ".");
  return words.front();
}

void Row::finish() {
  for (const base::TomlMember& member : table_->members) {
    if (asked_.count(member.key) != 0) continue;
    const Place at{place_.file, member.value.line};
    add_finding(*findings_, at, where_, "不认识的项“" + member.key + "”。",
                "Unknown key " + member.key + ".");
  }
}

}  // namespace yinxin::rules
