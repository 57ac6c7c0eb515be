#include "privacy/masking.hpp"

#include <optional>
#include <vector>

#include "x509/text.hpp"

namespace yinxin::privacy {
namespace {

constexpr std::string_view kAllHidden = "***";

/// The characters, or nothing when the text is not well-formed UTF-8: then no octet of it may be shown.
std::optional<std::vector<std::string_view>> characters(std::string_view text) {
  std::vector<std::string_view> all;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    if (!x509::next_code_point(text, at)) return std::nullopt;
    all.push_back(text.substr(start, at - start));
  }
  return all;
}

/// The first and last so many characters, one star for each between them. Under `shortest` characters: stars.
std::string keep_ends(std::string_view text, std::size_t first, std::size_t last, std::size_t shortest) {
  const auto all = characters(text);
  if (!all) return std::string(kAllHidden);
  const bool hide_all = all->size() < shortest;
  std::string masked;
  for (std::size_t i = 0; i < all->size(); ++i) {
    const bool shown = !hide_all && (i < first || i + last >= all->size());
    masked += shown ? (*all)[i] : "*";
  }
  return masked;
}

}  // namespace

std::string mask_name(std::string_view name) {
  const auto all = characters(name);
  const bool keep_last = all && all->size() > 2;
  return keep_ends(name, 1, keep_last ? 1 : 0, 2);
}

std::string mask_number(std::string_view number) {
  return keep_ends(number, 3, 4, 9);
}

std::string mask_phone(std::string_view phone) {
  return keep_ends(phone, 3, 4, 8);
}

std::string mask_mail(std::string_view mail) {
  const std::size_t at = mail.rfind('@');
  const auto all = characters(mail);
  if (!all || at == std::string_view::npos || at == 0) return std::string(kAllHidden);
  return std::string(all->front()) + std::string(kAllHidden) + std::string(mail.substr(at));
}

}  // namespace yinxin::privacy
