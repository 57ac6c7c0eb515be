// What Connection promises, on both engines with the same SQL.
#include "store/connection.hpp"

#include <gmock/gmock.h>

#include <limits>
#include <stdexcept>

#include "store_support/test_database.hpp"

namespace yinxin::store {
namespace {

using namespace std::string_literals;
using testing::HasSubstr;
using testing::Not;

constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();

class ConnectionTest : public BothEngines {
 protected:
  void SetUp() override {
    BothEngines::SetUp();
    if (IsSkipped()) return;
    run("CREATE TABLE things (id BIGINT NOT NULL PRIMARY KEY, number BIGINT CONSTRAINT small CHECK (number "
        "<> 13), "
        "text TEXT UNIQUE,"
        " data blob, parent BIGINT REFERENCES things (id) ON DELETE CASCADE)");
    connection_ = connect();
  }
  void TearDown() override {
    connection_.reset();
    BothEngines::TearDown();
  }

  base::Result<std::int64_t> put(std::int64_t id, Value number = kNull, Value text = kNull,
                                 Value data = kNull, Value parent = kNull) {
    return connection_->execute(
        "INSERT INTO things (id, number, text, data, parent) VALUES ($1, $2, $3, $4, $5)",
        {id, std::move(number), std::move(text), std::move(data), std::move(parent)});
  }

