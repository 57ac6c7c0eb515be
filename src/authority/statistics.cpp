// What the register of certificates says of a span of time, beside what the acts say (proof/REPORT.md).
#include "authority/service.hpp"

namespace yinxin::authority {

namespace {

/// Of holders alone.
constexpr std::string_view kOfRegister =
    "count(*) FROM certificate WHERE state = 'issued' AND application IS NOT NULL";
/// Acts on holders' certificates: also on those that are missing from the register.
constexpr std::string_view kOfActs =
    "FROM act_record a LEFT JOIN certificate c ON c.object = a.object WHERE (c.object IS NULL OR "
    "c.application IS NOT NULL)";

/// In stock at $1 or $2. Both are named, as every statistic does.
std::string in_stock(const std::string& moment) {
  return " AND CAST($1 AS BIGINT) < CAST($2 AS BIGINT) AND issued_at < " + moment +
         " AND not_after >= " + moment + " AND (revoked_at IS NULL OR revoked_at >= " + moment +
         " OR reason = 6)";
}
std::string within(const std::string& column) {
  return " AND " + column + " >= $1 AND " + column + " < $2";
}
std::string acts(proof::ActCode code) {
  return " AND a.act = " + std::to_string(static_cast<int>(code)) + within("a.at");
}

}  // namespace

std::vector<store::Statistic> certificate_statistics() {
  using proof::ActCode;
  const std::string registered(kOfRegister);
  const std::string whole = "SELECT '', " + registered;
  const std::string on_acts(kOfActs);
  const std::string objects = "SELECT '', count(DISTINCT a.object) " + on_acts;
  const std::string times = "SELECT '', count(*) " + on_acts;
  const auto by = [&](const std::string& part, const std::string& where) {
    return "SELECT " + part + ", " + registered + where + " GROUP BY " + part;
  };
  const std::string issued =
      " AND ((a.act = " + std::to_string(static_cast<int>(ActCode::Issued)) + within("a.at") +
      ") OR (a.act = " + std::to_string(static_cast<int>(ActCode::CertificateRecovered)) +
      within("c.issued_at") + "))";
  return {{"certificates.valid_at_begin", whole + in_stock("$1")},
          {"certificates.issued", objects + issued},
          {"certificates.revoked", objects + acts(ActCode::Revoked)},
          {"certificates.revoked_in_force",
           objects + acts(ActCode::Revoked) + " AND (c.object IS NULL OR a.at <= c.not_after)"},
          {"certificates.expired",
           whole + within("not_after") + " AND (revoked_at IS NULL OR reason = 6 OR revoked_at > not_after)"},
          {"certificates.suspended", times + acts(ActCode::Suspended)},
          {"certificates.resumed", times + acts(ActCode::Resumed)},
          {"certificates.valid_at_end", whole + in_stock("$2")},
          {"certificates.issued_by_profile", by("profile", within("issued_at"))},
          {"certificates.valid_by_profile", by("profile", in_stock("$2"))},
          {"certificates.revoked_by_reason",
           by("CAST(reason AS TEXT)", within("revoked_at") + " AND reason <> 6")}};
}

}  // namespace yinxin::authority
