// The frame of signed operations over a real server and database: who asks is proved, what was answered is
// answered again, and nothing is done twice (RFC 9421, decisions.md 8).
#include <gmock/gmock.h>

#include "http_support/raw_connection.hpp"
#include "integration/front_world.hpp"

namespace yinxin::endpoints {
namespace {

using house_support::need;
using house_support::Signer;
using officers::Role;

class SignedRequestsTest : public house_support::FrontWorld {
 protected:
  void SetUp() override {
    FrontWorld::SetUp();
    if (IsSkipped()) return;
    enrol("sys-1", {Role::SystemAdministrator});
    enrol("sec-1", {Role::SecurityAdministrator});
    enrol("li-7", {Role::ReviewOfficer});
    run("CREATE TABLE note (text TEXT NOT NULL PRIMARY KEY, actor TEXT NOT NULL)");
    serve();
  }
  void serve() {
    http::Router router;
    router.add(signed_write(
        *services, "noteAdd", http::Method::Post, "/notes/{name}",
        [this](const Call& call, const http::JsonReader& body) { add_note(call, body); }, 4096));
    router.add(signed_read(*services, "noteWho", "/notes",
                           [](const officers::Actor& actor, const http::Request&, http::Responder responder) {
                             responder.answer(http::text(200, actor.id));
                           }));
    router.add(forgetful_route());
    start_server(std::move(router));
  }

