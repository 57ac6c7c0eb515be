#include "policy/types.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace yinxin::policy {
namespace {

struct Status {
  LicenceStatus status;
  std::string_view name;
  std::string_view zh;
  std::string_view en;
};
constexpr std::array kStatuses{
    // requirements 11.1
    Status{LicenceStatus::Valid, "valid", "有效", "In force"},
    Status{LicenceStatus::Rectifying, "rectifying", "停业整顿", "Suspended for rectification"},
    Status{LicenceStatus::Revoked, "revoked", "已吊销", "Revoked as a penalty"},
    Status{LicenceStatus::Cancelled, "cancelled", "已撤销", "Cancelled"},
    Status{LicenceStatus::Withdrawn, "withdrawn", "已撤回", "Withdrawn"},
    Status{LicenceStatus::Expired, "expired", "已届满", "Expired"},
    Status{LicenceStatus::Deregistered, "deregistered", "已注销", "Deregistered"},
};

const Status& row(LicenceStatus status) {
  for (const Status& one : kStatuses) {
    if (one.status == status) return one;
  }
  throw std::logic_error("licence status");
}

}  // namespace

std::string_view licence_status_name(LicenceStatus status) {
  return row(status).name;
}
std::string_view licence_status_zh(LicenceStatus status) {
  return row(status).zh;
}
std::string_view licence_status_en(LicenceStatus status) {
  return row(status).en;
}

std::optional<LicenceStatus> find_licence_status(std::string_view name) {
  const auto* found =
      std::find_if(kStatuses.begin(), kStatuses.end(), [&](const Status& one) { return one.name == name; });
  if (found == kStatuses.end()) return std::nullopt;
  return found->status;
}

std::optional<std::string> slower_than(const CpsProfile& profile, std::int64_t crl_minutes,
                                       std::int64_t ocsp_minutes) {
  constexpr std::int64_t kMinutes = 60;  // of an hour
  if (crl_minutes > profile.crl_hours * kMinutes) return "status.crl_minutes is longer than the CPS allows";
  if (ocsp_minutes > profile.ocsp_minutes) return "status.ocsp_minutes is longer than the CPS allows";
  return std::nullopt;
}

std::string_view rules_kind_name(RulesKind kind) {
  return kind == RulesKind::Cps ? "cps" : "cp";
}

std::optional<RulesKind> find_rules_kind(std::string_view name) {
  for (const RulesKind kind : {RulesKind::Cps, RulesKind::Cp}) {
    if (rules_kind_name(kind) == name) return kind;
  }
  return std::nullopt;
}

std::string_view rules_state_name(RulesState state) {
  switch (state) {
    case RulesState::Proposed:
      return "proposed";
    case RulesState::Approved:
      return "approved";
    case RulesState::Published:
      return "published";
  }
  throw std::logic_error("rules state");
}

}  // namespace yinxin::policy
