// A provider's server as the command line sees it.
#pragma once

#include "http/client.hpp"

namespace yinxin::command_line {

class Remote {
 public:
  /// "http://host:port". Errors: Malformed `yinxin.server`.
  static base::Result<Remote> at(const std::string& url);

  /// The answer's body. Errors: those of http::Client; for a problem document its own code, with its Chinese
  /// sentence as detail.
  base::Result<base::Bytes> get(const std::string& target);
  base::Result<base::Bytes> post(const std::string& target, std::string_view content_type, base::Bytes body);

 private:
  explicit Remote(std::unique_ptr<http::Client> client) : client_(std::move(client)) {}
  base::Result<base::Bytes> send(const http::Request& request);
  std::unique_ptr<http::Client> client_;
};

}  // namespace yinxin::command_line
