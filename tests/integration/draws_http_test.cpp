// Draws over HTTP, from the pool to the file with which an outsider repeats them (arts. 10, 30;
// docs/design/draw.md).
#include <gmock/gmock.h>

#include "endpoints/instruments/operations.hpp"
#include "integration/front_world.hpp"
#include "proof/draw_record.hpp"
#include "proof/note.hpp"

namespace yinxin::endpoints {
namespace {

using house_support::need;
using house_support::Signer;
using officers::Role;
using proof::ActCode;
using testing::ElementsAre;
using testing::SizeIs;

class DrawsHttpTest : public house_support::FrontWorld {
 protected:
  void SetUp() override {
    FrontWorld::SetUp();
    if (IsSkipped()) return;
    start_sequencer([this](std::int64_t numbered) { status->follow(numbered); });
    seen_tiles = std::make_unique<ledger::TileFolder>(*folder / "ledger");
    mine = std::make_unique<Supervision>(
        Supervision{office(*seen_tiles), case_office->supervision, instruments->desk});
    http::Router router;
    add_routes(router, *mine);
    start_server(std::move(router));
    enrol("sys-1", {Role::SystemAdministrator});
    enrol("sec-1", {Role::SecurityAdministrator});
    enrol("coordinator", {Role::TechnicalReviewCoordinator, Role::EnforcementOfficer}, "530000");
    enrol("enforcer", {Role::EnforcementOfficer}, "510000");
    enrol("expert-1", {Role::ReviewExpert});
    for (const char* id : {"li-2", "zhang-1"}) certify(id, "510000");
  }
  void TearDown() override {
    server.reset();
    mine.reset();
    FrontWorld::TearDown();
  }
  /// An account whose certificate stands under the office's own root, as an outsider wants it.
  void certify(const std::string& id, const std::string& region) {
    const auto& key = keys.emplace(id, crypto::Sm2PrivateKey::generate()).first->second;
    const std::string account = R"({"id":")" + id +
                                R"(","name":"李晓明","roles":["case_officer"],"region":")" + region +
                                R"(","request":")" + base::to_base64(request_for(key)) + "\"}";
    ASSERT_EQ(outcome(post("sys-1", "/officers", account)), "201");
    const std::string named = R"({"key_sm3":")" + base::to_hex(crypto::sm3(key.public_key().point())) +
                              R"(","title":"case_officer","region":")" + region + "\"}";
    ASSERT_EQ(outcome(post("sec-1", "/officers/" + id + "/authorisation", named)), "200");
  }

  http::Response post(const std::string& by, const std::string& target, const std::string& body,
                      const std::string& key = random_text()) const {
    return send(write(officer(by), target, body, key));
  }
  http::Response get(const std::string& by, const std::string& target) const {
    return send(read(officer(by), target));
  }
  static http::JsonReader json(const http::Response& response) {
    if (response.status >= 300) throw std::runtime_error(outcome(response));
    return need(http::JsonReader::parse(*response.body));
  }
  static std::string wanted(const std::string& head = R"("purpose":"officers","matter":"case/XK-2026-7",)") {
    std::string pool;
    for (int i = 1; i <= 7; ++i) {
      pool += std::string(i > 1 ? "," : "") + R"({"id":"expert/000)" + std::to_string(i) + "\"";
      pool += i == 3 ? R"(,"ground":"same_employer","reason":"两年前在申请人处任职"})" : "}";
    }
    return "{" + head + R"("places":3,"pool":[)" + pool + R"(],"officers":["zhang-1","li-2"]})";
  }
  std::string stated() const { return json(post("coordinator", "/draws", wanted())).text("id"); }

  static proof::DrawShare share_of(const std::string& account) {
    proof::DrawShare share{};
    share.fill(account == "li-2" ? 1 : 2);
    return share;
  }
  std::string commitment(const std::string& draw, const std::string& account) const {
    const std::string name = "officer/" + account;
    const auto statement =
        need(proof::DrawStatement::parse(json(get(account, "/draws/" + draw)).text("statement")));
    proof::SignedNote note;
    note.body = proof::commitment_body(name, statement.digest(),
                                       proof::draw_commitment(name, statement.digest(), share_of(account)));
    const crypto::Sm2PrivateKey& key = keys.at(account);
    need(note.add(name, key.public_key(), need(crypto::sm2_sign(key, base::as_bytes(note.body)))));
    http::JsonWriter body;
    body.object([&] { body.text("note", note.to_text()); });
    return body.text();
  }
  http::Response commit(const std::string& draw, const std::string& account) const {
    return post(account, "/draws/" + draw + "/commitments", commitment(draw, account));
  }
  http::Response reveal(const std::string& draw, const std::string& account) const {
    return post(account, "/draws/" + draw + "/shares",
                R"({"share":")" + base::to_hex(share_of(account)) + "\"}");
  }
  std::string drawn() const {
    const std::string id = stated();
    for (const char* account : {"li-2", "zhang-1"}) json(commit(id, account));
    for (const char* account : {"zhang-1", "li-2"}) json(reveal(id, account));
    return id;
  }
  std::string record(const std::string& draw) {
    sequencer->wake();
    need(sequencer->wait_covered(number("SELECT count(*) FROM act_record"), house_support::kPatience));
    return std::string(get("coordinator", "/draws/" + draw + "/record").body_text());
  }
  proof::Report audit(const std::string& file, const std::optional<std::string>& replaced = {}) {
    proof::DrawTrust trust;
    trust.roots = {authorities.at(0).certificate};
    trust.tree_head_keys = {need(signer->client->key("tree-head-1")).public_key};
    return proof::verify_draw(file, trust, replaced);
  }

  std::unique_ptr<ledger::TileFolder> seen_tiles;
  std::unique_ptr<Supervision> mine;
};
YX_BOTH_ENGINES(DrawsHttpTest);

