// The witness over HTTP: heads are cosigned after a round, published for everybody, refused when the ledger
// was rewritten; and the other side, which fetches and keeps what its witness signed.
#include <gmock/gmock.h>

#include "base/files.hpp"
#include "crypto/key_file.hpp"
#include "endpoints/instruments/witnessing.hpp"
#include "endpoints/ledger/cosignatures.hpp"
#include "integration/regulator_world.hpp"
#include "proof/inputs.hpp"
#include "proof/single_checks.hpp"
#include "supervision_support/monitored_provider.hpp"

namespace yinxin::endpoints {
namespace {

using house_support::eventually;
using house_support::need;
using proof::ActCode;
using supervision::ProbedProvider;

constexpr const char* kWitnessName = "witness.test.invalid";

/// Serves what `answer` says; nothing it says is 404.
http::Router site_of(const std::function<std::optional<base::Bytes>(const http::Request&)>& answer) {
  http::Router router;
  for (const http::Method method : {http::Method::Get, http::Method::Post}) {
    http::Route route;
    route.name = "site" + std::string(http::to_string(method));
    route.method = method;
    route.path = "/{rest...}";
    route.handler = [answer](const http::Request& request, http::Responder responder) {
      auto body = answer(request);
      if (!body) return responder.fail(base::make_error(base::ErrorKind::NotFound, "http.not_found"));
      responder.answer(http::with_body(200, "application/octet-stream", *std::move(body)));
    };
    router.add(std::move(route));
  }
  return router;
}

class WitnessHttpTest : public house_support::RegulatorWorld {
 protected:
  void SetUp() override {
    RegulatorWorld::SetUp();
    if (IsSkipped()) return;
    office_server = std::move(server);
    provider = std::make_unique<ProbedProvider>(clock.now());
    start_server(site_of([this](const http::Request& request) -> std::optional<base::Bytes> {
      const std::lock_guard lock(mutex);
      auto answer = provider->answer({request.target.text, {}, request.body});
      return answer ? std::optional(*std::move(answer)) : std::nullopt;
    }));
    site_server = std::move(server);
    server = std::move(office_server);  // which the requests of the tests go to
    sites = need(PublicSites::parse(
        std::string("[[provider]]\nprovider = \"") + kCode +
            "\"\naddress = \"http://127.0.0.1:" + std::to_string(site_server->port()) + "\"\n",
        "p", {}));
    instruments->providers[kCode] = need(sites->reach(kCode));
    watch(provider->filing());
  }
  void TearDown() override {
    site_server.reset();
    sites.reset();
    RegulatorWorld::TearDown();
  }
  void watch(supervision::Filing filing) {
    cases::Caller caller;
    caller.actor = officers::system_actor("test");
    caller.roles = {"enforcement_officer"};
    caller.reach = "000000";
    base::Waiter<supervision::Monitored> waiter;
    instruments->monitoring.set(std::move(filing), std::chrono::minutes(30), caller, {}, waiter.completion());
    need(waiter.wait());
  }
  base::Result<void> witness() {
    const Witnessing witnessing({instruments->monitoring, instruments->witness, *signer->client, *sites},
                                kWitnessName, own_origin);
    return witnessing.witness(kCode);
  }
  http::Response get(const std::string& target) const {
    return send(client().request(http::Method::Get, target));
  }
  static std::string page(const std::string& rest) { return std::string("/witness/") + kCode + rest; }
  proof::WitnessKey key() const {
    return {kWitnessName, need(proof::read_public_key(*get(page("/key")).body))};
  }
  std::string checkpoint() const { return std::string(get(page("/checkpoint")).body_text()); }
  /// One more entry, published.
  void grow() {
    const std::lock_guard lock(mutex);
    clock.advance(std::chrono::minutes(1));
    provider->now = clock.now();
    provider->world.act(ActCode::Revoked, "2026-06-01T00:00:00Z", "certificate/another");
    provider->publish_head();
  }
  std::vector<supervision::Alert> alerts() const { return need(instruments->monitoring.alerts({}, 10)); }

