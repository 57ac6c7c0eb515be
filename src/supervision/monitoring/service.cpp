#include "supervision/monitoring/service.hpp"

#include <algorithm>

#include "crypto/random.hpp"
#include "supervision/monitoring/judge.hpp"
#include "supervision/monitoring/monitor_table.hpp"
#include "x509/text.hpp"

namespace yinxin::supervision {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kRole = "enforcement_officer";  // rules/roles.toml
constexpr std::size_t kMaxReason = 500;                    // characters, as other reasons of the office
constexpr std::size_t kNonceBytes = 16;
constexpr std::string_view kWitnessRefused = "witness.refused";  // findings.cpp

Result<void> check_role(const cases::Caller& caller) {
  if (std::find(caller.roles.begin(), caller.roles.end(), kRole) != caller.roles.end()) return {};
  return make_error(ErrorKind::Forbidden, "procedure.role", std::string(kRole));
}

/// Who works in no region has none of these.
bool is_of_reach(const std::string& region, const cases::Caller& caller) {
  return caller.reach && cases::lies_in(region, *caller.reach);
}

Result<void> check_reason(const std::string& reason) {
  const auto characters = x509::count_characters(reason);
  if (characters && *characters >= 1 && *characters <= kMaxReason) return {};
  return make_error(ErrorKind::Malformed, "supervision.monitoring.reason");
}

ledger::Act act_of(const Alert& alert, proof::ActCode code, std::string_view actor) {
  std::string evidence;
  for (const crypto::Sm3Digest& sm3 : alert.finding.evidence) evidence += base::to_hex(sm3) + "\n";
  ledger::Act act;
  act.code = code;
  act.object = "alert/" + alert.id.text();
  act.record = ledger::facts({{"actor", actor},
                              {"provider", alert.provider},
                              {"code", alert.finding.code},
                              {"target", alert.finding.target},
                              {"detail", alert.finding.detail},
                              {"evidence", evidence}});
  return act;
}

/// The alert of this fault, among those that last.
const Alert* find(const std::vector<Alert>& lasting, const Finding& finding) {
  const auto found = std::find_if(lasting.begin(), lasting.end(), [&](const Alert& alert) {
    return alert.finding.code == finding.code && alert.finding.target == finding.target;
  });
  return found == lasting.end() ? nullptr : &*found;
}

/// The round looked at what the alert is about and did not find it. What the witness refused is for
/// note_witness() to end.
bool is_over(const Alert& alert, const Round& round, const std::vector<Finding>& findings) {
  if (round.end != RoundEnd::Whole || alert.finding.code == kWitnessRefused) return false;
  return std::none_of(findings.begin(), findings.end(), [&](const Finding& finding) {
    const bool unseen = finding.code == "monitor.unreachable" || finding.code == "monitor.oversize";
    return finding.target == alert.finding.target && (unseen || finding.code == alert.finding.code);
  });
}

/// Of two findings of one code at one address the first: they are one alert.
std::vector<Finding> once_each(const std::vector<Finding>& findings) {
  std::vector<Finding> kept;
  for (const Finding& finding : findings) {
    const bool known = std::any_of(kept.begin(), kept.end(), [&](const Finding& other) {
      return other.code == finding.code && other.target == finding.target;
    });
    if (!known) kept.push_back(finding);
  }
  return kept;
}

/// What the round found, and how licence pages that came differ from the register.
std::vector<Finding> with_register(const Filing& filing, const Round& round,
                                   const std::vector<RegisterEntry>& entries) {
  std::vector<Finding> findings = round.findings;
  for (const FiledPage& page : filing.pages) {
    if (page.kind != PageKind::Licence) continue;
    for (const RawAnswer& answer : round.answers) {
      if (answer.target != page.target) continue;
      for (Finding& one : judge_licence(answer.octets, page.target, entries))
        findings.push_back(std::move(one));
    }
  }
  return findings;
}

}  // namespace

