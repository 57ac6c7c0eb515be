// Applications for certificates (articles 20, 21; requirements 2.12 and 13.3).
#pragma once

#include "authority/types.hpp"
#include "procedure/engine.hpp"
#include "x509/request.hpp"

namespace yinxin::registration {

/// Why an application is made (requirements 2.12): the last three name the certificate they replace.
enum class Purpose : std::uint8_t { New, Renewal, Rekey, Change };
std::string_view purpose_name(Purpose purpose);
base::Result<Purpose> parse_purpose(std::string_view name);

struct IdentityNumber {
  x509::IdentityKind kind = x509::IdentityKind::ResidentId;
  std::string number;  // canonical; L3
};

/// What an applicant asks for. Everything in `subject` and `identities` is what the identity check compares.
struct Form {
  Purpose purpose = Purpose::New;
  std::optional<x509::Serial> replaces;                    // of a renewal, rekey or change
  std::string profile;                                     // id under rules/profiles
  std::vector<std::pair<asn1::Oid, std::string>> subject;  // L2
  x509::SubjectAltNames alt_names;
  std::vector<IdentityNumber> identities;
  std::string phone;               // L2
  std::string mail;                // L2; may be empty
  std::int64_t validity_days = 0;  // 0: the most the CPS gives
  base::Bytes request;             // PKCS#10, DER: the key to be certified, possession proved
  base::Bytes replaced_signature;  // DER SM2 signature over `request` by the key of the certificate replaced,
                                   // or empty
  std::string reason;  // of a rekey: "lost", "damaged", "compromised", which end the old certificate at once;
                       // or empty
};

struct Material {
  std::string kind;  // "identity_document", "organisation_licence", "authorisation_letter", "photograph", …
  std::string title;  // L2
  std::string media_type;
  base::Bytes content;  // L3; at most kMaxMaterial
};
inline constexpr std::size_t kMaxMaterial =
    2 * 1024 * 1024;                              // an identity document scanned at 300 dpi has about 1 MB
inline constexpr std::size_t kMaxMaterials = 32;  // of one application

/// What is told about a material: never its content.
struct MaterialNote {
  std::string kind;
  std::string title;
  std::string media_type;
  std::int64_t size = 0;
  crypto::Sm3Digest digest{};
  base::Time added_at;
};

/// One thing that was done, as stored.
struct StepNote {
  std::int64_t position = 0;
  std::string event;
  std::string actor;
  base::Time at;
  procedure::Values inputs;
};

/// An application as the office sees it, unmasked; endpoints mask.
struct Application {
  std::string number;  // "SQ-2026-7K3M9QAX": year and 8 random characters, so that it cannot be guessed
  std::string procedure_version;
  std::string state;
  std::int64_t version = 0;  // grows with each change; two officers at once: one wins
  base::Time opened_at;
  std::string rules_version;  // CPS version at submission
  Form form;
  base::Bytes key;  // point of the key to be certified
  std::vector<StepNote> steps;
  std::vector<MaterialNote> materials;
  std::optional<x509::Serial> serial;  // once issued
  std::optional<base::Time> due_at;    // of the clock that fires next
  std::optional<base::Time> owed_at;  // when the soonest clock runs out that an officer's step would stop now
};

}  // namespace yinxin::registration
