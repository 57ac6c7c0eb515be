// The SQL of the rules_version table (schema/0005_policy.sql). Private to this folder; nobody else writes it.
#pragma once

#include "policy/service.hpp"

namespace yinxin::policy {

/// A version with its texts; times of its own steps are in `version`.
void insert_rules(store::WriteSet& set, const Service::Document& rules, base::Time proposed_at);
/// The steps, each a conditional change of one row: Conflict `policy.rules.state` when somebody else was
/// first.
void mark_approved(store::WriteSet& set, const RulesVersion& version, base::Time at);
void mark_published(store::WriteSet& set, const RulesVersion& version);
void mark_filed(store::WriteSet& set, const RulesVersion& version);

/// Reads rows; `calendar` counts the filing period. Errors of all: those of the store; Internal
/// `policy.stored` (a row that was changed by other hands).
class RulesTable {
 public:
  RulesTable(store::Database& database, const base::WorkCalendar& calendar)
      : database_(database), calendar_(calendar) {}

  /// Published ones only unless `all`; newest first by publication, or by proposal before it.
  base::Result<std::vector<RulesVersion>> versions(bool all) const;
  /// Errors: NotFound `policy.rules.none`.
  base::Result<Service::Document> document(RulesKind kind, const std::string& version) const;
  /// published + 30 days (article 16, C10), or no date.
  base::Date filing_due(const RulesVersion& version) const;

 private:
  base::Result<RulesVersion> to_version(const store::Row& row) const;

  store::Database& database_;
  const base::WorkCalendar& calendar_;
};

/// Among `versions`, the one of this kind that binds at `at`; null: none. A later text binds from the later
/// of its publication and its effective date.
const RulesVersion* in_force(const std::vector<RulesVersion>& versions, RulesKind kind, base::Time at);

}  // namespace yinxin::policy
