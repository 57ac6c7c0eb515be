// Reads what an officer signed (RFC 9421, the profile in src/http/SIGNATURES.md): the signature base line by
// line, and the JSON body. One form only, the one that our clients write; the bytes come from a server that
// may have been taken over. Pure. Every refusal is Refused `signer.act` with the reason in its detail.
#pragma once

#include <optional>
#include <string>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "crypto/sm3.hpp"

namespace yinxin::signer {

inline constexpr std::size_t kMaxActComponents = 16;  // covered by one signature; ours are 5
inline constexpr std::size_t kMaxActIdBytes = 64;     // of an officer or an application

/// What the signature covers, as far as the signer judges by it.
struct ActBase {
  std::string method;
  std::string path;  // of the target, without its query
  crypto::Sm3Digest content_digest{};
  base::Time created;
  std::optional<base::Time> expires;
};
/// Needs @method; @target-uri or @path; content-digest with an `sm3` member; alg, tag, created, keyid and
/// nonce as the profile has them. Every line stands in the order of @signature-params and once.
base::Result<ActBase> read_act_base(base::ByteView base);

/// What an officer asks for, by the path of the request.
struct ActOperation {
  enum class Kind : std::uint8_t { Issue, IssueMany, Authorise, AuthoriseRenewal, CertifyTaker };
  Kind kind = Kind::Issue;
  std::string subject;  // the application's or roster's number, the officer's id or the authority's
};
/// POST /applications/{number}/events, /rosters/{number}/issue, /officers/{id}/authorisation,
/// /officers/{id}/renewal/authorise or /ca/{authority}/takers.
base::Result<ActOperation> read_act_operation(const ActBase& base);

/// What the body says of the certificate.
struct ActContent {
  std::string key_sm3;     // SM3 of the point of the key to be certified, lower-case hexadecimal
  std::uint64_t keys = 0;  // of an issue for many: how many keys,
  std::string keys_root;   // and the root of their tree (signer::ActPlace), lower-case hexadecimal
  std::string title;       // of an officer's certificate: their roles
};
/// JSON in compact or indented form (proof/json_object.hpp): of an issue the event "issue" and the input
/// key_sm3; of one for many that event, keys (1 to kMaxActKeys) and keys_root; for a taker key_sm3; of the
/// other two key_sm3 and title.
base::Result<ActContent> read_act_content(base::ByteView content, ActOperation::Kind kind);

base::Error act_refused(std::string why);

}  // namespace yinxin::signer
