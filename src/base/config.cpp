#include "base/config.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "base/files.hpp"
#include "base/toml.hpp"

namespace yinxin::base {
namespace {

std::string_view type_name(ConfigType type) {
  switch (type) {
    case ConfigType::Text:
      return "text";
    case ConfigType::Integer:
      return "integer";
    case ConfigType::Flag:
      return "true or false";
    case ConfigType::Path:
      return "path";
    case ConfigType::SecretPath:
      return "path of a secret";
    case ConfigType::TextList:
      return "list of texts";
  }
  throw std::logic_error("no such type of configuration key");
}

bool names_a_secret(std::string_view name) {
  static constexpr std::array<std::string_view, 5> kWords = {"password", "passphrase", "secret", "token",
                                                             "pin"};
  const std::string_view last = name.substr(name.find_last_of("._") + 1);
  return std::find(kWords.begin(), kWords.end(), last) != kWords.end();
}

bool holds_type(const ConfigKey& key, const ConfigValue& value) {
  switch (key.type) {
    case ConfigType::Integer:
      return std::holds_alternative<std::int64_t>(value);
    case ConfigType::Flag:
      return std::holds_alternative<bool>(value);
    case ConfigType::TextList:
      return std::holds_alternative<std::vector<std::string>>(value);
    default:
      return std::holds_alternative<std::string>(value);
  }
}

/// What is wrong with a text; empty when nothing is.
std::string text_fault(const ConfigKey& key, const std::string& text) {
  if (text.size() > Config::kMaxTextBytes)
    return "is longer than " + std::to_string(Config::kMaxTextBytes) + " octets";
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  if (std::any_of(text.begin(), text.end(), control)) return "contains a control character";
  if (!key.choices.empty() && std::find(key.choices.begin(), key.choices.end(), text) == key.choices.end()) {
    std::string why = "must be one of";
    for (const std::string_view choice : key.choices) why += " \"" + std::string(choice) + "\"";
    return why;
  }
  return {};
}

/// What is wrong with a value of the right type; empty when nothing is.
std::string limit_fault(const ConfigKey& key, const ConfigValue& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    if (*number >= key.min && *number <= key.max) return {};
    return "must be from " + std::to_string(key.min) + " to " + std::to_string(key.max);
  }
  if (const auto* text = std::get_if<std::string>(&value)) return text_fault(key, *text);
  if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
    for (const std::string& text : *list) {
      if (std::string why = text.empty() ? "has an empty entry" : text_fault(key, text); !why.empty())
        return why;
    }
  }
  return {};
}

void check_declaration(const ConfigKey& key) {
  const auto broken = [&](const char* why) { throw std::logic_error(std::string(key.name) + " " + why); };
  if (names_a_secret(key.name) && key.type != ConfigType::SecretPath) broken("must be the path of a secret");
  if (!key.fallback) return;
  if (!holds_type(key, *key.fallback)) broken("has a default of another type");
  const auto* text = std::get_if<std::string>(&*key.fallback);
  const bool not_set = text != nullptr && text->empty();
  if (!not_set && !limit_fault(key, *key.fallback).empty()) broken("has a default outside its limits");
}

template <class T>
Result<ConfigValue> as_value(Result<T> result) {
  if (!result) return std::move(result).error();
  return ConfigValue(std::move(result).value());
}

Result<ConfigValue> read_typed(const TomlReader& table, const ConfigKey& key, std::string_view last) {
  switch (key.type) {
    case ConfigType::Integer:
      return as_value(table.get<std::int64_t>(last));
    case ConfigType::Flag:
      return as_value(table.get<bool>(last));
    case ConfigType::TextList:
      return as_value(table.list<std::string>(last));
    default:
      return as_value(table.get<std::string>(last));
  }
}

