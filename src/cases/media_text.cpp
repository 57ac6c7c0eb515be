// Text, CSV and XML, all in UTF-8.
#include <algorithm>
#include <vector>

#include "cases/media_faults.hpp"
#include "x509/text.hpp"

namespace yinxin::cases {

namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";  // RFC 3629 6: a byte order mark may stand first
constexpr std::string_view kSpaces = " \t\r\n";

std::string_view without_mark(std::string_view text) {
  return text.starts_with(kMark) ? text.substr(kMark.size()) : text;
}

/// C0 and DEL, but for tabs and the ends of lines and pages.
bool is_control(char c) {
  const auto octet = static_cast<unsigned char>(c);
  return octet == 0x7F || (octet < 0x20 && std::string_view("\t\n\r\f").find(c) == std::string_view::npos);
}

/// Reads XML 1.0 far enough to know that it is whole: elements close in order, nothing is left over. No
/// declaration of a document type, so nothing can be included or expanded.
class XmlWalk {
 public:
  explicit XmlWalk(std::string_view text) : rest_(text) {}

  std::string fault() {
    if (!declaration()) return "XML: its declaration, or an encoding other than UTF-8";
    for (skip_spaces_outside(); !rest_.empty(); skip_spaces_outside()) {
      if (!piece()) return fault_.empty() ? "XML: not well formed" : fault_;
    }
    return rooted_ && open_.empty() ? "" : "XML: cut off";
  }

 private:
  bool fail(const char* what) {
    fault_ = std::string("XML: ") + what;
    return false;
  }
  bool take(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  /// Up to and with `end`.
  bool take_until(std::string_view end, std::string_view* content = nullptr) {
    const std::size_t at = rest_.find(end);
    if (at == std::string_view::npos) return fail("cut off");
    if (content != nullptr) *content = rest_.substr(0, at);
    rest_.remove_prefix(at + end.size());
    return true;
  }
  bool skip_spaces() {
    const std::size_t count = std::min(rest_.find_first_not_of(kSpaces), rest_.size());
    rest_.remove_prefix(count);
    return count > 0;
  }
  void skip_spaces_outside() {
    if (open_.empty()) skip_spaces();
  }

  /// <?xml version="1.0" encoding="UTF-8"?>, which may be left out.
  bool declaration() {
    if (!rest_.starts_with("<?xml") || rest_.size() < 6 || kSpaces.find(rest_[5]) == std::string_view::npos)
      return true;
    std::string_view inside;
    if (!take_until("?>", &inside)) return false;
    const std::size_t at = inside.find("encoding");
    if (at == std::string_view::npos) return true;
    const std::size_t open = inside.find_first_of("\"'", at);
    if (open == std::string_view::npos) return false;
    std::string encoding(inside.substr(open + 1, inside.find(inside[open], open + 1) - open - 1));
    for (char& c : encoding) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return encoding == "UTF-8";
  }

  bool piece() {
    if (take("<!--")) return take_until("-->");
    if (take("<?")) return take_until("?>");
    if (rest_.starts_with("<!DOCTYPE")) return fail("a document type declaration");
    if (!open_.empty() && take("<![CDATA[")) return take_until("]]>");
    if (take("</")) return close_element();
    if (take("<")) return open_element();
    return !open_.empty() && characters();
  }

  bool name(std::string_view& found) {
    const auto is_part = [](char c) {
      const auto octet = static_cast<unsigned char>(c);
      return octet >= 0x80 || (octet >= '0' && octet <= ':') || (octet >= 'A' && octet <= 'Z') ||
             (octet >= 'a' && octet <= 'z') || c == '_' || c == '-' || c == '.';
    };
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), is_part);
    found = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
    rest_.remove_prefix(found.size());
    return !found.empty() && std::string_view("0123456789-.").find(found.front()) == std::string_view::npos;
  }

  bool open_element() {
    std::string_view element;
    if (!name(element) || (open_.empty() && rooted_)) return false;
    rooted_ = true;
    while (true) {
      const bool spaced = skip_spaces();
      if (take("/>")) return true;
      if (take(">")) break;
      if (!spaced || !attribute()) return false;
    }
    if (open_.size() == kMaxXmlDepth) return fail("elements too deep within one another");
    open_.push_back(element);
    return true;
  }

  bool attribute() {
    std::string_view found;
    if (!name(found)) return false;
    skip_spaces();
    if (!take("=")) return false;
    skip_spaces();
    const bool doubled = rest_.starts_with('"');
    if (!doubled && !rest_.starts_with('\'')) return false;
    rest_.remove_prefix(1);
    std::string_view value;
    if (!take_until(doubled ? "\"" : "'", &value)) return false;
    return value.find('<') == std::string_view::npos && has_known_entities(value);
  }

  bool close_element() {
    std::string_view element;
    if (!name(element)) return false;
    skip_spaces();
    if (!take(">") || open_.empty() || open_.back() != element) return false;
    open_.pop_back();
    return true;
  }

  bool characters() {
    const std::string_view text = rest_.substr(0, rest_.find('<'));
    rest_.remove_prefix(text.size());
    return has_known_entities(text);
  }

  /// Without a document type there are the five of XML 4.6, and numbers.
  static bool has_known_entities(std::string_view text) {
    constexpr std::size_t kLongest = 10;  // "&#x10FFFF;"
    for (std::size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
      const std::size_t end = text.substr(at, kLongest).find(';');
      if (end == std::string_view::npos || !is_entity(text.substr(at + 1, end - 1))) return false;
    }
    return true;
  }
  static bool is_entity(std::string_view word) {
    for (const std::string_view known : {"lt", "gt", "amp", "apos", "quot"}) {
      if (word == known) return true;
    }
    if (!word.starts_with('#') || word.size() < 2) return false;
    const bool hexadecimal = word[1] == 'x';
    word.remove_prefix(hexadecimal ? 2 : 1);
    const std::string_view digits = hexadecimal ? "0123456789abcdefABCDEF" : "0123456789";
    return !word.empty() && word.find_first_not_of(digits) == std::string_view::npos;
  }

  std::string_view rest_;
  std::vector<std::string_view> open_;
  bool rooted_ = false;
  std::string fault_;
};

}  // namespace

std::string text_fault(base::ByteView content) {
  const std::string_view text = base::as_text(content);
  if (!x509::count_characters(text)) return "text that is not UTF-8";
  return std::none_of(text.begin(), text.end(), is_control) ? "" : "text with control characters";
}

// RFC 4180 2: a quoted field begins and ends with its quotes, and those within it are doubled.
std::string csv_fault(base::ByteView content) {
  std::string why = text_fault(content);
  if (!why.empty()) return why;
  enum class At : std::uint8_t { Begin, Plain, Quoted, Closed } at = At::Begin;
  for (const char c : without_mark(base::as_text(content))) {
    const bool ends_field = c == ',' || c == '\n' || c == '\r';
    if (at == At::Quoted) {
      if (c == '"') at = At::Closed;
    } else if (ends_field) {
      at = At::Begin;
    } else if (c == '"') {
      if (at == At::Plain) return "CSV: a quote within a field that is not quoted";
      at = At::Quoted;  // of a field that begins, or the second of two
    } else if (at == At::Closed) {
      return "CSV: something after the closing quote";
    } else {
      at = At::Plain;
    }
  }
  return at == At::Quoted ? "CSV: cut off within a quoted field" : "";
}

std::string xml_fault(base::ByteView content) {
  std::string why = text_fault(content);
  return why.empty() ? XmlWalk(without_mark(base::as_text(content))).fault() : why;
}

}  // namespace yinxin::cases
