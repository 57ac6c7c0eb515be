#include "store/write_set.hpp"

#include <gtest/gtest.h>

namespace yinxin::store {
namespace {

base::Error lost() {
  return base::make_error(base::ErrorKind::TooLate, "test.lost");
}

TEST(WriteSet, EachKindOfStatementKeepsWhatItInsistsOn) {
  WriteSet set;
  EXPECT_TRUE(set.empty());
  set.add("a", {std::int64_t{1}})
      .add_expecting(2, lost(), "b", {})
      .add_any("c", {})
      .add_returning(3, lost(), "d", {std::int64_t{4}});
  const auto& statements = set.statements();
  ASSERT_EQ(statements.size(), 4u);
  EXPECT_EQ(statements[0].rows, 1);
  EXPECT_EQ(statements[0].on_mismatch.kind, base::ErrorKind::Conflict);
  EXPECT_EQ(statements[0].on_mismatch.code, "store.expected_rows");
  EXPECT_EQ(statements[1].rows, 2);
  EXPECT_EQ(statements[1].on_mismatch.code, "test.lost");
  EXPECT_EQ(statements[2].rows, std::nullopt);
  EXPECT_EQ(statements[3].rows, 3);
  EXPECT_EQ(statements[3].values, Values{std::int64_t{4}});
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(statements[i].returning, i == 3);
}

TEST(WriteSet, AppendKeepsTheOrder) {
  WriteSet act;
  act.add("a", {}).add("b", {});
  WriteSet record;
  record.add("c", {}).add("d", {});
  act.append(std::move(record)).append(WriteSet());
  std::string order;
  for (const auto& statement : act.statements()) order += statement.sql;
  EXPECT_EQ(order, "abcd");
}

}  // namespace
}  // namespace yinxin::store
