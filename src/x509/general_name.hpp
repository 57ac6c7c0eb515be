// GeneralName (RFC 5280 4.2.1.6), the alternatives we write or read; the others are stepped over.
#pragma once

#include "asn1/der_writer.hpp"

namespace yinxin::x509 {

/// All are IMPLICIT and primitive.
enum GeneralNameTag : std::uint8_t {
  kRfc822Name = asn1::context(1, false),
  kDnsName = asn1::context(2, false),
  kUriName = asn1::context(6, false),
  kIpAddress = asn1::context(7, false),
};

inline void write_general_name(asn1::DerWriter& out, GeneralNameTag tag, std::string_view text) {
  out.primitive(tag, base::as_bytes(text));
}

/// The text of an IA5String alternative. Errors: Malformed `x509.extension` when it is not seven-bit.
inline base::Result<std::string> read_general_name_text(const asn1::Element& name) {
  for (const std::uint8_t octet : name.content) {
    if (octet >= 0x80) {
      return base::make_error(base::ErrorKind::Malformed, "x509.extension",
                              "a GeneralName that is not seven-bit");
    }
  }
  return std::string(base::as_text(name.content));
}

}  // namespace yinxin::x509
