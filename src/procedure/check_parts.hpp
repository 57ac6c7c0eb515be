// The parts of check(); each looks at one side of a procedure and adds what it finds.
#pragma once

#include "procedure/procedure.hpp"

namespace yinxin::procedure {

class Findings {
 public:
  explicit Findings(std::string file) : file_(std::move(file)) {}

  void add(std::string where, std::string zh, std::string en) {
    found_.push_back(Finding{file_, std::move(where), std::move(zh), std::move(en)});
  }
  std::vector<Finding> take() { return std::move(found_); }

 private:
  std::string file_;
  std::vector<Finding> found_;
};

/// Nothing said twice; every name leads somewhere; nothing unused.
void check_names(const Procedure& procedure, Findings& findings);
/// Words of the closed lists, articles, error codes, what an adverse act needs.
void check_words(const Procedure& procedure, const KnownWords& known, Findings& findings);
/// One beginning; every state reachable; every open state reaches an end though the applicant stays silent;
/// gates that can open in time.
void check_paths(const Procedure& procedure, Findings& findings);
/// Clocks that start, end with the case, and fire what may happen then.
void check_clocks(const Procedure& procedure, Findings& findings);
/// Guards and required_when read what is there by then, and compare like with like.
void check_values(const Procedure& procedure, Findings& findings);

/// States in which the clock may run.
std::vector<std::string> running_states(const Procedure& procedure, const Clock& clock);

/// "transition refuse (submitted, received)".
std::string where_of(const Transition& transition);

}  // namespace yinxin::procedure
