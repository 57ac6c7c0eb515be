// The seven conditions (articles 6 and 34): what officers declare of six, staff by the count, and the monthly
// snapshot, whose octets are kept and whose SM3 stands in the ledger.
#include <algorithm>

#include "compliance/condition_table.hpp"
#include "compliance/staff_table.hpp"
#include "compliance/state.hpp"
#include "x509/text.hpp"

namespace yinxin::compliance {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::size_t kMaxEntryValue = 200;           // characters, as in rules/procedures/conditions.toml
constexpr std::string_view kComplaint = "complaint";  // of rules/procedures
constexpr std::string_view kKeeper = "conditions";    // as an actor

const Condition* condition_named(std::string_view id) {
  const auto* found = std::find_if(kConditions.begin(), kConditions.end(),
                                   [&](const Condition& one) { return one.id == id; });
  return found == kConditions.end() ? nullptr : &*found;
}

std::string staff_text(const StaffCount& count) {
  std::string text = std::to_string(count.counted) + " 人（";
  for (const StaffKind kind : kStaffKinds) {
    if (kind == StaffKind::Other) continue;
    if (kind != StaffKind::Technical) text += "，";
    text += std::string(staff_kind_zh(kind)) + " " +
            std::to_string(count.by_kind.at(static_cast<std::size_t>(kind)));
  }
  return text + "）";
}

Light staff_light(const Condition& condition, const StaffCount& count, base::Date today) {
  bool met = count.counted >= kStaffNeeded;
  for (const StaffKind kind : kStaffKinds) {
    if (kind != StaffKind::Other && count.by_kind.at(static_cast<std::size_t>(kind)) == 0) met = false;
  }
  return Light{&condition, met ? Light::State::Green : Light::State::Red, staff_text(count), today, {}};
}

Light declared_light(const Condition& condition, const std::vector<ConditionEntry>& entries,
                     base::Date today) {
  Light light;
  light.condition = &condition;
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const ConditionEntry& one) { return one.condition == condition.id; });
  if (found == entries.end()) return light;
  light.value = found->value;
  light.verified_on = found->verified_on;
  light.proof = found->proof;
  const bool fresh = base::add_months(found->verified_on, kVerifiedFor) >= today;
  if (!found->met)
    light.state = Light::State::Red;
  else if (fresh)
    light.state = Light::State::Green;
  return light;
}

/// "2026-12" of 2026-12-01, and the month before it from its first moment in Beijing to its last.
struct Month {
  std::string period;
  std::string counted;
  base::Time from;
  base::Time to;
};
base::Time midnight(base::Date day) {
  return base::Time(std::chrono::sys_days(day)) - std::chrono::hours(8);
}
Month month_of(base::Date today) {
  const base::Date first(today.year(), today.month(), std::chrono::day(1));
  const base::Date before = first - std::chrono::months(1);
  constexpr std::size_t kMonthLetters = 7;
  return {base::format_date(first).substr(0, kMonthLetters),
          base::format_date(before).substr(0, kMonthLetters), midnight(before), midnight(first)};
}

Result<std::int64_t> count_complaints(const cases::Service& cases, base::Time from, base::Time to) {
  cases::Caller caller;
  caller.reach = "000000";
  cases::Filter filter;
  filter.procedure = kComplaint;
  std::int64_t count = 0;
  std::string after;
  do {
    YX_TRY(const cases::Page page, cases.list(filter, caller, after, cases::Service::kMaxPage));
    for (const cases::Case& one : page.cases) {
      if (one.opened_at < from) return count;  // newest first
      if (one.opened_at < to) ++count;
    }
    after = page.next;
  } while (!after.empty());
  return count;
}

void add_line(std::string& text, std::string_view name, std::string_view value) {
  text += name;
  text += ' ';
  text += value;
  text += '\n';
}

/// One fact a line, name and value apart by a space; the same facts give the same octets. The form is told in
/// docs/operations/compliance.md.
std::string snapshot_text(const Month& month, base::Time taken_at, const policy::Licence& licence,
                          const Dashboard& dashboard, const Counters& counters) {
  std::string text = "yinxin-conditions/1\n";
  add_line(text, "period", month.period);
  add_line(text, "taken_at", base::format_utc(taken_at));
  add_line(text, "provider", licence.holder_name);
  add_line(text, "credit_code", licence.credit_code);
  add_line(text, "licence",
           licence.number + " " + std::string(policy::licence_status_name(licence.status)) + " " +
               base::format_date(licence.valid_to));
  for (const Light& light : dashboard.lights) {
    std::string value(light_state_name(light.state));
    value += ' ' + (light.verified_on ? base::format_date(*light.verified_on) : std::string("-"));
    value += ' ' + (light.proof ? base::to_hex(*light.proof) : std::string("-"));
    if (!light.value.empty()) value += ' ' + light.value;
    add_line(text, "condition." + std::string(light.condition->id), value);
  }
  add_line(text, "staff.counted", std::to_string(dashboard.staff.counted));
  for (const StaffKind kind : kStaffKinds) {
    if (kind == StaffKind::Other) continue;
    add_line(text, "staff." + std::string(staff_kind_name(kind)),
             std::to_string(dashboard.staff.by_kind.at(static_cast<std::size_t>(kind))));
  }
  add_line(text, "counted_month", month.counted);
  add_line(text, "certificates.valid", std::to_string(counters.valid_certificates));
  add_line(text, "certificates.issued", std::to_string(counters.issued));
  add_line(text, "certificates.revoked", std::to_string(counters.revoked));
  add_line(text, "complaints", std::to_string(counters.complaints));
  return text;
}

