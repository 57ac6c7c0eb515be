// Checks first, on the caller's thread; then one set with the rows, the acts and what the caller remembers.
#include "supervision/draws/service.hpp"

#include <algorithm>
#include <stdexcept>

#include "proof/note.hpp"
#include "supervision/draws/draw_table.hpp"

namespace yinxin::supervision {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kOfficerPrefix = "officer/";
constexpr std::string_view kCountry = "000000";

/// Who states what is drawn (rules/roles.toml).
Result<void> check_role(proof::DrawPurpose purpose, const cases::Caller& caller) {
  const auto has = [&](std::string_view role) {
    return std::find(caller.roles.begin(), caller.roles.end(), role) != caller.roles.end();
  };
  if (purpose == proof::DrawPurpose::Experts ? has("technical_review_coordinator")
                                             : has("enforcement_officer") || has("province_head"))
    return {};
  return make_error(ErrorKind::Forbidden, "procedure.role", "to state a draw");
}

/// The three administrators do no business, and experts from outside are drawn.
bool may_draw(const std::vector<officers::Role>& roles) {
  return std::none_of(roles.begin(), roles.end(), [](officers::Role role) {
    return role == officers::Role::SystemAdministrator || role == officers::Role::SecurityAdministrator ||
           role == officers::Role::AuditAdministrator || role == officers::Role::ReviewExpert;
  });
}

void add_fact(ledger::Act& act, std::string_view name, std::string_view value) {
  if (!act.record.add(name, value)) throw std::logic_error("fact of a draw's act");
}

ledger::Act act_on(const std::string& object, proof::ActCode code, const officers::Actor& actor) {
  ledger::Act act;
  act.code = code;
  act.object = object;
  act.record = ledger::facts({{"actor", actor.id},
                              {"actor.signature_base", base::as_text(actor.signature_base)},
                              {"actor.signature", base::as_text(actor.signature)}});
  return act;
}

Result<std::size_t> position_of(const Draw& draw, const officers::Actor& actor) {
  const auto& names = draw.statement.officers;
  const auto found = std::find(names.begin(), names.end(), actor.id);
  if (found == names.end()) return make_error(ErrorKind::Forbidden, "supervision.draw.officer");
  return static_cast<std::size_t>(found - names.begin());
}

base::Error other_state(DrawState state) {
  return make_error(ErrorKind::Conflict, "supervision.draw.state", std::string(draw_state_name(state)));
}

/// One id a line, as the act says it.
std::string lines_of(const std::vector<std::string>& ids) {
  std::string text;
  for (const std::string& id : ids) text += id + "\n";
  return text;
}

}  // namespace

Result<Draw> Draws::draft(NewDraw wanted, const cases::Caller& caller,
                          std::optional<proof::ReplacedDraw> replaces) const {
  YX_CHECK(check_role(wanted.purpose, caller));
  Draw draw;
  if (wanted.purpose == proof::DrawPurpose::Experts) {
    YX_TRY(wanted.pool, house_.experts(wanted, caller));
  }
  draw.pool = std::move(wanted.pool);
  std::sort(draw.pool.begin(), draw.pool.end(),
            [](const proof::PoolMember& a, const proof::PoolMember& b) { return a.id < b.id; });
  YX_CHECK(proof::check_pool(draw.pool));
  proof::DrawStatement& statement = draw.statement;
  statement.draw = house_.ids.next<DrawTag>().text();
  statement.purpose = wanted.purpose;
  statement.matter = std::move(wanted.matter);
  statement.places = wanted.places;
  statement.members = draw.pool.size();
  statement.pool = proof::pool_root(draw.pool);
  statement.replaces = std::move(replaces);
  statement.stated = std::chrono::floor<std::chrono::seconds>(house_.clock.now());
  for (std::size_t i = 0; i < wanted.officers.size(); ++i) {
    const auto acting = house_.officers.acting(wanted.officers[i]);
    if (!acting || !may_draw(acting->roles))
      return make_error(ErrorKind::Refused, "supervision.draw.officers", wanted.officers[i]);
    statement.officers[i] = std::string(kOfficerPrefix) + wanted.officers[i];
  }
  std::sort(statement.officers.begin(), statement.officers.end());
  if (statement.officers[0] == statement.officers[1])
    return make_error(ErrorKind::Refused, "supervision.draw.officers", "one officer twice");
  YX_CHECK(proof::DrawStatement::parse(statement.text()));
  if (statement.places > proof::eligible(draw.pool).size())
    return make_error(ErrorKind::Refused, "supervision.draw.places");
  for (std::size_t i = 0; i < draw.drawers.size(); ++i) draw.drawers[i].officer = statement.officers[i];
  draw.stated_by = caller.actor.id;
  draw.region = caller.reach.value_or(std::string(kCountry));
  return draw;
}

