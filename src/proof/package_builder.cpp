#include "proof/package.hpp"
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
         "全部文件及其 SM3 摘要见 manifest.json，缺少的内容及原因在其中的 absent 一项。\n";
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
         "资质、规则版本与责任分析表的引用。\n"
         "验证程序不能检查：纸质材料与影像的真伪；制作时间（由制作者陈述并签名）。\n\n"
         "不用验证程序也可核对摘要：openssl dgst -sm3 文件名，与 manifest.json 比较。\n\n"
         "证书的 SM3 指纹：\n" +
         fingerprint_lines(files) +
         "\nHow to verify: run `yinxin-audit package FILE --root root.pem` with a root certificate from a "
         "published source.\n"
         "The last line must read: 结论：通过 PASS. Format: PACKAGE.md in the sources of yinxin-audit.\n";
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
  Absence absence;
  absence.part = part;
  absence.item = std::move(item);
  absence.reason = std::move(reason);
  absences_.push_back(std::move(absence));
}

Result<Manifest> PackageBuilder::manifest(const Certificate& certificate) const {
  Manifest manifest;
  manifest.info = info_;
  manifest.certificate = certificate.fingerprint();
  manifest.serial = certificate.serial().to_hex();
  manifest.absences = absences_;
  std::array<bool, 15> filled{};
  for (const auto& [name, content] : files_) {
    ManifestFile file;
    file.name = name;
    file.size = content.size();
    file.digest = crypto::sm3(content);
    manifest.files.push_back(std::move(file));
    filled[static_cast<std::size_t>(*part_of(name))] = true;
  }
  for (const PartInfo& part : all_parts()) {
    if (!filled[static_cast<std::size_t>(part.part)] && !manifest.declares_absent(part.part)) {
      return base::make_error(ErrorKind::Refused, "proof.package.part_missing", std::string(part.folder),
                              "40");
    }
  }
  return manifest;
}

Result<base::Bytes> PackageBuilder::finish(const Certificate& signer, std::string_view key_name,
                                           const Sign& sign) && {
  const auto found = files_.find(layout::kCertificate);
  if (found == files_.end())
    return base::make_error(ErrorKind::Refused, "proof.package.certificate", "missing");
  const Result<Certificate> certificate = Certificate::parse(found->second);
  if (!certificate) {
    return base::make_error(ErrorKind::Refused, "proof.package.certificate",
                            base::describe(certificate.error()));
  }
  YX_CHECK(add(layout::kScope, scope_text(info_, *certificate)));
  YX_CHECK(add(layout::kSigner, base::to_bytes(signer.der())));
  YX_CHECK(add(layout::kInstructions, instructions(files_)));
  YX_TRY(const Manifest manifest, this->manifest(*certificate));
  const std::string json = manifest.to_json();
  YX_CHECK(Manifest::parse(json));  // a package that its own reader refuses must not be signed
  SignedNote note;
  note.body = package_note_body(json, info_.built);
  YX_TRY(const crypto::Sm2Signature signature, sign(base::as_bytes(note.body)));
  YX_CHECK(note.add(key_name, signer.tbs().public_key, signature));
  TarWriter tar(info_.built);
  YX_CHECK(tar.add(layout::kManifest, base::as_bytes(json)));
  YX_CHECK(tar.add(layout::kSignature, base::as_bytes(note.to_text())));
  for (const auto& [name, content] : files_) YX_CHECK(tar.add(name, content));
  return std::move(tar).finish();
}

}  // namespace yinxin::proof
