// The only unit that includes toml++, without exceptions. Debian's shared library has only the throwing
// variant, so the header-only one is asked for here.
#include "base/toml.hpp"

#undef TOML_SHARED_LIB
#undef TOML_HEADER_ONLY
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/files.hpp"

namespace yinxin::base {
namespace {

struct Fault {
  int line;
  std::string text;
  auto operator<=>(const Fault&) const =
      default;  // NOLINT(modernize-use-nullptr): a false alarm of clang-tidy 14
};
using Faults = std::set<Fault>;  // in the order of the file, each once

Fault make_fault(const std::string& file, int line, std::string_view key, std::string_view why) {
  return Fault{line, file + ":" + std::to_string(line) + ": " + std::string(key) + ": " + std::string(why)};
}

Error content_error(const Faults& faults) {
  std::string detail;
  for (const Fault& fault : faults) detail += (detail.empty() ? "" : "\n") + fault.text;
  return make_error(ErrorKind::Malformed, "base.toml.content", std::move(detail));
}

template <class T>
constexpr std::string_view kKindName = "";
template <>
constexpr std::string_view kKindName<std::string> = "text";
template <>
constexpr std::string_view kKindName<std::int64_t> = "an integer";
template <>
constexpr std::string_view kKindName<bool> = "true or false";
template <>
constexpr std::string_view kKindName<Date> = "a date";
template <>
constexpr std::string_view kKindName<std::vector<TomlValue>> = "an array";
template <>
constexpr std::string_view kKindName<TomlTable> = "a table";

std::string_view kind_name(const TomlValue& value) {
  return std::visit([](const auto& content) { return kKindName<std::decay_t<decltype(content)>>; },
                    value.content);
}

/// Copies the parser's tree into ours.
class TreeBuilder {
 public:
  TreeBuilder(const std::string& file, Faults& faults) : file_(file), faults_(faults) {}

  TomlTable table(const toml::table& from, const std::string& path) {
    TomlTable to;
    to.line = line_of(from);
    std::multimap<std::pair<toml::source_index, toml::source_index>, TomlMember> by_position;
    for (const auto& [key, node] : from) {
      const toml::source_position at = key.source().begin;
      by_position.insert({{at.line, at.column}, member(key, node, path)});
    }
    for (auto& [position, found] : by_position) to.members.push_back(std::move(found));
    return to;
  }

 private:
  static int line_of(const toml::node& node) {
    return std::max(1, static_cast<int>(node.source().begin.line));
  }

  TomlMember member(const toml::key& key, const toml::node& node, const std::string& path) {
    const std::string name(key.str());
    return TomlMember{name, value(node, path + name)};
  }

  TomlValue value(const toml::node& node, const std::string& path) {
    TomlValue to;
    to.line = line_of(node);
    if (const auto* text = node.as_string()) {
      to.content = text->get();
    } else if (const auto* integer = node.as_integer()) {
      to.content = integer->get();
    } else if (const auto* boolean = node.as_boolean()) {
      to.content = boolean->get();
    } else if (const auto* date = node.as_date()) {
      const toml::date day = date->get();
      to.content =
          Date(std::chrono::year(day.year), std::chrono::month(day.month), std::chrono::day(day.day));
    } else if (const auto* array = node.as_array()) {
      to.content = items(*array, path);
    } else if (const auto* nested = node.as_table()) {
      to.content = table(*nested, path + ".");
    } else {
      faults_.insert(
          make_fault(file_, to.line, path, "numbers with a fraction and times of day are not used here"));
    }
    return to;
  }

  std::vector<TomlValue> items(const toml::array& array, const std::string& path) {
    std::vector<TomlValue> to;
    for (const toml::node& node : array)
      to.push_back(value(node, path + "[" + std::to_string(to.size() + 1) + "]"));
    return to;
  }

  const std::string& file_;
  Faults& faults_;
};

}  // namespace

const TomlValue* TomlTable::find(std::string_view key) const {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const TomlMember& member) { return member.key == key; });
  return found == members.end() ? nullptr : &found->value;
}

