#include "x509/identity.hpp"

#include <algorithm>
#include <array>

#include "asn1/oids.hpp"
#include "crypto/sm3.hpp"
#include "x509/identity_number.hpp"
#include "x509/text.hpp"

namespace yinxin::x509 {
namespace {

using asn1::context;
using asn1::DerReader;
using asn1::DerWriter;
using asn1::Oid;
using base::ErrorKind;
using base::Result;

constexpr std::string_view kDomain = "yinxin-certificate-identity-v1";
constexpr std::string_view kCommitmentPrefix = "SM3:";
constexpr std::size_t kCommitmentLength = 4 + 2 * crypto::kSm3Size;

// GM/T 0015-2023 gives two alternatives identifiers of their own (standards.md 2.4). Read, not written.
constexpr Oid kResidentId2023 = Oid::literal("1.2.156.10260.4.1.1.1");
constexpr Oid kPassport2023 = Oid::literal("1.2.156.10260.4.1.1.2");

constexpr int kNoChoice = -1;
struct Form {
  IdentityKind kind;
  std::string_view word;
  Oid id;
  int choice;  // tag number in identifyCode
  std::uint8_t tag;
};
constexpr std::array kForms{
    Form{IdentityKind::ResidentId, "resident_id", asn1::oids::kIdentifyCode, 0, asn1::kPrintableString},
    Form{IdentityKind::MilitaryOfficerId, "military_officer_id", asn1::oids::kIdentifyCode, 1,
         asn1::kUtf8String},
    Form{IdentityKind::Passport, "passport", asn1::oids::kIdentifyCode, 2, asn1::kPrintableString},
    Form{IdentityKind::InsuranceNumber, "insurance_number", asn1::oids::kInsuranceNumber, kNoChoice,
         asn1::kPrintableString},
    Form{IdentityKind::RegistrationNumber, "registration_number", asn1::oids::kIcRegistrationNumber,
         kNoChoice, asn1::kPrintableString},
    Form{IdentityKind::OrganizationCode, "organization_code", asn1::oids::kOrganizationCode, kNoChoice,
         asn1::kPrintableString},
    Form{IdentityKind::TaxationNumber, "taxation_number", asn1::oids::kTaxationNumber, kNoChoice,
         asn1::kPrintableString},
};

const Form& form_of(IdentityKind kind) {
  return kForms.at(static_cast<std::size_t>(kind));
}

base::Error bad_number(IdentityKind kind, std::string_view fault) {
  return base::make_error(ErrorKind::Malformed, "x509.identity.number",
                          std::string(identity_word(kind)) + ": " + std::string(fault));
}

base::Error bad_extension(const char* fault) {
  return base::make_error(ErrorKind::Malformed, "x509.extension", std::string("identity: ") + fault);
}

bool is_string(std::uint8_t tag) {
  return tag == asn1::kUtf8String || tag == asn1::kPrintableString || tag == asn1::kIa5String;
}

bool is_bare_text(base::ByteView value) {
  return !value.empty() &&
         std::all_of(value.begin(), value.end(), [](std::uint8_t c) { return c >= 0x20 && c < 0x7F; });
}

/// The text of one string, and in `choice` the number of the tag it stood under.
Result<base::ByteView> read_string(const asn1::Element& element, int& choice) {
  if (is_string(element.tag)) return element.content;
  for (int number = 0; number <= 2; ++number) {
    const auto tag_number = static_cast<unsigned>(number);
    if (element.tag == context(tag_number, false)) return choice = number, element.content;
    if (element.tag != context(tag_number, true)) continue;
    choice = number;
    DerReader inner(element.content);
    YX_TRY(const asn1::Element text, inner.any());
    YX_CHECK(inner.expect_end());
    if (!is_string(text.tag)) return bad_extension("a value that is not a string");
    return text.content;
  }
  return bad_extension("a value that is not a string");
}

Result<base::ByteView> read_value(base::ByteView value, int& choice) {
  if (is_bare_text(value)) return value;
  DerReader reader(value);
  YX_TRY(asn1::Element element, reader.any());
  YX_CHECK(reader.expect_end());
  if (element.tag == asn1::kNull && element.content.empty()) return element.content;
  if (element.tag == asn1::kSequence) {  // as optional fields of a SEQUENCE: the first one there counts
    DerReader fields(element.content);
    YX_TRY(element, fields.any());
  }
  return read_string(element, choice);
}

std::optional<IdentityKind> kind_of(const Oid& id, int choice) {
  if (id == kResidentId2023) return IdentityKind::ResidentId;
  if (id == kPassport2023) return IdentityKind::Passport;
  for (const Form& form : kForms) {
    if (form.id == id && (form.choice == kNoChoice || form.choice == choice)) return form.kind;
  }
  return std::nullopt;
}

}  // namespace

std::string_view identity_word(IdentityKind kind) {
  return form_of(kind).word;
}

std::optional<IdentityKind> identity_kind(std::string_view word) {
  for (const Form& form : kForms) {
    if (form.word == word) return form.kind;
  }
  return std::nullopt;
}

Oid identity_extension_id(IdentityKind kind) {
  return form_of(kind).id;
}

Result<std::string> canonical_identity_number(IdentityKind kind, std::string_view number) {
  std::string text(number);
  if (kind != IdentityKind::MilitaryOfficerId) {
    for (char& c : text) {
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
  }
  if (text.empty()) return bad_number(kind, "empty");
  const auto fault = inspect_text(text);
  if (fault) return bad_number(kind, describe(*fault));
  if (count_characters(text).value_or(0) > kMaxIdentityCharacters) return bad_number(kind, "too long");
  if (form_of(kind).tag == asn1::kPrintableString && !asn1::is_printable(text)) {
    return bad_number(kind, "characters that PrintableString does not have");
  }
  if (kind == IdentityKind::ResidentId && !is_resident_id(text))
    return bad_number(kind, "not a number of GB 11643");
  if (kind == IdentityKind::OrganizationCode && !is_credit_code(text))
    return bad_number(kind, "not a code of GB 32100");
  return text;
}

Result<std::string> identity_commitment(IdentityKind kind, std::string_view number,
                                        const base::SecretBytes& opening) {
  if (opening.size() != kIdentityOpeningSize) {
    return base::make_error(ErrorKind::Malformed, "x509.identity.opening", "not 32 octets");
  }
  YX_TRY(const std::string canonical, canonical_identity_number(kind, number));
  std::string message(kDomain);
  message += '\0';
  message += identity_word(kind);
  message += '\0';
  message += canonical;
  return std::string(kCommitmentPrefix) + base::to_hex(crypto::hmac_sm3(opening, base::as_bytes(message)));
}

bool is_identity_commitment(std::string_view text) {
  if (text.size() != kCommitmentLength || text.substr(0, kCommitmentPrefix.size()) != kCommitmentPrefix)
    return false;
  return text.find_first_not_of("0123456789abcdef", kCommitmentPrefix.size()) == std::string_view::npos;
}

Extension write_identity(IdentityKind kind, std::string_view text) {
  const Form& form = form_of(kind);
  DerWriter out;
  const auto put = [&](DerWriter& to) { to.primitive(form.tag, base::as_bytes(text)); };
  if (form.choice == kNoChoice) {
    put(out);
  } else {
    out.nested(context(static_cast<unsigned>(form.choice), true), put);
  }
  return {form.id, false, std::move(out).take()};
}

Result<Extension> encode_identity_commitment(IdentityKind kind, std::string_view number,
                                             const base::SecretBytes& opening) {
  YX_TRY(const std::string text, identity_commitment(kind, number, opening));
  return write_identity(kind, text);
}

Result<Extension> encode_identity_clear(IdentityKind kind, std::string_view number) {
  YX_TRY(const std::string text, canonical_identity_number(kind, number));
  return write_identity(kind, text);
}

bool is_identity_extension(const Oid& id) {
  return id == kResidentId2023 || id == kPassport2023 ||
         std::any_of(kForms.begin(), kForms.end(), [&](const Form& form) { return form.id == id; });
}

Result<Identity> decode_identity(const Extension& extension) {
  int choice = kNoChoice;
  const auto text = read_value(extension.value, choice);
  if (!text) return bad_extension(text.error().detail.c_str());
  if (!count_characters(base::as_text(*text))) return bad_extension("a string that is not UTF-8");
  Identity identity;
  identity.kind = kind_of(extension.id, choice);
  identity.text = std::string(base::as_text(*text));
  if (!identity.text.empty()) {
    identity.form = is_identity_commitment(identity.text) ? IdentityForm::Commitment : IdentityForm::Clear;
  }
  return identity;
}

bool opens_identity(const Identity& identity, IdentityKind kind, std::string_view number,
                    const base::SecretBytes& opening) {
  if (identity.form != IdentityForm::Commitment || (identity.kind && identity.kind != kind)) return false;
  const auto expected = identity_commitment(kind, number, opening);
  return expected && base::equal_constant_time(base::as_bytes(*expected), base::as_bytes(identity.text));
}

}  // namespace yinxin::x509
