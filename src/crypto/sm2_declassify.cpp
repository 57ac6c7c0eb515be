#include "crypto/sm2_declassify.hpp"

namespace yinxin::crypto {

sm2_math::Word declassify(sm2_math::Word word) {
  return word;
}

}  // namespace yinxin::crypto
