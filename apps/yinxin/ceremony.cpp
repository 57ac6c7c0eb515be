#include "ceremony.hpp"

#include "asn1/oids.hpp"
#include "x509/lint/lint.hpp"

namespace yinxin::command_line {

using authority::Authority;
using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::chrono::days kRootCrlValidity{183};
constexpr std::chrono::days kRootLongest{10958};  // 30 years, as the national root (standards.md 2.1)

std::vector<std::pair<asn1::Oid, std::string>> subject_of(const std::string& organisation,
                                                          const std::string& name) {
  return {{asn1::oids::kCountry, "CN"},
          {asn1::oids::kOrganization, organisation},
          {asn1::oids::kCommonName, name}};
}

}  // namespace

x509::DraftInput Ceremony::input_for(const std::string& name, const crypto::Sm2PublicKey& key,
                                     const std::string& issuer_id) const {
  x509::DraftInput input;
  input.serial = x509::Serial::random();
  input.subject = subject_of(plan_.organisation, name);
  input.public_key = key;
  input.urls = authority::urls_for(plan_.site, issuer_id, 0);
  return input;
}

Result<x509::Certificate> Ceremony::certify(const x509::Profile& profile, const x509::DraftInput& input,
                                            const std::string& key_id,
                                            const crypto::Sm2PublicKey& issuer_key) {
  YX_TRY(const x509::TbsCertificate tbs, x509::make_draft(profile, input));
  x509::LintContext context;
  context.licensed_name = plan_.organisation;
  context.issuer = input.issuer;
  YX_TRY(x509::LintedTbs linted, x509::lint(tbs.to_der(), profile, context));
  const base::Bytes body = std::move(linted).take();
  YX_TRY(const signer::Signatures signatures, ceremony_.sign_certificates(key_id, {body}));
  YX_TRY(x509::Certificate certificate, x509::Certificate::assemble(body, signatures.at(0)));
  if (!certificate.verify(issuer_key))
    return make_error(ErrorKind::Internal, "authority.signature", "ceremony");
  return certificate;
}

Result<Authority> Ceremony::make_root(const std::string& id, const std::string& role,
                                      const std::string& name) {
  YX_TRY(const x509::Name subject, x509::Name::build(subject_of(plan_.organisation, name)));
  signer::KeySpec spec;
  spec.id = id;
  spec.key_class = signer::KeyClass::Ceremony;
  spec.limits.purposes = signer::kSignAuthorityCertificate | signer::kSignCrl;
  spec.limits.issuer_name = base::to_bytes(subject.der());
  spec.limits.longest_validity = kRootLongest;
  YX_TRY(const signer::KeyInfo key, ceremony_.generate(spec));
  const x509::Profile& profile = plan_.profiles.at("root");
  x509::DraftInput input = input_for(name, key.public_key, id);
  input.validity = x509::usual_validity(profile, clock_.now(), nullptr);
  YX_TRY(x509::Certificate certificate, certify(profile, input, id, key.public_key));
  return Authority{id, role, "", id, std::move(certificate)};
}

Result<Authority> Ceremony::make_authority(const Authority& root, const std::string& id,
                                           const std::string& role, const std::string& profile_id,
                                           const std::string& name, std::chrono::days longest) {
  YX_TRY(const x509::Name subject, x509::Name::build(subject_of(plan_.organisation, name)));
  signer::KeySpec spec;
  spec.id = id;
  spec.key_class = signer::KeyClass::Quorum;
  spec.limits.purposes = signer::kSignCertificate | signer::kSignCrl | signer::kSignOcspSignerCertificate;
  spec.limits.issuer_name = base::to_bytes(subject.der());
  spec.limits.longest_validity = longest;
  spec.limits.acts_by = kOperationsKeyId;
  YX_TRY(const signer::KeyInfo key, everyday_.generate(spec));
  const x509::Profile& profile = plan_.profiles.at(profile_id);
  x509::DraftInput input = input_for(name, key.public_key, root.id);
  input.issuer = &root.certificate;
  input.validity = x509::usual_validity(profile, clock_.now(), &root.certificate);
  YX_TRY(x509::Certificate certificate,
         certify(profile, input, root.key_id, root.certificate.tbs().public_key));
  return Authority{id, role, root.id, id, std::move(certificate)};
}

Result<base::Bytes> Ceremony::make_root_crl(const Authority& root, const std::string& spool_folder) {
  const x509::TbsCertificate& tbs = root.certificate.tbs();
  YX_TRY(const std::string url, x509::fill_url(plan_.profiles.at("issuing-authority").urls.crl,
                                               authority::urls_for(plan_.site, root.id, 0)));
  x509::CrlInfo info;
  info.issuer = tbs.subject;
  info.authority_key_id = x509::key_identifier(tbs.public_key);
  info.this_update = std::chrono::floor<std::chrono::seconds>(clock_.now());
  info.next_update = info.this_update + kRootCrlValidity;
  info.number = 1;
  info.distribution_point = x509::IssuingDistributionPoint{url, false, false};
  YX_TRY(x509::CrlWriter writer, x509::CrlWriter::start(std::move(info), spool_folder));
  YX_TRY(const crypto::Sm2Signature signature, ceremony_.sign_crl(root.key_id, writer));
  base::Bytes octets;
  YX_CHECK(writer.write(signature, [&](base::ByteView chunk) -> Result<void> {
    base::append(octets, chunk);
    return {};
  }));
  return octets;
}

Result<void> Ceremony::make_tree_head_key(const std::string& id) {
  signer::KeySpec spec;
  spec.id = id;
  spec.key_class = signer::KeyClass::Online;
  spec.limits.purposes = signer::kSignTreeHead | signer::kSignPackage;
  spec.limits.origin = plan_.origin;
  YX_TRY(const signer::KeyInfo key, everyday_.generate(spec));
  static_cast<void>(key);
  return {};
}

Result<void> Ceremony::make_data_key(const std::string& id) {
  signer::KeySpec spec;
  spec.id = id;
  spec.key_class = signer::KeyClass::Online;
  spec.limits.purposes = signer::kUnwrapData;
  YX_TRY(const signer::KeyInfo key, everyday_.generate(spec));
  static_cast<void>(key);
  return {};
}

}  // namespace yinxin::command_line
