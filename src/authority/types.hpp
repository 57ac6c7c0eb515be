// What the issuing side takes and gives (architecture.md 4, decisions.md 3).
#pragma once

#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/secret_bytes.hpp"
#include "ledger/recorder.hpp"
#include "officers/types.hpp"
#include "store/remember.hpp"
#include "x509/crl.hpp"
#include "x509/profile/draft.hpp"

namespace yinxin::authority {

/// A holder's number and the opening of its commitment in the certificate.
struct IdentityValue {
  x509::IdentityKind kind = x509::IdentityKind::ResidentId;
  std::string number;
  base::SecretBytes opening;
};

/// What is to be certified, apart from what the issuer adds (serial, issuer, addresses).
struct CertificateOrder {
  std::string application;  // id of the application, text
  std::string profile;      // id under rules/profiles
  x509::Validity validity;
  std::vector<std::pair<asn1::Oid, std::string>> subject;
  crypto::Sm2PublicKey public_key;
  asn1::Oid policy;
  x509::FiledPolicy filed;
  x509::SubjectAltNames alt_names;
  std::vector<IdentityValue> identities;
  std::string licence_holder;  // 机构名称 of the licence: what the issuer's O must be (article 19 item 1)
  std::string rules_version;   // CPS version this is issued under (article 17)
  /// What was checked before, for the act record: "identity_check" and its like, with ids and hashes.
  std::vector<std::pair<std::string, std::string>> gates;
};

struct IssuedCertificate {
  std::string authority;
  x509::Certificate certificate;
  base::Time issued_at;
};

/// One of our own certificates.
struct Authority {
  std::string id;      // "root", "issuing-1", "operations-1", "ocsp-1", …
  std::string role;    // as in schema/0002_authority.sql
  std::string issuer;  // id; empty: self-signed
  std::string key_id;
  x509::Certificate certificate;
};

/// An issuing authority of another provider whose service was taken over (article 29, docs/decisions/0025):
/// the status of its certificates is stated here from then on.
struct TakenAuthority {
  std::string id;              // here: "taken-1-issuing-1"
  crypto::Sm3Digest bundle{};  // of the handover bundle's manifest
  std::string sender;
  std::string name;         // its id at the sender
  std::string crl_address;  // of its lists, up to the partition
  std::string crl_key_id;   // key of our signer for its lists
  x509::Certificate crl_certificate;
};
struct CrlPartition {
  std::int64_t number = 0;
  std::int64_t assigned = 0;  // certificates in it
};

enum class CertificateState { Intended, Issued, Abandoned };

/// A row of the certificate table.
struct CertificateRecord {
  std::string authority;
  x509::Serial serial;
  CertificateState state = CertificateState::Intended;
  std::string profile;
  std::string application;  // empty: one of our own
  std::string rules_version;
  std::int64_t crl_partition = 0;
  x509::Validity validity;
  base::Time intended_at;
  base::Bytes tbs;  // while intended
  base::Bytes der;  // once issued
  std::optional<base::Time> issued_at;
  std::optional<base::Time> revoked_at;
  x509::RevocationReason reason = x509::RevocationReason::Unspecified;
  std::optional<base::Time> invalidity_date;
};

struct RevocationOrder {
  std::string authority;
  x509::Serial serial;
  x509::RevocationReason reason = x509::RevocationReason::Unspecified;
  std::string cause;  // 撤销原因 of the code list (requirements 11.1), in words
  std::optional<base::Time> invalidity_date;
  officers::Actor actor;
  store::Remember<CertificateRecord> with_revocation;
};

/// Where things of ours are published, under one site: CRLs at <site>/crl, OCSP at <site>/ocsp, the rest at
/// <site>.
x509::AuthorityUrls urls_for(const std::string& site, const std::string& issuer, std::int64_t partition);

/// "certificate/issuing-1/0a1b…": how acts name a certificate.
std::string certificate_object(const std::string& authority, const x509::Serial& serial);

/// "application/SQ-2026-0001": how acts name an application.
std::string application_object(const std::string& application);

}  // namespace yinxin::authority
