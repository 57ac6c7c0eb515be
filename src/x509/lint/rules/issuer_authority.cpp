// The issuer is an authority that may sign certificates, and this one at this depth.
#include "asn1/oids.hpp"
#include "x509/lint/rules/rules.hpp"

namespace yinxin::x509::rules {
namespace {

enum : std::size_t { kMissing, kNotAuthority, kMayNotSign, kTooDeep };
constexpr Message kMessages[] = {
    {"模板与签发者证书不相符", "the issuer is missing, or there against the profile"},
    {"签发者证书不是机构证书", "the issuer is not an authority"},
    {"签发者证书的密钥用法不含证书签名", "the issuer's key may not sign certificates"},
    {"证书路径长度超出签发者证书的限制", "the path is longer than the issuer allows"},
};

/// What the extension says; nothing, when it is not there or says nothing that can be read.
template <class T>
T decoded(const std::vector<Extension>& extensions, const asn1::Oid& id,
          base::Result<T> (*decode)(base::ByteView)) {
  const Extension* found = find_extension(extensions, id);
  return found == nullptr ? T() : decode(found->value).value_or(T());
}

void check(const LintSubject& subject, LintNotes& notes) {
  if ((subject.context.issuer == nullptr) != subject.profile.self_issued) return notes.add(kMissing);
  if (subject.profile.self_issued) return;
  const std::vector<Extension>& extensions = subject.context.issuer->tbs().extensions;
  const BasicConstraints constraints =
      decoded(extensions, asn1::oids::kBasicConstraints, decode_basic_constraints);
  if (!constraints.ca) notes.add(kNotAuthority);
  if ((decoded(extensions, asn1::oids::kKeyUsage, decode_key_usage) & kKeyCertSign) == 0)
    notes.add(kMayNotSign);
  const BasicConstraints& own = subject.profile.basic_constraints;
  if (!own.ca || !constraints.path_length) return;
  if (!own.path_length || *own.path_length >= *constraints.path_length) notes.add(kTooDeep);
}

}  // namespace

const LintRule kIssuerAuthority{
    .id = "issuer_authority",
    .source = "RFC 5280 4.2.1.3, 4.2.1.9, 6.1.4",
    .effective = kRfc5280Effective,
    .severity = Severity::Error,
    .messages = kMessages,
    .check = check,
};

}  // namespace yinxin::x509::rules
