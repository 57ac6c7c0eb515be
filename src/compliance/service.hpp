// The provider's duties: what the cases of its procedures (src/cases) ask of it, the people who work here,
// the seven conditions of the licence with their monthly snapshots, the year's calendar and the cases that
// open by themselves. Plays no case. Owner of the tables quarantine, duty_opening, staff_person,
// condition_entry and condition_snapshot (schema/0018_compliance.sql), annual_report
// (schema/0023_annual_report.sql).
#pragma once

#include <memory>
#include <set>

#include "cases/service.hpp"
#include "compliance/types.hpp"
#include "officers/service.hpp"
#include "papers/types.hpp"
#include "policy/service.hpp"
#include "store/statistic.hpp"

namespace yinxin::compliance {

/// Every write is durable with its act record when `done` is called. Reads block on the database.
class Service {
 public:
  /// Everything outlives the service.
  struct House {
    store::Database& database;
    store::Lane& lane;
    const ledger::Recorder& recorder;
    const base::Clock& clock;
    const base::WorkCalendar& calendar;
    const privacy::Vault& vault;
    const officers::Service& officers;
    const policy::Service& policy;
  };
  struct Options {
    rules::Book book;
    std::vector<std::string> words;  // all effects that the procedures may name
    std::map<std::string, std::vector<procedure::Procedure>> procedures;  // that the office plays
    std::string region;                                                   // of the office
    std::string word = {};  // 机构代字 of its documents' numbers
    /// Whether there is something of this name: 'application/…', 'case/…'. Asked while a case is decided.
    std::function<base::Result<bool>(const std::string& object)> exists;
    /// Certificates of a span of time, `complaints` left 0.
    std::function<base::Result<Counters>(base::Time from, base::Time to)> certificates;
    /// What other departments count for the annual report, by the ids of proof::annual_figures(); a figure
    /// that nobody counts is stated as absent.
    std::vector<store::Statistic> statistics;
    /// Whether a renewal of the licence was applied for since then, and not returned. Not set: not known
    /// here.
    std::function<base::Result<bool>(base::Time since)> renewal_applied = {};
    /// What the catalogue promises of a service now: promised_hours() of the office's cases. Not set:
    /// nothing.
    std::function<base::Result<std::optional<std::int64_t>>(const std::string& service)> promised_hours = {};
  };
  Service(House house, Options options);
  ~Service();  // waits for what is on its way to the lane

  /// `accounts` (delegated_body): how far the body's accounts act. `post_right` (post_training): the
  /// account's right to the post, where the post is a role of accounts. `quarantine` (secrecy_quarantine):
  /// seals, opens again, or seals for ever. `licence_status` (service_stop): from then on nothing is accepted
  /// or issued, or it is again (policy::Service::note_serving). Every other word, and this one of another
  /// procedure, refuses its event with Refused `compliance.effect_unavailable`, unless a letter of the
  /// authority tells it: what it works on is another department's, or not ours. Errors: Refused
  /// `compliance.quarantine.object` (there is no such thing), `compliance.quarantine.handlers` (an account
  /// that may not act, or an administrator's); those of officers::Service in the commit.
  std::map<std::string, cases::Effect> effects() const;

  /// The readings; records.oid_of_other_line: whether what begins a new line of certificate policies names an
  /// identifier that a version of ours has already (article 16); records.region_in_mainland: whether a site
  /// lies in a province whose authority receives filings (article 2); catalogue.promised_hours of the service
  /// that a support ticket is opened about, where the catalogue has one (article 18).
  cases::Settings settings() const;

  // ---- 文书 ----

  /// Of the documents of its cases: the licence's holder issues them; licence and case say what they can. Of
  /// the annual report figures and equations are those of the file that the case locked and the five parts
  /// those that were written, of the monthly snapshot all is of the one that the case named; these, the
  /// licence's words and who signed are fixed. Errors: NotFound `compliance.report_none`,
  /// `compliance.snapshot_none` (nothing of that SM3 is kept); those of policy::Service::licence() and
  /// officers::Service::find(). The service outlives who asks by this.
  papers::Knowing knowing() const;

  // ---- 涉密隔离 ----

  /// Errors: Forbidden `compliance.quarantined` (article 23) unless the actor is a named handler; of what was
  /// removed, whoever asks.
  base::Result<void> check_open(const std::string& object, const officers::Actor& actor) const;
  /// The objects that check_open() would refuse to this actor.
  base::Result<std::set<std::string>> sealed_from(const officers::Actor& actor) const;

  // ---- 人员 ----

