#include "load.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <memory>
#include <stdexcept>

#include "report.hpp"

namespace yinxin::bench {

namespace {

constexpr int kPatienceMilliseconds = 30'000;
constexpr std::size_t kBlock = 64 * 1024;

[[noreturn]] void fail(const std::string& what) {
  throw std::runtime_error("load: " + what);
}

/// One connection and the request under way on it.
struct Line {
  int socket = -1;
  std::string_view to_send;
  std::string received;
  std::size_t request = 0;
  double since = 0;
};

/// An answer at the start of `text`, when it is whole.
struct Answer {
  std::size_t size = 0;  // 0: not whole yet
  int status = 0;
  std::string_view body;
  bool closes = false;
};

Answer read_answer(std::string_view text) {
  const std::size_t head_end = text.find("\r\n\r\n");
  if (head_end == std::string_view::npos) return {};
  Answer answer;
  const std::string_view head = text.substr(0, head_end + 2);
  std::from_chars(head.data() + 9, head.data() + 12, answer.status);  // "HTTP/1.1 200"
  std::size_t length = 0;
  bool has_length = false;
  for (std::size_t at = head.find("\r\n") + 2; at < head.size();) {
    const std::size_t end = head.find("\r\n", at);
    const std::string_view field = head.substr(at, end - at);
    constexpr std::string_view kLength = "content-length: ";
    constexpr std::string_view kClose = "connection: close";
    if (strncasecmp(field.data(), kLength.data(), std::min(kLength.size(), field.size())) == 0) {
      std::from_chars(field.data() + kLength.size(), field.data() + field.size(), length);
      has_length = true;
    }
    if (field.size() == kClose.size() && strncasecmp(field.data(), kClose.data(), kClose.size()) == 0)
      answer.closes = true;
    at = end + 2;
  }
  if (!has_length) fail("an answer without Content-Length");
  if (text.size() < head_end + 4 + length) return {};
  answer.body = text.substr(head_end + 4, length);
  answer.size = head_end + 4 + length;
  return answer;
}

class Generator {
 public:
  explicit Generator(const Load& load) : load_(load), epoll_(epoll_create1(EPOLL_CLOEXEC)) {}
  ~Generator() {
    for (const auto& line : lines_) close(line->socket);
    close(epoll_);
  }
  Generator(const Generator&) = delete;
  Generator& operator=(const Generator&) = delete;

  LoadResult run() {
    result_.milliseconds.reserve(load_.total);
    for (std::size_t i = 0; i < std::min(load_.connections, load_.total); ++i) {
      lines_.push_back(std::make_unique<Line>());
      connect(*lines_.back());
    }
    const double start = wall_seconds();
    for (const auto& line : lines_) next(*line);
    while (result_.milliseconds.size() < load_.total) one_round();
    result_.seconds = wall_seconds() - start;
    std::sort(result_.milliseconds.begin(), result_.milliseconds.end());
    return std::move(result_);
  }

 private:
  void connect(Line& line) {
    line.socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(load_.port);
    if (::connect(line.socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
      fail(std::string("connect: ") + std::strerror(errno));
    const int on = 1;
    setsockopt(line.socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = &line;
    epoll_ctl(epoll_, EPOLL_CTL_ADD, line.socket, &event);
  }

  void next(Line& line) {
    if (sent_ == load_.total) return;
    line.request = sent_++ % load_.requests->size();
    line.to_send = load_.requests->at(line.request);
    line.received.clear();
    line.since = wall_seconds();
    send(line);
  }

  void send(Line& line) {
    while (!line.to_send.empty()) {
      // Requests are smaller than a socket's buffer: a blocking send does not wait here.
      const ssize_t count = ::send(line.socket, line.to_send.data(), line.to_send.size(), MSG_NOSIGNAL);
      if (count < 0) fail(std::string("send: ") + std::strerror(errno));
      line.to_send.remove_prefix(static_cast<std::size_t>(count));
    }
  }

  void one_round() {
    std::array<epoll_event, 256> events;
    const int count =
        epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), kPatienceMilliseconds);
    if (count == 0) fail("no answer for 30 s");
    for (int i = 0; i < count; ++i)
      receive(*static_cast<Line*>(events[static_cast<std::size_t>(i)].data.ptr));
  }

  void receive(Line& line) {
    const ssize_t count = recv(line.socket, block_.data(), block_.size(), 0);
    if (count <= 0) fail("a connection ended within a request");
    line.received.append(block_.data(), static_cast<std::size_t>(count));
    const Answer answer = read_answer(line.received);
    if (answer.size == 0) return;
    if (answer.size != line.received.size()) fail("more octets than one answer");
    result_.milliseconds.push_back((wall_seconds() - line.since) * 1000);
    if (answer.status < 200 || answer.status > 299)
      fail(std::to_string(answer.status) + " " + std::string(answer.body));
    if (load_.on_body) load_.on_body(line.request, answer.body);
    if (answer.closes) {
      close(line.socket);
      connect(line);
    }
    next(line);
  }

  const Load& load_;
  const int epoll_;
  std::vector<std::unique_ptr<Line>> lines_;
  std::vector<char> block_ = std::vector<char>(kBlock);
  std::size_t sent_ = 0;
  LoadResult result_;
};

}  // namespace

double LoadResult::percentile(double part) const {
  if (milliseconds.empty()) throw std::logic_error("percentile of nothing");
  const auto place = static_cast<std::size_t>(part * static_cast<double>(milliseconds.size()));
  return milliseconds[std::min(place, milliseconds.size() - 1)];
}

LoadResult run_load(const Load& load) {
  return Generator(load).run();
}

}  // namespace yinxin::bench
