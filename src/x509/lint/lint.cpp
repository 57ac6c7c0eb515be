#include "x509/lint/lint.hpp"

#include <algorithm>
#include <stdexcept>

#include "x509/lint/rule.hpp"
#include "x509/lint/rules/rules.hpp"

namespace yinxin::x509 {
namespace {

using base::Result;

enum class Scope { EveryRule, RulesOfItsTime };

bool in_effect(const LintRule& rule, const TbsCertificate& tbs) {
  return base::format_utc(tbs.validity.not_before).substr(0, rule.effective.size()) >= rule.effective;
}

LintReport run(base::ByteView tbs, const Profile& profile, const LintContext& context, Scope scope) {
  LintReport report;
  const auto parts = Anatomy::parse(tbs);
  const auto parsed = TbsCertificate::parse(tbs);
  if (!parts || !parsed) LintNotes(rules::kStructure, report.findings).add(0);
  for (const LintRule* rule : lint_rules()) {
    if (scope == Scope::RulesOfItsTime && parsed && !in_effect(*rule, *parsed)) continue;
    LintNotes notes(*rule, report.findings);
    if (rule->check_parts != nullptr && parts) rule->check_parts(*parts, notes);
    if (rule->check != nullptr && parts && parsed) rule->check({*parts, *parsed, profile, context}, notes);
  }
  return report;
}

Result<void> read_extension_ids(asn1::DerReader fields, std::vector<asn1::Oid>& ids) {
  YX_TRY(asn1::DerReader wrapper, fields.enter(asn1::context(3, true)));
  YX_TRY(asn1::DerReader list, wrapper.enter());
  while (!list.at_end()) {
    YX_TRY(asn1::DerReader extension, list.enter());
    YX_TRY(const asn1::Oid id, extension.oid());
    ids.push_back(id);
  }
  return {};
}

/// The number of the article that the first failed rule with one enforces; empty when only standards were
/// broken.
std::string_view first_article(const LintReport& report) {
  constexpr std::string_view kArticle = "Order No. 4, article ";
  for (const Finding& finding : report.findings) {
    const std::size_t at = finding.source.find(kArticle);
    if (finding.severity != Severity::Error || at == std::string_view::npos) continue;
    const std::string_view rest = finding.source.substr(at + kArticle.size());
    return rest.substr(0, rest.find_first_not_of("0123456789"));
  }
  return {};
}

}  // namespace

Result<Anatomy> Anatomy::parse(base::ByteView der) {
  Anatomy parts;
  parts.der = der;
  asn1::DerReader outer(der);
  YX_TRY(asn1::DerReader fields, outer.enter());
  YX_CHECK(outer.expect_end());
  YX_TRY(parts.version, fields.optional(asn1::context(0, true)));
  YX_TRY(parts.serial, fields.element(asn1::kInteger));
  YX_TRY(parts.algorithm, fields.element(asn1::kSequence));
  YX_TRY(parts.issuer, fields.element(asn1::kSequence));
  YX_TRY(asn1::DerReader times, fields.enter());
  YX_TRY(parts.not_before, times.any());
  YX_TRY(parts.not_after, times.any());
  YX_TRY(parts.subject, fields.element(asn1::kSequence));
  YX_TRY(parts.key, fields.element(asn1::kSequence));
  YX_TRY(const auto issuer_id, fields.optional(asn1::context(1, false)));
  YX_TRY(const auto subject_id, fields.optional(asn1::context(2, false)));
  parts.has_unique_ids = issuer_id || subject_id;
  if (fields.peek() == asn1::context(3, true)) YX_CHECK(read_extension_ids(fields, parts.extension_ids));
  return parts;
}

void LintNotes::add(std::size_t message) {
  const Message& text = rule_.messages[message];
  const Finding finding{rule_.id, rule_.source, rule_.severity, text.zh, text.en};
  const auto same = [&](const Finding& other) {
    return other.rule == finding.rule && other.message_en == finding.message_en;
  };
  if (std::none_of(findings_.begin(), findings_.end(), same)) findings_.push_back(finding);
}

bool LintReport::passed() const {
  return std::none_of(findings.begin(), findings.end(),
                      [](const Finding& finding) { return finding.severity == Severity::Error; });
}

std::string LintReport::failed_rules() const {
  std::vector<std::string_view> named;
  std::string text;
  for (const Finding& finding : findings) {
    if (finding.severity != Severity::Error) continue;
    if (std::find(named.begin(), named.end(), finding.rule) != named.end()) continue;
    named.push_back(finding.rule);
    if (!text.empty()) text += ", ";
    text += finding.rule;
  }
  return text;
}

LintReport inspect(base::ByteView tbs, const Profile& profile, const LintContext& context) {
  return run(tbs, profile, context, Scope::RulesOfItsTime);
}

LintedTbs::LintedTbs(LintedTbs&& other) noexcept
    : der_(std::exchange(other.der_, {})), warnings_(std::exchange(other.warnings_, {})) {}

LintedTbs& LintedTbs::operator=(LintedTbs&& other) noexcept {
  der_ = std::exchange(other.der_, {});
  warnings_ = std::exchange(other.warnings_, {});
  return *this;
}

base::Bytes LintedTbs::take() && {
  if (der_.empty()) throw std::logic_error("linted octets taken twice");
  return std::exchange(der_, {});
}

Result<LintedTbs> lint(base::Bytes tbs, const Profile& profile, const LintContext& context) {
  // Every rule, not those of its time: a draft that begins in the past would choose its judges.
  LintReport report = run(tbs, profile, context, Scope::EveryRule);
  if (report.passed()) return LintedTbs(std::move(tbs), std::move(report.findings));
  return base::make_error(base::ErrorKind::Refused, "x509.lint", report.failed_rules(),
                          first_article(report));
}

}  // namespace yinxin::x509
