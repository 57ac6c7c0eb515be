// One broken reference for each thing that check() finds; and the statutory periods, written down a second
// time.
#include "rules/test_rules.hpp"

namespace yinxin::rules {
namespace {

using testing::book;
using testing::Broken;
using testing::expect_found;
using testing::procedures;

TEST(RulesCheck, FindsReferencesThatLeadNowhere) {
  const Broken all[] = {
      {"clocks.toml", "\"行政许可法 32\"", "\"行政许可法 84\"", "clock C01", "no article 行政许可法 84"},
      {"clocks.toml", "\"行政许可法 32\"", "\"行政强制法 32\"", "clock C01", "no law of laws.toml"},
      {"clocks.toml", "cites = [\"8\", ", "cites = [\"43\", ", "clock C01", "no article 43"},
      {"clocks.toml", "cites = [\"8\", ", "cites = [\"08\", ", "clock C01", "no article 08"},
      {"clocks.toml", "[\"Q13\", \"Q38\"]", "[\"Q99\"]", "clock C01", "no reading Q99"},
      {"clocks.toml", "penalty = \"39-1\"", "penalty = \"39-9\"", "clock C07", "no penalty item 39-9"},
      {"clocks.toml", "licence_application/examination", "licence_application/gone", "clock C01",
       "no procedure's clock"},
      {"clocks.toml", "licence_application/examination", "gone/examination", "clock C01",
       "no procedure gone"},
      {"clocks.toml", "setting = \"reading.q09_complaint_days\"", "setting = \"reading.q99\"", "clock C25",
       "no reading's setting"},
      {"duties.toml", "clock = \"C01\"", "clock = \"C99\"", "duty examine", "no clock C99"},
      {"duties.toml", "penalty = \"38-3\"", "penalty = \"38-33\"", "duty follow_rules",
       "no penalty item 38-33"},
      {"duties.toml", "documents = [\"application_form\"]", "documents = [\"letter\"]", "duty apply",
       "no document letter"},
      {"duties.toml", "done_by_procedure = \"licence_application\"", "done_by_procedure = \"gone\"",
       "duty apply", "no procedure gone"},
      {"catalogue.toml", "template = \"notification\"", "template = \"gone\"", "document notification",
       "no template gone"},
      {"catalogue.toml", "template = \"acceptance_notice\"", "template = \"receipt\"",
       "document acceptance_notice", "receipt is for another document"},
      {"catalogue.toml", "template = \"acceptance_notice\"", "not_yet = 1", "template acceptance_notice",
       "No row of the catalogue has this template"},
      {"catalogue.toml", "cites = [\"9\"]\ntemplate = \"review_time_notice\"",
       "cites = [\"24\"]\ntemplate = \"review_time_notice\"", "document review_time_notice",
       "cites no article of this row"},
      {"catalogue.toml", "template = \"refusal_decision\"", "template = \"grant_decision\"",
       "template grant_decision", "The adverse step refuse gives it"},
      {"catalogue.toml", "id = \"grant_decision\"", "id = \"other\"", "transition grant",
       "no document of the catalogue grant_decision"},
      {"permissions.toml", "does = [\"registration_officer\", \"applicant\"]", "does = [\"king\"]",
       "permission certificate_intake", "no role king"},
      {"permissions.toml", "does = [\"registration_officer\", \"applicant\"]",
       "does = [\"system_administrator\"]", "permission certificate_intake",
       "An administrator does no business"},
      {"permissions.toml", "procedures = [\"certificate\"]", "procedures = [\"gone\"]",
       "permission certificate_intake", "no procedure gone"},
      {"routing.toml", "procedure = \"assessment\"", "procedure = \"gone\"", "route assessment_report",
       "no procedure gone"},
      {"inventories.toml", "procedure = \"crypto_device\"", "procedure = \"gone\"",
       "inventory crypto_devices", "no procedure gone"},
      {"inventories.toml", "\"device_certificate\"", "\"system_name\"", "inventory crypto_devices",
       "no input system_name"},
      {"inventories.toml", "\"clause\"", "\"period\"", "inventory assessments", "no input period"},
      {"inventories.toml", "public_state = \"trusted\"", "public_state = \"gone\"", "inventory trust_anchors",
       "no state gone"},
      {"assessment_checklist.toml", "methods = [\"papers\", \"test\"]", "methods = [\"guess\"]",
       "check The licence shown", "no method guess"},
      {"assessment_checklist.toml", "cites = [\"13\"]", "cites = [\"43\"]", "check The licence shown",
       "no article 43"},
      {"roles.toml", "id = \"legal_reviewer\"", "id = \"lawyer\"", "transition legal_review",
       "no role legal_reviewer"},
      {"permissions.toml", "\"legal_reviewer\", ", "", "transition legal_review",
       "does not let legal_reviewer act"},
      {"penalties.toml", "scale = \"L39\"", "scale = \"L99\"", "item 39-1", "no scale L99"},
      {"readings.toml", "reading.q04_supplement_days", "reading.q04_days", "settings",
       "no reading's setting reading.q04_supplement_days"},
      {"laws.toml", "name = \"政府信息公开条例\"", "name = \"信息公开条例\"", "clock publication",
       "no law of laws.toml"},
  };
  expect_found(all);
}

TEST(RulesCheck, FindsWhatIsSaidTwiceOrOtherwise) {
  const Broken all[] = {
      {"articles.toml", "number = 9", "number = 8", "article 8", "there twice"},
      {"articles.toml", "number = 9", "number = 8", "article 9", "This article is missing"},
      {"clocks.toml", "id = \"C02\"", "id = \"C01\"", "clock", "there twice"},
      {"clocks.toml", "length = 5\nunit = \"working_days\"", "length = 6\nunit = \"working_days\"",
       "clock C01", "not what licence_application/examination counts"},
      {"clocks.toml", "watched = \"rolled\"", "watched = \"raw\"", "clock C01",
       "not what licence_application/examination counts"},
      {"clocks.toml", "reminders = [2, 1, 0]", "reminders = [2, 1]", "clock C01",
       "not what licence_application/examination counts"},
      {"clocks.toml", "stored = \"valid_to\"", "stored = \"ends\"", "clock C06",
       "not what licence_status/validity counts"},
      {"clocks.toml", "cites = [\"8\", \"行政许可法 32\"]", "cites = [\"8\", \"行政许可法 33\"]", "clock C01",
       "does not cite 行政许可法 33"},
      {"duties.toml", "clock = \"C01\"\n", "", "clock C01", "No duty has this period"},
      {"clocks.toml", "runs_in = [\"delegated_body/filing\"]", "not_yet = 4", "duty file_delegated_body",
       "The slice is not that of C12"},
      {"readings.toml", "reading.q05_decision_extension", "reading.q04_supplement_days", "reading Q5",
       "is there twice"},
      {"codes.toml", "code = \"domicile\"", "code = \"name\"", "list licence_scope_change",
       "The code name is there twice"},
      {"regions.toml", "  { code = \"820000\", zh = \"澳门特别行政区\", receives = false },\n", "", "regions",
       "There are 34"},
      {"roles.toml", "id = \"visitor\"", "id = \"applicant\"", "role", "there twice"},
      {"routing.toml", "matter = \"licence_renewal\"", "matter = \"licence_change\"", "route", "there twice"},
      {"penalties.toml", "code = \"38-2\"", "code = \"38-1\"", "item", "there twice"},
  };
  expect_found(all);
}

TEST(RulesCheck, FindsRecurringDutiesThatOpenNothing) {
  const Broken all[] = {
      {"duties.toml", "done_by_procedure = \"annual_report\"", "done_by_procedure = \"complaint\"",
       "duty annual_report", "A case of complaint does not open by itself"},
      {"duties.toml", "done_by_procedure = \"annual_report\"", "done_by_procedure = \"penalty\"",
       "duty annual_report", "opens by itself cannot enter party"},
  };
  expect_found(all);
}

// The provider's own case follows the authority's in everything that it is told.
TEST(RulesCheck, FindsWhatTheProvidersCaseCouldNotFollow) {
  const Broken all[] = {
      {"following.toml", "procedure = \"major_event\"", "procedure = \"annual_report\"", "following",
       "there twice"},
      {"following.toml", "procedure = \"major_event\"", "procedure = \"complaint\"", "following complaint",
       "no route complaint"},
      {"following.toml", "procedure = \"major_event\"", "procedure = \"complaint\"", "route major_event",
       "Nobody says how the provider's case of major_event follows"},
      {"following.toml", "\"confirm_filing\", \"order_content\"]", "\"order_content\"]",
       "following rules_filing", "follows confirm_filing, which gives the party filing_receipt"},
      {"following.toml", "\"resubmission_overdue\", \"confirm_filing\", \"order_content\"]",
       "\"confirm_filing\", \"order_content\"]", "following rules_filing",
       "resubmission_overdue, which moves"},
      {"following.toml", "\"deliver_review_notice\", ", "", "following licence_change",
       "deliver_review_notice, which touches the period decision"},
      {"following.toml", "\"accept_part\", ", "", "following service_stop",
       "accept_part, which opens a gate of the provider's"},
      {"following.toml", "\"refuse_part\", ", "", "following service_stop",
       "refuse_part, which closes a gate of the provider's"},
      {"following.toml", "told = [\"return_filing\", ", "told = [\"return_filing\", \"dance\", ",
       "following rules_filing, told", "no event dance"},
      {"following.toml", "told = [\"return_filing\", ", "told = [\"return_filing\", \"approve\", ",
       "following rules_filing", "approve is not of the authority's side"},
      {"following.toml", "files = [\"submit_filing\", ", "files = [\"return_filing\", ",
       "following rules_filing", "return_filing is not what a provider files"},
      {"following.toml", "own = [\"training_lapses\", ", "own = [\"activate\", \"training_lapses\", ",
       "following delegated_body", "activate is not of a timer"},
      {"following.toml", "own = [\"training_lapses\", ", "own = [\"end_unfiled\", \"training_lapses\", ",
       "following delegated_body", "end_unfiled cannot be both"},
      {"following.toml", "is = \"sign\"", "is = \"write\"", "following annual_report",
       "present_report and write do not lead to the same state"},
      {"following.toml", "begins = [{ event = \"present_report\"", "begins = [{ event = \"report\"",
       "following annual_report", "no opening report"},
      {"following.toml", "begins = [{ event = \"present_report\"", "begins = [{ event = \"report\"",
       "following annual_report", "stands for the opening present_report"},
      {"following.toml", "received = true\n", "", "following takeover", "no route takeover"},
      {"following.toml", "begins = [{ event = \"receive_order\", is = \"receive_order\" }, ", "begins = [",
       "following takeover", "Nobody says which case of ours receive_order opens"},
      {"following.toml", "is = \"receive_order\"", "is = \"order_after_revocation\"", "following takeover",
       "receive_order opens ours as another event"},
      {"catalogue.toml", "en = \"Takeover order\" }\nby = \"national_bureau\"\nto = \"provider\"",
       "en = \"Takeover order\" }\nby = \"national_bureau\"\nto = \"archive\"", "following takeover",
       "receive_order gives the party no document"},
      {"following.toml", "cites = [\"36\"]", "cites = []", "following major_event", "No article is cited"},
  };
  expect_found(all);
}

// A case opens another one only as that may be opened, with what it knows.
TEST(RulesCheck, FindsChildCasesThatCannotBeOpened) {
  const auto found = [](const auto& change) {
    Procedures changed = procedures();
    change(changed);
    std::vector<std::string> said;
    for (const Finding& finding : check(book(), changed, testing::kRules))
      said.push_back(finding.where + ": " + finding.en);
    return said;
  };
  using ::testing::Contains;
  using ::testing::HasSubstr;
  const auto transition = [](Procedures& all, const std::string& id, std::string_view event) {
    for (procedure::Transition& one : all.at(id).back().transitions) {
      if (one.event == event) return &one;
    }
    throw std::runtime_error("no event " + std::string(event));
  };
  EXPECT_THAT(found([&](Procedures& all) { transition(all, "tip", "open_case")->opens = {"gone"}; }),
              Contains("transition open_case: There is no procedure gone."));
  EXPECT_THAT(found([&](Procedures& all) { transition(all, "tip", "open_case")->opens = {"complaint"}; }),
              Contains("transition open_case: A case of complaint is not opened by another case."));
  EXPECT_THAT(found([&](Procedures& all) {
                auto& inputs = transition(all, "tip", "open_case")->inputs;
                std::erase_if(inputs, [](const auto& input) { return input.id == "party_kind"; });
              }),
              Contains(HasSubstr("It opens penalty, which asks for party_kind")));
  EXPECT_THAT(found([&](Procedures& all) {
                for (auto& input : transition(all, "penalty", "deliver")->inputs) {
                  if (input.id == "decision_delivered_on") input.type = procedure::InputType::Text;
                }
              }),
              Contains(HasSubstr("which asks for decision_delivered_on")));
}

TEST(RulesCheck, FindsArticlesWithoutAnything) {
  const Broken all[] = {
      {"articles.toml", "  { part = \"documents\", why = \"公示内容即资质证书\" },\n", "", "article 13",
       "Nothing in documents"},
      {"articles.toml", "  { part = \"rules\", why = \"定义条文，没有程序可依\" },\n", "", "article 3",
       "Nothing in rules"},
  };
  expect_found(all);
}

struct Period {
  std::string_view id, unit;
  std::int64_t length;
  bool backward, rolled;
  std::string_view article;
};

// Requirements 3.4, corrected by 13.6 to 13.8: periods of authorities and rights of parties roll, duties do
// not.
TEST(StatutoryClocks, AreThoseOfTheLaw) {
  const Period periods[] = {
      {"C01", "working_days", 5, false, true, "8"},
      {"C02", "working_days", 20, false, true, "9"},
      {"C03", "working_days", 10, false, true, "行政许可法 44"},
      {"C04", "working_days", 20, false, true, "9"},
      {"C05", "calendar_days", 0, false, false, "9"},
      {"C06", "years", 5, false, false, "12"},
      {"C07", "calendar_days", 30, false, false, "14"},
      {"C07b", "working_days", 20, false, true, "14"},
      {"C08", "calendar_days", 60, true, false, "15"},
      {"C09", "calendar_days", 0, false, false, "15"},
      {"C10", "calendar_days", 30, false, false, "16"},
      {"C11", "years", 5, false, false, "24"},
      {"C12", "calendar_days", 30, false, false, "25"},
      {"C13", "calendar_days", 30, false, false, "25"},
      {"C14", "fixed", 0, false, false, "26"},
      {"C15", "calendar_days", 60, true, false, "29"},
      {"C16", "calendar_days", 90, true, false, "29"},
      {"C17", "fixed", 0, false, false, "35"},
      {"C18", "calendar_days", 15, false, false, "36"},
      {"C19", "hours", 4, false, false, "36"},
      {"C19a", "hours", 1, false, false, "36"},
      {"C19b", "hours", 2, false, false, "36"},
      {"C20", "calendar_days", 90, false, true, "38"},
      {"C21", "working_days", 5, false, true, "38"},
      {"C21a", "working_days", 7, true, false, "38"},
      {"C22", "calendar_days", 15, false, true, "38"},
      {"C23", "calendar_days", 60, false, true, "9"},
      {"C23a", "months", 6, false, true, "9"},
      {"C24", "set", 0, false, false, "38"},
      {"C25", "set", 0, false, false, "27"},
      {"C26", "working_days", 7, false, true, "31"},
      {"C27", "years", 2, false, false, "38"},
  };
  EXPECT_EQ(book().clocks.size(), std::size(periods));
  for (const Period& period : periods) {
    const StatutoryClock* clock = find_by(book().clocks, &StatutoryClock::id, std::string(period.id));
    ASSERT_NE(clock, nullptr) << period.id;
    EXPECT_EQ(clock->unit, period.unit) << period.id;
    EXPECT_EQ(clock->length, period.length) << period.id;
    EXPECT_EQ(clock->backward, period.backward) << period.id;
    EXPECT_EQ(clock->rolled, period.rolled) << period.id;
    EXPECT_EQ(clock->cites.front(), period.article) << period.id;
  }
  EXPECT_EQ(find_by(book().clocks, &StatutoryClock::id, std::string("C17"))->day, "01-15");
  EXPECT_EQ(find_by(book().clocks, &StatutoryClock::id, std::string("C14"))->day, "12-31");
}

// Requirements 0.4.
TEST(StatutoryClocks, MissingThemLeadsToTheirPenalty) {
  const std::map<std::string, std::string> expected{
      {"C07", "39-1"}, {"C10", "39-2"}, {"C11", "38-7"}, {"C12", "39-2"}, {"C13", "39-2"},
      {"C14", "39-3"}, {"C15", "39-6"}, {"C17", "38-9"}, {"C18", "38-9"}, {"C25", "39-4"}};
  std::map<std::string, std::string> found;
  for (const StatutoryClock& clock : book().clocks) {
    if (!clock.penalty.empty()) found[clock.id] = clock.penalty;
  }
  EXPECT_EQ(found, expected);
}

// Requirements 2.0.
TEST(Routing, SendsEachMatterToItsReceiver) {
  const std::map<std::string, std::string> expected{{"licence_application", "entrusted_province"},
                                                    {"licence_change", "national"},
                                                    {"licence_renewal", "national"},
                                                    {"service_stop", "national"},
                                                    {"rules_filing", "province_of_provider"},
                                                    {"assessment_report", "province_of_provider"},
                                                    {"annual_report", "province_of_provider"},
                                                    {"major_event", "province_of_provider"},
                                                    {"delegated_body_filing", "province_of_delegated_body"}};
  std::map<std::string, std::string> found;
  for (const Route& route : book().routes) found[route.matter] = route.receiver;
  EXPECT_EQ(found, expected);
}

}  // namespace
}  // namespace yinxin::rules
