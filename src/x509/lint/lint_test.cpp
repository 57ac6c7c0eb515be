// The gate itself: what comes out of lint(), once; what a refusal says; what is judged by the rules of its
// time.
#include "x509/lint/lint.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <type_traits>

#include "x509_support/lint_samples.hpp"

namespace yinxin::x509 {
namespace {

using namespace x509_support;  // NOLINT(google-build-using-namespace)

static_assert(!std::is_copy_constructible_v<LintedTbs>);
static_assert(!std::is_copy_assignable_v<LintedTbs>);
static_assert(std::is_nothrow_move_constructible_v<LintedTbs>);
static_assert(!std::is_default_constructible_v<LintedTbs>);
static_assert(!std::is_constructible_v<LintedTbs, base::Bytes, std::vector<Finding>>);

TEST(LintedTbs, GivesTheLintedOctetsOnce) {
  const LintCase good = lint_case("individual");
  const base::Bytes der = good.der();
  LintedTbs linted = lint(der, good.profile, good.context).value();
  EXPECT_EQ(base::to_bytes(linted.der()), der);
  EXPECT_TRUE(linted.warnings().empty());
  EXPECT_EQ(std::move(linted).take(), der);
  EXPECT_THROW(std::move(linted).take(), std::logic_error);  // NOLINT(bugprone-use-after-move)
}

TEST(LintedTbs, MovesWithoutLeavingOctetsBehind) {
  const LintCase good = lint_case("individual");
  LintedTbs first = lint(good.der(), good.profile, good.context).value();
  LintedTbs second = std::move(first);
  EXPECT_TRUE(first.der().empty());  // NOLINT(bugprone-use-after-move)
  EXPECT_THROW(std::move(first).take(), std::logic_error);
  LintedTbs third = lint(good.der(), good.profile, good.context).value();
  third = std::move(second);
  EXPECT_TRUE(second.der().empty());  // NOLINT(bugprone-use-after-move)
  EXPECT_EQ(std::move(third).take(), good.der());
}

TEST(Lint, RefusalNamesAllFailedRulesAndTheArticle) {
  LintCase bad = lint_case("individual");
  bad.context.licensed_name = "另一家机构";
  bad.remove(oids::kKeyUsage);
  const auto linted = lint(bad.der(), bad.profile, bad.context);
  ASSERT_FALSE(linted);
  EXPECT_EQ(linted.error().kind, base::ErrorKind::Refused);
  EXPECT_EQ(linted.error().code, "x509.lint");
  EXPECT_EQ(linted.error().detail, "issuer_name, extension_set");
  EXPECT_EQ(linted.error().article, "19");
}

TEST(Lint, RefusalForAPersonsNumberIsArticle23) {
  LintCase bad = lint_case("individual");
  bad.extension(oids::kIdentifyCode) = encode_identity_clear(IdentityKind::ResidentId, kResidentId).value();
  EXPECT_EQ(lint(bad.der(), bad.profile, bad.context).error().article, "23");
  LintCase plain = lint_case("individual");
  plain.extension(oids::kKeyUsage).critical = false;
  EXPECT_EQ(lint(plain.der(), plain.profile, plain.context).error().article, "");
}

TEST(Lint, WarningsDoNotRefuse) {
  LintCase long_name = lint_case("individual");
  std::string name;
  for (std::size_t i = 0; i < Name::kMaxValueCharacters; ++i) name += "字";
  long_name.subject({{oids::kCountry, "CN"}, {oids::kCommonName, name}});
  const auto linted = lint(long_name.der(), long_name.profile, long_name.context);
  ASSERT_TRUE(linted);
  ASSERT_EQ(linted->warnings().size(), 1U);
  EXPECT_EQ(linted->warnings()[0].rule, "attribute_length");
  EXPECT_EQ(linted->warnings()[0].severity, Severity::Warning);
}

TEST(Lint, ReadsWhatWillBeSigned) {
  const LintCase good = lint_case("individual");
  for (const base::Bytes& der :
       {base::Bytes(), hex("3000"), hex("0500"), base::to_bytes(std::string_view("no DER"))}) {
    const auto linted = lint(der, good.profile, good.context);
    ASSERT_FALSE(linted);
    EXPECT_EQ(linted.error().detail, "structure");
  }
  base::Bytes longer = good.der();
  longer.push_back(0);
  EXPECT_EQ(lint(longer, good.profile, good.context).error().detail, "structure");
}

TEST(Lint, EveryCutOffIsRefusedQuietly) {
  const LintCase good = lint_case("individual");
  const base::Bytes der = good.der();
  for (std::size_t size = 0; size < der.size(); ++size) {
    const base::Bytes cut(der.begin(), der.begin() + static_cast<std::ptrdiff_t>(size));
    ASSERT_FALSE(lint(cut, good.profile, good.context)) << size;
  }
}

TEST(Inspect, JudgesByTheRulesOfItsTime) {
  // Begun before Order No. 4: its content rules are not applied, those of RFC 5280 are.
  LintCase old = lint_case("root");
  old.context.licensed_name = "另一家机构";
  old.tbs.validity = {at("2024-10-31T23:59:59Z"), at("2030-01-01T00:00:00Z")};
  old.extension(oids::kKeyUsage).critical = false;
  EXPECT_EQ(inspect(old.der(), old.profile, old.context).failed_rules(), "extension_set");
  old.tbs.validity.not_before = at("2024-11-01T00:00:00Z");
  EXPECT_EQ(inspect(old.der(), old.profile, old.context).failed_rules(), "issuer_name, extension_set");
  // What is to be signed now is judged by all, whatever beginning it claims.
  old.tbs.validity.not_before = at("2024-10-31T23:59:59Z");
  EXPECT_EQ(lint(old.der(), old.profile, old.context).error().detail, "issuer_name, extension_set");
}

TEST(Inspect, FindsNothingNewInWhatWasIssued) {
  const Certificate certificate = sample_authority().certify("staff");
  const LintReport report =
      inspect(certificate.tbs_der(), profiles().at("staff"), sample_authority().context("staff"));
  EXPECT_TRUE(report.passed());
  EXPECT_EQ(report.failed_rules(), "");
}

}  // namespace
}  // namespace yinxin::x509
