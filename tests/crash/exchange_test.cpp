// An organisation that fails before or after each durable step of its exchange, or is killed, on both
// engines: each message is delivered once, in order, and both sides say so.
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "exchange_support/exchange_world.hpp"

namespace yinxin::exchange_support {
namespace {

using proof::ActCode;
using store::Fault;
using store::Moment;
using store::Operation;

constexpr int kMaxSteps = 60;   // more commits than one side makes for two messages
constexpr int kMostRounds = 8;  // of waiting, until everything came to rest

class ExchangeCrashTest : public ExchangeWorld {
 protected:
  void wipe() {
    for (Party* party : {provider.get(), regulator.get()}) {
      party->stop();
      party->run(
          "DELETE FROM exchange_inbox; DELETE FROM exchange_outbox; DELETE FROM exchange_conversation;"
          " DELETE FROM exchange_part; DELETE FROM exchange_attachment; DELETE FROM department;"
          " DELETE FROM act_record");
    }
  }
  Draft materials(const ConversationId& conversation, const std::string& word) {
    Draft draft = provider->draft("regulator", conversation, word);
    draft.sealed = base::to_bytes("secret");
    draft.files.push_back({"a", "text/plain", base::to_bytes("0123456789"), true});
    return draft;
  }
  /// As far as it goes; whether nobody failed.
  bool work_on() {
    bool well = true;
    for (int i = 0; i < kMostRounds; ++i) {
      well = provider->service->work().has_value() && well;
      well = regulator->service->work().has_value() && well;
      if (!well) return false;
      wait();
    }
    return well;
  }
  void expect_whole(const std::vector<std::string>& words) {
    EXPECT_EQ(regulator->delivered(), words);
    const auto count = static_cast<std::int64_t>(words.size());
    for (const Entry& entry : provider->entries(false)) EXPECT_EQ(entry.state, "delivered");
    EXPECT_EQ(provider->acts(ActCode::MessageSent), count);
    EXPECT_EQ(regulator->acts(ActCode::MessageReceived), count);
    EXPECT_EQ(regulator->acts(ActCode::MessageDelivered), count);
    EXPECT_EQ(provider->number("SELECT count(*) FROM department WHERE state = 'delivered'"), count);
    EXPECT_LE(provider->number("SELECT count(*) FROM department WHERE state = 'received'"), count);
    EXPECT_EQ(regulator->number("SELECT count(*) FROM exchange_outbox"), count)
        << "one delivery receipt each";
    EXPECT_EQ(regulator->number("SELECT count(*) FROM exchange_outbox WHERE state <> 'received'"), 0);
  }
  /// An operation of one of the two fails, each in turn, before it and after it, and then that one starts
  /// anew, until there is none left.
  void at_every_step(bool of_provider) {
    int failed = 0;
    for (const Operation operation : {Operation::Begin, Operation::RunAll, Operation::Commit}) {
      for (const Moment moment : {Moment::Before, Moment::After}) {
        for (int countdown = 1; countdown <= kMaxSteps; ++countdown) {
          SCOPED_TRACE(std::to_string(static_cast<int>(operation)) + "/" + std::to_string(countdown) +
                       (moment == Moment::Before ? " before" : " after"));
          fails_once(of_provider, Fault{operation, countdown, moment});
          if (HasFailure()) return;
          if (reached_ < countdown) break;
          ++failed;
        }
      }
    }
    EXPECT_GE(failed, 16) << "some four commits of each side, before and after the beginning and the commit";
  }
  void fails_once(bool of_provider, Fault fault) {
    const Operation operation = fault.operation;
    wipe();
    start_provider();
    const ConversationId conversation = provider->service->new_conversation();
    need(provider->send(materials(conversation, "a")));
    need(provider->send(provider->draft("regulator", conversation, "b")));
    if (of_provider) {
      start_regulator();
      start_provider(std::move(fault));
    } else {
      start_regulator(std::move(fault));
      start_provider();
    }
    work_on();  // a sender notes what failed and tries again; others say it
    reached_ = (of_provider ? *provider : *regulator).operations[static_cast<std::size_t>(operation)];
    start_provider();
    start_regulator();
    wait();
    EXPECT_TRUE(work_on());
    expect_whole({"a", "b"});
  }

  int reached_ = 0;  // operations of that kind until the restart
};
YX_BOTH_ENGINES(ExchangeCrashTest);

TEST_P(ExchangeCrashTest, TheSenderFailsAtEachStep) {
  at_every_step(true);
}

TEST_P(ExchangeCrashTest, TheReceiverFailsAtEachStep) {
  at_every_step(false);
}

TEST_P(ExchangeCrashTest, TheActAndItsMessageAreThereTogetherOrNotAtAll) {
  for (const Operation operation : {Operation::Begin, Operation::RunAll, Operation::Commit}) {
    for (const Moment moment : {Moment::Before, Moment::After}) {
      wipe();
      start_provider(Fault{operation, 1, moment});
      store::WriteSet set;
      need(provider->service->enqueue(
          set, provider->draft("regulator", provider->service->new_conversation(), "a")));
      set.add(
          "INSERT INTO department (message, words, sealed, files, received_at, state, position) "
          "VALUES ('act', '', $1, '', 0, 'act', 0)",
          {base::Bytes()});
      static_cast<void>(provider->lane->commit(std::move(set)));
      start_provider();
      EXPECT_EQ(provider->number("SELECT count(*) FROM exchange_outbox"),
                provider->number("SELECT count(*) FROM department"));
    }
  }
}

// Both organisations in a process that is killed after so many of its steps, again and again.
TEST_P(ExchangeCrashTest, WhoIsKilledGoesOn) {
  const ConversationId conversation = provider->service->new_conversation();
  std::vector<std::string> words;
  for (int round = 1; round <= 14; ++round) {
    words.push_back("m" + std::to_string(round));
    need(provider->send(materials(conversation, words.back())));
    wait();
    provider->close();
    regulator->close();
    int steps[2];
    ASSERT_EQ(pipe(steps), 0);
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      const auto step = [&] { return ::write(steps[1], "x", 1) == 1; };
      for (Party* party : {provider.get(), regulator.get()}) {
        party->open();
        party->line.before = party->line.after = step;
        party->objection = [&](const Incoming&) -> std::optional<base::Error> {
          return step() ? std::nullopt : std::optional(line_cut());
        };
      }
      start_provider();
      start_regulator();
      while (true) {
        if (!provider->service->work() || !regulator->service->work()) _exit(1);
        step();
      }
    }
    char octet = 0;
    for (int i = 0; i < round; ++i) ASSERT_EQ(::read(steps[0], &octet, 1), 1);
    kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFSIGNALED(status));
    ::close(steps[0]);
    ::close(steps[1]);
    provider->open();
    regulator->open();
    start_provider();
    start_regulator();
  }
  wait();
  EXPECT_TRUE(work_on());
  expect_whole(words);
}

}  // namespace
}  // namespace yinxin::exchange_support
