// Step of verify_package() about status: whether the lists and answers in the package are genuine, and
// whether they say what the acts say.
#include <algorithm>

#include "asn1/oids.hpp"
#include "proof/package_check.hpp"
#include "x509/ocsp.hpp"

namespace yinxin::proof {
namespace {

using base::Time;
using x509::Certificate;
using x509::CrlEntry;

/// A list may have been begun this long before its thisUpdate, which has whole seconds; ours.
constexpr std::chrono::seconds kSnapshotLag{60};

enum class State : std::uint8_t { Good, Held, Revoked };

/// From `since` on, until the next one.
struct Period {
  State state = State::Good;
  Time since;
};

Time whole_seconds(Time time) {
  return std::chrono::floor<std::chrono::seconds>(time);
}

/// The certificate's life as the ledger tells it.
std::vector<Period> read_timeline(const PackageContents& contents) {
  std::vector<Period> timeline;
  const auto add = [&](State state, Time since) {
    Period period;
    period.state = state;
    period.since = since;
    timeline.push_back(period);
  };
  for (const PackageAct& act : contents.acts) {
    if (!contents.concerns_certificate(act)) continue;
    if (act.leaf.act == ActCode::Issued || act.leaf.act == ActCode::Resumed) add(State::Good, act.leaf.time);
    if (act.leaf.act == ActCode::Suspended) add(State::Held, act.leaf.time);
    if (act.leaf.act == ActCode::Revoked) add(State::Revoked, act.leaf.time);
  }
  return timeline;
}

/// What a list or an answer says about the certificate.
struct Word {
  State state = State::Good;
  Time revoked_at;  ///< of Held and Revoked
};

/// Whether `period` is what the word says. A revocation out of a hold may keep the date of the hold (RFC
/// 5280 5.3.1).
bool says(const Word& word, const std::vector<Period>& timeline, std::size_t at) {
  const Period& period = timeline[at];
  if (period.state != word.state) return false;
  if (word.state == State::Good || whole_seconds(period.since) == word.revoked_at) return true;
  return word.state == State::Revoked && at > 0 && timeline[at - 1].state == State::Held &&
         whole_seconds(timeline[at - 1].since) == word.revoked_at;
}

/// Whether the word, given at `when`, agrees with the acts at any moment from `when` - kSnapshotLag to
/// `when`.
bool agrees(const Word& word, Time when, const std::vector<Period>& timeline) {
  const Time last =
      when + std::chrono::seconds(1);  // what happened within the second of thisUpdate may be in it
  for (std::size_t i = 0; i < timeline.size(); ++i) {
    const bool begun = timeline[i].since < last;
    const bool over = i + 1 < timeline.size() && timeline[i + 1].since < when - kSnapshotLag;
    if (begun && !over && says(word, timeline, i)) return true;
  }
  return word.state == State::Good && when < timeline.front().since;
}

Word word_of(const CrlEntry* entry) {
  Word word;
  if (entry == nullptr || entry->reason == x509::RevocationReason::RemoveFromCrl) return word;
  word.state = entry->reason == x509::RevocationReason::CertificateHold ? State::Held : State::Revoked;
  word.revoked_at = entry->revoked_at;
  return word;
}

std::string word_text(const Word& word, bool zh) {
  const std::string at = " " + base::format_utc(word.revoked_at);
  switch (word.state) {
    case State::Good:
      return zh ? "未撤销" : "not revoked";
    case State::Held:
      return zh ? "冻结" + at : "on hold since" + at;
    case State::Revoked:
      return zh ? "撤销" + at : "revoked" + at;
  }
  return {};
}

void compare(const std::string& file, const Word& word, Time when, const PackageContents& contents,
             Report& report) {
  const std::string at = base::format_utc(when);
  const std::vector<Period> timeline = read_timeline(contents);
  if (timeline.empty()) {
    report.noted(
        file,
        {"package.status.alone", at + " 称本证书：" + word_text(word, true) + "；没有行为记录可比对",
         "at " + at + " says of the certificate: " + word_text(word, false) + "; no acts to compare with"});
    return;
  }
  report.expect(
      agrees(word, when, timeline), file,
      {"package.status", at + " 称本证书：" + word_text(word, true) + "，与行为记录一致",
       "at " + at + " says of the certificate: " + word_text(word, false) + ", as the acts do"},
      {"package.status", at + " 称本证书：" + word_text(word, true) + "，与行为记录不一致",
       "at " + at + " says of the certificate: " + word_text(word, false) + ", and the acts do not"});
}

/// Whether a list speaks about the certificate: its issuer's, and (when partitioned) the partition that the
/// certificate names (RFC 5280 6.3.3 b).
bool covers(const x509::CrlInfo& info, const Certificate& certificate) {
  if (!(info.issuer == certificate.tbs().issuer)) return false;
  if (!info.distribution_point || info.distribution_point->uri.empty()) return true;
  if (info.distribution_point->only_ca_certificates) return false;
  const auto* extension =
      x509::find_extension(certificate.tbs().extensions, asn1::oids::kCrlDistributionPoints);
  if (extension == nullptr) return false;
  const auto points = x509::decode_distribution_points(extension->value);
  return points && std::find(points->uris.begin(), points->uris.end(), info.distribution_point->uri) !=
                       points->uris.end();
}

void check_crl(const std::string& file, base::ByteView der, const PackageContents& contents, Report& report) {
  const auto crl = x509::Crl::parse(der);
  if (!crl) return report.failed(file, malformed("package.format", crl.error()));
  const auto& authorities = contents.authorities;
  const bool right = std::any_of(authorities.begin(), authorities.end(), [&](const Certificate& authority) {
    return authority.tbs().subject == crl->info.issuer && may_sign_lists(authority) &&
           crl->verify(authority.tbs().public_key);
  });
  const std::string number = std::to_string(crl->info.number);
  const std::string update = base::format_utc(crl->info.this_update);
  if (!report.expect(right, file,
                     {"package.crl", "撤销列表签名有效，编号 " + number + "，" + update,
                      "the list's signature is valid, number " + number + ", " + update},
                     {"package.crl", "撤销列表签名无效，或不是链上机构签发",
                      "the list's signature is not valid, or its issuer is not in the chain"})) {
    return;
  }
  const Certificate& certificate = *contents.certificate;
  if (!covers(crl->info, certificate)) return;
  const CrlEntry* entry = crl->find(certificate.serial());
  // A delta lists changes only, and an expired certificate leaves the list (RFC 5280 5, 3.3): silence then
  // says nothing.
  const bool silent = entry == nullptr &&
                      (crl->info.base_number || crl->info.this_update > certificate.tbs().validity.not_after);
  if (!silent) compare(file, word_of(entry), crl->info.this_update, contents, report);
}

Word word_of(const x509::SingleResponse& single) {
  Word word;
  if (single.status != x509::CertStatus::Revoked) return word;
  word.state = single.reason == x509::RevocationReason::CertificateHold ? State::Held : State::Revoked;
  word.revoked_at = single.revoked_at;
  return word;
}

bool names(const x509::CertId& id, const Certificate& issuer, const Certificate& certificate) {
  const x509::CertId expected = x509::make_cert_id(id.hash, issuer, certificate.serial());
  return id.issuer_name_hash == expected.issuer_name_hash && id.issuer_key_hash == expected.issuer_key_hash &&
         id.serial == expected.serial;
}

void check_answer(const std::string& file, base::ByteView der, const PackageContents& contents,
                  Report& report) {
  const auto answer = x509::OcspResponse::parse(der);
  if (!answer) return report.failed(file, malformed("package.format", answer.error()));
  const std::string produced = base::format_utc(answer->data.produced_at);
  if (!report.expect(contents.issuer != nullptr && is_signed_answer(*answer, *contents.issuer), file,
                     {"package.ocsp", "OCSP 应答签名有效，" + produced,
                      "the OCSP answer's signature is valid, " + produced},
                     {"package.ocsp", "OCSP 应答签名无效或响应者未获授权",
                      "the OCSP answer's signature is not valid, or its responder is not authorised"})) {
    return;
  }
  const Certificate& certificate = *contents.certificate;
  bool about_it = false;
  for (const x509::SingleResponse& single : answer->data.responses) {
    if (!names(single.id, *contents.issuer, certificate)) continue;
    about_it = true;
    if (single.status == x509::CertStatus::Unknown) {
      report.noted(file,
                   {"package.status.unknown", base::format_utc(single.this_update) + " 称本证书：未知",
                    "at " + base::format_utc(single.this_update) + " says of the certificate: unknown"});
    } else {
      compare(file, word_of(single), single.this_update, contents, report);
    }
  }
  if (!about_it)
    report.failed(file, {"package.ocsp.subject", "OCSP 应答与本证书无关",
                         "the OCSP answer is not about the certificate"});
}

}  // namespace

void check_status(const PackageContents& contents, Report& report) {
  if (!contents.certificate) return;
  for (const auto& [file, der] :
       contents.expect_folder(layout::kCrls, "撤销列表", "revocation lists", report)) {
    check_crl(file, der, contents, report);
  }
  for (const auto& [file, der] : contents.expect_folder(layout::kOcsp, "OCSP 应答", "OCSP answers", report)) {
    check_answer(file, der, contents, report);
  }
}

}  // namespace yinxin::proof
