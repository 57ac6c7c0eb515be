// /healthz: the process serves. /readyz: everything it needs is there, one line a part.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "http/router.hpp"

namespace yinxin::http {

/// What must hold before traffic is sent here. Checks run when /readyz is asked, on a worker.
class Readiness {
 public:
  /// Nothing when well; otherwise why not, in words without secrets or personal data.
  using Check = std::function<std::optional<std::string>()>;

  /// Thread safe. A second check of the same name replaces the first.
  void add(const std::string& name, Check check);

  struct Report {
    bool ready = true;
    std::map<std::string, std::string> parts;  ///< name -> "ok" or why not
  };
  /// Runs all checks. One that throws is not well. Thread safe.
  Report report() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, Check> checks_;  // guarded by mutex_
};

/// GET /healthz (`health`): always 200. GET /readyz (`readiness`): 200 or 503 with {"ready":…,"parts":{…}}.
/// `readiness` must outlive the server.
void add_health_routes(Router& router, const Readiness& readiness);

}  // namespace yinxin::http
