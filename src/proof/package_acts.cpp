// Steps of verify_package() about the ledger: the tree head, each act's commitment and inclusion, and what
// the acts say together.
#include <algorithm>

#include "proof/package_check.hpp"

namespace yinxin::proof {
namespace {

using x509::Certificate;

std::string act_text(const PackageAct& act, bool zh) {
  const ActInfo& info = act_info(act.leaf.act);
  return zh ? "第 " + std::to_string(act.seq) + " 条“" + std::string(info.zh) + "”"
            : "entry " + std::to_string(act.seq) + " \"" + std::string(info.en) + "\"";
}

/// Whether somebody who may sign tree heads signed this one.
bool head_is_signed(const SignedTreeHead& head, const PackageContents& contents, const PackageTrust& trust,
                    Report& report) {
  const auto by_key = [&](const crypto::Sm2PublicKey& key) { return head.signed_by(key); };
  if (!trust.tree_head_keys.empty()) {
    return std::any_of(trust.tree_head_keys.begin(), trust.tree_head_keys.end(), by_key);
  }
  const std::string_view file =
      contents.files.contains(layout::kTreeHeadSigner) ? layout::kTreeHeadSigner : layout::kSigner;
  const auto found = contents.files.find(file);
  if (found == contents.files.end()) return false;
  const auto signer = Certificate::parse(found->second);
  return signer && by_key(signer->tbs().public_key) &&
         check_service_certificate(*signer, file, contents, trust, head.head.time, report);
}

std::optional<TreeHead> read_head(const PackageContents& contents, const PackageTrust& trust,
                                  Report& report) {
  const auto text = contents.expect_file(layout::kTreeHead, "树头", "the tree head", report);
  if (!text) return std::nullopt;
  const auto head = SignedTreeHead::parse(base::as_text(*text));
  if (!head) {
    report.failed(layout::kTreeHead, malformed("package.format", head.error()));
    return std::nullopt;
  }
  const std::string size = std::to_string(head->head.size);
  const std::string time = base::format_utc(head->head.time);
  if (!report.expect(
          head_is_signed(*head, contents, trust, report), layout::kTreeHead,
          {"package.tree_head", "树头签名有效：" + head->head.origin + "，" + size + " 条，" + time,
           "the tree head's signature is valid: " + head->head.origin + ", " + size + " entries, " + time},
          {"package.tree_head", "树头签名无效", "the tree head's signature is not valid"})) {
    return std::nullopt;
  }
  if (head->note.signatures.size() > 1) {
    report.noted(
        layout::kTreeHead,
        {"package.witnesses",
         "另有 " + std::to_string(head->note.signatures.size() - 1) + " 个见证签名，未核对",
         std::to_string(head->note.signatures.size() - 1) + " witness signatures, not checked here"});
  }
  return head->head;
}

/// Reads one act and holds it against its leaf and the tree.
std::optional<PackageAct> read_act(const std::string& file, base::ByteView json, const TreeHead& head,
                                   Report& report) {
  const auto proved = ProvedEntry::parse(base::as_text(json));
  if (!proved) {
    report.failed(file, malformed("package.format", proved.error()));
    return std::nullopt;
  }
  const auto checked = check_entry(proved->entry);
  if (!checked) {
    report.failed(file, entry_fault(checked.error()));
    return std::nullopt;
  }
  PackageAct act;
  act.file = file;
  act.seq = proved->entry.seq;
  act.object = proved->entry.object;
  act.leaf = checked->leaf;
  act.record = checked->record;
  const bool included =
      verify_inclusion(leaf_hash(proved->entry.leaf), act.seq, head.size, proved->path, head.root);
  report.expect(included, file,
                {"package.act",
                 act_text(act, true) + "，" + base::format_utc(act.leaf.time) + "，已收录" +
                     (act.record ? "，内容与承诺相符" : ""),
                 act_text(act, false) + ", " + base::format_utc(act.leaf.time) + ", is included" +
                     (act.record ? ", and its record opens the commitment" : "")},
                {"package.act", act_text(act, true) + "的收录证明不成立",
                 "the inclusion proof of " + act_text(act, false) + " fails"});
  if (!act.record) {
    report.noted(file,
                 {"package.act.closed", "内容未提供（已销毁或不予公开）", "its record is not disclosed"});
  }
  return included ? std::optional(act) : std::nullopt;
}

void check_times(const PackageContents& contents, const TreeHead& head, Report& report) {
  base::Time latest{};
  bool ordered = true;
  for (const PackageAct& act : contents.acts) {
    const bool early = act.leaf.time + kActTimeTolerance < latest;
    const bool late = act.leaf.time > head.time + kActTimeTolerance;
    if (early || late) {
      ordered = false;
      report.failed(act.file, {"package.times",
                               act_text(act, true) + (early ? "的时间早于在其之前的记录" : "的时间晚于树头"),
                               act_text(act, false) + (early ? " is dated before an earlier entry"
                                                             : " is dated after the tree head")});
    }
    latest = std::max(latest, act.leaf.time);
  }
  if (ordered && !contents.acts.empty()) {
    report.passed("", {"package.times", "各行为的时间先后一致", "the times of all acts are in order"});
  }
}

/// Article 21: checked, reviewed, notified and agreed before issue; the order is that of the ledger.
void check_gates(const PackageContents& contents, const PackageAct& issued, Report& report) {
  for (const ActCode gate :
       {ActCode::IdentityChecked, ActCode::MaterialReviewed, ActCode::Notified, ActCode::ApplicationAccepted,
        ActCode::AgreementSigned, ActCode::IntentRecorded}) {
    const ActInfo& info = act_info(gate);
    const PackageAct* act = contents.find_act(gate);
    if (act == nullptr) {
      report.noted("", {"package.gate.absent", "没有“" + std::string(info.zh) + "”的行为记录",
                        "there is no act \"" + std::string(info.en) + "\""});
    } else {
      report.expect(act->seq < issued.seq, act->file,
                    {"package.gate", "“" + std::string(info.zh) + "”在签发之前",
                     "\"" + std::string(info.en) + "\" came before issue"},
                    {"package.gate", "“" + std::string(info.zh) + "”在签发之后",
                     "\"" + std::string(info.en) + "\" came after issue"});
    }
  }
}

/// Acts of applications (1xx) and certificates (2xx) must be about this certificate or the application it
/// came from.
void check_subjects(const PackageContents& contents, const PackageAct& issued, Report& report) {
  const std::string_view application = issued.record ? issued.record->find("application").value_or("") : "";
  for (const PackageAct& act : contents.acts) {
    const bool about_someone = static_cast<std::uint16_t>(act.leaf.act) < 300;
    const bool ours =
        contents.concerns_certificate(act) || act.object == issued.object || act.object == application;
    if (!about_someone || ours) continue;
    report.failed(act.file,
                  {"package.act.foreign", act_text(act, true) + "与本证书无关（对象 " + act.object + "）",
                   act_text(act, false) + " is not about this certificate (object " + act.object + ")"});
  }
}

void check_issue(const PackageContents& contents, Report& report) {
  const auto count = std::count_if(contents.acts.begin(), contents.acts.end(), [&](const PackageAct& act) {
    return act.leaf.act == ActCode::Issued && contents.concerns_certificate(act);
  });
  const PackageAct* issued = contents.find_act(ActCode::Issued);
  const bool named = issued != nullptr && contents.concerns_certificate(*issued);
  report.expect(count == 1 && named, issued == nullptr ? layout::kActs : std::string_view(issued->file),
                {"package.issued", "签发行为记有本证书的指纹",
                 "the act of issue carries the certificate's fingerprint"},
                {"package.issued", "没有（或不止一条）记有本证书指纹的签发行为",
                 "there is not exactly one act of issue with this certificate's fingerprint"});
  if (!named) return;
  check_gates(contents, *issued, report);
  check_subjects(contents, *issued, report);
}

}  // namespace

bool PackageContents::concerns_certificate(const PackageAct& act) const {
  return certificate && act.leaf.certificate == certificate->fingerprint();
}

const PackageAct* PackageContents::find_act(ActCode code) const {
  const auto found =
      std::find_if(acts.rbegin(), acts.rend(), [&](const PackageAct& act) { return act.leaf.act == code; });
  return found == acts.rend() ? nullptr : &*found;
}

base::Time PackageContents::issue_time() const {
  const PackageAct* issued = find_act(ActCode::Issued);
  if (issued != nullptr && concerns_certificate(*issued)) return issued->leaf.time;
  return certificate ? certificate->tbs().validity.not_before : manifest.info.built;
}

void check_acts(PackageContents& contents, const PackageTrust& trust, Report& report) {
  const auto head = read_head(contents, trust, report);
  const auto files = contents.expect_folder(layout::kActs, "行为记录", "act records", report);
  if (!head) return;
  for (const auto& [file, json] : files) {
    if (auto act = read_act(file, json, *head, report)) contents.acts.push_back(std::move(*act));
  }
  if (files.empty()) return;
  std::sort(contents.acts.begin(), contents.acts.end(),
            [](const PackageAct& a, const PackageAct& b) { return a.seq < b.seq; });
  check_times(contents, *head, report);
  check_issue(contents, report);
}

}  // namespace yinxin::proof
