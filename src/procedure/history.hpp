// What a case's history means under its procedure: which transition each event took, and what was undone
// since.
#pragma once

#include "procedure/engine.hpp"

namespace yinxin::procedure {

struct Past {
  const Happened* what = nullptr;  // into the case
  const Transition* by = nullptr;  // null: the procedure has no such event
  bool entered = false;            // it moved the case into by->to
  bool undone = false;             // a later transition resets this event
};

/// As long as the history. An event that its state does not allow is taken as the event's first transition:
/// it did happen.
std::vector<Past> replay(const Procedure& procedure, const Case& current);

bool contains(const std::vector<std::string>& words, std::string_view word);

}  // namespace yinxin::procedure