  static constexpr const char* kCode = "91110101MA00000005";
  std::string own_origin = "regulator.test.invalid/1";
  std::mutex mutex;
  std::unique_ptr<ProbedProvider> provider;  // guarded by mutex
  std::unique_ptr<http::Server> office_server, site_server;
  std::unique_ptr<PublicSites> sites;
};
YX_BOTH_ENGINES(WitnessHttpTest);

TEST_P(WitnessHttpTest, ACosignedHeadIsPublishedAndAnOutsiderChecksIt) {
  EXPECT_EQ(outcome(get(page("/checkpoint"))), "404 supervision.witness.none");
  need(witness());
  const std::string first = checkpoint();
  const auto& ours = provider->world.service.key.public_key();
  const auto report = proof::verify_tree_head(first, ours, std::nullopt, key());
  EXPECT_TRUE(report.pass()) << report.to_text();
  const http::JsonReader list = need(http::JsonReader::parse(*get("/witness").body));
  ASSERT_EQ(list.objects("ledgers", 10).size(), 1U);
  EXPECT_EQ(list.objects("ledgers", 10)[0].text("name"), kWitnessName);
  EXPECT_EQ(list.objects("ledgers", 10)[0].text("origin"), proof::test::World::kOrigin);

  for (int i = 0; i < 3; ++i) {
    grow();
    need(witness());
  }
  need(witness());  // nothing new
  EXPECT_EQ(records(ActCode::HeadWitnessed, std::string("witness/") + proof::test::World::kOrigin), 4);
  EXPECT_EQ(records(ActCode::KeyGenerated, std::string("witness/") + proof::test::World::kOrigin), 1);
  const http::JsonReader page_of_heads = need(http::JsonReader::parse(*get(page("/heads")).body));
  const auto heads = page_of_heads.objects("heads", 10);
  ASSERT_EQ(heads.size(), 4U);
  EXPECT_EQ(heads[0].text("note"), checkpoint());
  EXPECT_EQ(heads[3].text("note"), first);
  for (std::size_t i = 0; i + 1 < heads.size(); ++i) {
    std::string path;
    for (const std::string& hash : heads[i].texts("proof", 64)) path += hash + "\n";
    const proof::EarlierHead earlier{heads[i + 1].text("note"), need(proof::read_hash_path(path))};
    const auto grown = proof::verify_tree_head(heads[i].text("note"), ours, earlier, key());
    EXPECT_TRUE(grown.pass()) << grown.to_text();
  }
  const http::JsonReader second = need(http::JsonReader::parse(*get(page("/heads?limit=2")).body));
  const http::JsonReader rest =
      need(http::JsonReader::parse(*get(page("/heads?limit=2&after=") + second.text("next")).body));
  EXPECT_EQ(rest.objects("heads", 10).at(1).text("note"), first);
  EXPECT_EQ(outcome(get(page("/heads?after=x"))), "400 http.page");
  EXPECT_THAT(alerts(), testing::IsEmpty());
}

TEST_P(WitnessHttpTest, ARewrittenLedgerIsNotCosignedAndAnAlertSaysSo) {
  need(witness());
  const std::string good = checkpoint();
  {
    const std::lock_guard lock(mutex);
    provider->rewrite_ledger();
  }
  need(witness());
  need(witness());
  EXPECT_EQ(checkpoint(), good);
  ASSERT_EQ(alerts().size(), 1U);
  const supervision::Alert alert = alerts().front();
  EXPECT_EQ(alert.finding.code, "witness.refused");
  EXPECT_EQ(alert.finding.detail, "proof.witness.fork");
  EXPECT_EQ(alert.times, 2);
  ASSERT_EQ(alert.finding.evidence.size(), 2U) << "the head and the one witnessed before";
  const auto kept = [&](const base::Bytes& octets) {
    return need(instruments->monitoring.answer(crypto::sm3(octets)));
  };
  EXPECT_EQ(kept(base::to_bytes(good)), base::to_bytes(good));
  EXPECT_EQ(kept(provider->site["/ledger/checkpoint"]), provider->site["/ledger/checkpoint"]);
  EXPECT_EQ(records(ActCode::HeadRefused, std::string("witness/") + proof::test::World::kOrigin), 1);
}

TEST_P(WitnessHttpTest, WhatCannotBeFetchedIsNoRefusal) {
  need(witness());
  grow();
  {
    const std::lock_guard lock(mutex);
    for (auto entry = provider->site.begin(); entry != provider->site.end();)
      entry = entry->first.starts_with("/ledger/tile/") ? provider->site.erase(entry) : std::next(entry);
  }
  const std::string good = checkpoint();
  need(witness());
  EXPECT_EQ(checkpoint(), good);
  {
    const std::lock_guard lock(mutex);
    provider->publish_head();
    provider->stopped = true;
  }
  need(witness());
  {
    const std::lock_guard lock(mutex);
    provider->stopped = false;
  }
  EXPECT_THAT(alerts(), testing::IsEmpty());
  need(witness());
  EXPECT_NE(checkpoint(), good);
}

TEST_P(WitnessHttpTest, WhatIsNotWitnessed) {
  own_origin = proof::test::World::kOrigin;
  EXPECT_EQ(store::code_of(witness()), "supervision.witness.own");
  own_origin = "regulator.test.invalid/1";
  supervision::Filing without = provider->filing();
  without.ledger.reset();
  watch(without);
  need(witness());
  EXPECT_EQ(outcome(get(page("/key"))), "404 supervision.witness.none");
  watch(provider->filing());
  signer->stop();
  EXPECT_EQ(store::code_of(witness()), "signer.unreachable");
  signer->start();
  ASSERT_TRUE(eventually([&] { return witness().has_value(); }));
  EXPECT_EQ(outcome(get(page("/checkpoint"))), "200");
  for (const char* target : {"/witness/another/checkpoint", "/witness/another/heads", "/witness/another/key"})
    EXPECT_EQ(outcome(get(target)), "404 supervision.witness.none") << target;
}

class CosignaturesTest : public house_support::FrontWorld {
 protected:
  void SetUp() override {
    FrontWorld::SetUp();
    if (IsSkipped()) return;
    start_sequencer();
    issue("SQ-1");
    cover();
    start_server(site_of([this](const http::Request&) -> std::optional<base::Bytes> {
      const std::lock_guard lock(mutex);
      return base::to_bytes(published);
    }));
    site = std::move(server);
    http::Router router;
    add_routes(router, *services);
    start_server(std::move(router));
  }
  void TearDown() override {
    site.reset();
    FrontWorld::TearDown();
  }
  void cover() {
    sequencer->wake();
    need(sequencer->wait_covered(number("SELECT count(*) FROM act_record"), house_support::kPatience));
  }
  proof::SignedTreeHead newest() const {
    return need(proof::SignedTreeHead::parse(need(ledger::newest_head(*database_))));
  }
  void publish(const proof::SignedTreeHead& head, const crypto::Sm2PrivateKey& by) {
    const proof::WitnessKey name{kWitnessName, by.public_key()};
    const auto signature = need(crypto::sm2_sign(by, base::as_bytes(head.note.body)));
    const std::lock_guard lock(mutex);
    published = need(proof::cosigned(head, name, signature)).to_text();
  }
  std::unique_ptr<Cosignatures> fetch() {
    WitnessSource source{{kWitnessName, witness.public_key()}, {"127.0.0.1", site->port()}, "", "/w"};
    Cosignatures::Options options;
    options.origin = house_support::kOrigin;
    options.ours = need(signer->client->key("tree-head-1")).public_key;
    options.every = std::chrono::milliseconds(20);
    options.on_failed = [this](const std::string&, const base::Error& error) {
      const std::lock_guard lock(mutex);
      failed.insert(error.code);
    };
    return std::make_unique<Cosignatures>(Cosignatures::House{*database_, *lane, clock},
                                          std::vector<WitnessSource>{source}, std::move(options));
  }
  bool has_failed(const std::string& code) {
    const std::lock_guard lock(mutex);
    return failed.count(code) > 0;
  }
  std::vector<http::JsonReader> kept() const {
    const http::Response response = send(client().request(http::Method::Get, "/ledger/cosigned"));
    return need(http::JsonReader::parse(*response.body)).objects("heads", 10);
  }