Result<void> check_entry(const ConditionEntry& entry, base::Date today) {
  const Condition* condition = condition_named(entry.condition);
  if (condition == nullptr || condition->id == kStaffCondition)
    return make_error(ErrorKind::NotFound, "compliance.condition_none", entry.condition);
  const auto bad = [](const char* what) {
    return make_error(ErrorKind::Malformed, "compliance.condition_entry", what);
  };
  const auto characters = x509::count_characters(entry.value);
  if (!characters || *characters == 0 || *characters > kMaxEntryValue || x509::inspect_text(entry.value))
    return bad("value: 1 to 200 characters");
  if (entry.verified_on > today) return bad("verified_on: a day until today");
  return {};
}

}  // namespace

void Service::enter_condition(ConditionEntry entry, const officers::Actor& actor,
                              store::Remember<ConditionEntry> remember,
                              base::Completion<ConditionEntry> done) {
  const auto may = officers::require_role(actor, officers::Role::ComplianceOfficer);
  if (!may) return done(may.error());
  const auto sound = check_entry(entry, state_->today());
  if (!sound) return done(sound.error());
  entry.actor = actor.id;
  entry.at = state_->house.clock.now();
  store::WriteSet rows;
  insert_entry(rows, entry);
  ledger::Act act = act_by(actor, proof::ActCode::ConditionEntered, "condition/" + entry.condition);
  add_fact(act, "met", entry.met ? "true" : "false");
  add_fact(act, "value", entry.value);
  add_fact(act, "verified_on", base::format_date(entry.verified_on));
  if (entry.proof) add_fact(act, "proof_sm3", base::to_hex(*entry.proof));
  state_->commit(std::move(rows), act, std::move(entry), remember, std::move(done));
}

Result<Dashboard> Service::dashboard() const {
  Dashboard dashboard;
  dashboard.day = state_->today();
  std::vector<ConditionEntry> entries;
  const auto in_snapshot = [&](store::Connection& connection) -> Result<void> {
    YX_TRY(entries, newest_entries(connection));
    YX_TRY(dashboard.staff, count_staff(state_->house.database, dashboard.day));
    return {};
  };
  YX_CHECK(state_->house.database.read(in_snapshot));
  for (const Condition& condition : kConditions) {
    dashboard.lights.push_back(condition.id == kStaffCondition
                                   ? staff_light(condition, dashboard.staff, dashboard.day)
                                   : declared_light(condition, entries, dashboard.day));
  }
  return dashboard;
}

Result<bool> Service::take_snapshot(const cases::Service& cases) {
  YX_TRY(const bool licensed, state_->has_licence());
  const Month month = month_of(state_->today());
  if (!licensed) return false;
  YX_TRY(const bool taken, has_snapshot(state_->house.database, month.period));
  if (taken) return false;
  YX_TRY(const policy::Service::Imported imported, state_->house.policy.licence());
  YX_TRY(const Dashboard seen, dashboard());
  YX_TRY(Counters counters, state_->options.certificates(month.from, month.to));
  YX_TRY(counters.complaints, count_complaints(cases, month.from, month.to));
  Snapshot snapshot;
  snapshot.note.period = month.period;
  snapshot.note.taken_at = state_->house.clock.now();
  snapshot.content = snapshot_text(month, snapshot.note.taken_at, imported.licence, seen, counters);
  snapshot.note.sm3 = crypto::sm3(base::as_bytes(snapshot.content));
  store::WriteSet set;
  insert_snapshot(set, snapshot);
  ledger::Act act = act_by(officers::system_actor(kKeeper), proof::ActCode::ConditionsSnapshot,
                           "conditions/" + month.period);
  add_fact(act, "snapshot_sm3", base::to_hex(snapshot.note.sm3));
  state_->house.recorder.add(set, act, snapshot.note.taken_at);
  const auto stored = state_->house.lane.commit(std::move(set));
  if (stored) return true;
  if (stored.error().code == "compliance.snapshot_taken") return false;  // another server was faster
  return stored.error();
}

Result<std::vector<SnapshotNote>> Service::snapshots() const {
  return list_snapshots(state_->house.database);
}

Result<Snapshot> Service::snapshot(const std::string& period) const {
  return find_snapshot(state_->house.database, period);
}

Result<bool> Service::keeps_snapshot(const crypto::Sm3Digest& sm3) const {
  YX_TRY(const auto kept, snapshots());
  return std::any_of(kept.begin(), kept.end(), [&](const SnapshotNote& one) { return one.sm3 == sm3; });
}

}  // namespace yinxin::compliance
