#include "supervision/licence_effects.hpp"

#include <algorithm>

#include "base/work_calendar.hpp"

namespace yinxin::supervision {

using base::ErrorKind;
using base::make_error;
using base::Result;
using cases::Case;
using cases::Consequences;
using cases::Happening;

namespace {

// Words of rules/procedures.
constexpr std::string_view kStatus = "licence_status";
constexpr std::string_view kRenewal = "licence_renewal";
constexpr std::string_view kNumber = "licence_number";
constexpr std::string_view kReference = "basis_reference";
constexpr std::string_view kRenewalNumber = "renewal";
constexpr std::string_view kRenewalTakenUp = "renewal_taken_up";
constexpr std::string_view kRenewalOver = "renewal_over";
constexpr std::string_view kDeregister = "deregister_decided";
constexpr std::string_view kStanding[] = {"valid", "service_suspended", "business_suspended",
                                          "both_suspended"};
constexpr std::string_view kTakenAway[] = {"revoked", "rescinded", "taken_back", "deregistered"};

constexpr std::chrono::years kValidity{5};  // article 12

using Effect = Result<void> (*)(store::Database&, const Happening&, Consequences&);

template <std::size_t Size>
bool is_one_of(std::string_view word, const std::string_view (&words)[Size]) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

base::Error no_licence(const Case& the_case) {
  return make_error(ErrorKind::NotFound, "supervision.register", the_case.number);
}

/// Entered in the case; null: not, or of another kind.
template <class T>
const T* value_of(const Case& the_case, std::string_view id) {
  const auto found = the_case.played.values.find(id);
  return found == the_case.played.values.end() ? nullptr : std::get_if<T>(&found->second);
}

std::string text_in(const Case& the_case, std::string_view id) {
  const auto* text = value_of<std::string>(the_case, id);
  return text == nullptr ? std::string() : *text;
}

/// Who told it, or the case itself: a clock, an officer.
std::string basis_of(const Happening& happening) {
  constexpr std::string_view kCase = "case/";
  const std::string& actor = happening.step.actor;
  return actor.substr(0, kCase.size()) == kCase ? actor.substr(kCase.size()) : happening.the_case.number;
}

Cause cause_of(const Happening& happening) {
  return {happening.step.at, happening.step.recorded_at, basis_of(happening)};
}

Result<Licence> by_number(store::Database& database, const Case& the_case, const std::string& number) {
  YX_TRY(auto found, licence_numbered(database, number));
  if (!found) return no_licence(the_case);
  if (found->party != the_case.party) return make_error(ErrorKind::Refused, "supervision.licence_of_other");
  return *std::move(found);
}

Result<Licence> by_party(store::Database& database, const Case& the_case) {
  YX_TRY(auto all, licences_of(database, the_case.party));
  if (all.empty()) return no_licence(the_case);
  if (all.size() > 1) return make_error(ErrorKind::Conflict, "supervision.licence_unclear");
  return std::move(all.front());
}

/// Of a case that a licence's own case opened, or that opened one, or that is one; empty: neither.
std::string status_case_of(const Case& the_case) {
  if (the_case.procedure == kStatus) return the_case.number;
  if (the_case.procedure == kRenewal) return the_case.parent;
  for (const procedure::Child& child : the_case.played.children) {
    if (child.procedure == kStatus) return child.number;
  }
  return {};
}

Result<void> check_standing(const Licence& licence) {
  if (is_one_of(licence.status, kStanding)) return {};
  return make_error(ErrorKind::Refused, "supervision.licence_ended", licence.status);
}

void tell(Consequences& consequences, const Licence& licence, std::string_view event,
          procedure::Values inputs) {
  consequences.tell.push_back({licence.status_case, std::string(event), std::move(inputs)});
}

// ---- licence_status ----

/// What a step of the licence's own case is in the history of its entry.
std::string change_word(const Happening& happening) {
  return happening.step.event == "renewed" ? "renewed" : "status";
}

/// The renewal that was under way before this step; empty: none was.
std::string running_renewal(const Happening& happening) {
  const auto& steps = happening.the_case.steps;
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    if (step->position >= happening.step.position) continue;
    if (step->event == "renewed" || step->event == kRenewalOver) return {};
    if (step->event != kRenewalTakenUp) continue;
    const auto number = step->inputs.find(std::string(kRenewalNumber));
    const auto* text = number == step->inputs.end() ? nullptr : std::get_if<std::string>(&number->second);
    return text == nullptr ? std::string() : *text;
  }
  return {};
}

/// Of one licence one renewal is under way. The one that reminds ends where another was taken up.
Result<void> take_up_renewal(const Happening& happening, Consequences& consequences) {
  const std::string number = text_in(happening.the_case, kRenewalNumber);
  const std::string running = running_renewal(happening);
  if (running == number) return {};
  if (!running.empty()) return make_error(ErrorKind::Conflict, "supervision.renewal_runs", running);
  for (const procedure::Child& child : happening.the_case.played.children) {
    if (child.procedure == kRenewal && !child.ended && child.number != number)
      consequences.tell.push_back({child.number, "applied_otherwise", {}});
  }
  return {};
}

Result<void> follow_own(store::Database&, const Happening& happening, Consequences& consequences) {
  const Case& the_case = happening.the_case;
  if (happening.step.event == kRenewalTakenUp) return take_up_renewal(happening, consequences);
  if (happening.step.event == kRenewalOver) return {};
  if (happening.step.position == 0) {
    insert_licence(consequences.set, the_case, cause_of(happening));
    return {};
  }
  update_licence(consequences.set, the_case, change_word(happening), cause_of(happening));
  if (!is_one_of(the_case.state(), kTakenAway)) return {};
  for (const procedure::Child& child : the_case.played.children) {
    if (child.procedure == kRenewal && !child.ended)
      consequences.tell.push_back({child.number, "licence_ended", {}});
  }
  return {};
}

/// Errors: Refused `supervision.renewal_end` (what was entered under `id` is not the licence's end).
Result<void> check_end(const Case& renewal, std::string_view id, const Licence& licence) {
  const auto* ends_on = value_of<base::Date>(renewal, id);
  if (ends_on != nullptr && *ends_on == licence.valid_to) return {};
  return make_error(ErrorKind::Refused, "supervision.renewal_end", base::format_date(licence.valid_to));
}

/// Refused: another may be taken up. Of a licence that ended meanwhile nobody is told.
Result<void> end_renewal(store::Database& database, const Case& renewal, Consequences& consequences) {
  const auto licence = licence_of(database, renewal);
  if (!licence && licence.error().kind != ErrorKind::NotFound) return licence.error();
  if (licence && is_one_of(licence->status, kStanding))
    tell(consequences, *licence, kRenewalOver, {{std::string(kRenewalNumber), renewal.number}});
  return {};
}

/// A letter begins one of a licence that stands and ends as the letter says; it is under way from then on,
/// one that reminds from its application on. Decided, or deemed decided: the later end. The certificate
/// follows, for that end and no other.
Result<void> follow_renewal(store::Database& database, const Happening& happening,
                            Consequences& consequences) {
  const Case& renewal = happening.the_case;
  const std::string& event = happening.step.event;
  if (event == "refuse") return end_renewal(database, renewal, consequences);
  YX_TRY(const Licence licence, licence_of(database, renewal));
  if (event == "present_licence") YX_CHECK(check_standing(licence));
  if (event != "issue_licence") {
    YX_CHECK(check_end(renewal, "valid_to", licence));
    if (event == "grant" || event == "reach_expiry")
      tell(consequences, licence, "renewed", {{"valid_to", renewed_end(licence.valid_to)}});
    else
      tell(consequences, licence, kRenewalTakenUp, {{std::string(kRenewalNumber), renewal.number}});
    return {};
  }
  YX_CHECK(check_end(renewal, "new_valid_to", licence));
  const std::string number = text_in(renewal, kNumber);
  YX_TRY(const auto other, licence_numbered(database, number));
  if (other && other->status_case != licence.status_case)
    return make_error(ErrorKind::Conflict, "supervision.licence_number");
  const auto* valid_from = value_of<base::Date>(renewal, "valid_from");
  reissue_licence(consequences.set, licence.status_case, number,
                  valid_from == nullptr ? "" : base::format_date(*valid_from), cause_of(happening));
  return {};
}

Result<void> follow_ending(store::Database& database, const Happening& happening,
                           Consequences& consequences) {
  const Case& ending = happening.the_case;
  YX_TRY(const Licence licence, licence_of(database, ending));
  const procedure::Value reference = text_in(ending, "decision_number");
  const std::string kind = text_in(ending, "ending");
  if (kind == "deregister")
    tell(consequences, licence, kDeregister,
         {{std::string(kReference), reference}, {"ground", text_in(ending, "ground")}});
  else  // rescind, take_back
    tell(consequences, licence, kind, {{std::string(kReference), reference}});
  return {};
}

/// 暂停, 恢复; whoever ends the service ends the licence (行政许可法 70).
Result<void> follow_stop(store::Database& database, const Happening& happening, Consequences& consequences) {
  const Case& stop = happening.the_case;
  const std::string& event = happening.step.event;
  const bool ends = event != "suspend" && event != "resume";
  const auto found = licence_of(database, stop);
  if (!found && ends && found.error().kind == ErrorKind::NotFound) return {};  // nothing is left to be ended
  if (!found) return found.error();
  const Licence& licence = *found;
  const procedure::Value reference = stop.number;
  if (event == "suspend")
    tell(consequences, licence, "suspend_service", {{std::string(kReference), reference}});
  else if (event == "resume" && licence.status == "valid")
    return {};  // it was taken away meanwhile, and restored
  else if (event == "resume")
    tell(consequences, licence, "resume_service", {{std::string(kReference), reference}});
  else
    tell(consequences, licence, kDeregister,
         {{std::string(kReference), reference}, {"ground", std::string("service_ended")}});
  return {};
}

bool is_entered(const Case& the_case, std::string_view id) {
  const auto* flag = value_of<bool>(the_case, id);
  return flag != nullptr && *flag;
}

/// Decided only of a licence that stands, and done to it by the delivery (行政处罚法 61). Of one that ended
/// meanwhile, or a suspension whose days were over by then, nothing is left to be done. A warning or a fine
/// leaves it as it is.
Result<void> follow_penalty(store::Database& database, const Happening& happening,
                            Consequences& consequences) {
  const Case& penalty = happening.the_case;
  const bool revokes = is_entered(penalty, "revokes");
  if (!revokes && !is_entered(penalty, "suspends")) return {};
  const auto licence = licence_of(database, penalty);
  if (happening.step.event != "deliver") return licence ? check_standing(*licence) : licence.error();
  if (!licence && licence.error().kind != ErrorKind::NotFound) return licence.error();
  if (!licence || !is_one_of(licence->status, kStanding)) return {};
  const procedure::Value reference = text_in(penalty, "decision_number");
  const auto* suspended_to = value_of<base::Date>(penalty, "suspended_to");
  if (revokes)
    tell(consequences, *licence, "revoke_licence", {{std::string(kReference), reference}});
  else if (suspended_to != nullptr && *suspended_to > base::beijing_date(happening.step.recorded_at))
    tell(consequences, *licence, "suspend_business",
         {{std::string(kReference), reference}, {"suspended_to", *suspended_to}});
  return {};
}

constexpr std::pair<std::string_view, Effect> kStatusEffects[] = {{kStatus, follow_own},
                                                                  {kRenewal, follow_renewal},
                                                                  {"licence_ending", follow_ending},
                                                                  {"service_stop", follow_stop},
                                                                  {"penalty", follow_penalty}};

// ---- register_entry ----

/// The licence that an application has led to is public from here on.
Result<void> enter(store::Database&, const Happening& happening, Consequences& consequences) {
  const Case& application = happening.the_case;
  const std::string status_case = status_case_of(application);
  if (status_case.empty()) return no_licence(application);
  enter_licence(consequences.set, status_case, application, cause_of(happening));
  return {};
}

Result<void> enter_changes(store::Database& database, const Happening& happening,
                           Consequences& consequences) {
  YX_TRY(const Licence licence, licence_of(database, happening.the_case));
  YX_CHECK(check_standing(licence));
  const Changed changed = changed_by(happening.the_case);
  change_licence(consequences.set, licence.status_case, changed.organisation, changed.domicile,
                 cause_of(happening));
  return {};
}

Result<void> enter_reissue(store::Database& database, const Happening& happening,
                           Consequences& consequences) {
  YX_TRY(const Licence licence, licence_of(database, happening.the_case));
  YX_CHECK(check_standing(licence));
  reissue_licence(consequences.set, licence.status_case, licence.number, "", cause_of(happening));
  return {};
}

Result<void> announce(store::Database& database, const Happening& happening, Consequences& consequences) {
  YX_TRY(const Licence licence, licence_of(database, happening.the_case));
  announce_licence(consequences.set, licence.status_case, cause_of(happening));
  return {};
}

constexpr std::pair<std::string_view, Effect> kRegisterEffects[] = {{"licence_application", enter},
                                                                    {"licence_change", enter_changes},
                                                                    {"licence_reissue", enter_reissue},
                                                                    {"licence_ending", announce}};

template <std::size_t Size>
Result<void> apply(const std::pair<std::string_view, Effect> (&effects)[Size], store::Database& database,
                   const Happening& happening, Consequences& consequences) {
  for (const auto& [procedure, effect] : effects) {
    if (procedure == happening.the_case.procedure) return effect(database, happening, consequences);
  }
  return make_error(ErrorKind::Refused, "supervision.effect_unavailable",
                    happening.transition.effect + " of " + happening.the_case.procedure);
}

}  // namespace

