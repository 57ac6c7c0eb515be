// PEM (RFC 7468). The octets may be a private key, so every temporary is wiped and none grows in steps.
#include <algorithm>

#include "crypto/key_file.hpp"

namespace yinxin::crypto {
namespace {

constexpr std::size_t kLineLength = 64;  // RFC 7468 section 2
constexpr std::string_view kDashes = "-----";
constexpr std::string_view kWhiteSpace = " \t\r\n\v\f";  // RFC 7468 section 3, W

base::Error bad_pem(const char* detail) {
  return base::make_error(base::ErrorKind::Malformed, "crypto.pem", detail);
}

std::string boundary(std::string_view word, std::string_view label) {
  std::string line(kDashes);
  return line.append(word).append(" ").append(label).append(kDashes);
}

void wipe_text(std::string& text) {
  base::wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
}

/// Where `line` stands at the beginning of a line with nothing but white space after it, at or after `from`.
std::size_t find_line(std::string_view text, std::string_view line, std::size_t from) {
  for (std::size_t at = text.find(line, from); at != std::string_view::npos; at = text.find(line, at + 1)) {
    const bool begins = at == 0 || text[at - 1] == '\n' || text[at - 1] == '\r';
    const std::size_t next = text.find_first_not_of(" \t", at + line.size());
    if (begins && (next == std::string_view::npos || text[next] == '\n' || text[next] == '\r')) return at;
  }
  return std::string_view::npos;
}

base::Result<base::Bytes> decode_body(std::string_view body) {
  std::string digits;
  digits.reserve(body.size());
  std::copy_if(body.begin(), body.end(), std::back_inserter(digits),
               [](char c) { return kWhiteSpace.find(c) == std::string_view::npos; });
  base::Result<base::Bytes> bytes = base::from_base64(digits);
  wipe_text(digits);
  if (!bytes) return bad_pem("the text between the lines is not base64");
  if (bytes->empty()) return bad_pem("nothing between the lines");
  return bytes;
}

}  // namespace

std::string to_pem(std::string_view label, base::ByteView der) {
  std::string digits = base::to_base64(der);
  const std::string begin = boundary("BEGIN", label);
  const std::string end = boundary("END", label);
  std::string text;
  text.reserve(begin.size() + end.size() + 2 + digits.size() +
               (digits.size() + kLineLength - 1) / kLineLength);
  text.append(begin).append("\n");
  for (std::size_t at = 0; at < digits.size(); at += kLineLength)
    text.append(digits, at, kLineLength).append("\n");
  text.append(end).append("\n");
  wipe_text(digits);
  return text;
}

base::Result<base::Bytes> from_pem(std::string_view label, std::string_view text) {
  const std::string begin = boundary("BEGIN", label);
  const std::size_t begins = find_line(text, begin, 0);
  if (begins == std::string_view::npos) return bad_pem("no block with this label");
  const std::size_t body = begins + begin.size();
  const std::size_t ends = find_line(text, boundary("END", label), body);
  if (ends == std::string_view::npos) return bad_pem("the block does not end");
  return decode_body(text.substr(body, ends - body));
}

}  // namespace yinxin::crypto
