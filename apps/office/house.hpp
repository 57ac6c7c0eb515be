// Opens what a program of the provider works with, in the order of the layers. Wiring only.
#pragma once

#include <filesystem>
#include <memory>

#include "authority/service.hpp"
#include "base/config.hpp"
#include "base/ids.hpp"
#include "ledger/recorder.hpp"
#include "signer/client.hpp"
#include "store/connection.hpp"
#include "store/write_set.hpp"

namespace yinxin::office {

struct House {
  std::shared_ptr<const base::Config> settings;
  base::SystemClock clock;
  base::IdSource ids{clock};
  std::shared_ptr<store::Database> database;
  std::unique_ptr<store::Lane> lane;
  std::unique_ptr<signer::Client> signer;
  std::unique_ptr<ledger::Recorder> recorder;
  std::unique_ptr<authority::Service> authority;  // null before `yinxin init`

  /// Settings, database (migrated), lane, signer client, recorder. Errors: of each.
  static base::Result<std::unique_ptr<House>> open(const std::filesystem::path& settings_file);
  /// The authorities that the ceremony made must be there. Errors: NotFound `authority.none`.
  base::Result<void> open_authority();

  const x509::Profiles& profiles() const { return profiles_; }

 private:
  x509::Profiles profiles_;
};

}  // namespace yinxin::office
