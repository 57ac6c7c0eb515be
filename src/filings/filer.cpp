// The provider's side: letters that ask.
#include <algorithm>

#include "filings/content.hpp"
#include "filings/filer_desk.hpp"
#include "filings/files.hpp"
#include "filings/scope.hpp"
#include "filings/service.hpp"
#include "filings/table.hpp"
#include "procedure/inputs.hpp"

namespace yinxin::filings {

using base::ErrorKind;
using base::make_error;
using base::Result;
using officers::Role;
using procedure::Origin;
using procedure::Procedure;
using procedure::Transition;

namespace {

constexpr std::string_view kApplicant = "applicant";
constexpr std::string_view kOfficerPrefix = "officer/";

std::vector<std::string> roles_of(const officers::Actor& actor) {
  std::vector<std::string> roles;
  for (const Role role : actor.roles) roles.emplace_back(officers::role_name(role));
  return roles;
}

bool may_ask(const Transition& transition, const std::vector<std::string>& roles) {
  const auto held = [&](const std::string& role) {
    return role == kApplicant || std::find(roles.begin(), roles.end(), role) != roles.end();
  };
  return transition.origin == Origin::Submission ||
         std::any_of(transition.roles.begin(), transition.roles.end(), held);
}

/// What is entered for an opening is looked at here, where it can still be mended; the rest is the
/// authority's to judge.
Result<void> check_entered(const Transition& transition, const procedure::Values& inputs, base::Date today) {
  const procedure::Values settings{{std::string(procedure::kToday), today}};
  const auto faults = procedure::input_faults(transition, inputs, {}, settings);
  if (faults.empty()) return {};
  std::string all;
  for (const std::string& fault : faults) all += (all.empty() ? "" : ", ") + fault;
  return make_error(ErrorKind::Malformed, "procedure.input", all);
}

Result<void> check_sizes(const Wish& wish) {
  std::size_t all = 0;
  for (const File& file : wish.files) all += file.content.size();
  if (all > kMaxFilesBytes) return make_error(ErrorKind::TooLarge, "filings.size", "files");
  if (wish.files.size() > kMaxFiles) return make_error(ErrorKind::Malformed, "filings.files", "too many");
  return {};
}

/// Every file is named by an input, and what an input names is here or went before.
Result<void> check_files(const Names& named, const Names& here, const Names& before) {
  for (const std::string& name : here) {
    if (named.count(name) == 0) return make_error(ErrorKind::Malformed, "filings.files", "surplus " + name);
  }
  for (const std::string& name : named) {
    if (here.count(name) + before.count(name) == 0)
      return make_error(ErrorKind::Malformed, "filings.files", "missing " + name);
  }
  return {};
}

ledger::Act filing_act(const Filing& filing, const MessageId& message, const Wish& wish,
                       base::ByteView content, const officers::Actor& actor) {
  std::string events;
  for (const Deed& deed : wish.deeds) events += (events.empty() ? "" : ",") + deed.event;
  ledger::Act act;
  act.code = proof::ActCode::CaseSubmitted;
  act.object = "filing/" + filing.id.text();
  act.record = ledger::facts({{"actor", actor.id},
                              {"actor.signature_base", base::as_text(actor.signature_base)},
                              {"actor.signature", base::as_text(actor.signature)},
                              {"authority", filing.peer},
                              {"procedure", filing.procedure},
                              {"scope", filing.scope},
                              {"own_case", filing.own_case},
                              {"message", message.text()},
                              {"events", events},
                              {"content_sm3", base::to_hex(crypto::sm3(content))}});
  return act;
}

exchange::Draft draft_of(const Filing& filing, const Heading& heading, const base::Bytes& content,
                         const std::vector<File>& files) {
  exchange::Draft draft{exchange::Kind::Submission, filing.peer, filing.id, std::nullopt,
                        words_of(heading),          {},          content,   {}};
  for (const File& file : files) draft.files.push_back({file.name, file.media_type, file.content, true});
  return draft;
}

}  // namespace

Result<void> check_filing_officer(const officers::Actor& actor) {
  if (actor.has(Role::ComplianceOfficer) || actor.has(Role::ResponsiblePerson)) return {};
  return make_error(ErrorKind::Forbidden, "officers.role_needed", "compliance_officer or responsible_person");
}

Result<const Procedure*> Filer::Desk::in_force(const std::string& id) const {
  const auto versions = options.procedures.find(id);
  const Procedure* newest = nullptr;
  if (versions != options.procedures.end()) {
    for (const Procedure& one : versions->second) {
      if (one.in_force_from <= today() && (!one.until || today() <= *one.until)) newest = &one;
    }
  }
  if (newest == nullptr) return make_error(ErrorKind::NotFound, "filings.procedure", id);
  return newest;
}

Result<std::string> Filer::Desk::authority_of(const Wish& wish) const {
  if (!wish.authority.empty()) return wish.authority;  // the exchange says whether there is such a peer
  const auto peers = house.exchange.peers();
  if (peers.size() != 1) return make_error(ErrorKind::Malformed, "filings.authority");
  return peers.front();
}

Result<std::string> Filer::Desk::scope_of(const Wish& wish, const Transition& opening) const {
  std::string scope = wish.scope;
  if (scope.empty())
    scope = receiving_scope(options.national.count(wish.procedure) > 0, opening, wish.deeds.front().inputs,
                            options.region);
  if (!cases::is_region(scope)) return make_error(ErrorKind::Malformed, "cases.scope", "name it");
  return scope;
}

Result<void> Filer::Desk::check(const Wish& wish, const Procedure& procedure, const officers::Actor& actor,
                                bool opens, const Names& before) const {
  YX_CHECK(check_filing_officer(actor));
  if (wish.deeds.empty() || wish.deeds.size() > kMaxDeeds)
    return make_error(ErrorKind::Malformed, "filings.deeds");
  const auto roles = roles_of(actor);
  Names named;
  for (const Deed& deed : wish.deeds) {
    const bool first = opens && &deed == &wish.deeds.front();
    const Transition* transition = asked(procedure, deed.event, first);
    if (transition == nullptr) return make_error(ErrorKind::NotFound, "procedure.event", deed.event);
    if (!may_ask(*transition, roles)) return make_error(ErrorKind::Forbidden, "procedure.role", deed.event);
    if (first) YX_CHECK(check_entered(*transition, deed.inputs, today()));
    add_named(*transition, deed.inputs, named);
  }
  YX_CHECK(check_sizes(wish));
  return check_files(named, names_of(wish.files), before);
}

/// The rules of our own case are asked here, where it can still be mended.
Result<void> Filer::Desk::check_own(const std::string& own_case, std::vector<Deed> pending, const Wish& wish,
                                    bool opens, const officers::Actor& actor) const {
  if (own_case.empty()) return {};
  return follower.check({own_case, wish.procedure, std::move(pending), wish.deeds, opens}, actor);
}

Result<void> Filer::Desk::check_further(const Filing& filing, Wish wish, const officers::Actor& actor) const {
  YX_TRY(const bool followed, follower.is_followed(filing));
  if (!followed) return {};
  YX_TRY(const auto letters, find_letters(house.database, house.vault, filing.id));
  std::set<MessageId> answered;
  for (const LetterNote& letter : letters) {
    if (letter.answers) answered.insert(*letter.answers);
  }
  std::vector<Deed> pending;
  for (const LetterNote& letter : letters) {
    const bool on_its_way =
        !letter.incoming && answered.count(letter.id) == 0 && letter.state != exchange::State::Refused;
    if (on_its_way) pending.insert(pending.end(), letter.deeds.begin(), letter.deeds.end());
  }
  wish.procedure = filing.procedure;
  return check_own(filing.own_case, std::move(pending), wish, false, actor);
}

void Filer::Desk::send(const Filing& filing, Wish wish, bool opens, const officers::Actor& actor,
                       const store::Remember<Filing>& remember, base::Completion<Filing> done) const {
  Heading heading{house.exchange.organisation(), actor.id.substr(kOfficerPrefix.size()), roles_of(actor), "",
                  ""};
  if (opens) {
    heading.procedure = filing.procedure;
    heading.scope = filing.scope;
  }
  const base::Bytes content = encode_deeds(wish.deeds);
  if (content.size() > kMaxContentBytes)
    return done(make_error(ErrorKind::TooLarge, "filings.size", "inputs"));
  store::WriteSet set;
  const auto message = house.exchange.enqueue(set, draft_of(filing, heading, content, wish.files));
  if (!message) return done(message.error());
  const base::Time now = house.clock.now();
  if (opens) insert_filing(set, filing);
  if (opens && !filing.own_case.empty()) {
    auto begun = follower.begin(filing);
    if (!begun) return done(begun.error());
    set.append(*std::move(begun));
  }
  house.recorder.add(set, filing_act(filing, *message, wish, content, actor), now);
  insert_letter(set, house.vault,
                {*message, filing.id, false, exchange::Kind::Submission, content, actor.id, now,
                 std::move(wish.files)});
  if (remember) remember(set, filing);
  house.lane.submit(std::move(set), [filing, done = std::move(done),
                                     token = under_way.begin()](Result<store::Committed> stored) mutable {
    const auto held = std::move(token);
    if (!stored) return done(std::move(stored).error());
    done(filing);
  });
}

Filer::Filer(const House& house, Options options)
    : desk_(std::make_unique<Desk>(house, std::move(options))) {}
Filer::~Filer() {
  desk_->under_way.wait();
}

Result<const Procedure*> Filer::procedure(const std::string& id) const {
  return desk_->in_force(id);
}

const Transition* Filer::asked(const Procedure& procedure, const std::string& event, bool first) {
  const auto fits = [&](const Transition& one) {
    return one.event == event && one.from.empty() == first &&
           (one.origin == Origin::Person || one.origin == Origin::Submission);
  };
  const auto found = std::find_if(procedure.transitions.begin(), procedure.transitions.end(), fits);
  return found == procedure.transitions.end() ? nullptr : &*found;
}

void Filer::file(Wish wish, const officers::Actor& actor, store::Remember<Filing> remember,
                 base::Completion<Filing> done) const {
  const auto procedure = desk_->in_force(wish.procedure);
  if (!procedure) return done(procedure.error());
  if (desk_->options.filed.count(wish.procedure) == 0)
    return done(make_error(ErrorKind::NotFound, "filings.procedure", wish.procedure));
  const auto checked = desk_->check(wish, **procedure, actor, true, {});
  if (!checked) return done(checked.error());
  const auto followed = desk_->check_own(wish.own_case, {}, wish, true, actor);
  if (!followed) return done(followed.error());
  const auto authority = desk_->authority_of(wish);
  if (!authority) return done(authority.error());
  const auto scope = desk_->scope_of(wish, *asked(**procedure, wish.deeds.front().event, true));
  if (!scope) return done(scope.error());
  const base::Time now = desk_->house.clock.now();
  const Filing filing{desk_->house.exchange.new_conversation(),
                      *authority,
                      wish.procedure,
                      *scope,
                      wish.own_case,
                      true,
                      State::Sent,
                      "",
                      "",
                      {},
                      std::nullopt,
                      "",
                      now,
                      now};
  desk_->send(filing, std::move(wish), true, actor, remember, std::move(done));
}

void Filer::add(const FilingId& id, Wish wish, const officers::Actor& actor, store::Remember<Filing> remember,
                base::Completion<Filing> done) const {
  const auto filing = Records(desk_->house).find(id);
  if (!filing) return done(filing.error());
  if (filing->state == State::Returned || filing->state == State::Ended)
    return done(make_error(ErrorKind::Conflict, "filings.closed"));
  const auto procedure = desk_->in_force(filing->procedure);
  if (!procedure) return done(procedure.error());
  const auto before = files_of(desk_->house.database, id, false);
  if (!before) return done(before.error());
  const auto checked = desk_->check(wish, **procedure, actor, false, names_of(*before));
  if (!checked) return done(checked.error());
  const auto followed = desk_->check_further(*filing, wish, actor);
  if (!followed) return done(followed.error());
  desk_->send(*filing, std::move(wish), false, actor, remember, std::move(done));
}

}  // namespace yinxin::filings
