// Signing is the client's half, verifying the server's; both go through signature_base().
#include "http/message_signature.hpp"

#include <algorithm>

namespace yinxin::http {
namespace {

using base::ErrorKind;
using base::make_error;

constexpr std::string_view kLabel = "sig";
constexpr std::size_t kSignatureSize = 64;  // r || s, 32 octets each (SIGNATURES.md)

base::Error refused(std::string_view code, std::string why = {}) {
  return make_error(ErrorKind::Unauthenticated, code, std::move(why));
}
base::Error malformed(std::string why) {
  return make_error(ErrorKind::Malformed, "http.signature.malformed", std::move(why));
}

SfItem component(std::string_view name) {
  return SfItem{std::string(name), {}};
}

std::int64_t whole_seconds(base::Time time) {
  return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}
base::Time at_second(std::int64_t seconds) {
  return base::Time(std::chrono::seconds(seconds));
}

bool covers(const SfInnerList& input, std::string_view name) {
  return std::any_of(input.items.begin(), input.items.end(), [&](const SfItem& item) {
    const std::string* text = std::get_if<std::string>(&item.value);
    return text != nullptr && *text == name && item.parameters.empty();
  });
}

/// The parameters of RFC 9421 2.3, all of them required here but `expires`.
struct Claims {
  std::int64_t created = 0;
  std::optional<std::int64_t> expires;
  std::string key_id;
  std::string nonce;
};

template <class T>
base::Result<std::optional<T>> typed(const SfParameters& parameters, std::string_view name) {
  const SfBare* value = find_parameter(parameters, name);
  if (value == nullptr) return std::optional<T>();
  const T* right = std::get_if<T>(value);
  if (right == nullptr) return malformed("of another type: " + std::string(name));
  return std::optional<T>(*right);
}

base::Result<std::string> text_between(const SfParameters& parameters, std::string_view name,
                                       std::size_t least, std::size_t most) {
  YX_TRY(const auto value, typed<std::string>(parameters, name));
  if (!value) return malformed("missing: " + std::string(name));
  if (value->size() < least || value->size() > most)
    return malformed("too short or too long: " + std::string(name));
  return *value;
}

base::Result<Claims> read_claims(const SfParameters& parameters) {
  YX_TRY(const auto algorithm, typed<std::string>(parameters, "alg"));
  if (algorithm != kSignatureAlgorithm) return refused("http.signature.algorithm");
  Claims claims;
  YX_TRY(const auto created, typed<std::int64_t>(parameters, "created"));
  if (!created) return malformed("missing: created");
  claims.created = *created;
  YX_TRY(claims.expires, typed<std::int64_t>(parameters, "expires"));
  YX_TRY(claims.key_id, text_between(parameters, "keyid", 1, kMaxKeyId));
  YX_TRY(claims.nonce, text_between(parameters, "nonce", kMinNonce, kMaxNonce));
  return claims;
}

struct Given {
  SfInnerList input;
  crypto::Sm2Signature signature;
};

base::Result<crypto::Sm2Signature> read_signature(const SfMember* member) {
  const SfItem* item = member == nullptr ? nullptr : std::get_if<SfItem>(member);
  const base::Bytes* octets = item == nullptr ? nullptr : std::get_if<base::Bytes>(&item->value);
  if (octets == nullptr) return malformed("no signature under the label");
  if (octets->size() != kSignatureSize) return malformed("a signature is 64 octets");
  crypto::Sm2Signature signature;
  std::copy_n(octets->begin(), signature.r.size(), signature.r.begin());
  std::copy_n(octets->begin() + static_cast<std::ptrdiff_t>(signature.r.size()), signature.s.size(),
              signature.s.begin());
  return signature;
}

/// The one signature with our tag. Others may stand beside it and are not looked at (RFC 9421 4.3).
base::Result<Given> read_fields(const Request& request) {
  const auto input_field = request.headers.combined("Signature-Input");
  const auto signature_field = request.headers.combined("Signature");
  if (!input_field || !signature_field) return refused("http.signature.missing");
  const auto inputs = parse_dictionary(*input_field);
  const auto signatures = parse_dictionary(*signature_field);
  if (!inputs) return malformed("Signature-Input: " + inputs.error().detail);
  if (!signatures) return malformed("Signature: " + signatures.error().detail);
  const std::pair<std::string, SfMember>* ours = nullptr;
  for (const auto& member : *inputs) {
    const SfInnerList* list = std::get_if<SfInnerList>(&member.second);
    if (list == nullptr) return malformed("Signature-Input: a member is an inner list");
    const SfBare* tag = find_parameter(list->parameters, "tag");
    if (tag == nullptr || *tag != SfBare(std::string(kSignatureTag))) continue;
    if (ours != nullptr) return malformed("two signatures with our tag");
    ours = &member;
  }
  if (ours == nullptr) return refused("http.signature.missing", "none with our tag");
  YX_TRY(const crypto::Sm2Signature signature, read_signature(find_member(*signatures, ours->first)));
  return Given{std::get<SfInnerList>(ours->second), signature};
}

base::Result<void> check_covered(const Request& request, const SfInnerList& input) {
  const auto lacks = [](std::string_view name) {
    return refused("http.signature.components", "must be covered: " + std::string(name));
  };
  if (!covers(input, "@method")) return lacks("@method");
  const bool in_parts = covers(input, "@authority") && covers(input, "@path") && covers(input, "@query");
  if (!covers(input, "@target-uri") && !in_parts) return lacks("@target-uri");
  if (!request.body.empty() && !covers(input, "content-digest")) return lacks("content-digest");
  if (request.headers.count("Idempotency-Key") > 0 && !covers(input, "idempotency-key"))
    return lacks("idempotency-key");
  return {};
}

/// RFC 9530 2: other algorithms may stand beside ours and are ignored.
base::Result<void> check_digest(const Request& request) {
  const auto field = request.headers.combined("Content-Digest");
  if (!field) return {};  // check_covered() has asked for it where it is needed
  const auto digests = parse_dictionary(*field);
  if (!digests) return refused("http.signature.digest", digests.error().detail);
  const SfMember* member = find_member(*digests, kDigestAlgorithm);
  const SfItem* item = member == nullptr ? nullptr : std::get_if<SfItem>(member);
  const base::Bytes* octets = item == nullptr ? nullptr : std::get_if<base::Bytes>(&item->value);
  if (octets == nullptr) return refused("http.signature.digest", "no sm3 digest");
  if (!base::equal(*octets, crypto::sm3(request.body)))
    return refused("http.signature.digest", "of another body");
  return {};
}

}  // namespace

std::string content_digest(base::ByteView body) {
  const crypto::Sm3Digest digest = crypto::sm3(body);
  return serialize(SfDictionary{{std::string(kDigestAlgorithm), SfItem{base::to_bytes(digest), {}}}});
}

base::Result<void> sign(Request& request, const crypto::Sm2PrivateKey& key, const SignAs& as) {
  if (!request.body.empty()) request.headers.set("Content-Digest", content_digest(request.body));
  SfInnerList input;
  input.items = {component("@method"), component("@target-uri")};
  for (const std::string_view name : {"content-digest", "content-type", "idempotency-key"}) {
    if (request.headers.count(name) > 0) input.items.push_back(component(name));
  }
  input.parameters = {{"created", whole_seconds(as.created)},
                      {"keyid", as.key_id},
                      {"nonce", as.nonce},
                      {"alg", std::string(kSignatureAlgorithm)},
                      {"tag", std::string(kSignatureTag)}};
  if (as.expires) input.parameters.emplace_back("expires", whole_seconds(*as.expires));
  YX_TRY(const std::string base, signature_base(request, input));
  YX_TRY(const crypto::Sm2Signature signature, crypto::sm2_sign(key, base::as_bytes(base)));
  base::Bytes octets(signature.r.begin(), signature.r.end());
  octets.insert(octets.end(), signature.s.begin(), signature.s.end());
  const std::string label(kLabel);
  request.headers.set("Signature-Input", serialize(SfDictionary{{label, input}}));
  request.headers.set("Signature", serialize(SfDictionary{{label, SfItem{std::move(octets), {}}}}));
  return {};
}

base::Result<VerifiedSignature> SignatureVerifier::verify(const Request& request, const FindKey& find_key) {
  YX_TRY(const Given given, read_fields(request));
  YX_TRY(const Claims claims, read_claims(given.input.parameters));
  const base::Time now = clock_.now();
  const std::int64_t seconds = whole_seconds(now);
  const std::int64_t window = kSignatureWindow.count();
  if (claims.created < seconds - window || claims.created > seconds + window) {
    return refused("http.signature.stale", "created too far from our clock");
  }
  if (claims.created < whole_seconds(started_))
    return refused("http.signature.stale", "created before this program started");
  if (claims.expires && *claims.expires < seconds) return refused("http.signature.stale", "expired");
  YX_CHECK(check_covered(request, given.input));
  YX_TRY(std::string base, signature_base(request, given.input));
  YX_CHECK(check_digest(request));
  auto key = find_key(claims.key_id);
  if (!key) {
    const ErrorKind kind = key.error().kind;
    if (kind != ErrorKind::NotFound && kind != ErrorKind::Forbidden) return std::move(key).error();
    return refused("http.signature.unknown_key");
  }
  if (!crypto::sm2_verify(*key, base::as_bytes(base), given.signature))
    return refused("http.signature.wrong");
  // Last, so that only the holder of a key can put anything into the cache. One second more than the window:
  // `created` is compared in whole seconds.
  const base::Time until = at_second(claims.created + window + 1);
  YX_CHECK(used_.use(claims.key_id, claims.nonce, until, now));
  return VerifiedSignature{claims.key_id, at_second(claims.created), claims.nonce, std::move(base),
                           given.signature};
}

}  // namespace yinxin::http
