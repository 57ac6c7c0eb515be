#include "office/house.hpp"

#include "base/files.hpp"
#include "crypto/random.hpp"
#include "crypto/sm2_encryption.hpp"
#include "crypto/sm4.hpp"
#include "office/http_identity_source.hpp"
#include "office/settings.hpp"

namespace yinxin::office {

using base::Result;

namespace {

constexpr mode_t kSecretMode = 0600;

Result<base::SecretBytes> open_key(House& house, std::string_view name) {
  YX_TRY(const base::Bytes wrapped, base::read_file(house.settings->path(name), kMaxWrappedKey));
  return house.signer->unwrap(house.settings->text("store.data_key_id"), wrapped);
}

Result<void> open_keys(House& house) {
  YX_TRY(base::SecretBytes record, open_key(house, kDataKeys[0]));
  YX_TRY(base::SecretBytes personal, open_key(house, kDataKeys[1]));
  YX_TRY(base::SecretBytes sensitive, open_key(house, kDataKeys[2]));
  house.recorder = std::make_unique<ledger::Recorder>(std::move(record), house.ids);
  house.vault = std::make_unique<privacy::Vault>(std::move(personal), std::move(sensitive));
  return {};
}

Result<std::vector<policy::RegulatorKey>> regulators(const base::Config& settings) {
  const auto file = settings.path("policy.regulator_keys");
  if (file.empty()) return std::vector<policy::RegulatorKey>();
  return policy::read_regulator_keys(file);
}

/// Before anybody asks for the time.
Result<void> open_clock(House& house) {
  if (!house.settings->flag("demonstration")) return demonstration::refuse_moved(*house.database);
  YX_TRY(house.demonstration, demonstration::Service::open({*house.database, *house.lane, *house.signer,
                                                            *house.recorder, house.clock}));
  return {};
}

/// Nothing: nobody is asked; a right to a post is missed only where one was given and is over.
Result<std::optional<base::Date>> training_asked_from(const House& house) {
  const std::string text = house.settings->text("officers.trained_from");
  if (text == "none" || house.kind() == OfficeKind::Regulator) return std::optional<base::Date>();
  YX_TRY(const base::Date day, base::parse_date(text));
  return std::optional(day);
}

}  // namespace

Result<void> make_data_keys(const base::Config& settings) {
  const auto signer = signer::Client::make(settings.path("signer.socket").string());
  YX_TRY(const signer::KeyInfo wrapping, signer->key(settings.text("store.data_key_id")));
  for (const std::string_view name : kDataKeys) {
    const auto file = settings.path(name);
    if (std::filesystem::exists(file)) continue;
    const base::SecretBytes key = crypto::random_secret(crypto::kSealKeySize);
    YX_TRY(const base::Bytes wrapped, crypto::sm2_encrypt(wrapping.public_key, key));
    YX_CHECK(base::write_file_durably(file, wrapped, kSecretMode));
  }
  return {};
}

Result<std::unique_ptr<House>> House::open(const std::filesystem::path& settings_file) {
  auto house = std::make_unique<House>();
  YX_TRY(base::Config settings, load_settings(settings_file));
  house->settings = std::make_shared<const base::Config>(std::move(settings));
  const auto rules = house->settings->path("rules.folder");
  YX_TRY(house->profiles, x509::load_profiles(rules / "profiles"));
  YX_TRY(house->calendar, base::WorkCalendar::load(rules / "calendar"));
  YX_TRY(house->database, store::Database::open(house->settings->text("store.address")));
  YX_TRY(const auto connection, house->database->connect());
  YX_CHECK(store::migrate(*connection, house->settings->path("store.schema").string()));
  house->signer = signer::Client::make(house->settings->path("signer.socket").string());
  YX_CHECK(open_keys(*house));
  YX_TRY(house->lane, store::Lane::start(*house->database));
  YX_CHECK(open_clock(*house));
  YX_TRY(const auto trained_from, training_asked_from(*house));
  house->officers = std::make_unique<officers::Service>(
      officers::Service::House{*house->database, *house->lane, *house->recorder, house->clock, *house->vault},
      trained_from);
  house->requests = std::make_unique<officers::Requests>(*house->database, *house->vault, house->machine);
  if (house->kind() == OfficeKind::Regulator) return house;
  YX_TRY(auto regulator_keys, regulators(*house->settings));
  house->policy = std::make_unique<policy::Service>(
      policy::Service::House{*house->database, *house->lane, *house->recorder, house->clock, house->calendar},
      std::move(regulator_keys));
  YX_TRY(house->identity_source, make_identity_source(house->settings->text("registration.identity_source")));
  return house;
}

std::shared_ptr<const base::WorkCalendar> House::calendar_in_force() const {
  if (cases) return cases->calendar();
  return std::make_shared<const base::WorkCalendar>(calendar);  // nobody is served yet
}

OfficeKind House::kind() const {
  return settings->text("office.kind") == "regulator" ? OfficeKind::Regulator : OfficeKind::Provider;
}

Result<void> House::open_authority() {
  YX_TRY(authority,
         authority::Service::open({*database, *lane, *signer, *recorder, clock},
                                  {profiles, settings->text("public.site"), kind() == OfficeKind::Provider}));
  return {};
}

Result<void> House::open_registration() {
  const auto rules = settings->path("rules.folder");
  registration::Service::Options options;
  options.profiles = profiles;
  options.public_site = settings->text("public.site");
  YX_TRY(auto of_law, procedure::load_all(rules / "procedures"));
  options.procedures = std::move(of_law["certificate"]);
  YX_TRY(options.papers, registration::Papers::load(rules / "documents"));
  YX_TRY(registration, registration::Service::open(
                           {*database, *lane, *recorder, clock, [this] { return calendar_in_force(); }, ids,
                            *vault, *policy, *authority, identity_source.get()},
                           std::move(options)));
  return {};
}

}  // namespace yinxin::office
