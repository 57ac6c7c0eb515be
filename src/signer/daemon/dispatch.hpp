// Which message is allowed when, how often and how large: one table, in dispatch.cpp.
#pragma once

#include <functional>

#include "signer/daemon/handlers.hpp"

namespace yinxin::signer {

/// What becomes of one request.
struct Outcome {
  std::uint8_t type = kErrorAnswer;
  base::Bytes body;
  bool after_commit = false;             // hold it until the round is on disk
  std::optional<base::Error> malformed;  // not a message of ours: say so, then end the connection
};

class Dispatcher {
 public:
  /// `desk` must outlive this. `commit_round` makes the desk's round durable and lets the held answers go; it
  /// is called when a request cannot be judged before.
  Dispatcher(Desk& desk, std::function<void()> commit_round);
  Outcome dispatch(std::uint64_t connection, const Frame& frame);

 private:
  struct Rule;
  struct Count {
    std::int64_t minute = 0;
    std::uint32_t requests = 0;
  };
  static const Rule* rule_for(std::uint8_t type);
  base::Result<Reply> judge(const Rule& rule, const Request& request);
  bool within_rate(const Rule& rule);

  Desk& desk_;
  std::function<void()> commit_round_;
  std::map<MessageType, Count> counts_;
};

}  // namespace yinxin::signer
