// Who works here (article 6 item 5): entered and ended by a training officer, counted by count_staff().
#include "compliance/staff_table.hpp"

#include <algorithm>

#include "compliance/state.hpp"
#include "x509/identity.hpp"
#include "x509/text.hpp"

namespace yinxin::compliance {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::size_t kMinPersonId = 2;
constexpr std::size_t kMaxPersonId = 32;
constexpr std::size_t kMaxPersonName = 200;  // characters, as of every name
constexpr std::size_t kMaxPost = 100;        // as `post` of rules/procedures/post_training.toml
constexpr std::string_view kMajorEvent = "major_event";
constexpr int kFirstYear = 1950;  // ours: nobody who works today began before

base::Error bad_person(const char* what) {
  return make_error(ErrorKind::Malformed, "compliance.staff", what);
}

bool is_words(const std::string& text, std::size_t most) {
  const auto characters = x509::count_characters(text);
  return characters && *characters >= 1 && *characters <= most && !x509::inspect_text(text);
}

Result<void> check_person(const StaffPerson& person, base::Date today) {
  const std::string& id = person.id;
  const bool sound =
      id.size() >= kMinPersonId && id.size() <= kMaxPersonId && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
      });
  if (!sound) return bad_person("id: 2 to 32 of a-z, 0-9 and '-'");
  if (!is_words(person.name, kMaxPersonName)) return bad_person("name: 1 to 200 characters");
  if (!is_words(person.post, kMaxPost)) return bad_person("post: 1 to 100 characters");
  if (static_cast<int>(person.started_on.year()) < kFirstYear || person.started_on > today)
    return bad_person("started_on: a day until today");
  if (person.background_on && *person.background_on > today)
    return bad_person("background_on: a day until today");
  if (person.contract_to && *person.contract_to < person.started_on)
    return bad_person("contract_to: before started_on");
  if (person.left_on) return bad_person("left_on: by leaving");
  return {};
}

ledger::Act staff_act(const officers::Actor& actor, proof::ActCode code, const StaffPerson& person) {
  ledger::Act act = act_by(actor, code, "staff/" + person.id);
  add_fact(act, "kind", staff_kind_name(person.kind));
  add_fact(act, "key_post", person.key_post ? "true" : "false");
  return act;
}

}  // namespace

Result<bool> Service::State::is_reported(const Vacated& vacated) const {
  const auto versions = options.procedures.find(std::string(kMajorEvent));
  if (versions == options.procedures.end() || versions->second.empty())
    return make_error(ErrorKind::Internal, "cases.rules", std::string(kMajorEvent));
  if (vacated.since < versions->second.front().in_force_from) return false;  // article 42
  return has_licence();
}

void Service::State::commit_vacated(cases::Service& cases, const Vacated& vacated,
                                    const officers::Actor& actor, const store::WriteSet& rows,
                                    const ledger::Act& act, StaffPerson outcome,
                                    const store::Remember<StaffPerson>& remember,
                                    base::Completion<StaffPerson> done) {
  cases::Opening wanted;
  wanted.procedure = kMajorEvent;
  wanted.party = kOffice;
  wanted.scope = options.region;
  wanted.inputs = {{"what", "关键岗位人员变动：" + vacated.before.post + "（人员编号 " + vacated.before.id +
                                "）" + vacated.how},
                   {"occurred_on", vacated.since},
                   {"discovered_on", today()},
                   {"place", std::string("本机构")},
                   {"network_incident", false}};
  cases::Caller caller;
  caller.actor = actor;
  for (const officers::Role role : actor.roles) caller.roles.emplace_back(officers::role_name(role));
  caller.reach = options.region;
  const auto kept = std::make_shared<const StaffPerson>(std::move(outcome));
  const auto with_the_person = [this, rows, act, kept, remember](store::WriteSet& set, const cases::Case&) {
    if (remember) remember(set, *kept);
    set.append(rows);
    house.recorder.add(set, act, house.clock.now());
  };
  cases.open_case(
      std::move(wanted), std::move(caller), with_the_person,
      [kept, done = std::move(done), token = under_way.begin()](Result<cases::Case> opened) mutable {
        const auto held = std::move(token);
        if (!opened) return done(std::move(opened).error());
        done(*kept);
      });
}

void Service::State::commit_staff(cases::Service& cases, const std::optional<Vacated>& vacated,
                                  const officers::Actor& actor, store::WriteSet rows, const ledger::Act& act,
                                  StaffPerson outcome, const store::Remember<StaffPerson>& remember,
                                  base::Completion<StaffPerson> done) {
  if (vacated) {
    const auto reported = is_reported(*vacated);
    if (!reported) return done(reported.error());
    if (*reported)
      return commit_vacated(cases, *vacated, actor, rows, act, std::move(outcome), remember, std::move(done));
  }
  commit(std::move(rows), act, std::move(outcome), remember, std::move(done));
}

void Service::enter_staff(StaffPerson person, const std::string& identity, cases::Service& cases,
                          const officers::Actor& actor, store::Remember<StaffPerson> remember,
                          base::Completion<StaffPerson> done) {
  const auto may = officers::require_role(actor, officers::Role::TrainingOfficer);
  if (!may) return done(may.error());
  const auto sound = check_person(person, state_->today());
  if (!sound) return done(sound.error());
  const auto number = x509::canonical_identity_number(x509::IdentityKind::ResidentId, identity);
  if (!number) return done(bad_person("identity: no resident number"));
  const auto before = find_person(state_->house.database, state_->house.vault, person.id);
  if (!before) return done(before.error());
  std::optional<State::Vacated> vacated;
  const bool held = *before && (*before)->key_post && !(*before)->left_on;
  if (held && !(person.key_post && person.post == (*before)->post))
    vacated = State::Vacated{**before, state_->today(), "，改任" + person.post};
  store::WriteSet rows;
  put_person(rows, person, *number, state_->house.vault);
  const ledger::Act act = staff_act(actor, proof::ActCode::StaffEntered, person);
  state_->commit_staff(cases, vacated, actor, std::move(rows), act, std::move(person), remember,
                       std::move(done));
}

void Service::leave_staff(const std::string& id, base::Date left_on, cases::Service& cases,
                          const officers::Actor& actor, store::Remember<StaffPerson> remember,
                          base::Completion<StaffPerson> done) {
  const auto may = officers::require_role(actor, officers::Role::TrainingOfficer);
  if (!may) return done(may.error());
  auto found = find_person(state_->house.database, state_->house.vault, id);
  if (!found) return done(std::move(found).error());
  if (!*found) return done(make_error(ErrorKind::NotFound, "compliance.staff_none"));
  StaffPerson person = std::move(**found);
  if (person.left_on) return done(make_error(ErrorKind::Conflict, "compliance.staff_left"));
  if (left_on < person.started_on || left_on > state_->today())
    return done(bad_person("left_on: from started_on until today"));
  std::optional<State::Vacated> vacated;
  if (person.key_post)
    vacated = State::Vacated{person, left_on, "，离岗，最后工作日" + base::format_date(left_on)};
  person.left_on = left_on;
  store::WriteSet rows;
  mark_left(rows, id, left_on);
  ledger::Act act = staff_act(actor, proof::ActCode::StaffLeft, person);
  add_fact(act, "left_on", base::format_date(left_on));
  state_->commit_staff(cases, vacated, actor, std::move(rows), act, std::move(person), remember,
                       std::move(done));
}

Result<std::vector<StaffPerson>> Service::staff(const std::string& after, std::int64_t limit) const {
  return list_persons(state_->house.database, state_->house.vault, after, limit);
}

}  // namespace yinxin::compliance
