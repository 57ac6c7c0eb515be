#include <gmock/gmock.h>

#include "supervision_support/draw_world.hpp"

namespace yinxin::supervision {
namespace {

using testing::SizeIs;

class DrawsTest : public DrawsWorld {};
YX_BOTH_ENGINES(DrawsTest);

TEST_P(DrawsTest, FromPoolToResultAndAnOutsiderAgrees) {
  const Draw stated = need(state());
  const std::string& id = stated.statement.draw;
  EXPECT_EQ(stated.state, DrawState::Pooled);
  EXPECT_EQ(stated.statement.officers[0], "officer/li-2");
  EXPECT_EQ(stated.pool.front().id, "expert/0001");
  EXPECT_EQ(need(commit(id, "zhang-1")).state, DrawState::Pooled);
  EXPECT_EQ(need(commit(id, "li-2")).state, DrawState::Committed);
  EXPECT_EQ(need(open(id, "li-2")).state, DrawState::Revealed);
  EXPECT_EQ(code_of(draws->record(id, tiles, {})), "supervision.draw.not_drawn");
  const Draw drawn = need(open(id, "zhang-1"));
  EXPECT_EQ(drawn.state, DrawState::Drawn);
  EXPECT_THAT(drawn.selected, SizeIs(3));
  const Draw found = need(draws->find(id));
  EXPECT_EQ(found.selected, drawn.selected);
  EXPECT_EQ(found.seed, drawn.seed);
  EXPECT_EQ(found.statement, stated.statement);
  EXPECT_EQ(found.pool, stated.pool);
  EXPECT_THAT(drawn.selected, testing::Not(testing::Contains("expert/0003"))) << "excluded";
  cover();
  const proof::Report report = audit(id);
  EXPECT_TRUE(report.pass()) << report.to_text();
}

TEST_P(DrawsTest, AFileNeedsAllActsUnderAHead) {
  const std::string id = play(DrawState::Revealed);
  cover();
  need(open(id, "li-2"));
  EXPECT_EQ(code_of(draws->record(id, tiles, {})), "supervision.draw.not_covered");
}

TEST_P(DrawsTest, WhatCannotBeStated) {
  const auto code = [&](auto change, const std::string& role = "technical_review_coordinator") {
    NewDraw wanted = seven();
    change(wanted);
    return code_of(state(std::move(wanted), role));
  };
  EXPECT_EQ(code([](NewDraw&) {}), "ok");
  EXPECT_EQ(code([](NewDraw&) {}, "enforcement_officer"), "procedure.role");
  EXPECT_EQ(code([](NewDraw& d) { d.purpose = proof::DrawPurpose::Objects; }), "procedure.role");
  EXPECT_EQ(code([](NewDraw& d) { d.purpose = proof::DrawPurpose::Officers; }, "enforcement_officer"), "ok");
  EXPECT_EQ(code([](NewDraw& d) { d.places = 7; }), "supervision.draw.places") << "one is excluded";
  EXPECT_EQ(code([](NewDraw& d) { d.places = 0; }), "proof.draw.statement");
  EXPECT_EQ(code([](NewDraw& d) { d.matter = "a\nb"; }), "proof.draw.statement");
  EXPECT_EQ(code([](NewDraw& d) { d.pool.clear(); }), "proof.draw.pool");
  EXPECT_EQ(code([](NewDraw& d) { d.pool.push_back(d.pool.front()); }), "proof.draw.pool");
  EXPECT_EQ(code([](NewDraw& d) { d.pool[4].excluded->reason.clear(); }), "proof.draw.pool");
  EXPECT_EQ(code([](NewDraw& d) { d.officers = {"li-2", "li-2"}; }), "supervision.draw.officers");
  EXPECT_EQ(code([](NewDraw& d) { d.officers = {"li-2", "nobody"}; }), "supervision.draw.officers");
  for (const officers::Role role : {officers::Role::AuditAdministrator, officers::Role::ReviewExpert}) {
    const std::string id = role == officers::Role::ReviewExpert ? "expert-1" : "aud-1";
    const Party party = proof::test::officer_party(id, authority.issuing);
    officers::NewOfficer stranger = OfficeTest::wanted(id, {role});
    stranger.request = request_for(party.key);
    store::WriteSet set;
    service->add_first(set, stranger, *party.certificate);
    need(lane->commit(std::move(set)));
    EXPECT_EQ(code([&](NewDraw& d) { d.officers = {"li-2", id}; }), "supervision.draw.officers");
  }
}

TEST_P(DrawsTest, WhatIsNoCommitment) {
  const std::string id = need(state()).statement.draw;
  const std::string other = need(state()).statement.draw;
  const std::string note = note_of(id, "li-2");
  EXPECT_EQ(code_of(commit_note("0190a000-0000-7000-8000-0000000000ff", note, acting(li))),
            "supervision.draw.none");
  EXPECT_EQ(code_of(commit_note(id, note, acting(wang))), "supervision.draw.officer");
  EXPECT_EQ(code_of(commit_note(id, "x", acting(li))), "proof.note");
  EXPECT_EQ(code_of(commit_note(id, note_of(other, "li-2"), acting(li))), "supervision.draw.note");
  EXPECT_EQ(code_of(commit_note(id, note_of(id, "zhang-1"), acting(li))), "supervision.draw.note");
  const proof::Hash digest = need(draws->find(id)).statement.digest();
  const auto signed_by = [&](const Party& who, const std::string& body) {
    return proof::test::DrawWorld::signed_note(who, "officer/li-2", body);
  };
  EXPECT_EQ(code_of(commit_note(id, signed_by(wang, proof::commitment_body("officer/li-2", digest, digest)),
                                acting(li))),
            "supervision.draw.note")
      << "another's key";
  std::string body = proof::commitment_body("officer/li-2", digest, digest);
  EXPECT_EQ(code_of(commit_note(id, signed_by(li, body + "more\n"), acting(li))), "supervision.draw.note");
  body[body.size() - 3] = '*';
  EXPECT_EQ(code_of(commit_note(id, signed_by(li, body), acting(li))), "supervision.draw.note");
  EXPECT_EQ(code_of(commit(id, "li-2")), "ok");
  EXPECT_EQ(code_of(commit(id, "li-2")), "supervision.draw.state") << "once";
  EXPECT_EQ(number("SELECT count(*) FROM draw_officer WHERE note IS NOT NULL"), 1);
}

TEST_P(DrawsTest, SharesAreOpenedAfterBothCommitmentsAndOnce) {
  const std::string id = need(state()).statement.draw;
  need(commit(id, "li-2"));
  EXPECT_EQ(code_of(open(id, "li-2")), "supervision.draw.state") << "the other could still choose";
  need(commit(id, "zhang-1"));
  EXPECT_EQ(code_of(open_share(id, proof::test::share_of(1), acting(li))), "supervision.draw.share");
  EXPECT_EQ(code_of(open_share(id, share_of("zhang-1"), acting(li))), "supervision.draw.share");
  EXPECT_EQ(code_of(open_share(id, share_of("li-2"), acting(wang))), "supervision.draw.officer");
  need(open(id, "li-2"));
  EXPECT_EQ(code_of(open(id, "li-2")), "supervision.draw.state");
  need(open(id, "zhang-1"));
  EXPECT_EQ(code_of(open(id, "zhang-1")), "supervision.draw.state");
  EXPECT_EQ(code_of(commit(id, "li-2")), "supervision.draw.state");
  EXPECT_EQ(acts(ActCode::Drawn, "draw/" + id), 1);
}

TEST_P(DrawsTest, BothAtOnce) {
  const std::string id = need(state()).statement.draw;
  base::Waiter<Draw> first, second;
  const std::string a = note_of(id, "li-2"), b = note_of(id, "zhang-1");
  draws->commit(id, a, acting(li), {}, first.completion());
  draws->commit(id, b, acting(zhang), {}, second.completion());
  need(first.wait());
  need(second.wait());
  EXPECT_EQ(state_of(id), DrawState::Committed);
}

TEST_P(DrawsTest, ARedrawNeedsAReasonAndKeepsTheFirst) {
  for (const DrawState state_then :
       {DrawState::Pooled, DrawState::Committed, DrawState::Revealed, DrawState::Drawn}) {
    SCOPED_TRACE(draw_state_name(state_then));
    const std::string first = play(state_then);
    const Draw before = need(draws->find(first));
    EXPECT_EQ(code_of(redraw(first, "")), "proof.draw.statement");
    EXPECT_EQ(code_of(redraw(first, "-")), "proof.draw.statement");
    EXPECT_EQ(code_of(redraw(first, "理由", seven(), "enforcement_officer")), "procedure.role");
    EXPECT_EQ(state_of(first), state_then);
    NewDraw wanted = seven();
    wanted.matter = "case/another";
    const Draw second = need(redraw(first, "一名专家病休", std::move(wanted)));
    EXPECT_EQ(second.statement.matter, before.statement.matter);
    ASSERT_TRUE(second.statement.replaces);
    EXPECT_EQ(second.statement.replaces->statement, before.statement.digest());
    const Draw kept = need(draws->find(first));
    EXPECT_EQ(kept.state, DrawState::Redrawn);
    EXPECT_EQ(kept.replaced_by, second.statement.draw);
    EXPECT_EQ(kept.selected, before.selected);
    EXPECT_EQ(said(ActCode::DrawReplaced, "draw/" + first).find("reason"), "一名专家病休");
    EXPECT_EQ(code_of(redraw(first)), "supervision.draw.state");
    EXPECT_EQ(code_of(commit(first, "li-2")), "supervision.draw.state");
    EXPECT_EQ(code_of(open(first, "li-2")), "supervision.draw.state");
  }
}

TEST_P(DrawsTest, FilesOfAFirstDrawAndItsRedrawHoldTogether) {
  const std::string first = play(DrawState::Drawn);
  const std::string second = need(redraw(first)).statement.draw;
  for (const char* account : {"li-2", "zhang-1"}) need(commit(second, account));
  for (const char* account : {"li-2", "zhang-1"}) need(open(second, account));
  cover();
  EXPECT_TRUE(audit(first).pass()) << audit(first).to_text();
  proof::DrawTrust trust;
  trust.roots = {*authority.root.certificate};
  const auto report = proof::verify_draw(need(draws->record(second, tiles, authorities())).to_json(), trust,
                                         need(draws->record(first, tiles, authorities())).to_json());
  EXPECT_TRUE(report.pass()) << report.to_text();
}

TEST_P(DrawsTest, AChangedRowIsSeenByTheOutsider) {
  const std::string id = play(DrawState::Drawn);
  run("UPDATE draw_member SET ground = 'other', reason = '事后补写' WHERE member = 'expert/0001' AND place "
      "IS NULL;"
      " UPDATE draw_member SET ground = 'other', reason = '事后补写' WHERE member = 'expert/0002' AND place "
      "IS NULL;"
      " UPDATE draw_member SET ground = 'other', reason = '事后补写' WHERE member = 'expert/0004' AND place "
      "IS NULL;"
      " UPDATE draw_member SET ground = 'other', reason = '事后补写' WHERE member = 'expert/0005' AND place "
      "IS NULL");
  cover();
  EXPECT_FALSE(audit(id).pass());
}

TEST_P(DrawsTest, AreListedByRegionMatterAndWhoDraws) {
  const auto state_in = [&](const std::string& region, const std::string& matter) {
    NewDraw wanted = seven();
    wanted.matter = matter;
    cases::Caller by = caller("technical_review_coordinator");
    by.reach = region;
    base::Waiter<Draw> waiter;
    draws->state(std::move(wanted), by, {}, waiter.completion());
    clock.advance(std::chrono::seconds(1));
    return need(waiter.wait()).statement.draw;
  };
  const std::string yunnan = state_in("530000", "case/a");
  const std::string kunming = state_in("530100", "case/b");
  const std::string bureau = state_in("000000", "case/a");
  EXPECT_EQ(need(draws->find(yunnan)).region, "530000");
  const auto listed = [&](DrawFilter filter, std::int64_t limit = 10) {
    std::vector<std::string> ids;
    for (const DrawHead& head : need(draws->list(filter, limit))) ids.push_back(head.statement.draw);
    return ids;
  };
  using testing::ElementsAre;
  EXPECT_THAT(listed({"000000", ""}), ElementsAre(bureau, kunming, yunnan)) << "the newest first";
  EXPECT_THAT(listed({"530000", ""}), ElementsAre(kunming, yunnan));
  EXPECT_THAT(listed({"530100", ""}), ElementsAre(kunming));
  EXPECT_THAT(listed({"510000", ""}), SizeIs(0));
  EXPECT_THAT(listed({"510000", "officer/li-2"}), SizeIs(3)) << "who draws sees it";
  EXPECT_THAT(listed({"000000", "", "case/a"}), ElementsAre(bureau, yunnan));
  EXPECT_THAT(listed({"000000", ""}, 1), ElementsAre(bureau));
  EXPECT_THAT(listed({"000000", "", "", need(DrawId::parse(bureau))}), ElementsAre(kunming, yunnan));
}

}  // namespace
}  // namespace yinxin::supervision
