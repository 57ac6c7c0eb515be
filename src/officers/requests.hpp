// Answers of idempotent requests, kept 24 hours by actor, operation and key (decisions.md 8). Owner of the
// table signed_request (schema/0004_officers.sql).
#pragma once

#include <optional>

#include "base/clock.hpp"
#include "officers/types.hpp"
#include "privacy/vault.hpp"
#include "store/connection.hpp"
#include "store/write_set.hpp"

namespace yinxin::officers {

/// What a signed request is known by. `digest` is SM3 over method, target and body: the same key with another
/// digest is another request.
struct RequestName {
  std::string actor;
  std::string operation;
  std::string key;
  crypto::Sm3Digest digest{};
};

struct StoredAnswer {
  int status = 200;
  std::string json;
};

class Requests {
 public:
  static constexpr std::chrono::hours kKept{24};

  /// `clock` is the machine's, also where a demonstration's was moved ahead of it: who did not hear the
  /// answer asks again within minutes of their own.
  Requests(store::Database& database, const privacy::Vault& vault, const base::Clock& clock)
      : database_(database), vault_(vault), clock_(clock) {}

  /// Nothing: not answered yet. Errors: Refused `officers.request.reused` (same key, other request); those of
  /// the store.
  base::Result<std::optional<StoredAnswer>> find(const RequestName& name) const;
  /// Adds the answer, sealed. Two requests of one name at once: the second's set fails with Conflict
  /// `officers.request.repeated`, and may ask find() again.
  void add(store::WriteSet& set, const RequestName& name, const StoredAnswer& answer) const;
  /// Forgets every answer of an operation, because what it told must be kept no longer; asked again, it is
  /// carried out again.
  void forget_all(store::WriteSet& set, const std::string& operation) const;
  /// Forgets what is older than kKept, at most `limit` rows.
  void forget_old(store::WriteSet& set, std::int64_t limit) const;

 private:
  store::Database& database_;
  const privacy::Vault& vault_;
  const base::Clock& clock_;
};

}  // namespace yinxin::officers
