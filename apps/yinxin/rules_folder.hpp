// Finds the rules/ folder that belongs to this installation.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.hpp"

namespace yinxin::command_line {

/// `given` unless it is empty; else $YINXIN_RULES; else share/yinxin/rules or rules beside the folder of the
/// program; else the nearest rules/ with a calendar in it above the program (a checkout). Errors: NotFound
/// `yinxin.rules.missing`.
base::Result<std::filesystem::path> find_rules(const std::string& given);

}  // namespace yinxin::command_line