TEST_P(DrawsHttpTest, FromThePoolToTheFileThatAnybodyRepeats) {
  const http::Response made = post("coordinator", "/draws", wanted());
  ASSERT_EQ(outcome(made), "201");
  const std::string id = json(made).text("id");
  EXPECT_EQ(json(made).text("state"), "pooled");
  EXPECT_EQ(records(ActCode::DrawStated, "draw/" + id), 1) << "the pool's hash, before anything is chosen";
  EXPECT_EQ(json(commit(id, "zhang-1")).text("state"), "pooled");
  EXPECT_EQ(json(commit(id, "li-2")).text("state"), "committed");
  const http::Response first = reveal(id, "li-2");
  EXPECT_EQ(json(first).text("state"), "revealed");
  EXPECT_FALSE(json(first).has("selected"));
  EXPECT_EQ(outcome(get("coordinator", "/draws/" + id + "/record")), "409 supervision.draw.not_drawn");
  const http::JsonReader last = json(reveal(id, "zhang-1"));
  EXPECT_EQ(last.text("state"), "drawn");
  EXPECT_THAT(last.texts("selected", 10), SizeIs(3));

  const http::JsonReader shown = json(get("coordinator", "/draws/" + id));
  EXPECT_EQ(shown.text("zh"), "已抽取");
  EXPECT_EQ(shown.text("region"), "530000");
  EXPECT_EQ(shown.texts("selected", 10), last.texts("selected", 10));
  const auto pool = shown.objects("pool", 10);
  ASSERT_THAT(pool, SizeIs(7));
  EXPECT_EQ(pool[2].text("ground_zh"), "三年内同一单位");
  EXPECT_TRUE(shown.objects("drawers", 2).at(0).boolean("revealed"));

  const std::string file = record(id);
  const proof::Report report = audit(file);
  EXPECT_TRUE(report.pass()) << report.to_text();
  const auto parsed = need(proof::DrawRecord::parse(file));
  EXPECT_EQ(parsed.selected, last.texts("selected", 10));
}

TEST_P(DrawsHttpTest, ARedrawKeepsTheFirstAndBothFilesHoldTogether) {
  const std::string first = drawn();
  const auto again = [&](const std::string& head) {
    return post("coordinator", "/draws/" + first + "/redraw", wanted(head));
  };
  EXPECT_EQ(outcome(again("")), "400 http.json.content") << "no reason";
  EXPECT_EQ(outcome(again(R"("reason":"病休","purpose":"objects",)")), "400 http.json.content");
  const http::Response made = again(R"("reason":"一名专家病休",)");
  ASSERT_EQ(outcome(made), "201");
  const std::string second = json(made).text("id");
  EXPECT_EQ(outcome(again(R"("reason":"再来一次",)")), "409 supervision.draw.state");
  const http::JsonReader kept = json(get("coordinator", "/draws/" + first));
  EXPECT_EQ(kept.text("state"), "redrawn");
  EXPECT_EQ(kept.text("replaced_by"), second);
  EXPECT_THAT(kept.texts("selected", 10), SizeIs(3));
  EXPECT_EQ(json(get("coordinator", "/draws/" + second)).text("reason"), "一名专家病休");
  for (const char* account : {"li-2", "zhang-1"}) json(commit(second, account));
  for (const char* account : {"li-2", "zhang-1"}) json(reveal(second, account));
  const std::string file = record(second);
  const proof::Report report = audit(file, record(first));
  EXPECT_TRUE(report.pass()) << report.to_text();
}

