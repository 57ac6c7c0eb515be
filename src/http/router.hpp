// Which handler answers which method and path. Routes are added once at start; the table never changes while
// serving.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "http/responder.hpp"

namespace yinxin::http {

inline constexpr std::size_t kDefaultMaxBody = 1024 * 1024;        // house default for a request body
inline constexpr std::size_t kAbsoluteMaxBody = 16 * 1024 * 1024;  // no route may ask for more

/// The request stays valid and unchanged until its responder has answered or is gone.
using Handler = std::function<void(const Request&, Responder)>;

enum class Runs {
  OnWorker,     ///< may read the database or compute for long: on the bounded pool of workers
  Immediately,  ///< on the thread that serves the connection: must not block, microseconds only
};

struct Route {
  std::string name;  ///< the operationId of the contract (api/openapi.yaml)
  Method method = Method::Get;
  /// "/certificates/{serial}": literals and parameters by whole segments. A last segment "{name...}" takes
  /// the rest of the path, slashes included and decoded, at least one character.
  std::string path;
  Handler handler;
  /// Asked first, on the thread that serves the connection and under its rule (Runs::Immediately): an answer
  /// that is at hand, such as a kept one. Nothing: the handler runs. May be empty.
  std::function<std::optional<Response>(const Request&)> at_hand;
  Runs runs = Runs::OnWorker;
  /// Asked before the handler runs where `runs` is OnWorker: true, it has nothing to wait for now and runs
  /// Immediately, as when what it would read from the database stands in memory by then. May be empty.
  std::function<bool()> need_not_wait;
  std::size_t max_body = kDefaultMaxBody;
  std::string rate_class;  ///< a class of the server's RateLimiter; empty: not limited
};

class Router {
 public:
  Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;
  ~Router();

  /// Throws std::invalid_argument when the template is not well formed, the name or the method and path are
  /// already there, the body limit is over kAbsoluteMaxBody or the handler is empty: a fault of the program,
  /// found at start.
  Router& add(Route route);
  /// All routes in the order they were added; a test compares them with the contract.
  const std::vector<Route>& routes() const;

  struct Match {
    const Route* route = nullptr;  ///< null: no route; then `allowed` tells 405 from 404
    std::vector<std::pair<std::string_view, std::string>> path_parameters;
    std::string allowed;  ///< the value of an Allow field when the path exists under other methods
  };
  /// A literal goes before a parameter, a parameter before a rest. HEAD finds the route of GET (RFC
  /// 9110 9.3.2).
  Match find(Method method, const std::vector<std::string>& segments) const;

 private:
  struct Table;
  std::unique_ptr<Table> table_;
};

}  // namespace yinxin::http
