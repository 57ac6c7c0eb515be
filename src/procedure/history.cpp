#include "procedure/history.hpp"

#include <algorithm>
#include <set>

namespace yinxin::procedure {

namespace {

const Transition* first_of(const Procedure& procedure, std::string_view event) {
  const auto found = std::find_if(procedure.transitions.begin(), procedure.transitions.end(),
                                  [&](const Transition& transition) { return transition.event == event; });
  return found == procedure.transitions.end() ? nullptr : &*found;
}

}  // namespace

std::vector<Past> replay(const Procedure& procedure, const Case& current) {
  std::vector<Past> pasts;
  std::string_view state;
  for (const Happened& happened : current.history) {
    const Transition* by = procedure.find(happened.event, state);
    if (by == nullptr) by = first_of(procedure, happened.event);
    pasts.push_back(Past{&happened, by, by != nullptr && by->to != state, false});
    if (by != nullptr) state = by->to;
  }
  // An event of an item resets what was done to that item; one of the case, what was done to any.
  std::set<std::pair<std::string_view, std::string_view>> reset;
  for (auto past = pasts.rbegin(); past != pasts.rend(); ++past) {
    const std::string_view event = past->what->event;
    past->undone = reset.count({event, ""}) != 0 || reset.count({event, past->what->item}) != 0;
    if (past->by == nullptr) continue;
    for (const std::string& word : past->by->resets) reset.insert({word, past->what->item});
  }
  return pasts;
}

bool contains(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace yinxin::procedure
