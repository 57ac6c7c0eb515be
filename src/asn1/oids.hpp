// Every object identifier the house writes or recognises, once. Sources: RFC 5280, RFC 5912, RFC 6960, RFC
// 2986; GB/T 33560-2017 annex A (arc 1.2.156.10197); GM/T 0015-2012 (arc 1.2.156.10260.4.1).
#pragma once

#include "asn1/oid.hpp"

namespace yinxin::asn1::oids {

// Algorithms
inline constexpr Oid kSm2SignWithSm3 = Oid::literal("1.2.156.10197.1.501");
inline constexpr Oid kSm2Curve = Oid::literal("1.2.156.10197.1.301");
inline constexpr Oid kSm2Sign = Oid::literal("1.2.156.10197.1.301.1");
inline constexpr Oid kSm3 = Oid::literal("1.2.156.10197.1.401");
inline constexpr Oid kHmacSm3 = Oid::literal("1.2.156.10197.1.401.2");
inline constexpr Oid kSm4Cbc = Oid::literal("1.2.156.10197.1.104.2");
inline constexpr Oid kEcPublicKey = Oid::literal("1.2.840.10045.2.1");
inline constexpr Oid kSha1 = Oid::literal("1.3.14.3.2.26");
inline constexpr Oid kSha256 = Oid::literal("2.16.840.1.101.3.4.2.1");
inline constexpr Oid kHmacSha256 = Oid::literal("1.2.840.113549.2.9");
inline constexpr Oid kPbes2 = Oid::literal("1.2.840.113549.1.5.13");
inline constexpr Oid kPbkdf2 = Oid::literal("1.2.840.113549.1.5.12");

// Names (RFC 5280 appendix A, RFC 4519)
inline constexpr Oid kCommonName = Oid::literal("2.5.4.3");
inline constexpr Oid kSerialNumber = Oid::literal("2.5.4.5");
inline constexpr Oid kCountry = Oid::literal("2.5.4.6");
inline constexpr Oid kLocality = Oid::literal("2.5.4.7");
inline constexpr Oid kStateOrProvince = Oid::literal("2.5.4.8");
inline constexpr Oid kOrganization = Oid::literal("2.5.4.10");
inline constexpr Oid kOrganizationalUnit = Oid::literal("2.5.4.11");
inline constexpr Oid kTitle = Oid::literal("2.5.4.12");
inline constexpr Oid kDnQualifier = Oid::literal("2.5.4.46");
inline constexpr Oid kEmailAddress = Oid::literal("1.2.840.113549.1.9.1");

// Extensions (RFC 5280 section 4.2, 5.2, 5.3)
inline constexpr Oid kSubjectKeyIdentifier = Oid::literal("2.5.29.14");
inline constexpr Oid kKeyUsage = Oid::literal("2.5.29.15");
inline constexpr Oid kPrivateKeyUsagePeriod = Oid::literal("2.5.29.16");
inline constexpr Oid kSubjectAltName = Oid::literal("2.5.29.17");
inline constexpr Oid kBasicConstraints = Oid::literal("2.5.29.19");
inline constexpr Oid kCrlNumber = Oid::literal("2.5.29.20");
inline constexpr Oid kReasonCode = Oid::literal("2.5.29.21");
inline constexpr Oid kInvalidityDate = Oid::literal("2.5.29.24");
inline constexpr Oid kDeltaCrlIndicator = Oid::literal("2.5.29.27");
inline constexpr Oid kIssuingDistributionPoint = Oid::literal("2.5.29.28");
inline constexpr Oid kCertificateIssuer = Oid::literal("2.5.29.29");
inline constexpr Oid kCrlDistributionPoints = Oid::literal("2.5.29.31");
inline constexpr Oid kCertificatePolicies = Oid::literal("2.5.29.32");
inline constexpr Oid kAuthorityKeyIdentifier = Oid::literal("2.5.29.35");
inline constexpr Oid kExtKeyUsage = Oid::literal("2.5.29.37");
inline constexpr Oid kFreshestCrl = Oid::literal("2.5.29.46");
inline constexpr Oid kAuthorityInfoAccess = Oid::literal("1.3.6.1.5.5.7.1.1");
inline constexpr Oid kAccessOcsp = Oid::literal("1.3.6.1.5.5.7.48.1");
inline constexpr Oid kAccessCaIssuers = Oid::literal("1.3.6.1.5.5.7.48.2");
inline constexpr Oid kPolicyQualifierCps = Oid::literal("1.3.6.1.5.5.7.2.1");
inline constexpr Oid kExtensionRequest = Oid::literal("1.2.840.113549.1.9.14");
inline constexpr Oid kChallengePassword = Oid::literal("1.2.840.113549.1.9.7");
inline constexpr Oid kCfcaTemporaryKey = Oid::literal("1.2.840.113549.1.9.63");

// Extended key usages (RFC 5280 section 4.2.1.12)
inline constexpr Oid kServerAuth = Oid::literal("1.3.6.1.5.5.7.3.1");
inline constexpr Oid kClientAuth = Oid::literal("1.3.6.1.5.5.7.3.2");
inline constexpr Oid kEmailProtection = Oid::literal("1.3.6.1.5.5.7.3.4");
inline constexpr Oid kTimeStamping = Oid::literal("1.3.6.1.5.5.7.3.8");
inline constexpr Oid kOcspSigning = Oid::literal("1.3.6.1.5.5.7.3.9");

// OCSP (RFC 6960 section 4)
inline constexpr Oid kOcspBasic = Oid::literal("1.3.6.1.5.5.7.48.1.1");
inline constexpr Oid kOcspNonce = Oid::literal("1.3.6.1.5.5.7.48.1.2");
inline constexpr Oid kOcspNoCheck = Oid::literal("1.3.6.1.5.5.7.48.1.5");

// Chinese identity extensions (GM/T 0015-2012)
inline constexpr Oid kIdentifyCode = Oid::literal("1.2.156.10260.4.1.1");
inline constexpr Oid kInsuranceNumber = Oid::literal("1.2.156.10260.4.1.2");
inline constexpr Oid kIcRegistrationNumber = Oid::literal("1.2.156.10260.4.1.3");
inline constexpr Oid kOrganizationCode = Oid::literal("1.2.156.10260.4.1.4");
inline constexpr Oid kTaxationNumber = Oid::literal("1.2.156.10260.4.1.5");

}  // namespace yinxin::asn1::oids
