// A program's settings: every key is declared once, with its type, limits, default and description; the file
// may hold nothing else. Values are read-only after start. Secrets are never values here: a key names the
// file that holds one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"

namespace yinxin::base {

enum class ConfigType {
  Text,
  Integer,
  Flag,
  Path,        ///< a relative one starts from the folder of the configuration file
  SecretPath,  ///< the path of a file that holds a secret
  TextList,
};

using ConfigValue = std::variant<std::string, std::int64_t, bool, std::vector<std::string>>;

/// Declares one key. The texts must outlive every Config made from it.
struct ConfigKey {
  std::string_view
      name;  ///< dotted: "http.workers" is `workers` of the table [http]; units are part of the name
  ConfigType type;
  std::string_view description;  ///< English, for the manual page
  std::optional<ConfigValue>
      fallback{};        ///< nothing: the key is required. An empty text or path means "not set"
  std::int64_t min = 0;  ///< of an integer
  std::int64_t max = std::numeric_limits<std::int64_t>::max();
  std::vector<std::string_view> choices{};  ///< the only texts allowed; empty: any
};

class Config {
 public:
  /// Longest text, path or list entry; a limit of ours, well above PATH_MAX's practical use.
  static constexpr std::size_t kMaxTextBytes = 4096;

  /// Errors: those of TomlReader, with all faults of the file in one detail: unknown, missing, of the wrong
  /// type, outside the limits. Two keys of one name, a default outside its own limits, or a key named like a
  /// secret that is not a SecretPath are broken invariants of the program (std::logic_error).
  static Result<Config> parse(std::span<const ConfigKey> keys, std::string_view text,
                              const std::filesystem::path& file);
  static Result<Config> load(std::span<const ConfigKey> keys, const std::filesystem::path& file);

  /// Asking for a key that is not declared, or not of that type, is a broken invariant (std::logic_error).
  const std::string& text(std::string_view name) const;
  std::int64_t integer(std::string_view name) const;
  bool flag(std::string_view name) const;
  /// Path and SecretPath. Empty: not set.
  std::filesystem::path path(std::string_view name) const;
  const std::vector<std::string>& list(std::string_view name) const;

 private:
  struct Entry {
    ConfigType type;
    ConfigValue value;
  };
  const ConfigValue& value(std::string_view name, ConfigType type, ConfigType or_type) const;

  std::map<std::string, Entry, std::less<>> entries_;
};

/// The manual page's list of keys, in the order of their declaration.
std::string describe(std::span<const ConfigKey> keys);

}  // namespace yinxin::base
