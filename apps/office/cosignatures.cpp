#include "office/cosignatures.hpp"

namespace yinxin::office {

base::Result<std::unique_ptr<endpoints::Cosignatures>> start_cosignatures(House& house,
                                                                          const base::Log& log) {
  const base::Config& settings = *house.settings;
  const auto file = settings.path("ledger.witnesses");
  if (file.empty()) return std::unique_ptr<endpoints::Cosignatures>();
  YX_TRY(auto sources, endpoints::read_witnesses(file));
  YX_TRY(const signer::KeyInfo key, house.signer->key(settings.text("ledger.key")));
  endpoints::Cosignatures::Options options;
  options.origin = settings.text("ledger.origin");
  options.ours = key.public_key;
  options.every = std::chrono::minutes(settings.integer("ledger.witness_minutes"));
  options.on_failed = [&log](const std::string& witness, const base::Error& error) {
    log.error("ledger.cosigned", {{"witness", witness}, {"error", error}});
  };
  return std::make_unique<endpoints::Cosignatures>(
      endpoints::Cosignatures::House{*house.database, *house.lane, house.clock}, std::move(sources),
      std::move(options));
}

}  // namespace yinxin::office
