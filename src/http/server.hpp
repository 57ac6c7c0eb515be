// The HTTP/1.1 server: plain types here, Boost.Asio behind (server.cpp, connection.cpp). HTTP/2 and TLS at
// scale are the work of a proxy in front (architecture.md 8).
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

#include "base/log.hpp"
#include "http/problem.hpp"
#include "http/rate_limit.hpp"
#include "http/router.hpp"

namespace yinxin::http {

/// Bounds on what strangers may cost us. The limits on headers stand in wire_reader.hpp, on targets in
/// target.hpp, on bodies with each route. The numbers are the house's.
struct Limits {
  std::chrono::milliseconds header_timeout{
      10'000};  ///< from the first octet of a request to the end of its header
  std::chrono::milliseconds idle_timeout{
      60'000};  ///< between requests, and for an answer to come from its handler
  /// A body, either way, has idle_timeout and this many octets a second: a slow reader or writer is let go.
  std::size_t slowest_transfer = 16 * 1024;
  std::size_t max_connections = 10'000;
  std::size_t body_memory = 256 * 1024 * 1024;  ///< request bodies held at once, over all connections
  std::chrono::milliseconds drain{5'000};       ///< how long stop() lets requests finish (decisions.md 11)
};

/// One answered request, for counting.
struct Finished {
  const Route* route = nullptr;  ///< null when no route was found or the request was not readable
  int status = 0;
  std::chrono::microseconds took{0};  ///< from the end of its header to the last octet handed to the kernel
};

struct Options {
  std::string address = "127.0.0.1";  ///< IPv4 or IPv6, in digits
  std::uint16_t port = 0;             ///< 0: any free one
  unsigned threads = 0;               ///< that serve connections; 0: one a core
  unsigned workers = 0;               ///< for routes that run OnWorker; 0: two a core
  std::size_t worker_queue = 1024;    ///< requests waiting for a worker; one more is answered 503
  std::string scheme = "http";        ///< "https" when a proxy in front ends TLS: what clients see and sign
  std::vector<std::string> trusted_proxies;  ///< addresses whose X-Forwarded-For is believed
  Limits limits;
  ErrorTexts texts;
  std::shared_ptr<RateLimiter> rate_limiter;  ///< needed when a route has a rate class
  /// Fields of every answer beside the server's own, as they stand on the wire, each with CR LF; from any
  /// serving thread, must not block or throw.
  std::function<std::string()> further_fields;
  std::function<void(const Finished&)> on_finished;  ///< from any serving thread; must not block or throw
};

class Server {
 public:
  /// Listens and serves when it returns. The threads are this object's own. `clock` and `log` must outlive
  /// it. Errors: Malformed `http.listen.address`, Conflict `http.listen.in_use`, Unavailable `http.listen`.
  /// Throws std::invalid_argument when a route's rate class is unknown to the limiter.
  static base::Result<std::unique_ptr<Server>> start(Options options, Router router, const base::Clock& clock,
                                                     const base::Log& log);
  ~Server();  // stop()

  std::uint16_t port() const;
  const Router& router() const;
  std::size_t open_connections() const;
  std::size_t queued_work() const;

  /// Accepts nothing more, closes idle connections, lets requests under way finish for up to Limits::drain,
  /// then closes what is left and waits for handlers that are running on workers. Responders that come later
  /// are harmless. Safe to call twice.
  void stop();

 private:
  struct State;
  explicit Server(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace yinxin::http
