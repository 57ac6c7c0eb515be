// What a bundle says, held against what it proves: signatures up to a root, and the status of each
// certificate against the acts of the sender's ledger.
#include <algorithm>
#include <map>
#include <set>

#include "asn1/oids.hpp"
#include "proof/chain.hpp"
#include "proof/frontier.hpp"
#include "proof/handover_bundle.hpp"
#include "proof/leaf.hpp"
#include "proof/package_layout.hpp"
#include "proof/tree_head.hpp"

namespace yinxin::proof {

namespace {

using base::Result;
using x509::Certificate;

/// The newest act about one certificate.
struct LastAct {
  ActCode act = ActCode::Issued;
  base::Time time;
};

struct HandoverCheck {
  HandoverCheck(const HandoverBundle& bundle_in, std::span<const Certificate> roots_in, Report& report_in)
      : bundle(bundle_in), roots(roots_in), report(report_in) {
    for (const TarFile& file : bundle.files) names.insert(file.name);
  }

  const HandoverBundle& bundle;
  std::span<const Certificate> roots;
  Report& report;
  std::set<std::string_view> names;
  std::map<std::string, Certificate> by_id;
  std::vector<Certificate> authorities;
  const Certificate* issuing = nullptr;
  std::map<Hash, LastAct> acts;                   // by object
  std::set<Hash> issued;                          // fingerprints that the ledger says were issued
  std::map<std::uint64_t, std::uint64_t> places;  // certificates seen, by partition
  std::set<x509::Serial> serials;

  void fail(std::string_view where, const char* code, std::string zh, std::string en) {
    report.failed(where, {code, std::move(zh), std::move(en)});
  }
  const Certificate* of_role(std::string_view role) const;
  bool has(const std::string& name) const { return names.contains(name); }

