// What is due in all cases, in order of the moments: reminders, clocks that run out.
#include <set>

#include "cases/clock_table.hpp"
#include "cases/plan.hpp"

namespace yinxin::cases {

using base::Result;

namespace {

constexpr std::int64_t kCasesAtOnce = 256;  // on their way together; a lane takes 4,096

/// Cases with something to be done at one moment, the earliest: their commits may pass one another.
struct Group {
  base::Time at;
  std::set<std::string> numbers;
};

/// The first rows that are not of `failed` cases; these wait for the next round.
Result<Group> next_group(store::Database& database, base::Time now, const std::set<std::string>& failed) {
  for (std::int64_t limit = kCasesAtOnce;; limit *= 2) {
    YX_TRY(const auto waking, find_waking(database, now, limit));
    Group group;
    for (const Waking& one : waking) {
      if (failed.count(one.number) != 0) continue;
      if (group.numbers.empty()) group.at = one.at;
      if (one.at != group.at || static_cast<std::int64_t>(group.numbers.size()) == kCasesAtOnce) break;
      group.numbers.insert(one.number);
    }
    if (!group.numbers.empty() || static_cast<std::int64_t>(waking.size()) < limit) return group;
  }
}

/// One case on its way to its commit.
struct Firing {
  std::string number;
  base::Waiter<std::size_t> waiter;
};

void fire_one(Desk& desk, const std::string& number, base::Time until,
              const base::Completion<std::size_t>& done) {
  const auto plan = std::make_shared<Plan>(desk);
  const auto dossier = plan->bring(number);
  if (!dossier) return done(dossier.error());
  const auto count = plan->catch_up(**dossier, until);
  if (!count) return done(count.error());
  auto set = plan->write();
  if (!set) return done(set.error());
  desk.house.lane.submit(*std::move(set), [plan, done, count = *count](Result<store::Committed> stored) {
    if (!stored) return done(stored.error());
    done(count);
  });
}

}  // namespace

Result<std::size_t> Desk::fire_all() {
  const base::Time now = house.clock.now();
  Round round;
  std::set<std::string> failed;
  std::set<std::string>
      overtaken;  // by what another case of the same moment did to it; each is read once more
  while (true) {
    YX_TRY(const Group group, next_group(house.database, now, failed));
    if (group.numbers.empty()) return round.outcome();
    std::vector<Firing> firings;
    for (const std::string& number : group.numbers) {
      firings.push_back({number, {}});
      fire_one(*this, number, group.at, firings.back().waiter.completion());
    }
    bool go_on = true;
    for (Firing& firing : firings) {
      const auto outcome = firing.waiter.wait();
      if (!outcome && outcome.error().code == "cases.changed" && overtaken.insert(firing.number).second)
        continue;
      if (!outcome) failed.insert(firing.number);
      go_on = round.note(outcome) && go_on;
    }
    if (!go_on) return round.outcome();
  }
}

}  // namespace yinxin::cases
