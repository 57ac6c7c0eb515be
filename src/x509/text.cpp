#include "x509/text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

namespace yinxin::x509 {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// Unicode 15 UnicodeData.txt; each table ascending.
constexpr std::array kControls{
    Range{0x0000, 0x001F},
    Range{0x007F, 0x009F},
    Range{0x2028, 0x2029},
    Range{0xFFF9, 0xFFFB},
};
constexpr std::array kInvisible{
    Range{0x00AD, 0x00AD},    // soft hyphen
    Range{0x034F, 0x034F},    // combining grapheme joiner
    Range{0x061C, 0x061C},    // Arabic letter mark
    Range{0x115F, 0x1160},    // Hangul fillers
    Range{0x17B4, 0x17B5},    // Khmer inherent vowels
    Range{0x180B, 0x180F},    // Mongolian variation selectors, vowel separator
    Range{0x200B, 0x200F},    // zero width space, joiners, directional marks
    Range{0x202A, 0x202E},    // bidirectional embeddings and overrides
    Range{0x2060, 0x206F},    // word joiner, isolates, deprecated format characters
    Range{0x3164, 0x3164},    // Hangul filler
    Range{0xFE00, 0xFE0F},    // variation selectors
    Range{0xFEFF, 0xFEFF},    // byte order mark
    Range{0xFFA0, 0xFFA0},    // halfwidth Hangul filler
    Range{0xFFF0, 0xFFF8},    // default ignorable
    Range{0x1BCA0, 0x1BCA3},  // shorthand format controls
    Range{0x1D173, 0x1D17A},  // musical format controls
    Range{0xE0000, 0xE0FFF},  // tags, variation selectors supplement
};
constexpr std::array kOddSpaces{
    Range{0x00A0, 0x00A0}, Range{0x1680, 0x1680}, Range{0x2000, 0x200A}, Range{0x202F, 0x202F},
    Range{0x205F, 0x205F}, Range{0x2800, 0x2800}, Range{0x3000, 0x3000},
};
constexpr std::array kMeaningless{
    Range{0x0300, 0x034E},     // detached accents: every accented letter in use has a code of its own
    Range{0x0350, 0x036F},     //
    Range{0xE000, 0xF8FF},     // private use: means another character in every system (GB 18030-2022 left it)
    Range{0xFDD0, 0xFDEF},     // noncharacters
    Range{0xFFFC, 0xFFFD},     // object replacement, replacement character
    Range{0xF0000, 0x10FFFF},  // private use planes
};
// Pasted from PDF files, these pass for the ideographs they copy.
constexpr std::array kIdeographCopies{
    Range{0x2E80, 0x2FDF},  // CJK and Kangxi radicals
    Range{0xF900, 0xFA0D},  // CJK compatibility ideographs; the twelve gaps below are ideographs of their own
    Range{0xFA10, 0xFA10},  // (The Unicode Standard 18.1, table 18-4)
    Range{0xFA12, 0xFA12},  //
    Range{0xFA15, 0xFA1E},  //
    Range{0xFA20, 0xFA20},  //
    Range{0xFA22, 0xFA22},  //
    Range{0xFA25, 0xFA26},  //
    Range{0xFA2A, 0xFAFF},  //
    Range{0x2F800, 0x2FA1F},  // CJK compatibility ideographs supplement
};
constexpr std::array kLatin{
    Range{'A', 'Z'},       Range{'a', 'z'},       Range{0x00C0, 0x00D6}, Range{0x00D8, 0x00F6},
    Range{0x00F8, 0x02AF}, Range{0x1E00, 0x1EFF}, Range{0x2C60, 0x2C7F}, Range{0xA722, 0xA787},
    Range{0xAB30, 0xAB64}, Range{0xFF21, 0xFF3A}, Range{0xFF41, 0xFF5A}, Range{0x1D400, 0x1D6A5},
};
constexpr std::array kGreek{
    Range{0x0370, 0x0373}, Range{0x0376, 0x037D}, Range{0x037F, 0x037F},   Range{0x0386, 0x0386},
    Range{0x0388, 0x03FF}, Range{0x1F00, 0x1FFF}, Range{0x1D6A8, 0x1D7CB},
};
constexpr std::array kCyrillic{
    Range{0x0400, 0x052F},
    Range{0x1C80, 0x1C8F},
    Range{0x2DE0, 0x2DFF},
    Range{0xA640, 0xA69F},
};

bool in(std::span<const Range> table, char32_t code) {
  const auto after = std::upper_bound(table.begin(), table.end(), code,
                                      [](char32_t c, const Range& range) { return c < range.first; });
  return after != table.begin() && code <= std::prev(after)->last;
}

/// A bit for each of the three scripts whose letters pass for one another.
unsigned script_of(char32_t code) {
  if (in(kLatin, code)) return 1;
  if (in(kGreek, code)) return 2;
  return in(kCyrillic, code) ? 4 : 0;
}

std::optional<TextFault> character_fault(char32_t code) {
  if (in(kControls, code)) return TextFault::Control;
  if (in(kInvisible, code)) return TextFault::Invisible;
  if (in(kOddSpaces, code)) return TextFault::Space;
  if ((code & 0xFFFE) == 0xFFFE || in(kMeaningless, code)) return TextFault::Meaningless;
  if (in(kIdeographCopies, code)) return TextFault::Homograph;
  return std::nullopt;
}

/// Octets of the sequence that `lead` begins, and its payload bits; 0 when nothing begins so.
std::size_t sequence_length(std::uint8_t lead, char32_t& bits) {
  if (lead < 0x80) return bits = lead, 1;
  if (lead >= 0xC2 && lead <= 0xDF) return bits = lead & 0x1FU, 2;
  if (lead >= 0xE0 && lead <= 0xEF) return bits = lead & 0x0FU, 3;
  if (lead >= 0xF0 && lead <= 0xF4) return bits = lead & 0x07U, 4;
  return 0;
}

}  // namespace

