#include "proof/draw.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <sstream>

#include "vectors/read_vectors.hpp"

namespace yinxin::proof {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> numbered(std::size_t count) {
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < count; ++i) {
    std::array<char, 16> id{};
    std::snprintf(id.data(), id.size(), "expert/%05zu", i);
    ids.emplace_back(id.data());
  }
  return ids;
}

std::vector<std::string> split(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

/// As in tests/vectors/draw_sm3.py.
std::vector<PoolMember> pool() {
  std::vector<PoolMember> members;
  for (int i = 1; i < 10; ++i) members.push_back({"expert/000" + std::to_string(i), std::nullopt});
  members[2].excluded = Exclusion{ExclusionGround::SameEmployer, "两年前在申请人处任职"};
  members[5].excluded = Exclusion{ExclusionGround::Declared, "本人申请回避"};
  return members;
}
DrawStatement statement() {
  DrawStatement made;
  made.draw = "0190a000-0000-7000-8000-0000000000d1";
  made.matter = "case/XKSQ-2026-7";
  made.places = 3;
  made.members = 9;
  made.pool = pool_root(pool());
  made.officers = {"officer/li-2", "officer/zhang-1"};
  made.stated = base::parse_utc("2026-11-23T02:00:00Z").value();
  return made;
}
DrawStatement replacing() {
  DrawStatement made = statement();
  made.replaces = ReplacedDraw{"0190a000-0000-7000-8000-0000000000d0",
                               crypto::sm3(base::as_bytes("first statement")), "一名工作人员没有公开份额"};
  return made;
}
DrawShare share(std::uint8_t from) {
  DrawShare made;
  for (std::uint8_t& octet : made) octet = from++;
  return made;
}

TEST(Draw, SelectsWhatAnotherProgramSelects) {
  int checked = 0;
  std::size_t passed = 0;
  for (const auto& vector : vectors::read("draw_sm3.txt")) {
    if (vector.text("kind") != "select") continue;
    SCOPED_TRACE(vector.text("count"));
    EXPECT_EQ(select(vector.octets<32>("seed"), numbered(vector.number("count")), vector.number("places")),
              split(vector.text("drawn")));
    passed += vector.number("passed");
    ++checked;
  }
  EXPECT_EQ(checked, 8);
  EXPECT_GT(passed, 0U) << "some vector passes over a word";
}

TEST(Draw, StatementCommitmentsAndSeedAreThoseOfAnotherProgram) {
  int checked = 0;
  for (const auto& vector : vectors::read("draw_sm3.txt")) {
    if (vector.text("kind") != "whole") continue;
    const DrawStatement stated = checked++ == 0 ? statement() : replacing();
    EXPECT_EQ(stated.text(), base::as_text(vector.bytes("statement")));
    EXPECT_EQ(DrawStatement::parse(stated.text()).value(), stated);
    const Hash digest = stated.digest();
    EXPECT_EQ(digest, vector.octets<32>("digest"));
    EXPECT_EQ(draw_commitment("officer/li-2", digest, share(0)), vector.octets<32>("first"));
    EXPECT_EQ(draw_commitment("officer/zhang-1", digest, share(100)), vector.octets<32>("second"));
    const Hash seed = draw_seed(digest, share(0), share(100));
    EXPECT_EQ(seed, vector.octets<32>("seed"));
    EXPECT_EQ(select(seed, eligible(pool()), 3), split(vector.text("drawn")));
  }
  EXPECT_EQ(checked, 2);
}

// Every set and every order of a small draw, counted: chi-square of 60 kinds at 0.1 percent is 97.0 (59
// degrees of freedom); seeds are fixed, so that this never changes by itself.
TEST(Draw, EverybodyIsAsLikelyAsEverybodyElse) {
  constexpr int kDraws = 60'000;
  std::map<std::string, int> count;
  for (int i = 0; i < kDraws; ++i) {
    const Hash seed = crypto::sm3(base::as_bytes("uniform " + std::to_string(i)));
    std::string drawn;
    for (const std::string& id : select(seed, {"a", "b", "c", "d", "e"}, 3)) drawn += id;
    ++count[drawn];
  }
  ASSERT_EQ(count.size(), 60U);
  double chi = 0;
  for (const auto& [drawn, times] : count) chi += (times - 1000.0) * (times - 1000.0) / 1000.0;
  EXPECT_LT(chi, 97.0);
}

TEST(Draw, MorePlacesThanIdsIsABrokenInvariant) {
  EXPECT_THROW(select(Hash{}, {"a"}, 2), std::invalid_argument);
  EXPECT_THAT(select(Hash{}, {}, 0), IsEmpty());
  EXPECT_THAT(select(Hash{}, {"a"}, 1), ElementsAre("a"));
}

TEST(Draw, ThePoolIsBoundInFull) {
  const Hash root = pool_root(pool());
  auto without = pool();
  without.pop_back();
  auto lifted = pool();
  lifted[2].excluded.reset();
  auto reworded = pool();
  reworded[2].excluded->reason = "三年前在申请人处任职";
  auto regrounded = pool();
  regrounded[2].excluded->ground = ExclusionGround::Shareholder;
  for (const auto& changed : {without, lifted, reworded, regrounded}) EXPECT_NE(pool_root(changed), root);
  EXPECT_THAT(eligible(pool()), testing::SizeIs(7));
}

TEST(Draw, APoolMustBeSound) {
  EXPECT_TRUE(check_pool(pool()));
  const auto code = [](std::vector<PoolMember> members) {
    const auto checked = check_pool(members);
    return checked ? "" : checked.error().code;
  };
  EXPECT_EQ(code({}), "proof.draw.pool");
  EXPECT_EQ(code({{"b", {}}, {"a", {}}}), "proof.draw.pool") << "order";
  EXPECT_EQ(code({{"a", {}}, {"a", {}}}), "proof.draw.pool") << "twice";
  for (const std::string& id :
       {std::string(), std::string("a b"), std::string("张"), std::string(101, 'a')}) {
    EXPECT_EQ(code({{id, {}}}), "proof.draw.pool") << id;
  }
  for (const char* reason : {"", "-", "two\nlines", "\xff",
                             ("a\xE2\x80\xAE"
                              "b")}) {
    EXPECT_EQ(code({{"a", Exclusion{ExclusionGround::Other, reason}}}), "proof.draw.pool") << reason;
  }
  std::vector<PoolMember> many;
  for (const std::string& id : numbered(kMaxDrawPool + 1)) many.push_back({id, {}});
  EXPECT_EQ(code(many), "proof.draw.pool");
  many.pop_back();
  EXPECT_EQ(code(many), "");
}

TEST(Draw, OnlyTheOneFormOfAStatementIsRead) {
  const std::string text = replacing().text();
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string changed = text;
    changed.replace(changed.find(from), from.size(), to);
    const auto read = DrawStatement::parse(changed);
    return read ? "" : read.error().code;
  };
  const std::pair<const char*, const char*> kChanges[] = {
      {"v1", "v2"},
      {"draw: 0190a", "draw: 0190A"},
      {"experts", "people"},
      {"case/XKSQ-2026-7", ""},
      {"places: 3", "places: 0"},
      {"places: 3", "places: 03"},
      {"places: 3", "places: 10001"},
      {"members: 9", "members: x"},
      {"pool: ", "pool: A"},
      {"officer: officer/li-2", "officer: officer/zhang-1"},
      {"officer: officer/li-2", "officer: officer/zz"},
      {"replaces: 0190a000", "replaces: -190a000"},
      {"reason: 一名工作人员没有公开份额", "reason: -"},
      {"stated: 2026-11-23T02", "stated: 2026-11-23T25"},
      {"stated: ", "said: "},
      {"\nstated", "\n\nstated"},
  };
  for (const auto& [from, to] : kChanges)
    EXPECT_EQ(with(from, to), "proof.draw.statement") << from << " " << to;
  EXPECT_EQ(DrawStatement::parse(text + "x").error().code, "proof.draw.statement");
  EXPECT_EQ(DrawStatement::parse(text.substr(0, text.size() - 1)).error().code, "proof.draw.statement");
  EXPECT_EQ(DrawStatement::parse("").error().code, "proof.draw.statement");
}

}  // namespace
}  // namespace yinxin::proof
