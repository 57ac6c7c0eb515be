// A provider in a test: a root, an issuing authority under it, and what is needed to certify a holder by any
// profile.
#pragma once

#include <stdexcept>

#include "asn1/oids.hpp"
#include "crypto/random.hpp"
#include "x509/lint/lint.hpp"

namespace yinxin::x509_support {

using namespace x509;  // NOLINT(google-build-using-namespace): a support header of this folder's tests
namespace oids = asn1::oids;

inline const std::string kLicensedName = "云岭电子认证服务有限公司";
inline const std::string kResidentId = "440524188001010014";  // the example of GB 11643-1999, born in 1880
inline const std::string kCreditCode = "91110101MA00000005";  // constructed

inline base::Time at(std::string_view text) {
  return base::parse_utc(text).value();
}

/// The profiles of rules/profiles; read once.
inline const Profiles& profiles() {
  static const Profiles kLoaded = load_profiles(std::string(YX_SOURCE_DIR) + "/rules/profiles").value();
  return kLoaded;
}

class SampleAuthority {
 public:
  SampleAuthority()
      : root_(certify("root", nullptr, root_key_, root_key_)),
        issuing_(certify("issuing-authority", &root_, issuing_key_, root_key_)) {}

  const crypto::Sm2PrivateKey& root_key() const { return root_key_; }
  const crypto::Sm2PrivateKey& issuing_key() const { return issuing_key_; }
  const crypto::Sm2PrivateKey& holder_key() const { return holder_key_; }
  const Certificate& root() const { return root_; }
  const Certificate& issuing() const { return issuing_; }
  const base::SecretBytes& opening() const { return opening_; }

  const Certificate* issuer_of(const std::string& profile) const {
    if (profile == "root") return nullptr;
    return profiles().at(profile).basic_constraints.ca ? &root_ : &issuing_;
  }

  /// What every profile needs, its optional values left out.
  DraftInput input(const std::string& profile) const {
    return input(profile, issuer_of(profile), holder_key_.public_key());
  }

  LintContext context(const std::string& profile) const { return context(issuer_of(profile)); }

  /// Drafted, linted, signed by whoever signs such certificates.
  Certificate certify(const std::string& profile) const {
    const bool by_root = profiles().at(profile).basic_constraints.ca;
    return certify(profile, issuer_of(profile), holder_key_, by_root ? root_key_ : issuing_key_);
  }

 private:
  static DraftInput bare_input(const std::string& profile) {
    DraftInput input;
    input.serial = Serial::random();
    const base::Time start = at(profile == "root" ? "2026-01-01T00:00:00Z" : "2026-11-22T00:00:00Z");
    input.subject = {{oids::kCountry, "CN"}};
    input.urls = {"http://crl.example.cn", "http://ocsp.example.cn", "http://ca.example.cn", "issuing-1",
                  "1"};
    input.validity = usual_validity(profiles().at(profile), start, nullptr);
    if (!profiles().at(profile).policies.empty()) input.policy = profiles().at(profile).policies[0];
    return input;
  }

  DraftInput input(const std::string& profile, const Certificate* issuer,
                   const crypto::Sm2PublicKey& key) const {
    DraftInput input = bare_input(profile);
    input.issuer = issuer;
    input.public_key = key;
    input.validity = usual_validity(profiles().at(profile), input.validity.not_before, issuer);
    for (const SubjectField& field : profiles().at(profile).subject) {
      if (!field.required || !field.fixed.empty()) continue;
      const bool organization = field.type->id == oids::kOrganization;
      const bool number = field.type->id == oids::kSerialNumber;
      if (profiles().at(profile).key_usage == kCrlSign) {  // the authority's own name
        input.subject.emplace_back(field.type->id,
                                   std::string(issuer->tbs().subject.find(field.type->id).value()));
        continue;
      }
      input.subject.emplace_back(field.type->id, organization ? kLicensedName
                                                 : number     ? "0001"
                                                              : "示例 " + profile);
    }
    for (const IdentityField& field : profiles().at(profile).identities) {
      if (!field.required) continue;
      const bool person = field.kinds[0] == IdentityKind::ResidentId;
      input.identities.push_back({field.kinds[0], person ? kResidentId : kCreditCode, &opening_});
    }
    return input;
  }

  LintContext context(const Certificate* issuer) const {
    LintContext context;
    context.licensed_name = kLicensedName;
    context.issuer = issuer;
    return context;
  }

  Certificate certify(const std::string& profile, const Certificate* issuer, const crypto::Sm2PrivateKey& key,
                      const crypto::Sm2PrivateKey& signer) const {
    const Profile& by = profiles().at(profile);
    const TbsCertificate draft = make_draft(by, input(profile, issuer, key.public_key())).value();
    auto linted = lint(draft.to_der(), by, context(issuer));
    if (!linted) throw std::runtime_error(base::describe(linted.error()));
    const base::Bytes tbs = std::move(*linted).take();
    return Certificate::assemble(tbs, crypto::sm2_sign(signer, tbs).value()).value();
  }

  const crypto::Sm2PrivateKey root_key_ = crypto::Sm2PrivateKey::generate();
  const crypto::Sm2PrivateKey issuing_key_ = crypto::Sm2PrivateKey::generate();
  const crypto::Sm2PrivateKey holder_key_ = crypto::Sm2PrivateKey::generate();
  const base::SecretBytes opening_ = crypto::random_secret(kIdentityOpeningSize);
  const Certificate root_;
  const Certificate issuing_;
};

}  // namespace yinxin::x509_support
