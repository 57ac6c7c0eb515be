#include "filings/follower.hpp"

#include <algorithm>

#include "filings/matter_table.hpp"

namespace yinxin::filings {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kAuthority = "authority/";  // as an actor: "authority/<organisation>"
constexpr std::string_view kEverywhere = "000000";     // a provider has one office
constexpr std::string_view kOurselves = "office";      // as the party of our own cases

std::string leader_of(const Filing& filing) {
  return "filing/" + filing.id.text();
}

std::string source_of(const MessageId& letter) {
  return "letter/" + letter.text();
}

bool passes_later(const base::Error& error) {
  return error.kind == ErrorKind::Unavailable || error.kind == ErrorKind::TooMany;
}

std::vector<cases::Leading::Day> days_of(const std::vector<Notice::Deadline>& deadlines) {
  std::vector<cases::Leading::Day> days;
  for (const Notice::Deadline& one : deadlines)
    days.push_back({one.clock, one.item, one.last_day, one.paused});
  return days;
}

Matter matter_of(const MessageId& letter, std::int64_t position, std::string event, std::string code,
                 base::Time now) {
  return {letter, position, std::move(event), std::move(code), now, "", std::nullopt, false};
}

bool has_done(const procedure::Case& played, const std::string& event, const std::string& item) {
  return std::any_of(played.history.begin(), played.history.end(),
                     [&](const auto& happened) { return happened.event == event && happened.item == item; });
}

/// One deed of a letter, in our case as it would stand then.
struct Trial {
  const procedure::Procedure& procedure;
  const Relation& relation;
  const procedure::Values& settings;
  base::Time now;
  procedure::Case played;

  Result<void> repeat(const Deed& deed, bool opens) {
    const auto begun = opens ? relation.begins.find(deed.event) : relation.begins.end();
    const bool stands_for = begun != relation.begins.end();
    const std::string& event = stands_for ? begun->second : deed.event;
    if (has_done(played, event, deed.item)) return {};
    return make_error(ErrorKind::Refused, "filings.not_done", event);
  }
  Result<void> perform(const Deed& deed, const officers::Actor& actor) {
    procedure::Attempt attempt;
    attempt.event = deed.event;
    attempt.actor = actor.id;
    for (const officers::Role role : actor.roles) attempt.roles.emplace_back(officers::role_name(role));
    attempt.inputs = deed.inputs;
    attempt.at = now;
    attempt.item = deed.item;
    YX_TRY(procedure::Step step, procedure::advance(procedure, played, attempt, settings));
    played = std::move(step.after);
    return {};
  }
  /// On its way already: whether it can happen was asked before it went.
  void suppose(const Deed& deed) {
    if (relation.files.count(deed.event) == 0) return;
    auto step = procedure::follow(
        procedure, played, {deed.event, std::string(kAuthority), now, deed.item, std::nullopt, deed.inputs});
    if (step) played = std::move(step->after);
  }
};

}  // namespace

/// What a letter says of steps, sorted.
struct Follower::Told {
  std::vector<procedure::Told> steps;   // that our case takes
  std::vector<std::int64_t> positions;  // of these, there
  std::vector<Matter> unknown;          // that nothing of ours stands for
  std::int64_t next = 0;                // after the last step of the letter
};

const Relation* Follower::relation(const std::string& procedure) const {
  const auto found = relations_.find(procedure);
  return found == relations_.end() ? nullptr : &found->second;
}

Result<cases::View> Follower::own(const std::string& number) const {
  cases::Caller caller;
  caller.reach = std::string(kEverywhere);
  return cases_->read(number, caller);
}

