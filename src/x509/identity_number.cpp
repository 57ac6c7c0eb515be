#include "x509/identity_number.hpp"

#include <array>
#include <chrono>
#include <string>

namespace yinxin::x509 {
namespace {

constexpr std::string_view kCreditCodeAlphabet =
    "0123456789ABCDEFGHJKLMNPQRTUWXY";                         // GB 32100-2015 table A.1
constexpr std::string_view kResidentIdChecks = "10X98765432";  // GB 11643-1999: by the weighted sum modulo 11
constexpr std::size_t kBody = 17;
constexpr std::size_t kDateAt = 6;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool all_digits(std::string_view text) {
  for (const char c : text) {
    if (!is_digit(c)) return false;
  }
  return true;
}

unsigned number(std::string_view digits) {
  unsigned value = 0;
  for (const char c : digits) value = value * 10 + static_cast<unsigned>(c - '0');
  return value;
}

/// The year of YYYYMMDD, or 0 when there is no such day.
unsigned year_of_day(std::string_view text) {
  if (!all_digits(text)) return 0;
  const unsigned year = number(text.substr(0, 4));
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(year)),
                                         std::chrono::month(number(text.substr(4, 2))),
                                         std::chrono::day(number(text.substr(6, 2)))};
  return date.ok() ? year : 0;
}

/// GB/T 2260: first digit 1-8; 9 is used for residence permits of Hong Kong, Macao, Taiwan and foreign
/// holders.
bool is_region(std::string_view text) {
  return all_digits(text) && text[0] != '0';
}

/// Fullwidth digits and X (U+FF10-FF19, FF38, FF58) as the plain ones; everything else octet by octet.
std::string fold_fullwidth(std::string_view octets) {
  std::string folded;
  folded.reserve(octets.size());
  for (std::size_t i = 0; i < octets.size(); ++i) {
    if (i + 2 < octets.size() && octets[i] == '\xEF' &&
        (octets[i + 1] == '\xBC' || octets[i + 1] == '\xBD')) {
      const auto low = static_cast<unsigned char>(octets[i + 2]);
      const bool digit = octets[i + 1] == '\xBC' && low >= 0x90 && low <= 0x99;
      const bool ex = (octets[i + 1] == '\xBC' && low == 0xB8) || (octets[i + 1] == '\xBD' && low == 0x98);
      if (digit || ex) {
        folded += digit ? static_cast<char>('0' + (low - 0x90)) : 'X';
        i += 2;
        continue;
      }
    }
    folded += octets[i];
  }
  return folded;
}

}  // namespace

std::optional<char> resident_id_check_character(std::string_view body) {
  if (body.size() != kBody || !all_digits(body)) return std::nullopt;
  unsigned sum = 0;
  unsigned weight = 2;  // W(i) = 2^(i-1) mod 11, i counted from the right, the check character being 1
  for (std::size_t i = kBody; i-- > 0;) {
    sum += static_cast<unsigned>(body[i] - '0') * weight;
    weight = weight * 2 % 11;
  }
  return kResidentIdChecks[sum % 11];
}

bool is_resident_id(std::string_view text) {
  if (text.size() != kResidentIdLength) return false;
  return resident_id_check_character(text.substr(0, kBody)) == text[kBody] &&
         is_region(text.substr(0, kDateAt)) && year_of_day(text.substr(kDateAt, 8)) >= 1800;
}

std::optional<char> credit_code_check_character(std::string_view body) {
  if (body.size() != kBody) return std::nullopt;
  std::size_t sum = 0;
  std::size_t weight = 1;  // W(i) = 3^(i-1) mod 31, i counted from the left
  for (const char c : body) {
    const std::size_t value = kCreditCodeAlphabet.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    sum += value * weight;
    weight = weight * 3 % 31;
  }
  return kCreditCodeAlphabet[(31 - sum % 31) % 31];
}

bool is_credit_code(std::string_view text) {
  if (text.size() != kCreditCodeLength || !all_digits(text.substr(2, 6))) return false;
  return credit_code_check_character(text.substr(0, kBody)) == text[kBody];
}

bool contains_resident_id_shape(std::string_view octets) {
  const std::string text = fold_fullwidth(octets);
  for (std::size_t at = 0; at + kResidentIdLength <= text.size(); ++at) {
    if (at > 0 && is_digit(text[at - 1])) continue;
    const std::string_view found = std::string_view(text).substr(at, kResidentIdLength);
    const char check = found[kBody];
    if (!is_digit(check) && check != 'X' && check != 'x') continue;
    const std::size_t after = at + kResidentIdLength;
    if (is_digit(check) && after < text.size() && is_digit(text[after])) continue;
    if (!all_digits(found.substr(0, kBody)) || !is_region(found.substr(0, kDateAt))) continue;
    const unsigned year = year_of_day(found.substr(kDateAt, 8));
    if (year >= 1900 && year <= 2099) return true;
  }
  return false;
}

}  // namespace yinxin::x509
