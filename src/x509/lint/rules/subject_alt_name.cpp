// Alternative names: of the kinds that the profile has, each well-formed.
#include "asn1/oids.hpp"
#include "x509/lint/rules/rules.hpp"

namespace yinxin::x509::rules {
namespace {

enum : std::size_t { kForm, kKind, kDns, kEmail, kUri, kIp };
constexpr Message kMessages[] = {
    {"主题备用名称的编码形式不符合规范", "subjectAltName is not encoded in the standard form"},
    {"主题备用名称含有模板以外的种类", "subjectAltName has a kind that the profile does not have"},
    {"域名不合规范", "a DNS name is not well-formed"},
    {"电子邮件地址不合规范", "an e-mail address is not well-formed"},
    {"网址不合规范", "a URI is not well-formed"},
    {"IP地址不是4或16字节", "an IP address is not of 4 or 16 octets"},
};

constexpr std::size_t kMaxDnsName = 253;  // RFC 1035 2.3.4
constexpr std::size_t kMaxLabel = 63;

bool is_label(std::string_view label) {
  if (label.empty() || label.size() > kMaxLabel || label.front() == '-' || label.back() == '-') return false;
  return label.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") ==
         std::string_view::npos;
}

/// Two labels at least, letters, digits and hyphens; no wildcard: a device has names of its own.
bool is_dns_name(std::string_view name) {
  if (name.size() > kMaxDnsName || name.find('.') == std::string_view::npos) return false;
  for (std::size_t at = 0;;) {
    const std::size_t dot = name.find('.', at);
    if (!is_label(name.substr(at, dot - at))) return false;
    if (dot == std::string_view::npos) return true;
    at = dot + 1;
  }
}

/// local@domain with a local part of the dot-atom characters of RFC 5322 3.2.3.
bool is_email(std::string_view address) {
  const std::size_t at = address.find('@');
  if (at == 0 || at == std::string_view::npos || !is_dns_name(address.substr(at + 1))) return false;
  const std::string_view local = address.substr(0, at);
  constexpr std::string_view kAtom =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~.";
  return local.find_first_not_of(kAtom) == std::string_view::npos && local.front() != '.' &&
         local.back() != '.' && local.find("..") == std::string_view::npos;
}

void check(const LintSubject& subject, LintNotes& notes) {
  const Extension* extension = subject.extension(asn1::oids::kSubjectAltName);
  if (extension == nullptr) return;
  const auto names = decode_subject_alt_names(extension->value);
  if (!names || encode_subject_alt_names(*names) != extension->value) return notes.add(kForm);
  const AltNameRule& rule = subject.profile.alt_names;
  if ((!names->dns.empty() && !rule.dns) || (!names->emails.empty() && !rule.emails) ||
      (!names->uris.empty() && !rule.uris) || (!names->ip_addresses.empty() && !rule.ip_addresses)) {
    notes.add(kKind);
  }
  for (const std::string& name : names->dns) {
    if (!is_dns_name(name)) notes.add(kDns);
  }
  for (const std::string& name : names->emails) {
    if (!is_email(name)) notes.add(kEmail);
  }
  for (const std::string& name : names->uris) {
    if (!is_web_address(name)) notes.add(kUri);
  }
  for (const base::Bytes& address : names->ip_addresses) {
    if (address.size() != 4 && address.size() != 16) notes.add(kIp);
  }
}

}  // namespace

const LintRule kSubjectAltName{
    .id = "subject_alt_name",
    .source = "RFC 5280 4.2.1.6; RFC 1123 2.1",
    .effective = kRfc5280Effective,
    .severity = Severity::Error,
    .messages = kMessages,
    .check = check,
};

}  // namespace yinxin::x509::rules
