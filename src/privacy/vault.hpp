// Personal columns: sealed by sensitivity level (requirements 6.1) and found again by a keyed index.
#pragma once

#include <string>
#include <string_view>

#include "base/secret_bytes.hpp"
#include "crypto/sm3.hpp"
#include "crypto/sm4.hpp"

namespace yinxin::privacy {

/// L2: name, phone, mail, address. L3: numbers of papers, images of papers. Each has a key of its own.
enum class Level : std::uint8_t { L2, L3 };

/// A cell of the database: what a sealed value is bound to, so that it cannot be moved elsewhere.
struct Cell {
  std::string_view table;
  std::string_view column;
  std::string_view row;
};

class Vault {
 public:
  /// Each key is crypto::kSealKeySize octets; others are a broken invariant (throws std::invalid_argument).
  Vault(const base::SecretBytes& personal_key, const base::SecretBytes& sensitive_key);

  base::Bytes seal(Level level, const Cell& cell, base::ByteView plaintext) const;
  /// Errors: Refused `privacy.sealed` (changed, or moved from another cell).
  base::Result<base::SecretBytes> open(Level level, const Cell& cell, base::ByteView sealed) const;
  /// The same as text, for what its reader may be shown. Errors: as open.
  base::Result<std::string> open_text(Level level, const Cell& cell, base::ByteView sealed) const;
  /// Likewise, for octets.
  base::Result<base::Bytes> open_bytes(Level level, const Cell& cell, base::ByteView sealed) const;

  /// HMAC-SM3 of `value` for equality search in one kind of column, under a key of its own derived from the
  /// level's. `kind` ("resident_id") keeps equal values of different kinds apart.
  base::Bytes index(Level level, std::string_view kind, std::string_view value) const;

 private:
  struct Keys {
    explicit Keys(const base::SecretBytes& key);
    crypto::SealKey seal;
    base::SecretBytes index;
  };
  Keys keys_[2];  // L2, L3
};

}  // namespace yinxin::privacy
