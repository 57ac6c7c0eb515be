// Fetches what witnesses publish of our ledger, and keeps it. On a thread of its own: a witness that hangs
// holds up nothing, the end of the program least of all.
#pragma once

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <thread>

#include "http/client.hpp"
#include "ledger/cosigned_heads.hpp"

namespace yinxin::endpoints {

/// A witness and where it shows the heads of our ledger.
struct WitnessSource {
  proof::WitnessKey witness;
  http::Address address;
  std::string host;    ///< the Host field; empty: the address
  std::string target;  ///< "/witness/<us>/checkpoint"
};
/// TOML: [[witness]] with `name`, `key_file` (PEM or DER of the key or its certificate, beside this file),
/// `address` (http://host:port, the host in digits), `target`, and where it is asked for `host`. Errors:
/// those of base::TomlReader and of proof::read_public_key.
base::Result<std::vector<WitnessSource>> read_witnesses(const std::filesystem::path& file);

class Cosignatures {
 public:
  struct House {
    store::Database& database;
    store::Lane& lane;
    const base::Clock& clock;
  };
  struct Options {
    std::string origin;         ///< of our ledger
    crypto::Sm2PublicKey ours;  ///< its tree-head key
    std::chrono::milliseconds every{1'800'000};
    std::chrono::milliseconds answer{10'000};  ///< for one answer
    /// On its thread.
    std::function<void(const std::string& witness, const base::Error& error)> on_failed{};
  };
  /// Fetches at once, and then as often as told.
  Cosignatures(House house, std::vector<WitnessSource> sources, Options options);
  ~Cosignatures();

 private:
  void run();
  base::Result<void> fetch(const WitnessSource& source) const;

  const House house_;
  const std::vector<WitnessSource> sources_;
  const Options options_;
  const int stop_event_;  // readable once it ends
  std::mutex mutex_;
  std::condition_variable woken_;
  bool stopping_ = false;  // guarded by mutex_
  std::thread thread_;
};

}  // namespace yinxin::endpoints
