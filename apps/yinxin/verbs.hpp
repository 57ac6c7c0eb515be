// The tree of subcommands, by who uses them. For main.cpp and the units named verbs_*.cpp, the only ones with
// CLI11 in them: a new verb is one Verb there.
#pragma once

#include "verb.hpp"

namespace yinxin::command_line {

void add_officers(CLI::App& program, Act& act);
void add_policy(CLI::App& program, Act& act);
void add_documents(CLI::App& program, Act& act);
void add_cases(CLI::App& program, Act& act);
void add_filings(CLI::App& program, Act& act);
void add_compliance(CLI::App& program, Act& act);
void add_holder(CLI::App& program, Act& act);
void add_applications(CLI::App& program, Act& act);
void add_certificates(CLI::App& program, Act& act);
void add_supervision(CLI::App& program, Act& act);
void add_tips(CLI::App& program, Act& act);
void add_handover(CLI::App& program, Act& act);

}  // namespace yinxin::command_line
