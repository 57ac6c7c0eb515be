#include "proof/ledger_issues.hpp"

#include <algorithm>
#include <tuple>

#include "proof/chain.hpp"

namespace yinxin::proof {
namespace {}  // namespace

using base::Result;
using x509::Certificate;

IssueCheck::IssueCheck(const ExportFolder& folder, const LedgerTrust& trust, Report& report)
    : report_(report) {
  auto lines = folder.lines(export_file::kCertificates);
  if (!lines) {
    wrong_ = true;
    report_.failed(export_file::kCertificates, malformed("ledger.certificates", lines.error()));
    return;
  }
  lines_ = std::move(*lines);
  advance();
  if (trust.roots.empty()) return;
  const auto pem = folder.read(export_file::kAuthorities, kMaxAuthoritiesBytes);
  auto certificates = pem ? read_certificates(*pem) : Result<std::vector<Certificate>>(pem.error());
  if (!certificates) return;  // HeadCheck tells
  checks_issuers_ = true;
  for (const Certificate& certificate : *certificates) {
    if (!is_authority(certificate)) continue;
    const base::Time since = certificate.tbs().validity.not_before;
    if (check_chain(certificate, subject_text(certificate), *certificates, trust.roots, since, report_) !=
        nullptr) {
      authorities_.push_back(certificate);
    }
  }
}

void IssueCheck::advance() {
  next_.reset();
  if (wrong_) return;
  const auto line = lines_();
  auto certificate = !line
                         ? Result<ExportedCertificate>(line.error())
                         : ExportedCertificate::parse(*line ? std::string_view(**line) : std::string_view());
  if (line && !*line) return;
  if (!certificate) {
    wrong_ = true;
    report_.failed(export_file::kCertificates, malformed("ledger.certificates", certificate.error()));
    return;
  }
  next_ = std::move(*certificate);
}

void IssueCheck::see(std::uint64_t seq, const Leaf& leaf) {
  if (wrong_) return;
  if (next_ && next_->seq < seq) {
    wrong_ = true;
    report_.failed(seq_text(next_->seq), {"ledger.certificate.unissued", "有证书而该条记录不是签发行为",
                                          "there is a certificate, and this entry is no act of issue"});
    return;
  }
  const bool here = next_ && next_->seq == seq;
  if (leaf.act != ActCode::Issued && leaf.act != ActCode::CertificateRecovered) return;
  if (!here) {
    right_ = false;
    report_.failed(seq_text(seq), {"ledger.certificate.missing", "签发行为没有对应的证书",
                                   "the act of issue has no certificate"});
    return;
  }
  compare(leaf);
  advance();
}

void IssueCheck::compare(const Leaf& leaf) {
  const std::string where = seq_text(next_->seq);
  const auto fail = [&](Sentence sentence) {
    right_ = false;
    report_.failed(where, std::move(sentence));
  };
  if (crypto::sm3(next_->der) != leaf.certificate) {
    fail({"ledger.certificate.fingerprint", "证书指纹与叶子不符",
          "the certificate is not the one that the leaf names"});
    return;
  }
  const auto certificate = Certificate::parse(next_->der);
  if (!certificate) return fail(malformed("ledger.certificate.format", certificate.error()));
  if (checks_issuers_ && find_issuer(*certificate, authorities_) == nullptr) {
    fail({"ledger.certificate.issuer", "证书不是所信任的机构签发，或签名无效",
          "the certificate is not by a trusted authority, or its signature is not valid"});
  }
  base::Bytes name = base::to_bytes(certificate->tbs().issuer.der());
  base::append(name, certificate->serial().magnitude());
  const crypto::Sm3Digest digest = crypto::sm3(name);
  Row row;
  std::copy_n(digest.begin(), row.name.size(), row.name.begin());
  row.seq = next_->seq;
  rows_.push_back(row);
}

void IssueCheck::finish() {
  if (wrong_) return;
  if (next_) {
    right_ = false;
    report_.failed(seq_text(next_->seq), {"ledger.certificate.unissued", "有证书而账本中没有相应的签发行为",
                                          "there is a certificate without an act of issue"});
  }
  std::sort(rows_.begin(), rows_.end(),
            [](const Row& a, const Row& b) { return std::tie(a.name, a.seq) < std::tie(b.name, b.seq); });
  const auto twin = std::adjacent_find(rows_.begin(), rows_.end(),
                                       [](const Row& a, const Row& b) { return a.name == b.name; });
  if (twin != rows_.end()) {
    const std::string other = std::to_string((twin + 1)->seq);
    report_.failed(seq_text(twin->seq), {"ledger.serial", "序列号与第 " + other + " 条的证书相同",
                                         "has the serial number of the certificate at seq " + other});
    return;
  }
  const std::string count = std::to_string(rows_.size());
  if (!right_) return;
  report_.passed(export_file::kCertificates,
                 {"ledger.certificates", count + " 张证书与签发行为一一对应，序列号各不相同",
                  count + " certificates match the acts of issue one to one, no serial number twice"});
  if (!checks_issuers_) {
    report_.noted(export_file::kCertificates,
                  {"ledger.certificate.issuer", "未给根证书，没有核对证书上的签名",
                   "no root was given: the signatures on certificates were not checked"});
  }
}

}  // namespace yinxin::proof
