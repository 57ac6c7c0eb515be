// HMAC-SM3 over a message that comes in pieces (RFC 2104); sm3.hpp has the form for a message in one piece.
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

}  // namespace yinxin::crypto