/// Goes down to the table of a dotted name; every fault is noted in the reader.
Result<ConfigValue> read_value(const TomlReader& table, const ConfigKey& key, std::string_view rest) {
  const std::string_view first = rest.substr(0, rest.find('.'));
  if (!table.has(first)) {
    if (key.fallback) return *key.fallback;
    return table.fault(rest, "is missing");
  }
  if (first.size() < rest.size()) {
    YX_TRY(const TomlReader below, table.table(first));
    return read_value(below, key, rest.substr(first.size() + 1));
  }
  YX_TRY(ConfigValue value, read_typed(table, key, rest));
  if (const auto* text = std::get_if<std::string>(&value); text != nullptr && text->empty()) {
    const auto* fallback = key.fallback ? std::get_if<std::string>(&*key.fallback) : nullptr;
    if (fallback == nullptr || !fallback->empty()) return table.fault(rest, "must not be empty");
    return value;
  }
  if (const std::string why = limit_fault(key, value); !why.empty()) return table.fault(rest, why);
  return value;
}

std::string printed(const ConfigValue& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* text = std::get_if<std::string>(&value))
    return text->empty() ? "not set" : "\"" + *text + "\"";
  std::string list;
  for (const std::string& text : std::get<std::vector<std::string>>(value)) {
    list += (list.empty() ? "\"" : ", \"") + text + "\"";
  }
  return "[" + list + "]";
}

std::string printed_limits(const ConfigKey& key) {
  std::string text;
  if (key.type == ConfigType::Integer) {
    text = key.max == std::numeric_limits<std::int64_t>::max()
               ? ", at least " + std::to_string(key.min)
               : ", " + std::to_string(key.min) + " to " + std::to_string(key.max);
  }
  for (const std::string_view choice : key.choices) {
    text += (text.empty() ? ", one of \"" : ", \"") + std::string(choice) + "\"";
  }
  return text;
}

}  // namespace

Result<Config> Config::parse(std::span<const ConfigKey> keys, std::string_view text,
                             const std::filesystem::path& file) {
  YX_TRY(const TomlReader reader, TomlReader::parse(text, file.string()));
  Config config;
  for (const ConfigKey& key : keys) {
    check_declaration(key);
    Result<ConfigValue> value = read_value(reader, key, key.name);
    if (!value) continue;  // noted in the reader
    const bool path = key.type == ConfigType::Path || key.type == ConfigType::SecretPath;
    if (auto* name = std::get_if<std::string>(&*value); path && !name->empty()) {
      *name = (file.parent_path() / *name).lexically_normal().string();  // an absolute name stands
    }
    if (!config.entries_.emplace(key.name, Entry{key.type, *std::move(value)}).second) {
      throw std::logic_error(std::string(key.name) + " is declared twice");
    }
  }
  YX_CHECK(reader.finish());
  return config;
}

Result<Config> Config::load(std::span<const ConfigKey> keys, const std::filesystem::path& file) {
  YX_TRY(const Bytes text, read_file(file, TomlReader::kMaxFileBytes));
  return parse(keys, as_text(text), file);
}

const ConfigValue& Config::value(std::string_view name, ConfigType type, ConfigType or_type) const {
  const auto found = entries_.find(name);
  if (found == entries_.end()) throw std::logic_error(std::string(name) + " is not declared");
  if (found->second.type != type && found->second.type != or_type) {
    throw std::logic_error(std::string(name) + " is declared as " +
                           std::string(type_name(found->second.type)));
  }
  return found->second.value;
}

const std::string& Config::text(std::string_view name) const {
  return std::get<std::string>(value(name, ConfigType::Text, ConfigType::Text));
}

std::int64_t Config::integer(std::string_view name) const {
  return std::get<std::int64_t>(value(name, ConfigType::Integer, ConfigType::Integer));
}

bool Config::flag(std::string_view name) const {
  return std::get<bool>(value(name, ConfigType::Flag, ConfigType::Flag));
}

std::filesystem::path Config::path(std::string_view name) const {
  return std::get<std::string>(value(name, ConfigType::Path, ConfigType::SecretPath));
}

const std::vector<std::string>& Config::list(std::string_view name) const {
  return std::get<std::vector<std::string>>(value(name, ConfigType::TextList, ConfigType::TextList));
}

std::string describe(std::span<const ConfigKey> keys) {
  std::string page;
  for (const ConfigKey& key : keys) {
    check_declaration(key);
    page += std::string(key.name) + " (" + std::string(type_name(key.type)) + printed_limits(key) + "; " +
            (key.fallback ? "default " + printed(*key.fallback) : std::string("required")) + ")\n    " +
            std::string(key.description) + "\n";
  }
  return page;
}

}  // namespace yinxin::base
