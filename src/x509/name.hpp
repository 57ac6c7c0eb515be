// Distinguished names (RFC 5280 4.1.2.4; DN rules of GB/T 20518, standards.md 2.2).
#pragma once

#include <vector>

#include "asn1/der_writer.hpp"

namespace yinxin::x509 {

/// One attribute of a name: `value` is UTF-8 whatever string type carried it; `tag` is that type.
struct Attribute {
  asn1::Oid type;
  std::uint8_t tag = asn1::kUtf8String;
  std::string value;
  friend bool operator==(const Attribute&, const Attribute&) = default;
};

/// A name and the exact octets it came in: issuer octets are copied verbatim, never re-encoded
/// (standards.md 2.2).
class Name {
 public:
  static constexpr std::size_t kMaxAttributes = 64;
  static constexpr std::size_t kMaxValueCharacters = 200;  // requirements.md 8.1: names up to 200 characters

  Name() = default;
  /// Accepts UTF8String, PrintableString, IA5String, TeletexString (as Latin-1) and BMPString values,
  /// multi-valued RDNs too. Errors: Malformed `x509.name` (structure, invalid UTF-8, an attribute count over
  /// kMaxAttributes).
  static base::Result<Name> parse(base::ByteView der);
  /// Writes one RDN an attribute in the order given, each with the string type that RFC 5280 and GB/T 20518
  /// ask of it: country PrintableString, serialNumber and dnQualifier PrintableString, emailAddress
  /// IA5String, the rest UTF8String. Errors: Malformed `x509.name.value` (empty, over kMaxValueCharacters,
  /// country not two capital letters, characters its string type does not have, any TextFault of text.hpp but
  /// the next), Refused `x509.name.homograph` (Latin, Greek and Cyrillic letters mixed in one value, copies
  /// of ideographs), Malformed `x509.name` (over kMaxAttributes).
  static base::Result<Name> build(const std::vector<std::pair<asn1::Oid, std::string>>& attributes);

  base::ByteView der() const { return der_; }
  const std::vector<Attribute>& attributes() const { return attributes_; }
  /// The first value of this type, or nothing.
  std::optional<std::string_view> find(const asn1::Oid& type) const;
  bool empty() const { return attributes_.empty(); }
  /// "C=CN, O=…, CN=…" in the order written, values escaped as RFC 4514 2.4 asks; unknown types dotted.
  std::string to_text() const;
  /// Octet equality, which is what chains are built by here.
  friend bool operator==(const Name& a, const Name& b) { return a.der_ == b.der_; }

 private:
  base::Bytes der_;
  std::vector<Attribute> attributes_;
};

}  // namespace yinxin::x509
