// A small blocking HTTP/1.1 client for command-line tools, for the exchange between the two organisations
// through a local proxy, and for tests. One connection, kept open between requests. No TLS: that is the
// proxy's.
#pragma once

#include <chrono>
#include <cstdint>

#include "http/message.hpp"
#include "http/wire_reader.hpp"

namespace yinxin::http {

/// Where a server listens.
struct Address {
  std::string host;  ///< digits or a name; an IPv6 address without brackets
  std::uint16_t port = 0;
};
/// "http://host:port", as settings write it; nothing when it is anything else.
std::optional<Address> parse_address(std::string_view url);
/// Whether the host is an address in digits: one that needs no lookup.
bool is_in_digits(const Address& address);

class Client {
 public:
  struct Options {
    std::chrono::milliseconds timeout{30'000};  ///< for one request and its whole answer, connecting included
    std::size_t max_body = 64 * 1024 * 1024;    ///< of an answer
    std::string authority;                      ///< the Host field; empty: host and port as given
    int interrupt = -1;  ///< a descriptor: once it can be read, what is under way ends at once
  };

  /// Connects with the first request. `host` is an address in digits or a name.
  Client(std::string host, std::uint16_t port, Options options);
  Client(std::string host, std::uint16_t port) : Client(std::move(host), port, Options()) {}
  Client(const Address& address, Options options) : Client(address.host, address.port, std::move(options)) {}
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  /// A request that this client will send to that target (path and query, percent-encoded): scheme and
  /// authority are set, so that it can be signed. A target that is not well formed is a broken invariant
  /// (throws std::invalid_argument).
  Request request(Method method, std::string_view target, base::Bytes body = {}) const;

  /// Sends and waits for the answer, whatever its status. On a kept connection that the server has closed
  /// meanwhile, GET and HEAD are tried once more on a new one; anything else is not, because it may have been
  /// carried out. Errors: Unavailable `http.client.connect`, `http.client.lost` (whether it was carried out
  /// is not known), `http.client.timeout` or `http.client.interrupted`, and those of ResponseReader. The
  /// lookup of a host's name is the system's: neither timeout nor interrupt ends it.
  base::Result<Response> send(const Request& request);

 private:
  class Deadline;

  base::Result<void> connect(const Deadline& deadline);
  base::Result<Response> send_once(const Request& request, const Deadline& deadline);
  base::Result<void> write_all(base::ByteView octets, const Deadline& deadline);
  base::Result<Response> read_answer(bool to_head, const Deadline& deadline);
  base::Result<std::size_t> read_some(const Deadline& deadline);
  void disconnect();

  const std::string host_;
  const std::uint16_t port_;
  const Options options_;
  int socket_ = -1;
  bool answer_begun_ = false;  // of the present request
  ResponseReader reader_;
  base::Bytes received_;  // not yet read
};

}  // namespace yinxin::http
