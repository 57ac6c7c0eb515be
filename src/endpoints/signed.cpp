// Order of a signed write: signature, idempotency key, stored answer, body, handler.
#include "endpoints/signed.hpp"

#include <algorithm>
#include <charconv>

namespace yinxin::endpoints {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kOfficerPrefix = "officer:";
constexpr std::string_view kKeyPrefix = "key:";
constexpr std::size_t kMinKey =
    16;  // of the Idempotency-Key field: as a nonce's (http/message_signature.hpp)
constexpr std::size_t kMaxKey = 64;
constexpr std::int64_t kMaxPage = 200;
constexpr std::size_t kMaxAfter = 128;  // octets; longer than any id of ours

Result<crypto::Sm2PublicKey> key_of_id(std::string_view key_id) {
  const auto unknown = [] { return make_error(ErrorKind::NotFound, "http.signature.unknown_key"); };
  if (!key_id.starts_with(kKeyPrefix)) return unknown();
  const auto octets = base::from_base64(key_id.substr(kKeyPrefix.size()));
  if (!octets) return unknown();
  base::Bytes point{0x04};
  base::append(point, *octets);
  auto key = crypto::Sm2PublicKey::from_point(point);
  if (!key) return unknown();
  return key;
}

Result<std::string> idempotency_key(const http::Request& request) {
  constexpr std::string_view kField = "Idempotency-Key";
  const std::string key(request.headers.find(kField).value_or(""));
  const bool sound = request.headers.count(kField) == 1 && key.size() >= kMinKey && key.size() <= kMaxKey &&
                     std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7f; });
  if (sound) return key;
  return make_error(ErrorKind::Malformed, "officers.request.key", "16 to 64 printable characters, once");
}

crypto::Sm3Digest digest_of(const http::Request& request) {
  std::string head(http::to_string(request.method));
  head += '\n' + request.scheme + "://" + request.authority + request.target.text + '\n';
  return crypto::Sm3().update(base::as_bytes(head)).update(request.body).finish();
}

http::Response replayed(const officers::StoredAnswer& stored) {
  http::Response response = http::json(stored.status, stored.json);
  response.headers.add("Idempotency-Replayed", "true");
  return response;
}

Result<http::JsonReader> read_body(const http::Request& request) {
  return http::JsonReader::parse(request.body.empty() ? base::as_bytes("{}") : base::ByteView(request.body));
}

}  // namespace

Authenticator::Authenticator(const base::Clock& clock, officers::Service& officers)
    : officers_(officers), of_officers_(clock), of_keys_(clock) {}

Result<officers::Actor> Authenticator::authenticate(const http::Request& request) {
  bool is_key = false;
  std::optional<officers::Service::Acting> acting;
  const auto officers_key = [&](const std::string& key_id) -> Result<crypto::Sm2PublicKey> {
    is_key = key_id.starts_with(kKeyPrefix);
    if (!key_id.starts_with(kOfficerPrefix)) return make_error(ErrorKind::NotFound, "officers.none");
    auto found = officers_.acting(key_id.substr(kOfficerPrefix.size()));
    if (!found && found.error().kind == ErrorKind::Forbidden)
      return make_error(ErrorKind::Unauthenticated, found.error().code);
    if (!found) return std::move(found).error();
    acting = std::move(found).value();
    return acting->key;
  };
  auto verified = of_officers_.verify(request, officers_key);
  if (!verified && is_key) verified = of_keys_.verify(request, key_of_id);
  if (!verified) return std::move(verified).error();
  base::Bytes base = base::to_bytes(verified->base);
  base::Bytes signature = verified->signature.to_der();
  if (!acting) {
    YX_TRY(const crypto::Sm2PublicKey key, key_of_id(verified->key_id));
    return officers::key_actor(key.point(), std::move(base), std::move(signature));
  }
  if (acting->refused) return *std::move(acting->refused);
  return officers::Actor{"officer/" + verified->key_id.substr(kOfficerPrefix.size()),
                         std::move(acting->roles),
                         base::to_bytes(acting->key.point()),
                         std::move(base),
                         std::move(signature),
                         request.body.size() <= signer::kMaxActContentBytes ? request.body : base::Bytes(),
                         std::move(acting->certificate),
                         std::move(acting->region),
                         std::move(acting->untrained),
                         std::move(acting->body),
                         std::move(acting->site)};
}

