// Tables as octets: what one engine wrote, both read back; nothing that was cut or changed is read.
#include "store/backup.hpp"

#include <gmock/gmock.h>

#include <map>

#include "store/backup_rows.hpp"
#include "store_support/test_database.hpp"

namespace yinxin::store {
namespace {

using testing::ElementsAre;

const std::string kSchema = std::string(YX_SOURCE_DIR) + "/schema";

/// Parts by name.
using Parts = std::map<std::string, RowsPart>;

template <class T>
T need(base::Result<T> result) {
  if (!result) throw std::runtime_error(describe(result.error()));
  return std::move(result).value();
}

class BackupTest : public BothEngines {
 protected:
  void SetUp() override {
    BothEngines::SetUp();
    if (IsSkipped()) return;
    ASSERT_TRUE(migrate(*connect(), kSchema));
  }

  void fill() const {
    const std::string authority =
        "INSERT INTO authority (id, role, issuer, key_id, certificate, not_before, not_after) "
        "VALUES ($1, $2, $3, $1, $4, $5, $6)";
    add(authority, {"z-root", "root", kNull, base::Bytes(), std::int64_t{-1}, INT64_MAX});
    // Ordered by key these two would stand before those they refer to.
    add(authority, {"b", "issuing", "z-root", base::Bytes{1}, std::int64_t{0}, INT64_MIN});
    add(authority, {"a", "ocsp_signer", "b", base::Bytes{2}, std::int64_t{0}, std::int64_t{1}});
    run("INSERT INTO crl_partition (issuer, number, assigned) VALUES ('b', 0, 3), ('b', 10, 0), ('b', 9, 1)");
    add("INSERT INTO officer (id, name, roles, state, created_by, created_at, request, public_key) "
        "VALUES ('sys-1', $1, '系统管理员 ', 'pending', 'system/ceremony', 1, $2, $3)",
        {base::Bytes{0, 255}, base::Bytes(), base::Bytes(65, 4)});
    for (std::uint8_t i = 0; i < 3; ++i) {
      add("INSERT INTO act_record (id, seq, at, act, object, commitment, record) VALUES ($1, $2, 5, 101, $3, "
          "$4, $5)",
          {base::Bytes(16, static_cast<std::uint8_t>(200 - i)), std::int64_t{i},
           "application/" + std::to_string(i), base::Bytes(32, i),
           i == 1 ? Value(kNull) : Value(base::Bytes(3, i))});
    }
  }
  void add(const std::string& sql, const Values& values) const {
    const auto added = connect()->execute(sql, values);
    ASSERT_TRUE(added) << describe(added.error());
  }
  /// A part each for 20 rows of a megabyte: more than one part.
  void fill_large() const {
    for (int i = 0; i < 20; ++i) {
      add("INSERT INTO act_record (id, at, act, object, commitment, record) VALUES ($1, 5, 101, 'x', $2, $3)",
          {base::Bytes(16, static_cast<std::uint8_t>(i)), base::Bytes(32, 0),
           base::Bytes(std::size_t{1} << 20, static_cast<std::uint8_t>(i))});
    }
  }

