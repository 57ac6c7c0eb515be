// Network monitoring, durable: providers and their filings, rounds of probes on a schedule, alerts until a
// person has confirmed or dismissed them. Owner of the tables of schema/0014_monitoring.sql, witnessed_head
// apart.
#pragma once

#include "base/completion.hpp"
#include "base/ids.hpp"
#include "base/in_flight.hpp"
#include "cases/types.hpp"
#include "ledger/recorder.hpp"
#include "store/remember.hpp"
#include "supervision/monitoring/prober.hpp"

namespace yinxin::supervision {

using AlertId = base::Id<struct AlertTag>;

enum class AlertState : std::uint8_t { Open, Confirmed, Dismissed };
/// "open", "confirmed", "dismissed".
std::string_view alert_state_name(AlertState state);

struct Alert {
  AlertId id;
  std::string provider;
  Finding finding;  ///< evidence: SM3 of answers, which Monitoring::answer() gives back
  base::Time first_at;
  base::Time last_at;
  std::int64_t times = 1;  ///< rounds that found it
  std::optional<base::Time> ended_at;
  AlertState state = AlertState::Open;
  std::string reason;
  std::string decided_by;
};

class Monitoring {
 public:
  /// Rounds closer together load the provider, rounds further apart miss an outage of a day; ours.
  static constexpr std::chrono::minutes kMinEvery{5};
  static constexpr std::chrono::minutes kMaxEvery{24 * 60};
  static constexpr std::int64_t kMaxDue = 100;  ///< providers in one pass
  static constexpr std::int64_t kMaxPage = 500;

  struct House {
    store::Database& database;
    store::Lane& lane;
    const ledger::Recorder& recorder;
    const base::Clock& clock;
    base::IdSource& ids;
  };
  /// How to fetch from a provider's public site, by its name.
  using Reach = std::function<Fetch(const std::string& provider)>;

  /// All of `house` outlives this.
  Monitoring(House house, Reach reach) : house_(house), reach_(std::move(reach)) {}
  ~Monitoring() { under_way_.wait(); }

  /// Sets, or sets anew, what a provider is held to and how often; the first round is due at once. By an
  /// enforcement officer. Errors: Forbidden `procedure.role`; Malformed `supervision.monitoring.every`, those
  /// of Filing::parse.
  void set(Filing filing, std::chrono::minutes every, cases::Caller caller, store::Remember<Filing> remember,
           base::Completion<Filing> done);

  /// One round for each provider whose time has come, each in one commit: probes, answers that show a fault,
  /// alerts that are new with their acts, and the time of the next round. Blocks on the network and on the
  /// commits: for the upkeep. A provider that fails holds up no other; the first failure is returned when all
  /// were tried. Returns how many rounds were kept.
  base::Result<std::size_t> run_due();

  /// With the newest first, of one state or of all; `before` is the id of the last of the page before.
  /// Errors: Malformed `supervision.monitoring.filter`.
  base::Result<std::vector<Alert>> alerts(std::optional<AlertState> state,
                                          const std::optional<AlertId>& before, std::int64_t limit) const;
  /// Errors: NotFound `supervision.monitoring.none`.
  base::Result<Alert> alert(const AlertId& id) const;
  /// The octets as they came. Errors: NotFound `supervision.monitoring.none`.
  base::Result<base::Bytes> answer(const crypto::Sm3Digest& sm3) const;

  /// An officer looked at the evidence: it is so (Confirmed), or it is not what it seems (Dismissed), for a
  /// reason of 1 to 500 characters. Errors: Forbidden `procedure.role`; Malformed
  /// `supervision.monitoring.reason`; NotFound `supervision.monitoring.none`; Conflict
  /// `supervision.monitoring.decided`.
  void decide(const AlertId& id, AlertState outcome, const std::string& reason, cases::Caller caller,
              store::Remember<Alert> remember, base::Completion<Alert> done);

 private:
  base::Result<void> run_round(const std::string& provider, std::int64_t due);

  const House house_;
  const Reach reach_;
  base::InFlight under_way_;
};

}  // namespace yinxin::supervision
