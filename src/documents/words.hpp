// Words in braces, and how values look on paper. For this folder.
#pragma once

#include <optional>

#include "documents/types.hpp"

namespace yinxin::documents {

/// Words of every template beside its own fields.
inline constexpr std::string_view kBuiltIn[] = {"number", "issuer", "date"};

/// In turn text and the word between braces: "a{b}c" is {"a", "b", "c"}. Nothing when a brace lacks its pair.
std::optional<std::vector<std::string_view>> pieces(std::string_view text);

/// "2026年11月23日": Arabic digits, without leading zeros (GB/T 9704-2012 7.3.5.4).
std::string chinese_date(base::Date date);

/// A word of rules: a lower-case letter, then those, digits and '_'; at most 40.
bool is_word(std::string_view text);

/// Nothing, or what is wrong with a text that is to be printed, in English: not UTF-8, a character that
/// cannot be seen, longer than `most` characters, empty, white space at an end.
std::optional<std::string> fault_of_text(std::string_view text, std::size_t most);

}  // namespace yinxin::documents
