#include "base/result.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "base/completion.hpp"

namespace yinxin::base {
namespace {

Error broken() {
  return make_error(ErrorKind::Conflict, "test.broken", "twice");
}

Result<int> number(bool good) {
  if (!good) return broken();
  return 7;
}
Result<void> step(bool good) {
  if (!good) return broken();
  return {};
}
Result<std::string> both(bool first, bool second) {
  YX_TRY(const int a, number(first));
  YX_CHECK(step(second));
  YX_TRY(const int b, number(second));
  return std::to_string(a + b);
}
Result<std::unique_ptr<int>> boxed(bool good) {
  YX_TRY(int value, number(good));
  return std::make_unique<int>(value);
}

TEST(Result, HoldsAValueOrAnError) {
  const Result<int> good = number(true);
  ASSERT_TRUE(good);
  EXPECT_TRUE(good.has_value());
  EXPECT_EQ(*good, 7);
  EXPECT_EQ(good.value_or(9), 7);
  const Result<int> bad = number(false);
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().code, "test.broken");
  EXPECT_EQ(bad.value_or(9), 9);
}

TEST(Result, TryAndCheckReturnTheFirstError) {
  EXPECT_EQ(*both(true, true), "14");
  EXPECT_EQ(both(false, true).error().kind, ErrorKind::Conflict);
  EXPECT_EQ(both(true, false).error().detail, "twice");
}

TEST(Result, CarriesMoveOnlyValues) {
  EXPECT_EQ(**boxed(true), 7);
  std::unique_ptr<int> taken = *boxed(true);
  EXPECT_EQ(*taken, 7);
  EXPECT_FALSE(boxed(false));
}

Result<std::vector<std::string>> list() {
  return std::vector<std::string>{"a", "b"};
}

TEST(Result, TemporariesDoNotDangle) {
  std::string joined;
  for (const std::string& item : *list()) joined += item;
  EXPECT_EQ(joined, "ab");
  const std::vector<std::string>& kept = *list();
  EXPECT_EQ(kept.size(), 2U);
  const Error& error = number(false).error();
  EXPECT_EQ(error.code, "test.broken");
}

TEST(ResultDeathTest, UsingTheWrongSideEndsTheProcess) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH((void)*number(false), "");
  EXPECT_DEATH((void)number(true).error(), "");
  EXPECT_DEATH(step(false).value(), "");
  EXPECT_DEATH((void)step(true).error(), "");
}

TEST(Error, DescribesItself) {
  EXPECT_EQ(describe(make_error(ErrorKind::Refused, "a.b")), "a.b");
  EXPECT_EQ(describe(make_error(ErrorKind::Refused, "a.b", "why")), "a.b: why");
  EXPECT_EQ(describe(make_error(ErrorKind::Refused, "a.b", "why", "21")), "a.b: why (article 21)");
}

TEST(Error, EveryKindHasItsOwnName) {
  const ErrorKind kinds[] = {ErrorKind::Malformed,       ErrorKind::Refused,     ErrorKind::NotFound,
                             ErrorKind::Conflict,        ErrorKind::NotYet,      ErrorKind::TooLate,
                             ErrorKind::Unauthenticated, ErrorKind::Forbidden,   ErrorKind::TooLarge,
                             ErrorKind::TooMany,         ErrorKind::Unavailable, ErrorKind::Internal};
  const char* names[] = {"malformed",       "refused",   "not_found", "conflict", "not_yet",     "too_late",
                         "unauthenticated", "forbidden", "too_large", "too_many", "unavailable", "internal"};
  for (std::size_t i = 0; i < std::size(kinds); ++i) EXPECT_EQ(to_string(kinds[i]), names[i]);
}

TEST(Waiter, HandsTheResultFromAnotherThread) {
  Waiter<int> good;
  std::jthread worker([done = good.completion()] { done(7); });
  EXPECT_EQ(*good.wait(), 7);
  Waiter<int> bad;
  bad.completion()(broken());
  EXPECT_EQ(bad.wait().error().code, "test.broken");
}

}  // namespace
}  // namespace yinxin::base
