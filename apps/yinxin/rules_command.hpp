// yinxin rules check, explain, coverage and checklist: what the rule files say, read by a person before a
// server reads them. Needs no server and no database.
#pragma once

#include <ostream>
#include <string>

#include "base/result.hpp"

namespace yinxin::command_line {

struct RulesCheckOptions {
  std::string rules;  ///< folder; empty: the installation's own
  bool json = false;
};
/// Loads calendar, profiles, procedures, the law files and the templates of documents, checks each procedure
/// (procedure::check) and that all of it fits together (rules::check). Prints every finding in Chinese and
/// English, or that there is none; with json one object. Errors: those of find_rules() and of the three
/// loaders; Refused `yinxin.rules.findings`.
base::Result<void> rules_check(const RulesCheckOptions& options, std::ostream& out);

struct RulesExplainOptions {
  std::string rules;    ///< folder; empty: the installation's own
  std::string article;  ///< "21", or of another law "行政许可法 38"
};
/// Prints in Chinese what rests on the article: what the law files say of it, and of each procedure events
/// with their states and roles, gates, separations, periods. Errors: those of find_rules() and
/// procedure::load_all(); NotFound `yinxin.rules.article` (nothing cites it).
base::Result<void> rules_explain(const RulesExplainOptions& options, std::ostream& out);

struct RulesCoverageOptions {
  std::string rules;  ///< folder; empty: the installation's own
  std::string tree;   ///< a checkout, with api/ and the tests; empty: the folder that `rules` lies in
};
/// Prints article by article what rules, operations, tests and papers there are, and what is still missing
/// (docs/coverage.md). Errors: those of find_rules(), procedure::load_all() and rules::read_tree(); Refused
/// `yinxin.rules.holes`.
base::Result<void> rules_coverage(const RulesCoverageOptions& options, std::ostream& out);

struct RulesChecklistOptions {
  std::string rules;  ///< folder; empty: the installation's own
};
/// Prints the checklist of a compliance assessment (rules/assessment_checklist.toml) as CSV, with empty
/// columns for what is found (article 26). Errors: those of find_rules(); Refused `yinxin.rules.findings`.
base::Result<void> rules_checklist(const RulesChecklistOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
