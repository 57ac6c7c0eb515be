// The Chinese identity extensions (GM/T 0015-2012, arc 1.2.156.10260.4.1; standards.md 2.4): a holder's
// number, by default as a salted commitment that only who holds the salt can compare with a number
// (requirements.md Q32, decisions.md 7).
//
// The commitment as we write it is the text "SM3:" and 64 lower-case hexadecimal digits of
//     HMAC-SM3(opening, "yinxin-certificate-identity-v1" 00 <kind word> 00 <number>)
// where `opening` is 32 random octets of that one record, stored encrypted and never in a certificate, and
// the number is the canonical one of canonical_identity_number(). It stands where the number itself would:
// for identifyCode in the CHOICE of GM/T 0015 with explicit tags ([0] and [2] PrintableString, [1]
// UTF8String), for the others as a PrintableString. Never critical: no reader has to understand it.
#pragma once

#include "base/secret_bytes.hpp"
#include "x509/extensions.hpp"

namespace yinxin::x509 {

inline constexpr std::size_t kIdentityOpeningSize = 32;
inline constexpr std::size_t kMaxIdentityCharacters = 64;

enum class IdentityKind : std::uint8_t {
  ResidentId,          ///< 居民身份证号码: identifyCode [0]
  MilitaryOfficerId,   ///< 军官证号码: identifyCode [1]
  Passport,            ///< 护照号码: identifyCode [2]
  InsuranceNumber,     ///< 个人社会保险号
  RegistrationNumber,  ///< 企业工商注册号
  OrganizationCode,    ///< 组织机构代码: the unified social credit code since 2015
  TaxationNumber,      ///< 企业税号
};
/// "resident_id", "military_officer_id", "passport", "insurance_number", "registration_number",
/// "organization_code", "taxation_number": the words of rules/profiles and of commitments.
std::string_view identity_word(IdentityKind kind);
std::optional<IdentityKind> identity_kind(std::string_view word);

asn1::Oid identity_extension_id(IdentityKind kind);

/// With ASCII letters capital (military numbers as they are). Errors: Malformed `x509.identity.number` (check
/// character wrong for resident_id and organization_code, empty, over kMaxIdentityCharacters, characters its
/// string type lacks).
base::Result<std::string> canonical_identity_number(IdentityKind kind, std::string_view number);

/// The text of the commitment. Errors: those of canonical_identity_number; Malformed `x509.identity.opening`
/// (not kIdentityOpeningSize octets).
base::Result<std::string> identity_commitment(IdentityKind kind, std::string_view number,
                                              const base::SecretBytes& opening);
bool is_identity_commitment(std::string_view text);

/// The extension around a text that is a commitment or a canonical number already.
Extension write_identity(IdentityKind kind, std::string_view text);
/// The whole extension. Errors: those of identity_commitment.
base::Result<Extension> encode_identity_commitment(IdentityKind kind, std::string_view number,
                                                   const base::SecretBytes& opening);
/// With the number in clear: only where profile and filed policy say so. Errors: those of
/// canonical_identity_number.
base::Result<Extension> encode_identity_clear(IdentityKind kind, std::string_view number);

enum class IdentityForm : std::uint8_t { Commitment, Clear, Empty };

struct Identity {
  std::optional<IdentityKind> kind;  // nothing: an identifyCode without the tag that says which
  IdentityForm form = IdentityForm::Empty;
  std::string text;  // personal data when Clear
};

/// Whether `id` is one that decode_identity knows: .1 to .5 of the arc, and .1.1 and .1.2 of GM/T 0015-2023.
bool is_identity_extension(const asn1::Oid& id);
/// Every form met: the CHOICE with explicit or implicit tags or in a SEQUENCE, a string without it, bare text
/// without any DER, NULL. Precondition: is_identity_extension(extension.id). Errors: Malformed
/// `x509.extension`.
base::Result<Identity> decode_identity(const Extension& extension);

/// Whether `identity` is the commitment to this number under this opening.
bool opens_identity(const Identity& identity, IdentityKind kind, std::string_view number,
                    const base::SecretBytes& opening);

}  // namespace yinxin::x509
