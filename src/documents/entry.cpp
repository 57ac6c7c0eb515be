#include "documents/entry.hpp"

#include <algorithm>

namespace yinxin::documents {

void Entry::fault_at(int line, std::string zh, std::string en) {
  faults_->push_back(Fault{file_ + ":" + std::to_string(line), where_, std::move(zh), std::move(en)});
}

void Entry::fault(std::string_view key, std::string zh, std::string en) {
  const base::TomlValue* found = table_->find(key);
  fault_at(found == nullptr ? table_->line : found->line, std::move(zh), std::move(en));
}

template <class T>
const T* Entry::typed(std::string_view key, std::string_view zh) {
  asked_.emplace(key);
  const base::TomlValue* found = table_->find(key);
  if (found == nullptr) return nullptr;
  if (const T* content = std::get_if<T>(&found->content)) return content;
  fault(key, "“" + std::string(key) + "”的写法不对，应为" + std::string(zh) + "。",
        std::string(key) + " is of another kind.");
  return nullptr;
}

std::string Entry::text(std::string_view key) {
  const std::string* found = typed<std::string>(key, "文字");
  if (found != nullptr && !found->empty()) return *found;
  if (found != nullptr || !has(key))
    fault(key, "缺少“" + std::string(key) + "”。", std::string(key) + " is missing or empty.");
  return {};
}

std::string Entry::optional_text(std::string_view key) {
  asked_.emplace(key);
  return has(key) ? text(key) : std::string();
}

bool Entry::flag(std::string_view key) {
  const bool* found = typed<bool>(key, "true 或 false");
  return found != nullptr && *found;
}

std::optional<std::int64_t> Entry::number(std::string_view key, std::int64_t min, std::int64_t max) {
  const std::int64_t* found = typed<std::int64_t>(key, "整数");
  if (found == nullptr) return std::nullopt;
  if (*found >= min && *found <= max) return *found;
  const std::string range = std::to_string(min) + "–" + std::to_string(max);
  fault(key, "“" + std::string(key) + "”超出范围 " + range + "。",
        std::string(key) + " is not within " + range + ".");
  return std::nullopt;
}

std::optional<base::Date> Entry::date(std::string_view key) {
  const auto* found = typed<base::Date>(key, "日期");
  if (found != nullptr) return *found;
  if (!has(key)) fault("缺少“" + std::string(key) + "”。", std::string(key) + " is missing.");
  return std::nullopt;
}

std::vector<std::string> Entry::texts(std::string_view key) {
  std::vector<std::string> texts;
  const auto* list = typed<std::vector<base::TomlValue>>(key, "列表");
  if (list == nullptr) return texts;
  for (const base::TomlValue& entry : *list) {
    const auto* word = std::get_if<std::string>(&entry.content);
    if (word == nullptr || word->empty()) {
      fault(key, "“" + std::string(key) + "”中有一项不是文字。",
            "An entry of " + std::string(key) + " is no text.");
    } else {
      texts.push_back(*word);
    }
  }
  return texts;
}

std::vector<Entry> Entry::entries(std::string_view key, const std::string& kind) {
  std::vector<Entry> entries;
  const auto* list = typed<std::vector<base::TomlValue>>(key, "表格");
  if (list == nullptr) return entries;
  for (const base::TomlValue& item : *list) {
    const auto* table = std::get_if<base::TomlTable>(&item.content);
    if (table == nullptr) {
      fault(key, "“" + std::string(key) + "”中有一项写法不对。",
            "An entry of " + std::string(key) + " is no table.");
    } else {
      entries.emplace_back(*table, file_, kind, *faults_);
    }
  }
  return entries;
}

void Entry::finish() {
  for (const base::TomlMember& member : table_->members) {
    if (asked_.count(member.key) == 0)
      fault_at(member.value.line, "不认识的项“" + member.key + "”。", "Unknown key " + member.key + ".");
  }
}

}  // namespace yinxin::documents
