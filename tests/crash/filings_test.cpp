// A provider or an authority that fails before or after each durable step of a filing and of the notice that
// goes back, or is killed, on both engines: one case, one notice, and both sides say so.
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "filings_support/filings_world.hpp"

namespace yinxin::filings_support {
namespace {

using store::Fault;
using store::Moment;
using store::Operation;

constexpr int kMaxFilingSteps = 60;  // more commits than one side makes for a filing and its return
constexpr int kFilingRounds = 8;     // of waiting, until everything came to rest

class FilingsCrashTest : public FilingsWorld {
 protected:
  void wipe() {
    close_provider();
    close_regulator();
    for (exchange_support::Party* party : {provider.get(), regulator.get()}) {
      party->run(
          "DELETE FROM filing_matter; DELETE FROM filing_file; DELETE FROM filing_letter; DELETE FROM filing;"
          " DELETE FROM exchange_inbox; DELETE FROM exchange_outbox; DELETE FROM exchange_conversation;"
          " DELETE FROM exchange_part; DELETE FROM exchange_attachment;"
          " DELETE FROM case_clock_move; DELETE FROM case_recalculation; DELETE FROM case_reminder; DELETE "
          "FROM case_clock;"
          " DELETE FROM case_item; DELETE FROM case_step; DELETE FROM case_record; DELETE FROM case_series;"
          " DELETE FROM act_record");
    }
  }
  void work_on() {
    for (int i = 0; i < kFilingRounds; ++i) {
      static_cast<void>(provider->service->work());
      static_cast<void>(regulator->service->work());
      wait();
    }
  }
  /// Of the only case there is. A number that a failed commit took is not given again.
  std::string case_number() const {
    return need(cases->list({}, by("case_officer"), "", 1)).cases.at(0).number;
  }
  /// An officer returns the filing, and asks again whether it was done when that failed.
  void return_it() {
    if (cases_there() == 0) return;
    static_cast<void>(
        act(case_number(), "return_filing", "province_intake_officer", {{"missing", text("缺少目录")}}));
  }
  void expect_one(const FilingId& id) {
    EXPECT_EQ(cases_there(), 1);
    EXPECT_EQ(regulator->number("SELECT count(*) FROM case_step"), 3);
    EXPECT_EQ(regulator->number("SELECT count(*) FROM filing_file"), 3);
    EXPECT_EQ(at_provider(id).case_number, case_number());
    EXPECT_EQ(at_provider(id).case_state, "to_supplement");
    EXPECT_THAT(
        course(*provider_records, id),
        testing::ElementsAre("out submission delivered", "in notice delivered", "in notice delivered"));
    EXPECT_THAT(
        course(*regulator_records, id),
        testing::ElementsAre("in submission delivered", "out notice delivered", "out notice delivered"));
    EXPECT_EQ(regulator->acts(proof::ActCode::RulesFiled), 1);
    EXPECT_EQ(regulator->acts(proof::ActCode::CaseReturned), 1);
    EXPECT_EQ(regulator->acts(proof::ActCode::MessageDelivered), 1);
    EXPECT_EQ(provider->acts(proof::ActCode::MessageDelivered), 2);
  }
  /// The provider's own case has followed, step by step and each once.
  void expect_followed(const FilingId& id) {
    const cases::View own = here(own_case);
    EXPECT_EQ(own.found.state(), "to_supplement");
    std::vector<std::string> events;
    for (const cases::StepNote& step : own.found.steps) events.push_back(step.event);
    EXPECT_THAT(events, testing::ElementsAre("draft", "review", "review", "review", "approve", "publish",
                                             "submit_filing", "return_filing"));
    EXPECT_EQ(provider->acts(proof::ActCode::RulesFiled), 1);
    EXPECT_EQ(provider->acts(proof::ActCode::CaseReturned), 1);
    EXPECT_EQ(provider->number("SELECT count(*) FROM filing_matter"), 0);
    EXPECT_EQ(at_provider(id).followed, 3);
    EXPECT_EQ(own.found.steps.back().at,
              cases->read(case_number(), by("case_officer"))->found.steps.back().at);
  }
  /// An operation of one of the two fails, each in turn, and then that one starts anew, until none is left.
  void at_every_step(bool of_provider) {
    int failed = 0;
    for (const Operation operation : {Operation::Begin, Operation::RunAll, Operation::Commit}) {
      for (const Moment moment : {Moment::Before, Moment::After}) {
        for (int countdown = 1; countdown <= kMaxFilingSteps; ++countdown) {
          SCOPED_TRACE(std::to_string(static_cast<int>(operation)) + "/" + std::to_string(countdown) +
                       (moment == Moment::Before ? " before" : " after"));
          if (!fails_once(of_provider, Fault{operation, countdown, moment})) break;
          if (HasFailure()) return;
          ++failed;
        }
      }
    }
    EXPECT_GE(failed, 20) << "some five commits of each side, before and after each operation";
  }
  /// False: the operation was never reached.
  bool fails_once(bool of_provider, const Fault& fault) {
    wipe();
    open_provider();
    open_regulator();
    own_case = own_cps();
    const FilingId id = filed(cps_from(own_case));
    if (of_provider)
      open_provider(fault);
    else
      open_regulator(fault);
    provider->line.ends["regulator"] = regulator->service.get();
    work_on();
    return_it();
    work_on();
    const int reached =
        (of_provider ? *provider : *regulator).operations[static_cast<std::size_t>(fault.operation)];
    open_provider();
    open_regulator();
    wait();
    work_on();
    return_it();  // where it was not done: else the case says that it was
    work_on();
    expect_one(id);
    expect_followed(id);
    return reached >= fault.countdown;
  }

