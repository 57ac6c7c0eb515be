// Articles that a Chinese text names, 《某法》第三十二条, as the law files cite them: "行政许可法 32". For
// the check of this folder.
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

}  // namespace yinxin::rules
