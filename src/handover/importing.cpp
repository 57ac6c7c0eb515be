// The taker's side: checked whole, then written in pieces that an interrupted import takes up again.
#include <algorithm>

#include "crypto/sm4.hpp"
#include "handover/service.hpp"
#include "proof/package_layout.hpp"

namespace yinxin::handover {

using base::ErrorKind;
using base::make_error;
using base::Result;
namespace file = proof::handover_file;

namespace {

constexpr std::size_t kCertificatesAtOnce = 500;  // rows of one commit
constexpr std::string_view kTakeFile =
    "INSERT INTO taken_file (bundle, name, content) VALUES ($1, $2, $3) ON CONFLICT (bundle, name) DO "
    "NOTHING";

Result<void> commit(const TakerHouse& house, store::WriteSet set) {
  if (set.empty()) return {};
  YX_TRY(const auto committed, house.lane.commit(std::move(set)));
  static_cast<void>(committed);
  return {};
}

Result<proof::HandoverBundle> open_checked(base::ByteView archive, const ImportOrder& order) {
  YX_TRY(proof::HandoverBundle bundle, proof::open_handover(archive));
  proof::Report report;
  proof::check_handover(bundle, order.roots, report);
  if (report.pass()) return bundle;
  const auto failed =
      std::ranges::find(report.findings(), proof::Severity::Failed, &proof::Finding::severity);
  return make_error(ErrorKind::Refused, "handover.bundle",
                    failed == report.findings().end() ? "" : failed->where + ": " + failed->en);
}

/// The taker's certificates, and which keys of our signer they are for.
struct TakerKeys {
  x509::Certificate ocsp;
  x509::Certificate lists;
  std::string ocsp_key;
  std::string lists_key;
};

Result<std::string> key_of(const std::vector<signer::KeyInfo>& keys, const x509::Certificate& certificate) {
  const auto found = std::ranges::find_if(
      keys, [&](const signer::KeyInfo& key) { return key.public_key == certificate.tbs().public_key; });
  if (found == keys.end())
    return make_error(ErrorKind::Refused, "handover.not_ours",
                      "certificate " + certificate.serial().to_hex());
  return found->spec.id;
}

Result<TakerKeys> find_keys(const TakerHouse& house, const proof::HandoverBundle& bundle) {
  YX_TRY(const auto keys, house.signer.keys());
  YX_TRY(x509::Certificate ocsp, x509::Certificate::parse(bundle.find(file::kTakerOcsp)->content));
  YX_TRY(x509::Certificate lists, x509::Certificate::parse(bundle.find(file::kTakerLists)->content));
  YX_TRY(std::string ocsp_key, key_of(keys, ocsp));
  YX_TRY(std::string lists_key, key_of(keys, lists));
  return TakerKeys{std::move(ocsp), std::move(lists), std::move(ocsp_key), std::move(lists_key)};
}

Result<void> check_sealed(const TakerHouse& house, const ImportOrder& order,
                          const proof::HandoverBundle& bundle) {
  YX_TRY(const signer::KeyInfo ours, house.signer.key(order.data_key_id));
  if (bundle.manifest.taker_key != crypto::sm3(ours.public_key.point()))
    return make_error(ErrorKind::Refused, "handover.not_ours", "sealed for another key");
  const auto secret = house.signer.unwrap(order.data_key_id, bundle.find(file::kSealedKey)->content);
  if (!secret && secret.error().code == "signer.refused")
    return make_error(ErrorKind::Refused, "handover.not_ours", std::string(file::kSealedKey));
  if (!secret) return secret.error();
  const crypto::SealKey key(*secret);
  for (const std::string_view folder : {file::kSealedEntries, file::kSealedRecords}) {
    for (const proof::TarFile* sealed : bundle.in(folder)) {
      if (!key.open(sealed->content, proof::handover_place(sealed->name)))
        return make_error(ErrorKind::Refused, "handover.bundle", sealed->name + ": does not open");
    }
  }
  return {};
}

Result<authority::Authority> authority_row(const proof::HandoverBundle& bundle, const std::string& prefix,
                                           const proof::HandoverManifest::Authority& one) {
  YX_TRY(x509::Certificate certificate,
         x509::Certificate::parse(bundle.find(std::string(file::kAuthorities) + one.id + ".cer")->content));
  return authority::Authority{prefix + one.id, one.role, one.issuer.empty() ? "" : prefix + one.issuer, "",
                              std::move(certificate)};
}

/// The issuing authority and those above it, root first.
Result<std::vector<authority::Authority>> path_of(const proof::HandoverBundle& bundle,
                                                  const std::string& prefix) {
  std::vector<authority::Authority> path;
  std::string id = bundle.manifest.authority;
  while (!id.empty() && path.size() <= bundle.manifest.authorities.size()) {
    const auto one =
        std::ranges::find(bundle.manifest.authorities, id, &proof::HandoverManifest::Authority::id);
    if (one == bundle.manifest.authorities.end())
      return make_error(ErrorKind::Refused, "handover.bundle", id);
    YX_TRY(authority::Authority row, authority_row(bundle, prefix, *one));
    path.insert(path.begin(), std::move(row));
    id = one->issuer;
  }
  if (!id.empty()) return make_error(ErrorKind::Refused, "handover.bundle", "authorities in a circle");
  return path;
}

authority::CertificateRecord record_of(const proof::HandoverCertificate& one, const std::string& authority,
                                       const std::string& prefix) {
  authority::CertificateRecord record;
  record.authority = authority;
  record.serial = one.serial;
  record.state = one.issued_at ? authority::CertificateState::Issued : authority::CertificateState::Abandoned;
  record.profile = one.profile;
  // Numbers of applications are the sender's own: ours must not meet them.
  if (!one.application.empty()) record.application = prefix + one.application;
  record.rules_version = one.rules;
  record.crl_partition = static_cast<std::int64_t>(one.partition);
  record.validity = {one.not_before, one.not_after};
  record.intended_at = one.intended_at;
  record.der = one.der;
  record.issued_at = one.issued_at;
  record.revoked_at = one.revoked_at;
  record.reason = one.reason;
  record.invalidity_date = one.invalidity_date;
  return record;
}

Result<void> import_certificates(const TakerHouse& house, const proof::HandoverBundle& bundle,
                                 const std::string& authority, const std::string& prefix) {
  store::WriteSet set;
  std::size_t waiting = 0;
  for (const proof::TarFile* part : bundle.in(file::kCertificates)) {
    YX_CHECK(proof::each_handover_line(part->content, [&](std::string_view line) -> Result<void> {
      YX_TRY(const proof::HandoverCertificate one, proof::HandoverCertificate::parse(line));
      authority::take_certificate(set, record_of(one, authority, prefix));
      if (++waiting < kCertificatesAtOnce) return {};
      waiting = 0;
      return commit(house, std::exchange(set, {}));
    }));
  }
  return commit(house, std::move(set));
}

Result<void> import_files(const TakerHouse& house, const proof::HandoverBundle& bundle) {
  const auto keep = [&](std::string_view name, base::ByteView content) {
    store::WriteSet set;
    set.add_any(kTakeFile, {base::to_bytes(bundle.digest), std::string(name), base::to_bytes(content)});
    return commit(house, std::move(set));
  };
  for (const proof::TarFile& one : bundle.files) YX_CHECK(keep(one.name, one.content));
  YX_CHECK(keep(file::kManifest, base::as_bytes(bundle.manifest_json)));
  return keep(file::kSignature, base::as_bytes(bundle.note));
}

Result<void> finish(const TakerHouse& house, const proof::HandoverBundle& bundle,
                    const authority::TakenAuthority& taken, const TakerKeys& keys,
                    const std::string& prefix) {
  const base::Time at = house.clock.now();
  std::vector<authority::CrlPartition> partitions;
  for (const auto& one : bundle.manifest.partitions)
    partitions.push_back({static_cast<std::int64_t>(one.number), static_cast<std::int64_t>(one.assigned)});
  store::WriteSet set;
  authority::finish_taking(set, taken, partitions,
                           {prefix + "ocsp", "ocsp_signer", taken.id, keys.ocsp_key, keys.ocsp}, at);
  for (const auto& one : bundle.manifest.partitions)
    status::take_crl_number(set, taken.id, static_cast<std::int64_t>(one.number),
                            static_cast<std::int64_t>(one.crl_number), at);
  ledger::Act act;
  act.code = proof::ActCode::HandoverImported;
  act.object = "authority/" + taken.id;
  act.record = ledger::facts({{"actor", "system/handover"},
                              {"sender", bundle.manifest.sender},
                              {"manifest_sm3", base::to_hex(bundle.digest)},
                              {"certificates", std::to_string(bundle.manifest.certificates)}});
  house.recorder.add(set, act, at);
  return commit(house, std::move(set));
}

std::string prefix_of(const std::string& id, const std::string& name) {
  return id.substr(0, id.size() - name.size());
}

}  // namespace

Result<Imported> import_bundle(const TakerHouse& house, const ImportOrder& order, base::ByteView archive) {
  YX_TRY(const proof::HandoverBundle bundle, open_checked(archive, order));
  Imported imported{bundle.digest, {}, bundle.manifest.certificates, false};
  YX_TRY(const auto begun, authority::find_taking(house.database, bundle.digest));
  if (begun && begun->finished) {
    imported.authority = begun->id;
    imported.before = true;
    return imported;
  }
  YX_TRY(const TakerKeys keys, find_keys(house, bundle));
  YX_CHECK(check_sealed(house, order, bundle));
  const std::string& name = bundle.manifest.authority;
  YX_TRY(std::string prefix, authority::free_taken_prefix(house.database));
  if (begun) prefix = prefix_of(begun->id, name);
  const authority::TakenAuthority taken{
      prefix + name,  bundle.digest, bundle.manifest.sender, name, bundle.manifest.crl_address,
      keys.lists_key, keys.lists};
  if (!begun) {
    YX_TRY(const auto path, path_of(bundle, prefix));
    store::WriteSet set;
    authority::begin_taking(set, path, taken);
    YX_CHECK(commit(house, std::move(set)));
  }
  YX_CHECK(import_certificates(house, bundle, taken.id, prefix));
  YX_CHECK(import_files(house, bundle));
  YX_CHECK(finish(house, bundle, taken, keys, prefix));
  imported.authority = taken.id;
  return imported;
}

}  // namespace yinxin::handover
