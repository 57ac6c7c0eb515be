// The register of reviewers (专家库, article 10): kept by the cases of rules/procedures/review_expert.toml,
// each step's rows in its own commit; what draws of experts take their pool from; who may be assigned to a
// review. Owner of the tables of schema/0029_regulators_articles.sql.
#pragma once

#include "cases/service.hpp"
#include "supervision/draws/types.hpp"
#include "supervision/experts/types.hpp"

namespace yinxin::supervision {

/// The effect `experts`. Of a review_expert case it keeps the register; errors: Conflict
/// `supervision.expert.account` (the account is another expert's). Of a review it lets only those be assigned
/// (named by account or by number) who are admitted, have nothing in the way of the party and, where a draw
/// was stated for the case, were drawn; errors: Refused `supervision.expert.not_registered`,
/// `supervision.expert.not_admitted`, `supervision.expert.conflict`, `supervision.expert.not_drawn`. Both
/// outlive it.
cases::Effect expert_effect(store::Database& database, const privacy::Vault& vault);

class Experts {
 public:
  struct House {
    store::Database& database;
    const privacy::Vault& vault;
    const base::Clock& clock;
    const cases::Service& cases;
  };
  /// All of `house` outlives this.
  explicit Experts(House house) : house_(house) {}

  /// By number. Errors: Malformed `cases.filter` (no such status); Refused `privacy.sealed`.
  base::Result<std::vector<Expert>> list(const ExpertFilter& filter) const;

  /// The pool of a draw of experts: everybody of the caller's reach who is on the register. Excluded are who
  /// is suspended or being investigated, has something in the way of the party of the case that the draw is
  /// for, or is not of the speciality that is asked for; and whom `wanted.pool` excludes, with its ground.
  /// Nobody can be left out. Errors: Refused `supervision.draw.matter` (not "case/<number>"),
  /// `supervision.draw.not_registered` (`wanted.pool` names somebody else), `supervision.draw.no_experts`
  /// (nobody is on the register); those of cases::Service::read.
  base::Result<std::vector<proof::PoolMember>> draw_pool(const NewDraw& wanted,
                                                         const cases::Caller& caller) const;

 private:
  const House house_;
};

}  // namespace yinxin::supervision
