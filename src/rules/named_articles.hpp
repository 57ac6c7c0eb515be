// Articles that a Chinese text names, 《某法》第三十二条, as the law files cite them, "行政许可法 32", and
// the other way round.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace yinxin::rules {

/// 1 to 999 in Chinese numerals: 三十二, 一百零五; 0: no such number.
int chinese_number(std::string_view text);

/// In the order of the text, each once. Of the regulation itself the number alone; 中华人民共和国 before a
/// law's name is left out. "《甲法》第一条、第三条" names both.
std::vector<std::string> named_articles(std::string_view text);

/// An article as the law files cite it in the words of a document: "35" is
/// 《电子政务电子认证服务管理办法》第三十五条, "行政许可法 32" 《行政许可法》第三十二条. named_articles()
/// reads it back. What is no such citation stays as it is.
std::string article_in_words(const std::string& cite);

}  // namespace yinxin::rules
