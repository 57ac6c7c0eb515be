// Programs that a benchmark starts, and the CPU time they have used.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace yinxin::bench {

/// One started program; its standard input and output are ours. Errors throw std::runtime_error.
class Child {
 public:
  /// Standard error is appended to `log`; an empty name: it goes where ours goes.
  Child(const std::vector<std::string>& words, const std::filesystem::path& log);
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child();  // finish(), if it has not been waited for

  pid_t pid() const { return pid_; }
  /// The next line of its output, without its end. Throws when there is none.
  std::string read_line();
  /// Ends its input and waits for it.
  void finish();
  /// SIGTERM, and waits for it; after kPatience SIGKILL.
  void terminate();

 private:
  void wait();

  pid_t pid_ = -1;
  int input_ = -1;
  int output_ = -1;
  std::string read_;
};

/// CPU seconds (user and system) of a living process and of its living children. Ticks of 10 ms.
double process_cpu_seconds(pid_t pid);

/// A port that was free a moment ago.
std::uint16_t free_port();

}  // namespace yinxin::bench
