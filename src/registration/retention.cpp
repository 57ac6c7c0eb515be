#include "registration/retention.hpp"

#include <algorithm>

#include "procedure/history.hpp"
#include "registration/state.hpp"

namespace yinxin::registration {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kPlaceHold = "place_hold";
constexpr std::string_view kReleaseHold = "release_hold";
constexpr std::string_view kHoldForClaim = "hold_for_claim";
constexpr std::string_view kReleaseForClaim = "release_for_claim";
constexpr std::string_view kReference = "hold_reference";

std::string entered(const procedure::Values& inputs, std::string_view id) {
  const auto found = inputs.find(id);
  const auto* text = found == inputs.end() ? nullptr : std::get_if<std::string>(&found->second);
  return text == nullptr ? std::string() : *text;
}

/// The earlier of notAfter and revocation. A suspension ends nothing.
base::Time ceased(const authority::CertificateRecord& certificate) {
  const base::Time end = certificate.validity.not_after;
  if (!certificate.revoked_at || certificate.reason == x509::RevocationReason::CertificateHold) return end;
  return std::min(end, *certificate.revoked_at);
}

}  // namespace

base::Date last_day(base::Time ended, std::int64_t years) {
  return base::add_months(base::beijing_date(ended), std::chrono::months(12 * years));
}

std::vector<Hold> standing_holds(const std::vector<StepNote>& steps) {
  std::vector<Hold> holds;
  for (const StepNote& step : steps) {
    const std::string reference = entered(step.inputs, kReference);
    const bool of_claim = step.event == kHoldForClaim || step.event == kReleaseForClaim;
    if (step.event == kPlaceHold || step.event == kHoldForClaim) {
      holds.push_back({entered(step.inputs, "hold_authority"), entered(step.inputs, "hold_basis"), reference,
                       step.actor, step.at, of_claim});
    } else if (step.event == kReleaseHold || step.event == kReleaseForClaim) {
      std::erase_if(
          holds, [&](const Hold& hold) { return hold.reference == reference && hold.of_claim == of_claim; });
    }
  }
  return holds;
}

Result<void> Service::State::check_release(const Attempt& attempt) const {
  const std::string reference = entered(attempt.deed.inputs, kReference);
  for (const Hold& hold : standing_holds(attempt.before.application.steps)) {
    if (hold.reference == reference && !hold.of_claim) return {};
  }
  return make_error(ErrorKind::Refused, "registration.hold_unknown", "", "24");
}

/// Shared papers follow the latest certificate (requirements Q36): what proved the first one's holder proves
/// that of its successors.
Result<Retention> Service::State::retention_of_chain(const Application& application) const {
  std::vector<ChainMember> chain;
  YX_CHECK(house.database.read([&](store::Connection& connection) -> Result<void> {
    YX_TRY(chain, find_chain(connection, application.number));
    return {};
  }));
  Retention kept;
  for (const ChainMember& member : chain) {
    YX_TRY(const auto certificate, house.authority.find(member.serial));
    YX_TRY(const policy::CpsProfile rules, house.policy.profile(member.rules_version));
    const base::Date last = last_day(ceased(certificate), rules.retention_years);
    if (!kept.retain_until || last > *kept.retain_until) kept.retain_until = last;
    if (member.number != application.number) kept.shared_with.push_back(member.number);
  }
  return kept;
}

Result<Retention> Service::State::retention(const Application& application) const {
  Retention kept;
  const procedure::Procedure& procedure = procedure_of(application);
  if (application.serial) {
    YX_TRY(kept, retention_of_chain(application));
  } else if (procedure.find("destroy", application.state) != nullptr) {
    const procedure::Case current = case_of(application);
    for (const procedure::Past& past : procedure::replay(procedure, current)) {
      if (past.entered) kept.retain_until = last_day(past.what->at, kFruitlessYears);
    }
  }
  kept.ended = kept.retain_until && base::beijing_date(house.clock.now()) > *kept.retain_until;
  kept.holds = standing_holds(application.steps);
  return kept;
}

Result<Retention> Service::retention(const Application& application) const {
  return state_->retention(application);
}

}  // namespace yinxin::registration
