// yinxin rules check and explain: what the rule files say, read by a person before a server reads them. Needs
// no server and no database.
#pragma once

#include <ostream>
#include <string>

#include "base/result.hpp"

namespace yinxin::command_line {

struct RulesCheckOptions {
  std::string rules;  ///< folder; empty: the installation's own
  bool json = false;
};
/// Loads calendar, profiles and procedures, and checks each procedure (procedure::check). Prints every
/// finding in Chinese and English, or that there is none; with json one object. Errors: those of find_rules()
/// and of the three loaders; Refused `yinxin.rules.findings`.
base::Result<void> rules_check(const RulesCheckOptions& options, std::ostream& out);

struct RulesExplainOptions {
  std::string rules;    ///< folder; empty: the installation's own
  std::string article;  ///< "21", or of another law "行政许可法 38"
};
/// Prints in Chinese what rests on the article: events with their states and roles, gates, separations,
/// periods. Errors: those of find_rules() and procedure::load_all(); NotFound `yinxin.rules.article` (nothing
/// cites it).
base::Result<void> rules_explain(const RulesExplainOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
