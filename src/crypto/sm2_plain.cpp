#include "crypto/sm2_engines.hpp"
#include "crypto/sm2_portable.hpp"

namespace yinxin::crypto {

const Sm2Engine& plain_sm2_engine() {
  static const PortableEngine<sm2_math::PlainField> kEngine("plain");
  return kEngine;
}

}  // namespace yinxin::crypto
