#include "procedure/check_parts.hpp"

namespace yinxin::procedure {

std::string where_of(const Transition& transition) {
  std::string from;
  for (const std::string& state : transition.from) from += (from.empty() ? "" : ", ") + state;
  return "transition " + transition.event + (from.empty() ? "" : " (" + from + ")");
}

std::vector<Finding> check(const Procedure& procedure, const KnownWords& known) {
  Findings findings(procedure.file);
  check_names(procedure, findings);
  check_words(procedure, known, findings);
  check_paths(procedure, findings);
  check_clocks(procedure, findings);
  check_values(procedure, findings);
  return findings.take();
}

}  // namespace yinxin::procedure
