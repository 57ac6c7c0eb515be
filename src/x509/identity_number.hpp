// The check digits of the two numbers that identify people and organisations in China. Pure arithmetic:
// whether a number was ever given to anybody is for the identity check to find out.
#pragma once

#include <optional>
#include <string_view>

namespace yinxin::x509 {

inline constexpr std::size_t kResidentIdLength = 18;
inline constexpr std::size_t kCreditCodeLength = 18;

/// Check character of a citizen identification number (GB 11643-1999 4.1.4, MOD 11-2 of ISO 7064): '0'-'9' or
/// 'X'. Nothing unless `body` is 17 digits.
std::optional<char> resident_id_check_character(std::string_view body);
/// 18 characters: region code, a day that exists from 1800 on, sequence, check character. A small x is not
/// accepted.
bool is_resident_id(std::string_view text);

/// Check character of a unified social credit code (GB 32100-2015 annex A, MOD 31): from its 31 characters,
/// which leave out I, O, S, V and Z. Nothing unless `body` is 17 of them.
std::optional<char> credit_code_check_character(std::string_view body);
/// 18 characters, the 3rd to 8th digits (region), the check character right.
bool is_credit_code(std::string_view text);

/// Whether `octets` contain what could be a citizen identification number: 17 digits with a region of a
/// province and a day from 1900 to 2099 in the places of GB 11643, then a digit or X, not part of a longer
/// number. Fullwidth digits count too. The check character is not looked at: a mistyped number still names
/// somebody.
bool contains_resident_id_shape(std::string_view octets);

}  // namespace yinxin::x509
