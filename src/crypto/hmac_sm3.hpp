// HMAC-SM3 over a message that comes in pieces (RFC 2104), and HKDF-Expand into room of the caller's; sm3.hpp
// has the forms for everybody.
#pragma once

#include "crypto/sm3.hpp"

namespace yinxin::crypto {

/// One key, one message. What is derived from the key is wiped at the end.
class HmacSm3 {
 public:
  explicit HmacSm3(base::ByteView key);
  HmacSm3& update(base::ByteView bytes);
  /// Once.
  Sm3Digest finish();

 private:
  Sm3 inner_;
  Sm3 outer_;
};

/// HKDF-Expand (RFC 5869 2.3) over HMAC-SM3, filling `out`, at most 255 * 32 octets.
void hkdf_expand_sm3(base::ByteView key, base::ByteView info, std::span<std::uint8_t> out);

}  // namespace yinxin::crypto
