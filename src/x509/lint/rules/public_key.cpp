// The key that checks the holder's signatures: a point of the SM2 curve, written the one way we write it.
#include "x509/lint/rules/rules.hpp"

namespace yinxin::x509::rules {
namespace {

enum : std::size_t { kNotSm2, kOtherForm };
constexpr Message kMessages[] = {
    {"公钥不是SM2曲线上的有效公钥", "the public key is not a point of the SM2 curve"},
    {"公钥的编码形式不是标准形式", "the public key is not encoded in the standard form"},
};

void check(const Anatomy& parts, LintNotes& notes) {
  const auto key = parse_public_key_info(parts.key.whole);
  if (!key) return notes.add(kNotSm2);
  asn1::DerWriter standard;
  write_public_key_info(standard, *key);
  if (!base::equal(standard.bytes(), parts.key.whole)) notes.add(kOtherForm);
}

}  // namespace

const LintRule kPublicKey{
    .id = "public_key",
    .source = "Order No. 4, article 19(6); GB/T 32918.5-2017",
    .effective = kOrder4Effective,
    .severity = Severity::Error,
    .messages = kMessages,
    .check_parts = check,
};

}  // namespace yinxin::x509::rules
