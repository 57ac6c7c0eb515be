// The table of responsibility: what each row comes to, and that a changed one is named.
#include <gmock/gmock.h>

#include "proof/test_package.hpp"

namespace yinxin::proof {
namespace {

using test::build;
using test::Draft;
using test::Fields;
using test::office_draft;
using test::office_world;
using test::World;
using testing::Contains;
using testing::HasSubstr;

std::vector<DutyRow> table_of(base::ByteView archive) {
  for (const auto& [name, content] : test::unpack(archive)) {
    if (name == layout::kDuties) return parse_duties(base::as_text(content)).value();
  }
  return {};
}

DutyRow row_of(const World& world, const Draft& from, const std::string& id) {
  const base::Bytes archive = build(world, from);
  EXPECT_TRUE(verify_package(archive, world.trust()).pass())
      << verify_package(archive, world.trust()).to_text();
  for (const DutyRow& row : table_of(archive)) {
    if (row.id == id) return row;
  }
  ADD_FAILURE() << "no row " << id;
  return {};
}
std::string conclusion(const World& world, const Draft& from, const std::string& id) {
  return row_of(world, from, id).conclusion;
}

TEST(PackageDuties, OfAWholePackage) {
  const World world = office_world();
  const base::Bytes archive = build(world, office_draft(world));
  std::map<std::string, std::string> found;
  for (const DutyRow& row : table_of(archive)) {
    found[row.id] = row.conclusion;
    EXPECT_THAT(row.article, testing::StartsWith("第")) << row.id;
    EXPECT_FALSE(row.duty.empty() || row.required.empty() || row.actual.empty()) << row.id;
    if (row.conclusion == "已履行") EXPECT_FALSE(row.evidence.empty()) << row.id;
  }
  const std::map<std::string, std::string> expected{
      {"licence", "已履行"},      {"rules", "已履行"},     {"identity", "已履行"},   {"review", "已履行"},
      {"notification", "已履行"}, {"agreement", "已履行"}, {"possession", "已履行"}, {"contents", "已履行"},
      {"acceptance", "已履行"},   {"status", "已履行"},    {"revocation", "不适用"}, {"posts", "已履行"},
      {"bodies", "不适用"},       {"incidents", "已履行"}, {"conditions", "已履行"}, {"complaints", "已履行"},
      {"records", "已履行"}};
  EXPECT_EQ(found, expected);
}

TEST(PackageDuties, AChangedRowIsNamed) {
  const World world = office_world();
  const base::Bytes good = build(world, office_draft(world));
  const std::vector<DutyRow> table = table_of(good);
  const auto report_with = [&](const std::vector<DutyRow>& rows) {
    return verify_package(test::reseal(good, world.service,
                                       [&](test::Files& files, Manifest&) {
                                         files[std::string(layout::kDuties)] =
                                             base::to_bytes(duties_to_json(rows));
                                       }),
                          world.trust());
  };
  const auto failed_rows = [](const Report& report) {
    std::string rows;
    for (const Finding& finding : report.findings()) {
      if (finding.severity == Severity::Failed && finding.code == "package.duty") rows += finding.zh + "\n";
    }
    return rows;
  };
  for (std::size_t i = 0; i < table.size(); ++i) {
    const std::string name = "（" + table[i].id + "）";
    for (std::string DutyRow::*member :
         {&DutyRow::duty, &DutyRow::article, &DutyRow::required, &DutyRow::actual, &DutyRow::conclusion}) {
      auto rows = table;
      rows[i].*member += "。";
      EXPECT_THAT(failed_rows(report_with(rows)), HasSubstr(name));
    }
    auto rows = table;
    rows[i].evidence.push_back("01-scope/scope.txt");
    EXPECT_THAT(failed_rows(report_with(rows)), HasSubstr(name));
    rows = table;
    rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_THAT(failed_rows(report_with(rows)), HasSubstr(name));
    rows = table;
    rows.push_back(rows[i]);
    EXPECT_THAT(test::failures(report_with(rows)), Contains("13-responsibility/duties.json: package.duties"));
  }
  auto rows = table;
  rows.push_back({"more", "其他", "第一条", "无", "无", {}, "已履行"});
  EXPECT_THAT(failed_rows(report_with(rows)), HasSubstr("（more）"));
  EXPECT_EQ(failed_rows(report_with(table)), "");
}

TEST(PackageDuties, GatesThatWerePassedLateOrByOnePerson) {
  World late;
  late.act(ActCode::Issued, "2026-03-01T07:00:00Z", late.object(), true,
           {{"application", World::kApplication}});
  late.act(ActCode::IdentityChecked, "2026-03-01T08:00:00Z", World::kApplication);
  const auto table = table_of(build(late, test::draft(late)));
  std::map<std::string, std::string> found;
  for (const DutyRow& row : table) found[row.id] = row.conclusion;
  EXPECT_EQ(found["identity"], "未履行");
  EXPECT_EQ(found["review"], "未见证据");
  EXPECT_EQ(found["acceptance"], "未见证据");

  World one_person = office_world();
  for (LedgerEntry& entry : one_person.entries) {
    const auto leaf = Leaf::parse(entry.leaf).value();
    if (leaf.act == ActCode::MaterialReviewed)
      entry = test::entry_of(entry.seq, leaf.act, leaf.time, entry.object, leaf.certificate,
                             {{"actor", "officer/7"}});
  }
  EXPECT_EQ(conclusion(one_person, office_draft(one_person), "review"), "未履行");
  EXPECT_EQ(conclusion(one_person, office_draft(one_person), "posts"), "未见证据") << "no right to that post";
}

TEST(PackageDuties, OfACertificateForOwnUse) {
  World world;
  world.act(ActCode::Issued, "2026-03-01T07:00:00Z", world.object(), true);
  EXPECT_EQ(conclusion(world, test::draft(world), "identity"), "不适用");
}

TEST(PackageDuties, RevocationWithinTheHoursOfTheRules) {
  for (const auto& [revoked, expected] : std::map<std::string, std::string>{
           {"2026-06-01T13:00:00Z", "已履行"}, {"2026-06-02T12:01:00Z", "未履行"}, {"", "办理中"}}) {
    World world = office_world();
    for (LedgerEntry& entry : world.entries) {
      const auto leaf = Leaf::parse(entry.leaf).value();
      if (leaf.act == ActCode::Issued)
        entry =
            test::entry_of(entry.seq, leaf.act, leaf.time, entry.object, leaf.certificate,
                           {{"actor", "officer/9"}, {"application", World::kApplication}, {"rules", "1.0"}});
    }
    world.act(ActCode::RevocationRequested, "2026-06-01T12:00:00Z", World::kApplication);
    if (!revoked.empty()) world.revoke(revoked);
    Draft from = office_draft(world);
    from.put("03-rules/cps-1.0.toml", std::string_view("revocation_hours = 24\n"));
    EXPECT_EQ(conclusion(world, from, "revocation"), expected) << revoked;
  }
}

/// One right changed.
Draft with_right(const World& world, const std::function<void(RightRow&)>& change) {
  Draft from = office_draft(world);
  auto rights = parse_rights(base::as_text(from.files.at(std::string(layout::kRights)))).value();
  change(rights.front());
  from.put(layout::kRights, rights_to_json(rights));
  return from;
}

TEST(PackageDuties, ARightMustCoverTheDayAndBeBorneOutByItsActs) {
  const World world = office_world();
  const auto day = [](const char* text) { return base::parse_date(text).value(); };
  const std::vector<std::pair<const char*, std::function<void(RightRow&)>>> kBad{
      {"begins later", [&](RightRow& right) { right.from = day("2026-03-02"); }},
      {"ended before", [&](RightRow& right) { right.to = day("2026-02-28"); }},
      {"longer than entered", [&](RightRow& right) { right.to = day("2027-12-31"); }},
      {"before it was given", [&](RightRow& right) { right.from = day("2025-12-01"); }},
      {"of another case", [](RightRow& right) { right.basis = "case/PX-2026-9"; }},
      {"of an item", [](RightRow& right) { right.item = "1"; }},
      {"another post", [](RightRow& right) { right.post = "review_officer"; }},
      {"another account", [](RightRow& right) { right.officer = "officer/6"; }},
  };
  for (const auto& [what, change] : kBad)
    EXPECT_EQ(conclusion(world, with_right(world, change), "posts"), "未见证据") << what;
  EXPECT_EQ(conclusion(world, with_right(world, [](RightRow&) {}), "posts"), "已履行");
  World ended;
  ended.office_acts(crypto::sm3(base::as_bytes(test::kSnapshot)));
  ended.act(ActCode::PostRightEnded, "2026-01-01T00:00:00Z", "case/PX-2026-1");
  ended.usual_acts();
  ended.later_acts();
  EXPECT_EQ(conclusion(ended, office_draft(ended), "posts"), "未见证据");
}

/// A world in which a delegated body received the application, and what happened to the body.
std::string with_body(const std::vector<ActCode>& before) {
  World world;
  for (const ActCode code : before) world.act(code, "2026-02-01T00:00:00Z", "case/WT-2026-1");
  world.act(ActCode::ApplicationReceived, "2026-03-01T01:00:00Z", World::kApplication, false,
            {{"actor.body", "WT-2026-1"}});
  world.usual_acts();
  // usual_acts() begins in January: only the order of what counts matters here
  const auto table = table_of(build(world, test::draft(world)));
  for (const DutyRow& row : table) {
    if (row.id == "bodies") return row.conclusion;
  }
  return "";
}

TEST(PackageDuties, ABodyIsFiledAndStartedWhenItWorks) {
  using enum ActCode;
  EXPECT_EQ(with_body({CaseConfirmed, DelegationStarted}), "已履行");
  EXPECT_EQ(with_body({DelegationStarted}), "未见证据");
  EXPECT_EQ(with_body({CaseConfirmed}), "未见证据");
  EXPECT_EQ(with_body({CaseConfirmed, DelegationStarted, DelegationSuspended}), "未见证据");
  EXPECT_EQ(with_body({CaseConfirmed, DelegationStarted, DelegationSuspended, DelegationStarted}), "已履行");
  EXPECT_EQ(with_body({CaseConfirmed, DelegationStarted, DelegationEnded}), "未见证据");
}

TEST(PackageDuties, EventsConditionsAndComplaints) {
  World world = office_world();
  Draft none = office_draft(world);
  CasesPaper empty = CasesPaper::parse(base::as_text(none.files.at(std::string(layout::kIncidents)))).value();
  empty.cases.clear();
  none.put(layout::kIncidents, empty.to_json());
  none.put(layout::kNotices, empty.to_json());
  EXPECT_THAT(row_of(world, none, "incidents").actual, HasSubstr("没有重大事项"));
  EXPECT_EQ(conclusion(world, none, "complaints"), "不适用");
  world.act(ActCode::ClockOverdue, "2026-03-25T00:00:00Z", "case/ZD-2026-1");
  EXPECT_EQ(conclusion(world, office_draft(world), "incidents"), "未履行");

  World open_complaint = office_world();
  open_complaint.act(ActCode::ComplaintReceived, "2026-03-25T00:00:00Z", "case/TS-2026-2");
  Draft two = office_draft(open_complaint);
  CasesPaper notices = CasesPaper::parse(base::as_text(two.files.at(std::string(layout::kNotices)))).value();
  notices.cases.push_back({"TS-2026-2", "complaint", "received", test::at("2026-03-25T00:00:00Z")});
  two.put(layout::kNotices, notices.to_json());
  EXPECT_EQ(conclusion(open_complaint, two, "complaints"), "办理中");

  constexpr std::string_view kRed = "yinxin-conditions/1\ncondition.funds red - -\n";
  World red;
  red.office_acts(crypto::sm3(base::as_bytes(kRed)));
  red.usual_acts();
  red.later_acts();
  Draft with_red = office_draft(red);
  with_red.put("09-security/conditions-2026-01.txt", kRed);
  EXPECT_EQ(conclusion(red, with_red, "conditions"), "未履行");
}

}  // namespace
}  // namespace yinxin::proof
