// yinxin licence import, yinxin rules propose/approve/publish/file/list: what permits and binds the provider
// (articles 4, 12, 16). Checking rule files is rules_command.hpp's; it needs no server.
#pragma once

#include <ostream>

#include "signed_remote.hpp"

namespace yinxin::command_line {

struct LicenceImportOptions {
  SignedAs as;
  std::string file;  ///< the regulator's signed note (src/policy/LICENCE.md)
};
/// By a compliance officer. Errors: those of policy::Service::import_licence.
base::Result<void> licence_import(const LicenceImportOptions& options, std::ostream& out);

struct RulesProposeOptions {
  SignedAs as;
  std::string kind;  ///< "cps", "cp"
  std::string version;
  std::string title;
  std::string effective;  ///< YYYY-MM-DD, from the day's beginning in Beijing, or YYYY-MM-DDTHH:MM:SSZ
  std::string document;   ///< file, Markdown
  std::string profile;    ///< file, TOML
};
/// Errors: Malformed `base.time`; those of policy::Service::propose_rules.
base::Result<void> rules_propose(const RulesProposeOptions& options, std::ostream& out);

struct RulesVersionOptions {
  SignedAs as;
  std::string kind;
  std::string version;
  std::string receipt;  ///< of a filing
};
base::Result<void> rules_approve(const RulesVersionOptions& options, std::ostream& out);
base::Result<void> rules_publish(const RulesVersionOptions& options, std::ostream& out);
base::Result<void> rules_file(const RulesVersionOptions& options, std::ostream& out);

struct RulesListOptions {
  std::string server;
};
/// Published versions, newest first. Anybody may ask (article 16).
base::Result<void> rules_list(const RulesListOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
