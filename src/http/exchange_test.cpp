#include "http/exchange.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace yinxin::http {
namespace {

using base::ErrorKind;
using base::make_error;

class ExchangeTest : public ::testing::Test {
 protected:
  base::ManualClock clock_{base::Time()};
  base::Log log_{clock_, base::LogLevel::Critical};
  ErrorTexts texts_;
  std::shared_ptr<Exchange> exchange_ = std::make_shared<Exchange>(texts_, log_);
  int woken_ = 0;
};

TEST_F(ExchangeTest, AnAnswerThatIsThereWakesNobody) {
  exchange_->answer(text(200, "a"));
  const auto response = exchange_->take_or([&] { ++woken_; });
  ASSERT_TRUE(response);
  EXPECT_EQ(response->body_text(), "a");
  EXPECT_EQ(woken_, 0);
}

TEST_F(ExchangeTest, AnAnswerThatComesLaterWakesOnce) {
  EXPECT_FALSE(exchange_->take_or([&] { ++woken_; }));
  std::thread([&] { exchange_->answer(text(200, "a")); }).join();
  exchange_->answer(text(200, "b"));
  exchange_->fail(make_error(ErrorKind::Refused, "c"));
  EXPECT_EQ(woken_, 1);
  EXPECT_EQ(exchange_->take_or(nullptr)->body_text(), "a");
}

TEST_F(ExchangeTest, AnErrorBecomesItsProblem) {
  exchange_->request().id = "00000000000000aa";
  exchange_->fail(make_error(ErrorKind::NotFound, "a.b"));
  const auto response = exchange_->take_or(nullptr);
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 404);
  EXPECT_NE(response->body_text().find("urn:yinxin:request:00000000000000aa"), std::string_view::npos);
}

TEST_F(ExchangeTest, AfterTheCloseNothingHappens) {
  EXPECT_FALSE(exchange_->take_or([&] { ++woken_; }));
  exchange_->close();
  exchange_->answer(text(200, "a"));
  exchange_->fail(make_error(ErrorKind::Internal, "c"));
  EXPECT_EQ(woken_, 0);
  EXPECT_FALSE(exchange_->take_or(nullptr));
}

TEST_F(ExchangeTest, TheCloseLetsGoOfWhatTheWakeHolds) {
  const auto held = std::make_shared<int>(0);
  EXPECT_FALSE(exchange_->take_or([held] {}));
  EXPECT_EQ(held.use_count(), 2);
  exchange_->close();
  EXPECT_EQ(held.use_count(), 1);
}

}  // namespace
}  // namespace yinxin::http
