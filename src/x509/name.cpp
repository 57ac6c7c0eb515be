#include "x509/name.hpp"

#include "asn1/oids.hpp"
#include "x509/attribute_types.hpp"
#include "x509/recode.hpp"
#include "x509/text.hpp"

namespace yinxin::x509 {
namespace {

using asn1::DerReader;
using asn1::DerWriter;
using base::ErrorKind;
using base::Result;

base::Error bad_name(std::string detail) {
  return base::make_error(ErrorKind::Malformed, "x509.name", std::move(detail));
}

Result<std::string> ascii(base::ByteView content) {
  for (const std::uint8_t octet : content) {
    if (octet >= 0x80) return bad_name("a PrintableString or IA5String with an octet over 7F");
  }
  return std::string(base::as_text(content));
}

std::string from_latin1(base::ByteView content) {
  std::string text;
  text.reserve(content.size());
  for (const std::uint8_t octet : content) append_code_point(text, octet);
  return text;
}

/// BMPString is UCS-2; surrogate pairs are read as UTF-16, since that is how rare characters are met in it.
Result<std::string> from_bmp(base::ByteView content) {
  if (content.size() % 2 != 0) return bad_name("a BMPString of an odd number of octets");
  std::string text;
  char32_t high = 0;
  for (std::size_t i = 0; i < content.size(); i += 2) {
    const char32_t unit = static_cast<char32_t>(content[i]) << 8 | content[i + 1];
    const bool is_low = unit >= 0xDC00 && unit <= 0xDFFF;
    if (is_low != (high != 0)) return bad_name("a BMPString with a surrogate alone");
    if (unit >= 0xD800 && unit <= 0xDBFF) {
      high = unit;
      continue;
    }
    append_code_point(text, is_low ? 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00) : unit);
    high = 0;
  }
  if (high != 0) return bad_name("a BMPString with a surrogate alone");
  return text;
}

Result<std::string> to_utf8(const asn1::Element& value) {
  switch (value.tag) {
    case asn1::kUtf8String:
      if (!count_characters(base::as_text(value.content))) return bad_name("a UTF8String that is not UTF-8");
      return std::string(base::as_text(value.content));
    case asn1::kPrintableString:
    case asn1::kIa5String:
      return ascii(value.content);
    case asn1::kTeletexString:
      return from_latin1(value.content);
    case asn1::kBmpString:
      return from_bmp(value.content);
    default:
      return bad_name("a value of another string type");
  }
}

/// RelativeDistinguishedName ::= SET SIZE (1..MAX) OF AttributeTypeAndValue (RFC 5280 4.1.2.4). The order of
/// members is not insisted upon: issuers that get it wrong are met.
Result<void> parse_rdn(DerReader rdn, std::vector<Attribute>& to) {
  if (rdn.at_end()) return bad_name("an empty RelativeDistinguishedName");
  while (!rdn.at_end()) {
    if (to.size() == Name::kMaxAttributes) return bad_name("too many attributes");
    YX_TRY(DerReader pair, rdn.enter());
    YX_TRY(const asn1::Oid type, pair.oid());
    YX_TRY(const asn1::Element value, pair.any());
    YX_CHECK(pair.expect_end());
    YX_TRY(std::string text, to_utf8(value));
    to.push_back({type, value.tag, std::move(text)});
  }
  return {};
}

Result<std::vector<Attribute>> parse_attributes(base::ByteView der) {
  DerReader outer(der);
  YX_TRY(DerReader rdns, outer.enter());
  YX_CHECK(outer.expect_end());
  std::vector<Attribute> attributes;
  while (!rdns.at_end()) {
    YX_TRY(const DerReader rdn, rdns.enter(asn1::kSet));
    YX_CHECK(parse_rdn(rdn, attributes));
  }
  return attributes;
}

base::Error bad_value(std::string_view type, std::string_view fault) {
  std::string detail(type);
  detail += ": ";
  detail += fault;
  return base::make_error(ErrorKind::Malformed, "x509.name.value", std::move(detail));
}

bool is_country(std::string_view value) {
  return value.size() == 2 && value[0] >= 'A' && value[0] <= 'Z' && value[1] >= 'A' && value[1] <= 'Z';
}

bool fits(std::uint8_t tag, std::string_view value) {
  if (tag == asn1::kPrintableString) return asn1::is_printable(value);
  if (tag != asn1::kIa5String) return true;
  for (const char c : value) {
    if (static_cast<std::uint8_t>(c) >= 0x80) return false;
  }
  return true;
}

/// Says why `value` may not be written under `type`; the value itself never goes into a detail.
Result<std::uint8_t> check_value(const asn1::Oid& type, std::string_view value) {
  const AttributeType* known = find_attribute_type(type);
  const std::string label = known != nullptr ? std::string(known->short_name) : type.to_text();
  if (value.empty()) return bad_value(label, "empty");
  if (const auto fault = inspect_text(value)) {
    if (*fault == TextFault::Homograph) {
      return base::make_error(ErrorKind::Refused, "x509.name.homograph",
                              label + ": " + std::string(describe(*fault)));
    }
    return bad_value(label, describe(*fault));
  }
  if (count_characters(value).value_or(0) > Name::kMaxValueCharacters) return bad_value(label, "too long");
  const std::uint8_t tag = known != nullptr ? known->tag : std::uint8_t{asn1::kUtf8String};
  if (type == asn1::oids::kCountry && !is_country(value)) return bad_value(label, "not two capital letters");
  if (!fits(tag, value)) return bad_value(label, "characters that its string type does not have");
  return tag;
}

void append_hex_escape(std::string& to, std::string_view octets) {
  for (const char octet : octets) {
    const auto byte = static_cast<std::uint8_t>(octet);
    to += '\\';
    to += base::to_hex({&byte, 1});
  }
}

/// RFC 4514 2.4; control and invisible characters go out as octets too, so that a log line stays what it
/// seems.
void append_escaped(std::string& to, std::string_view value) {
  for (std::size_t at = 0; at < value.size();) {
    const std::size_t start = at;
    const char32_t code = next_code_point(value, at).value_or(0);
    if (at == start) ++at;
    const bool edge_space = code == ' ' && (start == 0 || at == value.size());
    if (is_hidden(code)) {
      append_hex_escape(to, value.substr(start, at - start));
      continue;
    }
    const bool special =
        code < 0x80 && std::string_view("\"+,;<>\\").find(static_cast<char>(code)) != std::string_view::npos;
    if (edge_space || special || (code == '#' && start == 0)) to += '\\';
    to += value.substr(start, at - start);
  }
}

}  // namespace

