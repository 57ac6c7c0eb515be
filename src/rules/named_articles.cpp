#include "rules/named_articles.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace yinxin::rules {
namespace {

constexpr std::string_view kRegulation = "电子政务电子认证服务管理办法";
constexpr std::string_view kState = "中华人民共和国";
constexpr std::array<std::string_view, 10> kDigits{"零", "一", "二", "三", "四",
                                                   "五", "六", "七", "八", "九"};
constexpr std::size_t kCharacter = 3;  // octets, of every character looked for here

bool take(std::string_view& text, std::string_view word) {
  if (text.substr(0, word.size()) != word) return false;
  text.remove_prefix(word.size());
  return true;
}

/// 0: no digit there.
int take_digit(std::string_view& text) {
  for (int digit = 1; digit <= 9; ++digit) {
    if (take(text, kDigits[static_cast<std::size_t>(digit)])) return digit;
  }
  return 0;
}

/// "第…条" at the beginning; 0: something else is there, and nothing was taken.
int take_article(std::string_view& text) {
  std::string_view rest = text;
  if (!take(rest, "第")) return 0;
  constexpr std::size_t kLongest = 5 * kCharacter;  // 九百九十九
  const std::size_t end = rest.find("条");
  if (end > kLongest) return 0;  // or there is none
  const int number = chinese_number(rest.substr(0, end));
  if (number != 0) text = rest.substr(end + kCharacter);
  return number;
}

/// 1 to 999.
std::string in_chinese(int number) {
  const int hundreds = number / 100;
  const int tens = number / 10 % 10;
  const int ones = number % 10;
  const auto digit = [](int one) { return std::string(kDigits[static_cast<std::size_t>(one)]); };
  std::string text;
  if (hundreds > 0) text += digit(hundreds) + "百";
  if (tens > 0)
    text += (tens > 1 || hundreds > 0 ? digit(tens) : "") + "十";
  else if (hundreds > 0 && ones > 0)
    text += kDigits[0];
  return ones > 0 ? text + digit(ones) : text;
}

}  // namespace

int chinese_number(std::string_view text) {
  if (text.empty()) return 0;
  int number = 0;
  std::string_view rest = text;
  const int first = take_digit(rest);
  if (first != 0 && take(rest, "百")) {
    number = first * 100;
    if (rest.empty()) return number;
    if (take(rest, "零")) {
      const int last = take_digit(rest);
      return last != 0 && rest.empty() ? number + last : 0;
    }
  } else {
    rest = text;
  }
  const int tens = take_digit(rest);
  if (take(rest, "十")) {
    if (tens == 0 && number != 0) return 0;  // 一百一十, never 一百十
    number += (tens == 0 ? 1 : tens) * 10;
    number += take_digit(rest);
  } else {
    if (number != 0) return 0;  // 一百零五, never 一百五
    number = tens;
  }
  return rest.empty() ? number : 0;
}

std::vector<std::string> named_articles(std::string_view text) {
  std::vector<std::string> articles;
  for (std::size_t open = text.find("《"); open != std::string_view::npos; open = text.find("《", open + 1)) {
    const std::size_t close = text.find("》", open);
    if (close == std::string_view::npos) break;
    std::string_view name = text.substr(open + kCharacter, close - open - kCharacter);
    std::string_view rest = text.substr(close + kCharacter);
    take(name, kState);
    while (const int number = take_article(rest)) {
      std::string article = name == kRegulation ? "" : std::string(name) + " ";
      article += std::to_string(number);
      if (std::find(articles.begin(), articles.end(), article) == articles.end())
        articles.push_back(std::move(article));
      if (!take(rest, "、") && !take(rest, "和")) break;
    }
  }
  return articles;
}

std::string article_in_words(const std::string& cite) {
  const std::size_t space = cite.rfind(' ');
  const std::string_view name =
      space == std::string::npos ? kRegulation : std::string_view(cite).substr(0, space);
  const std::string_view digits = std::string_view(cite).substr(space == std::string::npos ? 0 : space + 1);
  int number = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  constexpr int kMost = 999;
  if (read.ec != std::errc() || read.ptr != digits.data() + digits.size() || number < 1 || number > kMost)
    return cite;
  return "《" + std::string(name) + "》第" + in_chinese(number) + "条";
}

}  // namespace yinxin::rules
