#include "cases/types.hpp"

#include "cases/region.hpp"
#include "x509/text.hpp"

namespace yinxin::cases {

namespace {

constexpr std::size_t kDigits = 6;
constexpr std::size_t kProvinceDigits = 2;
constexpr std::size_t kMaxReason = 500;  // characters

/// Without the pairs of zeros at its end.
std::string_view named_part(std::string_view region) {
  while (region.size() >= 2 && region.substr(region.size() - 2) == "00") region.remove_suffix(2);
  return region;
}

}  // namespace

bool is_region(std::string_view text) {
  return text.size() == kDigits && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool lies_in(std::string_view region, std::string_view reach) {
  const std::string_view part = named_part(reach);
  return region.substr(0, part.size()) == part;
}

bool is_reason(std::string_view text) {
  const auto length = x509::count_characters(text);
  return length && *length >= 1 && *length <= kMaxReason && text.find('\0') == std::string_view::npos &&
         text.find_first_not_of(" \t\r\n") != std::string_view::npos;
}

RegionRange range_of(std::string_view region) {
  const std::string part(named_part(region));
  RegionRange range;
  range.province = part.substr(0, kProvinceDigits);
  range.finer = part.size() > kProvinceDigits;
  range.first = part + std::string(kDigits - part.size(), '0');
  range.last = part + std::string(kDigits - part.size(), '9');
  return range;
}

}  // namespace yinxin::cases
