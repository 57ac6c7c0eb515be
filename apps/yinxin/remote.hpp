// A provider's server as the command line sees it.
#pragma once

#include "http/client.hpp"
#include "server_clock.hpp"

namespace yinxin::command_line {

/// A client for "http://host:port". Errors: Malformed `yinxin.server`.
base::Result<std::unique_ptr<http::Client>> client_for(const std::string& url);
/// The body of an answer that says yes; of a problem document its own code, with its sentences and its
/// reason as detail.
base::Result<base::Bytes> body_of(const http::Response& response);

/// Asks what everybody may ask.
class Remote {
 public:
  /// Errors: Malformed `yinxin.server`.
  static base::Result<Remote> at(const std::string& url);

  /// The answer's body. Errors: those of http::Client and of body_of().
  base::Result<base::Bytes> get(const std::string& target);
  base::Result<base::Bytes> post(const std::string& target, std::string_view content_type, base::Bytes body);
  /// By the server's clock, as its last answer told; the machine's before the first.
  base::Time now() const { return clock_.now(); }

 private:
  explicit Remote(std::unique_ptr<http::Client> client) : client_(std::move(client)) {}
  base::Result<base::Bytes> send(const http::Request& request);
  std::unique_ptr<http::Client> client_;
  ServerClock clock_;
};

}  // namespace yinxin::command_line