  bool read_authorities();
  bool check_signature();
  void check_taker(std::string_view file, bool for_lists);
  void read_leaves();
  void check_certificates();
  void check_certificate(const HandoverCertificate& one);
  void check_der(const HandoverCertificate& one);
  void check_status(const HandoverCertificate& one);
  void check_named(const HandoverCertificate& one);
  void check_counts();
  void check_lists();
  void check_papers();
};

const Certificate* HandoverCheck::of_role(std::string_view role) const {
  for (const HandoverManifest::Authority& one : bundle.manifest.authorities) {
    if (one.role == role && by_id.contains(one.id)) return &by_id.at(one.id);
  }
  return nullptr;
}

bool HandoverCheck::read_authorities() {
  for (const HandoverManifest::Authority& one : bundle.manifest.authorities) {
    const std::string name = std::string(handover_file::kAuthorities) + one.id + ".cer";
    const TarFile* file = bundle.find(name);
    if (file == nullptr) {
      fail(name, "handover.missing", "移交包中没有这份证书", "is missing");
      return false;
    }
    auto certificate = Certificate::parse(file->content);
    if (!certificate) {
      report.failed(name, malformed("handover.format", certificate.error()));
      return false;
    }
    authorities.push_back(*certificate);
    by_id.emplace(one.id, std::move(*certificate));
  }
  const auto found = by_id.find(bundle.manifest.authority);
  if (found == by_id.end()) {
    fail(handover_file::kManifest, "handover.authority", "没有所移交的签发机构的证书",
         "the certificate of the authority handed over is missing");
    return false;
  }
  issuing = &found->second;
  return check_chain(*issuing, subject_text(*issuing), authorities, roots, bundle.manifest.made_at, report) !=
         nullptr;
}

bool HandoverCheck::check_signature() {
  const Certificate* signer = of_role("tree_head");
  const auto note = SignedNote::parse(bundle.note);
  const bool right = signer != nullptr && note && is_service_certificate(*signer) &&
                     note->body == package_note_body(bundle.manifest_json, bundle.manifest.made_at) &&
                     note->signed_by(kHandoverSigner, signer->tbs().public_key);
  const std::string print = base::to_hex(bundle.digest);
  return report.expect(right, handover_file::kSignature,
                       {"handover.signature", "移交方签名有效，清单 SM3 " + print,
                        "the sender's signature is valid, SM3 of the manifest " + print},
                       {"handover.signature", "移交方签名无效", "the sender's signature is not valid"}) &&
         check_chain(*signer, subject_text(*signer), authorities, roots, bundle.manifest.made_at, report) !=
             nullptr;
}

void HandoverCheck::check_taker(std::string_view name, bool for_lists) {
  const TarFile* file = bundle.find(name);
  const auto certificate =
      file == nullptr
          ? Result<Certificate>(base::make_error(base::ErrorKind::NotFound, "proof.handover", "missing"))
          : Certificate::parse(file->content);
  if (!certificate) return report.failed(name, malformed("handover.taker", certificate.error()));
  const x509::TbsCertificate& tbs = certificate->tbs();
  const auto* usage = x509::find_extension(tbs.extensions, asn1::oids::kKeyUsage);
  const auto bits = usage == nullptr ? Result<std::uint32_t>(0U) : x509::decode_key_usage(usage->value);
  // RFC 5280 6.3.3 (b)(1): the certificates name no cRLIssuer, so the lists must be named as their issuer.
  const bool lists =
      tbs.subject == issuing->tbs().subject && bits && *bits == x509::kCrlSign && !is_authority(*certificate);
  const bool right = tbs.issuer == issuing->tbs().subject && certificate->verify(issuing->tbs().public_key) &&
                     (for_lists ? lists : is_service_certificate(*certificate));
  report.expect(
      right, name,
      {"handover.taker", "移交方已为承接方密钥签发证书", "certified by the sender for the taker's key"},
      {"handover.taker", "不是移交方为承接方签发的该用途证书",
       "not a certificate of the sender's for this use of the taker's"});
  if (right) check_chain(*certificate, name, authorities, roots, bundle.manifest.made_at, report);
}

void HandoverCheck::read_leaves() {
  const TarFile* text = bundle.find(handover_file::kTreeHead);
  const auto head =
      text == nullptr ? Result<SignedTreeHead>(base::make_error(base::ErrorKind::NotFound, "proof.handover"))
                      : SignedTreeHead::parse(base::as_text(text->content));
  if (!head) return report.failed(handover_file::kTreeHead, malformed("handover.head", head.error()));
  const Certificate* signer = of_role("tree_head");
  Frontier frontier;
  for (const TarFile* part : bundle.in(handover_file::kLeaves)) {
    const auto read = each_handover_leaf(part->content, [&](const HandoverLeaf& leaf) -> Result<void> {
      frontier.append(leaf.hash);
      if (leaf.leaf.empty()) return {};
      YX_TRY(const Leaf said, Leaf::parse(leaf.leaf));
      switch (said.act) {
        case ActCode::Issued:
        case ActCode::CertificateRecovered:
          issued.insert(said.certificate);
          [[fallthrough]];
        case ActCode::Suspended:
        case ActCode::Resumed:
        case ActCode::Revoked:
        case ActCode::IntentAbandoned:
          acts[said.object] = {said.act, said.time};
          return {};
        default:
          return {};
      }
    });
    if (!read) return report.failed(part->name, malformed("handover.leaves", read.error()));
  }
  const std::string size = std::to_string(head->head.size);
  report.expect(frontier.size() == head->head.size && frontier.root() == head->head.root &&
                    signer != nullptr && head->signed_by(signer->tbs().public_key),
                handover_file::kTreeHead,
                {"handover.ledger", "账本 " + size + " 条存证与签名的树头相符",
                 "the ledger's " + size + " entries are those of its signed head"},
                {"handover.ledger", "账本存证与树头不符，或树头签名无效",
                 "the ledger's entries are not those of its head, or the head is not signed"});
}

void HandoverCheck::check_der(const HandoverCertificate& one) {
  const std::string serial = one.serial.to_hex();
  const auto certificate = Certificate::parse(one.der);
  if (!certificate) return report.failed(serial, malformed("handover.certificate", certificate.error()));
  const x509::TbsCertificate& tbs = certificate->tbs();
  const bool same = tbs.serial == one.serial && tbs.issuer == issuing->tbs().subject &&
                    tbs.validity.not_before == one.not_before && tbs.validity.not_after == one.not_after &&
                    certificate->verify(issuing->tbs().public_key);
  if (!same)
    fail(serial, "handover.certificate", "证书与移交记录或签发机构签名不符",
         "the certificate is not what is said of it");
  if (!issued.erase(certificate->fingerprint()))
    fail(serial, "handover.unrecorded", "账本中没有这张证书的签发记录", "the ledger has no act of its issue");
  const auto* points = x509::find_extension(tbs.extensions, asn1::oids::kCrlDistributionPoints);
  if (points == nullptr) return;  // an OCSP signer's
  const auto decoded = x509::decode_distribution_points(points->value);
  const std::string address = bundle.manifest.crl_address + std::to_string(one.partition) + ".crl";
  if (!decoded || std::ranges::find(decoded->uris, address) == decoded->uris.end())
    fail(serial, "handover.address", "证书中的撤销列表地址不是 " + address, "its list is not at " + address);
}

/// Status as the acts have it; a certificate that was found again after a loss may stand otherwise.
void HandoverCheck::check_status(const HandoverCertificate& one) {
  const auto found =
      acts.find(object_hash("certificate/" + bundle.manifest.authority + "/" + one.serial.to_hex()));
  const bool ends = found != acts.end() &&
                    (found->second.act == ActCode::Revoked || found->second.act == ActCode::Suspended ||
                     found->second.act == ActCode::IntentAbandoned);
  bool right = found != acts.end() && ends == one.revoked_at.has_value();
  if (right && ends) {
    const bool held = one.reason == x509::RevocationReason::CertificateHold;
    right = std::chrono::floor<std::chrono::seconds>(found->second.time) == *one.revoked_at &&
            held == (found->second.act == ActCode::Suspended) &&
            (found->second.act == ActCode::IntentAbandoned) == !one.issued_at.has_value();
  }
  if (!right && !(found != acts.end() && found->second.act == ActCode::CertificateRecovered))
    fail(one.serial.to_hex(), "handover.status", "所述状态与账本不符",
         "its status is not that of the ledger");
}

/// Records and rules that it names.
void HandoverCheck::check_named(const HandoverCertificate& one) {
  if (one.application.empty() || !one.issued_at) return;
  const std::string record = std::string(handover_file::kSealedRecords) + one.application + ".tar";
  const bool destroyed =
      std::ranges::find(bundle.manifest.destroyed, one.application) != bundle.manifest.destroyed.end();
  if (!destroyed && !has(record))
    fail(record, "handover.missing", "移交包中没有这份申请的记录", "the application's records are missing");
  for (const char* ending : {".md", ".toml"}) {
    const std::string rules = std::string(handover_file::kRules) + "cps-" + one.rules + ending;
    if (!has(rules))
      fail(rules, "handover.missing", "移交包中没有签发时的业务规则", "the rules at its issue are missing");
  }
}

void HandoverCheck::check_certificate(const HandoverCertificate& one) {
  if (!serials.insert(one.serial).second)
    return fail(one.serial.to_hex(), "handover.repeated", "序列号重复", "its serial stands twice");
  ++places[one.partition];
  if (one.issued_at) check_der(one);
  check_status(one);
  check_named(one);
}

void HandoverCheck::check_certificates() {
  for (const TarFile* part : bundle.in(handover_file::kCertificates)) {
    const auto read = each_handover_line(part->content, [&](std::string_view line) -> Result<void> {
      YX_TRY(const HandoverCertificate one, HandoverCertificate::parse(line));
      check_certificate(one);
      return {};
    });
    if (!read) return report.failed(part->name, malformed("handover.format", read.error()));
  }
  check_counts();
}

void HandoverCheck::check_counts() {
  std::uint64_t all = 0;
  for (const HandoverManifest::Partition& one : bundle.manifest.partitions) {
    const std::uint64_t seen = places[one.number];
    all += seen;
    if (seen != one.assigned)
      fail("partition " + std::to_string(one.number), "handover.count", "分区中的证书数与清单不符",
           "its certificates are not as many as the manifest says");
  }
  const std::string count = std::to_string(serials.size());
  report.expect(
      all == serials.size() && serials.size() == bundle.manifest.certificates, handover_file::kCertificates,
      {"handover.certificates", "证书 " + count + " 张，逐张核对完毕",
       count + " certificates, each held against the ledger"},
      {"handover.certificates", "证书张数与清单不符", "not as many certificates as the manifest says"});
  if (!issued.empty()) {
    const std::string rest = std::to_string(issued.size());
    report.noted(handover_file::kLeaves,
                 {"handover.others", "账本另有 " + rest + " 张证书不在移交之列（工作人员证书等）",
                  "the ledger has " + rest + " certificates more, of officers, which are not handed over"});
  }
}

void HandoverCheck::check_lists() {
  std::map<std::string, std::uint64_t> highest;
  for (const HandoverManifest::Partition& one : bundle.manifest.partitions)
    highest[bundle.manifest.crl_address + std::to_string(one.number) + ".crl"] = one.crl_number;
  for (const TarFile* file : bundle.in(handover_file::kLists)) {
    const auto list = x509::Crl::parse(file->content);
    if (!list) {
      report.failed(file->name, malformed("handover.list", list.error()));
      continue;
    }
    const auto place =
        list->info.distribution_point ? highest.find(list->info.distribution_point->uri) : highest.end();
    const bool right = list->verify(issuing->tbs().public_key) &&
                       list->info.issuer == issuing->tbs().subject && place != highest.end() &&
                       static_cast<std::uint64_t>(list->info.number) <= place->second;
    report.expect(right, file->name,
                  {"handover.list", "撤销列表签名有效，编号 " + std::to_string(list->info.number),
                   "the list's signature is valid, number " + std::to_string(list->info.number)},
                  {"handover.list", "撤销列表签名无效，或其编号大于清单所载",
                   "the list's signature is not valid, or its number is above the manifest's"});
  }
}

void HandoverCheck::check_papers() {
  for (const std::string_view name : {handover_file::kLicence, handover_file::kSealedKey}) {
    if (!names.contains(name)) fail(name, "handover.missing", "移交包中没有该文件", "is missing");
  }
  if (bundle.in(handover_file::kSealedEntries).empty())
    fail(handover_file::kSealedEntries, "handover.missing", "移交包中没有账本记录",
         "the ledger's records are missing");
  const std::string key = base::to_hex(bundle.manifest.taker_key);
  report.noted(
      handover_file::kSealedKey,
      {"handover.sealed", "持有人和申请记录封装给承接方密钥（SM3 " + key + "），内容未核验",
       "holders' records are sealed for the taker's key (SM3 " + key + "): their content was not checked"});
}

}  // namespace

void check_handover(const HandoverBundle& bundle, std::span<const Certificate> roots, Report& report) {
  HandoverCheck check(bundle, roots, report);
  if (!check.read_authorities() || !check.check_signature()) return;
  check.check_taker(handover_file::kTakerOcsp, false);
  check.check_taker(handover_file::kTakerLists, true);
  check.read_leaves();
  check.check_certificates();
  check.check_lists();
  check.check_papers();
}

Report verify_handover(base::ByteView archive, std::span<const Certificate> roots) {
  Report report;
  const auto bundle = open_handover(archive);
  if (!bundle) {
    report.failed("", malformed("handover.archive", bundle.error()));
    return report;
  }
  report.passed("", {"handover.archive",
                     "移交方“" + bundle->manifest.sender + "”，文件 " + std::to_string(bundle->files.size()) +
                         " 个，与清单一致",
                     "from \"" + bundle->manifest.sender + "\", " + std::to_string(bundle->files.size()) +
                         " files, as the manifest says"});
  check_handover(*bundle, roots, report);
  return report;
}

}  // namespace yinxin::proof
