#include "signer/daemon/checks.hpp"

#include <algorithm>

#include "asn1/oids.hpp"

namespace yinxin::signer {
namespace {

using base::Result;
namespace oids = asn1::oids;

constexpr std::uint32_t kCertificatePurposes =
    kSignCertificate | kSignAuthorityCertificate | kSignOcspSignerCertificate;

/// RFC 5280 4.2.1.9, 4.2.1.3 and 4.2.1.12, as far as they say what a certificate may be used for.
struct Powers {
  bool authority = false;
  std::uint32_t key_usage = 0;
  bool signs_ocsp = false;
};

Result<Powers> powers_of(const x509::TbsCertificate& tbs) {
  Powers powers;
  if (const auto* constraints = x509::find_extension(tbs.extensions, oids::kBasicConstraints)) {
    const auto value = x509::decode_basic_constraints(constraints->value);
    if (!value) return refused("basicConstraints cannot be read");
    powers.authority = value->ca;
  }
  if (const auto* usage = x509::find_extension(tbs.extensions, oids::kKeyUsage)) {
    const auto value = x509::decode_key_usage(usage->value);
    if (!value) return refused("keyUsage cannot be read");
    powers.key_usage = *value;
  }
  if (const auto* extended = x509::find_extension(tbs.extensions, oids::kExtKeyUsage)) {
    const auto value = x509::decode_ext_key_usage(extended->value);
    if (!value) return refused("extKeyUsage cannot be read");
    powers.signs_ocsp = std::find(value->begin(), value->end(), oids::kOcspSigning) != value->end();
  }
  return powers;
}

Result<void> require_purpose(const KeySpec& key, std::uint32_t purpose) {
  if ((key.limits.purposes & purpose) == 0) return refused("not a purpose of this key");
  return {};
}

Result<void> require_issuer(const KeySpec& key, const x509::Name& issuer) {
  if (key.limits.issuer_name.empty() || !base::equal(issuer.der(), key.limits.issuer_name)) {
    return refused("the issuer is not the key's");
  }
  return {};
}

/// `time` is now, give or take.
Result<void> require_now(base::Time time, base::Time now, const char* what) {
  if (time < now - kClockTolerance || time > now + kClockTolerance) {
    return refused(std::string(what) + " is more than 10 minutes from the signer's clock");
  }
  return {};
}

Result<void> check_authority(const x509::TbsCertificate& tbs, const Powers& powers, const KeySpec& key,
                             const Circumstances& here) {
  YX_CHECK(require_purpose(key, kSignAuthorityCertificate));
  if (key.key_class != KeyClass::Ceremony || !here.ceremony) {
    return refused("an authority's certificate is signed in a ceremony only");
  }
  // RFC 5280 4.2.1.9: "Conforming CAs MUST ... mark the extension as critical".
  if (!x509::find_extension(tbs.extensions, oids::kBasicConstraints)->critical) {
    return refused("basicConstraints is not critical");
  }
  if ((powers.key_usage & x509::kKeyCertSign) == 0) return refused("an authority without keyCertSign");
  return {};
}

/// The rest: certificates of holders, officers, services. Back-dating one would make old signatures seem
/// valid.
Result<void> check_end_entity(const x509::TbsCertificate& tbs, const Powers& powers, const KeySpec& key,
                              const Circumstances& here) {
  const bool for_lists = (powers.key_usage & x509::kCrlSign) != 0;
  YX_CHECK(require_purpose(key, powers.signs_ocsp ? kSignOcspSignerCertificate
                                : for_lists       ? kSignCrl
                                                  : kSignCertificate));
  // RFC 5280 4.2.1.3: "If the keyCertSign bit is asserted, then the cA bit ... MUST also be asserted". Our
  // lists are signed by authorities only (decisions.md 1); the one exception is the key of a provider that
  // takes the service over, which signs lists under the authority's name and nothing else
  // (docs/decisions/0025).
  if ((powers.key_usage & x509::kKeyCertSign) != 0)
    return refused("keyCertSign in a certificate that is not an authority's");
  if (for_lists && (powers.key_usage != x509::kCrlSign || powers.signs_ocsp || !(tbs.subject == tbs.issuer)))
    return refused("cRLSign beside another use, or under another name than the authority's");
  return require_now(tbs.validity.not_before, here.now, "notBefore");
}

/// RFC 5280 5.2.3: full and delta lists of one scope share one sequence of numbers; two lists issued at the
/// same time, one full and one delta, have the same number, two issued at different times must not.
Result<void> check_crl_number(const x509::CrlInfo& info, const CrlRecord* newest_same_form,
                              const CrlRecord* newest_other_form) {
  if (newest_same_form != nullptr && info.number <= newest_same_form->number) {
    return refused("the CRL number is not above the last one");
  }
  if (newest_other_form == nullptr || info.number > newest_other_form->number) return {};
  const bool same_moment =
      info.number == newest_other_form->number && info.this_update == newest_other_form->this_update;
  if (!same_moment) return refused("the CRL number is used by a list of another time");
  return {};
}

/// RFC 5280 5.2.4: a delta follows, in number, the full list that it is against; ours must be one we signed.
Result<void> check_delta(const x509::CrlInfo& info, const CrlTally& tally, const CrlRecord* newest_full) {
  if (!info.base_number) {
    // RFC 5280 5.3.1: "The removeFromCRL (8) reasonCode value may only appear in delta CRLs".
    if (tally.removes) return refused("removeFromCRL in a full list");
    return {};
  }
  if (newest_full == nullptr || *info.base_number > newest_full->number || *info.base_number < 0) {
    return refused("a delta against a full list that this key has not signed");
  }
  if (*info.base_number >= info.number) return refused("a delta that does not follow its base");
  return {};
}

Result<void> check_issuing_limits(const KeySpec& spec) {
  const KeyLimits& limits = spec.limits;
  if ((limits.purposes & (kCertificatePurposes | kSignCrl)) != 0) {
    const auto name = x509::Name::parse(limits.issuer_name);
    if (!name || name->empty()) return refused("a key for certificates or lists needs an issuer name");
  }
  if ((limits.purposes & kCertificatePurposes) != 0 && limits.longest_validity <= std::chrono::days(0)) {
    return refused("a key for certificates needs a longest validity");
  }
  return {};
}

}  // namespace

base::Error refused(std::string reason) {
  return base::make_error(base::ErrorKind::Refused, "signer.refused", std::move(reason));
}

Result<void> check_spec(const KeySpec& spec, bool ceremony) {
  if ((spec.key_class == KeyClass::Ceremony) != ceremony)
    return refused("a class that this daemon never opens");
  if (spec.limits.purposes == 0) return refused("a key without a purpose");
  if ((spec.limits.purposes & kUnwrapData) != 0 &&
      (spec.limits.purposes != kUnwrapData || spec.key_class != KeyClass::Online)) {
    return refused("a key for data keys is an online key without another purpose");
  }
  if ((spec.limits.purposes & kSignAuthorityCertificate) != 0 && spec.key_class != KeyClass::Ceremony) {
    return refused("only a ceremony key signs authorities' certificates");
  }
  YX_CHECK(check_issuing_limits(spec));
  if (!spec.limits.acts_by.empty() && (spec.limits.purposes & kSignCertificate) == 0) {
    return refused("acts are for keys that sign certificates");
  }
  if ((spec.limits.purposes & kSignTreeHead) != 0 && !proof::is_note_name(spec.limits.origin)) {
    return refused("a key for tree heads needs an origin that a note can carry");
  }
  if ((spec.limits.purposes & kSignSubmission) != 0 &&
      (spec.limits.purposes != kSignSubmission || spec.key_class != KeyClass::Online ||
       !proof::is_organisation(spec.limits.origin))) {
    return refused("a key for letters is an online key without another purpose, its origin an organisation");
  }
  return {};
}

Result<void> check_certificate(const x509::TbsCertificate& tbs, base::ByteView der, const KeySpec& key,
                               const Circumstances& here) {
  // Whatever our reader skips or reads leniently would be signed unseen.
  if (!base::equal(tbs.to_der(), der)) return refused("the certificate is not in the form that we write");
  if (tbs.version != 3 || tbs.serial.magnitude().empty())
    return refused("not a version 3 certificate with a serial");
  YX_CHECK(require_issuer(key, tbs.issuer));
  const auto validity = tbs.validity.not_after - tbs.validity.not_before;
  if (validity <= std::chrono::seconds(0)) return refused("notAfter is not after notBefore");
  if (validity > key.limits.longest_validity) return refused("the validity is longer than the key's limit");
  YX_TRY(const Powers powers, powers_of(tbs));
  return powers.authority ? check_authority(tbs, powers, key, here)
                          : check_end_entity(tbs, powers, key, here);
}

bool is_service(const x509::TbsCertificate& tbs) {
  const auto* usage = x509::find_extension(tbs.extensions, oids::kExtKeyUsage);
  if (usage == nullptr) return false;
  const auto uses = x509::decode_ext_key_usage(usage->value);
  return !uses || std::any_of(uses->begin(), uses->end(), [](const asn1::Oid& use) {
    return use == oids::kOcspSigning || use == oids::kTimeStamping;
  });
}

bool is_ocsp_signer(const x509::TbsCertificate& tbs) {
  const auto* usage = x509::find_extension(tbs.extensions, oids::kExtKeyUsage);
  if (usage == nullptr) return false;
  const auto uses = x509::decode_ext_key_usage(usage->value);
  return uses && uses->size() == 1 && uses->front() == oids::kOcspSigning;
}

bool is_for_lists(const x509::TbsCertificate& tbs) {
  const auto* usage = x509::find_extension(tbs.extensions, oids::kKeyUsage);
  if (usage == nullptr) return false;
  const auto bits = x509::decode_key_usage(usage->value);
  const auto* constraints = x509::find_extension(tbs.extensions, oids::kBasicConstraints);
  const auto value = constraints == nullptr ? Result<x509::BasicConstraints>(x509::BasicConstraints())
                                            : x509::decode_basic_constraints(constraints->value);
  return !bits || !value || ((*bits & x509::kCrlSign) != 0 && !value->ca);
}

Result<void> check_ocsp(const x509::OcspResponseData& data, base::ByteView der,
                        const crypto::Sm2PublicKey& key, const Circumstances& here) {
  if (!base::equal(data.to_der(), der)) return refused("the answer is not in the form that we write");
  if (!base::equal(data.responder_key_hash, crypto::sha1(key.point())))
    return refused("the responder is another key");
  // RFC 6960 2.4: producedAt is "the time at which the OCSP responder signed this response".
  return require_now(data.produced_at, here.now, "producedAt");
}

Result<void> check_crl_entry(const x509::CrlEntry& entry, CrlTally& tally) {
  if (++tally.entries > kMaxCrlEntries) return refused("a list of more than 50,000 entries");
  tally.latest_revocation = std::max(tally.latest_revocation, entry.revoked_at);
  tally.removes = tally.removes || entry.reason == x509::RevocationReason::RemoveFromCrl;
  return {};
}

Result<void> check_crl(const x509::CrlInfo& info, const CrlTally& tally, const KeySpec& key,
                       const Circumstances& here, const CrlRecord* newest_full,
                       const CrlRecord* newest_delta) {
  YX_CHECK(require_purpose(key, kSignCrl));
  YX_CHECK(require_issuer(key, info.issuer));
  YX_CHECK(require_now(info.this_update, here.now, "thisUpdate"));
  if (info.next_update <= info.this_update) return refused("nextUpdate is not after thisUpdate");
  if (info.next_update - info.this_update > kLongestCrlLife)
    return refused("nextUpdate is more than 366 days away");
  if (tally.latest_revocation > here.now + kClockTolerance)
    return refused("a revocation ahead of the signer's clock");
  const CrlRecord* same_form = info.base_number ? newest_delta : newest_full;
  const CrlRecord* other_form = info.base_number ? newest_full : newest_delta;
  for (const CrlRecord* newest : {same_form, other_form}) {
    if (newest != nullptr && info.this_update < newest->this_update) return refused("thisUpdate goes back");
  }
  YX_CHECK(check_crl_number(info, same_form, other_form));
  return check_delta(info, tally, newest_full);
}

Result<void> check_tree_head(const proof::TreeHead& head, const KeySpec& key, const Circumstances& here,
                             const TreeHeadRecord* newest) {
  YX_CHECK(require_purpose(key, kSignTreeHead));
  if (head.origin != key.limits.origin) return refused("the origin is not the key's");
  if (head.time > here.now + kClockTolerance)
    return refused("the head's time is ahead of the signer's clock");
  if (newest == nullptr) return {};
  if (head.size < newest->size) return refused("a tree smaller than the last one");
  if (head.size == newest->size && head.root != newest->root)
    return refused("another root for a tree of the same size");
  if (head.time < newest->head_time) return refused("the head's time goes back");
  return {};
}

Result<void> check_request(const KeySpec& key) {
  if (key.limits.purposes == kSignOcsp || key.limits.purposes == kSignCrl) return {};
  return refused("not a key for OCSP or for lists alone");
}

Result<void> check_unwrap(const KeySpec& key) {
  return require_purpose(key, kUnwrapData);
}

Result<void> check_package(base::Time stated, const KeySpec& key, const Circumstances& here) {
  YX_CHECK(require_purpose(key, kSignPackage));
  if (stated > here.now + kClockTolerance || stated < here.now - kClockTolerance) {
    return refused("the package's time is not the signer's");
  }
  return {};
}

Result<void> check_letter(const proof::LetterNote& note, const KeySpec& key) {
  YX_CHECK(require_purpose(key, kSignSubmission));
  if (note.sender != key.limits.origin) return refused("the sender is not the key's organisation");
  return {};
}

}  // namespace yinxin::signer