void Draws::submit(store::WriteSet rows, Draw outcome, const store::Remember<Draw>& remember,
                   base::Completion<Draw> done) {
  store::WriteSet set;
  if (remember) remember(set, outcome);  // first: the same request again fails as such
  set.append(std::move(rows));
  house_.lane.submit(std::move(set),
                     [draw = std::make_shared<Draw>(std::move(outcome)), done = std::move(done),
                      token = under_way_.begin()](Result<store::Committed> committed) {
                       if (!committed) return done(std::move(committed).error());
                       done(std::move(*draw));
                     });
}

void Draws::state(NewDraw wanted, cases::Caller caller, store::Remember<Draw> remember,
                  base::Completion<Draw> done) {
  auto draw = draft(std::move(wanted), caller, std::nullopt);
  if (!draw) return done(std::move(draw).error());
  store::WriteSet rows;
  insert_draw(rows, *draw);
  ledger::Act act = act_on(draw->statement.object(), proof::ActCode::DrawStated, caller.actor);
  add_fact(act, "statement", draw->statement.text());
  house_.recorder.add(rows, act, house_.clock.now());
  submit(std::move(rows), *std::move(draw), remember, std::move(done));
}

Result<Draw> Draws::check_commit(const std::string& id, const std::string& note, const officers::Actor& actor,
                                 std::size_t& position) const {
  YX_TRY(Draw draw, find(id));
  YX_TRY(position, position_of(draw, actor));
  Drawer& drawer = draw.drawers.at(position);
  if (draw.state != DrawState::Pooled || !drawer.note.empty()) return other_state(draw.state);
  YX_TRY(const officers::Service::Acting acting,
         house_.officers.acting(actor.id.substr(kOfficerPrefix.size())));
  YX_TRY(const proof::SignedNote read, proof::SignedNote::parse(note));
  // The commitment itself says nothing yet; the three lines above it must be those of this draw.
  const std::string body = proof::commitment_body(actor.id, draw.statement.digest(), proof::Hash{});
  const std::size_t fixed = body.rfind('\n', body.size() - 2) + 1;
  const auto commitment = read.body.size() == body.size()
                              ? base::from_base64(read.body.substr(fixed, body.size() - fixed - 1))
                              : Result<base::Bytes>(base::Bytes());
  if (read.body.substr(0, fixed) != body.substr(0, fixed) || !commitment ||
      commitment->size() != crypto::kSm3Size)
    return make_error(ErrorKind::Refused, "supervision.draw.note", "not a commitment to this statement");
  if (read.signatures.size() != 1 || !read.signed_by(actor.id, acting.key))
    return make_error(ErrorKind::Refused, "supervision.draw.note", "not signed with the account's key");
  drawer.note = note;
  drawer.certificate = acting.certificate;
  return draw;
}

void Draws::commit(const std::string& id, std::string note, officers::Actor actor,
                   store::Remember<Draw> remember, base::Completion<Draw> done) {
  std::size_t position = 0;
  auto draw = check_commit(id, note, actor, position);
  if (!draw) return done(std::move(draw).error());
  const base::Time at = house_.clock.now();
  store::WriteSet rows;
  keep_commitment(rows, id, position, draw->drawers.at(position), at);
  ledger::Act act = act_on(draw->statement.object(), proof::ActCode::DrawCommitted, actor);
  add_fact(act, "note", note);
  house_.recorder.add(rows, act, at);
  if (!draw->drawers.at(1 - position).note.empty()) draw->state = DrawState::Committed;
  submit(std::move(rows), *std::move(draw), remember, std::move(done));
}

