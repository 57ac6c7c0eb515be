#include "x509/lint/rules/rules.hpp"

#include <array>

namespace yinxin::x509 {

std::span<const LintRule* const> lint_rules() {
  using namespace rules;
  static constexpr std::array kAll{
      &kIssuerName,
      &kHolderName,
      &kSerialNumber,
      &kValidityPeriod,
      &kPolicyIdentifier,
      &kPublicKey,
      &kSignatureAlgorithm,
      &kPrescribedContents,
      &kStructure,
      &kVersion,
      &kTimeEncoding,
      &kUniqueIdentifiers,
      &kDuplicateExtensions,
      &kCountry,
      &kNameOrder,
      &kNameEncoding,
      &kTextCharacters,
      &kSubjectFields,
      &kAttributeLength,
      &kIssuerAuthority,
      &kIssuerMatch,
      &kDeniedKey,
      &kAuthorityKeyIdentifier,
      &kSubjectKeyIdentifier,
      &kExtensionSet,
      &kBasicConstraints,
      &kKeyUsage,
      &kExtendedKeyUsage,
      &kPolicyQualifier,
      &kSubjectAltName,
      &kCrlDistributionPoints,
      &kAuthorityInfoAccess,
      &kOcspNoCheck,
      &kIdentityNumber,
  };
  return kAll;
}

}  // namespace yinxin::x509
