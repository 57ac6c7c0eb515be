// Runs the openssl command in a folder of its own, as a stranger who reads what we wrote and writes what we
// read.
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/bytes.hpp"

extern char** environ;

namespace yinxin::interop {

struct CommandResult {
  int status = -1;
  std::string output;  // what it wrote to both streams
};

/// Runs `program` (looked for in PATH) in `folder`, without a shell, and waits for it.
inline CommandResult run_command(const std::filesystem::path& folder, std::vector<std::string> words) {
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const std::string log = (folder / "output.log").string();
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  pid_t process = 0;
  const int fault = posix_spawnp(&process, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (fault != 0) throw std::runtime_error("cannot start " + words[0]);
  CommandResult result;
  if (waitpid(process, &result.status, 0) != process) throw std::runtime_error("waitpid");
  std::ostringstream text;
  text << std::ifstream(log).rdbuf();
  result.output = text.str();
  return result;
}

/// A folder that goes with the test.
class WorkFolder {
 public:
  WorkFolder() {
    std::string name = testing::TempDir() + "/yinxin-interop-XXXXXX";
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp");
    path_ = name;
  }
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;
  ~WorkFolder() { std::filesystem::remove_all(path_); }

  const std::filesystem::path& path() const { return path_; }
  void write(const std::string& name, base::ByteView octets) const {
    std::ofstream(path_ / name, std::ios::binary)
        .write(reinterpret_cast<const char*>(octets.data()), static_cast<std::streamsize>(octets.size()));
  }
  void write(const std::string& name, std::string_view text) const { write(name, base::as_bytes(text)); }
  base::Bytes read(const std::string& name) const {
    std::ifstream in(path_ / name, std::ios::binary);
    return base::Bytes(std::istreambuf_iterator<char>(in), {});
  }
  std::string read_text(const std::string& name) const { return std::string(base::as_text(read(name))); }

  /// `openssl <words>`; fails the test when the command fails. The words are parted by single spaces.
  std::string openssl(const std::string& words) const {
    const CommandResult result = try_openssl(words);
    EXPECT_EQ(result.status, 0) << "openssl " << words << "\n" << result.output;
    return result.output;
  }
  CommandResult try_openssl(const std::string& words) const {
    std::vector<std::string> arguments = {"openssl"};
    std::istringstream stream(words);
    for (std::string word; std::getline(stream, word, ' ');) arguments.push_back(word);
    return run_command(path_, std::move(arguments));
  }

 private:
  std::filesystem::path path_;
};

}  // namespace yinxin::interop
