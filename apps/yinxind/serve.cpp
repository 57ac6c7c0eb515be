#include "serve.hpp"

#include <unistd.h>

#include <atomic>
#include <csignal>
#include <iostream>

#include "base/log.hpp"
#include "endpoints/console/console.hpp"
#include "endpoints/demonstration/operations.hpp"
#include "endpoints/signed.hpp"
#include "evidence/service.hpp"
#include "http/metrics.hpp"
#include "http/server.hpp"
#include "ledger/sequencer.hpp"
#include "office/cosignatures.hpp"
#include "office/exchange.hpp"
#include "office/house.hpp"
#include "office/house_lock.hpp"
#include "office/instruments.hpp"
#include "office/settings.hpp"
#include "upkeep.hpp"

namespace yinxin::server {

using base::Result;

namespace {

constexpr std::string_view kSoftware = "yinxin 0.1.0";  // as project() in CMakeLists.txt

Result<std::unique_ptr<status::Service>> start_status(const office::House& house, const base::Log& log) {
  const base::Config& settings = *house.settings;
  status::Service::Options options;
  options.folder = settings.path("status.folder");
  options.crl_url = house.profiles.at("individual").urls.crl;
  options.site = settings.text("public.site");
  options.ocsp_validity = std::chrono::minutes(settings.integer("status.ocsp_minutes"));
  options.crl_period = std::chrono::minutes(settings.integer("status.crl_minutes"));
  options.crl_overlap = std::chrono::minutes(settings.integer("status.crl_overlap_minutes"));
  options.full_coalesce = std::chrono::seconds(settings.integer("status.full_crl_seconds"));
  options.on_failed = [&log](const base::Error& error) { log.error("status.lists", {{"error", error}}); };
  return status::Service::start(
      {*house.database, *house.lane, *house.signer, *house.recorder, house.clock, *house.authority},
      std::move(options));
}

void add_gauges(http::Router& router, http::Metrics& metrics, const store::Lane& lane,
                const status::Service& status, const ledger::Sequencer& sequencer) {
  http::add_metrics_route(router, metrics);
  const auto number = [](auto value) { return static_cast<double>(value); };
  metrics.gauge("yinxin_store_commits", "Durable transactions of the lane since start",
                [&lane, number] { return number(lane.counts().commits); });
  metrics.gauge("yinxin_store_sets", "Write sets that those transactions held",
                [&lane, number] { return number(lane.counts().sets); });
  metrics.gauge("yinxin_ledger_records", "Act records numbered",
                [&sequencer, number] { return number(sequencer.numbered()); });
  metrics.gauge("yinxin_ledger_covered", "Act records under a signed tree head",
                [&sequencer, number] { return number(sequencer.covered()); });
  metrics.gauge("yinxin_status_certificates", "Certificates in the status table",
                [&status, number] { return number(status.counts().table_size); });
  metrics.gauge("yinxin_ocsp_cache_hits", "OCSP answers from the cache",
                [&status, number] { return number(status.counts().ocsp_cache_hits); });
  metrics.gauge("yinxin_crls_published", "CRLs published since start",
                [&status, number] { return number(status.counts().crls_published); });
}

Result<std::unique_ptr<ledger::Sequencer>> start_sequencer(const office::House& house,
                                                           status::Service& status, const base::Log& log) {
  const base::Config& settings = *house.settings;
  return ledger::Sequencer::start(
      *house.database, *house.lane, *house.signer, house.clock,
      {settings.text("ledger.origin"), settings.text("ledger.key"), settings.path("ledger.folder"),
       [&status](std::int64_t numbered) { status.follow(numbered); },
       [&log](const base::Error& error) {
         log.error("ledger.round", {{"error", error}});
       }});
}

std::optional<std::string> slower_than_rules(const office::House& house) {
  const auto rules = house.policy->rules_in_force(house.clock.now());
  if (!rules) return std::nullopt;  // nothing is published yet, nothing is issued either
  return policy::slower_than(rules->profile, house.settings->integer("status.crl_minutes"),
                             house.settings->integer("status.ocsp_minutes"));
}

void add_checks(http::Router& router, http::Readiness& readiness, office::House& house,
                const ledger::Sequencer& sequencer) {
  http::add_health_routes(router, readiness);
  readiness.add("database", [&house]() -> std::optional<std::string> {
    const auto answered = house.database->query("SELECT 1", {});
    return answered ? std::nullopt : std::optional<std::string>("does not answer");
  });
  readiness.add("signer", [&house]() -> std::optional<std::string> {
    const auto status = house.signer->status();
    if (!status) return "does not answer";
    if (!status->online_unlocked) return "locked";
    return std::nullopt;
  });
  if (house.policy) readiness.add("rules", [&house] { return slower_than_rules(house); });
  readiness.add("ledger", [&sequencer]() -> std::optional<std::string> {
    constexpr std::int64_t kMaxUncovered = 100'000;
    if (sequencer.numbered() - sequencer.covered() > kMaxUncovered) return "tree heads are behind";
    return std::nullopt;
  });
}

Result<std::unique_ptr<http::Server>> start_http(const office::House& house, http::Router router,
                                                 const http::ErrorTexts& texts, http::Metrics& metrics,
                                                 const base::Log& log) {
  const base::Config& settings = *house.settings;
  http::Options options;
  options.address = settings.text("http.address");
  options.port = static_cast<std::uint16_t>(settings.integer("http.port"));
  options.texts = texts;
  const double queries = static_cast<double>(settings.integer("http.queries_per_minute"));
  options.rate_limiter = std::make_shared<http::RateLimiter>(
      house.clock, std::map<std::string, http::RateLimiter::Rate>{
                       {std::string(endpoints::kQueryClass), {queries / 60, queries}}});
  if (house.demonstration) {
    options.further_fields = [&clock = house.clock] { return endpoints::clock_field(clock); };
  }
  options.on_finished = metrics.request_observer(router);
  return http::Server::start(std::move(options), std::move(router), house.clock, log);
}

/// What a provider has beside every office.
struct ProviderSide {
  ProviderSide(office::House& house, const endpoints::Office& office, status::Service& status,
               const base::Log& log)
      : evidence({*house.database, *house.lane, *house.signer, *house.recorder, house.clock, *house.authority,
                  *house.policy, *house.registration, status, office.tiles, *house.vault, house.cases.get(),
                  house.compliance.get()},
                 {std::string(kSoftware)}),
        batches(
            {*house.database, *house.lane, *house.recorder, house.clock, *house.vault, *house.registration},
            [&log](const base::Error& error) {
              log.error("registration.batches", {{"error", error}});
            }),
        rosters(
            {*house.database, *house.lane, *house.recorder, house.clock, *house.vault, *house.registration},
            [&log](const base::Error& error) {
              log.error("registration.rosters", {{"error", error}});
            }),
        services{office, *house.policy, *house.registration, evidence, batches, house.filer.get(), &rosters} {
  }

