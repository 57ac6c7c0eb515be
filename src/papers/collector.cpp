#include "papers/collector.hpp"

#include <algorithm>

namespace yinxin::papers {

namespace {

bool is_among(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

base::Date counted_day(const cases::StepNote& step) {
  return step.on ? *step.on : base::beijing_date(step.at);
}

/// Of that code in the input, or in a field of its rows; null: it is not there.
const procedure::Label* label_in(const procedure::Input& input, std::string_view id,
                                 const std::string& code) {
  if (input.id == id) {
    for (const auto& [word, label] : input.codes) {
      if (word == code) return &label;
    }
  }
  for (const procedure::Input& field : input.fields) {
    if (const procedure::Label* label = label_in(field, id, code)) return label;
  }
  return nullptr;
}

}  // namespace

const procedure::Transition* transition_of(const cases::View& view, std::int64_t position) {
  std::string state;
  const procedure::Transition* found = nullptr;
  for (const cases::StepNote& step : view.found.steps) {
    found = view.procedure->find(step.event, state);
    if (found != nullptr) state = found->to;
    if (step.position == position) return found;
  }
  return nullptr;
}

Collector::Collector(const cases::View& view, std::int64_t position)
    : view_(view), position_(position), step_(view.found.steps[static_cast<std::size_t>(position)]) {}

std::string Collector::text_of(std::string_view id) const {
  const auto* text = value<std::string>(id);
  return text == nullptr ? std::string() : *text;
}

bool Collector::is_set(std::string_view flag) const {
  const auto* set = value<bool>(flag);
  return set != nullptr && *set;
}

bool Collector::has_happened(std::string_view event) const {
  return std::any_of(view_.found.steps.begin(), view_.found.steps.end(), [&](const cases::StepNote& step) {
    return step.position <= position_ && step.event == event;
  });
}

std::string Collector::label(std::string_view id, const std::string& code) const {
  for (const procedure::Transition& transition : view_.procedure->transitions) {
    for (const procedure::Input& input : transition.inputs) {
      if (const procedure::Label* label = label_in(input, id, code)) return label->zh;
    }
  }
  return code;
}

void Collector::text(std::string_view name, std::string value) {
  if (!value.empty()) values_.insert_or_assign(std::string(name), documents::Value(std::move(value)));
}

void Collector::date(std::string_view name, base::Date value) {
  values_.insert_or_assign(std::string(name), documents::Value(value));
}

void Collector::rows(std::string_view name, std::vector<documents::RowValues> rows) {
  if (!rows.empty()) values_.insert_or_assign(std::string(name), documents::Value(std::move(rows)));
}

void Collector::entered(std::string_view name, std::string_view id) {
  const auto found = view_.found.played.values.find(id);
  if (found == view_.found.played.values.end()) return;
  if (const auto* written = std::get_if<std::string>(&found->second)) text(name, *written);
  if (const auto* number = std::get_if<std::int64_t>(&found->second))
    values_.insert_or_assign(std::string(name), documents::Value(*number));
  if (const auto* day = std::get_if<base::Date>(&found->second)) date(name, *day);
}

void Collector::day_of_last(std::string_view name, std::initializer_list<std::string_view> events) {
  for (std::int64_t at = position_; at >= 0; --at) {
    const cases::StepNote& step = view_.found.steps[static_cast<std::size_t>(at)];
    if (!is_among(step.event, events)) continue;
    date(name, counted_day(step));
    return;
  }
}

void Collector::due(std::string_view name, std::initializer_list<std::string_view> clocks) {
  for (const cases::ClockNote& note : view_.clocks) {
    if (note.start == position_ && note.item.empty() && is_among(note.clock, clocks))
      date(name, note.due.due_effective);
  }
}

documents::Values Collector::wanted_by(const documents::Template& form) const {
  documents::Values wanted;
  for (const documents::Field& field : form.fields) {
    const auto found = values_.find(field.name);
    if (found != values_.end()) wanted.insert_or_assign(field.name, found->second);
  }
  return wanted;
}

}  // namespace yinxin::papers
