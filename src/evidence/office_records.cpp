#include "evidence/office_records.hpp"

#include "proof/package_layout.hpp"

namespace yinxin::evidence {

using base::ErrorKind;
using base::make_error;
using base::Result;
using cases::StepNote;
using cases::View;
using proof::CasesPaper;
using proof::RightRow;
namespace layout = proof::layout;

namespace {

constexpr std::string_view kOfficerActor = "officer/";
constexpr std::string_view kBodyPost = "registration_officer";  // the one that a body's account may hold

template <class T>
const T* value_of(const procedure::Values& values, std::string_view id) {
  const auto found = values.find(id);
  return found == values.end() ? nullptr : std::get_if<T>(&found->second);
}

cases::Caller everywhere() {
  cases::Caller caller;
  caller.reach = "000000";
  return caller;
}

CasesPaper paper_of(const Question& question, const std::vector<View>& views, Findings& findings) {
  CasesPaper paper;
  paper.from = question.from;
  paper.to = question.to;
  for (const View& view : views) {
    const cases::Case& one = view.found;
    paper.cases.push_back({one.number, one.procedure, one.state(), one.opened_at});
    findings.objects.push_back(proof::case_object(one.number));
  }
  return paper;
}

bool names_serial(const View& view, const x509::Serial& serial) {
  const auto* text = value_of<std::string>(view.found.played.values, "serial");
  if (text == nullptr) return false;
  const auto named = x509::Serial::from_hex(*text);
  return named && *named == serial;
}

base::Date day_of(const StepNote& step) {
  return base::beijing_date(step.recorded_at);
}

}  // namespace

void read_workers(const std::vector<proof::ProvedEntry>& acts, Question& question) {
  for (const proof::ProvedEntry& act : acts) {
    const auto checked = proof::check_entry(act.entry);
    if (!checked || !checked->record) continue;
    const std::string_view actor = checked->record->find("actor").value_or("");
    if (actor.starts_with(kOfficerActor)) question.officers.emplace(actor.substr(kOfficerActor.size()));
    const std::string_view body = checked->record->find("actor.body").value_or("");
    if (!body.empty()) question.bodies.emplace(body);
  }
}

std::vector<RightRow> rights_of_training(const cases::Case& training, const std::string& officer,
                                         const std::string& post) {
  std::vector<RightRow> rights;
  std::optional<base::Date> valid_to;
  std::optional<base::Date> from;
  const auto give = [&] {
    if (from && valid_to)
      rights.push_back({officer, post, *from, *valid_to, proof::case_object(training.number), ""});
  };
  for (const StepNote& step : training.steps) {
    if (const auto* day = value_of<base::Date>(step.inputs, "valid_to")) valid_to = *day;
    if (step.event == "authorise") {
      from = day_of(step);
      give();
    } else if (step.event == "renew") {
      give();
    } else if (step.event == "lapse" || step.event == "end_post") {
      from.reset();
    }
  }
  return rights;
}

std::vector<RightRow> rights_of_body(const cases::Case& body, const std::set<std::string>& officers) {
  std::vector<RightRow> rights;
  for (const StepNote& step : body.steps) {
    if (step.event != "add_operator") continue;
    const auto* person = value_of<std::string>(step.inputs, "person");
    const auto* trained_to = value_of<base::Date>(step.inputs, "trained_to");
    if (person == nullptr || trained_to == nullptr || !officers.contains(*person)) continue;
    rights.push_back({std::string(kOfficerActor) + *person, std::string(kBodyPost), day_of(step), *trained_to,
                      proof::case_object(body.number), step.item});
  }
  return rights;
}

Result<std::vector<View>> OfficeRecords::views(const std::string& procedure, base::Time from,
                                               const Wanted& wanted) const {
  cases::Filter filter;
  filter.procedure = procedure;
  std::vector<View> found;
  std::size_t scanned = 0;
  std::string after;
  do {
    YX_TRY(const cases::Page page, cases_.list(filter, everywhere(), after, cases::Service::kMaxPage));
    for (const cases::Case& one : page.cases) {
      if (one.opened_at < from) return found;  // newest first
      if (++scanned > kMaxScanned) return make_error(ErrorKind::TooLarge, "evidence.cases", procedure);
      YX_TRY(View view, cases_.read(one.number, everywhere()));
      if (wanted(view)) found.push_back(std::move(view));
    }
    after = page.next;
  } while (!after.empty());
  return found;
}

Result<void> OfficeRecords::add_incidents(const Question& question, Findings& findings) const {
  const auto in_period = [&](const View& view) { return view.found.opened_at <= question.to; };
  YX_TRY(const auto events, views("major_event", question.from, in_period));
  findings.files.emplace_back(layout::kIncidents, paper_of(question, events, findings).to_json());
  return {};
}

Result<void> OfficeRecords::add_snapshots(const Question& question, Findings& findings) const {
  constexpr std::size_t kMonthLetters = 7;
  const auto month = [](base::Time time) {
    return base::format_date(base::beijing_date(time)).substr(0, kMonthLetters);
  };
  YX_TRY(const auto notes, compliance_.snapshots());
  for (const compliance::SnapshotNote& note : notes) {
    if (note.period < month(question.from) || note.period > month(question.to)) continue;
    YX_TRY(compliance::Snapshot snapshot, compliance_.snapshot(note.period));
    findings.files.emplace_back(std::string(layout::kConditions) + note.period + ".txt",
                                std::move(snapshot.content));
    findings.objects.push_back("conditions/" + note.period);
  }
  return {};
}

Result<void> OfficeRecords::add_bodies(const Question& question, Findings& findings,
                                       std::vector<RightRow>& rights) const {
  if (question.bodies.empty()) return {};
  std::vector<View> bodies;
  for (const std::string& number : question.bodies) {
    YX_TRY(View view, cases_.read(number, everywhere()));
    for (RightRow& right : rights_of_body(view.found, question.officers)) rights.push_back(std::move(right));
    bodies.push_back(std::move(view));
  }
  findings.files.emplace_back(layout::kBodies, paper_of(question, bodies, findings).to_json());
  return {};
}

Result<void> OfficeRecords::add_rights(const Question& question, Findings& findings) const {
  std::vector<RightRow> rights;
  const auto of_a_worker = [&](const View& view) {
    const auto* person = value_of<std::string>(view.found.played.values, "person");
    return person != nullptr && question.officers.contains(*person);
  };
  YX_TRY(const auto trainings, views("post_training", base::Time{}, of_a_worker));
  for (const View& view : trainings) {
    const auto* post = value_of<std::string>(view.found.played.values, "post");
    const auto role = compliance_.role_of_post(post == nullptr ? "" : *post);
    if (!role) continue;
    const std::string officer =
        std::string(kOfficerActor) + *value_of<std::string>(view.found.played.values, "person");
    auto given = rights_of_training(view.found, officer, std::string(officers::role_name(*role)));
    if (given.empty()) continue;
    rights.insert(rights.end(), given.begin(), given.end());
    findings.objects.push_back(proof::case_object(view.found.number));
  }
  YX_CHECK(add_bodies(question, findings, rights));
  for (const std::string& officer : question.officers)
    findings.objects.push_back(std::string(kOfficerActor) + officer);
  findings.files.emplace_back(layout::kRights, proof::rights_to_json(rights));
  return {};
}

Result<void> OfficeRecords::add_notices(const Question& question, Findings& findings) const {
  const auto about_it = [&](const View& view) { return names_serial(view, question.serial); };
  std::vector<View> all;
  for (const char* procedure : {"complaint", "claim", "holder_change"}) {
    YX_TRY(auto found, views(procedure, question.from, about_it));
    for (View& view : found) all.push_back(std::move(view));
  }
  findings.files.emplace_back(layout::kNotices, paper_of(question, all, findings).to_json());
  return {};
}

Result<Findings> OfficeRecords::find(const Question& question) const {
  Findings findings;
  YX_CHECK(add_incidents(question, findings));
  YX_CHECK(add_snapshots(question, findings));
  YX_CHECK(add_rights(question, findings));
  YX_CHECK(add_notices(question, findings));
  return findings;
}

}  // namespace yinxin::evidence