  std::string own_case;
};
YX_BOTH_ENGINES(FilingsCrashTest);

TEST_P(FilingsCrashTest, TheAuthorityFailsAtEachStep) {
  at_every_step(false);
}

TEST_P(FilingsCrashTest, TheProviderFailsAtEachStep) {
  at_every_step(true);
}

TEST_P(FilingsCrashTest, TheFilingAndItsLetterAreThereTogetherOrNotAtAll) {
  for (const Operation operation : {Operation::Begin, Operation::RunAll, Operation::Commit}) {
    for (const Moment moment : {Moment::Before, Moment::After}) {
      wipe();
      open_provider(Fault{operation, 1, moment});
      static_cast<void>(file_it(cps(), comply));
      open_provider();
      const std::int64_t filed = provider->number("SELECT count(*) FROM filing");
      EXPECT_EQ(provider->number("SELECT count(*) FROM filing_letter"), filed);
      EXPECT_EQ(provider->number("SELECT count(*) FROM filing_file"), 3 * filed);
      EXPECT_EQ(provider->number("SELECT count(*) FROM exchange_outbox"), filed);
      EXPECT_EQ(provider->acts(proof::ActCode::CaseSubmitted), filed);
    }
  }
}

// Between the letter and its case, and anywhere else.
TEST_P(FilingsCrashTest, WhoIsKilledGoesOn) {
  std::vector<FilingId> ids;
  for (int round = 1; round <= 10; ++round) {
    ids.push_back(filed());
    wait();
    close_provider();
    close_regulator();
    provider->close();
    regulator->close();
    int steps[2];
    ASSERT_EQ(pipe(steps), 0);
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      const auto step = [&] { return ::write(steps[1], "x", 1) == 1; };
      provider->open();
      regulator->open();
      open_provider();
      open_regulator();
      for (exchange_support::Party* party : {provider.get(), regulator.get()}) {
        party->line.before = party->line.after = step;
        party->objection = [&](const auto&) -> std::optional<base::Error> {
          return step() ? std::nullopt : std::optional(exchange_support::line_cut());
        };
      }
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
    open_provider();
    open_regulator();
  }
  wait();
  work_on();
  EXPECT_EQ(cases_there(), static_cast<std::int64_t>(ids.size()));
  std::set<std::string> numbers;
  for (const FilingId& id : ids) {
    EXPECT_EQ(at_provider(id).state, filings::State::Open);
    numbers.insert(at_provider(id).case_number);
  }
  EXPECT_EQ(numbers.size(), ids.size()) << "each a case of its own";
}

}  // namespace
}  // namespace yinxin::filings_support