Result<void> Follower::check(const Asking& asking, const officers::Actor& actor) const {
  const Relation* following = relation(asking.procedure);
  const auto no = [&] { return make_error(ErrorKind::Refused, "filings.own_case", asking.procedure); };
  if (cases_ == nullptr || following == nullptr) return no();
  YX_TRY(cases::View view, own(asking.own_case));
  if (view.found.procedure != asking.procedure) return no();
  Trial trial{*view.procedure, *following, view.settings, house_.clock.now(), std::move(view.found.played)};
  for (const Deed& deed : asking.pending) trial.suppose(deed);
  for (const Deed& deed : asking.deeds) {
    const bool first = asking.opens && &deed == &asking.deeds.front();
    const bool filed = !first && following->files.count(deed.event) > 0;
    YX_CHECK(filed ? trial.perform(deed, actor) : trial.repeat(deed, first));
  }
  return {};
}

Result<store::WriteSet> Follower::begin(const Filing& filing) const {
  return cases_->lead(filing.own_case, leader_of(filing));
}

Result<store::WriteSet> Follower::end(const Filing& filing) const {
  YX_TRY(const bool followed, is_followed(filing));
  if (!followed) return store::WriteSet();
  return cases_->release(filing.own_case, leader_of(filing));
}

Result<bool> Follower::is_followed(const Filing& filing) const {
  if (cases_ == nullptr || filing.own_case.empty()) return false;
  const auto view = own(filing.own_case);
  if (view) return view->found.led_by == leader_of(filing);
  if (passes_later(view.error())) return view.error();
  return false;  // named before cases followed, by a number that there is not
}

Follower::Told Follower::told_in(const Telling& telling, std::int64_t from) const {
  Told told;
  told.next = from;
  const Relation* following = relation(telling.filing.procedure);
  std::vector<Deed> asked = telling.answers == nullptr ? std::vector<Deed>() : telling.answers->deeds;
  for (const Notice::Step& step : telling.notice.steps) {
    const auto deed = std::find_if(asked.begin(), asked.end(), [&](const Deed& one) {
      return one.event == step.event && one.item == step.item;
    });
    procedure::Told one{step.event, "", step.at, step.item, step.on, step.inputs};
    const bool asked_for = deed != asked.end();
    if (asked_for) {
      one.actor = telling.answers->made_by;
      one.inputs = deed->inputs;
      asked.erase(deed);
    }
    if (step.position < from) continue;
    told.next = step.position + 1;
    if (asked_for) {
      const bool filed = following != nullptr && following->files.count(step.event) > 0;
      if (!filed) continue;  // the letter repeated what our case had done
    } else if (following != nullptr && following->told.count(step.event) > 0) {
      one.actor = std::string(kAuthority) + telling.filing.peer;
    } else if (following != nullptr && following->own.count(step.event) > 0) {
      continue;
    } else {
      told.unknown.push_back(
          matter_of(telling.letter, step.position, step.event, "filings.event_unknown", house_.clock.now()));
      continue;
    }
    told.steps.push_back(std::move(one));
    told.positions.push_back(step.position);
  }
  return told;
}

Result<store::WriteSet> Follower::follow(const Telling& telling) const {
  store::WriteSet set;
  YX_TRY(const bool followed, is_followed(telling.filing));
  if (!followed) return set;
  Told told = told_in(telling, telling.filing.followed);
  const bool nothing_stands = telling.filing.matters == 0 && told.unknown.empty();
  cases::Leading leading{telling.filing.own_case,
                         leader_of(telling.filing),
                         source_of(telling.letter),
                         told.steps,
                         {},
                         telling.notice.ended && nothing_stands};
  if (nothing_stands) leading.days = days_of(telling.notice.deadlines);
  auto taken = cases_->follow(leading);
  if (!taken && passes_later(taken.error())) return taken.error();
  std::vector<Matter> matters = std::move(told.unknown);
  for (std::size_t i = 0; i < told.steps.size(); ++i) {
    const base::Error* why = nullptr;
    if (!taken)
      why = &taken.error();
    else if (taken->refused[i])
      why = &*taken->refused[i];
    if (why != nullptr)
      matters.push_back(
          matter_of(telling.letter, told.positions[i], told.steps[i].event, why->code, house_.clock.now()));
  }
  note_followed(set, telling.filing, told.next);  // first: it counts what stood before
  if (taken) set.append(std::move(taken->set));
  for (const Matter& matter : matters) insert_matter(set, telling.filing.id, matter);
  YX_CHECK(attach_or_note(telling, set));
  return set;
}

