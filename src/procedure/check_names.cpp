#include <algorithm>
#include <set>

#include "procedure/check_parts.hpp"
#include "procedure/condition.hpp"
#include "procedure/engine.hpp"
#include "procedure/history.hpp"

namespace yinxin::procedure {

namespace {

/// Ids met so far, of one kind of thing.
class Once {
 public:
  Once(Findings& findings, std::string where, std::string zh, std::string en)
      : findings_(findings), where_(std::move(where)), zh_(std::move(zh)), en_(std::move(en)) {}

  void meet(const std::string& id) {
    if (met_.insert(id).second) return;
    findings_.add(where_.empty() ? en_ + " " + id : where_, zh_ + "“" + id + "”重复。",
                  "The " + en_ + " " + id + " is there twice.");
  }

 private:
  Findings& findings_;
  std::string where_;
  std::string zh_;
  std::string en_;
  std::set<std::string> met_;
};

template <class List>
void check_ids(const List& list, std::string zh, std::string en, Findings& findings) {
  Once once(findings, "", std::move(zh), std::move(en));
  for (const auto& entry : list) once.meet(entry.id);
}

void check_inputs(const Transition& transition, Findings& findings) {
  Once ids(findings, where_of(transition), "填报项", "input");
  for (const Input& input : transition.inputs) {
    ids.meet(input.id);
    Once fields(findings, where_of(transition) + ", input " + input.id, "栏目", "field");
    for (const Input& field : input.fields) fields.meet(field.id);
    Once codes(findings, where_of(transition) + ", input " + input.id, "代码", "code");
    for (const auto& [code, label] : input.codes) codes.meet(code);
  }
}

void check_twice(const Procedure& procedure, Findings& findings) {
  check_ids(procedure.states, "状态", "state", findings);
  check_ids(procedure.items, "事项种类", "kind of item", findings);
  check_ids(procedure.gates, "前置环节", "gate", findings);
  check_ids(procedure.clocks, "期限", "clock", findings);
  Once settings(findings, "settings", "参数", "setting");
  for (const std::string& setting : procedure.settings) settings.meet(setting);
  Once pairs(findings, "separations", "回避关系", "separation");
  for (const Separation& pair : procedure.separations)
    pairs.meet(std::min(pair.one, pair.other) + "/" + std::max(pair.one, pair.other));
  Once moves(findings, "transitions", "同一状态下的事件", "event from one state");
  std::map<std::string, const Transition*> first;
  for (const Transition& transition : procedure.transitions) {
    check_inputs(transition, findings);
    for (const std::string& from : transition.from) moves.meet(transition.event + "/" + from);
    const Transition* other = first.try_emplace(transition.event, &transition).first->second;
    if (other->name.zh != transition.name.zh || other->name.en != transition.name.en)
      findings.add(where_of(transition), "同一事件有两个名称。", "One event has two names.");
  }
}

class References {
 public:
  References(const Procedure& procedure, Findings& findings) : findings_(findings) {
    for (const State& state : procedure.states) states_.insert(state.id);
    for (const Transition& transition : procedure.transitions) events_.insert(transition.event);
    for (const Gate& gate : procedure.gates) gates_.insert(gate.id);
  }

  void state(const std::string& where, const std::string& id) {
    if (states_.count(id) == 0)
      findings_.add(where, "没有状态“" + id + "”。", "There is no state " + id + ".");
  }
  void event(const std::string& where, const std::string& id) {
    if (events_.count(id) == 0)
      findings_.add(where, "没有事件“" + id + "”。", "There is no event " + id + ".");
  }
  void gate(const std::string& where, const std::string& id) {
    needed_.insert(id);
    if (gates_.count(id) == 0)
      findings_.add(where, "没有前置环节“" + id + "”。", "There is no gate " + id + ".");
  }
  bool needed(const std::string& gate) const { return needed_.count(gate) != 0; }

