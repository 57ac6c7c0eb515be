// The regulator's instruments in a test, for the HTTP server of the tests: providers are what the test says.
#pragma once

#include "endpoints/instruments/operations.hpp"

namespace yinxin::house_support {

class InstrumentOffice {
 public:
  struct House {
    store::Database& database;
    store::Lane& lane;
    const ledger::Recorder& recorder;
    const base::Clock& clock;
    base::IdSource& ids;
    const officers::Service& officers;
    const privacy::Vault& vault;
    const cases::Service& cases;
    const supervision::Service& supervision;
  };
  explicit InstrumentOffice(const House& house)
      : experts({house.database, house.vault, house.clock, house.cases}),
        draws(supervision::Draws::House{house.database, house.lane, house.recorder, house.clock, house.ids,
                                        house.officers,
                                        [this](const supervision::NewDraw& wanted, const cases::Caller& by) {
                                          return experts.draw_pool(wanted, by);
                                        }}),
        monitoring(
            supervision::Monitoring::House{house.database, house.lane, house.recorder, house.clock, house.ids,
                                           [&register_of = house.supervision](const std::string& code) {
                                             return register_of.register_of(code);
                                           }},
            [this](const std::string& name) -> base::Result<supervision::Fetch> {
              const auto found = providers.find(name);
              if (found != providers.end()) return found->second;
              return base::make_error(base::ErrorKind::NotFound, "supervision.monitoring.address", name);
            }),
        witness(supervision::Witness::House{house.database, house.lane, house.recorder, house.clock}) {}

  std::map<std::string, supervision::Fetch> providers;  // by name: how their sites answer
  supervision::Experts experts;
  supervision::Draws draws;
  supervision::Monitoring monitoring;
  supervision::Witness witness;
  const endpoints::Instruments desk{draws, monitoring, witness, experts, std::chrono::minutes(30)};
};

}  // namespace yinxin::house_support
