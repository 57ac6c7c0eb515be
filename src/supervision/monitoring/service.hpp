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
#include "supervision/types.hpp"

namespace yinxin::supervision {

using AlertId = base::Id<struct AlertTag>;

enum class AlertState : std::uint8_t { Open, Confirmed, Dismissed };
/// "open", "confirmed", "dismissed".
std::string_view alert_state_name(AlertState state);

struct Alert {
  AlertId id;
  std::string provider;
  std::string region;  ///< of the provider, as it is set now
  Finding finding;     ///< evidence: SM3 of answers, which Monitoring::answer() gives back
  base::Time first_at;
  base::Time last_at;
  std::int64_t times = 1;  ///< rounds that found it
  std::optional<base::Time> ended_at;
  AlertState state = AlertState::Open;
  std::string reason;
  std::string decided_by;
  std::vector<std::string> cases{};  ///< numbers of those that were opened for it, in order; of alert() alone
};

/// Which alerts are listed: of one state or of all, of one provider or of all, of providers of a region and
/// what lies in it or of all; older than `before`.
struct AlertFilter {
  std::optional<AlertState> state{};
  std::string provider{};
  std::optional<AlertId> before{};
  std::string reach{};
};

/// A provider that is monitored, and how far that is.
struct Monitored {
  Filing filing;
  std::chrono::minutes every{0};
  base::Time next_at;
  std::string set_by;  ///< actor
  base::Time set_at;
  std::optional<base::Time> last_at{};  ///< of the newest round
  std::int64_t findings = 0;            ///< of that round
};

/// A tree head that the witness did not cosign, and what shows why.
struct RefusedHead {
  std::string target;  ///< where it was published
  std::string detail;
  std::vector<RawAnswer> answers;  ///< the head, and the one witnessed before
};

/// The effect `leads`: the alerts that a case is opened for (its input `alerts`) are bound to it in its
/// commit. Errors: NotFound `supervision.monitoring.none` (no such alert of a provider in the case's region);
/// Refused `supervision.monitoring.unconfirmed` (nobody has confirmed it). `database` outlives it.
cases::Effect lead_effect(store::Database& database);

class Monitoring {
 public:
  /// Rounds closer together load the provider, rounds further apart miss an outage of a day; ours.
  static constexpr std::chrono::minutes kMinEvery{5};
  static constexpr std::chrono::minutes kMaxEvery{24 * 60};
  static constexpr std::int64_t kMaxProviders = 1000;  ///< in one answer; there are 50 or so licensed ones
  static constexpr std::int64_t kMaxPage = 500;

  struct House {
    store::Database& database;
    store::Lane& lane;
    const ledger::Recorder& recorder;
    const base::Clock& clock;
    base::IdSource& ids;
    /// What the public register has of a provider, by unified social credit code: its licence page is held
    /// against that in each round (article 13).
    std::function<base::Result<std::vector<RegisterEntry>>(const std::string& credit_code)> registered;
  };
  /// How to fetch from a provider's public site, by its name. Errors: NotFound
  /// `supervision.monitoring.address` (no address is known here).
  using Reach = std::function<base::Result<Fetch>(const std::string& provider)>;

  /// All of `house` outlives this.
  Monitoring(House house, Reach reach) : house_(house), reach_(std::move(reach)) {}
  ~Monitoring() { under_way_.wait(); }

  /// Sets, or sets anew, what a provider is held to and how often; the first round is due at once. By an
  /// enforcement officer of whose reach its region is, and was (art. 5). Errors: Forbidden `procedure.role`,
  /// `supervision.monitoring.region`; Malformed `supervision.monitoring.every`, those
  /// of Filing::parse; those of `reach`.
  void set(Filing filing, std::chrono::minutes every, cases::Caller caller,
           store::Remember<Monitored> remember, base::Completion<Monitored> done);

  /// Those of that region and what lies in it, by their names; empty: all.
  base::Result<std::vector<Monitored>> providers(const std::string& reach) const;
  /// Errors: NotFound `supervision.monitoring.none`.
  base::Result<Monitored> provider(const std::string& name) const;
  /// Names of those whose round is due, the longest due first.
  base::Result<std::vector<std::string>> due() const;

  /// A round of one provider if it is due, in one commit: probes, the licence page against the register,
  /// answers that show a fault, alerts that are
  /// new with their acts, and the time of the next round. A fault that is not found any more ends its alert,
  /// unless the round was cut or its address did not answer. Blocks on the network and on the commit: not for
  /// threads that serve. False: it was not due, or another program was faster. Errors: NotFound
  /// `supervision.monitoring.none`; those of `reach` and of the store; Unavailable kStopping (nothing is
  /// kept).
  base::Result<bool> run_round(const std::string& provider);

  /// What came of witnessing a provider's newest head: `refused` raises the alert `witness.refused`, or goes
  /// on with the one there is; nothing ends it. Blocks on the commit.
  base::Result<void> note_witness(const std::string& provider, const std::optional<RefusedHead>& refused);

  /// With the newest first. Errors: Malformed `supervision.monitoring.filter`.
  base::Result<std::vector<Alert>> alerts(const AlertFilter& filter, std::int64_t limit) const;
  /// Errors: NotFound `supervision.monitoring.none` (also: of a provider that is not of that reach).
  base::Result<Alert> alert(const AlertId& id, const std::string& reach) const;
  /// The octets as they came. Errors: NotFound `supervision.monitoring.none`.
  base::Result<base::Bytes> answer(const crypto::Sm3Digest& sm3) const;
  /// Whether answer() has these.
  static base::Result<bool> keeps_answer(store::Database& database, const crypto::Sm3Digest& sm3);

  /// An officer looked at the evidence: it is so (Confirmed), or it is not what it seems (Dismissed), for a
  /// reason of 1 to 500 characters. Errors: Forbidden `procedure.role`; Malformed
  /// `supervision.monitoring.reason`; NotFound `supervision.monitoring.none` (also: of a provider that is
  /// not of the caller's reach); Conflict `supervision.monitoring.decided`.
  void decide(const AlertId& id, AlertState outcome, const std::string& reason, cases::Caller caller,
              store::Remember<Alert> remember, base::Completion<Alert> done);

 private:
  /// New findings become alerts, known ones go on.
  void raise(store::WriteSet& set, const std::string& provider, const std::vector<Finding>& findings,
             const std::vector<RawAnswer>& answers, const std::vector<Alert>& lasting, base::Time at) const;

  const House house_;
  const Reach reach_;
  base::InFlight under_way_;
};

}  // namespace yinxin::supervision
