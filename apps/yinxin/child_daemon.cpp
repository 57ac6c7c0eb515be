#include "child_daemon.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <utility>

extern char** environ;

namespace yinxin::command_line {

using base::ErrorKind;
using base::make_error;
using base::Result;

std::filesystem::path program_folder() {
  std::error_code failed;
  return std::filesystem::read_symlink("/proc/self/exe", failed).parent_path();
}

Result<ChildDaemon> ChildDaemon::start(const std::vector<std::string>& arguments) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0)
    return make_error(ErrorKind::Unavailable, "yinxin.child", "no pipe");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  const std::string program = program_folder() / "yinxin-signerd";
  std::vector<char*> argv{const_cast<char*>(program.c_str())};
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  pid_t pid = 0;
  const int failed = posix_spawn(&pid, program.c_str(), &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  if (failed != 0) {
    close(ends[0]);
    return make_error(ErrorKind::Unavailable, "yinxin.child", program + " cannot be started");
  }
  ChildDaemon child(pid);
  std::string said;
  std::array<char, 64> part{};
  while (said.find('\n') == std::string::npos) {
    const ssize_t got = read(ends[0], part.data(), part.size());
    if (got <= 0) break;
    said.append(part.data(), static_cast<std::size_t>(got));
  }
  close(ends[0]);
  if (!said.starts_with("ready"))
    return make_error(ErrorKind::Unavailable, "yinxin.child", "yinxin-signerd did not start");
  return child;
}

ChildDaemon::ChildDaemon(ChildDaemon&& other) noexcept : pid_(std::exchange(other.pid_, 0)) {}

ChildDaemon::~ChildDaemon() {
  if (pid_ == 0) return;
  kill(pid_, SIGTERM);
  waitpid(pid_, nullptr, 0);
}

}  // namespace yinxin::command_line
