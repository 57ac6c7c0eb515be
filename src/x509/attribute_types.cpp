#include "x509/attribute_types.hpp"

#include <algorithm>
#include <array>

#include "asn1/oids.hpp"

namespace yinxin::x509 {
namespace {

using asn1::kIa5String;
using asn1::kPrintableString;
using asn1::kUtf8String;
namespace oids = asn1::oids;

constexpr std::array kTypes{
    AttributeType{oids::kCountry, "C", kPrintableString, 2},
    AttributeType{oids::kStateOrProvince, "ST", kUtf8String, 128},
    AttributeType{oids::kLocality, "L", kUtf8String, 128},
    AttributeType{oids::kOrganization, "O", kUtf8String, 64},
    AttributeType{oids::kOrganizationalUnit, "OU", kUtf8String, 64},
    AttributeType{oids::kTitle, "title", kUtf8String, 64},
    AttributeType{oids::kSerialNumber, "serialNumber", kPrintableString, 64},
    AttributeType{oids::kDnQualifier, "dnQualifier", kPrintableString, 64},
    AttributeType{oids::kEmailAddress, "emailAddress", kIa5String, 255},
    AttributeType{oids::kCommonName, "CN", kUtf8String, 64},
};

template <class Match>
const AttributeType* find(Match&& match) {
  const auto found = std::find_if(kTypes.begin(), kTypes.end(), match);
  return found == kTypes.end() ? nullptr : &*found;
}

}  // namespace

std::span<const AttributeType> attribute_types() {
  return kTypes;
}

const AttributeType* find_attribute_type(const asn1::Oid& id) {
  return find([&](const AttributeType& type) { return type.id == id; });
}

const AttributeType* find_attribute_type(std::string_view short_name) {
  return find([&](const AttributeType& type) { return type.short_name == short_name; });
}

}  // namespace yinxin::x509
