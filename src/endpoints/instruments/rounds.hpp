// Plays the rounds of monitoring when they are due, on threads of its own: no thread that serves waits for a
// provider, one provider's round waits for no other's, and the end of the program waits for none.
#pragma once

#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

#include "endpoints/instruments/public_sites.hpp"
#include "http/worker_pool.hpp"
#include "supervision/monitoring/service.hpp"

namespace yinxin::endpoints {

class Rounds {
 public:
  static constexpr std::size_t kProbers = 4;      ///< rounds at once; ours
  static constexpr std::size_t kMaxWaiting = 64;  ///< rounds before them: more are found due again

  struct Options {
    std::chrono::milliseconds look{30'000};  ///< between two looks at what is due
    /// After a round that was kept, on its thread: what else is looked at with it. May be empty.
    std::function<base::Result<void>(const std::string& provider)> after{};
    /// On any of its threads; `provider` is empty where none could be asked for.
    std::function<void(const std::string& provider, const base::Error& error)> on_failed{};
  };

  /// Begins at once. `sites` is what `monitoring` reaches providers by; all outlive this.
  Rounds(supervision::Monitoring& monitoring, PublicSites& sites, Options options);
  /// Ends what is under way; what it has not kept yet is due again.
  ~Rounds();

 private:
  void look_around();
  void start_due();
  void play(const std::string& provider);
  void failed(const std::string& provider, const base::Error& error) const;

  supervision::Monitoring& monitoring_;
  PublicSites& sites_;
  const Options options_;
  std::mutex mutex_;
  std::condition_variable woken_;
  std::set<std::string> under_way_;  // guarded by mutex_
  bool stopping_ = false;            // guarded by mutex_
  http::WorkerPool pool_{kProbers, kMaxWaiting};
  std::thread thread_;
};

}  // namespace yinxin::endpoints
