// The attribute types that names here are written with: their short names, string types, and place in the
// order of GB/T 20518 (big to small: country first, common name last; standards.md 2.2).
#pragma once

#include <span>

#include "asn1/der_writer.hpp"

namespace yinxin::x509 {

struct AttributeType {
  asn1::Oid id;
  std::string_view short_name;  // RFC 4514 section 3, RFC 4519
  std::uint8_t tag;             // the string type we write
  std::size_t upper_bound;      // X.520 bound, RFC 5280 appendix A.1; in characters
};

/// In the order they are written in.
std::span<const AttributeType> attribute_types();
/// Null when it is not one of ours.
const AttributeType* find_attribute_type(const asn1::Oid& id);
const AttributeType* find_attribute_type(std::string_view short_name);

}  // namespace yinxin::x509
