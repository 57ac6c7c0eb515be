// 股权穿透 (article 11): who stands behind an applicant, and that the smallest foreign part is flagged.
#include "supervision/ownership.hpp"

#include <gmock/gmock.h>

#include "cases_support/cases_world.hpp"

namespace yinxin::supervision {
namespace {

using procedure::Rows;
using store::code_of;
using testing::ElementsAre;
using testing::IsEmpty;

struct Edge {
  const char* owner;
  const char* owned;
  std::int64_t share;
  bool foreign = false;
};

cases::Case entered(const std::vector<Edge>& chain, bool flagged = false) {
  Rows ownership, shareholders;
  for (const Edge& one : chain) {
    ownership.push_back({{"owner", std::string(one.owner)},
                         {"owned", std::string(one.owned)},
                         {"share", one.share},
                         {"nationality", std::string(one.foreign ? "foreign" : "domestic")}});
    if (std::string(one.owned) == "甲")
      shareholders.push_back({{"name", std::string(one.owner)}, {"share", one.share}});
  }
  cases::Case the_case;
  the_case.procedure = "licence_application";
  the_case.played.values = {{"organisation", std::string("甲")},
                            {"shareholders", shareholders},
                            {"ownership", ownership},
                            {"foreign_investment", flagged}};
  return the_case;
}
std::string refused(const std::vector<Edge>& chain, bool flagged = false) {
  const cases::Case the_case = entered(chain, flagged);
  const procedure::Transition transition;
  const cases::StepNote step;
  cases::Consequences consequences;
  const auto said = ownership_effect({the_case, transition, step}, consequences);
  return said ? "" : said.error().code;
}
/// "name ppm", "*" who is foreign, "." who is not looked through further.
std::vector<std::string> owners(const std::vector<Edge>& chain) {
  std::vector<std::string> all;
  for (const Owner& one : ownership_of(entered(chain)).value().owners)
    all.push_back(one.name + " " + std::to_string(one.ppm) + (one.foreign ? "*" : "") +
                  (one.ultimate ? "." : ""));
  std::sort(all.begin(), all.end());
  return all;
}

const std::vector<Edge> kDomestic{{"乙", "甲", 6000}, {"丙", "甲", 4000}, {"国资委", "乙", 10000}};
/// A tenth of a percent, two steps away.
const std::vector<Edge> kHidden{
    {"乙", "甲", 1000}, {"丙", "甲", 9000}, {"境外某公司", "乙", 100, true}, {"丁", "乙", 9900}};

TEST(Ownership, IsLookedThroughToWhoStandsAtTheEnd) {
  EXPECT_THAT(owners(kDomestic), ElementsAre("丙 400000.", "乙 600000", "国资委 600000."));
  const Ownership seen = ownership_of(entered(kDomestic)).value();
  EXPECT_EQ(seen.foreign_ppm, 0);
  EXPECT_EQ(seen.controller, "国资委");
  EXPECT_THAT(owners({{"乙", "甲", 5000}, {"丙", "甲", 5000}, {"丁", "乙", 10000}, {"丁", "丙", 10000}}),
              ElementsAre("丁 1000000.", "丙 500000", "乙 500000"))
      << "by two chains";
  EXPECT_EQ(ownership_of(entered({{"乙", "甲", 5000}, {"丙", "甲", 5000}})).value().controller, "");
  EXPECT_THAT(ownership_of(cases::Case()).value().owners, IsEmpty()) << "nothing was entered";
}

TEST(Ownership, TheSmallestForeignPartIsFlagged) {
  EXPECT_EQ(refused(kDomestic), "");
  EXPECT_EQ(ownership_of(entered(kHidden)).value().foreign_ppm, 1000) << "0.1 %";
  EXPECT_EQ(refused(kHidden), "supervision.ownership.foreign");
  EXPECT_EQ(refused(kHidden, true), "");
  // What rounds to nothing is still there.
  std::vector<Edge> deep{{"乙", "甲", 1}, {"丙", "甲", 9999}};
  deep.push_back({"丁", "乙", 1});
  deep.push_back({"戊", "乙", 9999});
  deep.push_back({"境外某公司", "丁", 1, true});
  deep.push_back({"己", "丁", 9999});
  EXPECT_EQ(ownership_of(entered(deep)).value().foreign_ppm, 1);
  EXPECT_EQ(refused(deep), "supervision.ownership.foreign");
}

TEST(Ownership, WhatIsNoChain) {
  EXPECT_EQ(refused({{"乙", "甲", 6000}, {"丙", "甲", 3000}}), "supervision.ownership.shares");
  EXPECT_EQ(refused({{"乙", "甲", 10000}, {"丙", "乙", 9999}}), "supervision.ownership.shares");
  EXPECT_EQ(refused({{"乙", "甲", 10000}, {"丁", "丙", 10000}}), "supervision.ownership.unconnected");
  EXPECT_EQ(refused({{"乙", "甲", 10000}, {"丙", "乙", 10000}, {"乙", "丙", 10000}}),
            "supervision.ownership.cycle");
  cases::Case other = entered(kDomestic);
  other.played.values["shareholders"] = Rows{{{"name", std::string("别人")}, {"share", std::int64_t{10000}}}};
  EXPECT_EQ(code_of(ownership_of(other)), "supervision.ownership.shareholders");
}

TEST(Ownership, ManyChainsAreWalkedOnce) {
  std::vector<std::string> names;
  for (int i = 0; i < 400; ++i) names.push_back("层" + std::to_string(i));
  std::vector<Edge> chain{{names[0].c_str(), "甲", 5000}, {names[1].c_str(), "甲", 5000}};
  for (std::size_t i = 0; i + 3 < names.size(); i += 2) {
    for (const std::size_t owned : {i, i + 1}) {
      for (const std::size_t owner : {i + 2, i + 3})
        chain.push_back({names[owner].c_str(), names[owned].c_str(), 5000});
    }
  }
  EXPECT_EQ(ownership_of(entered(chain)).value().owners.size(), names.size()) << "2^199 chains";
}

}  // namespace
}  // namespace yinxin::supervision
