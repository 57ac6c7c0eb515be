// The vectors of requirements 2.14, over the ranges of rules/penalties.toml.
#include "rules/penalty.hpp"

#include <limits>

#include "rules/test_rules.hpp"

namespace yinxin::rules {
namespace {

using testing::book;

const Scale& scale(const std::string& id) {
  return *find_by(book().scales, &Scale::id, id);
}

struct Vector {
  std::int64_t gain, min, max;
};

TEST(Penalty, RangesOfArticle38) {
  const Vector vectors[] = {{0, 10000000, 30000000},
                            {29999999, 10000000, 30000000},
                            {30000000, 30000000, 90000000},
                            {123456789, 123456789, 370370367}};
  for (const Vector& vector : vectors) {
    for (const char* id : {"L38", "L37"}) {
      const auto range = fine_range(scale(id), vector.gain);
      ASSERT_TRUE(range);
      EXPECT_EQ(range->min, vector.min) << vector.gain;
      EXPECT_EQ(range->max, vector.max) << vector.gain;
    }
  }
}

TEST(Penalty, GainsThatCannotBeCountedAreRefused) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(fine_range(scale("L38"), -1).error().code, "rules.penalty.gain");
  EXPECT_EQ(fine_range(scale("L38"), kMost / 3 + 1).error().code, "rules.penalty.gain");
  EXPECT_EQ(fine_range(scale("L38"), kMost / 3)->max, kMost / 3 * 3);
  EXPECT_EQ(fine_range(scale("L39"), kMost)->max, 10000000);  // no matter the gain
}

TEST(Penalty, Article39HasTwoSteps) {
  EXPECT_EQ(fine_range(scale("L39"), 0)->min, 1000000);
  EXPECT_EQ(fine_range(scale("L39"), 0)->max, 10000000);
  const auto blocked = may_fine(scale("L39"), false, false);
  ASSERT_FALSE(blocked);
  EXPECT_EQ(blocked.error().code, "rules.penalty.order_first");
  EXPECT_EQ(blocked.error().article, "39");
  EXPECT_TRUE(may_fine(scale("L39"), true, false));
  EXPECT_TRUE(may_fine(scale("L39"), false, true));
  EXPECT_FALSE(may_fine(scale("TL63"), false, false));
  EXPECT_TRUE(may_fine(scale("L38"), false, false));
}

TEST(Penalty, LatePaymentAddsUpToTheFineItself) {
  const LatePayment& rule = book().late_payment;
  EXPECT_EQ(rule.days_to_pay, 15);
  EXPECT_EQ(*late_addition(rule, 10000000, 0), 0);
  EXPECT_EQ(*late_addition(rule, 10000000, 10), 3000000);
  EXPECT_EQ(*late_addition(rule, 10000000, 33), 9900000);
  EXPECT_EQ(*late_addition(rule, 10000000, 34), 10000000);
  EXPECT_EQ(*late_addition(rule, 10000000, std::numeric_limits<std::int64_t>::max()), 10000000);
  EXPECT_EQ(*late_addition(rule, 999, 1), 29);  // fen are not split
  EXPECT_EQ(late_addition(rule, -1, 1).error().code, "rules.penalty.gain");
  EXPECT_EQ(late_addition(rule, 1, -1).error().code, "rules.penalty.gain");
}

TEST(Penalty, EveryItemOfTheTwoArticlesIsThere) {
  std::set<std::string> codes;
  for (const PenaltyItem& item : book().items) codes.insert(item.code);
  for (int number = 1; number <= 9; ++number)
    EXPECT_EQ(codes.count("38-" + std::to_string(number)), 1U) << number;
  for (int number = 1; number <= 7; ++number)
    EXPECT_EQ(codes.count("39-" + std::to_string(number)), 1U) << number;
}

}  // namespace
}  // namespace yinxin::rules
