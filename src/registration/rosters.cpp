#include "registration/rosters.hpp"

#include <algorithm>

#include "registration/key_tree.hpp"
#include "registration/roster_checks.hpp"
#include "registration/roster_work.hpp"
#include "registration/service.hpp"
#include "registration/submission.hpp"

namespace yinxin::registration {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

std::string roster_object(const std::string& number) {
  return "roster/" + number;
}

/// An act on a roster with what its officer signed.
ledger::Act roster_act(proof::ActCode code, const std::string& object, const officers::Actor& actor,
                       const std::vector<std::pair<std::string, std::string>>& more) {
  ledger::Act act;
  act.code = code;
  act.object = object;
  act.record = ledger::facts({{"actor", actor.id},
                              {"actor.signature_base", base::as_text(actor.signature_base)},
                              {"actor.signature", base::as_text(actor.signature)}});
  for (const auto& [name, value] : more) {
    if (!act.record.add(name, value)) throw std::logic_error("fact " + name);
  }
  return act;
}

}  // namespace

struct Rosters::State {
  State(House house_in, std::function<void(const base::Error&)> on_trouble)
      : house(house_in), work(house_in, std::move(on_trouble)) {}

  /// Commits, and answers with `made`.
  template <class T>
  void commit(store::WriteSet set, T made, store::Remember<T> remember, base::Completion<T> done,
              bool wakes) {
    if (remember) remember(set, made);
    house.lane.submit(
        std::move(set),
        [this, made = std::move(made), done = std::move(done), wakes,
         token = writing.begin()](Result<store::Committed> committed) {
          if (!committed) return done(committed.error());
          if (wakes) work.wake();
          done(made);
        },
        store::Priority::Bulk);
  }
  Result<store::WriteSet> link_set(const std::string& number, const std::vector<NewLink>& links,
                                   base::Time until) const;
  void place_order(NewOrder made, const officers::Actor& actor,
                   std::vector<std::pair<std::string, std::string>> facts,
                   store::Remember<RosterOrder> remember, base::Completion<RosterOrder> done);
  void receive_entered(Application entered, officers::Actor officer, base::Completion<Application> done,
                       base::InFlight::Token token);

  const House house;
  RosterWork work;
  base::InFlight writing;
};

Rosters::Rosters(House house, std::function<void(const base::Error&)> on_trouble)
    : state_(std::make_unique<State>(house, std::move(on_trouble))) {}

Rosters::~Rosters() {
  state_->writing.wait();
}

void Rosters::receive(RosterFile file, officers::Actor actor, store::Remember<Roster> remember,
                      base::Completion<Roster> done) {
  const auto may = officers::require_role(actor, officers::Role::RegistrationOfficer);
  if (!may) return done(may.error());
  if (const auto good = check_agency(file); !good) return done(good.error());
  for (BatchEntry& entry : file.entries) entry = checked_entry(std::move(entry));
  Roster roster;
  roster.received_at = state_->house.clock.now();
  roster.number = random_number("MC", roster.received_at);  // one that is taken meets the primary key
  roster.agency_code = std::move(file.agency_code);
  roster.agency = std::move(file.agency);
  roster.actor = actor.id;
  roster.digest = file.digest;
  roster.rows = static_cast<std::int64_t>(file.entries.size());
  store::WriteSet set;
  insert_roster(set, state_->house.vault, roster, actor, file.entries);
  const ledger::Act act = roster_act(proof::ActCode::RosterReceived, roster_object(roster.number), actor,
                                     {{"agency_code", roster.agency_code},
                                      {"file_sm3", base::to_hex(roster.digest)},
                                      {"rows", std::to_string(roster.rows)}});
  state_->house.recorder.add(set, act, roster.received_at);
  state_->commit(std::move(set), std::move(roster), std::move(remember), std::move(done), false);
}

Result<store::WriteSet> Rosters::State::link_set(const std::string& number, const std::vector<NewLink>& links,
                                                 base::Time until) const {
  YX_TRY(const Roster roster, find_roster(house.database, number));
  YX_TRY(const auto standings, find_standings(house.database, roster.number));
  store::WriteSet set;
  for (const NewLink& link : links) {
    LinkWrite write{{number, link.position}, link.token_sm3, until, {}, {}};
    const auto standing = standings.find(link.position);
    if (standing != standings.end() && came_to_nothing(standing->second.state)) {
      write.dead = standing->second.application;
      YX_TRY(Application dead, house.registration.find(write.dead));
      dead.form.request.clear();
      write.reopened = std::move(dead.form);
    } else if (standing == standings.end() || !standing->second.open) {
      return make_error(ErrorKind::Conflict, "registration.roster.row",
                        "row " + std::to_string(link.position));
    }
    YX_CHECK(write_link(set, house.vault, write));
  }
  return set;
}

