// What the parts of the service share. Private to this folder.
#pragma once

#include <mutex>

#include "policy/rules_table.hpp"

namespace yinxin::policy {

struct Service::State {
  State(House house_in, std::vector<RegulatorKey> regulators_in)
      : house(house_in), regulators(std::move(regulators_in)), table(house_in.database, house_in.calendar) {}

  const House house;
  const std::vector<RegulatorKey> regulators;
  const RulesTable table;

  std::mutex mutex;
  std::map<std::string, std::shared_ptr<const CpsProfile>>
      profiles;  // guarded by mutex; of published CPS versions

  // service_stops.cpp
  /// Errors: Refused `policy.service_stopped` (article 29); those of the store.
  base::Result<void> check_serving(const Licence& licence, base::Time at) const;

  /// Errors: as Service::profile().
  base::Result<std::shared_ptr<const CpsProfile>> profile(const std::string& cps_version);

  /// Adds who did it to the record, the act to the set, what the caller remembers behind it, and commits.
  /// `done` gets the outcome once it is durable.
  template <class T>
  void commit(store::WriteSet set, ledger::Act act, const officers::Actor& actor, base::Time at, T outcome,
              const store::Remember<T>& remember, base::Completion<T> done) const {
    add_actor(act, actor);
    house.recorder.add(set, act, at);
    if (remember) remember(set, outcome);
    auto held = std::make_shared<T>(std::move(outcome));
    house.lane.submit(std::move(set),
                      [held, done = std::move(done)](base::Result<store::Committed> committed) {
                        if (!committed) return done(std::move(committed).error());
                        done(std::move(*held));
                      });
  }

 private:
  static void add_actor(ledger::Act& act, const officers::Actor& actor);
};

}  // namespace yinxin::policy
