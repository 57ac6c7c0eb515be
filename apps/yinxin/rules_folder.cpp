#include "rules_folder.hpp"

#include <cstdlib>
#include <optional>
#include <system_error>

namespace yinxin::command_line {
namespace {

namespace fs = std::filesystem;

bool has_calendar(const fs::path& rules) {
  std::error_code ignored;
  return fs::is_directory(rules / "calendar", ignored);
}

/// Of a program in `programs`, usually <prefix>/bin.
std::optional<fs::path> find_beside(const fs::path& programs) {
  const fs::path prefix = programs.parent_path();
  for (const fs::path& rules : {prefix / "share/yinxin/rules", prefix / "rules"}) {
    if (has_calendar(rules)) return rules;
  }
  for (fs::path above = programs;; above = above.parent_path()) {
    if (has_calendar(above / "rules")) return above / "rules";
    if (above == above.root_path()) return std::nullopt;
  }
}

}  // namespace

base::Result<fs::path> find_rules(const std::string& given) {
  if (!given.empty()) return fs::path(given);
  const char* named = std::getenv("YINXIN_RULES");
  if (named != nullptr && *named != '\0') return fs::path(named);

  std::error_code failure;
  const fs::path program = fs::read_symlink("/proc/self/exe", failure);
  if (!failure) {
    if (const std::optional<fs::path> rules = find_beside(program.parent_path())) return *rules;
  }
  return base::make_error(base::ErrorKind::NotFound, "yinxin.rules.missing",
                          "no rules folder belongs to this program; name it with --rules or YINXIN_RULES");
}

}  // namespace yinxin::command_line
