// rules/procedures/service_catalogue.toml against requirements 1 (articles 18 and 27) and 13.11.
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace service_catalogue_test {

using testing::LawInputs;
using testing::LawScene;
using testing::text;

const Procedure& service_catalogue() {
  static const Procedure kProcedure = testing::law_procedure("service_catalogue");
  return kProcedure;
}

/// What each event enters.
const LawInputs kInputs{
    {"draft_entry",
     {{"service", text("support")},
      {"service_name", text("某")},
      {"owner", text("某")},
      {"hours", text("某")},
      {"contact", text("某")},
      {"promised_hours", std::int64_t{8}}}},
    {"drop", {{"reason", text("某")}}},
    {"withdraw_entry", {{"reason", text("某")}}},
};

// Refusals.
const std::vector<LawScene> kScenes{
    {"draft_entry@officer/a publish@officer/a", "compliance.separation.draft_publish"},
    {"draft_entry withdraw_entry", "procedure.state"},
};

// Every row of the table, by each of its roles.
const std::vector<LawScene> kRows{
    {"draft_entry+compliance_officer", "drafted"},
    {"draft_entry+support_officer", "drafted"},
    {"draft_entry publish", "published"},
    {"draft_entry drop+responsible_person", "dropped"},
    {"draft_entry drop+compliance_officer", "dropped"},
    {"draft_entry publish withdraw_entry", "withdrawn"},
};

TEST(ServiceCatalogue, HoldsTogether) {
  testing::expect_sound(service_catalogue());
}

TEST(ServiceCatalogue, EverySceneEndsAsTheSpecificationSays) {
  testing::expect_scenes(service_catalogue(), kInputs, kScenes);
}

TEST(ServiceCatalogue, EveryRowOfTheTable) {
  testing::expect_scenes(service_catalogue(), kInputs, kRows);
}

TEST(ServiceCatalogue, EveryWordIsMissed) {
  testing::LawMutation(service_catalogue(), kInputs, testing::both(kScenes, kRows)).everything();
}

}  // namespace service_catalogue_test
}  // namespace yinxin::procedure
