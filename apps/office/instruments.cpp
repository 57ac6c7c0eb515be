#include "office/instruments.hpp"

namespace yinxin::office {

using base::Result;

Instruments::Instruments(House& house, std::unique_ptr<endpoints::PublicSites> sites, const base::Log& log)
    : settings_(*house.settings),
      log_(log),
      sites_(std::move(sites)),
      experts_({*house.database, *house.vault, house.clock, *house.cases}),
      draws_({*house.database, *house.lane, *house.recorder, house.clock, house.ids, *house.officers,
              [this](const supervision::NewDraw& wanted, const cases::Caller& caller) {
                return experts_.draw_pool(wanted, caller);
              }}),
      monitoring_({*house.database, *house.lane, *house.recorder, house.clock, house.ids,
                   [&register_of = *house.supervision](const std::string& credit_code) {
                     return register_of.register_of(credit_code);
                   }},
                  [&reached = *sites_](const std::string& provider) { return reached.reach(provider); }),
      witness_({*house.database, *house.lane, *house.recorder, house.clock}),
      desk_{draws_, monitoring_, witness_, experts_,
            std::chrono::minutes(house.settings->integer("monitoring.every_minutes"))} {
  const std::string& name = settings_.text("witness.name");
  if (name.empty()) return;
  witnessing_.emplace(endpoints::Witnessing::House{monitoring_, witness_, *house.signer, *sites_}, name,
                      settings_.text("ledger.origin"));
}

Result<std::unique_ptr<Instruments>> Instruments::open(House& house, const base::Log& log) {
  const base::Config& settings = *house.settings;
  const std::string& name = settings.text("witness.name");
  if (!name.empty() && !proof::is_note_name(name))
    return base::make_error(base::ErrorKind::Malformed, "office.witness", name);
  endpoints::PublicSites::Limits limits;
  limits.answer = std::chrono::seconds(settings.integer("monitoring.answer_seconds"));
  limits.round = std::chrono::seconds(settings.integer("monitoring.round_seconds"));
  YX_TRY(auto sites, endpoints::PublicSites::load(settings.path("monitoring.providers"), limits));
  return std::unique_ptr<Instruments>(new Instruments(house, std::move(sites), log));
}

void Instruments::start() {
  endpoints::Rounds::Options options;
  options.look = std::chrono::seconds(settings_.integer("monitoring.look_seconds"));
  if (witnessing_) {
    options.after = [&witnessing = *witnessing_](const std::string& provider) {
      return witnessing.witness(provider);
    };
  }
  options.on_failed = [&log = log_](const std::string& provider, const base::Error& error) {
    log.error("monitoring.round", {{"provider", provider}, {"error", error}});
  };
  rounds_.emplace(monitoring_, *sites_, std::move(options));
}

}  // namespace yinxin::office
