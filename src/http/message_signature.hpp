// HTTP Message Signatures (RFC 9421) with SM2 and SM3, and Content-Digest (RFC 9530) with SM3: how officers,
// delegated bodies and the two organisations sign what they ask for. The profile is SIGNATURES.md in this
// folder.
#pragma once

#include <functional>

#include "crypto/sm2.hpp"
#include "http/message.hpp"
#include "http/replay_cache.hpp"
#include "http/structured_fields.hpp"

namespace yinxin::http {

inline constexpr std::string_view kSignatureAlgorithm =
    "sm2-sm3";                                                // ours, not in IANA's registry (SIGNATURES.md)
inline constexpr std::string_view kSignatureTag = "yinxin";   // RFC 9421 2.3: whose application this is for
inline constexpr std::string_view kDigestAlgorithm = "sm3";   // ours, likewise
inline constexpr std::chrono::seconds kSignatureWindow{300};  // how far `created` may lie from our clock
inline constexpr std::size_t kMinNonce = 16;                  // characters; 16 hexadecimal digits are 64 bits
inline constexpr std::size_t kMaxNonce = 64;                  // bounds what the replay cache holds
inline constexpr std::size_t kMaxKeyId = 128;

/// The value of a Content-Digest field: `sm3=:…:`.
std::string content_digest(base::ByteView body);

/// The signature base (RFC 9421 2.5) of `request` for the covered components and parameters of `input`. Knows
/// header fields and @method, @target-uri, @authority, @scheme, @request-target, @path and @query; components
/// with parameters of their own are not used in this house. Errors: Unauthenticated
/// `http.signature.components` (unknown, twice, with parameters, not in the message, or not ASCII).
base::Result<std::string> signature_base(const Request& request, const SfInnerList& input);

struct SignAs {
  std::string key_id;
  base::Time created;
  std::string nonce;  ///< kMinNonce to kMaxNonce printable characters, never used before with this key
  std::optional<base::Time> expires;  ///< whole seconds; the verifier's window applies as well
};

/// Client side: sets Content-Digest (when there is a body), Signature-Input and Signature. Covers @method,
/// @target-uri, and Content-Digest, Content-Type and Idempotency-Key where present. Method, scheme,
/// authority, target and body must be what will be sent. Errors: those of signature_base() and of
/// crypto::sm2_sign().
base::Result<void> sign(Request& request, const crypto::Sm2PrivateKey& key, const SignAs& as);

/// A signature that held. `base` and `signature` are what a third party needs to check it again.
struct VerifiedSignature {
  std::string key_id;
  base::Time created;
  std::string nonce;
  std::string base;
  crypto::Sm2Signature signature;
};

/// Checks the one signature of a request that carries our tag. Thread safe.
class SignatureVerifier {
 public:
  /// Whose key this is; NotFound and Forbidden both become Unauthenticated `http.signature.unknown_key`, any
  /// other error is handed on. Called only for requests that are otherwise in order.
  using FindKey = std::function<base::Result<crypto::Sm2PublicKey>(const std::string& key_id)>;

  /// Signatures created before this moment are stale: nonces used before a restart are not remembered.
  /// `clock` must outlive this.
  explicit SignatureVerifier(const base::Clock& clock) : clock_(clock), started_(clock.now()) {}

  /// Needs: alg, tag, created, keyid and nonce; created within kSignatureWindow of now; expires, if given,
  /// not passed; covered @method and either @target-uri or all of @authority, @path and @query;
  /// Content-Digest covered when there is a body, and Idempotency-Key when that field is present; the digest
  /// right; the signature right; the nonce new. Errors, Unauthenticated unless said otherwise:
  /// `http.signature.missing`, Malformed `http.signature.malformed`, `http.signature.algorithm`,
  /// `http.signature.components`, `http.signature.stale`, `http.signature.digest`,
  /// `http.signature.unknown_key`, `http.signature.wrong`, `http.signature.replayed`,
  /// TooMany `http.signature.replay_full`. Does not check what the key's holder may do.
  base::Result<VerifiedSignature> verify(const Request& request, const FindKey& find_key);

 private:
  const base::Clock& clock_;
  const base::Time started_;
  ReplayCache used_;
};

}  // namespace yinxin::http
