#include "upkeep.hpp"

#include "office/ocsp_signer.hpp"

namespace yinxin::server {

Upkeep::Upkeep(office::House& house, status::Service& status, evidence::Service* evidence,
               const base::Log& log)
    : house_(house), status_(status), evidence_(evidence), log_(log), thread_([this] { run(); }) {
  if (house_.demonstration) house_.demonstration->on_moved([this] { wake(); });
  house_.cases->on_notice([this] { wake(); });
}

Upkeep::~Upkeep() {
  house_.cases->on_notice({});
  if (house_.demonstration) house_.demonstration->on_moved({});
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  woken_.notify_all();
  thread_.join();
}

void Upkeep::wake() {
  {
    const std::lock_guard lock(mutex_);
    awake_ = true;
  }
  woken_.notify_all();
}

void Upkeep::run() {
  while (true) {
    const auto clock = begin_round();
    if (house_.kind() == office::OfficeKind::Provider) renew_ocsp_signers();
    fire_clocks();
    if (house_.compliance) keep_duties();
    forget_answers();
    warn_of_endings();
    if (clock) house_.demonstration->end_round(*clock);
    std::unique_lock lock(mutex_);
    woken_.wait_for(lock, kRound, [this] { return stopping_ || awake_; });
    if (stopping_) return;
    awake_ = false;
  }
}

std::optional<std::chrono::microseconds> Upkeep::begin_round() {
  if (!house_.demonstration) return std::nullopt;
  const auto ahead = house_.demonstration->begin_round();
  if (ahead) return *ahead;
  log_.error("upkeep.clock", {{"error", ahead.error()}});
  return std::nullopt;
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
  const auto note = [this](const char* what, const base::Result<std::size_t>& fired) {
    if (!fired) return log_.error(what, {{"error", fired.error()}});
    if (*fired > 0) log_.info(what, {{"fired", static_cast<std::int64_t>(*fired)}});
  };
  if (house_.registration) note("upkeep.clocks", house_.registration->fire_due());
  note("upkeep.cases", house_.cases->fire_due());
  note("upkeep.files", house_.cases->sweep_files());
  if (evidence_ != nullptr) note("upkeep.evidence", evidence_->drop_destroyed());
  if (house_.supervision) note("upkeep.register", house_.supervision->take_snapshots());
  if (house_.tips) note("upkeep.tips", house_.tips->sweep());
}

void Upkeep::keep_duties() {
  const auto opened = house_.compliance->open_due(*house_.cases);
  if (!opened) log_.error("upkeep.duties", {{"error", opened.error()}});
  if (opened && *opened > 0) log_.info("upkeep.duties", {{"opened", static_cast<std::int64_t>(*opened)}});
  const auto taken = house_.compliance->take_snapshot(*house_.cases);
  if (!taken) log_.error("upkeep.conditions", {{"error", taken.error()}});
  const auto dashboard = house_.compliance->dashboard();
  if (!dashboard) return log_.error("upkeep.conditions", {{"error", dashboard.error()}});
  for (const compliance::Light& light : dashboard->lights) {
    const bool red = light.state == compliance::Light::State::Red;
    const std::string id(light.condition->id);
    if (red && red_.insert(id).second) log_.warning("upkeep.condition_red", {{"condition", id}});
    if (!red) red_.erase(id);
  }
}

void Upkeep::forget_answers() {
  constexpr std::int64_t kAtOnce = 1000;
  store::WriteSet set;
  house_.requests->forget_old(set, kAtOnce);
  const auto forgotten = house_.lane->commit(std::move(set));
  if (!forgotten) log_.error("upkeep.answers", {{"error", forgotten.error()}});
}

void Upkeep::warn_of_endings() {
  const base::Time now = house_.clock.now();
  if (now < next_warning_) return;
  const auto endings = house_.officers->administrators_ending(now + officers::kEndsSoon);
  if (!endings) return log_.error("upkeep.endings", {{"error", endings.error()}});
  for (const auto& one : *endings)
    log_.warning("upkeep.certificate_ends", {{"officer", one.id}, {"not_after", one.not_after}});
  next_warning_ = now + kWarnEvery;
}

}  // namespace yinxin::server
