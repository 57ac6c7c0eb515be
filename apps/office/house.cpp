#include "office/house.hpp"

#include "base/files.hpp"
#include "crypto/sm4.hpp"
#include "office/settings.hpp"

namespace yinxin::office {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

Result<base::SecretBytes> read_key(const std::filesystem::path& file) {
  YX_TRY(base::Bytes octets, base::read_file(file, crypto::kSealKeySize));
  if (octets.size() != crypto::kSealKeySize) {
    return make_error(ErrorKind::Malformed, "office.record_key", "the key file does not hold 32 octets");
  }
  base::SecretBytes key = base::SecretBytes::copy_of(octets);
  base::wipe(octets);
  return key;
}

}  // namespace

Result<std::unique_ptr<House>> House::open(const std::filesystem::path& settings_file) {
  auto house = std::make_unique<House>();
  YX_TRY(base::Config settings, base::Config::load(setting_keys(), settings_file));
  house->settings = std::make_shared<const base::Config>(std::move(settings));
  YX_TRY(house->profiles_, x509::load_profiles(house->settings->path("rules.folder") / "profiles"));
  YX_TRY(house->database, store::Database::open(house->settings->text("store.address")));
  YX_TRY(const auto connection, house->database->connect());
  YX_CHECK(store::migrate(*connection, house->settings->path("store.schema").string()));
  YX_TRY(house->lane, store::Lane::start(*house->database));
  house->signer = signer::Client::make(house->settings->path("signer.socket").string());
  YX_TRY(base::SecretBytes key, read_key(house->settings->path("store.record_key")));
  house->recorder = std::make_unique<ledger::Recorder>(std::move(key), house->ids);
  return house;
}

Result<void> House::open_authority() {
  YX_TRY(authority, authority::Service::open({*database, *lane, *signer, *recorder, clock},
                                             {profiles_, settings->text("public.site")}));
  return {};
}

}  // namespace yinxin::office
