// The recommended curve (GB/T 32918.5-2017 section 2), big-endian, for range checks and for ZA.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace yinxin::crypto::sm2_curve {

using Octets32 = std::array<std::uint8_t, 32>;

consteval Octets32 octets(std::string_view hex) {
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'A' + 10; };
  Octets32 out{};
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = static_cast<std::uint8_t>(digit(hex.at(2 * i)) * 16 + digit(hex.at(2 * i + 1)));
  }
  return out;
}

inline constexpr Octets32 kP = octets("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF");
inline constexpr Octets32 kA = octets("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFC");
inline constexpr Octets32 kB = octets("28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93");
inline constexpr Octets32 kN = octets("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123");
inline constexpr Octets32 kGx = octets("32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7");
inline constexpr Octets32 kGy = octets("BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0");

}  // namespace yinxin::crypto::sm2_curve
