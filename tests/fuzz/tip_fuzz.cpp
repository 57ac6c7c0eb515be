// Any octets as the seal of a reporter, as a wrap and as a query code. What is read must have been the one
// form that is written; a key that nothing was sealed for opens nothing.
#include <cstdlib>

#include "supervision/tips/seal.hpp"

namespace {

using namespace yinxin;

void require(bool fact) {
  if (!fact) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const crypto::Sm2PrivateKey kStranger = crypto::Sm2PrivateKey::generate();
  const base::ByteView octets(data, size);
  if (const auto seal = supervision::TipSeal::parse(octets)) {
    require(base::equal(seal->to_der(), octets));
    for (const supervision::SealWrap& wrap : seal->wraps) {
      require(supervision::check_wrap(wrap).has_value());
      require(!supervision::open_reporter(*seal, wrap, kStranger));
      require(!supervision::share_seal(*seal, wrap, kStranger, kStranger.public_key()));
    }
  }
  static_cast<void>(supervision::check_wrap({{}, base::to_bytes(octets)}));
  if (const auto key = supervision::query_key(base::as_text(octets)))
    require(key->public_key() == supervision::query_key(base::as_text(octets))->public_key());
  return 0;
}