  void add_note(const Call& call, const http::JsonReader& body) {
    ++handled;
    {
      const std::lock_guard lock(last_mutex);
      last = call.actor();
    }
    const std::string text = body.text("text");
    const auto sound = body.finish();
    if (!sound) return call.fail(sound.error());
    store::WriteSet set;
    set.add_expecting(1, base::make_error(base::ErrorKind::Conflict, "test.note"),
                      "INSERT INTO note (text, actor) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                      {text, call.actor().id});
    call.store_answer(set, 201, R"({"note":")" + text + R"("})");
    if (gate != nullptr) gate->wait();
    lane->submit(std::move(set), [call](base::Result<store::Committed> committed) {
      committed ? call.answer_stored() : call.fail(std::move(committed).error());
    });
  }
  /// Forgets to answer.
  http::Route forgetful_route() {
    return signed_write(*services, "noteForget", http::Method::Post, "/forget",
                        [](const Call&, const http::JsonReader&) {});
  }
  std::int64_t notes() const { return number("SELECT count(*) FROM note"); }
  Signer li() const { return officer("li-7"); }
  std::string answered(const http::Request& request) const { return outcome(send(request)); }

  struct Barrier {
    explicit Barrier(int count) : waiting(count) {}
    void wait() {
      std::unique_lock lock(mutex);
      if (--waiting == 0) changed.notify_all();
      changed.wait(lock, [this] { return waiting <= 0; });
    }
    std::mutex mutex;
    std::condition_variable changed;
    int waiting;
  };

  std::atomic<int> handled = 0;
  std::mutex last_mutex;  // two writes may be handled at once
  officers::Actor last;   // who asked for the last write; read when none is under way
  std::unique_ptr<Barrier> gate;
};
YX_BOTH_ENGINES(SignedRequestsTest);

TEST_P(SignedRequestsTest, AnOfficerIsProved) {
  const http::Response response = send(write(li(), "/notes/a", R"({"text":"一"})"));
  EXPECT_EQ(response.status, 201);
  EXPECT_EQ(response.body_text(), R"({"note":"一"})");
  EXPECT_EQ(response.headers.find("Content-Type"), "application/json");
  EXPECT_FALSE(response.headers.find("Idempotency-Replayed").has_value());
  EXPECT_EQ(last.id, "officer/li-7");
  EXPECT_THAT(last.roles, testing::ElementsAre(Role::ReviewOfficer));
  const auto& key = keys.at("li-7").public_key();
  EXPECT_EQ(last.key, base::to_bytes(key.point()));
  // What goes into the act record convinces a third party.
  EXPECT_TRUE(
      crypto::sm2_verify(key, last.signature_base, need(crypto::Sm2Signature::from_der(last.signature))));
  EXPECT_THAT(std::string(base::as_text(last.signature_base)), testing::HasSubstr("/notes/a"));
  EXPECT_EQ(send(read(li(), "/notes")).body_text(), "officer/li-7");
}

TEST_P(SignedRequestsTest, AKeyProvesThatItsHolderAsks) {
  const auto key = crypto::Sm2PrivateKey::generate();
  EXPECT_EQ(answered(write(bare_key(key), "/notes/a", R"({"text":"x"})")), "201");
  EXPECT_EQ(last.id, "key/" + base::to_hex(crypto::sm3(key.public_key().point())));
  EXPECT_TRUE(last.roles.empty());
  EXPECT_EQ(last.key, base::to_bytes(key.public_key().point()));
  EXPECT_EQ(send(read(bare_key(key), "/notes")).body_text(), last.id);
  // An officer's key used as a bare one has no officer's roles.
  EXPECT_EQ(answered(write(bare_key(keys.at("li-7")), "/notes/a", R"({"text":"y"})")), "201");
  EXPECT_TRUE(last.roles.empty());
  EXPECT_TRUE(last.id.starts_with("key/"));
}

TEST_P(SignedRequestsTest, WhoIsNotProvedIsRefused) {
  const auto stranger = crypto::Sm2PrivateKey::generate();
  const std::string of_stranger = bare_key(stranger).key_id;
  std::string off_curve = base::to_base64(base::Bytes(64, 1));
  const struct {
    const char* what;
    Signer by;
    const char* outcome;
  } bad[] = {
      {"another's key", {"officer:li-7", &stranger}, "401 http.signature.wrong"},
      {"no such officer", {"officer:nobody", &stranger}, "401 http.signature.unknown_key"},
      {"neither officer nor key", {"li-7", &keys.at("li-7")}, "401 http.signature.unknown_key"},
      {"another bare key", {of_stranger, &keys.at("li-7")}, "401 http.signature.wrong"},
      {"no point", {"key:" + off_curve, &stranger}, "401 http.signature.unknown_key"},
      {"short", {"key:" + base::to_base64(base::Bytes(32, 1)), &stranger}, "401 http.signature.unknown_key"},
      {"no base64", {"key:*", &stranger}, "401 http.signature.unknown_key"},
      {"with the 04",
       {"key:" + base::to_base64(stranger.public_key().point()), &stranger},
       "401 http.signature.unknown_key"},
  };
  for (const auto& one : bad) {
    EXPECT_EQ(answered(write(one.by, "/notes/a", R"({"text":"x"})")), one.outcome) << one.what;
    EXPECT_EQ(answered(read(one.by, "/notes")), one.outcome) << one.what;
  }
  http::Request unsigned_request = client().request(http::Method::Post, "/notes/a", base::to_bytes("{}"));
  EXPECT_EQ(answered(unsigned_request), "401 http.signature.missing");
  EXPECT_EQ(handled, 0);
}

TEST_P(SignedRequestsTest, ASuspendedOfficerIsRefusedAtOnce) {
  EXPECT_EQ(answered(read(li(), "/notes")), "200");
  const officers::Actor administrator{"officer/sec-1", {Role::SecurityAdministrator}, {}, {}, {}, {}, {}};
  const auto change = [&](officers::OfficerChange what, const std::string& reason) {
    const officers::Officer officer = need(officers->check_change(what, "li-7", reason, administrator));
    base::Waiter<officers::Officer> changed;
    officers->change(what, officer, reason, administrator, {}, changed.completion());
    need(changed.wait());
  };
  change(officers::OfficerChange::Suspend, "离岗");
  EXPECT_EQ(answered(write(li(), "/notes/a", R"({"text":"x"})")), "401 officers.not_active");
  EXPECT_EQ(answered(read(li(), "/notes")), "401 officers.not_active");
  change(officers::OfficerChange::Resume, "返岗");
  EXPECT_EQ(answered(read(li(), "/notes")), "200");
  EXPECT_EQ(handled, 0);
}

TEST_P(SignedRequestsTest, StaleAndReplayedSignaturesAreRefused) {
  const http::Request request = write(li(), "/notes/a", R"({"text":"x"})");
  EXPECT_EQ(answered(request), "201");
  EXPECT_EQ(answered(request), "401 http.signature.replayed") << "the same octets, nonce and all";
  const http::Request look = read(li(), "/notes");
  EXPECT_EQ(answered(look), "200");
  EXPECT_EQ(answered(look), "401 http.signature.replayed");
  const auto key = crypto::Sm2PrivateKey::generate();
  const http::Request of_key = read(bare_key(key), "/notes");
  EXPECT_EQ(answered(of_key), "200");
  EXPECT_EQ(answered(of_key), "401 http.signature.replayed");
  const http::Request late = write(li(), "/notes/a", R"({"text":"y"})");
  clock.advance(http::kSignatureWindow + std::chrono::seconds(1));
  EXPECT_EQ(answered(late), "401 http.signature.stale");
  EXPECT_EQ(handled, 1);
}

TEST_P(SignedRequestsTest, WhatWasSignedCannotBeChanged) {
  http::Request body = write(li(), "/notes/a", R"({"text":"x"})");
  body.body = base::to_bytes(R"({"text":"z"})");
  EXPECT_EQ(answered(body), "401 http.signature.digest");
  http::Request target = write(li(), "/notes/a", R"({"text":"x"})");
  target.target = client().request(http::Method::Post, "/notes/b").target;
  EXPECT_EQ(answered(target), "401 http.signature.wrong");
  http::Request key = write(li(), "/notes/a", R"({"text":"x"})");
  key.headers.set("Idempotency-Key", random_text());
  EXPECT_EQ(answered(key), "401 http.signature.wrong");
  EXPECT_EQ(handled, 0);
}

TEST_P(SignedRequestsTest, AWriteNeedsAnIdempotencyKey) {
  const auto with_key = [&](const char* key) {
    http::Request request =
        client().request(http::Method::Post, "/notes/a", base::to_bytes(R"({"text":"x"})"));
    if (key != nullptr) request.headers.add("Idempotency-Key", key);
    sign(request, li());
    return answered(request);
  };
  EXPECT_EQ(with_key(nullptr), "400 officers.request.key");
  EXPECT_EQ(with_key("123456789012345"), "400 officers.request.key");
  EXPECT_EQ(with_key("12345678 12345678"), "400 officers.request.key");
  EXPECT_EQ(with_key(std::string(65, 'k').c_str()), "400 officers.request.key");
  EXPECT_EQ(handled, 0);
  EXPECT_EQ(with_key("1234567890123456"), "201");
  EXPECT_EQ(handled, 1);
}

TEST_P(SignedRequestsTest, TheSameRequestAgainGetsTheSameAnswer) {
  const std::string key = random_text();
  const http::Response first = send(write(li(), "/notes/a", R"({"text":"x"})", key));
  ASSERT_EQ(first.status, 201);
  const http::Response again = send(write(li(), "/notes/a", R"({"text":"x"})", key));
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body_text(), first.body_text());
  EXPECT_EQ(again.headers.find("Content-Type"), "application/json");
  EXPECT_EQ(again.headers.find("Idempotency-Replayed"), "true");
  EXPECT_EQ(handled, 1);
  EXPECT_EQ(notes(), 1);
}

TEST_P(SignedRequestsTest, TheSameKeyForAnotherRequestIsRefused) {
  const std::string key = random_text();
  ASSERT_EQ(answered(write(li(), "/notes/a", R"({"text":"x"})", key)), "201");
  EXPECT_EQ(answered(write(li(), "/notes/a", R"({"text":"y"})", key)), "422 officers.request.reused");
  EXPECT_EQ(answered(write(li(), "/notes/b", R"({"text":"x"})", key)), "422 officers.request.reused");
  EXPECT_EQ(answered(write(li(), "/notes/a?x=1", R"({"text":"x"})", key)), "422 officers.request.reused");
  EXPECT_EQ(handled, 1);
  // Keys are an actor's own.
  EXPECT_EQ(answered(write(officer("sys-1"), "/notes/a", R"({"text":"y"})", key)), "201");
}

TEST_P(SignedRequestsTest, AFailureIsNotKept) {
  const std::string key = random_text();
  EXPECT_EQ(answered(write(li(), "/notes/a", R"({"wrong":"x"})", key)), "400 http.json.content");
  EXPECT_EQ(answered(write(li(), "/notes/a", "{", key)), "400 http.json.syntax");
  EXPECT_EQ(answered(write(li(), "/notes/a", R"({"text":"x"})", key)), "201");
  EXPECT_EQ(answered(write(li(), "/notes/a", R"({"text":"x"})")), "409 test.note");
}

TEST_P(SignedRequestsTest, AnEmptyBodyReadsAsAnEmptyObject) {
  EXPECT_EQ(answered(write(li(), "/notes/a", "")), "400 http.json.content")
      << "text is missing, but it was read";
  EXPECT_EQ(handled, 1);
}

TEST_P(SignedRequestsTest, TwoOfTheSameAtOnceAreDoneOnce) {
  gate = std::make_unique<Barrier>(2);
  const std::string key = random_text();
  std::vector<std::future<http::Response>> answers;
  for (int i = 0; i < 2; ++i) {
    const http::Request request = write(li(), "/notes/a", R"({"text":"x"})", key);
    answers.push_back(std::async(std::launch::async, [this, request] { return send(request); }));
  }
  int replayed = 0;
  for (auto& answer : answers) {
    const http::Response response = answer.get();
    EXPECT_EQ(outcome(response), "201");
    EXPECT_EQ(response.body_text(), R"({"note":"x"})");
    replayed += response.headers.find("Idempotency-Replayed").has_value() ? 1 : 0;
  }
  EXPECT_EQ(handled, 2) << "both came before either was done";
  EXPECT_EQ(replayed, 1);
  EXPECT_EQ(notes(), 1);
}

TEST_P(SignedRequestsTest, AnotherRequestUnderTheKeyAtOnceIsRefused) {
  gate = std::make_unique<Barrier>(2);
  const std::string key = random_text();
  std::vector<std::future<http::Response>> answers;
  for (const char* body : {R"({"text":"x"})", R"({"text":"y"})"}) {
    const http::Request request = write(li(), "/notes/a", body, key);
    answers.push_back(std::async(std::launch::async, [this, request] { return send(request); }));
  }
  std::vector<std::string> outcomes;
  for (auto& answer : answers) outcomes.push_back(outcome(answer.get()));
  EXPECT_THAT(outcomes, testing::UnorderedElementsAre("201", "422 officers.request.reused"));
  EXPECT_EQ(notes(), 1);
}

TEST_P(SignedRequestsTest, AnswersOutliveTheServer) {
  const std::string key = random_text();
  ASSERT_EQ(answered(write(li(), "/notes/a", R"({"text":"x"})", key)), "201");
  const std::string site = client().request(http::Method::Get, "/").authority;
  server.reset();
  authenticator = std::make_unique<Authenticator>(clock, *officers);
  services = std::make_unique<Services>(Services{office(), *policy, *registration, *evidence, *batches});
  serve();
  // Behind its proxy a server has one name for ever; here the port is new, so the name is said.
  http::Client::Options options;
  options.authority = site;
  http::Client behind("127.0.0.1", server->port(), options);
  http::Request request = behind.request(http::Method::Post, "/notes/a", base::to_bytes(R"({"text":"x"})"));
  request.headers.add("Idempotency-Key", key);
  sign(request, li());
  const http::Response again = need(behind.send(request));
  EXPECT_EQ(outcome(again), "201");
  EXPECT_EQ(again.headers.find("Idempotency-Replayed"), "true");
  EXPECT_EQ(handled, 1);
}

TEST_P(SignedRequestsTest, AnAnswerIsKeptOneDay) {
  const std::string key = random_text();
  ASSERT_EQ(answered(write(li(), "/notes/a", R"({"text":"x"})", key)), "201");
  clock.advance(officers::Requests::kKept);
  EXPECT_EQ(answered(write(li(), "/notes/a", R"({"text":"z"})", key)), "201");
  EXPECT_EQ(handled, 2);
}

TEST_P(SignedRequestsTest, ABodyOverTheRoutesLimitIsNotRead) {
  EXPECT_EQ(answered(write(li(), "/notes/a", std::string(4097, ' '))), "413 http.too_large");
}

TEST_P(SignedRequestsTest, AHandlerThatForgetsIsAnswered) {
  EXPECT_EQ(answered(write(li(), "/forget", "")), "500 http.unanswered");
}

TEST_P(SignedRequestsTest, PagesAreRead) {
  const auto page = [&](const std::string& target) -> std::string {
    const auto read = read_page(client().request(http::Method::Get, target));
    return read ? read->after + "/" + std::to_string(read->limit) : read.error().code;
  };
  EXPECT_EQ(page("/notes"), "/50");
  EXPECT_EQ(page("/notes?after=li-7&limit=200"), "li-7/200");
  EXPECT_EQ(page("/notes?limit=1"), "/1");
  for (const char* bad : {"/notes?limit=0", "/notes?limit=201", "/notes?limit=", "/notes?limit=5x",
                          "/notes?limit=-1", "/notes?limit=99999999999999999999"}) {
    EXPECT_EQ(page(bad), "http.page") << bad;
  }
  EXPECT_EQ(page("/notes?after=" + std::string(129, 'a')), "http.page");
}

}  // namespace
}  // namespace yinxin::endpoints
