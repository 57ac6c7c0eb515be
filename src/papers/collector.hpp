// Collects what a case knows of the values of a document, by the names of its template's fields: for the
// departments that answer papers::Knowing.
#pragma once

#include <initializer_list>

#include "cases/types.hpp"
#include "documents/types.hpp"

namespace yinxin::papers {

/// The transition that a step of the case was; null: the procedure has none such any more.
const procedure::Transition* transition_of(const cases::View& view, std::int64_t position);

class Collector {
 public:
  /// `view` outlives this; the step is there.
  Collector(const cases::View& view, std::int64_t position);

  const cases::View& view() const { return view_; }
  const cases::StepNote& step() const { return step_; }
  std::int64_t position() const { return position_; }
  bool is_of(std::string_view procedure) const { return view_.found.procedure == procedure; }

  /// Entered in the case; null: not, or of another kind.
  template <class T>
  const T* value(std::string_view id) const {
    const auto found = view_.found.played.values.find(id);
    return found == view_.found.played.values.end() ? nullptr : std::get_if<T>(&found->second);
  }
  /// Entered as a text; empty: not.
  std::string text_of(std::string_view id) const;
  bool is_set(std::string_view flag) const;
  /// Whether the event has happened, up to this step.
  bool has_happened(std::string_view event) const;
  /// The Chinese name of a code, where an input or field of that id has it; else the code itself.
  std::string label(std::string_view id, const std::string& code) const;

  /// Empty: nothing.
  void text(std::string_view name, std::string value);
  void date(std::string_view name, base::Date value);
  void rows(std::string_view name, std::vector<documents::RowValues> rows);
  /// What was entered in the case under `id`: a text, a whole number or a date.
  void entered(std::string_view name, std::string_view id);
  /// The day of the last of these events, up to this step.
  void day_of_last(std::string_view name, std::initializer_list<std::string_view> events);
  /// The last day of a period that this step set going.
  void due(std::string_view name, std::initializer_list<std::string_view> clocks);

  /// Those that the template asks for.
  documents::Values wanted_by(const documents::Template& form) const;

 private:
  const cases::View& view_;
  const std::int64_t position_;
  const cases::StepNote& step_;
  documents::Values values_;
};

}  // namespace yinxin::papers
