// The exchange with other organisations, wired: peers over HTTP, keys at the signer, threads of its own.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/log.hpp"
#include "endpoints/exchange/http_transport.hpp"
#include "endpoints/exchange/operations.hpp"
#include "office/house.hpp"

namespace yinxin::office {

class Exchange {
 public:
  static constexpr std::chrono::seconds kRound{2};  // between two looks at what is due; ours

  /// Null when no organisation is set. Checks that the signer has the two keys with their purposes; opens the
  /// house's filings, which take what comes in: after House::open_cases(). Errors: those of
  /// exchange::read_peers, exchange::Service::open and the signer; Refused `exchange.keys`.
  static base::Result<std::unique_ptr<Exchange>> open(House& house, const base::Log& log);
  ~Exchange();

  /// Begins to work on a thread of its own.
  void start();
  exchange::Service& service() { return *service_; }
  endpoints::ExchangeDesk* desk() { return &*desk_; }
  /// Something is due: the act that queued a message is durable.
  void wake();

 private:
  Exchange(std::unique_ptr<endpoints::HttpTransport> transport, const base::Log& log)
      : log_(log), transport_(std::move(transport)) {}
  void run();

  const base::Log& log_;
  std::unique_ptr<endpoints::HttpTransport> transport_;
  std::unique_ptr<exchange::Service> service_;
  std::mutex mutex_;
  std::condition_variable woken_;
  bool awake_ = false;     // guarded by mutex_
  bool stopping_ = false;  // guarded by mutex_
  std::thread thread_;
  static constexpr std::size_t kMaxWaiting = 256;  // of a megabyte each at most
  http::WorkerPool pool_{1, kMaxWaiting};          // ends before the service does
  std::optional<endpoints::ExchangeDesk> desk_;
};

}  // namespace yinxin::office
