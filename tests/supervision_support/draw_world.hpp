// Draws played in a test: shares are fixed, so that the outcome can be told beforehand.
#pragma once

#include "supervision/draws/service.hpp"
#include "supervision_support/regulator_world.hpp"

namespace yinxin::supervision {

class DrawsWorld : public RegulatorWorld {
 protected:
  void SetUp() override {
    RegulatorWorld::SetUp();
    if (!IsSkipped()) start();
  }
  void TearDown() override {
    draws.reset();
    draw_lane.reset();
    RegulatorWorld::TearDown();
  }
  /// A new program on the same database; what fails is what its lane meets.
  void start(std::optional<store::Fault> fault = {}) {
    draws.reset();
    draw_lane.reset();
    draw_lane = store::Lane::start(std::make_unique<store::FaultyConnection>(connect(), std::move(fault)));
    draws = std::make_unique<Draws>(
        Draws::House{*database_, *draw_lane, recorder, clock, ids, *service,
                     [](const NewDraw& wanted, const cases::Caller&) { return wanted.pool; }});
  }

  static NewDraw seven() {
    NewDraw made;
    made.matter = "case/XKSQ-2026-7";
    made.places = 3;
    for (int i = 7; i > 0; --i) made.pool.push_back({"expert/000" + std::to_string(i), std::nullopt});
    made.pool[4].excluded = proof::Exclusion{proof::ExclusionGround::SameEmployer, "两年前在申请人处任职"};
    made.officers = {"zhang-1", "li-2"};
    return made;
  }
  base::Result<Draw> state(NewDraw wanted = seven(),
                           const std::string& role = "technical_review_coordinator") {
    base::Waiter<Draw> waiter;
    draws->state(std::move(wanted), caller(role), {}, waiter.completion());
    return waiter.wait();
  }
  const Party& party_of(const std::string& account) const { return account == "li-2" ? li : zhang; }
  proof::DrawShare share_of(const std::string& account) const {
    return proof::test::share_of(account == "li-2" ? 0 : 100);
  }
  std::string note_of(const std::string& draw, const std::string& account) const {
    const std::string name = "officer/" + account;
    const proof::Hash digest = need(draws->find(draw)).statement.digest();
    return proof::test::DrawWorld::signed_note(
        party_of(account), name,
        proof::commitment_body(name, digest, proof::draw_commitment(name, digest, share_of(account))));
  }
  base::Result<Draw> commit(const std::string& draw, const std::string& account) {
    return commit_note(draw, note_of(draw, account), acting(party_of(account)));
  }
  base::Result<Draw> commit_note(const std::string& draw, const std::string& note,
                                 const officers::Actor& actor) {
    base::Waiter<Draw> waiter;
    draws->commit(draw, note, actor, {}, waiter.completion());
    return waiter.wait();
  }
  base::Result<Draw> open(const std::string& draw, const std::string& account) {
    return open_share(draw, share_of(account), acting(party_of(account)));
  }
  base::Result<Draw> open_share(const std::string& draw, const proof::DrawShare& share,
                                const officers::Actor& actor) {
    base::Waiter<Draw> waiter;
    draws->reveal(draw, share, actor, {}, waiter.completion());
    return waiter.wait();
  }
  base::Result<Draw> redraw(const std::string& first, const std::string& reason = "一名专家病休",
                            NewDraw wanted = seven(),
                            const std::string& role = "technical_review_coordinator") {
    base::Waiter<Draw> waiter;
    draws->redraw(first, reason, std::move(wanted), caller(role), {}, waiter.completion());
    return waiter.wait();
  }
  /// As far as `state`; its id.
  std::string play(DrawState state_wanted) {
    std::string id = need(state()).statement.draw;
    if (state_wanted >= DrawState::Committed) {
      need(commit(id, "li-2"));
      need(commit(id, "zhang-1"));
    }
    if (state_wanted >= DrawState::Revealed) need(open(id, "zhang-1"));
    if (state_wanted >= DrawState::Drawn) need(open(id, "li-2"));
    return id;
  }
  DrawState state_of(const std::string& id) const { return need(draws->find(id)).state; }
  proof::Report audit(const std::string& id) const {
    proof::DrawTrust trust;
    trust.roots = {*authority.root.certificate};
    return proof::verify_draw(need(draws->record(id, tiles, authorities())).to_json(), trust);
  }

  std::unique_ptr<store::Lane> draw_lane;
  std::unique_ptr<Draws> draws;
};

}  // namespace yinxin::supervision