  std::unique_ptr<Connection> connection_;
};
YX_BOTH_ENGINES(ConnectionTest);

TEST_P(ConnectionTest, ValuesRoundTrip) {
  base::Bytes every(256);
  for (std::size_t i = 0; i < every.size(); ++i) every[i] = static_cast<std::uint8_t>(i);
  const Values cases[] = {
      {std::int64_t{1}, kMin, ""s, base::Bytes{}},
      {std::int64_t{2}, kMax, "印信𠮷\U0001F4DC"s, base::Bytes{0}},
      {std::int64_t{3}, std::int64_t{-1}, "it's; \"quoted\" $1"s, every},
      {std::int64_t{4}, kNull, kNull, kNull},
      {std::int64_t{5}, std::int64_t{0}, std::string(100'000, 'x'), base::Bytes(1 << 20, 0xa5)},
  };
  for (const Values& values : cases) {
    EXPECT_EQ(code_of(put(std::get<std::int64_t>(values[0]), values[1], values[2], values[3])), "ok");
    const auto found =
        connection_->query("SELECT id, number, text, data FROM things WHERE id = $1", {values[0]});
    ASSERT_EQ(code_of(found), "ok");
    EXPECT_TRUE(*found == Rows{Row(values)}) << "row " << std::get<std::int64_t>(values[0]);
  }
}

TEST_P(ConnectionTest, EmptyIsNotNull) {
  ASSERT_TRUE(put(1, kNull, ""s, base::Bytes{}));
  ASSERT_TRUE(put(2));
  const auto found =
      connection_->query("SELECT text IS NULL, data IS NULL, length(data) FROM things ORDER BY id", {});
  ASSERT_EQ(code_of(found), "ok");
  EXPECT_TRUE(found->at(0) == Row({std::int64_t{0}, std::int64_t{0}, std::int64_t{0}}));
  EXPECT_TRUE(found->at(1) == Row({std::int64_t{1}, std::int64_t{1}, kNull}));
}

TEST_P(ConnectionTest, ParametersGoByNumberNotByOrder) {
  const auto found = connection_->query(
      "SELECT CAST($3 AS TEXT), CAST($1 AS BIGINT), CAST($2 AS TEXT), CAST($1 AS BIGINT) + 1",
      {std::int64_t{7}, "b"s, "c"s});
  ASSERT_EQ(code_of(found), "ok");
  EXPECT_TRUE(found->at(0) == Row({"c"s, std::int64_t{7}, "b"s, std::int64_t{8}}));
}

TEST_P(ConnectionTest, ElevenParameters) {  // $1 is not the beginning of $11
  Values values;
  for (std::int64_t i = 1; i <= 11; ++i) values.emplace_back(i);
  const auto found =
      connection_->query("SELECT $11 - $1, $2 + $3 + $4 + $5 + $6 + $7 + $8 + $9 + $10", values);
  ASSERT_EQ(code_of(found), "ok");
  EXPECT_TRUE(found->at(0) == Row({std::int64_t{10}, std::int64_t{54}}));
}

TEST_P(ConnectionTest, SameTextWithNullAndWithoutWorksInTurn) {
  for (std::int64_t id = 0; id < 8; ++id) {
    ASSERT_EQ(code_of(put(id, id % 2 == 0 ? Value(id) : Value(kNull),
                          id % 3 == 0 ? Value(kNull) : Value(std::to_string(id)))),
              "ok");
  }
  EXPECT_EQ(number("SELECT count(*) FROM things WHERE number IS NULL"), 4);
  EXPECT_EQ(number("SELECT count(*) FROM things WHERE text IS NULL"), 3);
}

TEST_P(ConnectionTest, MissingParametersFail) {
  for (const Values& values : {Values{}, Values{kMin}}) {
    EXPECT_EQ(code_of(connection_->query("SELECT id FROM things WHERE id = $1 AND number = $2", values)),
              "store.failed");
  }
  EXPECT_EQ(code_of(connection_->query("SELECT id FROM things WHERE id = $2", {kMin})), "store.failed");
}

TEST_P(ConnectionTest, BadTextIsRefusedBeforeItIsSent) {
  EXPECT_EQ(code_of(put(1, kNull, "\xff"s)), "store.text");
  EXPECT_EQ(code_of(put(1, kNull, "a\0b"s)), "store.text");
  EXPECT_EQ(code_of(connection_->query_each("SELECT id FROM things WHERE text = $1", {"\xc3"s},
                                            [](const Row&) { return base::Result<void>(); })),
            "store.text");
  EXPECT_EQ(code_of(put(1, kNull, "fine"s)), "ok");
}

TEST_P(ConnectionTest, CountsWhatChanged) {
  for (std::int64_t id = 1; id <= 3; ++id) EXPECT_EQ(put(id, id).value(), 1);
  EXPECT_EQ(put(10, kNull, kNull, kNull, std::int64_t{1}).value(), 1);
  EXPECT_EQ(connection_->execute("UPDATE things SET number = 0 WHERE id <= $1", {std::int64_t{2}}).value(),
            2);
  EXPECT_EQ(connection_->execute("UPDATE things SET number = 0 WHERE id = 99", {}).value(), 0);
  EXPECT_EQ(connection_->execute("INSERT INTO things (id) VALUES (1) ON CONFLICT DO NOTHING", {}).value(), 0);
  EXPECT_EQ(connection_->execute("SELECT id FROM things", {}).value(), 0);
  EXPECT_EQ(connection_->execute("CREATE TABLE more (id BIGINT)", {}).value(), 0);
  EXPECT_EQ(connection_->execute("DELETE FROM things WHERE id = 1", {}).value(), 1)
      << "cascades are not counted";
  EXPECT_EQ(number("SELECT count(*) FROM things"), 2);
}

TEST_P(ConnectionTest, ReturningHandsBackRows) {
  const auto inserted =
      connection_->query("INSERT INTO things (id, number) VALUES (1, 10), (2, 20) RETURNING id, number", {});
  ASSERT_EQ(code_of(inserted), "ok");
  EXPECT_TRUE(*inserted ==
              (Rows{Row({std::int64_t{1}, std::int64_t{10}}), Row({std::int64_t{2}, std::int64_t{20}})}));
  const auto claimed = connection_->query(
      "UPDATE things SET number = 11 WHERE id = $1 AND number = 10 RETURNING number", {std::int64_t{1}});
  EXPECT_TRUE(claimed.value() == Rows{Row({std::int64_t{11}})});
  EXPECT_TRUE(connection_->query("DELETE FROM things WHERE id = 9 RETURNING id", {}).value().empty());
}

TEST_P(ConnectionTest, ConstraintsAreConflictsAndNameNoValues) {
  ASSERT_TRUE(put(1, kNull, "110101199003070000"s));
  struct Case {
    base::Result<std::int64_t> result;
    std::string sqlite, postgres;
  };
  const Case cases[] = {
      {put(2, kNull, "110101199003070000"s), "things.text", "things_text_key"},
      {put(1), "things.id", "things_pkey"},
      {put(3, std::int64_t{13}), "small", "small"},
      {put(4, kNull, kNull, kNull, std::int64_t{999}), "FOREIGN KEY", "things_parent_fkey"},
      {connection_->execute("INSERT INTO things (id) VALUES ($1)", {kNull}), "things.id", "id"},
  };
  for (const Case& each : cases) {
    ASSERT_EQ(code_of(each.result), "store.constraint") << each.postgres;
    EXPECT_EQ(each.result.error().kind, base::ErrorKind::Conflict);
    EXPECT_THAT(detail_of(each.result),
                HasSubstr(GetParam() == Engine::Sqlite ? each.sqlite : each.postgres));
    EXPECT_THAT(detail_of(each.result), Not(HasSubstr("110101")));
    EXPECT_THAT(detail_of(each.result), Not(HasSubstr("999")));
  }
}

TEST_P(ConnectionTest, OnlyBigintTextAndBlobComeBack) {
  const auto found = connection_->query("SELECT 1, 1.5", {});
  EXPECT_EQ(code_of(found), "store.failed");
  EXPECT_THAT(detail_of(found), HasSubstr("column 1"));
  EXPECT_EQ(number("SELECT CAST(sum(n) AS BIGINT) FROM (SELECT 2 AS n UNION ALL SELECT 3) AS t"), 5);
}

TEST_P(ConnectionTest, WhatDoesNotRunSaysSo) {
  for (const char* sql :
       {"SELEC 1", "SELECT nothing FROM things", "SELECT 1; SELECT 2", "SELECT \"no such column\""}) {
    EXPECT_EQ(code_of(connection_->query(sql, {})), "store.failed") << sql;
  }
  EXPECT_EQ(code_of(connection_->query("SELECT 1 ;\n", {})), "ok");
}

TEST_P(ConnectionTest, LikeMindsCase) {
  ASSERT_TRUE(put(1, kNull, "Abc"s));
  EXPECT_EQ(number("SELECT count(*) FROM things WHERE text LIKE 'a%'"), 0);
  EXPECT_EQ(number("SELECT count(*) FROM things WHERE text LIKE 'A%'"), 1);
}

TEST_P(ConnectionTest, TextIsOrderedByCodePoint) {
  std::int64_t id = 0;
  for (const char* text : {"一", "Z", "a", "-", "\U00020BB7", "é"})
    ASSERT_TRUE(put(++id, kNull, std::string(text)));
  std::string order;
  for (const Row& row : rows("SELECT text FROM things ORDER BY text")) order += row.text(0);
  EXPECT_EQ(order, "-Zaé一\U00020BB7");
}

TEST_P(ConnectionTest, MoreStatementsThanAreKept) {
  for (int round = 0; round < 2; ++round) {
    for (std::int64_t i = 0; i < 600; ++i) {
      const auto found = connection_->query("SELECT $1 + " + std::to_string(i), {std::int64_t{1}});
      ASSERT_EQ(code_of(found), "ok") << detail_of(found);
      ASSERT_EQ(found->at(0).integer(0), i + 1);
    }
  }
}

TEST_P(ConnectionTest, RowsOneAtATime) {
  for (std::int64_t id = 1; id <= 5; ++id) ASSERT_TRUE(put(id, id * id));
  std::int64_t sum = 0;
  const auto read = [&](const std::string& filter,
                        const std::function<base::Result<void>(const Row&)>& on_row) {
    return code_of(
        connection_->query_each("SELECT number FROM things WHERE " + filter + " ORDER BY id", {}, on_row));
  };
  const auto add = [&](const Row& row) {
    sum += row.integer(0);
    return base::Result<void>();
  };
  EXPECT_EQ(read("id > 0", add), "ok");
  EXPECT_EQ(sum, 55);
  EXPECT_EQ(read("id > 100", add), "ok");
  EXPECT_EQ(sum, 55);
  EXPECT_EQ(read("no_such_column", add), "store.failed");
  EXPECT_EQ(number("SELECT count(*) FROM things"), 5);
}

TEST_P(ConnectionTest, RowsOneAtATimeAreFollowedByAnyStatement) {
  constexpr std::string_view kOne = "SELECT number FROM things WHERE id = $1";
  constexpr std::string_view kRaise = "UPDATE things SET number = number + 1 WHERE id = $1 RETURNING number";
  ASSERT_TRUE(put(1, 10));
  ASSERT_TRUE(put(2, 20));
  ASSERT_TRUE(connection_->begin());
  const Values first{std::int64_t{1}};
  EXPECT_EQ(connection_->query(kOne, first).value().at(0).integer(0), 10);  // prepared from now on
  const auto look = [](const Row&) { return base::Result<void>(); };
  for (int turn = 1; turn <= 2; ++turn) {
    ASSERT_TRUE(connection_->query_each("SELECT id FROM things", {}, look));
    EXPECT_EQ(connection_->query(kOne, first).value().size(), 1U);
    ASSERT_TRUE(connection_->query_each("SELECT id FROM things", {}, look));
    std::vector<Outcome> outcomes;
    const Command commands[] = {{kRaise, &first, true}, {kOne, &first, true}};
    ASSERT_TRUE(connection_->run_all(commands, outcomes));
    EXPECT_EQ(outcomes.at(1).rows.at(0).integer(0), 10 + turn);
  }
  EXPECT_TRUE(connection_->commit());
}

TEST_P(ConnectionTest, AnErrorFromOnRowStopsTheRows) {
  run("INSERT INTO things (id) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
      "20000)"
      " SELECT i FROM n");
  int seen = 0;
  const auto stop = [&](const Row&) -> base::Result<void> {
    if (++seen == 3) return base::make_error(base::ErrorKind::Refused, "test.enough");
    return {};
  };
  EXPECT_EQ(code_of(connection_->query_each("SELECT id FROM things ORDER BY id", {}, stop)), "test.enough");
  EXPECT_EQ(seen, 3);
  EXPECT_EQ(connection_->query("SELECT count(*) FROM things", {}).value().at(0).integer(0), 20000)
      << "goes on";
  EXPECT_THROW(static_cast<void>(connection_->query_each("SELECT id FROM things", {},
                                                         [](const Row& row) -> base::Result<void> {
                                                           static_cast<void>(row.text(0));
                                                           return {};
                                                         })),
               std::bad_variant_access);
  EXPECT_EQ(code_of(put(0)), "ok") << "goes on after an exception too";
}

TEST_P(ConnectionTest, OnRowMayNotUseTheConnection) {
  const std::function<void()> uses[] = {
      [&] { static_cast<void>(connection_->query("SELECT 1", {})); },
      [&] { static_cast<void>(connection_->run_script("SELECT 1")); },
      [&] { static_cast<void>(connection_->begin()); },
      [&] { static_cast<void>(connection_->commit()); },
      [&] { static_cast<void>(connection_->rollback()); },
  };
  for (const auto& use : uses) {
    EXPECT_THROW(static_cast<void>(connection_->query_each("SELECT 1", {},
                                                           [&](const Row&) {
                                                             use();
                                                             return base::Result<void>();
                                                           })),
                 std::logic_error);
  }
  EXPECT_EQ(code_of(put(1)), "ok");
}

TEST_P(ConnectionTest, TransactionsKeepOrUndo) {
  ASSERT_TRUE(connection_->begin());
  ASSERT_TRUE(put(1));
  EXPECT_EQ(number("SELECT count(*) FROM things"), 0) << "others do not see it yet";
  ASSERT_TRUE(connection_->rollback());
  EXPECT_EQ(number("SELECT count(*) FROM things"), 0);
  ASSERT_TRUE(connection_->begin());
  ASSERT_TRUE(put(2));
  ASSERT_TRUE(connection_->commit());
  EXPECT_EQ(number("SELECT id FROM things"), 2);
  EXPECT_EQ(code_of(connection_->rollback()), "ok") << "with nothing open";
}

TEST_P(ConnectionTest, TransactionsOutOfOrder) {
  EXPECT_EQ(code_of(connection_->commit()), "store.failed");
  ASSERT_TRUE(connection_->begin());
  EXPECT_EQ(code_of(connection_->begin()), "store.failed");
  ASSERT_TRUE(connection_->rollback());
}

TEST_P(ConnectionTest, AFailedTransactionCanOnlyBeRolledBack) {
  ASSERT_TRUE(put(1));
  ASSERT_TRUE(connection_->begin());
  ASSERT_TRUE(put(2));
  EXPECT_EQ(code_of(put(1)), "store.constraint");
  EXPECT_EQ(code_of(put(3)), "store.failed");
  EXPECT_EQ(code_of(connection_->query("SELECT 1", {})), "store.failed");
  EXPECT_EQ(code_of(connection_->run_script("SELECT 1")), "store.failed");
  EXPECT_EQ(code_of(connection_->commit()), "store.failed");
  ASSERT_TRUE(connection_->rollback());
  EXPECT_EQ(code_of(put(4)), "ok");
  EXPECT_EQ(number("SELECT count(*) FROM things WHERE id IN (2, 3)"), 0);
}

TEST_P(ConnectionTest, ADeferredConstraintRefusesTheCommit) {
  run("CREATE TABLE children (id BIGINT PRIMARY KEY, parent BIGINT REFERENCES things (id) DEFERRABLE "
      "INITIALLY DEFERRED)");
  ASSERT_TRUE(connection_->begin());
  ASSERT_TRUE(connection_->execute("INSERT INTO children (id, parent) VALUES (1, 5)", {}));
  EXPECT_EQ(code_of(connection_->commit()), "store.constraint");
  ASSERT_TRUE(connection_->rollback());
  EXPECT_EQ(number("SELECT count(*) FROM children"), 0);
  ASSERT_TRUE(connection_->begin());
  ASSERT_TRUE(connection_->execute("INSERT INTO children (id, parent) VALUES (1, 5)", {}));
  ASSERT_TRUE(put(5));
  EXPECT_EQ(code_of(connection_->commit()), "ok");
}

TEST_P(ConnectionTest, ScriptsRunSeveralStatements) {
  EXPECT_EQ(code_of(connection_->run_script(
                "INSERT INTO things (id) VALUES (1); INSERT INTO things (id) VALUES (2);\n")),
            "ok");
  EXPECT_EQ(number("SELECT count(*) FROM things"), 2);
  ASSERT_TRUE(connection_->begin());
  EXPECT_EQ(
      code_of(connection_->run_script("INSERT INTO things (id) VALUES (3); INSERT INTO nowhere VALUES (4)")),
      "store.failed");
  ASSERT_TRUE(connection_->rollback());
  EXPECT_EQ(number("SELECT count(*) FROM things"), 2);
}

}  // namespace
}  // namespace yinxin::store
