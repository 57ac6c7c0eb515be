#include "proof/single_checks.hpp"

#include "proof/article19.hpp"

namespace yinxin::proof {
namespace {

using x509::Certificate;

/// Reads one signed head and checks its signature.
std::optional<TreeHead> read_head(std::string_view text, std::string_view where,
                                  const crypto::Sm2PublicKey& key, Report& report) {
  const auto head = SignedTreeHead::parse(text);
  if (!head) {
    report.failed(where, malformed("head.format", head.error()));
    return std::nullopt;
  }
  const std::string about =
      head->head.origin + ", " + std::to_string(head->head.size) + ", " + base::format_utc(head->head.time);
  if (!report.expect(head->signed_by(key), where,
                     {"head.signature", "树头签名有效：" + about, "the signature is valid: " + about},
                     {"head.signature", "树头签名无效：" + about, "the signature is not valid: " + about})) {
    return std::nullopt;
  }
  return head->head;
}

/// The head in `text` has been read already.
void check_witness(std::string_view text, const WitnessKey& witness, Report& report) {
  const auto head = SignedTreeHead::parse(text);
  const bool by_witness =
      head && witness.name != head->head.origin && head->note.signed_by(witness.name, witness.key);
  report.expect(
      by_witness, "tree head",
      {"head.witness", "见证签名有效：" + witness.name, "the witness signed this head: " + witness.name},
      {"head.witness", "没有“" + witness.name + "”的有效见证签名",
       "there is no valid signature of the witness " + witness.name});
}

void tell_serial(const x509::Crl& crl, const x509::Serial& serial, Report& report) {
  const x509::CrlEntry* entry = crl.find(serial);
  const std::string reason = entry == nullptr ? "" : std::to_string(static_cast<int>(entry->reason));
  const std::string at = entry == nullptr ? "" : base::format_utc(entry->revoked_at);
  report.noted(serial.to_hex(), entry == nullptr
                                    ? Sentence{"crl.serial", "不在列表中", "is not on the list"}
                                    : Sentence{"crl.serial", "在列表中，" + at + "，原因代码 " + reason,
                                               "is on the list, " + at + ", reason code " + reason});
}

Sentence status_sentence(const x509::SingleResponse& single) {
  const std::string at =
      base::format_utc(single.status == x509::CertStatus::Revoked ? single.revoked_at : single.this_update);
  const std::string reason = std::to_string(static_cast<int>(single.reason));
  switch (single.status) {
    case x509::CertStatus::Good:
      return {"ocsp.status", "未撤销（good），" + at, "good, " + at};
    case x509::CertStatus::Revoked:
      return {"ocsp.status", "已撤销（revoked），" + at + "，原因代码 " + reason,
              "revoked, " + at + ", reason code " + reason};
    case x509::CertStatus::Unknown:
      break;
  }
  return {"ocsp.status", "未知（unknown），" + at, "unknown, " + at};
}

}  // namespace

Report verify_certificate(const Certificate& certificate, std::span<const Certificate> authorities,
                          std::span<const Certificate> roots, base::Time at) {
  Report report;
  const std::string who = subject_text(certificate);
  const Certificate* issuer = check_chain(certificate, who, authorities, roots, at, report);
  if (issuer == nullptr)
    issuer = find_issuer(certificate, authorities);  // the path failed for another reason than the signature
  check_article19(certificate, issuer, who, report);
  return report;
}

Report verify_crl(base::ByteView der, std::span<const Certificate> authorities,
                  std::span<const Certificate> roots, const std::optional<x509::Serial>& serial) {
  Report report;
  const auto crl = x509::Crl::parse(der);
  if (!crl) {
    report.failed("", malformed("crl.format", crl.error()));
    return report;
  }
  const x509::CrlInfo& info = crl->info;
  const Certificate* signer = nullptr;
  for (const Certificate& authority : authorities) {
    const bool named = authority.tbs().subject == info.issuer && may_sign_lists(authority);
    if (named && crl->verify(authority.tbs().public_key)) signer = &authority;
  }
  const std::string about = "number " + std::to_string(info.number) + (info.base_number ? ", delta" : "") +
                            ", " + base::format_utc(info.this_update) + " - " +
                            base::format_utc(info.next_update) + ", " + std::to_string(crl->entries.size()) +
                            " entries";
  if (!report.expect(signer != nullptr, info.issuer.to_text(),
                     {"crl.signature", "列表签名有效：" + about, "the list's signature is valid: " + about},
                     {"crl.signature", "列表签名无效，或签发者不在所给证书中",
                      "the list's signature is not valid, or its issuer is not among the given"})) {
    return report;
  }
  check_chain(*signer, subject_text(*signer), authorities, roots, info.this_update, report);
  if (serial) tell_serial(*crl, *serial, report);
  return report;
}

Report verify_ocsp(base::ByteView der, std::span<const Certificate> authorities,
                   std::span<const Certificate> roots, const std::optional<x509::Serial>& serial) {
  Report report;
  const auto answer = x509::OcspResponse::parse(der);
  if (!answer) {
    report.failed("", malformed("ocsp.format", answer.error()));
    return report;
  }
  const auto issuer = std::find_if(authorities.begin(), authorities.end(), [&](const Certificate& one) {
    return is_authority(one) && is_signed_answer(*answer, one);
  });
  const std::string produced = base::format_utc(answer->data.produced_at);
  if (!report.expect(
          issuer != authorities.end(), "",
          {"ocsp.signature", "应答签名有效，" + produced, "the answer's signature is valid, " + produced},
          {"ocsp.signature", "应答签名无效，或响应者未获所给机构授权",
           "the answer's signature is not valid, or its responder is not authorised by the given"})) {
    return report;
  }
  check_chain(*issuer, subject_text(*issuer), authorities, roots, answer->data.produced_at, report);
  bool told = false;
  for (const x509::SingleResponse& single : answer->data.responses) {
    const x509::CertId expected = x509::make_cert_id(single.id.hash, *issuer, single.id.serial);
    const bool of_issuer = expected.issuer_name_hash == single.id.issuer_name_hash &&
                           expected.issuer_key_hash == single.id.issuer_key_hash;
    if (!of_issuer || (serial && !(single.id.serial == *serial))) continue;
    told = true;
    report.noted(single.id.serial.to_hex(), status_sentence(single));
  }
  report.expect(told, "",
                {"ocsp.subject", "应答涉及所查证书", "the answer is about the certificate asked for"},
                {"ocsp.subject", "应答与所查证书无关", "the answer is not about the certificate asked for"});
  return report;
}

Report verify_tree_head(std::string_view text, const crypto::Sm2PublicKey& key,
                        const std::optional<EarlierHead>& earlier, const std::optional<WitnessKey>& witness) {
  Report report;
  const auto head = read_head(text, "tree head", key, report);
  if (head && witness) check_witness(text, *witness, report);
  if (!head || !earlier) return report;
  const auto older = read_head(earlier->text, "earlier tree head", key, report);
  if (!older) return report;
  const bool follows = older->origin == head->origin && older->time <= head->time;
  const bool grown = verify_consistency(older->size, older->root, head->size, head->root, earlier->path);
  report.expect(
      follows && grown, "tree head",
      {"head.consistency", "账本自较早的树头以来只有增加", "the ledger only grew since the earlier head"},
      {"head.consistency", "一致性证明不成立：账本被改写，或不是同一账本",
       "the consistency proof fails: the ledger was rewritten, or is another one"});
  return report;
}

base::Result<HashPath> read_hash_path(std::string_view text) {
  HashPath path;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    YX_TRY(const base::Bytes octets, base::from_base64(text.substr(0, end)));
    YX_TRY(const Hash hash, to_hash(octets));
    path.push_back(hash);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return path;
}

}  // namespace yinxin::proof
