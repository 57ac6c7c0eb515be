// UTF-8 as RFC 3629 has it, for text from outside and text on its way out.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace yinxin::http {

/// The length of the character that begins at `at` (which is inside `text`); 0 when the octets there are not
/// one (RFC 3629 4: no overlong form, no surrogate, nothing above U+10FFFF).
std::size_t utf8_length(std::string_view text, std::size_t at);

/// `text` with every octet that is not part of a character replaced by U+FFFD.
std::string valid_utf8(std::string_view text);

}  // namespace yinxin::http
