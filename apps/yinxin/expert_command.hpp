// yinxin expert: the register of reviewers at a regulator's office (专家库, article 10). Admission,
// conflicts, suspension and removal are steps of review_expert cases: yinxin case.
#pragma once

#include <ostream>

#include "signed_remote.hpp"

namespace yinxin::command_line {

struct ExpertListOptions {
  SignedAs as;
  std::string status;  ///< admitted, suspended, investigated, removed; empty: all but removed
  std::string field;   ///< one speciality; empty: all
};
/// Errors: Forbidden `procedure.role`; Malformed `cases.filter`.
base::Result<void> expert_list(const ExpertListOptions& options, std::ostream& out);

struct ExpertPoolOptions {
  SignedAs as;
  std::string matter;  ///< case/ and a number
  std::string field;
};
/// Who could be drawn for a case, and who is excluded and why, a member a line. Errors: Forbidden
/// `procedure.role`; those of supervision::Experts::draw_pool.
base::Result<void> expert_pool(const ExpertPoolOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
