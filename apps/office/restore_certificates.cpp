// The signer's log: every certificate that was ever signed is known afterwards (decisions.md 3).
#include <algorithm>

#include "asn1/oids.hpp"
#include "authority/certificate_table.hpp"
#include "office/restore_state.hpp"

namespace yinxin::office {

using authority::Authority;
using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kUnknown = "-";  // profile and rules of what lost its papers

base::Error signer_older(std::string detail) {
  return make_error(ErrorKind::Refused, "restore.signer_older", std::move(detail));
}

/// What the backup has of one serial.
struct Known {
  bool there = false;
  bool issued = false;
  base::Bytes octets;  // der once issued, tbs while intended
  std::string application;
};

Result<Known> find(store::Connection& connection, const std::string& issuer, const x509::Serial& serial) {
  YX_TRY(const auto rows,
         connection.query("SELECT state, der, tbs, application FROM certificate WHERE issuer = $1 "
                          "AND serial = $2",
                          {issuer, base::to_bytes(serial.magnitude())}));
  Known known;
  if (rows.empty()) return known;
  known.there = true;
  known.issued = rows[0].text(0) == "issued";
  if (!rows[0].is_null(1)) known.octets = rows[0].blob(1);
  if (!rows[0].is_null(2)) known.octets = rows[0].blob(2);
  if (!rows[0].is_null(3)) known.application = rows[0].text(3);
  return known;
}

/// The application that the key was brought for, unless it has another certificate. Keys serve one (0004).
Result<void> find_application(store::Connection& connection, const crypto::Sm2PublicKey& key,
                              authority::CertificateRecord& record) {
  YX_TRY(const auto rows,
         connection.query(
             "SELECT a.number, a.profile, a.rules_version FROM application a WHERE a.key_point = $1 AND "
             "a.state NOT IN ('refused', 'withdrawn', 'closed') AND NOT EXISTS (SELECT 1 FROM "
             "certificate c WHERE c.application = a.number AND c.state <> 'abandoned')",
             {base::to_bytes(key.point())}));
  if (rows.empty()) return {};
  record.application = rows[0].text(0);
  record.profile = rows[0].text(1);
  record.rules_version = rows[0].text(2);
  return {};
}

/// Its list, by the address in it; what names none stands on the first.
std::int64_t partition_of(const x509::TbsCertificate& tbs, const std::string& issuer) {
  const x509::Extension* extension = x509::find_extension(tbs.extensions, asn1::oids::kCrlDistributionPoints);
  if (extension == nullptr) return 0;
  const auto points = x509::decode_distribution_points(extension->value);
  if (!points) return 0;
  for (const std::string& uri : points->uris) {
    const auto place = place_of(uri);
    if (place && place->authority == issuer) return place->partition;
  }
  return 0;
}

ledger::Act recovered_act(const authority::CertificateRecord& record, const x509::Certificate& certificate,
                          base::Time signed_at) {
  ledger::Act act;
  act.code = proof::ActCode::CertificateRecovered;
  act.object = authority::certificate_object(record.authority, record.serial);
  act.fingerprint = certificate.fingerprint();
  act.record = ledger::facts(
      {{"actor", Restoring::kActor},
       {"authority", record.authority},
       {"serial", record.serial.to_hex()},
       {"signed_at", base::format_utc(signed_at)},
       {"application",
        record.application.empty() ? std::string() : authority::application_object(record.application)},
       {"certificate_sm3", base::to_hex(certificate.fingerprint())}});
  return act;
}

/// One transaction holds it all, so commit 1 and commit 2 of the certificate are both made here.
Result<void> recover(Restoring& all, const Authority& issuer, const x509::TbsCertificate& tbs,
                     const signer::SignedCertificate& one, const Known& known) {
  YX_TRY(const x509::Certificate certificate, x509::Certificate::assemble(one.tbs, one.signature));
  if (!certificate.verify(issuer.certificate.tbs().public_key))
    return make_error(ErrorKind::Refused, "restore.signer_other", "a signature in the log does not verify");
  authority::CertificateRecord record;
  record.authority = issuer.id;
  record.serial = tbs.serial;
  record.application = known.application;
  store::WriteSet set;
  if (!known.there) {
    record.profile = record.rules_version = kUnknown;
    YX_CHECK(find_application(all.connection, tbs.public_key, record));
    record.crl_partition = partition_of(tbs, issuer.id);
    record.validity = tbs.validity;
    record.intended_at = one.at;
    record.tbs = one.tbs;
    authority::ensure_partition(set, issuer.id, record.crl_partition);
    authority::insert_intent(set, record);
  }
  authority::mark_issued(set, record, certificate, one.at);
  all.recorder.add(set, recovered_act(record, certificate, one.at), all.now);
  YX_CHECK(all.apply(set));
  RecoveredCertificate& told = all.report.recovered.emplace_back();
  told.authority = issuer.id;
  told.serial = tbs.serial;
  told.application = record.application;
  told.signed_at = one.at;
  if (record.application.empty()) return {};
  YX_TRY(const auto rows,
         all.connection.query("SELECT state FROM application WHERE number = $1", {record.application}));
  if (!rows.empty()) told.application_state = rows[0].text(0);
  return {};
}

/// Counts those that the backup has as issued.
Result<void> replay_one(Restoring& all, const Authority& issuer, const signer::SignedCertificate& one,
                        std::int64_t& known_issued) {
  YX_TRY(const x509::TbsCertificate tbs, x509::TbsCertificate::parse(one.tbs));
  YX_TRY(const Known known, find(all.connection, issuer.id, tbs.serial));
  if (known.issued) {
    YX_TRY(const x509::Certificate certificate, x509::Certificate::parse(known.octets));
    ++known_issued;
    if (base::equal(certificate.tbs_der(), one.tbs)) return {};
  } else if (!known.there || known.octets == one.tbs) {
    return recover(all, issuer, tbs, one, known);
  } else if (known.octets.empty()) {
    return {};  // given up before the backup: its serial is on the list
  }
  return make_error(ErrorKind::Refused, "restore.signer_other",
                    "the log has another certificate under the serial " + tbs.serial.to_hex());
}

Result<void> replay_key(Restoring& all, const Authority& issuer) {
  YX_TRY(const signer::LastSigned last, all.signer.last_signed(issuer.key_id));
  for (const proof::BackupManifest::Key& key : all.backup.manifest.keys) {
    if (key.id == issuer.key_id && last.certificates < key.certificates)
      return signer_older(key.id + " has signed " + std::to_string(last.certificates) +
                          " certificates, at the time "
                          "of the backup " +
                          std::to_string(key.certificates));
  }
  YX_TRY(const auto counted,
         all.connection.query("SELECT count(*) FROM certificate WHERE issuer = $1 AND state = "
                              "'issued'",
                              {issuer.id}));
  std::int64_t known_issued = 0;
  for (std::uint64_t from = 0;;) {
    YX_TRY(const signer::Signed page, all.signer.signed_certificates(issuer.key_id, from));
    if (page.certificates.empty()) break;
    for (const signer::SignedCertificate& one : page.certificates)
      YX_CHECK(replay_one(all, issuer, one, known_issued));
    from = page.next;
  }
  if (known_issued < counted.at(0).integer(0))
    return signer_older("its log does not have every certificate of " + issuer.id + " in the backup");
  return {};
}

}  // namespace