void Rosters::make_links(std::string number, std::vector<NewLink> links, std::int64_t days,
                         officers::Actor actor, store::Remember<MadeLinks> remember,
                         base::Completion<MadeLinks> done) {
  const auto may = officers::require_role(actor, officers::Role::RegistrationOfficer);
  if (!may) return done(may.error());
  if (const auto good = check_links(links, days); !good) return done(good.error());
  const base::Time now = state_->house.clock.now();
  MadeLinks made{std::move(number), static_cast<std::int64_t>(links.size()), now + std::chrono::days(days)};
  auto set = state_->link_set(made.roster, links, made.until);
  if (!set) return done(set.error());
  const ledger::Act act =
      roster_act(proof::ActCode::RosterLinksMade, roster_object(made.roster), actor,
                 {{"links", std::to_string(made.links)}, {"until", base::format_utc(made.until)}});
  state_->house.recorder.add(*set, act, now);
  state_->commit(std::move(*set), std::move(made), std::move(remember), std::move(done), false);
}

Result<Invitation> Rosters::look(base::ByteView token) const {
  const House& house = state_->house;
  YX_TRY(LinkedRow linked, find_linked(house.database, house.vault, crypto::sm3(token)));
  YX_CHECK(check_link(linked, house.clock.now()));
  return Invitation{std::move(linked.agency), linked.until, std::move(linked.form)};
}

void Rosters::enter(base::Bytes token, std::string proof, base::Bytes request, officers::Actor actor,
                    store::Remember<Application> remember, base::Completion<Application> done) {
  const House& house = state_->house;
  const crypto::Sm3Digest name = crypto::sm3(token);
  const base::Time now = house.clock.now();
  auto linked = find_linked(house.database, house.vault, name);
  if (!linked) return done(linked.error());
  if (const auto open = check_link(*linked, now); !open) return done(open.error());
  if (!proves(linked->form, proof)) {
    store::WriteSet set;
    count_try(set, name);
    house.lane.submit(std::move(set), [done = std::move(done), token_held = state_->writing.begin()](
                                          Result<store::Committed> counted) {
      if (!counted) return done(counted.error());
      done(make_error(ErrorKind::Refused, "registration.roster.proof"));
    });
    return;
  }
  linked->form.request = std::move(request);
  const auto use = [state = state_.get(), name, actor, place = linked->place, now,
                    remember = std::move(remember)](store::WriteSet& set, const Application& application) {
    use_link(set, name, application.number);
    officers::Actor applicant = actor;
    applicant.id = "applicant/" + application.number;
    const ledger::Act act =
        roster_act(proof::ActCode::RosterEntered, authority::application_object(application.number),
                   applicant, {{"roster", place.roster}, {"position", std::to_string(place.position)}});
    state->house.recorder.add(set, act, now);
    if (remember) remember(set, application);
  };
  house.registration.submit(std::move(linked->form), actor, use,
                            [state = state_.get(), officer = linked->officer, done = std::move(done),
                             held = state_->writing.begin()](Result<Application> entered) {
                              if (!entered) return done(entered.error());
                              state->receive_entered(std::move(*entered), officer, done, held);
                            });
}

void Rosters::State::receive_entered(Application entered, officers::Actor officer,
                                     base::Completion<Application> done, base::InFlight::Token token) {
  Deed receipt{entered.number, "receive", {}, {}};
  house.registration.perform(
      std::move(receipt), std::move(officer), {},
      [entered = std::move(entered), done = std::move(done), held = std::move(token)](
          Result<Application> received) { done(received ? std::move(*received) : entered); });
}

void Rosters::State::place_order(NewOrder made, const officers::Actor& actor,
                                 std::vector<std::pair<std::string, std::string>> facts,
                                 store::Remember<RosterOrder> remember, base::Completion<RosterOrder> done) {
  RosterOrder& order = made.order;
  order.received_at = house.clock.now();
  order.number = random_number("CB", order.received_at);
  order.actor = actor.id;
  order.rows = static_cast<std::int64_t>(made.targets.size());
  order.refused = std::count_if(made.targets.begin(), made.targets.end(),
                                [](const OrderTarget& target) { return target.error.has_value(); });
  order.waiting = order.rows - order.refused;
  store::WriteSet set;
  insert_order(set, house.vault, made, actor);
  facts.emplace_back("order", order.number);
  facts.emplace_back("event", order.event);
  facts.emplace_back("rows", std::to_string(order.rows));
  house.recorder.add(set,
                     roster_act(proof::ActCode::RosterOrdered, roster_object(order.roster), actor, facts),
                     order.received_at);
  commit(std::move(set), order, std::move(remember), std::move(done), true);
}

