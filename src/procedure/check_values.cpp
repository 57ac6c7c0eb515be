// What is surely entered by the time a guard reads it: for each state the inputs that every way to it has
// entered, found by going round until nothing changes.
#include <algorithm>
#include <set>

#include "procedure/check_parts.hpp"
#include "procedure/condition.hpp"
#include "procedure/history.hpp"

namespace yinxin::procedure {

namespace {

using Ids = std::set<std::string, std::less<>>;

Ids required_inputs(const Transition& transition) {
  Ids ids;
  for (const Input& input : transition.inputs) {
    if (input.required && !input.required_when && !input.visible_when) ids.insert(input.id);
  }
  return ids;
}

Ids common(const Ids& a, const Ids& b) {
  Ids both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::inserter(both, both.end()));
  return both;
}

class Entered {
 public:
  explicit Entered(const Procedure& procedure) : procedure_(procedure) {
    for (bool changed = true; changed;) {
      changed = false;
      for (const Transition& transition : procedure.transitions) changed = pass(transition) || changed;
    }
  }

  /// Before the transition, from whichever of its states.
  Ids before(const Transition& transition) const {
    Ids known;
    bool first = true;
    for (const std::string& from : transition.from) {
      const auto found = at_.find(from);
      if (found == at_.end()) continue;  // never reached
      known = first ? found->second : common(known, found->second);
      first = false;
    }
    known.merge(of_gates(transition));
    known.merge(of_item(transition));
    return known;
  }

 private:
  bool pass(const Transition& transition) {
    if (transition.from.empty()) return arrive(transition.to, required_inputs(transition));
    bool changed = false;
    for (const std::string& from : transition.from) {
      const auto found = at_.find(from);
      if (found == at_.end()) continue;
      Ids known = found->second;
      known.merge(of_gates(transition));
      if (transition.item.empty()) known.merge(required_inputs(transition));  // an item's values are its own
      changed = arrive(transition.to, std::move(known)) || changed;
    }
    return changed;
  }

  bool arrive(const std::string& state, Ids known) {
    const auto found = at_.find(state);
    if (found == at_.end()) return at_.emplace(state, std::move(known)).second;
    Ids both = common(found->second, known);
    const bool changed = both.size() != found->second.size();
    found->second = std::move(both);
    return changed;
  }

  /// An open gate says that its event happened, wherever the case was then; not so when it may lack items.
  Ids of_gates(const Transition& transition) const {
    Ids known;
    for (const Gate& gate : procedure_.gates) {
      if (contains(transition.needs, gate.id) && !gate.if_any)
        known.merge(of_event(gate.event, transition.item));
    }
    return known;
  }

  /// What was entered when the item was made.
  Ids of_item(const Transition& transition) const {
    Ids known;
    if (transition.item.empty() || transition.adds) return known;
    bool first = true;
    for (const Transition& maker : procedure_.transitions) {
      if (!maker.adds || maker.item != transition.item) continue;
      known = first ? required_inputs(maker) : common(known, required_inputs(maker));
      first = false;
    }
    return known;
  }

  /// To an act upon an item its own values are known; to one upon the case those of items are not.
  Ids of_event(const std::string& event, const std::string& item) const {
    Ids known;
    bool first = true;
    for (const Transition& transition : procedure_.transitions) {
      if (transition.event != event || (!transition.item.empty() && transition.item != item)) continue;
      known = first ? required_inputs(transition) : common(known, required_inputs(transition));
      first = false;
    }
    return known;
  }

  const Procedure& procedure_;
  std::map<std::string, Ids, std::less<>> at_;  // no entry: not reached so far
};

std::size_t kind_of(InputType type) {
  switch (type) {
    case InputType::Integer:
    case InputType::Money:
      return Value(std::int64_t{0}).index();
    case InputType::Flag:
      return Value(false).index();
    case InputType::Date:
      return Value(base::Date()).index();
    case InputType::Texts:
      return Value(std::vector<std::string>()).index();
    case InputType::Rows:
      return Value(Rows()).index();
    default:
      return Value(std::string()).index();
  }
}

class Reader {
 public:
  Reader(const Procedure& procedure, const Transition& transition, const Ids& before, Findings& findings)
      : procedure_(procedure), transition_(transition), before_(before), findings_(findings) {}

  void read(const Condition& condition) {
    for (const Comparison& comparison : condition.comparisons()) {
      const bool exists = comparison.how == Comparison::Operator::Exists;
      look_up_all(comparison.left, exists);
      if (exists) continue;
      look_up_all(comparison.right, false);
      compare_kinds(comparison);
      compare_code(comparison.left, comparison.right);
      compare_code(comparison.right, comparison.left);
    }
  }

