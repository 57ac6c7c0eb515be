// Checks first, on the caller's thread; then one set with the rows, the act and what the caller remembers.
#include "supervision/tips/service.hpp"

#include <algorithm>

#include "supervision/tips/tip_table.hpp"
#include "x509/text.hpp"

namespace yinxin::supervision {

using base::ErrorKind;
using base::make_error;
using base::Result;
using proof::ActCode;

namespace {

constexpr std::string_view kHandler = "tip_handler";
constexpr std::string_view kOfficerActor = "officer/";
constexpr std::string_view kSealOfCase = "reporter_seal";
constexpr const char* kEverywhere = "000000";
const std::string kTipObject = "case/";

bool holds(const cases::Caller& caller, std::string_view role) {
  return std::find(caller.roles.begin(), caller.roles.end(), role) != caller.roles.end();
}

Result<void> check_handler(const cases::Caller& caller) {
  if (holds(caller, kHandler)) return {};
  return make_error(ErrorKind::Forbidden, "supervision.tip.handler");
}

Result<void> check_tip_reason(const std::string& reason) {
  const auto length = x509::count_characters(reason);
  if (length && *length >= 1 && *length <= kMaxTipReason &&
      reason.find_first_not_of(" \t\r\n") != std::string::npos && reason.find('\0') == std::string::npos)
    return {};
  return make_error(ErrorKind::Malformed, "supervision.tip.reason");
}

bool works_on_tips(const cases::Caller& caller, const procedure::Procedure& procedure) {
  return std::any_of(procedure.transitions.begin(), procedure.transitions.end(), [&](const auto& transition) {
    return std::any_of(transition.roles.begin(), transition.roles.end(),
                       [&](const std::string& role) { return holds(caller, role); });
  });
}

procedure::Label label_of(const cases::View& view) {
  for (const procedure::State& state : view.procedure->states) {
    if (state.id == view.found.state()) return state.name;
  }
  return {};
}

std::string tip_text(const cases::Case& found, std::string_view id) {
  const auto entered = found.played.values.find(id);
  const auto* text =
      entered == found.played.values.end() ? nullptr : std::get_if<std::string>(&entered->second);
  return text == nullptr ? std::string() : *text;
}

bool is_named(const cases::Case& found) {
  const auto entered = found.played.values.find("named");
  return entered != found.played.values.end() && entered->second == procedure::Value(true);
}

/// Texts of level L3, each once, by the steps that ask for them; the seal's name is no text.
std::vector<TipContent::Part> sensitive_parts(const cases::View& view) {
  std::vector<TipContent::Part> parts;
  for (const procedure::Transition& transition : view.procedure->transitions) {
    for (const procedure::Input& input : transition.inputs) {
      const std::string text = tip_text(view.found, input.id);
      const bool is_part = input.level == "L3" && input.type == procedure::InputType::Text && !text.empty();
      if (is_part) parts.push_back({input.id, input.label, text});
    }
  }
  return parts;
}

/// With one fact of its own.
ledger::Act tip_act(ActCode code, const std::string& object, const officers::Actor& actor,
                    std::string_view fact, std::string_view value) {
  ledger::Act act;
  act.code = code;
  act.object = object;
  act.record = ledger::facts({{"actor", actor.id},
                              {"actor.signature_base", base::as_text(actor.signature_base)},
                              {"actor.signature", base::as_text(actor.signature)},
                              {fact, value}});
  return act;
}

}  // namespace

struct Tips::Reach {
  cases::View view;
  TipRow row;
};

Tips::Tips(House house, std::filesystem::path seals, std::string region)
    : house_(house), seals_(std::move(seals)), region_(std::move(region)) {}

template <class T>
void Tips::commit(store::WriteSet set, T outcome, base::Completion<T> done) {
  house_.lane.submit(std::move(set),
                     [outcome = std::make_shared<T>(std::move(outcome)), done = std::move(done),
                      token = under_way_.begin()](const Result<store::Committed>& committed) {
                       if (!committed) return done(committed.error());
                       done(std::move(*outcome));
                     });
}

void Tips::enrol(const crypto::Sm2PublicKey& key, const cases::Caller& caller,
                 store::Remember<HandlerKey> remember, base::Completion<HandlerKey> done) {
  const auto allowed = check_handler(caller);
  if (!allowed) return done(allowed.error());
  if (base::equal(caller.actor.key, key.point()))
    return done(make_error(ErrorKind::Refused, "supervision.tip.signing_key"));
  HandlerKey made{key, caller.actor.id, house_.clock.now()};
  store::WriteSet set;
  if (remember) remember(set, made);  // first: the same request again fails as such
  insert_key(set, made);
  house_.recorder.add(
      set, tip_act(ActCode::TipKeyEnrolled, made.handler, caller.actor, "point", base::to_hex(key.point())),
      made.since);
  commit(std::move(set), std::move(made), std::move(done));
}

Result<std::vector<HandlerKey>> Tips::handlers(const std::string& scope) const {
  if (!cases::is_region(scope)) return make_error(ErrorKind::Malformed, "cases.scope");
  YX_TRY(auto keys, keys_in_force(house_.database));
  std::vector<HandlerKey> acting;
  for (HandlerKey& one : keys) {
    if (!one.handler.starts_with(kOfficerActor) || acting.size() == kMaxSealHandlers) continue;
    const auto account = house_.officers.acting(one.handler.substr(kOfficerActor.size()));
    if (!account && account.error().kind != ErrorKind::NotFound &&
        account.error().kind != ErrorKind::Unauthenticated && account.error().kind != ErrorKind::Forbidden)
      return account.error();
    const bool may = account && !account->refused &&
                     std::find(account->roles.begin(), account->roles.end(), officers::Role::TipHandler) !=
                         account->roles.end();
    if (may && cases::lies_in(scope, account->region.empty() ? region_ : account->region))
      acting.push_back(std::move(one));
  }
  return acting;
}

Result<void> Tips::check_recipients(const std::vector<SealWrap>& wraps, const std::string& scope) const {
  YX_TRY(const auto keys, handlers(scope));
  for (const SealWrap& wrap : wraps) {
    const bool known = std::any_of(keys.begin(), keys.end(), [&](const HandlerKey& one) {
      return handler_key_name(one.key) == wrap.key;
    });
    if (!known) return make_error(ErrorKind::Conflict, "supervision.tip.recipients", base::to_hex(wrap.key));
  }
  return {};
}

Result<void> Tips::check_seal(const TipSeal& seal, const std::string& scope,
                              const officers::Actor& actor) const {
  if (actor.roles.empty() && query_actor(seal.query_key) != actor.id)
    return make_error(ErrorKind::Refused, "supervision.tip.query_key");
  return check_recipients(seal.wraps, scope);
}

void Tips::submit(NewTip tip, const cases::Caller& caller, store::Remember<cases::Case> remember,
                  base::Completion<cases::Case> done) {
  cases::Opening opening;
  opening.procedure = kTipProcedure;
  opening.party = kTipParty;
  opening.scope = tip.scope;
  opening.inputs = std::move(tip.inputs);
  if (opening.inputs.count(std::string(kSealOfCase)) > 0)
    return done(make_error(ErrorKind::Malformed, "supervision.tip.seal", "is not named, but given"));
  if (!tip.seal.empty()) {
    const auto seal = TipSeal::parse(tip.seal);
    if (!seal) return done(seal.error());
    const auto sound = check_seal(*seal, tip.scope, caller.actor);
    if (!sound) return done(sound.error());
    const std::lock_guard lock(keeping_);
    const auto name = seals_.keep(tip.seal, house_.clock.now());
    if (!name) return done(name.error());
    opening.inputs.emplace(kSealOfCase, base::to_hex(*name));
  }
  house_.cases.open_case(std::move(opening), caller, std::move(remember), std::move(done));
}

Result<Tips::Reach> Tips::reach(const std::string& number, const cases::Caller& caller) const {
  Reach tip;
  YX_TRY(tip.view, house_.cases.read(number, caller));
  if (tip.view.found.procedure != kTipProcedure)
    return make_error(ErrorKind::NotFound, "supervision.tip.none");
  if (!caller.reach || !works_on_tips(caller, *tip.view.procedure))
    return make_error(ErrorKind::Forbidden, "procedure.role", "tips");
  YX_TRY(tip.row, find_tip(house_.database, number));
  return tip;
}

/// The seal, and the wraps that the caller's keys open.
Result<base::Bytes> Tips::seal_for(const Reach& tip, const cases::Caller& caller,
                                   std::vector<SealWrap>& wraps) const {
  YX_CHECK(check_handler(caller));
  if (!tip.row.seal) return make_error(ErrorKind::NotFound, "supervision.tip.no_seal");
  YX_TRY(base::Bytes octets, seals_.read(*tip.row.seal));
  YX_TRY(const TipSeal seal, TipSeal::parse(octets));
  YX_TRY(const auto later, wraps_of(house_.database, tip.view.found.number));
  YX_TRY(const auto own, keys_of(house_.database, caller.actor.id));
  for (const auto* some : {&seal.wraps, &later}) {
    for (const SealWrap& wrap : *some) {
      if (std::find(own.begin(), own.end(), wrap.key) != own.end()) wraps.push_back(wrap);
    }
  }
  if (wraps.empty()) return make_error(ErrorKind::Forbidden, "supervision.tip.not_recipient");
  return octets;
}

void Tips::open(const std::string& number, const std::string& reason, bool with_seal,
                const cases::Caller& caller, base::Completion<TipContent> done) {
  const auto sound = check_tip_reason(reason);
  if (!sound) return done(sound.error());
  const auto tip = reach(number, caller);
  if (!tip) return done(tip.error());
  TipContent content;
  content.parts = sensitive_parts(tip->view);
  if (with_seal) {
    auto seal = seal_for(*tip, caller, content.wraps);
    if (!seal) return done(std::move(seal).error());
    content.seal = *std::move(seal);
  }
  const base::Time at = house_.clock.now();
  store::WriteSet set;
  insert_opening(set, house_.vault,
                 {base::to_bytes(house_.ids.next<struct TipOpeningTag>().bytes()),
                  number,
                  {caller.actor.id, reason, with_seal, at}});
  house_.recorder.add(set,
                      tip_act(ActCode::TipOpened, kTipObject + number, caller.actor,
                              with_seal ? "seal.reason" : "reason", reason),
                      at);
  commit(std::move(set), std::move(content), std::move(done));
}

void Tips::share(const TipShare& share, const cases::Caller& caller, store::Remember<TipShare> remember,
                 base::Completion<TipShare> done) {
  const auto tip = reach(share.number, caller);
  if (!tip) return done(tip.error());
  std::vector<SealWrap> own;
  const auto octets = seal_for(*tip, caller, own);
  if (!octets) return done(octets.error());
  const auto seal = TipSeal::parse(*octets);
  auto sound = check_wrap(share.wrap);
  if (sound) sound = check_recipients({share.wrap}, tip->view.found.scope);
  if (sound && seal && seal->wrap_for(share.wrap.key) != nullptr)
    sound = make_error(ErrorKind::Conflict, "supervision.tip.shared");
  if (!sound) return done(sound.error());
  const base::Time at = house_.clock.now();
  store::WriteSet set;
  if (remember) remember(set, share);  // first: the same request again fails as such
  insert_wrap(set, share, caller.actor.id, at);
  house_.recorder.add(set,
                      tip_act(ActCode::TipShared, kTipObject + share.number, caller.actor, "key",
                              base::to_hex(share.wrap.key)),
                      at);
  commit(std::move(set), TipShare(share), std::move(done));
}

Result<TipNote> Tips::show(const std::string& number, const cases::Caller& caller) const {
  YX_TRY(Reach tip, reach(number, caller));
  TipNote note;
  note.state = label_of(tip.view);
  note.named = is_named(tip.view.found);
  YX_TRY(note.openings, openings_of(house_.database, house_.vault, number));
  for (const procedure::Transition& transition : tip.view.procedure->transitions) {
    for (const procedure::Input& input : transition.inputs) {
      if (input.level == "L3") tip.view.found.played.values.erase(input.id);
    }
  }
  tip.view.found.steps.clear();
  note.found = std::move(tip.view.found);
  return note;
}

Result<TipProgress> Tips::progress(const std::string& number, const officers::Actor& actor) const {
  YX_TRY(const TipRow row, find_tip(house_.database, number));
  if (row.query_by.empty() || row.query_by != actor.id)
    return make_error(ErrorKind::NotFound, "supervision.tip.none");
  cases::Caller everywhere;
  everywhere.reach = kEverywhere;
  YX_TRY(const cases::View view, house_.cases.read(number, everywhere));
  TipProgress progress;
  progress.number = number;
  progress.state = view.found.state();
  progress.label = label_of(view);
  progress.received_at = view.found.opened_at;
  progress.answer = tip_text(view.found, "feedback");
  if (progress.answer.empty()) progress.answer = tip_text(view.found, "reason");
  return progress;
}

Result<std::size_t> Tips::sweep() {
  const base::Time now = house_.clock.now();
  const std::lock_guard lock(keeping_);
  if (now < next_sweep_) return 0;
  YX_TRY(const auto old, seals_.older_than(now - kSealWaits));
  YX_TRY(const auto named, named_seals(house_.database));
  std::size_t dropped = 0;
  for (const crypto::Sm3Digest& seal : old) {
    if (named.count(seal) > 0) continue;
    YX_CHECK(seals_.drop(seal));
    ++dropped;
  }
  next_sweep_ = now + kSealSweepEvery;
  return dropped;
}

}  // namespace yinxin::supervision
