#include "proof/ledger_heads.hpp"

#include <algorithm>

namespace yinxin::proof {

using base::Result;
using x509::Certificate;

HeadCheck::HeadCheck(const ExportFolder& folder, const LedgerTrust& trust, Report& report) : report_(report) {
  find_signers(folder, trust);
  auto lines = folder.lines(export_file::kTreeHeads);
  if (!lines) {
    wrong_ = true;
    report_.failed(export_file::kTreeHeads, malformed("ledger.tree_heads", lines.error()));
    return;
  }
  lines_ = std::move(*lines);
  advance();
}

void HeadCheck::find_signers(const ExportFolder& folder, const LedgerTrust& trust) {
  for (const crypto::Sm2PublicKey& key : trust.tree_head_keys) signers_.push_back(Signer{key, std::nullopt});
  if (!signers_.empty() || trust.roots.empty()) return;
  const auto pem = folder.read(export_file::kAuthorities, kMaxAuthoritiesBytes);
  const auto certificates = pem ? read_certificates(*pem) : Result<std::vector<Certificate>>(pem.error());
  if (!certificates)
    return report_.failed(export_file::kAuthorities, malformed("ledger.authorities", certificates.error()));
  for (const Certificate& certificate : *certificates) {
    if (!is_service_certificate(certificate)) continue;
    const x509::Validity& validity = certificate.tbs().validity;
    if (check_chain(certificate, subject_text(certificate), *certificates, trust.roots, validity.not_before,
                    report_) != nullptr) {
      signers_.push_back(Signer{certificate.tbs().public_key, validity});
    }
  }
}

Result<std::optional<SignedTreeHead>> HeadCheck::read_next() {
  std::string text;
  bool in_signatures = false;
  while (true) {
    YX_TRY(const std::optional<std::string> line, lines_());
    const bool ends = !line || (line->empty() && in_signatures);
    if (ends && text.empty()) return std::optional<SignedTreeHead>();
    if (ends) break;
    in_signatures = in_signatures || line->empty();
    text += *line + "\n";
    if (text.size() > kMaxNoteBytes) break;
  }
  YX_TRY(SignedTreeHead head, SignedTreeHead::parse(text));
  return std::optional<SignedTreeHead>(std::move(head));
}

void HeadCheck::advance() {
  next_.reset();
  if (wrong_) return;
  auto head = read_next();
  if (!head) {
    wrong_ = true;
    report_.failed(export_file::kTreeHeads, malformed("ledger.tree_heads", head.error()));
    return;
  }
  next_ = std::move(*head);
}

bool HeadCheck::is_signed(const SignedTreeHead& signed_head) const {
  return std::any_of(signers_.begin(), signers_.end(), [&](const Signer& signer) {
    const base::Time time = signed_head.head.time;
    const bool in_time =
        !signer.validity || (time >= signer.validity->not_before && time <= signer.validity->not_after);
    return in_time && signed_head.signed_by(signer.key);
  });
}

void HeadCheck::check(const SignedTreeHead& signed_head, const Frontier& tree, base::Time latest) {
  const TreeHead& head = signed_head.head;
  const std::string size = std::to_string(head.size);
  const std::string where = "tree head " + size;
  const auto fail = [&](const char* code, const std::string& zh, const std::string& en) {
    wrong_ = true;
    report_.failed(where, {code, zh, en});
  };
  if (head.root != tree.root()) {
    fail("ledger.root", "前 " + size + " 条叶子的根与树头不符",
         "the first " + size + " leaves do not hash to its root");
  }
  if (!is_signed(signed_head)) {
    fail("ledger.signature", "签名无效，或签名密钥不被信任",
         "its signature is not valid, or not by a trusted key");
  }
  if (last_ && (head.origin != last_->origin || head.time < last_->time)) {
    fail("ledger.head_order", "账本名称改变，或时间早于前一个树头",
         "another origin, or dated before the head in front of it");
  }
  if (latest > head.time + kActTimeTolerance) {
    fail("ledger.head_time", "早于其所含记录的时间", "is dated before an entry that it covers");
  }
  last_ = head;
  if (wrong_) return;
  ++right_;
  if (signed_head.note.signatures.size() > 1) ++witnessed_;
}

void HeadCheck::reach(const Frontier& tree, base::Time latest) {
  while (next_ && next_->head.size <= tree.size()) {
    if (next_->head.size < tree.size()) {  // equal sizes and growth are taken when their size is reached
      wrong_ = true;
      report_.failed("tree head " + std::to_string(next_->head.size),
                     {"ledger.head_order", "树头变小了", "is smaller than the head in front of it"});
      next_.reset();
      return;
    }
    check(*next_, tree, latest);
    advance();
  }
}

void HeadCheck::finish(std::uint64_t entries) {
  const std::string count = std::to_string(entries);
  if (next_) {
    wrong_ = true;
    const std::string size = std::to_string(next_->head.size);
    report_.failed("tree head " + size,
                   {"ledger.truncated", "账本只有 " + count + " 条，树头称有 " + size + " 条（记录缺失）",
                    "there are only " + count + " entries (entries are missing)"});
  }
  if (wrong_) return;
  if (!last_ || last_->size != entries) {
    report_.failed(export_file::kTreeHeads,
                   {"ledger.uncovered", "最后的树头没有覆盖全部 " + count + " 条记录",
                    "the last tree head does not cover all " + count + " entries"});
    return;
  }
  const std::string heads = std::to_string(right_);
  report_.passed(export_file::kTreeHeads,
                 {"ledger.tree_heads", heads + " 个树头的签名有效、依次增长、根与叶子相符",
                  heads + " tree heads are signed, grow, and have the roots of these leaves"});
  report_.noted(export_file::kTreeHeads,
                {"ledger.witnesses", std::to_string(witnessed_) + " 个树头另有见证签名，未核对",
                 std::to_string(witnessed_) + " of them bear witness signatures, not checked here"});
}

}  // namespace yinxin::proof
