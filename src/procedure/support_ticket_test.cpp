// rules/procedures/support_ticket.toml against requirements 1 (article 18) and 13.11.
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace support_ticket_test {

using testing::due_after;
using testing::LawInputs;
using testing::LawScene;
using testing::text;

const Procedure& support_ticket() {
  static const Procedure kProcedure = testing::law_procedure("support_ticket");
  return kProcedure;
}

const Values kCatalogue{{"catalogue.promised_hours", std::int64_t{8}}};

/// What each event enters; event:variant enters something else.
const LawInputs kInputs{
    {"ask",
     {{"service", text("lifecycle")},
      {"channel", text("web")},
      {"problem", text("某")},
      {"promised_hours", std::int64_t{8}}}},
    {"ask:longer",
     {{"service", text("lifecycle")},
      {"channel", text("web")},
      {"problem", text("某")},
      {"promised_hours", std::int64_t{9}}}},
    {"solve", {{"solution", text("某")}, {"minutes_spent", std::int64_t{1}}}},
    {"reopen", {{"still", text("某")}}},
    {"confirm", {{"satisfaction", text("satisfied")}}},
    {"turn_into_complaint", {{"complaint_number", text("某")}}},
};

// Refusals, periods, and what silence comes to.
const std::vector<LawScene> kScenes{
    {"ask", "open [service]"},
    {"ask:longer", "compliance.promised_hours"},
    {"ask take solve", "solved [answer]"},
    {"ask take solve >2026-03-09", "solved [answer]"},
    {"ask take solve >2026-03-10", "closed"},
    {"ask take solve reopen turn_into_complaint", "closed"},
    {"ask take solve reopen solve confirm", "closed"},
};

// Every row of the table, by each of its roles.
const std::vector<LawScene> kRows{
    {"ask+applicant", "open [service]"},
    {"ask+visitor", "open [service]"},
    {"ask+support_officer", "open [service]"},
    {"ask take", "working [service]"},
    {"ask take solve reopen+applicant", "working [service]"},
    {"ask take solve reopen+visitor", "working [service]"},
    {"ask take solve reopen+support_officer", "working [service]"},
    {"ask take solve confirm+applicant", "closed"},
    {"ask take solve confirm+visitor", "closed"},
    {"ask take solve confirm+support_officer", "closed"},
    {"ask turn_into_complaint", "closed"},
    {"ask take turn_into_complaint", "closed"},
    {"ask take solve turn_into_complaint", "closed"},
};

TEST(SupportTicket, HoldsTogether) {
  testing::expect_sound(support_ticket());
}

TEST(SupportTicket, EverySceneEndsAsTheSpecificationSays) {
  testing::expect_scenes(support_ticket(), kInputs, kScenes, kCatalogue);
}

TEST(SupportTicket, EveryRowOfTheTable) {
  testing::expect_scenes(support_ticket(), kInputs, kRows, kCatalogue);
}

TEST(SupportTicket, NothingIsPromisedThatIsNotPublished) {
  testing::expect_scenes(support_ticket(), kInputs, {{"ask", "compliance.promised_hours"}});
}

TEST(SupportTicket, HoursOfTheCatalogue) {
  EXPECT_EQ(due_after(support_ticket(), kInputs, "ask", "service", kCatalogue), "2026-03-02/2026-03-02");
  EXPECT_EQ(due_after(support_ticket(), kInputs, "ask take solve reopen", "service", kCatalogue),
            "2026-03-02/2026-03-02");
}

TEST(SupportTicket, EveryWordIsMissed) {
  testing::LawMutation(support_ticket(), kInputs, testing::both(kScenes, kRows), kCatalogue).everything();
}

}  // namespace support_ticket_test
}  // namespace yinxin::procedure
