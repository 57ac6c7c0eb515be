// Two organisations, each with a database, a lane and keys of its own, and a line between them that can be
// cut, lose answers and repeat itself. Their clock is one and is moved.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <atomic>

#include "crypto/random.hpp"
#include "crypto/sm2_encryption.hpp"
#include "crypto/sm4.hpp"
#include "exchange/letter.hpp"
#include "exchange/service.hpp"
#include "store_support/faulty_connection.hpp"
#include "store_support/test_database.hpp"

namespace yinxin::exchange_support {

using exchange::ConversationId;
using exchange::Draft;
using exchange::Entry;
using exchange::Filter;
using exchange::Incoming;
using exchange::Kind;
using exchange::Message;
using exchange::MessageId;
using exchange::Part;
using exchange::Peer;
using exchange::Progress;
using exchange::Receipted;
using exchange::Reception;
using exchange::Service;
using store::code_of;

template <class T>
T need(base::Result<T> result) {
  if (!result) throw std::runtime_error(base::describe(result.error()));
  return std::move(result).value();
}
inline void need(base::Result<void> result) {
  if (!result) throw std::runtime_error(base::describe(result.error()));
}

inline base::Error line_cut() {
  return base::make_error(base::ErrorKind::Unavailable, "http.client.lost");
}

/// The line from one organisation to the services of others. Whatever a test wants to happen to a call is
/// decided by `before` (false: it never arrives) and `after` (false: its answer is lost).
class Line final : public exchange::Transport {
 public:
  std::map<std::string, Service*> ends;
  std::function<bool()> before = [] { return true; };
  std::function<bool()> after = [] { return true; };
  /// In between, at the receiver.
  std::function<void(const base::Bytes& message)> arrived;
  base::Error error = line_cut();  // what a call that fails ends with
  int posts = 0;
  int puts = 0;
  std::vector<base::Bytes> posted;  // all that ever left, to be repeated or reordered

  base::Result<Reception> post(const Peer& peer, base::ByteView message) override {
    ++posts;
    posted.push_back(base::to_bytes(message));
    Service* end = ends[peer.id];
    if (end == nullptr || !before()) return error;
    if (arrived) arrived(posted.back());
    auto answer = end->receive(message);
    if (!after()) return error;
    return answer;
  }
  base::Result<Progress> put(const Peer& peer, const Part& part) override {
    ++puts;
    Service* end = ends[peer.id];
    if (end == nullptr || !before()) return error;
    auto answer = end->receive_part(part);
    if (!after()) return error;
    return answer;
  }
};

/// One organisation.
class Party {
 public:
  Party(std::string name, store::Engine engine, base::ManualClock& moved)
      : clock(moved),
        name_(std::move(name)),
        test_database_(engine, store::Contents::Schema),
        database_(test_database_.open()) {
    run("CREATE TABLE department (message TEXT NOT NULL, words TEXT NOT NULL, sealed blob NOT NULL, "
        "files TEXT NOT NULL, received_at BIGINT NOT NULL, state TEXT NOT NULL, position BIGINT NOT NULL)");
  }
  ~Party() { stop(); }

  const std::string& name() const { return name_; }
  Peer as_peer() const { return {name_, {signing.public_key()}, sealing.public_key(), "http://test:1"}; }

