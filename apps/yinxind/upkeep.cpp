#include "upkeep.hpp"

#include "office/ocsp_signer.hpp"

namespace yinxin::server {

Upkeep::Upkeep(office::House& house, status::Service& status, const base::Log& log)
    : house_(house), status_(status), log_(log), thread_([this] { run(); }) {}

Upkeep::~Upkeep() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  woken_.notify_all();
  thread_.join();
}

void Upkeep::run() {
  while (true) {
    abandon_intents();
    renew_ocsp_signers();
    fire_clocks();
    forget_answers();
    std::unique_lock lock(mutex_);
    if (woken_.wait_for(lock, kRound, [this] { return stopping_; })) return;
  }
}

void Upkeep::abandon_intents() {
  const auto intents = house_.authority->interrupted(kFinishWithin);
  if (!intents) return log_.error("upkeep.intents", {{"error", intents.error()}});
  for (const authority::CertificateRecord& intent : *intents) {
    if (!intent.application.empty()) continue;  // registration's own
    base::Waiter<void> waiter;
    house_.authority->abandon(intent, "not finished within 10 minutes", waiter.completion());
    const auto done = waiter.wait();
    // Conflict: its request finished it meanwhile, which is as well.
    if (!done && done.error().kind != base::ErrorKind::Conflict)
      log_.error("upkeep.abandon", {{"error", done.error()}});
    if (done)
      log_.warning("upkeep.abandoned",
                   {{"certificate", authority::certificate_object(intent.authority, intent.serial)}});
  }
}

void Upkeep::renew_ocsp_signers() {
  const std::string issuer = house_.authority->issuing().id;
  if (!office::ocsp_signer_due(*house_.authority, issuer, house_.clock.now())) return;
  const auto made = office::make_ocsp_signer(house_, issuer, officers::system_actor("upkeep"));
  if (!made) return log_.error("upkeep.ocsp_signer", {{"error", made.error()}});
  status_.refresh_responders();
  log_.info("upkeep.ocsp_signer", {{"id", made->id}});
}

void Upkeep::fire_clocks() {
  const auto fired = house_.registration->fire_due();
  if (!fired) return log_.error("upkeep.clocks", {{"error", fired.error()}});
  if (*fired > 0) log_.info("upkeep.clocks", {{"fired", static_cast<std::int64_t>(*fired)}});
}

void Upkeep::forget_answers() {
  constexpr std::int64_t kAtOnce = 1000;
  store::WriteSet set;
  house_.requests->forget_old(set, kAtOnce);
  const auto forgotten = house_.lane->commit(std::move(set));
  if (!forgotten) log_.error("upkeep.answers", {{"error", forgotten.error()}});
}

}  // namespace yinxin::server
