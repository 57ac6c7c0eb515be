// The steps of a CPS or CP version (article 16): 起草, 批准, 公布, 备案.
#include <algorithm>

#include "policy/rules_profile.hpp"
#include "policy/state.hpp"
#include "x509/text.hpp"

namespace yinxin::policy {

using base::ErrorKind;
using base::make_error;
using base::Result;
using officers::Role;

namespace {

constexpr std::size_t kMaxRulesProfile = 64 * 1024;  // ours: the demonstration's has 2 KB
constexpr std::size_t kMaxVersion = 20;
constexpr std::size_t kMaxTitleCharacters = 200;
constexpr std::size_t kMaxReceiptCharacters = 200;
constexpr std::string_view kRulesArticle = "16";

base::Error bad_rules(std::string_view what) {
  return make_error(ErrorKind::Malformed, "policy.rules.format", std::string(what));
}

/// "1.0": groups of digits with a dot between.
bool is_version(std::string_view text) {
  char before = '.';
  for (const char c : text) {
    if (c == '.' ? before == '.' : c < '0' || c > '9') return false;
    before = c;
  }
  return text.size() <= kMaxVersion && before != '.';
}

bool is_line(std::string_view text, std::size_t max_characters) {
  const auto characters = x509::count_characters(text);
  return characters && *characters <= max_characters && !x509::inspect_text(text);
}

Result<void> check_form(const RulesProposal& proposal) {
  if (proposal.document.size() > kMaxRulesDocument || proposal.profile.size() > kMaxRulesProfile)
    return make_error(ErrorKind::TooLarge, "policy.rules.size");
  if (!is_version(proposal.version)) return bad_rules("version: digits and dots");
  if (proposal.title.empty() || !is_line(proposal.title, kMaxTitleCharacters)) return bad_rules("title");
  const bool is_text =
      x509::count_characters(proposal.document) && proposal.document.find('\0') == std::string::npos;
  if (proposal.document.empty() || !is_text) return bad_rules("document: empty or not UTF-8");
  return {};
}

/// The version as it will stand in the table.
Result<Service::Document> read_proposal(RulesProposal proposal) {
  YX_CHECK(check_form(proposal));
  Service::Document rules;
  if (proposal.kind == RulesKind::Cps) {
    YX_CHECK(parse_cps_profile(proposal.profile, proposal.version));
  } else {
    YX_TRY(rules.version.policies, parse_cp_policies(proposal.profile, proposal.version));
  }
  rules.version.kind = proposal.kind;
  rules.version.version = std::move(proposal.version);
  rules.version.title = std::move(proposal.title);
  rules.version.effective_at = proposal.effective_at;
  rules.version.digest = crypto::sm3(base::as_bytes(proposal.document));
  rules.document = std::move(proposal.document);
  rules.profile = std::move(proposal.profile);
  return rules;
}

/// What every step proves: which text, by its digests.
ledger::Act rules_act(proof::ActCode code, const Service::Document& rules) {
  const RulesVersion& version = rules.version;
  const std::string kind(rules_kind_name(version.kind));
  ledger::Act act;
  act.code = code;
  act.object = "rules/" + kind + "/" + version.version;
  act.record = ledger::facts({{"kind", kind},
                              {"version", version.version},
                              {"title", version.title},
                              {"effective_at", base::format_utc(version.effective_at)},
                              {"document_sm3", base::to_hex(version.digest)},
                              {"profile_sm3", base::to_hex(crypto::sm3(base::as_bytes(rules.profile)))}});
  return act;
}

void add_fact(ledger::Act& act, std::string_view name, std::string_view value) {
  if (!act.record.add(name, value)) throw std::logic_error("fact of a rules version: " + std::string(name));
}

/// A version that stands where the step starts from.
Result<Service::Document> at_step(const RulesTable& table, RulesKind kind, const std::string& version,
                                  RulesState from) {
  YX_TRY(Service::Document rules, table.document(kind, version));
  if (rules.version.state == from) return rules;
  return make_error(ErrorKind::Conflict, "policy.rules.state",
                    std::string(rules_state_name(rules.version.state)));
}

/// Article 19 item 5 asks for a policy in every certificate, and article 16 that it be published.
Result<void> check_policies(const RulesTable& table, const Service::Document& cps) {
  YX_TRY(const CpsProfile profile, parse_cps_profile(cps.profile, cps.version.version));
  YX_TRY(const auto published, table.versions(false));
  for (const auto& [id, rules] : profile.classes) {
    const bool known =
        std::any_of(published.begin(), published.end(), [&policy = rules.policy](const auto& cp) {
          return std::find(cp.policies.begin(), cp.policies.end(), policy) != cp.policies.end();
        });
    if (!known)
      return make_error(ErrorKind::Refused, "policy.rules.policy", id + ": " + rules.policy.to_text(),
                        kRulesArticle);
  }
  return {};
}

}  // namespace

void Service::propose_rules(RulesProposal proposal, officers::Actor actor,
                            store::Remember<RulesVersion> remember, base::Completion<RulesVersion> done) {
  const auto may = officers::require_role(actor, Role::ComplianceOfficer);
  if (!may) return done(may.error());
  auto rules = read_proposal(std::move(proposal));
  if (!rules) return done(rules.error());
  const base::Time at = state_->house.clock.now();
  store::WriteSet set;
  insert_rules(set, *rules, at);
  ledger::Act act = rules_act(proof::ActCode::RulesProposed, *rules);
  state_->commit(std::move(set), std::move(act), actor, at, std::move(rules->version), remember,
                 std::move(done));
}

void Service::approve_rules(RulesKind kind, std::string version, officers::Actor actor,
                            store::Remember<RulesVersion> remember, base::Completion<RulesVersion> done) {
  const auto may = officers::require_role(actor, Role::ResponsiblePerson);
  if (!may) return done(may.error());
  auto rules = at_step(state_->table, kind, version, RulesState::Proposed);
  if (!rules) return done(rules.error());
  const base::Time at = state_->house.clock.now();
  rules->version.state = RulesState::Approved;
  store::WriteSet set;
  mark_approved(set, rules->version, at);
  ledger::Act act = rules_act(proof::ActCode::RulesApproved, *rules);
  state_->commit(std::move(set), std::move(act), actor, at, std::move(rules->version), remember,
                 std::move(done));
}

void Service::publish_rules(RulesKind kind, std::string version, officers::Actor actor,
                            store::Remember<RulesVersion> remember, base::Completion<RulesVersion> done) {
  const auto may = officers::require_role(actor, Role::ComplianceOfficer);
  if (!may) return done(may.error());
  auto rules = at_step(state_->table, kind, version, RulesState::Approved);
  if (!rules) return done(rules.error());
  if (kind == RulesKind::Cps) {
    const auto known = check_policies(state_->table, *rules);
    if (!known) return done(known.error());
  }
  const base::Time at = state_->house.clock.now();
  rules->version.state = RulesState::Published;
  rules->version.published_at = at;
  rules->version.filing_due = state_->table.filing_due(rules->version);
  store::WriteSet set;
  mark_published(set, rules->version);
  ledger::Act act = rules_act(proof::ActCode::RulesPublished, *rules);
  add_fact(act, "filing_due", base::format_date(rules->version.filing_due));
  state_->commit(std::move(set), std::move(act), actor, at, std::move(rules->version), remember,
                 std::move(done));
}

void Service::file_rules(RulesKind kind, std::string version, std::string receipt, officers::Actor actor,
                         store::Remember<RulesVersion> remember, base::Completion<RulesVersion> done) {
  const auto may = officers::require_role(actor, Role::ComplianceOfficer);
  if (!may) return done(may.error());
  if (!is_line(receipt, kMaxReceiptCharacters)) return done(bad_rules("receipt"));
  auto rules = at_step(state_->table, kind, version, RulesState::Published);
  if (!rules) return done(rules.error());
  if (rules->version.filed_at) return done(make_error(ErrorKind::Conflict, "policy.rules.state", "filed"));
  const base::Time at = state_->house.clock.now();
  rules->version.filed_at = at;
  rules->version.filing_receipt = std::move(receipt);
  store::WriteSet set;
  mark_filed(set, rules->version);
  ledger::Act act = rules_act(proof::ActCode::RulesFiled, *rules);
  add_fact(act, "receipt", rules->version.filing_receipt);
  add_fact(act, "filing_due", base::format_date(rules->version.filing_due));
  state_->commit(std::move(set), std::move(act), actor, at, std::move(rules->version), remember,
                 std::move(done));
}

}  // namespace yinxin::policy
