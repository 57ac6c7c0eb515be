#include "documents/words.hpp"

#include <algorithm>

#include "x509/text.hpp"

namespace yinxin::documents {

std::optional<std::vector<std::string_view>> pieces(std::string_view text) {
  std::vector<std::string_view> found;
  while (true) {
    const std::size_t open = text.find_first_of("{}");
    found.push_back(text.substr(0, open));
    if (open == std::string_view::npos) return found;
    const std::size_t close = text.find_first_of("{}", open + 1);
    if (text[open] == '}' || close == std::string_view::npos || text[close] == '{') return std::nullopt;
    found.push_back(text.substr(open + 1, close - open - 1));
    text.remove_prefix(close + 1);
  }
}

std::string chinese_date(base::Date date) {
  return std::to_string(static_cast<int>(date.year())) + "年" +
         std::to_string(static_cast<unsigned>(date.month())) + "月" +
         std::to_string(static_cast<unsigned>(date.day())) + "日";
}

bool is_word(std::string_view text) {
  constexpr std::size_t kMost = 40;
  if (text.empty() || text.size() > kMost || text.front() < 'a' || text.front() > 'z') return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

std::optional<std::string> fault_of_text(std::string_view text, std::size_t most) {
  if (text.empty()) return "is empty";
  if (text.front() == ' ' || text.back() == ' ') return "has a space at an end";
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) {
    const std::optional<char32_t> code = x509::next_code_point(text, at);
    if (!code) return "is not UTF-8";
    if (x509::is_hidden(*code)) return "has a character that cannot be seen";
  }
  if (count > most) return "is longer than " + std::to_string(most) + " characters";
  return std::nullopt;
}

}  // namespace yinxin::documents
