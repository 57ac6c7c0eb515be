// A line that cuts, loses answers, repeats, reorders and delays, programs that restart, and an organisation
// that is down for a week: in the end every message was delivered once, in the order of its conversation, and
// both sides have the same time of receipt: the one at which it first arrived.
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "exchange_support/exchange_world.hpp"

namespace yinxin::exchange_support {
namespace {

constexpr int kSeeds = 4;    // a run each
constexpr int kSteps = 120;  // of a run
constexpr int kConversations = 3;

class LossyLineTest : public ExchangeWorld {
 protected:
  bool chance(int percent) { return static_cast<int>(random_() % 100) < percent; }

  void make_lossy(Party& from, Party& to) {
    from.line.before = [this] { return !chance(25); };
    from.line.after = [this] { return !chance(25); };
    from.line.arrived = [this, &to](const base::Bytes& octets) { note_arrival(to, octets); };
  }
  void heal(Party& from) {
    from.line.before = from.line.after = [] { return true; };
  }
  void note_arrival(Party& at, const base::Bytes& octets) {
    static_cast<void>(at);
    first_arrival_.emplace(need(Message::parse(octets)).letter.id.text(), clock.now());
  }
  void send_something() {
    Party& from = chance(50) ? *provider : *regulator;
    if (!from.service) return;
    const std::size_t which = random_() % kConversations;
    const std::string to = &from == provider.get() ? "regulator" : "provider";
    auto& words = sent_[{from.name(), which}];
    Draft draft = from.draft(to, conversations_[which],
                             from.name() + std::to_string(which) + "/" + std::to_string(words.size()));
    words.push_back(draft.words[0].second);
    if (chance(20)) draft.files.push_back({"a", "text/plain", crypto::random_bytes(50), chance(50)});
    const bool plain = draft.files.empty();
    const MessageId id = need(from.send(std::move(draft)));
    if (plain) plain_.insert(id.text());
  }
  /// Something that left long ago comes again, late and out of order.
  void repeat_something() {
    Party& from = chance(50) ? *provider : *regulator;
    Party& to = &from == provider.get() ? *regulator : *provider;
    if (from.line.posted.empty() || !to.service) return;
    const base::Bytes octets = from.line.posted[random_() % from.line.posted.size()];
    note_arrival(to, octets);
    EXPECT_TRUE(to.service->receive(octets));
  }
  void restart_something() {
    if (chance(50))
      start_provider();
    else
      start_regulator();
  }
  void week_down() {
    stop_regulator();
    for (int day = 0; day < 7; ++day) {
      if (chance(50)) send_something();
      need(provider->service->work());
      clock.advance(std::chrono::hours(24));
    }
    start_regulator();
  }
  void step() {
    clock.advance(std::chrono::seconds(random_() % 400));
    const auto what = random_() % 20;
    if (what < 6) return send_something();
    if (what < 9) return repeat_something();
    if (what == 9) return restart_something();
    if (what == 10 && chance(20)) return week_down();
    Party& party = chance(50) ? *provider : *regulator;
    need(party.service->work());
  }
  /// Of one side, what the other's department has of each conversation.
  std::vector<std::string> delivered_of(const Party& to, const std::string& prefix) {
    std::vector<std::string> found;
    for (const std::string& word : to.delivered())
      if (word.starts_with(prefix)) found.push_back(word);
    return found;
  }
  void expect_whole() {
    for (const auto& [key, words] : sent_) {
      const Party& to = key.first == "provider" ? *regulator : *provider;
      EXPECT_EQ(delivered_of(to, key.first + std::to_string(key.second) + "/"), words);
    }
    for (const Party* party : {provider.get(), regulator.get()}) {
      const Party& other = party == provider.get() ? *regulator : *provider;
      for (const Entry& entry : party->entries(false)) {
        if (entry.kind == "receipt") continue;
        EXPECT_EQ(entry.state, "delivered");
        const auto theirs =
            other.rows("SELECT received_at FROM department WHERE message = $1 AND state = ''", {entry.id});
        ASSERT_EQ(theirs.size(), 1U);
        ASSERT_TRUE(entry.received_at && entry.first_sent_at);
        EXPECT_EQ(theirs[0].integer(0), base::to_micros(*entry.received_at));
        EXPECT_LE(*entry.first_sent_at, *entry.received_at);
        if (plain_.count(entry.id) != 0) EXPECT_EQ(first_arrival_.at(entry.id), *entry.received_at);
      }
    }
  }

  std::mt19937 random_;
  std::vector<ConversationId> conversations_;
  std::map<std::pair<std::string, std::size_t>, std::vector<std::string>> sent_;
  std::set<std::string> plain_;
  std::map<std::string, base::Time> first_arrival_;
};
INSTANTIATE_TEST_SUITE_P(Engines, LossyLineTest,
                         testing::Values(store::Engine::Sqlite, store::Engine::Postgres), store::engine_name);

TEST_P(LossyLineTest, NothingIsLostDoubledOrOutOfOrder) {
  for (int i = 0; i < kConversations; ++i) conversations_.push_back(provider->service->new_conversation());
  for (int seed = 0; seed < kSeeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    random_.seed(static_cast<unsigned>(seed));
    make_lossy(*provider, *regulator);
    make_lossy(*regulator, *provider);
    for (int i = 0; i < kSteps; ++i) step();
    week_down();
    heal(*provider);
    heal(*regulator);
    for (int i = 0; i < 10; ++i) {
      wait();
      settle();
    }
    expect_whole();
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace yinxin::exchange_support
