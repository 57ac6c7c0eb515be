// The seal of a reporter (TIP.md): made by who reports or takes the report, read by handlers, in their own
// programs. The server parses it and opens nothing.
#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "crypto/sm2.hpp"
#include "crypto/sm4.hpp"

namespace yinxin::supervision {

inline constexpr std::size_t kMaxReporterText = 500;   // characters of a field
inline constexpr std::size_t kMaxSealHandlers = 64;    // who may open one; ours
inline constexpr std::size_t kSealPadding = 1024;      // what is sealed is a multiple of this
inline constexpr std::size_t kMaxSealedReporter = 16;  // of them
inline constexpr std::size_t kMaxSealBytes = std::size_t{32} << 10;

/// What identifies who reports (举报登记表, requirements 5.7). UTF-8.
struct Reporter {
  std::string name;    // or official name; not empty
  std::string number;  // of the identity card, or unified social credit code
  std::string phone;
  std::string address;
  std::string reply_by;  // how to be told
  std::string other;
};

/// The content key for one handler.
struct SealWrap {
  crypto::Sm3Digest key{};  // handler_key_name()
  base::Bytes cipher;       // SM2Cipher
  friend bool operator==(const SealWrap&, const SealWrap&) = default;
};

struct TipSeal {
  crypto::Sm2PublicKey query_key;
  std::vector<SealWrap> wraps;  // ascending by key
  base::Bytes sealed;

  base::Bytes to_der() const;
  /// Errors: Malformed `supervision.tip.seal` (not the one form of TIP.md, or over kMaxSealBytes).
  static base::Result<TipSeal> parse(base::ByteView der);
  /// The wrap for that key, or null.
  const SealWrap* wrap_for(const crypto::Sm3Digest& key) const;
};

/// SM3 of the point.
crypto::Sm3Digest handler_key_name(const crypto::Sm2PublicKey& key);
/// "key/<hexadecimal>": as an actor who signs with it is called.
std::string query_actor(const crypto::Sm2PublicKey& query_key);
/// Errors: Malformed `supervision.tip.seal` (no SM2Cipher of 32 octets in strict DER).
base::Result<void> check_wrap(const SealWrap& wrap);

/// Seals for 1 to kMaxSealHandlers handlers; one that is named twice counts once. Errors: Malformed
/// `supervision.tip.reporter` (no name, a field that is too long or no UTF-8), `supervision.tip.recipients`
/// (none, or too many); those of crypto::sm2_encrypt.
base::Result<TipSeal> seal_reporter(const Reporter& reporter, const crypto::Sm2PublicKey& query_key,
                                    std::span<const crypto::Sm2PublicKey> handlers);
/// Errors: Refused `supervision.tip.not_opened` (another key, or changed octets).
base::Result<Reporter> open_reporter(const TipSeal& seal, const SealWrap& wrap,
                                     const crypto::Sm2PrivateKey& key);
/// The content key for another handler. Errors: as open_reporter, whose check it makes; those of
/// crypto::sm2_encrypt.
base::Result<SealWrap> share_seal(const TipSeal& seal, const SealWrap& wrap, const crypto::Sm2PrivateKey& key,
                                  const crypto::Sm2PublicKey& other);

/// A new query code, in groups.
std::string new_query_code();
/// The reporter's key. Errors: Malformed `supervision.tip.code`.
base::Result<crypto::Sm2PrivateKey> query_key(std::string_view code);

}  // namespace yinxin::supervision