void Monitoring::set(Filing filing, std::chrono::minutes every, cases::Caller caller,
                     store::Remember<Monitored> remember, base::Completion<Monitored> done) {
  const auto permitted = check_role(caller);
  if (!permitted) return done(permitted.error());
  if (every < kMinEvery || every > kMaxEvery)
    return done(make_error(ErrorKind::Malformed, "supervision.monitoring.every"));
  const std::string text = filing.text();
  const auto sound = Filing::parse(text);
  if (!sound) return done(sound.error());
  const auto known = find_provider(house_.database, filing.provider);
  if (!known && known.error().kind != ErrorKind::NotFound) return done(known.error());
  if (!is_of_reach(filing.region, caller) || (known && !is_of_reach(known->monitored.filing.region, caller)))
    return done(make_error(ErrorKind::Forbidden, "supervision.monitoring.region", filing.region));
  const auto way = reach_(filing.provider);
  if (!way) return done(way.error());
  const base::Time at = house_.clock.now();
  Monitored monitored{std::move(filing), every, at, caller.actor.id, at};
  store::WriteSet set;
  if (remember) remember(set, monitored);
  keep_provider(set, monitored);
  ledger::Act act;
  act.code = proof::ActCode::MonitoringSet;
  act.object = "monitored/" + monitored.filing.provider;
  act.record = ledger::facts({{"actor", caller.actor.id},
                              {"actor.signature_base", base::as_text(caller.actor.signature_base)},
                              {"actor.signature", base::as_text(caller.actor.signature)},
                              {"filing_sm3", base::to_hex(crypto::sm3(base::as_bytes(text)))},
                              {"region", monitored.filing.region},
                              {"every_minutes", std::to_string(every.count())}});
  house_.recorder.add(set, act, at);
  house_.lane.submit(std::move(set),
                     [kept = std::make_shared<Monitored>(std::move(monitored)), done = std::move(done),
                      token = under_way_.begin()](Result<store::Committed> committed) {
                       if (!committed) return done(std::move(committed).error());
                       done(std::move(*kept));
                     });
}

Result<std::vector<Monitored>> Monitoring::providers(const std::string& reach) const {
  return list_providers(house_.database, reach, kMaxProviders);
}

Result<Monitored> Monitoring::provider(const std::string& name) const {
  YX_TRY(MonitoredProvider found, find_provider(house_.database, name));
  return std::move(found.monitored);
}

Result<std::vector<std::string>> Monitoring::due() const {
  return due_providers(house_.database, house_.clock.now(), kMaxProviders);
}

void Monitoring::raise(store::WriteSet& set, const std::string& provider,
                       const std::vector<Finding>& findings, const std::vector<RawAnswer>& answers,
                       const std::vector<Alert>& lasting, base::Time at) const {
  for (const Finding& finding : findings) {
    if (const Alert* known = find(lasting, finding)) {
      touch_alert(set, known->id, at);
      continue;
    }
    const Alert alert{
        house_.ids.next<AlertTag>(), provider, {}, finding, at, at, 1, {}, AlertState::Open, {}, {}};
    insert_alert(set, alert, answers);
    house_.recorder.add(set, act_of(alert, proof::ActCode::AlertRaised, "system/monitoring"), at);
  }
}

Result<bool> Monitoring::run_round(const std::string& name) {
  YX_TRY(const MonitoredProvider provider, find_provider(house_.database, name));
  const base::Time now = house_.clock.now();
  if (provider.monitored.next_at > now) return false;
  YX_TRY(const Fetch fetch, reach_(name));
  const Round round =
      probe(provider.monitored.filing, provider.seen, fetch, now, crypto::random_bytes(kNonceBytes));
  if (round.end == RoundEnd::Stopped) return make_error(ErrorKind::Unavailable, kStopping);
  YX_TRY(const std::vector<Alert> lasting, lasting_alerts(house_.database, name));
  YX_TRY(const auto entries, house_.registered(name));
  const std::vector<Finding> findings = once_each(with_register(provider.monitored.filing, round, entries));
  store::WriteSet set;
  keep_round(set, provider, round, house_.ids.next<struct RoundTag>().bytes());
  raise(set, name, findings, round.answers, lasting, round.at);
  for (const Alert& alert : lasting) {
    if (is_over(alert, round, findings)) end_alert(set, alert.id, round.at);
  }
  const auto committed = house_.lane.commit(std::move(set));
  if (committed) return true;
  if (committed.error().code == "supervision.monitoring.taken") return false;
  return committed.error();
}

