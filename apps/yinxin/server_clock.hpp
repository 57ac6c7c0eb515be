// The time as the server shows it that is asked: the machine's, unless a demonstration's clock was moved
// (docs/decisions/0026).
#pragma once

#include "base/clock.hpp"
#include "http/message.hpp"

namespace yinxin::command_line {

class ServerClock {
 public:
  base::Time now() const;
  /// Takes the time from an answer's Demonstration-Clock. True: the server's clock stands elsewhere than was
  /// known, and people are told so on standard error.
  bool hear(const http::Response& answer);

 private:
  std::chrono::seconds ahead_{0};
};

/// Asks the server at "http://host:port" for nothing but its clock. Errors: Malformed `yinxin.server`, those
/// of http::Client.
base::Result<ServerClock> clock_of_server(const std::string& url);

}  // namespace yinxin::command_line
