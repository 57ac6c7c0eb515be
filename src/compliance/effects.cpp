// What follows from steps of the provider's procedures beside the step: rows for its commit, by the state
// that the case has come to.
#include <algorithm>

#include "compliance/quarantine_table.hpp"
#include "compliance/state.hpp"

namespace yinxin::compliance {

using base::ErrorKind;
using base::make_error;
using base::Result;
using cases::Happening;
using officers::BodyStanding;

namespace {

// Words of rules/procedures/delegated_body.toml, post_training.toml, secrecy_quarantine.toml,
// service_stop.toml.
constexpr std::string_view kDelegatedBody = "delegated_body";
constexpr std::string_view kPostTraining = "post_training";
constexpr std::string_view kQuarantine = "secrecy_quarantine";
constexpr std::string_view kServiceStop = "service_stop";
constexpr std::string_view kSubmitFiling = "submit_filing";
constexpr std::string_view kApplicationObject = "application/";
constexpr std::string_view kCaseObject = "case/";

base::Error unavailable(const std::string& word, const Happening& happening) {
  return make_error(ErrorKind::Refused, "compliance.effect_unavailable",
                    word + " of " + happening.the_case.procedure);
}

/// The rules ask for it and check its type: it is not there when they were changed without us.
base::Error not_entered(const std::string& what) {
  return make_error(ErrorKind::Internal, "cases.rules", what + " is not entered");
}

BodyStanding standing_after(const Happening& happening) {
  const std::string& state = happening.the_case.state();
  if (state == "active" || state == "rectifying") return BodyStanding::Open;
  if (state != "suspended") return BodyStanding::Ended;
  const auto& resets = happening.transition.resets;
  const bool unfiled = std::find(resets.begin(), resets.end(), kSubmitFiling) != resets.end();
  return unfiled ? BodyStanding::Unfiled : BodyStanding::Suspended;
}

bool is_object(std::string_view text) {
  return (text.starts_with(kApplicationObject) && text.size() > kApplicationObject.size()) ||
         (text.starts_with(kCaseObject) && text.size() > kCaseObject.size());
}

}  // namespace

Result<void> Service::State::follow_accounts(const Happening& happening, store::WriteSet& set) const {
  const cases::Case& the_case = happening.the_case;
  const cases::StepNote& step = happening.step;
  if (!step.item.empty()) {
    if (!happening.transition.adds) {
      officers::Service::stop_operator(set, the_case.number, step.item);
      return {};
    }
    const std::string* person = text_in(step.inputs, "person");
    const std::string* site = text_in(step.inputs, "site");
    const base::Date* trained_to = date_in(step.inputs, "trained_to");
    if (person == nullptr || site == nullptr || trained_to == nullptr) return not_entered("operator");
    officers::Service::set_operator(set, {the_case.number, step.item, *person, *site, *trained_to});
    return {};
  }
  const std::string* name = text_in(the_case.played.values, "body");
  const base::Date* agreement_to = date_in(the_case.played.values, "agreement_to");
  if (name == nullptr || agreement_to == nullptr) return not_entered("body");
  officers::Service::set_body(set, {the_case.number, *name, standing_after(happening), *agreement_to});
  return {};
}

std::optional<officers::Role> Service::State::role_of_post(std::string_view post) const {
  for (const rules::Role& role : options.book.roles) {
    if (role.side != "provider" || role.administrator) continue;
    if (role.id != post && role.name.zh != post) continue;
    const auto known = officers::parse_role(role.id);
    return known ? std::optional(*known) : std::nullopt;
  }
  return std::nullopt;
}

std::optional<officers::Role> Service::role_of_post(std::string_view post) const {
  return state_->role_of_post(post);
}

Result<void> Service::State::follow_post_right(const Happening& happening, store::WriteSet& set) const {
  const cases::Case& the_case = happening.the_case;
  const std::string* person = text_in(the_case.played.values, "person");
  const std::string* post = text_in(the_case.played.values, "post");
  if (person == nullptr || post == nullptr) return not_entered("post");
  const auto role = role_of_post(*post);
  if (!role) return {};  // no role of accounts: nobody acts here by it
  if (the_case.state() != "on_post") {
    officers::Service::end_post(set, the_case.number);
    return {};
  }
  const base::Date* valid_to = date_in(the_case.played.values, "valid_to");
  if (valid_to == nullptr) return not_entered("valid_to");
  officers::Service::set_post(set, {the_case.number, *person, *role, *valid_to});
  return {};
}

/// 暂停、终止、恢复 (article 29): the gate of acceptance and issue, with the step and as of its moment.
Result<void> Service::State::follow_stop(const Happening& happening, store::WriteSet& set) const {
  const std::string& state = happening.the_case.state();
  policy::Serving serving = policy::Serving::Terminated;
  if (state == "suspended")
    serving = policy::Serving::Suspended;
  else if (state == "resumed")
    serving = policy::Serving::Resumed;
  policy::Service::note_serving(set, happening.the_case.number, serving, happening.step.at);
  return {};
}

Result<void> Service::State::follow_quarantine(const Happening& happening, store::WriteSet& set) const {
  const cases::Case& the_case = happening.the_case;
  if (happening.step.position > 0) {
    move_quarantine(set, the_case.number, the_case.state());
    return {};
  }
  const std::string* object = text_in(the_case.played.values, "object");
  const auto* handlers = texts_in(the_case.played.values, "handlers");
  if (object == nullptr || handlers == nullptr) return not_entered("object");
  const auto no_object = [] {
    return make_error(ErrorKind::Refused, "compliance.quarantine.object", "", "23");
  };
  if (!is_object(*object)) return no_object();
  YX_TRY(const bool there, options.exists(*object));
  if (!there) return no_object();
  for (const std::string& handler : *handlers) {
    const auto acting = house.officers.acting(handler);
    if (!acting && acting.error().kind != ErrorKind::NotFound && acting.error().kind != ErrorKind::Forbidden)
      return acting.error();
    const bool business = acting && !acting->refused && role_of_post(role_name(acting->roles.front()));
    if (!business) return make_error(ErrorKind::Refused, "compliance.quarantine.handlers", handler, "23");
  }
  seal_object(set, the_case.number, *object, *handlers, happening.step.recorded_at);
  return {};
}

std::map<std::string, cases::Effect> Service::effects() const {
  std::map<std::string, cases::Effect> all;
  for (const std::string& word : state_->options.words) {
    all[word] = [word](const Happening& happening, cases::Consequences&) -> Result<void> {
      // What the authority's letter tells took effect there (docs/decisions/0028).
      if (happening.step.origin == procedure::Origin::Submission) return {};
      return unavailable(word, happening);
    };
  }
  using Work = Result<void> (State::*)(const Happening&, store::WriteSet&) const;
  const auto of = [state = state_.get()](std::string_view procedure, std::string word,
                                         Work work) -> cases::Effect {
    return [state, procedure, word = std::move(word), work](
               const Happening& happening, cases::Consequences& consequences) -> Result<void> {
      if (happening.the_case.procedure != procedure) return unavailable(word, happening);
      return (state->*work)(happening, consequences.set);
    };
  };
  all["accounts"] = of(kDelegatedBody, "accounts", &State::follow_accounts);
  all["post_right"] = of(kPostTraining, "post_right", &State::follow_post_right);
  all["quarantine"] = of(kQuarantine, "quarantine", &State::follow_quarantine);
  const cases::Effect elsewhere = all["licence_status"];  // the licence's own life is the authority's
  const cases::Effect stopping = of(kServiceStop, "licence_status", &State::follow_stop);
  all["licence_status"] = [elsewhere, stopping](const Happening& happening, cases::Consequences& more) {
    const bool stops = happening.the_case.procedure == kServiceStop || !elsewhere;
    return stops ? stopping(happening, more) : elsewhere(happening, more);
  };
  return all;
}

}  // namespace yinxin::compliance
