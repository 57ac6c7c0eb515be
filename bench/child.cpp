#include "child.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace yinxin::bench {

namespace {

constexpr std::chrono::seconds kPatience{15};  // the server drains for 5 s

[[noreturn]] void fail(const std::string& what, int error) {
  throw std::runtime_error(what + ": " + std::strerror(error));
}

struct Pipe {
  Pipe() {
    if (pipe2(ends.data(), O_CLOEXEC) != 0) fail("pipe2", errno);
  }
  std::array<int, 2> ends{};
};

/// Parent and CPU seconds from /proc/<pid>/stat (proc(5)); nothing when it has gone.
struct Stat {
  pid_t parent = -1;
  double cpu = 0;
};
Stat read_stat(const std::filesystem::path& folder) {
  std::ifstream file(folder / "stat");
  std::string text(std::istreambuf_iterator<char>(file), {});
  const std::size_t name_end = text.rfind(')');  // a program's name may hold blanks
  if (name_end == std::string::npos) return {};
  std::istringstream rest(text.substr(name_end + 1));
  std::string state;
  std::string skipped;
  Stat stat;
  rest >> state >> stat.parent;
  constexpr int kBetweenParentAndTime = 9;  // fields 5 to 13
  for (int i = 0; i < kBetweenParentAndTime; ++i) rest >> skipped;
  double user = 0;
  double system = 0;
  rest >> user >> system;
  stat.cpu = (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
  return stat;
}

}  // namespace

Child::Child(const std::vector<std::string>& words, const std::filesystem::path& log) {
  const Pipe in;
  const Pipe out;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in.ends[0], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out.ends[1], STDOUT_FILENO);
  if (!log.empty())
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_APPEND,
                                     0644);
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const int error = posix_spawnp(&pid_, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(in.ends[0]);
  close(out.ends[1]);
  input_ = in.ends[1];
  output_ = out.ends[0];
  if (error != 0) {
    pid_ = -1;
    fail(words[0], error);
  }
}

Child::~Child() {
  if (pid_ >= 0) finish();
  close(output_);
}

std::string Child::read_line() {
  while (true) {
    const std::size_t end = read_.find('\n');
    if (end != std::string::npos) {
      std::string line = read_.substr(0, end);
      read_.erase(0, end + 1);
      return line;
    }
    std::array<char, 4096> block;
    const ssize_t count = read(output_, block.data(), block.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) throw std::runtime_error("a program ended without saying what it should");
    read_.append(block.data(), static_cast<std::size_t>(count));
  }
}

void Child::wait() {
  while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
}

void Child::finish() {
  close(input_);
  input_ = -1;
  wait();
}

void Child::terminate() {
  kill(pid_, SIGTERM);
  // Becomes readable when the process ends (pidfd_open(2)).
  const int ended = static_cast<int>(syscall(SYS_pidfd_open, pid_, 0));
  pollfd watched{ended, POLLIN, 0};
  const auto patience = std::chrono::duration_cast<std::chrono::milliseconds>(kPatience).count();
  if (poll(&watched, 1, static_cast<int>(patience)) != 1) kill(pid_, SIGKILL);
  close(ended);
  close(input_);
  input_ = -1;
  wait();
}

double process_cpu_seconds(pid_t pid) {
  const Stat own = read_stat("/proc/" + std::to_string(pid));
  if (own.parent < 0) throw std::runtime_error("no process " + std::to_string(pid));
  double sum = own.cpu;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    if (!std::isdigit(static_cast<unsigned char>(entry.path().filename().string()[0]))) continue;
    const Stat other = read_stat(entry.path());
    if (other.parent == pid) sum += other.cpu;
  }
  return sum;
}

std::uint16_t free_port() {
  const int listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  const bool bound = bind(listening, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                     getsockname(listening, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  const int error = errno;
  close(listening);
  if (!bound) fail("bind", error);
  return ntohs(address.sin_port);
}

}  // namespace yinxin::bench