  /// A new program on the same database; what fails is what its lane meets.
  void start(std::vector<Peer> peers, std::optional<store::Fault> fault = {}) {
    stop();
    for (auto& count : operations) count = 0;
    lane = store::Lane::start(std::make_unique<store::FaultyConnection>(
        connect(), std::move(fault), [this](store::Operation operation, store::Connection&) {
          ++operations[static_cast<std::size_t>(operation)];
        }));
    Service::Options options;
    options.organisation = name_;
    options.peers = std::move(peers);
    options.sign = [this](const std::string& note) -> base::Result<crypto::Sm2Signature> {
      if (signer_away) return base::make_error(base::ErrorKind::Unavailable, "signer.unreachable");
      return crypto::sm2_sign(signing, base::as_bytes(note));
    };
    options.unwrap = [this](base::ByteView key) -> base::Result<base::SecretBytes> {
      if (signer_away) return base::make_error(base::ErrorKind::Unavailable, "signer.unreachable");
      return crypto::sm2_decrypt(sealing, key);
    };
    options.deliver = [this](const Incoming& incoming) { return deliver(incoming); };
    options.on_receipt = [this](const Receipted& said) { return note_receipt(said); };
    service = need(Service::open({*database_, *lane, recorder, clock, ids}, std::move(options), *transport));
  }
  void stop() {
    service.reset();
    lane.reset();
  }
  /// Nothing of the database stays open: for a process that forks.
  void close() {
    stop();
    database_.reset();
  }
  void open() { database_ = test_database_.open(); }
  std::unique_ptr<store::Connection> connect() const { return need(database_->connect()); }
  void run(const std::string& script) const { need(connect()->run_script(script)); }
  store::Rows rows(std::string_view sql, const store::Values& values = {}) const {
    return need(database_->query(sql, values));
  }
  std::int64_t number(std::string_view sql, const store::Values& values = {}) const {
    return rows(sql, values).at(0).integer(0);
  }
  std::int64_t acts(proof::ActCode code) const {
    return number("SELECT count(*) FROM act_record WHERE act = $1", {static_cast<std::int64_t>(code)});
  }
  /// What the department has, in the order in which it was asked.
  std::vector<std::string> delivered() const {
    std::vector<std::string> words;
    for (const store::Row& row : rows("SELECT words FROM department WHERE state = '' ORDER BY position"))
      words.push_back(row.text(0));
    return words;
  }
  std::vector<Entry> entries(bool incoming) const {
    Filter filter;
    filter.incoming = incoming;
    return need(service->list(filter, "", Service::kMaxPage));
  }
  /// One message of ours.
  Entry sent(const MessageId& id) const {
    for (const Entry& entry : entries(false))
      if (entry.id == id.text()) return entry;
    throw std::runtime_error("no such message");
  }

  Draft draft(const std::string& to, const ConversationId& conversation, const std::string& word) const {
    return Draft{
        Kind::Submission, to, conversation, std::nullopt, {{"event", word}}, base::to_bytes("{}"), {}, {}};
  }
  /// The act and its message in one commit.
  base::Result<MessageId> send(Draft draft) {
    store::WriteSet set;
    YX_TRY(const MessageId id, service->enqueue(set, std::move(draft)));
    YX_TRY(const auto committed, lane->commit(std::move(set)));
    static_cast<void>(committed);
    return id;
  }

  base::ManualClock& clock;
  base::IdSource ids{clock};
  const ledger::Recorder recorder{crypto::random_secret(crypto::kSealKeySize), ids};
  const crypto::Sm2PrivateKey signing = crypto::Sm2PrivateKey::generate();
  const crypto::Sm2PrivateKey sealing = crypto::Sm2PrivateKey::generate();
  bool signer_away = false;
  store::Database& database() const { return *database_; }
  /// What the department says instead of taking a message.
  std::function<std::optional<base::Error>(const Incoming&)> objection;
  /// Departments in place of the one here, which only writes down what it gets.
  exchange::Deliver department;
  exchange::OnReceipt receipts;
  int asked = 0;
  std::array<std::atomic<int>, 4> operations{};  // of the lane since start(), by store::Operation
  Line line;
  exchange::Transport* transport = &line;
  std::unique_ptr<store::Lane> lane;
  std::unique_ptr<Service> service;

