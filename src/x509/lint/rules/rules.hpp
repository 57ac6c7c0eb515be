// Every lint rule, in the order in which they report. A rule is a file beside this one, a line here and a
// line in rules.cpp.
#pragma once

#include "x509/lint/rule.hpp"

namespace yinxin::x509::rules {

// The eight contents of article 19
extern const LintRule kIssuerName;          // item 1
extern const LintRule kHolderName;          // item 2
extern const LintRule kSerialNumber;        // item 3
extern const LintRule kValidityPeriod;      // item 4
extern const LintRule kPolicyIdentifier;    // item 5
extern const LintRule kPublicKey;           // item 6
extern const LintRule kSignatureAlgorithm;  // item 7
extern const LintRule kPrescribedContents;  // item 8

// Form
extern const LintRule kStructure;
extern const LintRule kVersion;
extern const LintRule kTimeEncoding;
extern const LintRule kUniqueIdentifiers;
extern const LintRule kDuplicateExtensions;

// Names
extern const LintRule kCountry;
extern const LintRule kNameOrder;
extern const LintRule kNameEncoding;
extern const LintRule kTextCharacters;
extern const LintRule kSubjectFields;
extern const LintRule kAttributeLength;

// Issuer and keys
extern const LintRule kIssuerAuthority;
extern const LintRule kIssuerMatch;
extern const LintRule kDeniedKey;
extern const LintRule kAuthorityKeyIdentifier;
extern const LintRule kSubjectKeyIdentifier;

// Extensions
extern const LintRule kExtensionSet;
extern const LintRule kBasicConstraints;
extern const LintRule kKeyUsage;
extern const LintRule kExtendedKeyUsage;
extern const LintRule kPolicyQualifier;
extern const LintRule kSubjectAltName;
extern const LintRule kCrlDistributionPoints;
extern const LintRule kAuthorityInfoAccess;
extern const LintRule kOcspNoCheck;
extern const LintRule kIdentityNumber;

}  // namespace yinxin::x509::rules