Result<Licence> licence_of(store::Database& database, const Case& the_case) {
  if (const std::string status_case = status_case_of(the_case); !status_case.empty()) {
    YX_TRY(auto found, licence_of_case(database, status_case));
    if (!found) return no_licence(the_case);
    return *std::move(found);
  }
  const auto* number = value_of<std::string>(the_case, kNumber);
  if (number != nullptr && the_case.procedure != kRenewal)  // whose number is that of the new certificate
    return by_number(database, the_case, *number);
  return by_party(database, the_case);
}

Changed changed_by(const Case& package) {
  std::vector<std::pair<base::Date, const procedure::Values*>> in_order;
  for (const auto& [id, item] : package.played.items) {
    const auto on = item.values.find("changed_on");
    const auto* day = on == item.values.end() ? nullptr : std::get_if<base::Date>(&on->second);
    if (day != nullptr) in_order.emplace_back(*day, &item.values);
  }
  std::stable_sort(in_order.begin(), in_order.end(),
                   [](const auto& one, const auto& other) { return one.first < other.first; });
  const auto text = [](const procedure::Values& values, std::string_view id) {
    const auto found = values.find(id);
    const auto* content = found == values.end() ? nullptr : std::get_if<std::string>(&found->second);
    return content == nullptr ? std::string() : *content;
  };
  Changed changed;
  for (const auto& [day, values] : in_order) {
    const std::string matter = text(*values, "matter");
    if (matter == "name") changed.organisation = text(*values, "new_value");
    if (matter == "domicile") changed.domicile = text(*values, "new_domicile");
  }
  return changed;
}

base::Date renewed_end(base::Date ends_on) {
  return base::add_months(ends_on, kValidity);
}

Result<void> licence_status_effect(store::Database& database, const Happening& happening,
                                   Consequences& consequences) {
  return apply(kStatusEffects, database, happening, consequences);
}

Result<void> register_entry_effect(store::Database& database, const Happening& happening,
                                   Consequences& consequences) {
  return apply(kRegisterEffects, database, happening, consequences);
}

}  // namespace yinxin::supervision
