// Rows of the table of responsibility about the provider as a whole, by parts 9 to 11, and whether what those
// parts name has its acts.
#include <algorithm>

#include "proof/package_duties.hpp"

namespace yinxin::proof {
namespace {

constexpr std::string_view kComplaintProcedure = "complaint";
constexpr std::string_view kOfficerActor = "officer/";

std::string_view field(const PackageAct& act, std::string_view name) {
  return act.record ? act.record->find(name).value_or("") : "";
}

/// Acts of an application and its certificate that only the holder of a post may do.
std::string_view post_of(ActCode code) {
  switch (code) {
    case ActCode::ApplicationReceived:
    case ActCode::IdentityChecked:
    case ActCode::ApplicationAccepted:
      return "registration_officer";
    case ActCode::MaterialReviewed:
      return "review_officer";
    case ActCode::Issued:
      return "issuing_officer";
    default:
      return "";
  }
}

bool has_act_until(const DutyFacts& facts, const RightRow& right, ActCode code, base::Date from,
                   base::Date until) {
  const auto acts = facts.acts_on(right.basis, code);
  return std::any_of(acts.begin(), acts.end(), [&](const PackageAct* act) {
    const base::Date day = base::beijing_date(act->leaf.time);
    return field(*act, "item") == right.item && day >= from && day <= until;
  });
}

/// The acts of the case that gave the right bear the row out: somebody authorised it by its first day, its
/// last day was entered, and it was not ended before the day of the act.
const PackageAct* basis_of(const DutyFacts& facts, const RightRow& right, base::Date day) {
  if (has_act_until(facts, right, ActCode::PostRightEnded, right.from, day)) return nullptr;
  const std::string last = base::format_date(right.to);
  const bool dated = std::any_of(facts.acts.begin(), facts.acts.end(), [&](const PackageAct& act) {
    return act.object == right.basis &&
           (field(act, "input.valid_to") == last ||
            (field(act, "input.trained_to") == last && field(act, "item") == right.item));
  });
  if (!dated) return nullptr;
  for (const PackageAct* act : facts.acts_on(right.basis, ActCode::PostAuthorised)) {
    if (field(*act, "item") == right.item && base::beijing_date(act->leaf.time) <= right.from) return act;
  }
  return nullptr;
}

const PackageAct* right_for(const DutyFacts& facts, const std::vector<RightRow>& rights,
                            const PackageAct& act) {
  const base::Date day = base::beijing_date(act.leaf.time);
  for (const RightRow& right : rights) {
    const bool covers = right.officer == field(act, "actor") && right.post == post_of(act.leaf.act) &&
                        right.from <= day && day <= right.to;
    if (!covers) continue;
    if (const PackageAct* basis = basis_of(facts, right, day)) return basis;
  }
  return nullptr;
}

void add_once(std::vector<std::string>& files, const std::string& file) {
  if (std::find(files.begin(), files.end(), file) == files.end()) files.push_back(file);
}

std::optional<std::string> recorded_body(const PackageAct& act) {
  const std::string_view body = field(act, "actor.body");
  return body.empty() ? std::nullopt : std::optional(case_object(body));
}

/// Of several days the last that counts; nothing when none does.
const PackageAct* last_before(const DutyFacts& facts, const std::string& object, ActCode code,
                              std::uint64_t seq) {
  const PackageAct* last = nullptr;
  for (const PackageAct* act : facts.acts_on(object, code)) {
    if (act->seq < seq) last = act;
  }
  return last;
}

/// Filed, started, and neither suspended nor ended when it worked on the application.
bool body_may_work(const DutyFacts& facts, const std::string& object, const PackageAct& work,
                   std::vector<std::string>& evidence) {
  const PackageAct* filed = last_before(facts, object, ActCode::CaseConfirmed, work.seq);
  const PackageAct* started = last_before(facts, object, ActCode::DelegationStarted, work.seq);
  if (filed != nullptr) add_once(evidence, filed->file);
  if (started != nullptr) add_once(evidence, started->file);
  if (filed == nullptr || started == nullptr) return false;
  for (const ActCode stop : {ActCode::DelegationSuspended, ActCode::DelegationEnded}) {
    const PackageAct* stopped = last_before(facts, object, stop, work.seq);
    if (stopped != nullptr && stopped->seq > started->seq) return false;
  }
  return true;
}

/// How the cases of one procedure were dealt with: by an act of one of `answers`, and in time.
struct Handled {
  std::size_t all = 0;
  std::size_t answered = 0;
  std::size_t overdue = 0;
  std::vector<std::string> evidence;
};

Handled handled_of(const DutyFacts& facts, const CasesPaper& paper, std::string_view procedure,
                   std::initializer_list<ActCode> answers) {
  Handled handled;
  for (const CasesPaper::Row& row : paper.cases) {
    if (row.procedure != procedure) continue;
    ++handled.all;
    const std::string object = case_object(row.number);
    bool answered = false;
    for (const ActCode code : answers) {
      for (const PackageAct* act : facts.acts_on(object, code)) {
        answered = true;
        add_once(handled.evidence, act->file);
      }
    }
    handled.answered += answered ? 1 : 0;
    const auto late = facts.acts_on(object, ActCode::ClockOverdue);
    handled.overdue += late.empty() ? 0 : 1;
    for (const PackageAct* act : late) add_once(handled.evidence, act->file);
  }
  return handled;
}

Judged judged_of(Handled handled, std::string_view paper, const std::string& what) {
  std::string actual = what + " " + std::to_string(handled.all) + " 件，已办 " +
                       std::to_string(handled.answered) + " 件，逾期 " + std::to_string(handled.overdue) +
                       " 件";
  handled.evidence.insert(handled.evidence.begin(), std::string(paper));
  std::string_view conclusion = handled.answered == handled.all ? kFulfilled : kUnderWay;
  if (handled.overdue > 0) conclusion = kBroken;
  return {std::move(actual), std::move(handled.evidence), conclusion};
}

/// The act that has the SM3 of a snapshot; null: none.
const PackageAct* snapshot_act(const DutyFacts& facts, base::ByteView content) {
  const std::string sm3 = base::to_hex(crypto::sm3(content));
  const auto found = std::find_if(facts.acts.begin(), facts.acts.end(), [&](const PackageAct& act) {
    return act.leaf.act == ActCode::ConditionsSnapshot && field(act, "snapshot_sm3") == sm3;
  });
  return found == facts.acts.end() ? nullptr : &*found;
}

void check_cases(const DutyFacts& facts, std::string_view file, Report& report) {
  const auto text = facts.text(file);
  if (!text) return;
  const auto paper = CasesPaper::parse(*text);
  if (!paper) return report.failed(file, malformed("package.format", paper.error()));
  for (const CasesPaper::Row& row : paper->cases) {
    const std::string object = case_object(row.number);
    const bool proved = std::any_of(facts.acts.begin(), facts.acts.end(),
                                    [&](const PackageAct& act) { return act.object == object; });
    report.expect(
        proved, file,
        {"package.case", "案件 " + row.number + " 有行为记录", "case " + row.number + " has its acts"},
        {"package.case", "案件 " + row.number + " 没有行为记录", "case " + row.number + " has no act here"});
  }
}

}  // namespace

Judged judge_posts(const DutyFacts& facts) {
  const auto rights = parse_rights(facts.text(layout::kRights).value_or(""));
  std::vector<std::string> evidence;
  if (rights) evidence.emplace_back(layout::kRights);
  std::size_t all = 0;
  std::size_t covered = 0;
  for (const PackageAct& act : facts.acts) {
    if (post_of(act.leaf.act).empty() || !field(act, "actor").starts_with(kOfficerActor)) continue;
    ++all;
    const PackageAct* basis = rights ? right_for(facts, *rights, act) : nullptr;
    if (basis == nullptr) continue;
    ++covered;
    add_once(evidence, basis->file);
  }
  if (all == 0) return {"没有由工作人员办理的环节", {}, kNoOccasion};
  return {
      "经办环节 " + std::to_string(all) + " 个，其中 " + std::to_string(covered) + " 个有当日有效的上岗授权",
      std::move(evidence), covered == all ? kFulfilled : kUnproved};
}

Judged judge_bodies(const DutyFacts& facts) {
  std::vector<std::string> evidence;
  bool worked = false;
  bool all = true;
  for (const PackageAct& act : facts.acts) {
    const auto body = recorded_body(act);
    if (!body) continue;
    worked = true;
    all = body_may_work(facts, *body, act, evidence) && all;
  }
  if (!worked) return {"没有受委托机构参与", {}, kNoOccasion};
  return {all ? "受委托机构已备案并启用" : "受委托机构办理时没有备案或者没有启用的记录", std::move(evidence),
          all ? kFulfilled : kUnproved};
}

Judged judge_incidents(const DutyFacts& facts) {
  const auto paper = CasesPaper::parse(facts.text(layout::kIncidents).value_or(""));
  if (!paper) return {"没有重大事项信息", {}, kUnproved};
  if (paper->cases.empty()) {
    return {base::format_beijing(paper->from) + " 至 " + base::format_beijing(paper->to) + " 没有重大事项",
            {std::string(layout::kIncidents)},
            kFulfilled};
  }
  Handled handled = handled_of(facts, *paper, "major_event",
                               {ActCode::ReportSigned, ActCode::EventReported, ActCode::DecisionMade});
  return judged_of(std::move(handled), layout::kIncidents, "重大事项");
}

Judged judge_conditions(const DutyFacts& facts) {
  std::vector<std::string> evidence;
  std::size_t red = 0;
  for (const auto& [name, content] : facts.files) {
    if (!name.starts_with(layout::kConditions)) continue;
    if (snapshot_act(facts, content) == nullptr) continue;
    evidence.push_back(name);
    std::string_view rest = base::as_text(content);
    while (!rest.empty()) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      if (line.starts_with("condition.") && line.find(" red ") != std::string_view::npos) ++red;
      rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    }
  }
  if (evidence.empty()) return {"没有月度快照", {}, kUnproved};
  std::string actual = "月度快照 " + std::to_string(evidence.size()) + " 份，其中不符合的条件 " +
                       std::to_string(red) + " 项次";
  return {std::move(actual), std::move(evidence), red == 0 ? kFulfilled : kBroken};
}

