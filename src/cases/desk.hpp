// What the parts of the service share. Private to this folder.
#pragma once

#include <mutex>

#include "base/in_flight.hpp"
#include "cases/service.hpp"

namespace yinxin::cases {

/// The next number of each series. Numbers that were taken and not used leave a gap.
class Numbers {
 public:
  explicit Numbers(store::Database& database) : database_(database) {}

  /// "<series>-<year>-<n>", n from 1: the next after those that are durable and those that were taken here.
  /// Errors: those of the store.
  base::Result<std::string> take(const std::string& series, base::Date day);
  /// The row of a number, for the commit that uses it.
  static void keep(store::WriteSet& set, const std::string& number);

 private:
  store::Database& database_;
  std::mutex mutex_;
  std::map<std::pair<std::string, int>, std::int64_t> last_;  // guarded by mutex_
};

/// The calendar that is counted with now. Whoever counts holds it until their commit, so that it can be
/// waited for that nobody counts with an old one any more.
class Calendar {
 public:
  using Held = std::shared_ptr<const base::WorkCalendar>;

  explicit Calendar(Held first) { replace(std::move(first)); }

  Held now() const;
  /// Returns when nobody holds the one before.
  void change(Held next);

 private:
  void replace(Held next);

  mutable std::mutex mutex_;
  std::shared_ptr<base::InFlight> holders_;  // of `current_`; guarded by mutex_
  Held current_;                             // guarded by mutex_; goes before those who wait for it
};

struct Dossier;        // plan.hpp
struct Recalculation;  // clock_table.hpp

struct Desk {
  Desk(Service::House house_in, Service::Options options_in);

  const Service::House house;
  const Service::Options options;
  Numbers numbers;
  Calendar calendar;
  base::InFlight under_way;
  std::mutex recounting;          // held while dues are counted again
  bool calendar_is_kept = false;  // the database knows what this program counts with; guarded by recounting
  std::size_t adopted = 0;        // confirmed notices that `calendar` has; guarded by recounting
  mutable std::mutex listening;
  std::function<void()> on_notice;  // guarded by listening; called under it

  // rules_check.cpp
  base::Result<void> check_rules() const;

  // desk.cpp
  /// In force on that day. Errors: NotFound `cases.procedure`.
  base::Result<const procedure::Procedure*> in_force(const std::string& id, base::Date day) const;
  /// Errors: Internal `cases.rules`.
  base::Result<const procedure::Procedure*> version(const Case& the_case) const;
  /// `entered`: what is being entered now.
  base::Result<procedure::Values> settings(const procedure::Procedure& procedure, const Case& the_case,
                                           const procedure::Values& entered) const;
  std::string series(const std::string& procedure) const;
  /// Whose case an opening makes it, by what is entered there. Errors: Refused `cases.party_other`; those of
  /// Options::party_of.
  base::Result<std::string> party_of(const Case& fresh, const procedure::Transition& opening,
                                     const procedure::Values& inputs) const;
  /// As stored, with its running clocks. Errors: as Service::read, reach aside.
  base::Result<Dossier> load(const std::string& number) const;

  // led.cpp
  /// Errors: Refused `cases.by_letter` (the case is led: this happens in it when its leader says so).
  base::Result<void> check_by_hand(const Case& the_case, const std::string& event) const;

  // scheduler.cpp
  base::Result<std::size_t> fire_all();

  // recalculating.cpp
  /// Once in a program: where the calendar is another than the last that was counted with, a recalculation
  /// begins, for its notice. What finish_recalculations() does is the rest.
  base::Result<void> take_calendar();
  base::Result<void> begin_recalculation(const Recalculation& fresh, const officers::Actor& actor,
                                         const base::WorkCalendar& counted_with);
  Recalculation fresh_recalculation(const std::string& reason, const officers::Actor& actor) const;
  base::Result<std::size_t> recount_all(const base::Bytes& recalculation, const std::string& reason);
  base::Result<void> finish_recalculations();

  // notices.cpp
  /// The files of rules/calendar with the years of `confirmed` over them. Errors: Internal `cases.stored`.
  base::Result<base::WorkCalendar> with_notices(const std::vector<CalendarNotice>& confirmed) const;
  /// Counts with what is confirmed from here on. Holds `recounting`. Errors: as with_notices; those of the
  /// store.
  base::Result<void> adopt_notices();
};

/// Errors: Malformed `cases.party`, `cases.scope`.
base::Result<void> check_opening(const Opening& opening);
/// Errors: Malformed `procedure.item` (not the id of an item, nor empty).
base::Result<void> check_item_id(const std::string& item);

/// Roles in cases of this party and region; nothing: the caller is not to know that the case is there.
std::optional<std::vector<std::string>> roles_in(const Caller& caller, const std::string& party,
                                                 const std::string& scope);
/// As above, in a case that is there: whose key it last named as `signatory` may sign for the party in it.
std::optional<std::vector<std::string>> roles_in(const Caller& caller, const Case& the_case);

/// How a round over many cases went. Goes on after a failure, so that one damaged case holds up nobody else.
class Round {
 public:
  /// False: a part we need is away, and there is no use in going on.
  bool note(const base::Result<std::size_t>& outcome);
  /// How many were done, or the first failure.
  base::Result<std::size_t> outcome() const;

 private:
  std::size_t count_ = 0;
  std::optional<base::Error> first_;
};

}  // namespace yinxin::cases
