// A process that is killed in the middle of its commits: whatever it was told is durable is there afterwards,
// and no set is there by half.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <csignal>
#include <set>
#include <thread>

#include "store/write_set.hpp"
#include "store_support/test_database.hpp"

namespace yinxin::store {
namespace {

class LaneCrashTest : public BothEngines {
 protected:
  void SetUp() override {
    BothEngines::SetUp();
    if (IsSkipped()) return;
    run("CREATE TABLE acts (id BIGINT NOT NULL PRIMARY KEY, data blob NOT NULL);"
        "CREATE TABLE records (id BIGINT NOT NULL PRIMARY KEY REFERENCES acts (id))");
    database_.reset();  // connections do not survive fork()
  }
};
YX_BOTH_ENGINES(LaneCrashTest);

/// In the child: four callers, each commits as fast as it can and writes the id of each set it is told is
/// durable.
[[noreturn]] void commit_until_killed(const std::string& address, std::int64_t first, int acknowledged) {
  const auto database = Database::open(address);
  if (!database) ::_exit(1);
  const auto lane = Lane::start(**database);
  if (!lane) ::_exit(1);
  std::vector<std::thread> callers;
  for (std::int64_t caller = 0; caller < 4; ++caller) {
    callers.emplace_back([&, caller] {
      for (std::int64_t id = first + caller;; id += 4) {
        WriteSet set;
        set.add("INSERT INTO acts (id, data) VALUES ($1, $2)", {id, base::Bytes(1000, 0x55)});
        set.add("INSERT INTO records (id) VALUES ($1)", {id});
        if (!(*lane)->commit(std::move(set))) ::_exit(2);
        if (::write(acknowledged, &id, sizeof id) != sizeof id) ::_exit(3);
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  ::_exit(4);
}

/// What the child acknowledged before it was killed, which is done once `enough` have come.
std::set<std::int64_t> run_and_kill(const std::string& address, std::int64_t first, std::size_t enough) {
  int pipe[2] = {-1, -1};
  EXPECT_EQ(::pipe(pipe), 0);
  const pid_t child = ::fork();
  if (child == 0) commit_until_killed(address, first, pipe[1]);
  ::close(pipe[1]);
  std::set<std::int64_t> acknowledged;
  std::int64_t id = 0;
  while (::read(pipe[0], &id, sizeof id) == sizeof id) {  // to the end: some were on their way when it died
    acknowledged.insert(id);
    if (acknowledged.size() == enough) ::kill(child, SIGKILL);
  }
  ::close(pipe[0]);
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status)) << status;
  return acknowledged;
}

TEST_P(LaneCrashTest, WhatWasAcknowledgedSurvivesTheProcess) {
  std::set<std::int64_t> acknowledged;
  std::int64_t first = 0;
  for (const std::size_t enough : {1u, 2u, 17u, 250u}) {
    acknowledged.merge(run_and_kill(test_database_->address(), first, enough));
    first += 1'000'000;
  }
  const auto database = test_database_->open();
  std::set<std::int64_t> stored;
  const auto rows = database->query("SELECT id FROM acts", {});
  ASSERT_TRUE(rows);
  for (const Row& row : *rows) stored.insert(row.integer(0));
  for (const std::int64_t id : acknowledged) EXPECT_EQ(stored.count(id), 1u) << id;
  EXPECT_GE(acknowledged.size(), 270u);
  EXPECT_LE(stored.size(), acknowledged.size() + 16) << "at most what four callers waited for, four times";
  EXPECT_TRUE(
      database->query("SELECT id FROM acts WHERE id NOT IN (SELECT id FROM records)", {}).value().empty());
  EXPECT_EQ(database->query("SELECT count(*) FROM records", {}).value().at(0).integer(0),
            static_cast<std::int64_t>(stored.size()));
}

TEST_P(LaneCrashTest, ProcessesBesideOneAnother) {
  constexpr std::int64_t kProcesses = 3;
  constexpr std::int64_t kEach = 100;
  const auto work = [&](std::int64_t first) {
    const auto database = test_database_->open();
    const auto lane = Lane::start(*database).value();
    for (std::int64_t id = first; id < first + kEach; ++id) {
      WriteSet set;
      set.add("INSERT INTO acts (id, data) VALUES ($1, $2)", {id, base::Bytes{1}});
      if (!lane->commit(std::move(set))) return false;
    }
    return true;
  };
  std::vector<pid_t> children;
  for (std::int64_t process = 0; process < kProcesses; ++process) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(work(process * kEach) ? 0 : 1);
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = -1;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
  }
  EXPECT_EQ(test_database_->open()->query("SELECT count(*) FROM acts", {}).value().at(0).integer(0),
            kProcesses * kEach);
}

}  // namespace
}  // namespace yinxin::store
