// A yinxin-signerd of our own for the length of a ceremony.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace yinxin::command_line {

class ChildDaemon {
 public:
  /// Starts `yinxin-signerd` from the folder of this program and waits until it says "ready".
  /// Errors: Unavailable `yinxin.child` (cannot be started, or ended before it was ready).
  static base::Result<ChildDaemon> start(const std::vector<std::string>& arguments);
  ChildDaemon(ChildDaemon&& other) noexcept;
  ChildDaemon& operator=(ChildDaemon&&) = delete;
  ~ChildDaemon();  // SIGTERM, then waits for it to end

 private:
  explicit ChildDaemon(pid_t pid) : pid_(pid) {}
  pid_t pid_;
};

/// The folder this program was started from.
std::filesystem::path program_folder();

}  // namespace yinxin::command_line
