// A provider that dies in the middle of a batch, on both engines: after the restart every row has one
// outcome, and no application is there twice.
#include <gtest/gtest.h>

#include "registration_support/registration_world.hpp"

namespace yinxin::registration_support {
namespace {

using registration::BatchEntry;
using registration::BatchRow;
using store::Moment;
using store::Operation;

class BatchCrashTest : public RegistrationWorld {
 protected:
  void restart(std::optional<store::Fault> fault = {}) {
    batches.reset();
    registration.reset();
    authority.reset();
    start_lane(std::move(fault));
    start_authority();
    start_registration();
    start_batches();
  }
  bool in_trouble() {
    const std::lock_guard lock(troubles_mutex);
    return !troubles.empty();
  }
  bool finished(const std::string& number) const {
    return need(batches->find(number)).finished_at.has_value();
  }
  std::string only_batch() const { return need(batches->list("", 10)).at(0).number; }

  /// Two hundred rows, each tenth without a phone.
  static const std::vector<BatchEntry>& entries() {
    static const std::vector<BatchEntry> kEntries = [] {
      std::vector<BatchEntry> entries;
      for (int i = 0; i < kRows; ++i) {
        Applicant applicant = person();
        if (i % 10 == 9) applicant.form.phone = "none";
        entries.emplace_back(std::move(applicant.form));
      }
      return entries;
    }();
    return kEntries;
  }
  void receive() {
    base::Waiter<registration::Batch> waiter;
    batches->receive({registration::BatchFormat::Ndjson, {}, entries()}, anna(), {}, waiter.completion());
    received = waiter.wait().has_value();
  }
  void expect_each_once(const std::string& number) {
    const auto rows = need(batches->rows(number, 0, 1000));
    ASSERT_EQ(rows.size(), static_cast<std::size_t>(kRows));
    for (const BatchRow& row : rows) {
      EXPECT_EQ(row.error.has_value(), row.position % 10 == 0) << row.position;
      if (row.error) {
        EXPECT_EQ(row.error->code, "registration.contact");
      } else {
        EXPECT_EQ(acts(proof::ActCode::ApplicationSubmitted, row.application), 1);
      }
    }
    EXPECT_EQ(this->number("SELECT count(*) FROM application"), kRows - kRows / 10);
    EXPECT_EQ(this->number("SELECT count(DISTINCT application) FROM batch_row"), kRows - kRows / 10);
    EXPECT_EQ(records(proof::ActCode::BatchReceived, "batch/" + number), 1);
  }

  static constexpr int kRows = 200;
  bool received = false;
};
YX_BOTH_ENGINES(BatchCrashTest);

TEST_P(BatchCrashTest, ACommitThatNobodyKnowsOfLosesNoRowAndDoublesNone) {
  for (const int commit : {2, 3, 4, 6}) {
    for (const Moment moment : {Moment::Before, Moment::After}) {
      SCOPED_TRACE(std::to_string(commit) + (moment == Moment::Before ? " before" : " after"));
      run("DELETE FROM batch_row; DELETE FROM batch; DELETE FROM application_step;"
          " DELETE FROM application_identity; DELETE FROM application; DELETE FROM act_record");
      restart(store::Fault{Operation::Commit, commit, moment});
      receive();
      ASSERT_TRUE(received);
      ASSERT_TRUE(house_support::eventually([&] { return in_trouble() || finished(only_batch()); }));
      restart();
      const std::string number = only_batch();
      ASSERT_TRUE(house_support::eventually([&] { return finished(number); }));
      expect_each_once(number);
      const std::lock_guard lock(troubles_mutex);
      troubles.clear();
    }
  }
}

TEST_P(BatchCrashTest, AReceiptThatNobodyKnowsOfIsAllOrNothing) {
  for (const Moment moment : {Moment::Before, Moment::After}) {
    restart(store::Fault{Operation::Commit, 1, moment});
    receive();
    EXPECT_FALSE(received);
    restart();
    const auto all = need(batches->list("", 10));
    ASSERT_EQ(all.size(), moment == Moment::After ? 1U : 0U);
  }
  const std::string number = only_batch();
  ASSERT_TRUE(house_support::eventually([&] { return finished(number); }));
  expect_each_once(number);
}

TEST_P(BatchCrashTest, AStopInTheMiddleIsGoneOnWith) {
  restart();
  receive();
  const std::string number = only_batch();
  for (int stops = 0; stops < 3; ++stops) restart();
  ASSERT_TRUE(house_support::eventually([&] { return finished(number); }));
  expect_each_once(number);
}

/// A busy database is no row's fault: nothing is refused, and the rows wait.
TEST_P(BatchCrashTest, APartThatIsAwayRefusesNobody) {
  const base::Error busy = base::make_error(base::ErrorKind::Unavailable, "store.busy", "injected");
  restart(store::Fault{Operation::Begin, 3, Moment::Before, busy});
  receive();
  const std::string number = only_batch();
  ASSERT_TRUE(house_support::eventually([&] { return in_trouble() || finished(number); }));
  restart();
  ASSERT_TRUE(house_support::eventually([&] { return finished(number); }));
  expect_each_once(number);
}

}  // namespace
}  // namespace yinxin::registration_support
