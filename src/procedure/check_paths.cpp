#include <algorithm>
#include <set>

#include "procedure/check_parts.hpp"
#include "procedure/history.hpp"

namespace yinxin::procedure {

namespace {

using Ids = std::set<std::string, std::less<>>;

/// States that can follow, the given ones included; gates and guards are not looked at.
Ids reach(const Procedure& procedure, Ids from) {
  for (bool grown = true; grown;) {
    grown = false;
    for (const Transition& transition : procedure.transitions) {
      const auto reached = [&](const std::string& id) { return from.count(id) != 0; };
      if (std::any_of(transition.from.begin(), transition.from.end(), reached))
        grown = from.insert(transition.to).second || grown;
    }
  }
  return from;
}

void check_beginning(const Procedure& procedure, Findings& findings) {
  Ids opened;
  std::set<Origin> origins;
  bool once = true;
  for (const Transition& transition : procedure.transitions) {
    if (!transition.from.empty()) continue;
    opened.insert(transition.to);
    once = origins.insert(transition.origin).second && once;
  }
  if (opened.empty() || !once)
    findings.add("transitions", "程序应当有开始，由人、另案或者报送各至多一个。",
                 "A procedure has an opening transition, and of each origin one at most.");
  const Ids reached = reach(procedure, opened);
  for (const State& state : procedure.states) {
    if (reached.count(state.id) == 0)
      findings.add("state " + state.id, "不可能到达“" + state.name.zh + "”。", "Nothing leads here.");
  }
}

void check_ends(const Procedure& procedure, Findings& findings) {
  for (const Transition& transition : procedure.transitions) {
    for (const std::string& id : transition.from) {
      const State* state = procedure.state(id);
      if (state != nullptr && state->final)
        findings.add(where_of(transition), "“" + state->name.zh + "”之后不应再有事件。",
                     "Nothing follows the end " + id + ".");
    }
  }
}

/// Moves that need nobody but us: an officer's, or a timer's whose clock may run there.
class Silence {
 public:
  explicit Silence(const Procedure& procedure) : procedure_(procedure) {
    for (const Clock& clock : procedure.clocks) {
      if (clock.on_expiry.empty()) continue;
      for (const std::string& state : running_states(procedure, clock))
        fired_.insert({clock.on_expiry, state});
    }
  }

  /// States from which an end can be reached without the applicant.
  Ids ending() const {
    Ids ending;
    for (const State& state : procedure_.states) {
      if (state.final) ending.insert(state.id);
    }
    for (bool grown = true; grown;) {
      grown = false;
      for (const Transition& transition : procedure_.transitions) {
        if (ending.count(transition.to) == 0) continue;
        for (const std::string& from : transition.from)
          grown = (moves(transition, from) && ending.insert(from).second) || grown;
      }
    }
    return ending;
  }

 private:
  static bool by_officer(const Transition& transition) {
    return transition.origin == Origin::Person &&
           std::any_of(transition.roles.begin(), transition.roles.end(),
                       [](const std::string& role) { return role != "applicant" && role != "signatory"; });
  }

  bool by_clock(const Transition& transition) const {
    return transition.origin == Origin::Timer &&
           std::any_of(transition.from.begin(), transition.from.end(), [&](const std::string& from) {
             return fired_.count({transition.event, from}) != 0;
           });
  }

  bool opens_by_us(const std::string& id) const {
    const auto gate = std::find_if(procedure_.gates.begin(), procedure_.gates.end(),
                                   [&](const Gate& candidate) { return candidate.id == id; });
    if (gate == procedure_.gates.end()) return false;
    if (!gate->joins.empty()) return true;  // the child's own check says that it ends
    return std::any_of(
        procedure_.transitions.begin(), procedure_.transitions.end(), [&](const Transition& transition) {
          return transition.event == gate->event && (by_officer(transition) || by_clock(transition));
        });
  }

  bool moves(const Transition& transition, const std::string& from) const {
    const bool by_clock = transition.origin == Origin::Timer && fired_.count({transition.event, from}) != 0;
    if (!by_officer(transition) && !by_clock) return false;
    return std::all_of(transition.needs.begin(), transition.needs.end(),
                       [&](const std::string& id) { return opens_by_us(id); });
  }

  const Procedure& procedure_;
  std::set<std::pair<std::string, std::string>> fired_;
};

void check_silence(const Procedure& procedure, Findings& findings) {
  const Ids ending = Silence(procedure).ending();
  for (const State& state : procedure.states) {
    if (ending.count(state.id) == 0)
      findings.add("state " + state.id, "申请人不作为时，“" + state.name.zh + "”没有出路。",
                   "If the applicant stays silent, the case never ends from here.");
  }
}

/// A gate that opens only where the needing transition cannot come any more closes the way for good.
void check_gates_in_time(const Procedure& procedure, Findings& findings) {
  for (const Gate& gate : procedure.gates) {
    Ids open;
    for (const Transition& transition : procedure.transitions) {
      const bool opens =
          gate.joins.empty() ? transition.event == gate.event : contains(transition.opens, gate.joins);
      if (opens) open.insert(transition.to);
    }
    const Ids later = reach(procedure, open);
    for (const Transition& transition : procedure.transitions) {
      const auto in_time = [&](const std::string& from) { return later.count(from) != 0; };
      if (contains(transition.needs, gate.id) &&
          std::none_of(transition.from.begin(), transition.from.end(), in_time))
        findings.add(where_of(transition), "前置环节“" + gate.id + "”不可能在此之前完成。",
                     "The gate " + gate.id + " cannot open before this.");
    }
  }
}

}  // namespace

void check_paths(const Procedure& procedure, Findings& findings) {
  check_beginning(procedure, findings);
  check_ends(procedure, findings);
  check_silence(procedure, findings);
  check_gates_in_time(procedure, findings);
}

}  // namespace yinxin::procedure
