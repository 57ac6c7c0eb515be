// Looks for a planted text in octets, in the forms in which it could have been left there by mistake.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/bytes.hpp"

namespace yinxin::supervision::planted {

using Forms = std::vector<std::pair<std::string, base::Bytes>>;

/// UTF-16 of well-formed UTF-8 within the basic plane.
inline base::Bytes utf16(std::string_view text, bool big_endian) {
  base::Bytes octets;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<std::uint8_t>(text[i]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : 3;
    std::uint32_t unit = size == 1 ? lead : lead & (0xFFU >> (size + 1));
    for (std::size_t j = 1; j < size; ++j)
      unit = unit << 6 | (static_cast<std::uint8_t>(text[i + j]) & 0x3FU);
    const auto high = static_cast<std::uint8_t>(unit >> 8);
    const auto low = static_cast<std::uint8_t>(unit & 0xFF);
    octets.push_back(big_endian ? high : low);
    octets.push_back(big_endian ? low : high);
    i += size;
  }
  return octets;
}

/// The digits of base64 that the text alone decides, when `shift` octets stand before it in their group.
inline std::string base64_inside(base::ByteView text, std::size_t shift) {
  base::Bytes shifted(shift);
  base::append(shifted, text);
  const std::string whole = base::to_base64(shifted);
  const std::size_t from = (shift * 8 + 5) / 6;
  return whole.substr(from, shifted.size() * 8 / 6 - from);
}

inline void add_encodings(Forms& forms, const std::string& name, const base::Bytes& octets) {
  forms.emplace_back(name, octets);
  std::string hex = base::to_hex(octets);
  forms.emplace_back(name + " hex", base::to_bytes(hex));
  std::transform(hex.begin(), hex.end(), hex.begin(),
                 [](char c) { return c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c; });
  forms.emplace_back(name + " HEX", base::to_bytes(hex));
  for (std::size_t shift = 0; shift < 3; ++shift)
    forms.emplace_back(name + " base64+" + std::to_string(shift),
                       base::to_bytes(base64_inside(octets, shift)));
}

inline Forms forms_of(std::string_view text) {
  Forms forms;
  add_encodings(forms, "utf-8", base::to_bytes(text));
  add_encodings(forms, "utf-16le", utf16(text, false));
  add_encodings(forms, "utf-16be", utf16(text, true));
  return forms;
}

/// Names of the forms that were found.
inline std::vector<std::string> hits(base::ByteView in, std::string_view text) {
  std::vector<std::string> found;
  for (const auto& [name, form] : forms_of(text)) {
    if (std::search(in.begin(), in.end(), form.begin(), form.end()) != in.end()) found.push_back(name);
  }
  return found;
}

}  // namespace yinxin::supervision::planted
