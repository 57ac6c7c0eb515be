// The real yinxin-signerd as a child of the test.
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "signer/client.hpp"
#include "signer/unix_socket.hpp"

namespace yinxin::signer {

/// A yinxin-signerd of our own; killed when it goes out of scope.
class Process {
 public:
  Process(const std::vector<std::string>& arguments, rlim_t file_limit) {
    int out[2];
    int errors[2];
    if (pipe2(out, O_CLOEXEC) != 0 || pipe2(errors, O_CLOEXEC) != 0) std::abort();
    std::vector<std::string> all = arguments;
    all.insert(all.begin(), YX_BIN_DIR "/yinxin-signerd");
    if (geteuid() == 0) all.push_back("--allow-root");
    std::vector<char*> argv;
    for (std::string& argument : all) argv.push_back(argument.data());
    argv.push_back(nullptr);
    pid_ = fork();
    if (pid_ == 0) {
      dup2(out[1], STDOUT_FILENO);
      dup2(errors[1], STDERR_FILENO);
      const rlimit limit{file_limit, RLIM_INFINITY};
      if (file_limit != 0) setrlimit(RLIMIT_FSIZE, &limit);
      setenv("ASAN_OPTIONS", "detect_leaks=0", 1);  // it cannot trace a process that may not be dumped
      execv(argv[0], argv.data());
      _exit(127);
    }
    close(out[1]);
    close(errors[1]);
    out_ = Fd(out[0]);
    errors_ = Fd(errors[0]);
  }
  ~Process() { kill_now(); }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  pid_t pid() const { return pid_; }
  bool wait_ready() {
    std::string line(6, '\0');
    return read(out_.get(), line.data(), line.size()) == 6 && line == "ready\n";
  }
  void kill_now() {
    if (pid_ > 0) kill(pid_, SIGKILL);
    wait();
  }
  /// The exit code, or -1 when a signal ended it.
  int wait() {
    if (pid_ <= 0) return -1;
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  int terminate() {
    kill(pid_, SIGTERM);
    return wait();
  }
  /// All it wrote to standard error; after it ended.
  std::string errors() {
    std::string all;
    char chunk[4096];
    for (ssize_t got = 0; (got = read(errors_.get(), chunk, sizeof(chunk))) > 0;) {
      all.append(chunk, static_cast<std::size_t>(got));
    }
    return all;
  }

 private:
  pid_t pid_ = -1;
  Fd out_;
  Fd errors_;
};

}  // namespace yinxin::signer
