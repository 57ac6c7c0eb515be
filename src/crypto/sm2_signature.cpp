// The DER form of a signature (GM/T 0009-2012 7.3).
#include <algorithm>

#include "asn1/der_reader.hpp"
#include "asn1/der_writer.hpp"
#include "crypto/sm2.hpp"

namespace yinxin::crypto {
namespace {

using Number = std::array<std::uint8_t, 32>;

base::Error bad_signature(std::string detail) {
  return base::make_error(base::ErrorKind::Malformed, "crypto.sm2.signature", std::move(detail));
}

base::Result<Number> read_number(asn1::DerReader& reader) {
  YX_TRY(const base::ByteView magnitude, reader.unsigned_integer());
  Number number{};
  if (magnitude.size() > number.size()) return bad_signature("a number over 256 bits");
  if (magnitude.size() == 1 && magnitude[0] == 0) return bad_signature("zero");
  std::copy_backward(magnitude.begin(), magnitude.end(), number.end());
  return number;
}

base::Result<Sm2Signature> read_signature(base::ByteView der) {
  asn1::DerReader outer(der);
  YX_TRY(asn1::DerReader inner, outer.enter());
  YX_CHECK(outer.expect_end());
  Sm2Signature signature;
  YX_TRY(signature.r, read_number(inner));
  YX_TRY(signature.s, read_number(inner));
  YX_CHECK(inner.expect_end());
  return signature;
}

}  // namespace

base::Bytes Sm2Signature::to_der() const {
  asn1::DerWriter writer;
  writer.sequence([this](asn1::DerWriter& w) { w.unsigned_integer(r).unsigned_integer(s); });
  return std::move(writer).take();
}

base::Result<Sm2Signature> Sm2Signature::from_der(base::ByteView der) {
  base::Result<Sm2Signature> signature = read_signature(der);
  if (!signature) return bad_signature(signature.error().detail);
  return signature;
}

}  // namespace yinxin::crypto
