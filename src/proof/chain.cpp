#include "proof/chain.hpp"

#include <algorithm>

#include "asn1/oids.hpp"

namespace yinxin::proof {
namespace {

using x509::Certificate;
namespace oids = asn1::oids;

/// Extensions whose meaning check_chain() obeys or that do not bear on a path. SHECA marks its key
/// identifiers critical (standards.md 7.1, 16).
bool is_understood(const asn1::Oid& id) {
  static constexpr std::array kUnderstood{
      oids::kBasicConstraints,    oids::kKeyUsage,
      oids::kExtKeyUsage,         oids::kSubjectKeyIdentifier,
      oids::kSubjectAltName,      oids::kAuthorityKeyIdentifier,
      oids::kCertificatePolicies, oids::kCrlDistributionPoints,
  };
  return std::find(kUnderstood.begin(), kUnderstood.end(), id) != kUnderstood.end();
}

std::optional<x509::BasicConstraints> basic_constraints(const Certificate& certificate) {
  const x509::Extension* extension =
      x509::find_extension(certificate.tbs().extensions, oids::kBasicConstraints);
  if (extension == nullptr) return x509::BasicConstraints();
  const auto value = x509::decode_basic_constraints(extension->value);
  return value ? std::optional(*value) : std::nullopt;
}

bool is_self_signed(const Certificate& certificate) {
  return certificate.tbs().issuer == certificate.tbs().subject &&
         certificate.verify(certificate.tbs().public_key);
}

Sentence fault(const char* code, const std::string& who, const std::string& zh, const std::string& en) {
  return {code, "“" + who + "”" + zh, "\"" + who + "\" " + en};
}

/// What is wrong with one certificate of the path; `below` counts the authorities under it.
std::optional<Sentence> fault_of(const Certificate& certificate, bool as_authority, std::size_t below,
                                 base::Time at) {
  const std::string who = subject_text(certificate);
  const x509::Validity& validity = certificate.tbs().validity;
  if (at < validity.not_before || at > validity.not_after) {
    return fault("chain.validity", who, "在 " + base::format_beijing(at) + "（北京时间）不在有效期内",
                 "was not valid at " + base::format_utc(at));
  }
  for (const x509::Extension& extension : certificate.tbs().extensions) {
    if (extension.critical && !is_understood(extension.id)) {
      return fault("chain.critical", who, "含有无法识别的关键扩展 " + extension.id.to_text(),
                   "has an unknown critical extension " + extension.id.to_text());
    }
  }
  if (!as_authority) return std::nullopt;
  if (!is_authority(certificate)) {
    return fault("chain.authority", who, "不是可以签发证书的机构证书", "is not a certificate authority");
  }
  const auto constraints = basic_constraints(certificate);
  if (constraints->path_length && static_cast<std::uint64_t>(*constraints->path_length) < below) {
    return fault("chain.path_length", who, "的路径长度限制不允许这条证书链",
                 "does not allow a path of this length");
  }
  return std::nullopt;
}

struct Path {
  std::vector<const Certificate*> authorities;  // the issuer first
  bool anchored = false;
};

/// Upwards until a root is met or nobody is found.
Path climb(const Certificate& certificate, std::span<const Certificate> authorities,
           std::span<const Certificate> roots) {
  Path path;
  const Certificate* at = &certificate;
  while (path.authorities.size() < kMaxChain) {
    const Certificate* issuer = find_issuer(*at, roots);
    path.anchored = issuer != nullptr;
    if (issuer == nullptr) issuer = find_issuer(*at, authorities);
    if (issuer == nullptr) break;
    path.authorities.push_back(issuer);
    if (path.anchored || is_self_signed(*issuer)) break;
    at = issuer;
  }
  return path;
}

}  // namespace

bool may(const Certificate& certificate, x509::KeyUsage usage) {
  const x509::Extension* extension = x509::find_extension(certificate.tbs().extensions, oids::kKeyUsage);
  if (extension == nullptr) return true;
  const auto bits = x509::decode_key_usage(extension->value);
  return bits && (*bits & usage) != 0;
}

bool is_authority(const Certificate& certificate) {
  const auto constraints = basic_constraints(certificate);
  return constraints && constraints->ca && may(certificate, x509::kKeyCertSign);
}

const Certificate* find_issuer(const Certificate& certificate, std::span<const Certificate> candidates) {
  const auto found = std::find_if(candidates.begin(), candidates.end(), [&](const Certificate& candidate) {
    return candidate.tbs().subject == certificate.tbs().issuer &&
           certificate.verify(candidate.tbs().public_key);
  });
  return found == candidates.end() ? nullptr : &*found;
}

bool is_service_certificate(const Certificate& certificate) {
  const auto constraints = basic_constraints(certificate);
  if (!constraints || constraints->ca || !may(certificate, x509::kDigitalSignature)) return false;
  const x509::Extension* extension = x509::find_extension(certificate.tbs().extensions, oids::kExtKeyUsage);
  if (extension == nullptr) return false;
  const auto purposes = x509::decode_ext_key_usage(extension->value);
  return purposes && std::any_of(purposes->begin(), purposes->end(), [](const asn1::Oid& purpose) {
           return purpose == oids::kOcspSigning || purpose == oids::kTimeStamping;
         });
}

bool may_sign_lists(const Certificate& certificate) {
  if (!may(certificate, x509::kCrlSign)) return false;
  if (is_authority(certificate)) return true;
  const x509::TbsCertificate& tbs = certificate.tbs();
  const x509::Extension* usage = x509::find_extension(tbs.extensions, oids::kKeyUsage);
  const auto bits = usage == nullptr ? base::Result<std::uint32_t>(0U) : x509::decode_key_usage(usage->value);
  return bits && *bits == x509::kCrlSign && tbs.subject == tbs.issuer;
}

bool is_signed_answer(const x509::OcspResponse& answer, const Certificate& issuer) {
  if (answer.verify(issuer.tbs().public_key)) return true;
  return std::any_of(
      answer.certificates.begin(), answer.certificates.end(), [&](const Certificate& responder) {
        const x509::Validity& validity = responder.tbs().validity;
        const auto* usage = x509::find_extension(responder.tbs().extensions, oids::kExtKeyUsage);
        const auto purposes = usage == nullptr
                                  ? base::Result<std::vector<asn1::Oid>>(std::vector<asn1::Oid>())
                                  : x509::decode_ext_key_usage(usage->value);
        return purposes &&
               std::find(purposes->begin(), purposes->end(), oids::kOcspSigning) != purposes->end() &&
               responder.verify(issuer.tbs().public_key) && responder.tbs().issuer == issuer.tbs().subject &&
               answer.data.produced_at >= validity.not_before &&
               answer.data.produced_at <= validity.not_after && answer.verify(responder.tbs().public_key);
      });
}

const Certificate* check_chain(const Certificate& certificate, std::string_view where,
                               std::span<const Certificate> authorities, std::span<const Certificate> roots,
                               base::Time at, Report& report) {
  if (const auto wrong = fault_of(certificate, false, 0, at)) {
    report.failed(where, *wrong);
    return nullptr;
  }
  const Path path = climb(certificate, authorities, roots);
  if (path.authorities.empty()) {
    report.failed(where, {"chain.issuer", "找不到签发者证书，或签发者的签名不符",
                          "no issuer's certificate is at hand whose key verifies the signature"});
    return nullptr;
  }
  for (std::size_t i = 0; i < path.authorities.size(); ++i) {
    if (const auto wrong = fault_of(*path.authorities[i], true, i, at)) {
      report.failed(where, *wrong);
      return nullptr;
    }
  }
  const Certificate& top = *path.authorities.back();
  if (!path.anchored && (!roots.empty() || !is_self_signed(top))) {
    report.failed(where,
                  {"chain.root", "证书链没有到达所信任的根证书", "the path does not reach a trusted root"});
    return nullptr;
  }
  const std::string count = std::to_string(path.authorities.size());
  report.passed(where,
                {"chain.path", "证书链成立，共 " + count + " 级，根为“" + subject_text(top) + "”",
                 "the path holds over " + count + " authorities, up to \"" + subject_text(top) + "\""});
  if (!path.anchored) {
    const std::string print = base::to_hex(top.fingerprint());
    report.noted(
        where,
        {"chain.unanchored", "未指定信任的根证书，请把根证书的 SM3 指纹与公布的指纹比对：" + print,
         "no trusted root was given: compare the SM3 fingerprint of the root with the published one: " +
             print});
  }
  return path.authorities.front();
}

}  // namespace yinxin::proof
