#include "endpoints/instruments/rounds.hpp"

namespace yinxin::endpoints {

Rounds::Rounds(supervision::Monitoring& monitoring, PublicSites& sites, Options options)
    : monitoring_(monitoring),
      sites_(sites),
      options_(std::move(options)),
      thread_([this] { look_around(); }) {}

Rounds::~Rounds() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  woken_.notify_all();
  sites_.stop();
  thread_.join();
  pool_.stop();
}

void Rounds::look_around() {
  while (true) {
    start_due();
    std::unique_lock lock(mutex_);
    if (woken_.wait_for(lock, options_.look, [this] { return stopping_; })) return;
  }
}

void Rounds::start_due() {
  const auto due = monitoring_.due();
  if (!due) return failed({}, due.error());
  for (const std::string& provider : *due) {
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) return;
      if (!under_way_.insert(provider).second) continue;
    }
    if (pool_.submit([this, provider] { play(provider); })) continue;
    const std::lock_guard lock(mutex_);
    under_way_.erase(provider);
  }
}

void Rounds::play(const std::string& provider) {
  try {
    const auto kept = monitoring_.run_round(provider);
    if (!kept) failed(provider, kept.error());
    if (kept && *kept && options_.after) {
      const auto after = options_.after(provider);
      if (!after) failed(provider, after.error());
    }
  } catch (const std::exception& broken) {  // an invariant: one provider's round ends, the program goes on
    failed(provider,
           base::make_error(base::ErrorKind::Internal, "supervision.monitoring.broken", broken.what()));
  }
  const std::lock_guard lock(mutex_);
  under_way_.erase(provider);
}

void Rounds::failed(const std::string& provider, const base::Error& error) const {
  if (error.code != supervision::kStopping && options_.on_failed) options_.on_failed(provider, error);
}

}  // namespace yinxin::endpoints