 private:
  /// Inputs that the operand may stand for: of this event, or of that name in any other.
  std::vector<const Input*> inputs_of(const Operand& operand) const {
    std::vector<const Input*> found;
    for (const Transition& transition : procedure_.transitions) {
      if (operand.source != Operand::Source::Input && operand.source != Operand::Source::Earlier) continue;
      if (operand.source == Operand::Source::Input && &transition != &transition_) continue;
      for (const Input& input : transition.inputs) {
        if (input.id == operand.name) found.push_back(&input);
      }
    }
    return found;
  }

  void look_up_all(const Operand& operand, bool only_exists) {
    for (const Operand* read : operand.reads()) look_up(*read, only_exists);
    check_function(operand);
  }

  /// What is added up is a number in every row; what is counted, a list; days lie between dates.
  void check_function(const Operand& operand) {
    const auto summed = [&](const Input& input) {
      return input.type == InputType::Rows &&
             std::any_of(input.fields.begin(), input.fields.end(), [&](const Input& field) {
               return field.id == operand.field && field.required &&
                      (field.type == InputType::Integer || field.type == InputType::Money);
             });
    };
    const auto counted = [](const Input& input) {
      return input.type == InputType::Rows || input.type == InputType::Texts;
    };
    const auto dated = [](const Input& input) { return input.type == InputType::Date; };
    bool good = true;
    for (const Operand* read : operand.reads()) {
      for (const Input* input : inputs_of(*read)) {
        good = good && (operand.function == Operand::Function::Sum     ? summed(*input)
                        : operand.function == Operand::Function::Count ? counted(*input)
                        : operand.function == Operand::Function::Days  ? dated(*input)
                                                                       : true);
      }
    }
    if (!good)
      findings_.add(where_of(transition_), "不能这样合计、计数或者计算天数。",
                    "This cannot be added up, counted, or be the end of days.");
  }

  void look_up(const Operand& operand, bool only_exists) {
    const std::string where = where_of(transition_);
    if (operand.source == Operand::Source::Input && inputs_of(operand).empty())
      findings_.add(where, "本事件没有填报项“" + operand.name + "”。",
                    "This event does not enter " + operand.name + ".");
    if (operand.source != Operand::Source::Earlier) return;
    const bool there = only_exists ? !inputs_of(operand).empty() : before_.count(operand.name) != 0;
    if (!there)
      findings_.add(where, "“" + operand.name + "”在此之前未必已经填报。",
                    operand.name + " is not surely entered before this.");
  }

  std::set<std::size_t> kinds_of(const Operand& operand) const {
    std::set<std::size_t> kinds;
    if (operand.function != Operand::Function::None) return {Value(std::int64_t{0}).index()};
    if (operand.source == Operand::Source::Setting && operand.name == kToday)
      return {Value(base::Date()).index()};
    if (operand.source == Operand::Source::Literal) kinds.insert(operand.literal.index());
    if (operand.source == Operand::Source::Input || operand.source == Operand::Source::Earlier) {
      for (const Input* input : inputs_of(operand)) kinds.insert(kind_of(input->type));
    }
    return kinds;
  }

  void compare_kinds(const Comparison& comparison) {
    std::set<std::size_t> kinds = kinds_of(comparison.left);
    kinds.merge(kinds_of(comparison.right));
    if (kinds.size() > 1)
      findings_.add(where_of(transition_), "比较的两项不是同一类。",
                    "Two things of different kinds are compared.");
  }

  void compare_code(const Operand& code, const Operand& literal) {
    const auto* word = std::get_if<std::string>(&literal.literal);
    if (code.source == Operand::Source::Literal || code.function != Operand::Function::None ||
        literal.source != Operand::Source::Literal || word == nullptr)
      return;
    for (const Input* input : inputs_of(code)) {
      const auto same = [&](const auto& listed) { return listed.first == *word; };
      if (input->type == InputType::Code && std::none_of(input->codes.begin(), input->codes.end(), same))
        findings_.add(where_of(transition_), "代码表中没有“" + *word + "”。",
                      *word + " is not a code of " + code.name + ".");
    }
  }

  const Procedure& procedure_;
  const Transition& transition_;
  const Ids& before_;
  Findings& findings_;
};

}  // namespace

void check_values(const Procedure& procedure, Findings& findings) {
  const Entered entered(procedure);
  for (const Transition& transition : procedure.transitions) {
    const Ids before = entered.before(transition);
    Reader reader(procedure, transition, before, findings);
    if (transition.guard) reader.read(*transition.guard);
    for (const Input& input : transition.inputs) {
      if (input.required_when) reader.read(*input.required_when);
      if (input.visible_when) reader.read(*input.visible_when);
    }
  }
}

}  // namespace yinxin::procedure
