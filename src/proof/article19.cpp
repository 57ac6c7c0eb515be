#include "proof/article19.hpp"

#include "asn1/oids.hpp"

namespace yinxin::proof {
namespace {

using x509::Certificate;
namespace oids = asn1::oids;

std::string value_or(std::optional<std::string_view> value, std::string_view fallback) {
  return std::string(value && !value->empty() ? *value : fallback);
}

struct Content {
  const char* code;
  const char* zh;
  const char* en;
  bool there;
  std::string value;
};

std::string policies_text(const Certificate& certificate) {
  const x509::Extension* extension =
      x509::find_extension(certificate.tbs().extensions, oids::kCertificatePolicies);
  if (extension == nullptr) return {};
  const auto policies = x509::decode_policies(extension->value);
  std::string text;
  if (!policies) return text;
  for (const x509::PolicyInformation& policy : *policies)
    text += (text.empty() ? "" : ", ") + policy.id.to_text();
  return text;
}

/// GB/T 20518-2018 as far as it binds every end-entity certificate (standards.md 2.1, 2.3): version 3, a key
/// usage, both key identifiers.
std::string prescribed_text(const Certificate& certificate) {
  if (certificate.tbs().version != 3) return {};
  for (const asn1::Oid& id : {oids::kKeyUsage, oids::kAuthorityKeyIdentifier, oids::kSubjectKeyIdentifier}) {
    if (x509::find_extension(certificate.tbs().extensions, id) == nullptr) return {};
  }
  return "X.509 v3, keyUsage, authorityKeyIdentifier, subjectKeyIdentifier";
}

void tell(const Content& content, std::string_view where, Report& report) {
  report.expect(content.there, where,
                {content.code, std::string(content.zh) + "：" + content.value,
                 std::string(content.en) + ": " + content.value},
                {content.code, std::string(content.zh) + "缺失或不符",
                 std::string(content.en) + " is missing or wrong"});
}

}  // namespace

void check_article19(const Certificate& certificate, const Certificate* issuer, std::string_view where,
                     Report& report) {
  const x509::TbsCertificate& tbs = certificate.tbs();
  const std::string provider = value_or(tbs.issuer.find(oids::kOrganization), "");
  const std::string holder =
      value_or(tbs.subject.find(oids::kCommonName), value_or(tbs.subject.find(oids::kOrganization), ""));
  const std::string policies = policies_text(certificate);
  const std::string prescribed = prescribed_text(certificate);
  const bool serial_ok =
      !tbs.serial.magnitude().empty() && tbs.serial.magnitude().size() <= 20;  // RFC 5280 4.1.2.2
  const Content contents[] = {
      {"article19.provider", "一、机构名称", "1 name of the provider", !provider.empty(), provider},
      {"article19.holder", "二、证书持有人名称", "2 name of the holder", !holder.empty(), holder},
      {"article19.serial", "三、证书序列号", "3 serial number", serial_ok, tbs.serial.to_hex()},
      {"article19.validity", "四、证书有效期", "4 validity", tbs.validity.not_before < tbs.validity.not_after,
       base::format_utc(tbs.validity.not_before) + " - " + base::format_utc(tbs.validity.not_after)},
      {"article19.policy", "五、证书策略对象标识符", "5 policy object identifier", !policies.empty(),
       policies},
      {"article19.key", "六、电子签名验证数据", "6 signature verification data", true,
       "SM2 " + base::to_hex(tbs.public_key.point())},
      {"article19.signature", "七、机构的电子签名", "7 electronic signature of the provider",
       issuer != nullptr && certificate.verify(issuer->tbs().public_key), "SM2-with-SM3"},
      {"article19.prescribed", "八、规定的其他内容", "8 other prescribed contents", !prescribed.empty(),
       prescribed},
  };
  for (const Content& content : contents) tell(content, where, report);
}

}  // namespace yinxin::proof
