// What the provider knows of its cases' documents: it issues them under its own name, licence and case say
// the rest. What the records say (licence, figures, snapshot, who signed) nobody enters otherwise.
#include <algorithm>

#include "compliance/annual_paper.hpp"
#include "compliance/annual_report_table.hpp"
#include "compliance/condition_table.hpp"
#include "compliance/snapshot_paper.hpp"
#include "compliance/state.hpp"
#include "papers/collector.hpp"

namespace yinxin::compliance {

using base::ErrorKind;
using base::make_error;
using base::Result;
using papers::Collector;

namespace {

// Words of rules/catalogue.toml.
constexpr std::string_view kAnnualReport = "annual_report";
constexpr std::string_view kConditionSnapshot = "condition_snapshot";
constexpr std::string_view kOfficer = "officer/";  // of actors

/// A field of a template that an input of the procedure answers.
struct Answered {
  std::string_view procedure;
  std::string_view field;
  std::string_view input;
};
constexpr Answered kAnswered[] = {{"claim", "claimant", "claimant"},
                                  {"claim", "serial", "serial"},
                                  {"claim", "facts", "facts"},
                                  {"claim", "package_sm3", "package_sm3"},
                                  {"complaint", "complainant", "complainant"},
                                  {"complaint", "facts", "facts"},
                                  {"crypto_device", "reason", "reason"},
                                  {"delegated_body", "body", "body"},
                                  {"delegated_body", "body_code", "credit_code"},
                                  {"delegated_body", "agreement_number", "agreement_number"},
                                  {"delegated_body", "rectify_by", "rectify_by"},
                                  {"holder_change", "serial", "serial"},
                                  {"major_event", "place", "place"},
                                  {"major_event", "cause", "cause"},
                                  {"major_event", "measures", "measures"},
                                  {"post_training", "post", "post"},
                                  {"post_training", "certificate_number", "certificate_number"},
                                  {"post_training", "hours", "hours"},
                                  {"post_training", "valid_to", "valid_to"},
                                  {"rules_filing", "published_on", "published_on"},
                                  {"service_stop", "scope", "scope"},
                                  {"service_stop", "sender", "sender"},
                                  {"service_stop", "taker", "taker"},
                                  {"takeover", "sender", "sender"},
                                  {"takeover", "taker", "taker"},
                                  {"training_plan", "persons_planned", "persons_planned"},
                                  {"training_plan", "persons_passed", "persons_passed"},
                                  {"conditions", "problems", "measures"}};
/// Whose code is printed in words.
constexpr Answered kInWords[] = {{"assessment", "conclusion", "conclusion"},
                                 {"post_training", "employer", "employer"}};
/// Fields that are the number of the case.
constexpr std::string_view kCaseNumbers[] = {"claim_number", "complaint_number", "request_number",
                                             "event_number"};

/// Article 35, items 1 to 5: inputs of the annual report, a paragraph an entry, and fields of its template.
constexpr std::string_view kReportParts[] = {"conditions", "business", "conduct", "security", "management"};

/// As they were written, reviewed and signed; of a case that was written under older rules they are not
/// there.
void add_parts(documents::Values& values, const Collector& known) {
  for (const std::string_view part : kReportParts) {
    const auto* paragraphs = known.value<std::vector<std::string>>(part);
    if (paragraphs == nullptr) continue;
    std::string text;
    for (const std::string& one : *paragraphs) text += (text.empty() ? "" : "\n") + one;
    values.insert_or_assign(std::string(part), text);
  }
}

void add_answers(Collector& known) {
  for (const Answered& one : kAnswered) {
    if (known.is_of(one.procedure)) known.entered(one.field, one.input);
  }
  for (const Answered& one : kInWords) {
    if (!known.is_of(one.procedure)) continue;
    const std::string code = known.text_of(one.input);
    if (!code.empty()) known.text(one.field, known.label(one.input, code));
  }
  for (const std::string_view field : kCaseNumbers) known.text(field, known.view().found.number);
  const auto& steps = known.view().found.steps;
  if (!steps.empty()) known.date("received_on", base::beijing_date(steps.front().at));
}

/// Of the last of these events, up to the step; empty: no officer did it.
std::string actor_of_last(const Collector& known, std::initializer_list<std::string_view> events) {
  for (std::int64_t at = known.position(); at >= 0; --at) {
    const cases::StepNote& step = known.view().found.steps[static_cast<std::size_t>(at)];
    if (std::find(events.begin(), events.end(), step.event) != events.end())
      return step.actor.starts_with(kOfficer) ? step.actor.substr(kOfficer.size()) : std::string();
  }
  return {};
}

}  // namespace

/// The kept file that the case locked: a whole year's, balanced. Its octets are asked for in full.
Result<documents::Values> Service::State::locked_figures(const std::string& locked) const {
  YX_TRY(const auto notes, list_reports(house.database));
  const auto found = std::find_if(notes.begin(), notes.end(), [&](const AnnualNote& one) {
    return base::to_hex(one.sm3) == locked && one.complete && one.broken.empty();
  });
  if (found == notes.end()) return make_error(ErrorKind::NotFound, "compliance.report_none");
  YX_TRY(const std::string content, find_report(house.database, found->year, found->number));
  YX_TRY(const proof::AnnualReport report, proof::AnnualReport::parse(content));
  return annual_values(report, found->sm3);
}

Result<documents::Values> Service::State::kept_snapshot(const std::string& named) const {
  YX_TRY(const auto notes, list_snapshots(house.database));
  const auto found = std::find_if(notes.begin(), notes.end(),
                                  [&](const SnapshotNote& one) { return base::to_hex(one.sm3) == named; });
  if (found == notes.end()) return make_error(ErrorKind::NotFound, "compliance.snapshot_none");
  YX_TRY(const Snapshot snapshot, find_snapshot(house.database, found->period));
  return snapshot_values(snapshot);
}

Result<void> Service::State::add_person(documents::Values& values, const std::string& field,
                                        const std::string& account) const {
  if (account.empty()) return {};
  YX_TRY(const officers::Officer officer, house.officers.find(account));
  values.insert_or_assign(field, officer.name);
  return {};
}

/// What the records say of the two papers that are made of them.
Result<documents::Values> Service::State::from_records(const papers::Request& request,
                                                       const papers::Collector& known) const {
  documents::Values values;
  if (request.form.catalogue == kAnnualReport) {
    YX_TRY(values, locked_figures(known.text_of("locked_sm3")));
    YX_CHECK(add_person(values, "signer", actor_of_last(known, {"sign"})));
    add_parts(values, known);
  } else if (request.form.catalogue == kConditionSnapshot) {
    YX_TRY(values, kept_snapshot(known.text_of("snapshot_sm3")));
    if (!known.text_of("measures").empty()) values.erase("problems");  // the case says them
    YX_CHECK(add_person(values, "checker", actor_of_last(known, {"check", "find_red"})));
    YX_CHECK(add_person(values, "signer", actor_of_last(known, {"confirm", "report_red"})));
  }
  return values;
}

papers::Knowing Service::knowing() const {
  return [state = state_.get()](store::Connection&, const papers::Request& request) -> Result<papers::Known> {
    YX_TRY(const policy::Service::Imported imported, state->house.policy.licence());
    const policy::Licence& licence = imported.licence;
    Collector collector(request.view, request.wanted.position);
    add_answers(collector);
    YX_TRY(auto fixed, state->from_records(request, collector));
    const documents::Values own{{"provider", licence.holder_name},
                                {"credit_code", licence.credit_code},
                                {"licence_number", licence.number}};
    fixed.insert(own.begin(), own.end());  // where the record does not say it as it was then
    papers::Known known;
    known.issuer = licence.holder_name;
    known.word = state->options.word;
    known.values = collector.wanted_by(request.form);
    for (auto& [name, value] : fixed) {
      if (request.form.field(name) == nullptr) continue;
      known.fixed.insert(name);
      known.values.insert_or_assign(name, std::move(value));
    }
    return known;
  };
}

}  // namespace yinxin::compliance
