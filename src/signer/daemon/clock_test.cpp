// The demonstration's clock at the signer: forward only, on disk before the answer, and nowhere else.
#include <gtest/gtest.h>

#include "base/files.hpp"
#include "signer/daemon/test_desk.hpp"

namespace yinxin::signer {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;

constexpr hours kDay{24};

/// A clock over the machine's, as the daemon of a demonstration has.
class SignerClockTest : public testing::Test {
 protected:
  void start() {
    moving = std::make_unique<base::MovableClock>(wall);
    desk.reset();
    DeskOptions options;
    options.keys_folder = folder / "keys";
    options.journal_path = folder / "journal";
    options.initialise = options.demonstration = true;
    options.movable = moving.get();
    auto opened = Desk::open(options, *moving, log, std::make_unique<SoftwareBackend>());
    ASSERT_TRUE(opened) << base::describe(opened.error());
    desk = std::move(opened).value();
  }
  base::Result<microseconds> move_to(microseconds ahead) {
    Dispatcher dispatcher(*desk, [] {});
    const base::Bytes body = encode_clock(ahead);
    Frame frame;
    frame.type = static_cast<std::uint8_t>(MessageType::MoveClock);
    frame.body = body;
    const Outcome outcome = dispatcher.dispatch(1, frame);
    if (outcome.type == kErrorAnswer) return decode_error(outcome.body);
    return decode_clock(outcome.body);
  }
  void SetUp() override { start(); }

  TestFolder folder;
  base::ManualClock wall{test_time()};
  base::Log log{wall, base::LogLevel::Critical};
  std::unique_ptr<base::MovableClock> moving;
  std::unique_ptr<Desk> desk;
};

TEST_F(SignerClockTest, MovesForwardAndIsThereAfterARestart) {
  EXPECT_EQ(move_to(20 * kDay).value(), 20 * kDay);
  EXPECT_EQ(desk->circumstances().value().now, test_time() + 20 * kDay);
  EXPECT_EQ(move_to(19 * kDay).value(), 20 * kDay) << "never back";
  start();
  EXPECT_EQ(desk->circumstances().value().now, test_time() + 20 * kDay);
  EXPECT_EQ(move_to(21 * kDay).value(), 21 * kDay);
}

TEST_F(SignerClockTest, BeyondTheLimitIsNoMessage) {
  EXPECT_EQ(code_of(move_to(base::MovableClock::kMostAhead + microseconds(1))), "signer.message");
  EXPECT_EQ(move_to(base::MovableClock::kMostAhead).value(), base::MovableClock::kMostAhead);
}

TEST_F(SignerClockTest, WhatCannotBeWrittenIsNotMoved) {
  std::filesystem::create_directories(std::filesystem::path(folder / "keys") / "demonstration-clock" /
                                      "full");
  EXPECT_FALSE(move_to(kDay));
  EXPECT_EQ(moving->ahead(), microseconds(0));
}

TEST_F(SignerClockTest, ADamagedFileIsNotStartedFrom) {
  for (const std::string text : {"", "5", "-1\n", "x\n", "99999999999999999999\n", "189734400000001\n"}) {
    ASSERT_TRUE(base::write_file_durably(std::filesystem::path(folder / "keys") / "demonstration-clock",
                                         base::as_bytes(text), 0600));
    DeskOptions options;
    options.keys_folder = folder / "keys";
    options.journal_path = folder / "journal";
    options.movable = moving.get();
    desk.reset();
    EXPECT_EQ(code_of(Desk::open(options, *moving, log, std::make_unique<SoftwareBackend>())),
              "signer.clock_file")
        << text;
  }
}

TEST(SignerClock, IsTheMachinesWhereThisIsNoDemonstration) {
  TestDesk desk;
  desk.furnish();
  const auto refused = desk.ask(MessageType::MoveClock, encode_clock(kDay));
  EXPECT_EQ(code_of(refused), "signer.refused");
  EXPECT_EQ(desk.desk().circumstances().value().now, test_time());
}

}  // namespace
}  // namespace yinxin::signer