struct TomlReader::File {
  std::string name;
  TomlTable root;
  Faults faults;
  std::map<const TomlTable*, std::set<std::string, std::less<>>>
      asked;  // an entry for each table a reader was made of

  void note_unknown(const TomlTable& table, const std::string& path);
  void note_unknown(const TomlValue& value, const std::string& path);
};

void TomlReader::File::note_unknown(const TomlTable& table, const std::string& path) {
  const auto found = asked.find(&table);
  if (found == asked.end()) return;  // taken whole, through value()
  for (const TomlMember& member : table.members) {
    if (found->second.count(member.key) == 0) {
      faults.insert(make_fault(name, member.value.line, path + member.key, "unknown key"));
    } else {
      note_unknown(member.value, path + member.key);
    }
  }
}

void TomlReader::File::note_unknown(const TomlValue& value, const std::string& path) {
  if (const auto* table = std::get_if<TomlTable>(&value.content)) note_unknown(*table, path + ".");
  const auto* items = std::get_if<std::vector<TomlValue>>(&value.content);
  for (std::size_t i = 0; items != nullptr && i < items->size(); ++i) {
    note_unknown((*items)[i], path + "[" + std::to_string(i + 1) + "]");
  }
}

Result<TomlReader> TomlReader::parse(std::string_view text, std::string file) {
  const toml::parse_result parsed = toml::parse(text, file);
  if (!parsed) {
    const toml::source_position at = parsed.error().source().begin;
    return make_error(ErrorKind::Malformed, "base.toml.syntax",
                      file + ":" + std::to_string(at.line) + ":" + std::to_string(at.column) + ": " +
                          std::string(parsed.error().description()));
  }
  const auto shared = std::make_shared<File>();
  shared->name = std::move(file);
  shared->root = TreeBuilder(shared->name, shared->faults).table(parsed.table(), "");
  if (!shared->faults.empty()) return content_error(shared->faults);
  return TomlReader(shared, &shared->root, "");
}

Result<TomlReader> TomlReader::load(const std::filesystem::path& file) {
  YX_TRY(const Bytes bytes, read_file(file, kMaxFileBytes));
  return parse(as_text(bytes), file.string());
}

TomlReader::TomlReader(std::shared_ptr<File> file, const TomlTable* table, std::string path)
    : file_(std::move(file)), table_(table), path_(std::move(path)) {
  file_->asked.try_emplace(table_);
}

const std::string& TomlReader::file() const {
  return file_->name;
}

bool TomlReader::has(std::string_view key) const {
  return table_->find(key) != nullptr;
}

std::vector<std::string> TomlReader::keys() const {
  std::vector<std::string> keys;
  for (const TomlMember& member : table_->members) keys.push_back(member.key);
  return keys;
}

const TomlValue* TomlReader::ask(std::string_view key) const {
  file_->asked[table_].emplace(key);
  return table_->find(key);
}

template <class T>
Result<T> TomlReader::convert(std::string_view key, const TomlValue& value) const {
  if (const T* content = std::get_if<T>(&value.content)) return *content;
  return fault_at(value.line, key,
                  "expected " + std::string(kKindName<T>) + ", found " + std::string(kind_name(value)));
}

template <class T>
Result<std::optional<T>> TomlReader::find(std::string_view key) const {
  const TomlValue* value = ask(key);
  if (value == nullptr) return std::optional<T>();
  YX_TRY(T content, convert<T>(key, *value));
  return std::optional<T>(std::move(content));
}

template <class T>
Result<T> TomlReader::get(std::string_view key) const {
  const TomlValue* value = ask(key);
  if (value == nullptr) return fault(key, "is missing");
  return convert<T>(key, *value);
}

template <class T>
Result<T> TomlReader::get_or(std::string_view key, T fallback) const {
  const TomlValue* value = ask(key);
  if (value == nullptr) return fallback;
  return convert<T>(key, *value);
}

