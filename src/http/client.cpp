// Plain non-blocking sockets and poll(2). The time limit is a timerfd polled beside the socket: it bounds the
// whole exchange, not each step of it.
#include "http/client.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <stdexcept>

namespace yinxin::http {
namespace {

using base::ErrorKind;
using base::make_error;

base::Error lost(int error_number) {
  return make_error(ErrorKind::Unavailable, "http.client.lost", std::strerror(error_number));
}

}  // namespace

std::optional<Address> parse_address(std::string_view url) {
  constexpr std::string_view kScheme = "http://";
  if (!url.starts_with(kScheme)) return std::nullopt;
  const std::string_view rest = url.substr(kScheme.size());
  const std::size_t colon = rest.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  Address address;
  const char* end = rest.data() + rest.size();
  const auto [parsed, failed] = std::from_chars(rest.data() + colon + 1, end, address.port);
  if (failed != std::errc() || parsed != end || address.port == 0) return std::nullopt;
  std::string_view host = rest.substr(0, colon);
  const bool in_brackets = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (in_brackets) host = host.substr(1, host.size() - 2);
  if (host.find_first_of("/?#@[] ") != std::string_view::npos) return std::nullopt;
  if (!in_brackets && host.find(':') != std::string_view::npos) return std::nullopt;
  address.host = std::string(host);
  return address;
}

bool is_in_digits(const Address& address) {
  in6_addr octets{};
  return inet_pton(AF_INET, address.host.c_str(), &octets) == 1 ||
         inet_pton(AF_INET6, address.host.c_str(), &octets) == 1;
}

class Client::Deadline {
 public:
  Deadline(std::chrono::milliseconds timeout, int interrupt)
      : timer_(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC)), interrupt_(interrupt) {
    if (timer_ < 0) throw std::runtime_error("timerfd_create");
    const auto seconds = std::chrono::floor<std::chrono::seconds>(timeout);
    itimerspec spec{};
    spec.it_value.tv_sec = seconds.count();
    spec.it_value.tv_nsec = std::chrono::nanoseconds(timeout - seconds).count();
    timerfd_settime(timer_, 0, &spec, nullptr);
  }
  ~Deadline() { close(timer_); }
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;

  /// Until `socket` is ready for `events`. Errors: Unavailable `http.client.timeout`,
  /// `http.client.interrupted`.
  base::Result<void> wait(int socket, short events) const {
    // poll(2) passes over a negative descriptor.
    std::array<pollfd, 3> watched = {pollfd{socket, events, 0}, pollfd{timer_, POLLIN, 0},
                                     pollfd{interrupt_, POLLIN, 0}};
    while (true) {
      if (poll(watched.data(), watched.size(), -1) < 0 && errno != EINTR) return lost(errno);
      if (watched[2].revents != 0) return make_error(ErrorKind::Unavailable, "http.client.interrupted");
      if (watched[1].revents != 0) return make_error(ErrorKind::Unavailable, "http.client.timeout");
      if (watched[0].revents != 0) return {};
    }
  }

 private:
  int timer_;
  int interrupt_;
};

Client::Client(std::string host, std::uint16_t port, Options options)
    : host_(std::move(host)), port_(port), options_(std::move(options)) {}

Client::~Client() {
  disconnect();
}

void Client::disconnect() {
  if (socket_ >= 0) close(socket_);
  socket_ = -1;
  received_.clear();
}

Request Client::request(Method method, std::string_view target, base::Bytes body) const {
  auto parsed = parse_target(target);
  if (!parsed) throw std::invalid_argument("not a request target: " + std::string(target));
  Request request;
  request.method = method;
  request.target = std::move(parsed).value();
  request.body = std::move(body);
  const bool is_ipv6 = host_.find(':') != std::string::npos;
  const std::string named = (is_ipv6 ? "[" + host_ + "]" : host_) + ":" + std::to_string(port_);
  auto authority = parse_authority(options_.authority.empty() ? named : options_.authority, request.scheme);
  if (!authority) throw std::invalid_argument("not an authority");
  request.authority = std::move(authority).value();
  return request;
}