std::optional<char32_t> next_code_point(std::string_view text, std::size_t& at) {
  char32_t code = 0;
  const std::size_t length = sequence_length(static_cast<std::uint8_t>(text[at]), code);
  if (length == 0 || length > text.size() - at) return std::nullopt;
  for (std::size_t i = 1; i < length; ++i) {
    const auto octet = static_cast<std::uint8_t>(text[at + i]);
    if ((octet & 0xC0) != 0x80) return std::nullopt;
    code = code << 6 | (octet & 0x3FU);
  }
  const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  if (overlong || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return std::nullopt;
  at += length;
  return code;
}

void append_code_point(std::string& to, char32_t code) {
  const auto put = [&](char32_t octet) { to.push_back(static_cast<char>(static_cast<std::uint8_t>(octet))); };
  if (code < 0x80) {
    put(code);
    return;
  }
  if (code < 0x800) {
    put(0xC0 | code >> 6);
  } else {
    if (code < 0x10000) {
      put(0xE0 | code >> 12);
    } else {
      put(0xF0 | code >> 18);
      put(0x80 | (code >> 12 & 0x3F));
    }
    put(0x80 | (code >> 6 & 0x3F));
  }
  put(0x80 | (code & 0x3F));
}

std::optional<std::size_t> count_characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) {
    if (!next_code_point(text, at)) return std::nullopt;
  }
  return count;
}

std::string_view describe(TextFault fault) {
  switch (fault) {
    case TextFault::Encoding:
      return "not UTF-8";
    case TextFault::Control:
      return "a control character";
    case TextFault::Invisible:
      return "an invisible or bidirectional character";
    case TextFault::Space:
      return "a space that is not a single U+0020 between characters";
    case TextFault::Meaningless:
      return "a private-use, unassignable or detached character";
    case TextFault::Homograph:
      return "characters that pass for others";
  }
  return "unknown";
}

std::optional<TextFault> inspect_text(std::string_view text) {
  unsigned scripts = 0;
  char32_t before = ' ';  // so that a leading space counts as a second one
  for (std::size_t at = 0; at < text.size();) {
    const auto code = next_code_point(text, at);
    if (!code) return TextFault::Encoding;
    if (const auto fault = character_fault(*code)) return fault;
    if (*code == ' ' && before == ' ') return TextFault::Space;
    scripts |= script_of(*code);
    if ((scripts & (scripts - 1)) != 0) return TextFault::Homograph;
    before = *code;
  }
  if (!text.empty() && before == ' ') return TextFault::Space;
  return std::nullopt;
}

bool is_hidden(char32_t code) {
  return in(kControls, code) || in(kInvisible, code);
}

}  // namespace yinxin::x509