Result<void> replay_certificates(Restoring& all) {
  for (const Authority* issuer : all.issuers()) YX_CHECK(replay_key(all, *issuer));
  return {};
}

Result<void> hold_recovered(Restoring& all) {
  const base::Time at = std::chrono::floor<std::chrono::seconds>(all.now);
  for (RecoveredCertificate& one : all.report.recovered) {
    const base::Bytes serial = base::to_bytes(one.serial.magnitude());
    YX_TRY(const auto rows,
           all.connection.query("SELECT reason, fingerprint FROM certificate WHERE issuer = $1 AND "
                                "serial = $2",
                                {one.authority, serial}));
    if (!rows.at(0).is_null(0)) {  // a published list speaks of it
      YX_TRY(one.reason, x509::revocation_reason(rows[0].integer(0)));
      continue;
    }
    authority::RevocationOrder order;
    order.authority = one.authority;
    order.serial = one.serial;
    store::WriteSet set;
    authority::mark_suspended(set, order, at);
    ledger::Act act;
    act.code = proof::ActCode::Suspended;
    act.object = authority::certificate_object(one.authority, one.serial);
    YX_TRY(act.fingerprint, proof::to_hash(rows[0].blob(1)));
    act.record = ledger::facts({{"actor", Restoring::kActor},
                                {"authority", one.authority},
                                {"serial", one.serial.to_hex()},
                                {"reason", std::to_string(static_cast<int>(one.reason))},
                                {"cause", "从签名日志找回，办理记录已随数据库丢失"},
                                {"revoked_at", base::format_utc(at)}});
    all.recorder.add(set, act, all.now);
    YX_CHECK(all.apply(set));
  }
  return {};
}

}  // namespace yinxin::office
