#include "supervision/paper_values.hpp"

#include <algorithm>

namespace yinxin::supervision {

namespace {

using cases::StepNote;
using documents::Values;

// Words of rules/procedures/licence_application.toml.
constexpr std::string_view kDeemed = "deem_accepted";
constexpr std::string_view kMatters[][2] = {{"licence_application", "电子政务电子认证服务机构资质"}};
constexpr std::string_view kComplete = "材料齐全、符合规定形式";
constexpr std::string_view kDeemedGround =
    "本机关未在收到申请材料之日起5个工作日内告知需要补正的全部内容，依法自收到申请材料之日起即为受理";

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

base::Date day_of(const StepNote& step) {
  return step.on ? *step.on : base::beijing_date(step.at);
}

class Known {
 public:
  Known(const cases::View& view, std::int64_t position)
      : view_(view), position_(position), step_(view.found.steps[static_cast<std::size_t>(position)]) {}

  void text(std::string_view name, std::string value) {
    if (!value.empty()) values_.insert_or_assign(std::string(name), documents::Value(std::move(value)));
  }
  /// What was entered in the case under `id`: a text, a whole number or a date.
  void entered(std::string_view name, std::string_view id) {
    const auto found = view_.found.played.values.find(id);
    if (found == view_.found.played.values.end()) return;
    if (const auto* written = std::get_if<std::string>(&found->second)) text(name, *written);
    if (const auto* number = std::get_if<std::int64_t>(&found->second))
      values_.insert_or_assign(std::string(name), documents::Value(*number));
    if (const auto* date = std::get_if<base::Date>(&found->second))
      values_.insert_or_assign(std::string(name), documents::Value(*date));
  }
  /// The day of the last of these events, up to this step.
  void day_of_last(std::string_view name, std::initializer_list<std::string_view> events) {
    for (std::int64_t at = position_; at >= 0; --at) {
      const StepNote& step = view_.found.steps[static_cast<std::size_t>(at)];
      if (!one_of(step.event, events)) continue;
      values_.insert_or_assign(std::string(name), documents::Value(day_of(step)));
      return;
    }
  }
  /// The last day of a period that this step set going.
  void due(std::string_view name, std::initializer_list<std::string_view> clocks) {
    for (const cases::ClockNote& note : view_.clocks) {
      if (note.start == position_ && note.item.empty() && one_of(note.clock, clocks))
        values_.insert_or_assign(std::string(name), documents::Value(note.due.due_effective));
    }
  }
  /// What is to be supplemented, with the materials' names.
  void faults(std::string_view name) {
    const auto found = step_.inputs.find("faults");
    const auto* rows = found == step_.inputs.end() ? nullptr : std::get_if<procedure::Rows>(&found->second);
    if (rows == nullptr) return;
    std::vector<documents::RowValues> shown;
    for (const auto& row : *rows) {
      auto& one = shown.emplace_back();
      for (const auto& [id, cell] : row) {
        const auto* written = std::get_if<std::string>(&cell);
        if (written != nullptr) one.insert_or_assign(id, documents::Scalar(code_name(id, *written)));
      }
    }
    values_.insert_or_assign(std::string(name), documents::Value(std::move(shown)));
  }
  const StepNote& step() const { return step_; }
  Values take() { return std::move(values_); }

 private:
  /// Of a code in the rows of this step its Chinese name; else the text itself.
  std::string code_name(const std::string& field, const std::string& text) const {
    const procedure::Transition* transition = transition_of(*view_.procedure, step_);
    if (transition == nullptr) return text;
    for (const procedure::Input& input : transition->inputs) {
      for (const procedure::Input& one : input.fields) {
        if (one.id != field) continue;
        for (const auto& code : one.codes) {
          if (code.first == text) return code.second.zh;
        }
      }
    }
    return text;
  }

  const cases::View& view_;
  const std::int64_t position_;
  const StepNote& step_;
  Values values_;
};

void add_case(Known& known, const cases::View& view) {
  for (const auto& [procedure, matter] : kMatters) {
    if (procedure == view.found.procedure) known.text("matter", std::string(matter));
  }
  known.text("query_code", view.found.number);
  for (const std::string_view name : {"applicant", "holder"}) known.entered(name, "organisation");
  for (const std::string_view name :
       {"credit_code", "licence_number", "valid_from", "valid_to", "review_days"})
    known.entered(name, name);
}

void add_organ(Known& known, const Organ& organ) {
  known.text("contact", organ.contact);
  known.text("hand_in", organ.hand_in);
  known.text("review_body", organ.review_body);
  known.text("court", organ.court);
}

}  // namespace

const procedure::Transition* transition_of(const procedure::Procedure& procedure,
                                           const cases::StepNote& step) {
  const auto found = std::find_if(procedure.transitions.begin(), procedure.transitions.end(),
                                  [&](const auto& one) { return one.event == step.event; });
  return found == procedure.transitions.end() ? nullptr : &*found;
}

Values known_values(const documents::Template& form, const cases::View& view, std::int64_t position,
                    const Organ& organ, const std::string& acceptance_number) {
  Known known(view, position);
  add_case(known, view);
  add_organ(known, organ);
  known.day_of_last("applied_on", {"submit"});
  known.day_of_last("received_on", {"submit", "supplement"});
  known.day_of_last("accepted_on", {"accept", kDeemed});
  known.due("due_on", {"examination", "decision"});
  known.due("supplement_by", {"supplement"});
  known.faults("items");
  known.text("ground", std::string(known.step().event == kDeemed ? kDeemedGround : kComplete));
  known.text("acceptance_number", acceptance_number);
  const auto reason = known.step().inputs.find("reason");
  if (reason != known.step().inputs.end()) {
    if (const auto* text = std::get_if<std::string>(&reason->second)) known.text("reasons", *text);
  }
  Values all = known.take();
  Values wanted;
  for (const documents::Field& field : form.fields) {
    const auto found = all.find(field.name);
    if (found != all.end()) wanted.insert_or_assign(field.name, std::move(found->second));
  }
  return wanted;
}

}  // namespace yinxin::supervision