struct Call::State {
  officers::Actor actor;
  officers::RequestName name;
  officers::Requests requests;  // a copy: the lane may still answer when the routes are gone
  const http::Request* request;
  http::Responder responder;
  std::optional<officers::StoredAnswer> answer;
};

const officers::Actor& Call::actor() const {
  return state_->actor;
}

const http::Request& Call::request() const {
  return *state_->request;
}

void Call::store_answer(store::WriteSet& set, int status, std::string json) const {
  state_->answer = officers::StoredAnswer{status, std::move(json)};
  state_->requests.add(set, state_->name, *state_->answer);
}

void Call::answer_stored() const {
  http::Responder responder = std::move(state_->responder);
  if (!state_->answer) return;  // the responder's end answers
  responder.answer(http::json(state_->answer->status, state_->answer->json));
}

void Call::answer(int status, std::string json) const {
  http::Responder responder = std::move(state_->responder);
  responder.answer(http::json(status, std::move(json)));
}

void Call::fail(base::Error error) const {
  http::Responder responder = std::move(state_->responder);
  if (error.kind == ErrorKind::Conflict) {
    // It may conflict with itself, asked twice at once. One read, on the lane's thread or a worker's; this is
    // no normal path.
    auto stored = state_->requests.find(state_->name);
    if (stored && *stored) return responder.answer(replayed(**stored));
    if (!stored && stored.error().kind == ErrorKind::Refused) error = std::move(stored).error();
  }
  responder.fail(std::move(error));
}

http::Route signed_write(const Office& services, std::string name, http::Method method, std::string path,
                         std::function<void(Call, const http::JsonReader&)> handle, std::size_t max_body) {
  const auto read = [handle = std::move(handle)](Call call) {
    auto body = read_body(call.request());
    if (!body) return call.fail(std::move(body).error());
    handle(std::move(call), *body);
  };
  return signed_raw_write(services, std::move(name), method, std::move(path), read, max_body);
}

http::Route signed_raw_write(const Office& services, std::string name, http::Method method, std::string path,
                             std::function<void(Call)> handle, std::size_t max_body) {
  http::Route route;
  route.name = std::move(name);
  route.method = method;
  route.path = std::move(path);
  route.max_body = max_body;
  route.handler = [&services, operation = route.name, handle = std::move(handle)](
                      const http::Request& request, http::Responder responder) {
    auto actor = services.authenticator.authenticate(request);
    if (!actor) return responder.fail(std::move(actor).error());
    auto key = idempotency_key(request);
    if (!key) return responder.fail(std::move(key).error());
    const officers::RequestName asked{actor->id, operation, *key, digest_of(request)};
    // One snapshot for all that is looked up before the lane has the act.
    const auto carry_out = [&](store::Connection&) -> Result<void> {
      YX_TRY(const auto stored, services.requests.find(asked));
      if (stored) {
        responder.answer(replayed(*stored));
        return {};
      }
      auto state = std::shared_ptr<Call::State>(new Call::State{
          std::move(actor).value(), asked, services.requests, &request, std::move(responder), std::nullopt});
      handle(Call(std::move(state)));
      return {};
    };
    auto carried = services.database.read(carry_out);
    if (!carried) responder.fail(std::move(carried).error());
  };
  return route;
}

http::Route signed_read(
    const Office& services, std::string name, std::string path,
    std::function<void(const officers::Actor&, const http::Request&, http::Responder)> handle) {
  http::Route route;
  route.name = std::move(name);
  route.path = std::move(path);
  route.handler = [&services, handle = std::move(handle)](const http::Request& request,
                                                          http::Responder responder) {
    const auto actor = services.authenticator.authenticate(request);
    if (!actor) return responder.fail(actor.error());
    handle(*actor, request, std::move(responder));
  };
  return route;
}

Result<Page> read_page(const http::Request& request) {
  const auto malformed = [](const char* which) {
    return make_error(ErrorKind::Malformed, "http.page", which);
  };
  Page page;
  page.after = request.query_parameter("after").value_or("");
  if (page.after.size() > kMaxAfter) return malformed("after");
  const auto limit = request.query_parameter("limit");
  if (!limit) return page;
  const auto [end, error] = std::from_chars(limit->data(), limit->data() + limit->size(), page.limit);
  if (error != std::errc() || end != limit->data() + limit->size()) return malformed("limit");
  if (page.limit < 1 || page.limit > kMaxPage) return malformed("limit: 1 to 200");
  return page;
}

}  // namespace yinxin::endpoints
