// Octet strings, and the text forms they take at the edges.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace yinxin::base {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

inline ByteView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view as_text(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline Bytes to_bytes(ByteView bytes) {
  return Bytes(bytes.begin(), bytes.end());
}
inline Bytes to_bytes(std::string_view text) {
  return to_bytes(as_bytes(text));
}
/// `more` must not lie in `to`.
inline void append(Bytes& to, ByteView more) {
  to.insert(to.end(), more.begin(), more.end());
}
inline bool equal(ByteView a, ByteView b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

/// Compares without a data-dependent branch; for MACs and secrets. Lengths are not secret.
bool equal_constant_time(ByteView a, ByteView b);

/// Lower-case hexadecimal, two digits a byte.
std::string to_hex(ByteView bytes);
/// Accepts both cases, no separators. Errors: Malformed `base.hex`.
Result<Bytes> from_hex(std::string_view text);

/// RFC 4648 section 4, with padding, no line breaks.
std::string to_base64(ByteView bytes);
/// Strict RFC 4648 section 4: padding required, no white space, unused bits zero. Errors: Malformed
/// `base.base64`.
Result<Bytes> from_base64(std::string_view text);

/// Big-endian fixed-width integers, as every wire and leaf format of ours uses them.
void append_u16(Bytes& to, std::uint16_t value);
void append_u32(Bytes& to, std::uint32_t value);
void append_u64(Bytes& to, std::uint64_t value);
std::uint64_t read_u64(std::span<const std::uint8_t, 8> from);
std::uint32_t read_u32(std::span<const std::uint8_t, 4> from);

}  // namespace yinxin::base