void Rosters::issue(std::string number, IssueOrder order, officers::Actor actor,
                    store::Remember<RosterOrder> remember, base::Completion<RosterOrder> done) {
  const auto may = officers::require_role(actor, officers::Role::IssuingOfficer);
  if (!may) return done(may.error());
  const auto& positions = order.positions;
  const bool ascending =
      std::adjacent_find(positions.begin(), positions.end(), std::greater_equal<>()) == positions.end();
  if (positions.empty() || positions.size() > kMaxRosterRows || !ascending)
    return done(make_error(ErrorKind::Malformed, "registration.roster.order", "rows"));
  const auto roster = find_roster(state_->house.database, number);
  if (!roster) return done(roster.error());
  const auto keys = find_keys(state_->house.database, number);
  if (!keys) return done(keys.error());
  NewOrder made;
  made.order.roster = number;
  made.order.event = "issue";
  std::vector<crypto::Sm3Digest> leaves;
  for (const std::int64_t position : positions) {
    const auto key = keys->find(position);
    if (key == keys->end())
      return done(
          make_error(ErrorKind::Conflict, "registration.roster.keys", "row " + std::to_string(position)));
    leaves.push_back(key->second.key);
    made.targets.push_back({key->second.application, {}, {}});
  }
  const KeyTree tree(leaves);
  if (tree.root() != order.keys_root)
    return done(make_error(ErrorKind::Conflict, "registration.roster.keys"));
  for (std::size_t i = 0; i < leaves.size(); ++i) made.targets[i].place = tree.place(i);
  refuse_closed(made.targets, order.closed);
  state_->place_order(std::move(made), actor, {{"keys_root", base::to_hex(order.keys_root)}},
                      std::move(remember), std::move(done));
}

void Rosters::revoke(std::string number, RevokeOrder order, officers::Actor actor,
                     store::Remember<RosterOrder> remember, base::Completion<RosterOrder> done) {
  const auto may = officers::require_role(actor, officers::Role::IssuingOfficer);
  if (!may) return done(may.error());
  if (order.leavers.empty() || order.leavers.size() > kMaxRosterRows)
    return done(make_error(ErrorKind::Malformed, "registration.roster.order", "rows"));
  if (const auto good = check_revocation(state_->house.registration, order); !good) return done(good.error());
  const auto roster = find_roster(state_->house.database, number);
  if (!roster) return done(roster.error());
  const auto of_agency = find_of_agency(state_->house.database, roster->agency_code);
  if (!of_agency) return done(of_agency.error());
  NewOrder made;
  made.order.roster = std::move(number);
  made.order.event = "revoke";
  made.reason = order.reason;
  made.cause = std::move(order.cause);
  made.targets = targets_of(order.leavers, *of_agency);
  refuse_closed(made.targets, order.closed);
  state_->place_order(std::move(made), actor, {{"reason", order.reason}}, std::move(remember),
                      std::move(done));
}

Result<Roster> Rosters::find(const std::string& number) const {
  return find_roster(state_->house.database, number);
}

Result<std::vector<Roster>> Rosters::list(const std::string& after, std::int64_t limit) const {
  return list_rosters(state_->house.database, after, limit);
}

Result<std::vector<RosterRow>> Rosters::rows(const std::string& number, std::int64_t after,
                                             std::int64_t limit) const {
  const House& house = state_->house;
  YX_TRY(auto stored, find_rows(house.database, house.vault, number, after, limit));
  std::vector<RosterRow> rows;
  for (StoredRow& one : stored) {
    one.row.link = judge_link(one, house.clock.now());
    if (!one.row.application.empty())
      one.row.gates = house.registration.gates(one.procedure_version, one.history);
    rows.push_back(std::move(one.row));
  }
  return rows;
}

Result<std::vector<RosterOrder>> Rosters::orders(const std::string& roster, std::int64_t limit) const {
  return list_orders(state_->house.database, roster, limit);
}

Result<RosterOrder> Rosters::find_order(const std::string& number) const {
  return find_roster_order(state_->house.database, number);
}

Result<std::vector<RosterOrderRow>> Rosters::order_rows(const std::string& number, std::int64_t after,
                                                        std::int64_t limit) const {
  return list_order_rows(state_->house.database, number, after, limit);
}

}  // namespace yinxin::registration
