// What the steps of a review_expert case write in the register, and who may be assigned to a review.
#include <algorithm>

#include "supervision/draws/service.hpp"
#include "supervision/experts/conflicts.hpp"
#include "supervision/experts/expert_table.hpp"
#include "supervision/experts/service.hpp"

namespace yinxin::supervision {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

// Words of rules/procedures/review_expert.toml and licence_application.toml.
constexpr std::string_view kExpertCases = "review_expert";
constexpr std::string_view kReviews = "licence_application";
constexpr std::string_view kAdmit = "admit";
constexpr std::string_view kDeclare = "declare_conflict";
constexpr std::string_view kSample = "sample_work";
constexpr std::string_view kRemoved = "removed";
constexpr std::string_view kAdmitted = "admitted";
constexpr std::string_view kAssigned = "expert";

template <class T>
T entered_as(const procedure::Values& values, std::string_view id) {
  const auto found = values.find(id);
  const auto* value = found == values.end() ? nullptr : std::get_if<T>(&found->second);
  return value == nullptr ? T{} : *value;
}

std::string day_entered(const procedure::Values& values, std::string_view id) {
  const auto found = values.find(id);
  const auto* day = found == values.end() ? nullptr : std::get_if<base::Date>(&found->second);
  return day == nullptr ? std::string() : base::format_date(*day);
}

Result<void> admit(store::Database& database, const privacy::Vault& vault, const cases::Case& the_case,
                   const std::string& today, store::WriteSet& set) {
  const procedure::Values& values = the_case.played.values;
  Expert expert;
  expert.number = the_case.number;
  expert.kind = entered_as<std::string>(values, "kind");
  expert.account = entered_as<std::string>(values, "account");
  expert.name = entered_as<std::string>(values, "name");
  expert.employer = entered_as<std::string>(values, "employer");
  expert.fields = entered_as<std::vector<std::string>>(values, "fields");
  expert.scope = the_case.scope;
  expert.admitted_on = today;
  if (!expert.account.empty()) {
    YX_TRY(const std::string other, expert_of_account(database, expert.account));
    if (!other.empty()) return make_error(ErrorKind::Conflict, "supervision.expert.account", other);
  }
  insert_expert(set, vault, expert);
  return {};
}

void note_step(const cases::Happening& happening, const std::string& today, store::WriteSet& set) {
  const cases::StepNote& step = happening.step;
  const std::string& state = happening.the_case.state();
  const std::string& number = happening.the_case.number;
  if (step.event != kSample) {
    move_expert(set, number, state, state == "suspended" ? day_entered(step.inputs, "suspended_to") : "",
                state == kRemoved ? today : "");
  }
  insert_record(set, number, step.position,
                {step.event, entered_as<std::string>(step.inputs, "case_number"),
                 entered_as<std::string>(step.inputs, "quality"), today});
}

const Expert* expert_named(const std::vector<Expert>& experts, const std::string& name) {
  const auto found = std::find_if(experts.begin(), experts.end(), [&](const Expert& one) {
    return one.number == name || (one.account == name && one.status != kRemoved);
  });
  return found == experts.end() ? nullptr : &*found;
}

Result<void> keep_register(store::Database& database, const privacy::Vault& vault,
                           const cases::Happening& happening, cases::Consequences& consequences) {
  const cases::Case& the_case = happening.the_case;
  const cases::StepNote& step = happening.step;
  const std::string today = base::format_date(base::beijing_date(step.at));
  if (step.event == kAdmit) return admit(database, vault, the_case, today, consequences.set);
  if (step.event == kDeclare) {
    insert_conflict(consequences.set, the_case.number, step.position,
                    {entered_as<std::string>(step.inputs, "conflict_with"),
                     entered_as<std::string>(step.inputs, "conflict_kind"),
                     day_entered(step.inputs, "conflict_until"), today});
    return {};
  }
  note_step(happening, today, consequences.set);
  return {};
}

Result<void> check_assigned(store::Database& database, const privacy::Vault& vault,
                            const cases::Happening& happening) {
  const cases::Case& the_case = happening.the_case;
  const std::string name = entered_as<std::string>(happening.step.inputs, kAssigned);
  YX_TRY(const auto experts, find_experts(database, vault));
  const Expert* expert = expert_named(experts, name);
  const auto refused = [&](const char* code) { return make_error(ErrorKind::Refused, code, name); };
  if (expert == nullptr) return refused("supervision.expert.not_registered");
  if (expert->status != kAdmitted) return refused("supervision.expert.not_admitted");
  const base::Date day = base::beijing_date(happening.step.at);
  if (in_the_way(*expert, names_of_party(the_case), day)) return refused("supervision.expert.conflict");
  YX_TRY(const auto drawn, drawn_for(database, "case/" + the_case.number));
  const std::string member = std::string(kDrawnExpert) + expert->number;
  if (drawn && std::find(drawn->begin(), drawn->end(), member) == drawn->end())
    return refused("supervision.expert.not_drawn");
  return {};
}

}  // namespace

cases::Effect expert_effect(store::Database& database, const privacy::Vault& vault) {
  return [&database, &vault](const cases::Happening& happening,
                             cases::Consequences& consequences) -> Result<void> {
    const std::string& procedure = happening.the_case.procedure;
    if (procedure == kExpertCases) return keep_register(database, vault, happening, consequences);
    if (procedure == kReviews) return check_assigned(database, vault, happening);
    return make_error(ErrorKind::Refused, "supervision.effect_unavailable",
                      happening.transition.effect + " of " + procedure);
  };
}

}  // namespace yinxin::supervision