  evidence::Service evidence;
  registration::Batches batches;
  registration::Rosters rosters;
  const endpoints::Services services;
};

/// At a regulator who holds a licence speaks with the roles of a provider; which of its people that is, is
/// the provider's own affair.
std::function<Result<std::vector<std::string>>(const std::string&)> party_roles(const office::House& house) {
  if (!house.supervision) return {};
  return [&house](const std::string& party) -> Result<std::vector<std::string>> {
    YX_TRY(const bool licensed, house.supervision->holds_licence(party));
    return licensed ? house.provider_roles : std::vector<std::string>();
  };
}

/// Periods that ended while nobody was there end before anybody asks. One case that fails keeps nobody out.
void fire_before_serving(const office::House& house, const base::Log& log) {
  if (house.documents_off) log.warning("server.documents", {{"error", *house.documents_off}});
  const auto fired = house.cases->fire_due();
  if (!fired) return log.error("server.cases", {{"error", fired.error()}});
  log.info("server.cases", {{"fired", static_cast<std::int64_t>(*fired)}});
}

endpoints::ConsoleFacts console_facts(const office::House& house) {
  const bool demonstration = house.settings->flag("demonstration");
  if (!house.supervision)
    return {demonstration, "provider", {}, house.settings->integer("console.device_port")};
  return {demonstration, "regulator", house.supervision->organ_name(house.settings->text("office.region"))};
}

Result<void> add_console(http::Router& router, const std::filesystem::path& folder,
                         const office::House& house) {
  const endpoints::ConsoleFacts facts = console_facts(house);
  YX_TRY(auto files, http::StaticFiles::load(folder, facts.device_port));
  endpoints::add_console(router, std::move(files), facts);
  return {};
}

/// Serves until one of `stop` has come, or nothing can be written any more.
Result<void> run(office::House& house, http::Server& server, const sigset_t& stop, const base::Log& log) {
  const std::string address =
      "http://" + house.settings->text("http.address") + ":" + std::to_string(server.port());
  std::cout << "ready " << address << std::endl;
  log.info("server.ready", {{"address", address}});
  // Nothing can be written any more, and what was on its way is known to a restart only: the supervisor's
  // turn.
  std::atomic<bool> lane_stopped = false;
  house.lane->on_stopped([&](const base::Error& error) {
    log.error("server.lane_stopped", {{"error", error}});
    lane_stopped = true;
    kill(getpid(), SIGTERM);
  });
  int signal = 0;
  sigwait(&stop, &signal);
  house.lane->on_stopped({});
  log.info("server.stopping", {{"signal", signal}});
  server.stop();
  if (lane_stopped) return base::make_error(base::ErrorKind::Unavailable, "store.lane_stopped");
  return {};
}

}  // namespace

Result<void> check_settings(const std::string& file) {
  YX_TRY(const base::Config settings, office::load_settings(file));
  static_cast<void>(settings);
  return {};
}

Result<void> serve(const std::string& settings_file, const sigset_t& stop) {
  YX_TRY(const auto house, office::House::open(settings_file));
  YX_TRY(const auto lock,
         office::HouseLock::take(*house->settings, *house->database, office::HouseLock::Mode::Shared));
  const bool is_provider = house->kind() == office::OfficeKind::Provider;
  YX_CHECK(house->open_authority());
  if (is_provider) YX_CHECK(house->open_registration());
  YX_CHECK(house->open_cases());
  const base::Log log(house->clock, base::LogLevel::Info);
  YX_TRY(const auto status, start_status(*house, log));
  YX_TRY(const auto sequencer, start_sequencer(*house, *status, log));
  const ledger::TileFolder tiles(house->settings->path("ledger.folder"));
  YX_TRY(const auto texts, http::ErrorTexts::load(house->settings->path("errors.file")));
  endpoints::Authenticator authenticator(house->clock, *house->officers);
  YX_TRY(const auto exchange, office::Exchange::open(*house, log));
  fire_before_serving(*house, log);  // parties are told of what ended
  const endpoints::CaseDesk desk{*house->cases, house->procedures, house->settings->text("office.region"),
                                 house->roles, party_roles(*house)};
  const auto console = house->settings->path("console.folder");
  const endpoints::Office office{house->clock,
                                 *house->database,
                                 *house->authority,
                                 *status,
                                 tiles,
                                 *house->recorder,
                                 *house->officers,
                                 *house->requests,
                                 authenticator,
                                 *house->vault,
                                 texts,
                                 desk,
                                 exchange ? exchange->desk() : nullptr,
                                 house->filings.get(),
                                 house->compliance.get(),
                                 house->demonstration.get(),
                                 house->papers.get(),
                                 !console.empty()};
  http::Metrics metrics;
  http::Readiness readiness;
  http::Router router;
  std::unique_ptr<ProviderSide> provider;
  std::unique_ptr<office::Instruments> instruments;
  std::optional<endpoints::Supervision> regulator;
  if (is_provider) {
    provider = std::make_unique<ProviderSide>(*house, office, *status, log);
    endpoints::add_routes(router, provider->services);
  } else {
    YX_TRY(instruments, office::Instruments::open(*house, log));
    regulator.emplace(
        endpoints::Supervision{office, *house->supervision, instruments->desk(), house->tips.get()});
    endpoints::add_routes(router, *regulator);
  }
  add_gauges(router, metrics, *house->lane, *status, *sequencer);
  add_checks(router, readiness, *house, *sequencer);
  if (!console.empty()) YX_CHECK(add_console(router, console, *house));
  YX_TRY(const auto server, start_http(*house, std::move(router), texts, metrics, log));
  const Upkeep upkeep(*house, *status, provider ? &provider->evidence : nullptr, log);
  YX_TRY(const auto cosignatures, office::start_cosignatures(*house, log));
  if (instruments) instruments->start();
  if (exchange) exchange->start();
  return run(*house, *server, stop, log);
}

}  // namespace yinxin::server
