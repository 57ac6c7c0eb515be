#include "supervision/paper_values.hpp"

#include "supervision/licence_effects.hpp"

namespace yinxin::supervision {

using documents::Values;

namespace {

// Words of rules/procedures.
constexpr std::string_view kDeemed = "deem_accepted";
constexpr std::string_view kExpiryReached = "reach_expiry";
constexpr std::string_view kMatters[][2] = {{"licence_application", "电子政务电子认证服务机构资质"},
                                            {"licence_renewal", "电子政务电子认证服务机构资质延续"},
                                            {"licence_change", "电子政务电子认证服务机构资质变更"}};

constexpr std::string_view kComplete = "材料齐全、符合规定形式";
constexpr std::string_view kDeemedGround =
    "本机关未在收到申请材料之日起5个工作日内告知需要补正的全部内容，依法自收到申请材料之日起即为受理";
constexpr std::string_view kRenewalDeemed =
    "本机关在有效期届满前未作出是否准予延续的决定，依法视为准予延续。";
constexpr std::string_view kRenewalOnPaper =
    "经书面审查，你单位持续符合《电子政务电子认证服务管理办法》规定的资质认定条件和要求。";
constexpr std::string_view kRenewalOnSite =
    "经现场审查，你单位持续符合《电子政务电子认证服务管理办法》规定的资质认定条件和要求。";
constexpr std::string_view kChangeKept = "经形式核对，上述变更不影响你单位符合资质认定条件和要求，予以备存。";
constexpr std::string_view kChangeExamined = "经审查，上述变更后你单位符合资质认定条件和要求。";

/// What is to be supplemented, with the materials' names.
void add_faults(Collector& known) {
  const auto found = known.step().inputs.find("faults");
  const auto* rows =
      found == known.step().inputs.end() ? nullptr : std::get_if<procedure::Rows>(&found->second);
  if (rows == nullptr) return;
  std::vector<documents::RowValues> shown;
  for (const auto& row : *rows) {
    auto& one = shown.emplace_back();
    for (const auto& [id, cell] : row) {
      const auto* written = std::get_if<std::string>(&cell);
      if (written != nullptr) one.insert_or_assign(id, documents::Scalar(known.label(id, *written)));
    }
  }
  known.rows("items", std::move(shown));
}

void add_organ(Collector& known, const Organ& organ) {
  known.text("contact", organ.contact);
  known.text("hand_in", organ.hand_in);
  known.text("review_body", organ.review_body);
  known.text("court", organ.court);
}

/// What the register knows; what the case says itself goes before it.
void add_holder(Collector& known, const RegisterEntry& entry) {
  for (const std::string_view name : {"applicant", "holder", "provider", "party"})
    known.text(name, entry.organisation);
  known.text("credit_code", entry.credit_code);
  known.text("licence_number", entry.licence_number);
  for (const auto& [name, day] :
       {std::pair("valid_from", &entry.valid_from), std::pair("valid_to", &entry.valid_to)}) {
    const auto parsed = base::parse_date(*day);
    if (parsed) known.date(name, *parsed);
  }
}

void add_case(Collector& known) {
  for (const auto& [procedure, matter] : kMatters) {
    if (known.is_of(procedure)) known.text("matter", std::string(matter));
  }
  known.text("query_code", known.view().found.number);
  for (const std::string_view name : {"applicant", "holder"}) known.entered(name, "organisation");
  for (const std::string_view name :
       {"party", "credit_code", "licence_number", "valid_from", "valid_to", "review_days"})
    known.entered(name, name);
}

void add_application(Collector& known) {
  known.day_of_last("applied_on", {"submit", "apply", "apply_late"});
  known.day_of_last("received_on", {"submit", "supplement", "receive", "apply", "apply_late"});
  known.day_of_last("accepted_on", {"accept", kDeemed});
  known.due("due_on", {"examination", "decision"});
  known.due("supplement_by", {"supplement"});
  add_faults(known);
  if (known.is_of("licence_application"))
    known.text("ground", std::string(known.step().event == kDeemed ? kDeemedGround : kComplete));
  const auto reason = known.step().inputs.find("reason");
  if (reason == known.step().inputs.end()) return;
  if (const auto* text = std::get_if<std::string>(&reason->second)) known.text("reasons", *text);
}

/// From the day after the old end, five years.
void add_renewal(Collector& known) {
  const auto* ends_on = known.value<base::Date>("valid_to");
  if (!known.is_of("licence_renewal") || ends_on == nullptr) return;
  known.date("ended_on", *ends_on);
  known.date("valid_from", std::chrono::sys_days(*ends_on) + std::chrono::days(1));
  known.date("valid_to", renewed_end(*ends_on));
  const bool deemed = known.step().event == kExpiryReached;
  const bool on_site = known.text_of("form") == "on_site";
  known.text("finding", std::string(deemed ? kRenewalDeemed : on_site ? kRenewalOnSite : kRenewalOnPaper));
}

std::string item_text(const procedure::Item& item, std::string_view id) {
  const auto found = item.values.find(id);
  const auto* text = found == item.values.end() ? nullptr : std::get_if<std::string>(&found->second);
  return text == nullptr ? std::string() : *text;
}

void add_change(Collector& known) {
  if (!known.is_of("licence_change")) return;
  std::vector<documents::RowValues> rows;
  for (const auto& [id, item] : known.view().found.played.items) {
    const auto on = item.values.find("changed_on");
    const auto* day = on == item.values.end() ? nullptr : std::get_if<base::Date>(&on->second);
    if (day == nullptr) continue;
    rows.push_back({{"matter", known.label("matter", item_text(item, "matter"))},
                    {"before", item_text(item, "old_value")},
                    {"after", item_text(item, "new_value")},
                    {"changed_on", *day}});
  }
  known.rows("changes", std::move(rows));
  known.text("finding", std::string(known.step().event == "keep_on_file" ? kChangeKept : kChangeExamined));
  const Changed changed = changed_by(known.view().found);
  for (const std::string_view name : {"holder", "party"}) known.text(name, changed.organisation);
}

/// Why a licence's own case is deregistered: what ended it.
std::string ended_by(const Collector& known) {
  constexpr std::string_view kEndings[][2] = {
      {"expire", "有效期届满未延续"}, {"lapse", "有效期届满未延续"},   {"revoke_licence", "资质被依法吊销"},
      {"rescind", "资质被依法撤销"},  {"take_back", "资质被依法撤回"}, {"deregister_on_request", "本人申请"}};
  std::string ground;
  for (const cases::StepNote& step : known.view().found.steps) {
    for (const auto& [event, zh] : kEndings) {
      if (step.event == event && step.position <= known.position()) ground = zh;
    }
  }
  return ground;
}

void add_ending(Collector& known) {
  const bool own = known.is_of("licence_status");
  if (!own && !known.is_of("licence_ending")) return;
  const std::string code = known.text_of("ground");
  known.text("ground", code.empty() ? ended_by(known) : known.label("ground", code));
  known.entered("basis_reference", own ? "basis_reference" : "decision_number");
  known.entered("takeover", "takeover_plan");
}

}  // namespace

Values known_values(const documents::Template& form, const cases::View& view, std::int64_t position,
                    const PaperSources& sources) {
  Collector known(view, position);
  if (sources.holder) add_holder(known, *sources.holder);
  add_case(known);
  add_organ(known, sources.organ);
  known.text("acceptance_number", sources.acceptance_number);
  add_application(known);
  add_renewal(known);
  add_change(known);
  add_ending(known);
  add_supervision_values(known, form);
  return known.wanted_by(form);
}

}  // namespace yinxin::supervision