Result<Follower::Opened> Follower::open(const Telling& telling, const std::string& region) const {
  Opened opened;
  const Notice& notice = telling.notice;
  const Relation* following = relation(notice.procedure);
  const bool opens = cases_ != nullptr && following != nullptr && following->received &&
                     !notice.steps.empty() && notice.steps.front().position == 0 &&
                     following->begins.count(notice.steps.front().event) > 0;
  if (!opens) return opened;
  const std::string teller = std::string(kAuthority) + telling.filing.peer;
  cases::Leading leading{"", leader_of(telling.filing), source_of(telling.letter),
                         {}, days_of(notice.deadlines), notice.ended};
  for (const Notice::Step& step : notice.steps)
    leading.steps.push_back({step.event, teller, step.at, step.item, step.on, step.inputs});
  cases::Opening opening;
  opening.procedure = notice.procedure;
  opening.party = std::string(kOurselves);
  opening.scope = region;
  auto begun = cases_->begin_led(opening, leading);
  if (!begun && passes_later(begun.error())) return begun.error();
  if (begun) {
    opened.set = std::move(begun->set);
    opened.own_case = std::move(begun->number);
  } else {
    opened.matter =
        matter_of(telling.letter, 0, notice.steps.front().event, begun.error().code, house_.clock.now());
  }
  opened.followed = notice.steps.back().position + 1;
  return opened;
}

Result<store::WriteSet> Follower::attach(const Telling& telling) const {
  const Notice::Paper& paper = *telling.notice.paper;
  if (telling.files.empty()) return make_error(ErrorKind::Malformed, "filings.files", "no document");
  const File& file = telling.files.front();
  return cases_->attach({telling.filing.own_case, paper.document, file.name, file.content,
                         std::string(kAuthority) + telling.filing.peer, source_of(telling.letter)});
}

Result<void> Follower::attach_or_note(const Telling& telling, store::WriteSet& set) const {
  if (!telling.notice.paper) return {};
  auto attached = attach(telling);
  if (attached) {
    set.append(*std::move(attached));
    return {};
  }
  if (passes_later(attached.error())) return attached.error();
  insert_matter(set, telling.filing.id,
                matter_of(telling.letter, Matter::kDocument, telling.notice.paper->document,
                          attached.error().code, house_.clock.now()));
  return {};
}

Result<store::WriteSet> Follower::again(const Telling& telling, const Matter& matter,
                                        const std::vector<Notice::Deadline>& days, bool last) const {
  YX_TRY(const bool followed, is_followed(telling.filing));
  if (!followed) return make_error(ErrorKind::Conflict, "cases.led");
  cases::Leading leading{
      telling.filing.own_case, leader_of(telling.filing), source_of(telling.letter), {}, days_of(days), last};
  store::WriteSet set;
  if (matter.position == Matter::kDocument) {
    YX_TRY(set, attach(telling));
  } else {
    const Told told = told_in(telling, matter.position);
    const auto at = std::find(told.positions.begin(), told.positions.end(), matter.position);
    if (at == told.positions.end()) return make_error(ErrorKind::Refused, "filings.event_unknown");
    leading.steps = {told.steps[static_cast<std::size_t>(at - told.positions.begin())]};
  }
  YX_TRY(cases::Taken taken, cases_->follow(leading));
  if (!taken.refused.empty() && taken.refused.front()) return *taken.refused.front();
  set.append(std::move(taken.set));
  return set;
}

}  // namespace yinxin::filings
