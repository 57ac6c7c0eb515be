// What has to be done from time to time without anybody asking: statutory clocks of applications and cases,
// files of cases that no step named, intents left behind, renewal of OCSP signers, packages whose records
// were destroyed, answers nobody asks for again, a warning while there is time.
#pragma once

#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

#include "base/log.hpp"
#include "evidence/service.hpp"
#include "office/house.hpp"
#include "status/service.hpp"

namespace yinxin::server {

class Upkeep {
 public:
  static constexpr std::chrono::seconds kRound{30};
  static constexpr std::chrono::hours kWarnEvery{24};  // ours

  /// Does a first round at once, then one every kRound, on a thread of its own. All outlive it.
  /// `evidence` null: a regulator.
  Upkeep(office::House& house, status::Service& status, evidence::Service* evidence, const base::Log& log);
  ~Upkeep();

 private:
  void run();
  /// The next round now: the demonstration's clock was moved, and what was due on the way is late; or a
  /// notice of days off was confirmed, and running clocks are to be counted with it.
  void wake();
  /// Where the demonstration's clock stands for this round, once the signer has it too; nothing: there is
  /// none, or the signer does not know.
  std::optional<std::chrono::microseconds> begin_round();
  void renew_ocsp_signers();
  void fire_clocks();
  /// Cases of duties that come again, the month's snapshot of the conditions, and a warning when one of them
  /// turns red (article 34).
  void keep_duties();
  void forget_answers();
  /// Administrators whose certificates end soon: without them nobody renews anybody's.
  void warn_of_endings();

  office::House& house_;
  status::Service& status_;
  evidence::Service* const evidence_;
  const base::Log& log_;
  std::mutex mutex_;
  std::condition_variable woken_;
  bool stopping_ = false;      // guarded by mutex_
  bool awake_ = false;         // guarded by mutex_
  base::Time next_warning_;    // of the thread alone
  std::set<std::string> red_;  // conditions that were told; of the thread alone
  std::thread thread_;
};

}  // namespace yinxin::server