void Draws::reveal(const std::string& id, const proof::DrawShare& share, officers::Actor actor,
                   store::Remember<Draw> remember, base::Completion<Draw> done) {
  auto draw = find(id);
  if (!draw) return done(std::move(draw).error());
  const auto position = position_of(*draw, actor);
  if (!position) return done(position.error());
  Drawer& drawer = draw->drawers.at(*position);
  const bool open = draw->state == DrawState::Committed || draw->state == DrawState::Revealed;
  if (!open || drawer.share) return done(other_state(draw->state));
  const auto note = proof::SignedNote::parse(drawer.note);
  const proof::Hash digest = draw->statement.digest();
  const std::string body =
      proof::commitment_body(actor.id, digest, proof::draw_commitment(actor.id, digest, share));
  if (!note || note->body != body) return done(make_error(ErrorKind::Refused, "supervision.draw.share"));
  drawer.share = share;
  const base::Time at = house_.clock.now();
  const std::string object = draw->statement.object();
  store::WriteSet rows;
  const bool second = draw->state == DrawState::Revealed;
  if (second) {
    draw->state = DrawState::Drawn;
    draw->seed = proof::draw_seed(digest, *draw->drawers[0].share, *draw->drawers[1].share);
    draw->selected = proof::select(*draw->seed, proof::eligible(draw->pool), draw->statement.places);
    keep_result(rows, *draw, at);
  } else {
    draw->state = DrawState::Revealed;
    move_draw(rows, id, DrawState::Committed, DrawState::Revealed);
  }
  keep_share(rows, id, *position, share, at);
  ledger::Act opened = act_on(object, proof::ActCode::DrawRevealed, actor);
  add_fact(opened, "share", base::to_hex(share));
  house_.recorder.add(rows, opened, at);
  if (second) {
    ledger::Act drawn = act_on(object, proof::ActCode::Drawn, actor);
    add_fact(drawn, "seed", base::to_hex(*draw->seed));
    add_fact(drawn, "selected", lines_of(draw->selected));
    house_.recorder.add(rows, drawn, at);
  }
  submit(std::move(rows), *std::move(draw), remember, std::move(done));
}

void Draws::redraw(const std::string& first, const std::string& reason, NewDraw wanted, cases::Caller caller,
                   store::Remember<Draw> remember, base::Completion<Draw> done) {
  const auto earlier = find(first);
  if (!earlier) return done(earlier.error());
  if (earlier->state == DrawState::Redrawn) return done(other_state(earlier->state));
  wanted.purpose = earlier->statement.purpose;
  wanted.matter = earlier->statement.matter;
  auto draw =
      draft(std::move(wanted), caller, proof::ReplacedDraw{first, earlier->statement.digest(), reason});
  if (!draw) return done(std::move(draw).error());
  const base::Time at = house_.clock.now();
  store::WriteSet rows;
  move_draw(rows, first, earlier->state, DrawState::Redrawn);
  ledger::Act replaced = act_on(earlier->statement.object(), proof::ActCode::DrawReplaced, caller.actor);
  add_fact(replaced, "reason", reason);
  add_fact(replaced, "by", draw->statement.draw);
  house_.recorder.add(rows, replaced, at);
  insert_draw(rows, *draw);
  ledger::Act stated = act_on(draw->statement.object(), proof::ActCode::DrawStated, caller.actor);
  add_fact(stated, "statement", draw->statement.text());
  house_.recorder.add(rows, stated, at);
  submit(std::move(rows), *std::move(draw), remember, std::move(done));
}

Result<Draw> Draws::find(const std::string& draw) const {
  return find_draw(house_.database, draw);
}

Result<std::vector<DrawHead>> Draws::list(const DrawFilter& filter, std::int64_t limit) const {
  return list_draws(house_.database, filter, limit);
}

Result<proof::DrawRecord> Draws::record(const std::string& id, const ledger::TileFolder& tiles,
                                        std::vector<x509::Certificate> authorities) const {
  constexpr std::size_t kActs = 6;  // statement, two commitments, two shares, result
  YX_TRY(const Draw draw, find(id));
  if (!draw.seed) return make_error(ErrorKind::NotYet, "supervision.draw.not_drawn");
  proof::DrawRecord record;
  record.statement = draw.statement;
  record.pool = draw.pool;
  for (const Drawer& drawer : draw.drawers) {
    YX_TRY(x509::Certificate certificate, x509::Certificate::parse(drawer.certificate));
    record.officers.push_back({std::move(certificate), drawer.note, *drawer.share});
  }
  record.authorities = std::move(authorities);
  record.seed = *draw.seed;
  record.selected = draw.selected;
  YX_TRY(ledger::ProvedActs proved,
         ledger::proved_acts(house_.database, house_.recorder, tiles, {draw.statement.object()}));
  if (proved.acts.size() < kActs) return make_error(ErrorKind::NotYet, "supervision.draw.not_covered");
  record.head = std::move(proved.head);
  record.acts = std::move(proved.acts);
  return record;
}

}  // namespace yinxin::supervision
