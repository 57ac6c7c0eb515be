#include "privacy/vault.hpp"

#include <stdexcept>

#include "crypto/hmac_sm3.hpp"

namespace yinxin::privacy {
namespace {

constexpr std::string_view kIndexInfo = "yinxin index 1 hmac-sm3";  // never the derivations of crypto::seal()

std::size_t slot(Level level) {
  return level == Level::L2 ? 0 : 1;
}

/// table 00 column 00 row. The first two are names of ours without 00, so that no two cells read alike.
base::Bytes bound_to(const Cell& cell) {
  for (const std::string_view name : {cell.table, cell.column}) {
    if (name.empty() || name.find('\0') != std::string_view::npos) throw std::invalid_argument("cell");
  }
  base::Bytes associated = base::to_bytes(cell.table);
  associated.push_back(0);
  base::append(associated, base::as_bytes(cell.column));
  associated.push_back(0);
  base::append(associated, base::as_bytes(cell.row));
  return associated;
}

}  // namespace

Vault::Keys::Keys(const base::SecretBytes& key)
    : seal(key), index(crypto::hkdf_expand_sm3(key, base::as_bytes(kIndexInfo), crypto::kSm3Size)) {}

Vault::Vault(const base::SecretBytes& personal_key, const base::SecretBytes& sensitive_key)
    : keys_{Keys(personal_key), Keys(sensitive_key)} {}

base::Bytes Vault::seal(Level level, const Cell& cell, base::ByteView plaintext) const {
  return keys_[slot(level)].seal.seal(plaintext, bound_to(cell));
}

base::Result<base::SecretBytes> Vault::open(Level level, const Cell& cell, base::ByteView sealed) const {
  auto plaintext = keys_[slot(level)].seal.open(sealed, bound_to(cell));
  if (plaintext) return plaintext;
  return base::make_error(base::ErrorKind::Refused, "privacy.sealed",
                          std::string(cell.table) + "." + std::string(cell.column));
}

base::Bytes Vault::index(Level level, std::string_view kind, std::string_view value) const {
  base::Bytes message;
  base::append_u64(message, kind.size());  // ("a", "bc") is not ("ab", "c")
  base::append(message, base::as_bytes(kind));
  base::append(message, base::as_bytes(value));
  const crypto::Sm3Digest mac = crypto::hmac_sm3(keys_[slot(level)].index, message);
  base::wipe(message);
  return base::to_bytes(mac);
}

base::Result<std::string> Vault::open_text(Level level, const Cell& cell, base::ByteView sealed) const {
  YX_TRY(const base::SecretBytes opened, open(level, cell, sealed));
  return std::string(base::as_text(opened.reveal()));
}

base::Result<base::Bytes> Vault::open_bytes(Level level, const Cell& cell, base::ByteView sealed) const {
  YX_TRY(const base::SecretBytes opened, open(level, cell, sealed));
  return base::to_bytes(opened.reveal());
}

}  // namespace yinxin::privacy
