#include "compliance/service.hpp"

#include <algorithm>

#include "compliance/state.hpp"

namespace yinxin::compliance {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kRulesFiling = "rules_filing";  // of rules/procedures
constexpr std::string_view kOtherLine = "records.oid_of_other_line";
constexpr std::string_view kSite = "site";
constexpr std::string_view kInMainland = "records.region_in_mainland";
constexpr std::string_view kSupportTicket = "support_ticket";
constexpr std::string_view kPromisedHours = "catalogue.promised_hours";

template <class T>
const T* value_in(const procedure::Values& values, std::string_view id) {
  const auto found = values.find(id);
  return found == values.end() ? nullptr : std::get_if<T>(&found->second);
}

/// A first version begins a line: what an existing version names belongs to another (article 16).
Result<bool> is_of_other_line(const procedure::Values& values, const policy::Service& policy) {
  const bool* first = value_in<bool>(values, "first_version");
  const auto* named = texts_in(values, "oids");
  if (first == nullptr || !*first || named == nullptr) return false;
  YX_TRY(const auto versions, policy.rules(true));
  for (const policy::RulesVersion& version : versions) {
    for (const asn1::Oid& known : version.policies) {
      if (std::find(named->begin(), named->end(), known.to_text()) != named->end()) return true;
    }
  }
  return false;
}

}  // namespace

const std::string* text_in(const procedure::Values& values, std::string_view id) {
  return value_in<std::string>(values, id);
}

const base::Date* date_in(const procedure::Values& values, std::string_view id) {
  return value_in<base::Date>(values, id);
}

const std::int64_t* integer_in(const procedure::Values& values, std::string_view id) {
  return value_in<std::int64_t>(values, id);
}

const std::vector<std::string>* texts_in(const procedure::Values& values, std::string_view id) {
  return value_in<std::vector<std::string>>(values, id);
}

ledger::Act act_by(const officers::Actor& actor, proof::ActCode code, const std::string& object) {
  ledger::Act act;
  act.code = code;
  act.object = object;
  act.record = ledger::facts({{"actor", actor.id},
                              {"actor.signature_base", base::as_text(actor.signature_base)},
                              {"actor.signature", base::as_text(actor.signature)}});
  return act;
}

void add_fact(ledger::Act& act, std::string_view name, std::string_view value) {
  if (!act.record.add(name, value)) throw std::logic_error("fact " + std::string(name));
}

Service::Service(House house, Options options) : state_(std::make_unique<State>(house, std::move(options))) {}
Service::~Service() {
  state_->under_way.wait();
}

Result<bool> Service::State::has_licence() const {
  const auto found = house.policy.licence();
  if (found) return true;
  if (found.error().kind == ErrorKind::NotFound) return false;
  return found.error();
}

cases::Settings Service::settings() const {
  return [state = state_.get(), readings = state_->options.book.settings()](
             const cases::Case& the_case) -> Result<procedure::Values> {
    procedure::Values values = readings;
    const procedure::Values& entered = the_case.played.values;
    if (the_case.procedure == kRulesFiling) {
      YX_TRY(const bool other, is_of_other_line(entered, state->house.policy));
      values.insert_or_assign(std::string(kOtherLine), other);
    } else if (the_case.procedure == kSite) {
      values.insert_or_assign(std::string(kInMainland), state->in_mainland(entered));
    } else if (the_case.procedure == kSupportTicket && the_case.steps.empty()) {  // its opening alone asks
      YX_TRY(const auto hours, state->promised(entered));
      if (hours) values.insert_or_assign(std::string(kPromisedHours), *hours);
    }
    return values;
  };
}

}  // namespace yinxin::compliance