Result<Name> Name::parse(base::ByteView der) {
  auto attributes = parse_attributes(der);
  if (!attributes) return under_code("x509.name", std::move(attributes).error());
  Name name;
  name.der_ = base::to_bytes(der);
  name.attributes_ = std::move(attributes).value();
  return name;
}

Result<Name> Name::build(const std::vector<std::pair<asn1::Oid, std::string>>& attributes) {
  if (attributes.size() > kMaxAttributes) return bad_name("too many attributes");
  Name name;
  for (const auto& [type, value] : attributes) {
    YX_TRY(const std::uint8_t tag, check_value(type, value));
    name.attributes_.push_back({type, tag, value});
  }
  DerWriter out;
  out.sequence([&](DerWriter& rdns) {
    for (const Attribute& attribute : name.attributes_) {
      rdns.set_of([&](DerWriter& rdn) {
        rdn.sequence([&](DerWriter& pair) {
          pair.oid(attribute.type).primitive(attribute.tag, base::as_bytes(attribute.value));
        });
      });
    }
  });
  name.der_ = std::move(out).take();
  return name;
}

std::optional<std::string_view> Name::find(const asn1::Oid& type) const {
  for (const Attribute& attribute : attributes_) {
    if (attribute.type == type) return attribute.value;
  }
  return std::nullopt;
}

std::string Name::to_text() const {
  std::string text;
  for (const Attribute& attribute : attributes_) {
    if (!text.empty()) text += ", ";
    const AttributeType* known = find_attribute_type(attribute.type);
    text += known != nullptr ? std::string(known->short_name) : attribute.type.to_text();
    text += '=';
    append_escaped(text, attribute.value);
  }
  return text;
}

}  // namespace yinxin::x509