Result<void> Monitoring::note_witness(const std::string& provider,
                                      const std::optional<RefusedHead>& refused) {
  YX_TRY(std::vector<Alert> lasting, lasting_alerts(house_.database, provider));
  std::erase_if(lasting, [](const Alert& alert) { return alert.finding.code != kWitnessRefused; });
  const base::Time at = house_.clock.now();
  store::WriteSet set;
  if (refused) {
    Finding finding{std::string(kWitnessRefused), refused->target, refused->detail, {}};
    for (const RawAnswer& answer : refused->answers) finding.evidence.push_back(answer.sm3);
    raise(set, provider, {finding}, refused->answers, lasting, at);
  } else {
    for (const Alert& alert : lasting) end_alert(set, alert.id, at);
  }
  if (set.empty()) return {};
  YX_CHECK(house_.lane.commit(std::move(set)));
  return {};
}

Result<std::vector<Alert>> Monitoring::alerts(const AlertFilter& filter, std::int64_t limit) const {
  if (limit < 1 || limit > kMaxPage) return make_error(ErrorKind::Malformed, "supervision.monitoring.filter");
  return list_alerts(house_.database, filter, limit);
}

Result<Alert> Monitoring::alert(const AlertId& id, const std::string& reach) const {
  YX_TRY(Alert found, find_alert(house_.database, id));
  if (!cases::lies_in(found.region, reach))
    return make_error(ErrorKind::NotFound, "supervision.monitoring.none");
  YX_TRY(found.cases, cases_of_alert(house_.database, id));
  return found;
}

Result<base::Bytes> Monitoring::answer(const crypto::Sm3Digest& sm3) const {
  return find_answer(house_.database, sm3);
}

base::Result<bool> Monitoring::keeps_answer(store::Database& database, const crypto::Sm3Digest& sm3) {
  const auto found = find_answer(database, sm3);
  if (found) return true;
  if (found.error().kind == base::ErrorKind::NotFound) return false;
  return found.error();
}

void Monitoring::decide(const AlertId& id, AlertState outcome, const std::string& reason,
                        cases::Caller caller, store::Remember<Alert> remember, base::Completion<Alert> done) {
  const auto permitted = check_role(caller);
  if (!permitted) return done(permitted.error());
  const auto sound = check_reason(reason);
  if (!sound) return done(sound.error());
  auto alert = find_alert(house_.database, id);
  if (!alert) return done(alert.error());
  if (!is_of_reach(alert->region, caller))
    return done(make_error(ErrorKind::NotFound, "supervision.monitoring.none"));
  if (alert->state != AlertState::Open || outcome == AlertState::Open)
    return done(make_error(ErrorKind::Conflict, "supervision.monitoring.decided"));
  alert->state = outcome;
  alert->reason = reason;
  alert->decided_by = caller.actor.id;
  const base::Time at = house_.clock.now();
  store::WriteSet set;
  if (remember) remember(set, *alert);
  decide_alert(set, *alert, at);
  const auto code =
      outcome == AlertState::Confirmed ? proof::ActCode::AlertConfirmed : proof::ActCode::AlertDismissed;
  ledger::Act act = act_of(*alert, code, caller.actor.id);
  for (const auto& [name, value] : std::initializer_list<std::pair<std::string_view, std::string_view>>{
           {"actor.signature_base", base::as_text(caller.actor.signature_base)},
           {"actor.signature", base::as_text(caller.actor.signature)},
           {"reason", reason}}) {
    if (!act.record.add(name, value)) throw std::logic_error("fact of an alert");
  }
  house_.recorder.add(set, act, at);
  house_.lane.submit(std::move(set),
                     [kept = std::make_shared<Alert>(*std::move(alert)), done = std::move(done),
                      token = under_way_.begin()](Result<store::Committed> committed) {
                       if (!committed) return done(std::move(committed).error());
                       done(std::move(*kept));
                     });
}

}  // namespace yinxin::supervision