TEST_P(DrawsHttpTest, AreSeenWhereTheyWereStatedAndByWhoDraws) {
  const std::string id = stated();
  const std::string path = "/draws/" + id;
  EXPECT_EQ(outcome(get("coordinator", path)), "200");
  EXPECT_EQ(outcome(get("li-2", path)), "200") << "of another province, and draws";
  EXPECT_EQ(outcome(get("enforcer", path)), "404 supervision.draw.none");
  EXPECT_EQ(outcome(get("enforcer", path + "/record")), "404 supervision.draw.none");
  EXPECT_EQ(outcome(get("expert-1", path)), "403 procedure.role");
  EXPECT_EQ(outcome(get("sys-1", path)), "403 officers.role_needed");
  EXPECT_EQ(outcome(send(read(bare_key(keys.at("li-2")), path))), "403 procedure.role");
  EXPECT_EQ(outcome(get("coordinator", "/draws/other")), "404 supervision.draw.none");
  EXPECT_EQ(outcome(post("enforcer", path + "/redraw", wanted(R"("reason":"x",)"))),
            "404 supervision.draw.none");
  const auto listed = [&](const std::string& by, const std::string& query = "") {
    std::vector<std::string> ids;
    for (const http::JsonReader& one : json(get(by, "/draws" + query)).objects("draws", 200))
      ids.push_back(one.text("id"));
    return ids;
  };
  EXPECT_THAT(listed("enforcer"), SizeIs(0));
  clock.advance(std::chrono::seconds(1));
  const std::string second = stated();
  EXPECT_THAT(listed("coordinator"), ElementsAre(second, id));
  EXPECT_THAT(listed("coordinator", "?after=" + second), ElementsAre(id));
  EXPECT_THAT(listed("coordinator", "?limit=1"), ElementsAre(second));
  EXPECT_THAT(listed("coordinator", "?matter=case/other"), SizeIs(0));
  EXPECT_THAT(listed("zhang-1"), SizeIs(2));
  EXPECT_EQ(outcome(get("coordinator", "/draws?after=x")), "400 http.page");
}

TEST_P(DrawsHttpTest, WhatIsRefused) {
  const auto state = [&](const std::string& body) { return outcome(post("coordinator", "/draws", body)); };
  EXPECT_EQ(state("{}"), "400 http.json.content");
  EXPECT_EQ(state(wanted(R"("purpose":"friends","matter":"case/1",)")), "400 http.json.content");
  EXPECT_EQ(outcome(post("li-2", "/draws", wanted())), "403 procedure.role");
  std::string body = wanted();
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string changed = body;
    changed.replace(changed.find(from), from.size(), to);
    return state(changed);
  };
  EXPECT_EQ(with(R"("places":3)", R"("places":7)"), "422 supervision.draw.places");
  EXPECT_EQ(with(R"("places":3)", R"("places":0)"), "400 proof.draw.statement");
  EXPECT_EQ(with(R"("places":3)", R"("places":-1)"), "400 http.json.content");
  EXPECT_EQ(with("expert/0002", "expert/0001"), "400 proof.draw.pool");
  EXPECT_EQ(with("same_employer", "same_hat"), "400 proof.draw.pool");
  EXPECT_EQ(with(R"("ground":"same_employer",)", ""), "400 http.json.content");
  EXPECT_EQ(with(R"(["zhang-1","li-2"])", R"(["li-2"])"), "400 http.json.content");
  EXPECT_EQ(with(R"(["zhang-1","li-2"])", R"(["li-2","expert-1"])"), "422 supervision.draw.officers");
  EXPECT_EQ(with(R"(["zhang-1","li-2"])", R"(["li-2","sys-1"])"), "422 supervision.draw.officers");
  EXPECT_EQ(outcome(post("expert-1", "/draws", body)), "403 procedure.role");
  EXPECT_EQ(number("SELECT count(*) FROM draw"), 0);

  const std::string id = stated();
  const std::string path = "/draws/" + id;
  EXPECT_EQ(outcome(post("coordinator", path + "/commitments", commitment(id, "li-2"))),
            "403 supervision.draw.officer");
  EXPECT_EQ(outcome(post("zhang-1", path + "/commitments", commitment(id, "li-2"))),
            "422 supervision.draw.note");
  EXPECT_EQ(outcome(post("li-2", path + "/commitments", R"({"note":"x"})")), "400 proof.note");
  EXPECT_EQ(outcome(reveal(id, "li-2")), "409 supervision.draw.state");
  for (const char* account : {"li-2", "zhang-1"}) json(commit(id, account));
  EXPECT_EQ(outcome(post("li-2", path + "/shares", R"({"share":"00"})")), "400 http.json.content");
  EXPECT_EQ(outcome(post("li-2", path + "/shares", R"({"share":")" + std::string(64, '0') + "\"}")),
            "422 supervision.draw.share");
}

TEST_P(DrawsHttpTest, TheSameRequestAgainGetsTheSameAnswer) {
  const std::string id = stated();
  const std::string body = commitment(id, "li-2");
  const std::string key = random_text();
  const http::Response first = post("li-2", "/draws/" + id + "/commitments", body, key);
  const http::Response again = post("li-2", "/draws/" + id + "/commitments", body, key);
  EXPECT_EQ(outcome(again), "200");
  EXPECT_EQ(again.body_text(), first.body_text());
  EXPECT_EQ(again.headers.find("Idempotency-Replayed"), "true");
  EXPECT_EQ(outcome(commit(id, "li-2")), "409 supervision.draw.state");
  EXPECT_EQ(records(ActCode::DrawCommitted, "draw/" + id), 1);
}

}  // namespace
}  // namespace yinxin::endpoints
