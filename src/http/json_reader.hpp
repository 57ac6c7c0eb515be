// Reads the JSON body of a request: every fault of the body is reported together, and so is a member nobody
// asked for. Boost.JSON does the parsing; nothing of it shows here.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"

namespace yinxin::http {

inline constexpr std::size_t kMaxJsonDepth = 16;
inline constexpr std::size_t kMaxJsonText = 64 * 1024;  // octets of one text unless a getter says less

/// One object of a body. Copies and readers of objects below share the document and its list of faults. A
/// getter that finds a fault notes it and gives an empty value, so that a caller asks for everything first
/// and looks at finish() once.
class JsonReader {
 public:
  /// RFC 8259, UTF-8, one object; of a repeated name the last value counts. Errors: Malformed
  /// `http.json.syntax`.
  static base::Result<JsonReader> parse(base::ByteView body);

  bool has(std::string_view name) const;
  /// A missing member is a fault, as is null; so is an empty text, unless `may_be_empty`.
  std::string text(std::string_view name, std::size_t max_bytes = kMaxJsonText,
                   bool may_be_empty = false) const;
  std::optional<std::string> optional_text(std::string_view name, std::size_t max_bytes = kMaxJsonText) const;
  std::int64_t integer(std::string_view name, std::int64_t min, std::int64_t max) const;
  std::optional<std::int64_t> optional_integer(std::string_view name, std::int64_t min,
                                               std::int64_t max) const;
  bool boolean(std::string_view name) const;
  /// Base64 (RFC 4648 section 4) of at most `max_bytes` octets.
  base::Bytes octets(std::string_view name, std::size_t max_bytes) const;
  /// A missing member gives an empty list.
  std::vector<std::string> texts(std::string_view name, std::size_t max_count,
                                 std::size_t max_bytes = kMaxJsonText) const;
  /// All members of an object of texts, in order; a missing member gives none.
  std::vector<std::pair<std::string, std::string>> text_members(std::string_view name,
                                                                std::size_t max_count) const;
  JsonReader object(std::string_view name) const;
  std::vector<JsonReader> objects(std::string_view name, std::size_t max_count) const;

  /// Notes a fault that only the caller can see.
  void fault(std::string_view name, std::string_view why) const;
  /// Malformed `http.json.content` with one "member: why" for each fault, members nobody asked for included.
  base::Result<void> finish() const;

 private:
  struct Document;
  struct Node;
  bool is_absent(std::string_view name) const;
  JsonReader(std::shared_ptr<Document> document, std::shared_ptr<Node> node);
  std::shared_ptr<Document> document_;
  std::shared_ptr<Node> node_;
};

}  // namespace yinxin::http