 private:
  base::Result<store::WriteSet> deliver(const Incoming& incoming) {
    ++asked;
    if (objection) {
      if (auto error = objection(incoming)) return *error;
    }
    if (department) return department(incoming);
    std::string files;
    for (std::size_t i = 0; i < incoming.letter.attachments.size(); ++i) {
      YX_TRY(const base::Bytes content, incoming.file(i));
      files += incoming.letter.attachments[i].name + "=" + base::to_hex(crypto::sm3(content)) + ";";
    }
    store::WriteSet set;
    set.add(
        "INSERT INTO department (message, words, sealed, files, received_at, state, position) "
        "VALUES ($1, $2, $3, $4, $5, '', (SELECT COALESCE(MAX(position), 0) + 1 FROM department))",
        {incoming.letter.id.text(),
         std::string(exchange::find_word(incoming.letter.words, "event").value_or("")), incoming.sealed,
         files, base::to_micros(incoming.received_at)});
    return set;
  }
  base::Result<store::WriteSet> note_receipt(const Receipted& said) {
    if (receipts) return receipts(said);
    store::WriteSet set;
    set.add(
        "INSERT INTO department (message, words, sealed, files, received_at, state, position) "
        "VALUES ($1, $2, $3, '', $4, $5, 0)",
        {said.message.text(), said.code, base::Bytes(),
         base::to_micros(said.received_at.value_or(base::Time())),
         std::string(exchange::state_name(said.state))});
    return set;
  }

  const std::string name_;
  store::TestDatabase test_database_;
  std::shared_ptr<store::Database> database_;
};

/// The suite's base: a provider and a regulator.
class ExchangeWorld : public testing::TestWithParam<store::Engine> {
 protected:
  void SetUp() override {
    if (!store::TestDatabase::available(GetParam()))
      GTEST_SKIP() << "YINXIN_TEST_POSTGRES is not set: use tests/with_postgres";
    provider = std::make_unique<Party>("provider", GetParam(), clock);
    regulator = std::make_unique<Party>("regulator", GetParam(), clock);
    start_provider();
    start_regulator();
  }
  void TearDown() override {
    provider.reset();
    regulator.reset();
  }

  void start_provider(std::optional<store::Fault> fault = {}) {
    provider->start({regulator->as_peer()}, std::move(fault));
    regulator->line.ends["provider"] = provider->service.get();
  }
  void start_regulator(std::optional<store::Fault> fault = {}) {
    regulator->start({provider->as_peer()}, std::move(fault));
    provider->line.ends["regulator"] = regulator->service.get();
  }
  void stop_regulator() {
    regulator->stop();
    provider->line.ends["regulator"] = nullptr;
  }
  /// Both work until neither has anything to do now.
  void settle() {
    for (int i = 0; i < 100; ++i) {
      if (need(provider->service->work()) + need(regulator->service->work()) == 0) return;
    }
    FAIL() << "they never come to rest";
  }
  /// The first post that left the provider.
  const base::Bytes& first_post() const { return provider->line.posted.at(0); }
  /// As `message` is now, signed by `key`.
  static base::Bytes signed_again(Message message, const crypto::Sm2PrivateKey& key) {
    message.octets = exchange::encode_letter(message.letter);
    const std::string note = exchange::letter_note(message.letter, message.octets);
    message.signature = need(crypto::sm2_sign(key, base::as_bytes(note)));
    return message.to_der();
  }
  MessageId new_id() const { return need(MessageId::parse(provider->service->new_conversation().text())); }
  /// A word of a receipt.
  static std::string word(const base::Bytes& receipt, std::string_view name) {
    return std::string(exchange::find_word(need(Message::parse(receipt)).letter.words, name).value_or("-"));
  }
  /// Long enough for whatever waits to be tried again.
  void wait() { clock.advance(exchange::kLongestRetry); }

  base::ManualClock clock{base::parse_utc("2026-01-09T02:00:00Z").value()};
  std::unique_ptr<Party> provider;
  std::unique_ptr<Party> regulator;
};

}  // namespace yinxin::exchange_support