base::Result<void> Client::connect(const Deadline& deadline) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const auto failed = [&](const std::string& why) {
    return make_error(ErrorKind::Unavailable, "http.client.connect",
                      host_ + ":" + std::to_string(port_) + ": " + why);
  };
  const int lookup = getaddrinfo(host_.c_str(), std::to_string(port_).c_str(), &hints, &found);
  if (lookup != 0) return failed(gai_strerror(lookup));
  std::string why = "no address";
  for (const addrinfo* at = found; at != nullptr && socket_ < 0; at = at->ai_next) {
    socket_ = socket(at->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (socket_ < 0) continue;
    int error = ::connect(socket_, at->ai_addr, at->ai_addrlen) == 0 ? 0 : errno;
    if (error == EINPROGRESS) {
      const auto ready = deadline.wait(socket_, POLLOUT);
      if (!ready) {
        freeaddrinfo(found);
        disconnect();
        return ready.error();
      }
      socklen_t size = sizeof error;
      getsockopt(socket_, SOL_SOCKET, SO_ERROR, &error, &size);
    }
    if (error == 0) continue;
    why = std::strerror(error);
    disconnect();
  }
  freeaddrinfo(found);
  if (socket_ < 0) return failed(why);
  const int on = 1;
  setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return {};
}

base::Result<void> Client::write_all(base::ByteView octets, const Deadline& deadline) {
  while (!octets.empty()) {
    const ssize_t sent = ::send(socket_, octets.data(), octets.size(), MSG_NOSIGNAL);
    if (sent >= 0) {
      octets = octets.subspan(static_cast<std::size_t>(sent));
      continue;
    }
    // A server that refuses a large body answers and closes before it has read all: its answer may be there.
    if (errno == EPIPE || errno == ECONNRESET) return {};
    if (errno != EAGAIN && errno != EINTR) return lost(errno);
    YX_CHECK(deadline.wait(socket_, POLLOUT));
  }
  return {};
}

base::Result<std::size_t> Client::read_some(const Deadline& deadline) {
  std::array<std::uint8_t, 16 * 1024> block;
  while (true) {
    YX_CHECK(deadline.wait(socket_, POLLIN));  // first: a server that never stops sending is left in time too
    const ssize_t count = ::recv(socket_, block.data(), block.size(), 0);
    if (count >= 0) {
      received_.insert(received_.end(), block.begin(), block.begin() + count);
      return static_cast<std::size_t>(count);
    }
    if (errno != EAGAIN && errno != EINTR) return lost(errno);
  }
}

base::Result<Response> Client::read_answer(bool to_head, const Deadline& deadline) {
  reader_.start(to_head, options_.max_body);
  while (true) {
    std::size_t consumed = 0;
    ReadState state = reader_.read(received_, consumed);
    received_.erase(received_.begin(), received_.begin() + static_cast<std::ptrdiff_t>(consumed));
    if (state == ReadState::NeedMore) {
      YX_TRY(const std::size_t count, read_some(deadline));
      answer_begun_ = answer_begun_ || count > 0;
      if (count > 0) continue;
      state = reader_.end_of_stream();
      if (!answer_begun_) return lost(ECONNRESET);
    }
    if (state == ReadState::Fault) return reader_.error();
    if (state != ReadState::Complete) continue;
    const bool keep = reader_.keep_alive();
    Response response = reader_.take();
    if (response.status < 200) {  // RFC 9110 15.2: interim answers come before the real one
      reader_.start(to_head, options_.max_body);
      continue;
    }
    if (!keep) disconnect();
    return response;
  }
}

base::Result<Response> Client::send_once(const Request& request, const Deadline& deadline) {
  std::string head(to_string(request.method));
  head += " " + request.target.text + " HTTP/1.1\r\nHost: " + request.authority + "\r\n";
  const bool wants_length = request.method != Method::Get && request.method != Method::Head;
  if (wants_length || !request.body.empty())
    head += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
  for (const Headers::Field& field : request.headers) head += field.name + ": " + field.value + "\r\n";
  head += "\r\n";
  base::Bytes octets = base::to_bytes(head);
  base::append(octets, request.body);
  answer_begun_ = false;
  YX_CHECK(write_all(octets, deadline));
  return read_answer(request.method == Method::Head, deadline);
}

base::Result<Response> Client::send(const Request& request) {
  const Deadline deadline(options_.timeout, options_.interrupt);
  const bool kept = socket_ >= 0;
  if (!kept) YX_CHECK(connect(deadline));
  auto response = send_once(request, deadline);
  if (response) return response;
  disconnect();
  const bool may_repeat = request.method == Method::Get || request.method == Method::Head;
  if (!kept || answer_begun_ || !may_repeat || response.error().code != "http.client.lost") return response;
  YX_CHECK(connect(deadline));
  response = send_once(request, deadline);
  if (!response) disconnect();
  return response;
}

}  // namespace yinxin::http
