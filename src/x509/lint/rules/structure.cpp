// The whole is a TBSCertificate that we can read. Its check is the parsing itself, in lint.cpp.
#include "x509/lint/rules/rules.hpp"

namespace yinxin::x509::rules {
namespace {

constexpr Message kMessages[] = {
    {"不是可以解析的证书", "this is not a certificate that can be read"},
};

}  // namespace

const LintRule kStructure{
    .id = "structure",
    .source = "RFC 5280 4.1",
    .effective = kRfc5280Effective,
    .severity = Severity::Error,
    .messages = kMessages,
};

}  // namespace yinxin::x509::rules
