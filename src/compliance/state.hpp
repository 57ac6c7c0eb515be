// What the parts of the service share. Private to this folder.
#pragma once

#include "base/in_flight.hpp"
#include "compliance/service.hpp"
#include "papers/collector.hpp"
#include "rules/recurring.hpp"

namespace yinxin::compliance {

inline constexpr std::string_view kOffice = "office";  // as a party: the provider itself

/// What was entered under a name, where it is of that type; else nothing.
const std::string* text_in(const procedure::Values& values, std::string_view id);
const base::Date* date_in(const procedure::Values& values, std::string_view id);
const std::int64_t* integer_in(const procedure::Values& values, std::string_view id);
const std::vector<std::string>* texts_in(const procedure::Values& values, std::string_view id);

/// When the provider was licensed, as far as it is known here: what decides which periods owe anything.
struct Standing {
  std::vector<policy::Licence> licences;
  std::optional<base::Date> first_opened;  // a duty of any kind
};

/// A year or month owes its duty when the provider was licensed on a day of it (ours: article 35 has no
/// exception for the year of the grant, and there is no report on a year before it). A licence covers every
/// day from its first until the regulator's file says that it ended: past its last day without such a file it
/// may run on (行政许可法 50). A renewal may replace the file of its own number before it begins; so the time
/// since the first duty was opened here counts as licensed too, while no licence has ended.
bool is_owed(const rules::Opening& opening, const Standing& standing);

struct Service::State {
  State(House house_in, Options options_in) : house(house_in), options(std::move(options_in)) {}

  const House house;
  const Options options;
  base::InFlight under_way;

  // effects.cpp
  base::Result<void> follow_accounts(const cases::Happening& happening, store::WriteSet& set) const;
  base::Result<void> follow_post_right(const cases::Happening& happening, store::WriteSet& set) const;
  base::Result<void> follow_quarantine(const cases::Happening& happening, store::WriteSet& set) const;
  base::Result<void> follow_stop(const cases::Happening& happening, store::WriteSet& set) const;
  /// The role of accounts that a post is, by its id or its Chinese name; nothing: it is none.
  std::optional<officers::Role> role_of_post(std::string_view post) const;

  base::Date today() const { return base::beijing_date(house.clock.now()); }
  /// Whether a licence was ever imported.
  base::Result<bool> has_licence() const;

  // annual_report.cpp: what acts and departments tell of a span; the file, and what is kept beside it
  std::vector<store::Statistic> statistics() const;
  base::Result<std::string> count_year(int year, AnnualNote& note, const officers::Actor& actor) const;

  // catalogue.cpp: settings of a site, of a support ticket
  bool in_mainland(const procedure::Values& values) const;
  base::Result<std::optional<std::int64_t>> promised(const procedure::Values& values) const;

  // knowing.cpp: of documents
  base::Result<documents::Values> locked_figures(const std::string& locked) const;
  base::Result<documents::Values> kept_snapshot(const std::string& named) const;
  base::Result<void> add_person(documents::Values& values, const std::string& field,
                                const std::string& account) const;
  base::Result<documents::Values> from_records(const papers::Request& request,
                                               const papers::Collector& known) const;

  // recurring.cpp
  base::Result<Standing> standing() const;
  base::Result<std::vector<rules::Opening>> openings_due(const rules::Duty& duty,
                                                         const Standing& standing) const;
  base::Result<bool> open_one(cases::Service& cases, const rules::Opening& opening) const;
  base::Result<void> open_all(cases::Service& cases, const rules::Duty& duty, const Standing& standing,
                              std::size_t& count) const;
  /// The transition that opens the procedure by itself today, or null.
  const procedure::Transition* opening_of(const std::string& procedure_id) const;

  // calendar.cpp
  struct LicenceDay {
    std::string_view statutory;  // id of rules/clocks.toml
    base::Date day;
    bool done = false;
  };
  base::Result<std::vector<LicenceDay>> licence_days() const;

  // staff.cpp
  /// Who no longer holds a key post, since when, and what became of them.
  struct Vacated {
    StaffPerson before;
    base::Date since;
    std::string how;
  };
  /// Whether that is a major event to be reported: of a licensed provider, since the regulation is in force.
  base::Result<bool> is_reported(const Vacated& vacated) const;
  /// commit(), with the case of article 36 that it opens.
  void commit_vacated(cases::Service& cases, const Vacated& vacated, const officers::Actor& actor,
                      const store::WriteSet& rows, const ledger::Act& act, StaffPerson outcome,
                      const store::Remember<StaffPerson>& remember, base::Completion<StaffPerson> done);
  /// One or the other.
  void commit_staff(cases::Service& cases, const std::optional<Vacated>& vacated,
                    const officers::Actor& actor, store::WriteSet rows, const ledger::Act& act,
                    StaffPerson outcome, const store::Remember<StaffPerson>& remember,
                    base::Completion<StaffPerson> done);

  /// One set: what the caller remembers, the rows, the act.
  template <class T>
  void commit(store::WriteSet rows, const ledger::Act& act, T outcome, const store::Remember<T>& remember,
              base::Completion<T> done) {
    store::WriteSet set;
    if (remember) remember(set, outcome);
    set.append(std::move(rows));
    house.recorder.add(set, act, house.clock.now());
    house.lane.submit(std::move(set),
                      [outcome = std::make_shared<T>(std::move(outcome)), done = std::move(done),
                       token = under_way.begin()](base::Result<store::Committed> stored) mutable {
                        const auto held = std::move(token);
                        if (!stored) return done(std::move(stored).error());
                        done(std::move(*outcome));
                      });
  }
};

/// Who did it, for act records.
ledger::Act act_by(const officers::Actor& actor, proof::ActCode code, const std::string& object);
void add_fact(ledger::Act& act, std::string_view name, std::string_view value);

}  // namespace yinxin::compliance
