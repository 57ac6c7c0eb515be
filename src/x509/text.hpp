// Which characters may stand in the text of a certificate that we write. Names of 200 characters, "·" and
// characters outside the basic plane are ordinary (requirements.md 8.1); what cannot be seen, or looks like
// something else, is not.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace yinxin::x509 {

/// Reads one code point at `at` and moves past it. Nothing when the octets there are not well-formed UTF-8
/// (RFC 3629 3: no overlong form, no surrogate, nothing over 10FFFF). Precondition: at < text.size().
std::optional<char32_t> next_code_point(std::string_view text, std::size_t& at);

/// Precondition: `code` is a Unicode scalar value.
void append_code_point(std::string& to, char32_t code);

/// How many code points; nothing when not well-formed UTF-8.
std::optional<std::size_t> count_characters(std::string_view text);

/// What keeps a text out of a certificate.
enum class TextFault {
  Encoding,     ///< not well-formed UTF-8
  Control,      ///< C0, C1, line and paragraph separators
  Invisible,    ///< zero width, bidirectional control, variation selector, tag, filler
  Space,        ///< a space other than U+0020, or one at either end, or two together
  Meaningless,  ///< private use, noncharacter, replacement character, detached Latin accent
  Homograph,    ///< Latin, Greek and Cyrillic letters in one text, or a radical or compatibility copy of an
                ///< ideograph
};
std::string_view describe(TextFault fault);

/// The first fault, or nothing. Length is not looked at.
std::optional<TextFault> inspect_text(std::string_view text);

/// Control or Invisible: what to_text() shows as escaped octets.
bool is_hidden(char32_t code);

}  // namespace yinxin::x509