  static Parts dump(Database& database) {
    Parts parts;
    const auto read = database.read([&](Connection& connection) -> base::Result<void> {
      YX_TRY(const auto tables, all_tables(connection));
      for (const TableShape& table : tables) {
        YX_CHECK(dump_table(connection, table, [&](RowsPart part) -> base::Result<void> {
          parts.emplace(part.name, std::move(part));
          return {};
        }));
      }
      return {};
    });
    if (!read) throw std::runtime_error(describe(read.error()));
    return parts;
  }
  static base::Result<void> load(Connection& connection, const Parts& parts) {
    YX_CHECK(connection.begin());
    YX_TRY(const auto tables, all_tables(connection));
    for (const TableShape& table : tables) {
      for (auto part = parts.lower_bound(table.name + "/");
           part != parts.end() && part->first.starts_with(table.name + "/"); ++part) {
        YX_TRY(const std::int64_t rows, load_part(connection, table, part->second.octets));
        EXPECT_EQ(rows, part->second.rows);
      }
    }
    return connection.commit();
  }
  static void expect_same(const Parts& a, const Parts& b) {
    ASSERT_EQ(a.size(), b.size());
    for (const auto& [name, part] : a) {
      EXPECT_EQ(part.rows, b.at(name).rows) << name;
      EXPECT_TRUE(part.octets == b.at(name).octets) << name;
    }
  }
};
YX_BOTH_ENGINES(BackupTest);

TEST_P(BackupTest, TablesStandAfterThoseTheyReferTo) {
  const auto tables = need(all_tables(*connect()));
  EXPECT_GT(need(schema_number(*connect())), 7);
  std::map<std::string, std::size_t> place;
  for (std::size_t i = 0; i < tables.size(); ++i) place[tables[i].name] = i;
  EXPECT_FALSE(place.contains("schema_version"));
  EXPECT_LT(place.at("authority"), place.at("certificate"));
  EXPECT_LT(place.at("application"), place.at("material"));
  for (const TableShape& table : tables) {
    for (const std::string& parent : table.parents)
      EXPECT_LT(place.at(parent), place.at(table.name)) << table.name;
  }
  const TableShape& authority = tables.at(place.at("authority"));
  EXPECT_EQ(authority.own_parent, "issuer");
  EXPECT_EQ(authority.own_key, "id");
  EXPECT_THAT(authority.key, ElementsAre("id"));
  EXPECT_THAT(tables.at(place.at("crl_partition")).key, ElementsAre("issuer", "number"));
  EXPECT_THAT(tables.at(place.at("crl_partition")).columns, ElementsAre("issuer", "number", "assigned"));
}

TEST_P(BackupTest, EachEngineReadsWhatTheOtherWroteAndWritesTheSame) {
  const Engine there = GetParam() == Engine::Sqlite ? Engine::Postgres : Engine::Sqlite;
  if (!TestDatabase::available(there)) GTEST_SKIP() << "YINXIN_TEST_POSTGRES is not set";
  fill();
  fill_large();
  const Parts ours = dump(*database_);
  EXPECT_TRUE(ours.contains("act_record/000001.rows"));
  EXPECT_EQ(ours.at("licence/000000.rows").rows, 0);
  for (const Engine engine : {there, GetParam()}) {
    const TestDatabase other(engine);
    const auto database = other.open();
    ASSERT_TRUE(migrate(*need(database->connect()), kSchema));
    const auto loaded = load(*need(database->connect()), ours);
    ASSERT_TRUE(loaded) << describe(loaded.error());
    expect_same(dump(*database), ours);
  }
}

TEST_P(BackupTest, ASnapshotDoesNotSeeWhatIsWrittenMeanwhile) {
  fill();
  const auto read = database_->read([&](Connection& connection) -> base::Result<void> {
    YX_TRY(const auto tables, all_tables(connection));
    run("DELETE FROM act_record");
    for (const TableShape& table : tables) {
      if (table.name != "act_record") continue;
      YX_CHECK(dump_table(connection, table, [](RowsPart part) -> base::Result<void> {
        EXPECT_EQ(part.rows, 3);
        return {};
      }));
    }
    return {};
  });
  EXPECT_TRUE(read) << describe(read.error());
}

TEST_P(BackupTest, RowsGoOnlyIntoTheirOwnTable) {
  fill();
  const Parts parts = dump(*database_);
  const auto tables = need(all_tables(*connect()));
  const auto connection = connect();
  ASSERT_TRUE(connection->begin());
  EXPECT_EQ(code_of(load_part(*connection, tables.front(), parts.at("crl_partition/000000.rows").octets)),
            "store.backup.rows");
  TableShape unknown{"act_record", {"id"}, {"id"}, {}, "", ""};
  EXPECT_EQ(code_of(load_part(*connection, unknown, parts.at("act_record/000000.rows").octets)),
            "store.backup.rows");
  // The rows are there already.
  for (const TableShape& table : tables) {
    if (table.name != "act_record") continue;
    EXPECT_EQ(code_of(load_part(*connection, table, parts.at("act_record/000000.rows").octets)),
              "store.constraint");
  }
}

struct Seen {
  RowsHeader header;
  std::vector<Values> rows;
};
base::Result<Seen> read_all(base::ByteView octets) {
  Seen seen;
  YX_TRY(const std::int64_t count, read_rows(
                                       octets,
                                       [&](const RowsHeader& header) -> base::Result<void> {
                                         seen.header = header;
                                         return {};
                                       },
                                       [&](Values values) -> base::Result<void> {
                                         seen.rows.push_back(std::move(values));
                                         return {};
                                       }));
  EXPECT_EQ(static_cast<std::size_t>(count), seen.rows.size());
  return seen;
}

/// By hand, from BACKUP.md.
base::Bytes example() {
  base::Bytes octets = base::to_bytes("yinxin rows 1\n");
  base::append(octets, base::as_bytes("\x03"
                                      "tab\x02\x01"
                                      "a\x04"
                                      "b_2c"));
  base::append(octets, base::Bytes{0x10, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE});
  base::append(octets, base::Bytes{0x02, 0, 0, 0, 3, 0xE5, 0x8D, 0xB0});
  base::append(octets, base::Bytes{0x10, 0x00, 0x03, 0, 0, 0, 1, 0x00});
  base::append(octets, base::Bytes{0x11, 0, 0, 0, 0, 0, 0, 0, 2});
  return octets;
}

TEST(BackupRows, TheOctetsAreThoseOfTheDocument) {
  const Seen seen = need(read_all(example()));
  EXPECT_EQ(seen.header.table, "tab");
  EXPECT_THAT(seen.header.columns, ElementsAre("a", "b_2c"));
  EXPECT_THAT(seen.rows,
              ElementsAre(Values{std::int64_t{-2}, std::string("印")}, Values{kNull, base::Bytes{0}}));
  base::Bytes written = rows_header(TableShape{"tab", {"a", "b_2c"}, {}, {}, "", ""});
  for (const Values& row : seen.rows) append_row(written, row);
  append_end(written, 2);
  EXPECT_EQ(written, example());
}

TEST(BackupRows, CutAnywhereTheyAreRefused) {
  const base::Bytes whole = example();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_EQ(code_of(read_all(base::ByteView(whole).first(size))), "store.backup.rows") << size;
  }
}

TEST(BackupRows, WhatIsNoRowsIsRefused) {
  const auto with = [](std::size_t at, std::uint8_t octet) {
    base::Bytes octets = example();
    octets.at(at) = octet;
    return octets;
  };
  base::Bytes longer = example();
  longer.push_back(0);
  const struct {
    const char* what;
    base::Bytes octets;
  } kCases[] = {
      {"another magic", with(0, 'Y')},
      {"an upper-case table", with(15, 'T')},
      {"a quotation mark in a name", with(16, '"')},
      {"no columns", with(18, 0)},
      {"a column twice",
       [] {
         base::Bytes octets = base::to_bytes("yinxin rows 1\n");
         base::append(octets, base::as_bytes("\x01t\x02\x01"
                                             "a\x01"
                                             "a\x11"));
         base::append(octets, base::Bytes(8, 0));
         return octets;
       }()},
      {"a row of no tag", with(26, 0x12)},
      {"a value of no type", with(27, 4)},
      {"another count", with(example().size() - 1, 3)},
      {"octets after the end", longer},
  };
  for (const auto& each : kCases) EXPECT_EQ(code_of(read_all(each.octets)), "store.backup.rows") << each.what;
}

TEST(BackupRows, AnErrorOfTheReaderEndsIt) {
  const auto stop = [](const Values&) -> base::Result<void> {
    return base::make_error(base::ErrorKind::Refused, "test.stop", "");
  };
  EXPECT_EQ(code_of(read_rows(
                example(), [](const RowsHeader&) -> base::Result<void> { return {}; }, stop)),
            "test.stop");
}

}  // namespace
}  // namespace yinxin::store
