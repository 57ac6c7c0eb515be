// Reads the TOML files of rules/, profiles and configuration: a read-only tree, and a reader over it that
// notices what nobody asked for. All faults of a file are reported together, each as "file:line: key: what is
// wrong".
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.hpp"

namespace yinxin::base {

struct TomlValue;
struct TomlMember;

/// Members stand in the order of the file.
struct TomlTable {
  std::vector<TomlMember> members;
  int line = 1;

  /// Null when there is no such member.
  const TomlValue* find(std::string_view key) const;
};

/// Floating-point numbers and times of day do not exist here: no rule and no setting of ours needs them.
struct TomlValue {
  std::variant<std::string, std::int64_t, bool, Date, std::vector<TomlValue>, TomlTable> content;
  int line = 1;
};

struct TomlMember {
  std::string key;
  TomlValue value;
};

/// One table of a parsed file. Copies, and readers of the tables below, share the file's tree and its list of
/// faults, and may outlive the reader they came from. For one thread.
///
/// A getter that finds a fault notes it and returns it as Malformed `base.toml.content`; a caller may
/// therefore ask for everything first, look at finish() once, and then use the values.
class TomlReader {
 public:
  /// More than any file of ours by a factor of ten.
  static constexpr std::size_t kMaxFileBytes = std::size_t{4} * 1024 * 1024;

  /// `file` is only a name for messages. Errors: Malformed `base.toml.syntax` (first fault only, as
  /// "file:line:column: why"); Malformed `base.toml.content` (kinds of value that do not exist here).
  static Result<TomlReader> parse(std::string_view text, std::string file);
  /// Reads a file of at most kMaxFileBytes. Errors: those of parse() and of read_file().
  static Result<TomlReader> load(const std::filesystem::path& file);

  const std::string& file() const;
  /// Whether the key is there; does not count as asking for it.
  bool has(std::string_view key) const;
  /// The keys present, in the order of the file; does not count as asking for them.
  std::vector<std::string> keys() const;

  /// T is std::string, std::int64_t, bool or Date. A missing key is a fault.
  template <class T>
  Result<T> get(std::string_view key) const;
  /// As get, but a missing key gives the fallback.
  template <class T>
  Result<T> get_or(std::string_view key, T fallback) const;
  /// As get, but a missing key gives nothing.
  template <class T>
  Result<std::optional<T>> find(std::string_view key) const;
  /// An array of T; a missing key gives an empty one.
  template <class T>
  Result<std::vector<T>> list(std::string_view key) const;
  /// An integer in [min, max]; a missing key is a fault unless there is a fallback.
  Result<std::int64_t> integer(std::string_view key, std::int64_t min, std::int64_t max,
                               std::optional<std::int64_t> fallback = {}) const;

  /// A missing key is a fault.
  Result<TomlReader> table(std::string_view key) const;
  /// An array of tables; a missing key gives an empty one.
  Result<std::vector<TomlReader>> tables(std::string_view key) const;
  /// For values of several shapes: the tree itself, null when missing. Everything under it then counts as
  /// asked for.
  const TomlValue* value(std::string_view key) const;

  /// Notes a fault that only the caller can see ("must not be before …") and returns it.
  Error fault(std::string_view key, std::string_view why) const;
  /// Everything wrong with the whole file so far, keys nobody asked for included, as one Malformed
  /// `base.toml.content` with a line of detail for each, in the order of the file. Call it after all getters.
  Result<void> finish() const;

 private:
  struct File;
  TomlReader(std::shared_ptr<File> file, const TomlTable* table, std::string path);
  Error fault_at(int line, std::string_view key, std::string_view why) const;
  const TomlValue* ask(std::string_view key) const;
  template <class T>
  Result<T> convert(std::string_view key, const TomlValue& value) const;

  std::shared_ptr<File> file_;
  const TomlTable* table_;  // in *file_
  std::string path_;        // of the table, with a final dot; empty for the root
};

}  // namespace yinxin::base
