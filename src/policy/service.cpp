// The published rules as others ask for them, and the gate of article 16.
#include "policy/service.hpp"

#include <algorithm>

#include "policy/rules_profile.hpp"
#include "policy/state.hpp"

namespace yinxin::policy {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kLicenceArticle = "16";

base::Error no_rules() {
  return make_error(ErrorKind::NotFound, "policy.rules.none");
}

/// The version that a kind began with; `versions` are published ones.
const RulesVersion* very_first(const std::vector<RulesVersion>& versions, RulesKind kind) {
  const RulesVersion* first = nullptr;
  for (const RulesVersion& version : versions) {
    if (version.kind != kind) continue;
    if (first == nullptr || *version.published_at <= *first->published_at) first = &version;
  }
  return first;
}

/// Published, effective, and the beginning filed: 公布 and 备案已提交 before the first certificate.
Result<RulesVersion> gate(const std::vector<RulesVersion>& versions, RulesKind kind, base::Time at) {
  const std::string name(rules_kind_name(kind));
  const RulesVersion* current = in_force(versions, kind, at);
  if (current == nullptr)
    return make_error(ErrorKind::Refused, "policy.rules.not_published", name, kLicenceArticle);
  const RulesVersion* first = very_first(versions, kind);
  if (!first->filed_at || *first->filed_at > at)
    return make_error(ErrorKind::Refused, "policy.rules.not_filed", name + " " + first->version,
                      kLicenceArticle);
  return *current;
}

}  // namespace

Service::Service(House house, std::vector<RegulatorKey> regulators)
    : state_(std::make_unique<State>(house, std::move(regulators))) {}
Service::~Service() = default;

void Service::State::add_actor(ledger::Act& act, const officers::Actor& actor) {
  const bool added = act.record.add("actor", actor.id) &&
                     act.record.add("actor.signature_base", actor.signature_base) &&
                     act.record.add("actor.signature", actor.signature);
  if (!added) throw std::logic_error("actor of an act");
}

Result<std::shared_ptr<const CpsProfile>> Service::State::profile(const std::string& cps_version) {
  {
    const std::lock_guard lock(mutex);
    const auto known = profiles.find(cps_version);
    if (known != profiles.end()) return known->second;
  }
  YX_TRY(const Document rules, table.document(RulesKind::Cps, cps_version));
  if (!rules.version.published_at) return no_rules();
  auto parsed = parse_cps_profile(rules.profile, cps_version);
  if (!parsed) return make_error(ErrorKind::Internal, "policy.stored", parsed.error().detail);
  auto profile = std::make_shared<const CpsProfile>(std::move(*parsed));
  const std::lock_guard lock(mutex);
  return profiles.emplace(cps_version, std::move(profile)).first->second;
}

Result<RulesInForce> Service::rules_in_force(base::Time at) const {
  YX_TRY(const auto versions, state_->table.versions(false));
  RulesInForce rules;
  YX_TRY(rules.cps, gate(versions, RulesKind::Cps, at));
  YX_TRY(rules.cp, gate(versions, RulesKind::Cp, at));
  YX_TRY(const auto profile, state_->profile(rules.cps.version));
  rules.profile = *profile;
  return rules;
}

Result<CpsProfile> Service::profile(const std::string& cps_version) const {
  YX_TRY(const auto profile, state_->profile(cps_version));
  return *profile;
}

Result<std::vector<RulesVersion>> Service::rules(bool all) const {
  return state_->table.versions(all);
}

Result<Service::Document> Service::document(RulesKind kind, const std::string& version, bool all) const {
  YX_TRY(Document rules, state_->table.document(kind, version));
  if (!all && !rules.version.published_at) return no_rules();
  return rules;
}

Result<Service::Document> Service::current_document(RulesKind kind, base::Time at) const {
  YX_TRY(const auto versions, state_->table.versions(false));
  const RulesVersion* current = in_force(versions, kind, at);
  if (current == nullptr) return no_rules();
  return state_->table.document(kind, current->version);
}

}  // namespace yinxin::policy
