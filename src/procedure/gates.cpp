#include "procedure/gates.hpp"

#include <algorithm>
#include <set>

namespace yinxin::procedure {

namespace {

/// The event that was the last one needed, or null: `persons` different actors, about that item if any.
const Happened* opening(const Gate& gate, const std::vector<Past>& pasts, std::string_view item) {
  std::set<std::string_view> actors;
  const Happened* last = nullptr;
  for (const Past& past : pasts) {
    const bool about = item.empty() || past.what->item == item;
    if (past.undone || !about || past.what->event != gate.event) continue;
    actors.insert(past.what->actor);
    last = past.what;
  }
  return static_cast<std::int64_t>(actors.size()) >= gate.persons ? last : nullptr;
}

/// The kind of item that the gate's event is about; empty: none.
std::string_view kind_of(const Procedure& procedure, const Gate& gate) {
  for (const Transition& transition : procedure.transitions) {
    if (transition.event == gate.event) return transition.item;
  }
  return {};
}

GateState all_items(const Gate& gate, const std::vector<Past>& pasts, const Case& current,
                    std::string_view kind) {
  GateState state{&gate, nullptr, gate.if_any};
  for (const auto& [id, item] : current.items) {
    if (item.kind != kind) continue;
    state.opened = opening(gate, pasts, id);
    state.open = state.opened != nullptr;
    if (!state.open) break;
  }
  return state;
}

GateState joined(const Gate& gate, const Case& current) {
  const auto ours = [&](const Child& child) { return child.procedure == gate.joins; };
  const auto open = [&](const Child& child) { return ours(child) && !child.ended; };
  const bool any = std::any_of(current.children.begin(), current.children.end(), ours);
  return GateState{&gate, nullptr,
                   any && std::none_of(current.children.begin(), current.children.end(), open)};
}

}  // namespace

GateState gate_state(const Procedure& procedure, const Gate& gate, const std::vector<Past>& pasts,
                     const Case& current, std::string_view item) {
  if (!gate.joins.empty()) return joined(gate, current);
  const std::string_view kind = kind_of(procedure, gate);
  if (!kind.empty() && item.empty()) return all_items(gate, pasts, current, kind);
  const Happened* opened = opening(gate, pasts, kind.empty() ? std::string_view() : item);
  return GateState{&gate, opened, opened != nullptr};
}

}  // namespace yinxin::procedure
