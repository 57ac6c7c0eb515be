// A load of HTTP/1.1 requests over kept connections: prepared octets out, whole answers in, one request under
// way on each connection (epoll, one thread). Used for our server and for others alike.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace yinxin::bench {

struct Load {
  std::uint16_t port = 0;  ///< on 127.0.0.1
  std::size_t connections = 1;
  const std::vector<std::string>* requests =
      nullptr;  ///< sent in order, from the first again when all are sent
  std::size_t total = 0;
  /// Each 2xx answer: the request's place in the list, and the body.
  std::function<void(std::size_t request, std::string_view body)> on_body{};
};

struct LoadResult {
  double seconds = 0;
  std::vector<double> milliseconds;      ///< of each request, ascending
  double percentile(double part) const;  ///< 0.5, 0.99
};

/// Throws when an answer is not 2xx, a connection is lost within a request, or nothing is answered for 30 s.
LoadResult run_load(const Load& load);

}  // namespace yinxin::bench
