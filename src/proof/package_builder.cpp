#include <algorithm>

#include "proof/package_duties.hpp"
#include "proof/ustar.hpp"

namespace yinxin::proof {
namespace {

using base::ErrorKind;
using base::Result;
using x509::Certificate;
using Files = std::map<std::string, base::Bytes, std::less<>>;

std::string scope_text(const PackageInfo& info, const Certificate& certificate) {
  return "无过错证明包（《电子政务电子认证服务管理办法》第四十条）\n\n"
         "编号：" +
         info.id +
         "\n"
         "制作时间：" +
         base::format_beijing(info.built) +
         "（北京时间）\n"
         "制作软件：" +
         info.software +
         "\n"
         "请求人：" +
         info.requester +
         "\n"
         "范围：" +
         info.scope +
         "\n"
         "证书序列号：" +
         certificate.serial().to_hex() +
         "\n"
         "证书 SM3 指纹：" +
         base::to_hex(certificate.fingerprint()) +
         "\n\n"
         "全部文件及其 SM3 摘要见 manifest.json。整部分缺少的，原因在该文件夹的 "
         "absent.note；部分内容缺少的，原因在 manifest.json 的 absent 一项。\n";
}

/// Fingerprints of the certificates that a reader has to compare with published ones.
std::string fingerprint_lines(const Files& files) {
  std::string lines;
  for (const auto& [name, content] : files) {
    const bool wanted =
        name.starts_with(layout::kAuthorities) || name == layout::kSigner || name == layout::kTreeHeadSigner;
    if (wanted) lines += "  " + base::to_hex(crypto::sm3(content)) + "  " + name + "\n";
  }
  return lines;
}

std::string instructions(const Files& files) {
  return "如何验证本证明包（不需要网络，不需要信任制作者）\n\n"
         "一、取得验证程序 yinxin-audit，应从制作者以外的来源取得或自行编译。\n"
         "二、从公布渠道取得根证书，存为 root.pem，并与下列指纹比对。\n"
         "三、执行：yinxin-audit package 本文件 --root root.pem\n"
         "四、预期输出的最后一行：结论：通过 PASS\n"
         "    任何一个字节被改动，结论即为：结论：不通过 FAIL，并指出文件名。\n\n"
         "验证程序检查：归档结构；清单签名；每个文件的 "
         "SM3；证书链；证书内容（第十九条八项）；申请密钥的持有证明；\n"
         "树头签名；每条行为记录的承诺与收录证明；时间先后；撤销列表与 OCSP 应答的签名和状态是否一致；\n"
         "归集清单与实有内容逐项一致（增减、替换任何文件或说明都会被发现）；资质、规则版本；重新计算责任分析"
         "表并逐行比较。\n"
         "验证程序不能检查：纸质材料与影像的真伪；制作时间（由制作者陈述并签名）。\n\n"
         "不用验证程序也可核对摘要：openssl dgst -sm3 文件名，与 manifest.json 比较。\n\n"
         "证书的 SM3 指纹：\n" +
         fingerprint_lines(files) +
         "\nHow to verify: run `yinxin-audit package FILE --root root.pem` with a root certificate from a "
         "published source.\n"
         "The last line must read: 结论：通过 PASS. Format: PACKAGE.md in the sources of yinxin-audit.\n";
}

/// What the rules of the table look at. An act that does not hold is none.
DutyFacts facts_of(const Files& files, const Certificate& certificate) {
  DutyFacts facts;
  facts.certificate = certificate;
  for (const auto& [name, content] : files) {
    facts.files.emplace(name, content);
    if (!name.starts_with(layout::kActs)) continue;
    const auto proved = ProvedEntry::parse(base::as_text(content));
    if (!proved) continue;
    const auto checked = check_entry(proved->entry);
    if (!checked) continue;
    facts.acts.push_back({name, proved->entry.seq, proved->entry.object, checked->leaf, checked->record});
  }
  std::sort(facts.acts.begin(), facts.acts.end(),
            [](const PackageAct& a, const PackageAct& b) { return a.seq < b.seq; });
  return facts;
}

bool is_filled(const Files& files, Part part) {
  return std::any_of(files.begin(), files.end(),
                     [&](const auto& file) { return part_of(file.first) == part; });
}

}  // namespace

Result<void> PackageBuilder::add(std::string_view name, base::Bytes content) {
  if (!is_tar_name(name) || !part_of(name)) {
    return base::make_error(ErrorKind::Malformed, "proof.package.name", std::string(name));
  }
  if (!files_.emplace(std::string(name), std::move(content)).second) {
    return base::make_error(ErrorKind::Conflict, "proof.package.repeated", std::string(name));
  }
  return {};
}

Result<void> PackageBuilder::add_act(const ProvedEntry& act) {
  return add(act_file(act.entry.seq), act.to_json());
}

void PackageBuilder::absent(Part part, std::string item, std::string reason) {
  std::vector<Absence>& list = item.empty() ? parts_ : items_;
  list.push_back({part, std::move(item), std::move(reason)});
}

Result<std::string> PackageBuilder::sign_note(std::string body) const {
  SignedNote note;
  note.body = std::move(body);
  YX_TRY(const crypto::Sm2Signature signature, sign_(base::as_bytes(note.body)));
  YX_CHECK(note.add(key_name_, signer_.tbs().public_key, signature));
  return note.to_text();
}

Result<void> PackageBuilder::add_absences(const crypto::Sm3Digest& certificate) {
  for (const Absence& absence : parts_) {
    const AbsenceNote note{info_.id, absence.part, certificate, info_.built, absence.reason};
    if (!AbsenceNote::parse(note.body()))
      return base::make_error(ErrorKind::Malformed, "proof.package.reason", absence.reason);
    YX_TRY(const std::string text, sign_note(note.body()));
    YX_CHECK(add(absent_file(absence.part), text));
  }
  return {};
}

Result<void> PackageBuilder::check_parts() const {
  for (const PartInfo& part : all_parts()) {
    const bool filled = is_filled(files_, part.part) || part.part == Part::Custody;
    const bool absent =
        std::any_of(parts_.begin(), parts_.end(), [&](const Absence& one) { return one.part == part.part; });
    if (filled && absent)
      return base::make_error(ErrorKind::Conflict, "proof.package.both", std::string(part.folder), "40");
    if (!filled && (!absent || is_always_there(part.part)))
      return base::make_error(ErrorKind::Refused, "proof.package.part_missing", std::string(part.folder),
                              "40");
  }
  return {};
}

Manifest PackageBuilder::manifest() const {
  Manifest manifest;
  manifest.info = info_;
  const Result<Certificate> certificate = Certificate::parse(files_.find(layout::kCertificate)->second);
  manifest.certificate = certificate->fingerprint();
  manifest.serial = certificate->serial().to_hex();
  manifest.absences = items_;
  for (const auto& [name, content] : files_) {
    ManifestFile file;
    file.name = name;
    file.size = content.size();
    file.digest = crypto::sm3(content);
    manifest.files.push_back(std::move(file));
  }
  return manifest;
}

Result<std::string> PackageBuilder::close() {
  const auto found = files_.find(layout::kCertificate);
  if (found == files_.end())
    return base::make_error(ErrorKind::Refused, "proof.package.certificate", "missing");
  const Result<Certificate> certificate = Certificate::parse(found->second);
  if (!certificate) {
    return base::make_error(ErrorKind::Refused, "proof.package.certificate",
                            base::describe(certificate.error()));
  }
  YX_CHECK(add(layout::kScope, scope_text(info_, *certificate)));
  YX_CHECK(add(layout::kDuties, duties_to_json(responsibility(facts_of(files_, *certificate)))));
  YX_CHECK(add(layout::kSigner, base::to_bytes(signer_.der())));
  YX_CHECK(add(layout::kInstructions, instructions(files_)));
  YX_CHECK(check_parts());
  YX_CHECK(add_absences(certificate->fingerprint()));
  collected_ = collected_text(manifest(), std::nullopt);
  return collected_;
}

Result<void> PackageBuilder::check_acts(const std::vector<ProvedEntry>& acts) const {
  const std::string sm3 = base::to_hex(crypto::sm3(base::as_bytes(collected_)));
  const auto wrong = [] { return base::make_error(ErrorKind::Refused, "proof.package.collected"); };
  std::size_t known = 0;
  std::size_t saying = 0;
  for (const ProvedEntry& act : acts) {
    if (files_.contains(act_file(act.entry.seq))) {
      ++known;
      continue;
    }
    YX_TRY(const CheckedEntry checked, check_entry(act.entry));
    const bool says = checked.leaf.act == ActCode::EvidenceCollected && checked.record &&
                      checked.record->find("files_sm3") == sm3;
    if (!says) return wrong();
    ++saying;
  }
  const auto added = std::count_if(files_.begin(), files_.end(),
                                   [](const auto& file) { return file.first.starts_with(layout::kActs); });
  if (saying != 1 || known != static_cast<std::size_t>(added)) return wrong();
  return {};
}

Result<base::Bytes> PackageBuilder::finish(std::string_view head, const std::vector<ProvedEntry>& acts) && {
  YX_CHECK(check_acts(acts));
  for (const ProvedEntry& act : acts) {
    const std::string json = act.to_json();
    files_.insert_or_assign(act_file(act.entry.seq), base::to_bytes(json));
  }
  YX_CHECK(add(layout::kCollected, collected_));
  YX_CHECK(add(layout::kTreeHead, head));
  const std::string json = manifest().to_json();
  YX_CHECK(Manifest::parse(json));  // a package that its own reader refuses must not be signed
  YX_TRY(const std::string signature, sign_note(package_note_body(json, info_.built)));
  TarWriter tar(info_.built);
  YX_CHECK(tar.add(layout::kManifest, base::as_bytes(json)));
  YX_CHECK(tar.add(layout::kSignature, base::as_bytes(signature)));
  for (const auto& [name, content] : files_) YX_CHECK(tar.add(name, content));
  return std::move(tar).finish();
}

}  // namespace yinxin::proof