template <class T>
Result<std::vector<T>> TomlReader::list(std::string_view key) const {
  const TomlValue* value = ask(key);
  std::vector<T> list;
  if (value == nullptr) return list;
  YX_TRY(const std::vector<TomlValue> items, convert<std::vector<TomlValue>>(key, *value));
  std::optional<Error> first;
  for (std::size_t i = 0; i < items.size(); ++i) {
    Result<T> item = convert<T>(std::string(key) + "[" + std::to_string(i + 1) + "]", items[i]);
    if (item) {
      list.push_back(*std::move(item));
    } else if (!first) {
      first = std::move(item).error();
    }
  }
  if (first) return *std::move(first);
  return list;
}

// NOLINTBEGIN(bugprone-macro-parentheses): T is a type
#define YX_TOML_TYPE(T)                                                          \
  template Result<T> TomlReader::get<T>(std::string_view) const;                 \
  template Result<T> TomlReader::get_or<T>(std::string_view, T) const;           \
  template Result<std::optional<T>> TomlReader::find<T>(std::string_view) const; \
  template Result<std::vector<T>> TomlReader::list<T>(std::string_view) const;
YX_TOML_TYPE(std::string)
YX_TOML_TYPE(std::int64_t)
YX_TOML_TYPE(bool)
YX_TOML_TYPE(Date)
#undef YX_TOML_TYPE
// NOLINTEND(bugprone-macro-parentheses)

Result<std::int64_t> TomlReader::integer(std::string_view key, std::int64_t min, std::int64_t max,
                                         std::optional<std::int64_t> fallback) const {
  YX_TRY(const std::int64_t number, fallback ? get_or<std::int64_t>(key, *fallback) : get<std::int64_t>(key));
  if (has(key) && (number < min || number > max)) {
    return fault(key, "must be from " + std::to_string(min) + " to " + std::to_string(max));
  }
  return number;
}

Result<TomlReader> TomlReader::table(std::string_view key) const {
  const TomlValue* value = ask(key);
  if (value == nullptr) return fault(key, "is missing");
  const auto* table = std::get_if<TomlTable>(&value->content);
  if (table == nullptr) return convert<TomlTable>(key, *value).error();
  return TomlReader(file_, table, path_ + std::string(key) + ".");
}

Result<std::vector<TomlReader>> TomlReader::tables(std::string_view key) const {
  const TomlValue* value = ask(key);
  std::vector<TomlReader> readers;
  if (value == nullptr) return readers;
  const auto* items = std::get_if<std::vector<TomlValue>>(&value->content);
  if (items == nullptr) return convert<std::vector<TomlValue>>(key, *value).error();
  std::optional<Error> first;
  for (std::size_t i = 0; i < items->size(); ++i) {
    const std::string name = std::string(key) + "[" + std::to_string(i + 1) + "]";
    const auto* table = std::get_if<TomlTable>(&(*items)[i].content);
    if (table != nullptr) {
      readers.push_back(TomlReader(file_, table, path_ + name + "."));
    } else {
      Error error = convert<TomlTable>(name, (*items)[i]).error();
      if (!first) first = std::move(error);
    }
  }
  if (first) return *std::move(first);
  return readers;
}

const TomlValue* TomlReader::value(std::string_view key) const {
  return ask(key);
}

Error TomlReader::fault(std::string_view key, std::string_view why) const {
  const TomlValue* value = table_->find(key);
  return fault_at(value == nullptr ? table_->line : value->line, key, why);
}

Error TomlReader::fault_at(int line, std::string_view key, std::string_view why) const {
  Fault found = make_fault(file_->name, line, path_ + std::string(key), why);
  file_->faults.insert(found);
  return make_error(ErrorKind::Malformed, "base.toml.content", std::move(found.text));
}

Result<void> TomlReader::finish() const {
  file_->note_unknown(file_->root, "");
  if (!file_->faults.empty()) return content_error(file_->faults);
  return {};
}

}  // namespace yinxin::base