Judged judge_complaints(const DutyFacts& facts) {
  const auto paper = CasesPaper::parse(facts.text(layout::kNotices).value_or(""));
  if (!paper) return {"没有投诉信息", {}, kUnproved};
  Handled handled =
      handled_of(facts, *paper, kComplaintProcedure, {ActCode::ComplaintAnswered, ActCode::DecisionMade});
  if (handled.all == 0) return {"没有涉及本证书的投诉", {std::string(layout::kNotices)}, kNoOccasion};
  return judged_of(std::move(handled), layout::kNotices, "投诉");
}

void check_office_papers(const DutyFacts& facts, Report& report) {
  for (const std::string_view file : {layout::kIncidents, layout::kBodies, layout::kNotices})
    check_cases(facts, file, report);
  if (const auto text = facts.text(layout::kRights)) {
    const auto rights = parse_rights(*text);
    if (!rights) report.failed(layout::kRights, malformed("package.format", rights.error()));
  }
  for (const auto& [name, content] : facts.files) {
    if (!name.starts_with(layout::kConditions)) continue;
    report.expect(
        snapshot_act(facts, content) != nullptr, name,
        {"package.snapshot", "快照与行为记录中的 SM3 相符", "the snapshot is the one in its act"},
        {"package.snapshot", "没有记有此快照 SM3 的行为记录", "no act has the SM3 of this snapshot"});
  }
}

}  // namespace yinxin::proof
