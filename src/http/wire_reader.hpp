// Turns octets from a connection into requests (server) and answers (client), RFC 9112. Knows nothing of
// sockets; the parser behind it is Boost.Beast's, which wire_reader.cpp alone includes.
#pragma once

#include <cstdint>
#include <memory>

#include "http/message.hpp"

namespace yinxin::http {

inline constexpr std::size_t kMaxHeaderBytes = 16 * 1024;  // house limit: request line and, again, all fields
inline constexpr std::size_t kMaxHeaderFields = 100;       // house limit

enum class ReadState {
  NeedMore,    ///< everything usable was consumed
  HeaderDone,  ///< the header is complete and sound; returned once a message, before any of the body is read
  Complete,
  Fault,  ///< the octets that follow have no meaning: answer and close
};

/// What is wrong with a request on the wire and the status that says so.
struct WireFault {
  int status = 400;
  base::Error error;
};

/// Reads one request after another. Field values, chunks and trailers are checked as RFC 9112 says; trailers
/// are read and dropped. Refused because two readers could take them in two ways: Content-Length with
/// Transfer-Encoding, differing lengths, a coding other than "chunked" alone (RFC 9112 6.1, 6.3), none or two
/// Host fields (RFC 9112 3.2).
class RequestReader {
 public:
  /// `scheme` as in Request::scheme.
  explicit RequestReader(std::string scheme);
  ~RequestReader();

  /// Makes ready for the next request, which will be filled into `into`.
  void start(Request& into);
  /// Reads from the front of `bytes`. What `consumed` leaves over must come again, first, in the next call.
  ReadState read(base::ByteView bytes, std::size_t& consumed);
  /// Between HeaderDone and the next read: the most the body may have. False, and a fault (413), when its
  /// announced length is more; a body in chunks becomes a Fault when it passes the limit.
  bool limit_body(std::size_t max_bytes);

  /// After HeaderDone.
  bool has_body() const;
  std::optional<std::uint64_t> content_length() const;
  bool expects_continue() const;
  /// Whether another request may follow on this connection (RFC 9112 9.3).
  bool keep_alive() const;
  bool is_http_1_0() const;

  /// After Fault.
  const WireFault& fault() const;
  /// Whether anything of the present request has been read.
  bool has_begun() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Reads one answer after another.
class ResponseReader {
 public:
  ResponseReader();
  ~ResponseReader();

  /// `to_head`: the answer to a HEAD request has no body whatever its fields say (RFC 9112 6.3).
  void start(bool to_head, std::size_t max_body);
  ReadState read(base::ByteView bytes, std::size_t& consumed);
  /// The connection has ended: completes an answer without a length. Anything else unfinished is a Fault.
  ReadState end_of_stream();
  /// After HeaderDone.
  bool keep_alive() const;
  /// After Complete.
  Response take();
  /// After Fault: Malformed `http.message`, Refused `http.version`, TooLarge `http.header_too_large` or
  /// `http.too_large`.
  const base::Error& error() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace yinxin::http