 private:
  Findings& findings_;
  std::set<std::string> states_;
  std::set<std::string> events_;
  std::set<std::string> gates_;
  std::set<std::string> needed_;
};

void check_item(const Procedure& procedure, const Transition& transition, Findings& findings) {
  if (transition.item.empty()) return;
  const auto same = [&](const ItemKind& kind) { return kind.id == transition.item; };
  if (std::none_of(procedure.items.begin(), procedure.items.end(), same))
    findings.add(where_of(transition), "没有事项种类“" + transition.item + "”。",
                 "There is no kind of item " + transition.item + ".");
  const auto makes = [&](const Transition& other) { return other.adds && other.item == transition.item; };
  if (std::none_of(procedure.transitions.begin(), procedure.transitions.end(), makes))
    findings.add(where_of(transition), "没有环节增加事项“" + transition.item + "”。",
                 "Nothing adds items of the kind " + transition.item + ".");
}

void check_counted_day(const Transition& transition, Findings& findings) {
  constexpr std::string_view kField = "field:";
  const std::string& from = transition.counts_from;
  if (from.empty() || from == kEntry) return;
  const auto entered = [&](const Input& input) {
    return from == std::string(kField) + input.id && input.type == InputType::Date && input.required &&
           !input.required_when;
  };
  if (std::none_of(transition.inputs.begin(), transition.inputs.end(), entered))
    findings.add(where_of(transition), "起算日“" + from + "”不是已填的日期。",
                 from + " is no date that is always entered here.");
}

void check_party(const Transition& transition, Findings& findings) {
  if (transition.party.empty()) return;
  const auto entered = [&](const Input& input) {
    return input.id == transition.party && input.type == InputType::Text && input.required &&
           !input.required_when && !input.visible_when;
  };
  if (!transition.from.empty())
    findings.add(where_of(transition), "只有开立案件的环节写明当事人。",
                 "Only an opening says whose case it is.");
  else if (std::none_of(transition.inputs.begin(), transition.inputs.end(), entered))
    findings.add(where_of(transition), "当事人“" + transition.party + "”不是必填的文字。",
                 transition.party + " is no text that is always entered here.");
}

void check_join(const Procedure& procedure, const Gate& gate, Findings& findings) {
  if (gate.joins.empty()) return;
  const auto opens = [&](const Transition& transition) { return contains(transition.opens, gate.joins); };
  if (std::none_of(procedure.transitions.begin(), procedure.transitions.end(), opens))
    findings.add("gate " + gate.id, "没有环节开立“" + gate.joins + "”。",
                 "Nothing opens a case of " + gate.joins + ".");
}

/// "If any" is about items.
void check_if_any(const Procedure& procedure, const Gate& gate, Findings& findings) {
  const auto of_items = [&](const Transition& transition) {
    return transition.event == gate.event && !transition.item.empty();
  };
  if (gate.if_any && std::none_of(procedure.transitions.begin(), procedure.transitions.end(), of_items))
    findings.add("gate " + gate.id, "没有事项，不应写 if_any。",
                 "No items open this gate; if_any has no meaning.");
}

void check_references(const Procedure& procedure, Findings& findings) {
  References known(procedure, findings);
  for (const Transition& transition : procedure.transitions) {
    const std::string where = where_of(transition);
    known.state(where, transition.to);
    for (const std::string& id : transition.from) known.state(where, id);
    for (const std::string& id : transition.needs) known.gate(where, id);
    for (const std::string& id : transition.resets) known.event(where, id);
    check_item(procedure, transition, findings);
    check_counted_day(transition, findings);
    check_party(transition, findings);
  }
  for (const Gate& gate : procedure.gates) {
    if (gate.joins.empty()) known.event("gate " + gate.id, gate.event);
    check_join(procedure, gate, findings);
    check_if_any(procedure, gate, findings);
    if (!known.needed(gate.id))
      findings.add("gate " + gate.id, "没有环节需要它。", "Nothing needs this gate.");
  }
  for (const Separation& pair : procedure.separations) {
    const std::string where = "separation " + pair.one + "/" + pair.other;
    known.event(where, pair.one);
    known.event(where, pair.other);
    if (pair.one == pair.other) findings.add(where, "回避双方为同一事件。", "Both sides are one event.");
  }
  for (const Clock& clock : procedure.clocks) {
    for (const std::string& id : clock.met_by) known.event("clock " + clock.id, id);
    for (const std::string& id : clock.cancelled_by) known.event("clock " + clock.id, id);
    for (const std::string& id : clock.revived_by) known.event("clock " + clock.id, id);
    for (const Pause& pause : clock.pauses) {
      known.event("clock " + clock.id, pause.from);
      known.event("clock " + clock.id, pause.until);
    }
  }
}

void collect_settings(const std::shared_ptr<const Condition>& condition, std::set<std::string>& read) {
  if (!condition) return;
  for (const Comparison& comparison : condition->comparisons()) {
    for (const Operand* side : {&comparison.left, &comparison.right}) {
      for (const Operand* operand : side->reads()) {
        if (operand->source == Operand::Source::Setting && operand->name != kToday)
          read.insert(operand->name);
      }
    }
  }
}

void check_settings(const Procedure& procedure, Findings& findings) {
  std::set<std::string> read;
  for (const Transition& transition : procedure.transitions) {
    collect_settings(transition.guard, read);
    for (const Input& input : transition.inputs) {
      collect_settings(input.required_when, read);
      collect_settings(input.visible_when, read);
    }
  }
  for (const Clock& clock : procedure.clocks) {
    if (!clock.length_setting.empty()) read.insert(clock.length_setting);
  }
  for (const std::string& setting : procedure.settings) {
    if (read.count(setting) == 0)
      findings.add("settings", "参数“" + setting + "”无人使用。",
                   "Nothing reads the setting " + setting + ".");
  }
  for (const std::string& name : read) {
    if (!contains(procedure.settings, name))
      findings.add("settings", "参数“" + name + "”未列出。", "The setting " + name + " is not listed.");
  }
}

}  // namespace

void check_names(const Procedure& procedure, Findings& findings) {
  check_twice(procedure, findings);
  check_references(procedure, findings);
  check_settings(procedure, findings);
}

}  // namespace yinxin::procedure