  /// Enters somebody, or what has changed of them, by a training officer. `identity` is the number of their
  /// paper (居民身份证), of which a keyed index alone is kept. Errors: Forbidden `officers.role_needed`;
  /// Malformed `compliance.staff` (the detail says what); Conflict `compliance.staff_left` (they have left:
  /// who comes back is entered anew). Of a licensed provider the change of somebody in a key post to another,
  /// or to none, is a major event (article 36 item 3): its case is opened in the same commit, as of today.
  /// Errors then: also those of cases::Service::open_case.
  void enter_staff(StaffPerson person, const std::string& identity, cases::Service& cases,
                   const officers::Actor& actor, store::Remember<StaffPerson> remember,
                   base::Completion<StaffPerson> done);
  /// The last day at work, at most today, by a training officer. Whoever leaves a key post: as enter_staff,
  /// as of that day. Errors: Forbidden; NotFound `compliance.staff_none`; Malformed `compliance.staff`;
  /// Conflict `compliance.staff_left`.
  void leave_staff(const std::string& id, base::Date left_on, cases::Service& cases,
                   const officers::Actor& actor, store::Remember<StaffPerson> remember,
                   base::Completion<StaffPerson> done);
  /// By id, after `after`.
  base::Result<std::vector<StaffPerson>> staff(const std::string& after, std::int64_t limit) const;

  // ---- 七项条件 ----

  /// By a compliance officer. `actor` and `at` of the entry are filled in. Errors: Forbidden; NotFound
  /// `compliance.condition_none` (none of the seven, or `staff`, which is counted); Malformed
  /// `compliance.condition_entry`.
  void enter_condition(ConditionEntry entry, const officers::Actor& actor,
                       store::Remember<ConditionEntry> remember, base::Completion<ConditionEntry> done);
  /// As of today in Beijing.
  base::Result<Dashboard> dashboard() const;
  /// Takes the snapshot of this month where there is none yet and the provider has a licence: the lights as
  /// they stand and the counters of the month before, octets that are kept, with their SM3 in an act. Whether
  /// it took one. Waits for the commit: for the server's upkeep.
  base::Result<bool> take_snapshot(const cases::Service& cases);
  /// Newest first.
  base::Result<std::vector<SnapshotNote>> snapshots() const;
  /// Errors: NotFound `compliance.snapshot_none`.
  base::Result<Snapshot> snapshot(const std::string& period) const;
  base::Result<bool> keeps_snapshot(const crypto::Sm3Digest& sm3) const;

  /// The role of accounts that a post is, by its id or its Chinese name, as trainings name it; nothing: it is
  /// none of the provider's.
  std::optional<officers::Role> role_of_post(std::string_view post) const;

  // ---- 台账、服务目录 ----

  /// The registers of rules/inventories.toml whose procedure is played here, in their order.
  std::vector<const rules::Inventory*> inventories() const;
  /// What was measured of the services in a month in Beijing ("2026-11"); of the present one so far. Errors:
  /// Malformed `compliance.month` (no month, before the regulation, still to come).
  base::Result<std::vector<Measure>> measures(const std::string& month) const;

  // ---- 年度报告 (article 35) ----

  /// Counts a year, or what has passed of it until the last midnight in Beijing, in one snapshot, and keeps
  /// the file (proof/REPORT.md) with its SM3 in an act. Figures that do not balance are kept too: `broken`
  /// says which. By a compliance officer. Errors: Forbidden `officers.role_needed`; Malformed
  /// `compliance.report_year` (outside proof::kFirstReportYear to kLastReportYear, or no day of it has
  /// passed); NotYet `compliance.report_early` (within a minute of the end of the span),
  /// `compliance.report_uncovered` (no signed head covers every act of it); Conflict
  /// `compliance.report_taken` (another of that year came first); those of policy::Service::licence().
  void make_report(int year, const officers::Actor& actor, store::Remember<AnnualNote> remember,
                   base::Completion<AnnualNote> done);
  /// Newest first.
  base::Result<std::vector<AnnualNote>> reports() const;
  /// The file. Errors: NotFound `compliance.report_none`.
  base::Result<std::string> report(int year, std::int64_t number) const;
  /// Whether the file is kept; `final`: of a whole year, and balanced.
  base::Result<bool> keeps_report(const crypto::Sm3Digest& sm3, bool final) const;

  // ---- 义务 ----

  /// Opens the cases of duties that come again (rules/duties.toml) for every period that has begun, each
  /// once, in order; of a duty that never opened one, the present period alone. None before the provider has
  /// a licence. Returns how many. Waits for each commit: for the server's upkeep. A duty that fails holds up
  /// no other; the first failure is returned when all were tried.
  base::Result<std::size_t> open_due(cases::Service& cases);
  /// The days of a year, in order: openings of recurring duties, last days of running clocks that the caller
  /// may see, end and renewal of the licence (done, where it was applied for), filings that are due. Errors:
  /// Malformed `compliance.year` (outside 2024 to 2099); those of cases::Service.
  base::Result<std::vector<CalendarEntry>> calendar(int year, const cases::Service& cases,
                                                    const cases::Caller& caller) const;
  /// All duties of a provider, as the rules have them.
  std::vector<const rules::Duty*> duties() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The fewest hours that a published entry of the catalogue promises of a service; nothing: none is
/// published. Errors: those of cases::Service.
base::Result<std::optional<std::int64_t>> promised_hours(const cases::Service& cases,
                                                         const std::string& service);

}  // namespace yinxin::compliance