  const crypto::Sm2PrivateKey witness = crypto::Sm2PrivateKey::generate();
  std::mutex mutex;
  std::string published;         // guarded by mutex
  std::set<std::string> failed;  // codes; guarded by mutex
  std::unique_ptr<http::Server> site;
};
YX_BOTH_ENGINES(CosignaturesTest);

TEST_P(CosignaturesTest, AreFetchedCheckedAndShown) {
  publish(newest(), witness);
  const auto fetching = fetch();
  ASSERT_TRUE(eventually([&] { return !kept().empty(); }));
  EXPECT_EQ(kept()[0].text("witness"), kWitnessName);
  EXPECT_EQ(kept()[0].text("note"), published);
  issue("SQ-2");
  cover();
  publish(newest(), witness);
  ASSERT_TRUE(eventually([&] {
    return kept()[0].integer("size", 0, INT64_MAX) == static_cast<std::int64_t>(newest().head.size);
  }));
  EXPECT_EQ(kept().size(), 1U) << "the newest of each witness";
  EXPECT_EQ(number("SELECT count(*) FROM cosigned_head"), 2);
}

TEST_P(CosignaturesTest, WhatIsNotKept) {
  const auto fetching = fetch();
  ASSERT_TRUE(eventually([&] { return has_failed("proof.note"); })) << "nothing is published yet";
  publish(newest(), crypto::Sm2PrivateKey::generate());
  ASSERT_TRUE(eventually([&] { return has_failed("ledger.cosigned.signature"); }));
  const proof::test::World other;
  const auto foreign = other.head_at(0, clock.now());
  publish(foreign, witness);
  ASSERT_TRUE(eventually([&] { return has_failed("ledger.cosigned.origin"); }));
  const auto head = newest();
  need(connect()->execute("UPDATE tree_head SET root = $1", {base::Bytes(32, 7)}));
  publish(head, witness);
  ASSERT_TRUE(eventually([&] { return has_failed("ledger.cosigned.contradicted"); }))
      << "the rows are not what was signed";
  need(connect()->execute("DELETE FROM tree_head", {}));
  ASSERT_TRUE(eventually([&] { return has_failed("ledger.cosigned.unknown"); }));
  EXPECT_EQ(number("SELECT count(*) FROM cosigned_head"), 0);
}

TEST(Witnesses, FaultsOfTheFileAreNamed) {
  const house_support::WorldFolder folder;
  const auto key = crypto::Sm2PrivateKey::generate().public_key();
  asn1::DerWriter info;
  x509::write_public_key_info(info, key);
  need(base::write_file_durably(folder / "w.pem", base::as_bytes(crypto::to_pem("PUBLIC KEY", info.bytes())),
                                0600));
  const auto read = [&](const std::string& text) {
    need(base::write_file_durably(folder / "witnesses.toml", base::as_bytes(text), 0600));
    return read_witnesses(folder / "witnesses.toml");
  };
  const std::string good =
      "[[witness]]\nname = \"w\"\nkey_file = \"w.pem\"\naddress = \"http://127.0.0.1:80\"\n";
  const auto sources = need(read(good + "target = \"/witness/a/checkpoint\"\nhost = \"www.example.cn\"\n"));
  ASSERT_EQ(sources.size(), 1U);
  EXPECT_EQ(sources[0].witness.key, key);
  EXPECT_EQ(sources[0].host, "www.example.cn");
  EXPECT_TRUE(need(read("")).empty());
  const auto code = [&](const std::string& text) { return store::code_of(read(text)); };
  EXPECT_EQ(code(good), "base.toml.content") << "no target";
  EXPECT_EQ(code(good + "target = \"witness\"\n"), "base.toml.content");
  EXPECT_EQ(code(good + "target = \"/w\"\nport = 1\n"), "base.toml.content");
  EXPECT_EQ(code("[[witness]]\nname = \"a b\"\n"), "base.toml.content");
  EXPECT_EQ(code("[[witness]]\nname = \"w\"\nkey_file = \"none.pem\"\n"), "base.file.missing");
  std::string named = good + "target = \"/w\"\n";
  named.replace(named.find("127.0.0.1"), 9, "localhost");
  EXPECT_EQ(code(named), "base.toml.content") << "a lookup could hang";
}

}  // namespace
}  // namespace yinxin::endpoints
