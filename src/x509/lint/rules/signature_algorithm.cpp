// The provider's signature: SM2 with SM3, without parameters. This is the copy that is signed; the outer one
// is written by assemble_signed() in the same words, and Certificate::parse refuses two that differ.
#include "x509/lint/rules/rules.hpp"

namespace yinxin::x509::rules {
namespace {

enum : std::size_t { kOther, kParameters };
constexpr Message kMessages[] = {
    {"签名算法不是SM2/SM3", "the signature algorithm is not SM2 with SM3"},
    {"签名算法标识带有参数", "the signature algorithm has parameters"},
};

void check(const Anatomy& parts, LintNotes& notes) {
  bool parameters_null = false;
  if (!parse_signature_algorithm(parts.algorithm.whole, parameters_null)) return notes.add(kOther);
  if (parameters_null) notes.add(kParameters);
}

}  // namespace

const LintRule kSignatureAlgorithm{
    .id = "signature_algorithm",
    .source = "Order No. 4, article 19(7); GB/T 33560-2017 annex A; GM/T 0092-2020 6.2",
    .effective = kOrder4Effective,
    .severity = Severity::Error,
    .messages = kMessages,
    .check_parts = check,
};

}  // namespace yinxin::x509::rules
