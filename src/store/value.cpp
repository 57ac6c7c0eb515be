#include "store/value.hpp"

namespace yinxin::store {
namespace {

// RFC 3629 section 4, the ABNF of UTF-8: the length of the sequence `text` begins with, 0 if it is not well
// formed. U+0000 counts as not well formed here: PostgreSQL's TEXT cannot hold it.
std::size_t sequence_length(std::string_view text) {
  const auto octet = [&](std::size_t at) { return static_cast<std::uint8_t>(text[at]); };
  const std::uint8_t first = octet(0);
  if (first >= 0x01 && first <= 0x7f) return 1;
  std::size_t length = 0;
  std::uint8_t low =
      0x80;  // bounds of the second octet: no overlong forms, no surrogates, nothing above U+10FFFF
  std::uint8_t high = 0xbf;
  if (first >= 0xc2 && first <= 0xdf) {
    length = 2;
  } else if (first >= 0xe0 && first <= 0xef) {
    length = 3;
    if (first == 0xe0) low = 0xa0;
    if (first == 0xed) high = 0x9f;
  } else if (first >= 0xf0 && first <= 0xf4) {
    length = 4;
    if (first == 0xf0) low = 0x90;
    if (first == 0xf4) high = 0x8f;
  }
  if (length == 0 || text.size() < length || octet(1) < low || octet(1) > high) return 0;
  for (std::size_t at = 2; at < length; ++at) {
    if (octet(at) < 0x80 || octet(at) > 0xbf) return 0;
  }
  return length;
}

bool is_storable_text(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::size_t size_of(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return text->size();
  if (const auto* blob = std::get_if<base::Bytes>(&value)) return blob->size();
  return 0;
}

}  // namespace

base::Result<void> check_values(const Values& values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::string which = "parameter $" + std::to_string(i + 1);
    if (size_of(values[i]) > kMaxValueBytes) {
      return base::make_error(base::ErrorKind::TooLarge, "store.value", which);
    }
    const auto* text = std::get_if<std::string>(&values[i]);
    if (text != nullptr && !is_storable_text(*text)) {
      return base::make_error(base::ErrorKind::Malformed, "store.text", which);
    }
  }
  return {};
}

}  // namespace yinxin::store
