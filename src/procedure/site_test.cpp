// rules/procedures/site.toml against requirements 1 (articles 2 and 6) and 13.12.
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace site_test {

using testing::day;
using testing::due_after;
using testing::kLawDigest;
using testing::LawInputs;
using testing::LawScene;
using testing::text;

const Procedure& site() {
  static const Procedure kProcedure = testing::law_procedure("site");
  return kProcedure;
}

const Values kInChina{{"records.region_in_mainland", true}};

Values entered(const std::string& checked_on) {
  return {{"site_name", text("某")},       {"site_use", text("machine_room")},
          {"site_region", text("110105")}, {"address", text("某")},
          {"tenure", text("leased")},      {"leased_to", day("2026-12-31")},
          {"checked_on", day(checked_on)}, {"site_sm3", kLawDigest}};
}

Values owned() {
  Values values = entered("2026-03-02");
  values["tenure"] = text("owned");
  values.erase("leased_to");
  return values;
}

Values deployed(const std::string& on) {
  return {{"system_name", text("某")},
          {"system_kind", text("keys")},
          {"holds", std::vector<std::string>{"keys", "logs"}},
          {"run_by", text("hosted")},
          {"host", text("某")},
          {"connects_to", text("无")},
          {"deployed_on", day(on)}};
}

/// What each event enters; event:variant enters something else.
const LawInputs kInputs{
    {"register_site", entered("2026-03-02")},
    {"register_site:owned", owned()},
    {"register_site:ahead", entered("2026-03-03")},
    {"check_site", {{"checked_on", day("2026-04-01")}, {"check_note", text("某")}}},
    {"check_site:same", {{"checked_on", day("2026-03-02")}, {"check_note", text("某")}}},
    {"check_site:ahead", {{"checked_on", day("2026-04-02")}, {"check_note", text("某")}}},
    {"renew_lease", {{"leased_to", day("2027-12-31")}}},
    {"renew_lease:past", {{"leased_to", day("2026-03-02")}}},
    {"deploy", deployed("2026-03-02")},
    {"deploy:ahead", deployed("2026-03-03")},
    {"retire_system", {{"disposal", text("某")}, {"disposal_sm3", kLawDigest}}},
    {"close_site", {{"reason", text("某")}}},
};

// Refusals, periods, and what silence comes to.
const std::vector<LawScene> kScenes{
    {"=records.region_in_mainland:false register_site", "compliance.site"},
    {"register_site:ahead", "compliance.site"},
    {"register_site check_site:same", "compliance.check_day"},
    {"register_site >2026-04-01 check_site:ahead", "compliance.check_day"},
    {"register_site:owned renew_lease", "compliance.lease"},
    {"register_site renew_lease:past", "compliance.lease"},
    {"register_site deploy:ahead#s1", "compliance.deployed_on"},
    {"register_site deploy#s1 close_site", "compliance.gate.site_emptied"},
    {"register_site deploy#s1 deploy#s2 retire_system#s1 close_site", "compliance.gate.site_emptied"},
    {"register_site close_site", "closed"},
};

// Every row of the table, by each of its roles.
const std::vector<LawScene> kRows{
    {"register_site", "in_use [next_check lease]"},
    {"register_site:owned", "in_use [next_check]"},
    {"register_site >2026-04-01 check_site+compliance_officer", "in_use [next_check lease]"},
    {"register_site >2026-04-01 check_site+security_chief", "in_use [next_check lease]"},
    {"register_site renew_lease", "in_use [next_check lease]"},
    {"register_site deploy#s1", "in_use [next_check lease]"},
    {"register_site deploy#s1 retire_system#s1", "in_use [next_check lease]"},
    {"register_site deploy#s1 retire_system#s1 close_site", "closed"},
};

TEST(Site, HoldsTogether) {
  testing::expect_sound(site());
}

TEST(Site, EverySceneEndsAsTheSpecificationSays) {
  testing::expect_scenes(site(), kInputs, kScenes, kInChina);
}

TEST(Site, EveryRowOfTheTable) {
  testing::expect_scenes(site(), kInputs, kRows, kInChina);
}

TEST(Site, ItIsSeenOnceAYearAndItsLeaseIsWatched) {
  EXPECT_EQ(due_after(site(), kInputs, "register_site", "next_check", kInChina), "2027-03-02/2027-03-02?");
  EXPECT_EQ(due_after(site(), kInputs, "register_site >2026-04-01 check_site", "next_check", kInChina),
            "2027-04-01/2027-04-01?");
  EXPECT_EQ(due_after(site(), kInputs, "register_site", "lease", kInChina), "2026-12-31/2026-12-31");
}

TEST(Site, EveryWordIsMissed) {
  testing::LawMutation(site(), kInputs, testing::both(kScenes, kRows), kInChina).everything();
}

}  // namespace site_test
}  // namespace yinxin::procedure
