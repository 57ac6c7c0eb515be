// The sending end of the operations of this folder: how the exchange reaches its peers.
#pragma once

#include <map>

#include "exchange/service.hpp"
#include "http/client.hpp"

namespace yinxin::endpoints {

/// Peers at "http://host:port" (TLS is the proxy's). For one thread at a time.
class HttpTransport final : public exchange::Transport {
 public:
  /// Errors: Malformed `exchange.peers` (an address).
  static base::Result<std::unique_ptr<HttpTransport>> make(const std::vector<exchange::Peer>& peers);
  base::Result<exchange::Reception> post(const exchange::Peer& peer, base::ByteView message) override;
  base::Result<exchange::Progress> put(const exchange::Peer& peer, const exchange::Part& part) override;

 private:
  HttpTransport() = default;
  std::map<std::string, std::unique_ptr<http::Client>> clients_;
};

}  // namespace yinxin::endpoints
