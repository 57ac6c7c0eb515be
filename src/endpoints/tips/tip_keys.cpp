// GET /tips/keys?scope=530000: for whom a tip of that region is sealed, open to all; POST /tips/keys: a
// handler enrols the encryption key whose private half stays with them.
#include "endpoints/cases/access.hpp"
#include "endpoints/signed.hpp"
#include "endpoints/tips/operations.hpp"

namespace yinxin::endpoints {

using base::Result;

Result<supervision::Tips*> tips_of(const Supervision& office) {
  if (office.tips != nullptr) return office.tips;
  return base::make_error(base::ErrorKind::Unavailable, "supervision.tip.off");
}

namespace {

void write_key(http::JsonWriter& json, const supervision::HandlerKey& one) {
  json.text("key", base::to_hex(supervision::handler_key_name(one.key)));
  json.text("point", base::to_base64(one.key.point()));
  json.time("since", one.since);
}

Result<std::string> list_keys(const Supervision& office, const http::Request& request) {
  YX_TRY(supervision::Tips* const tips, tips_of(office));
  const std::string scope(request.query_parameter("scope").value_or(office.desk.region));
  YX_TRY(const auto keys, tips->handlers(scope));
  http::JsonWriter json;
  json.object([&] {
    json.array("keys", [&] {
      for (const supervision::HandlerKey& one : keys) json.object([&] { write_key(json, one); });
    });
  });
  return json.text();
}

std::string key_receipt(const supervision::HandlerKey& made) {
  http::JsonWriter json;
  json.object([&] { write_key(json, made); });
  return json.text();
}

void enrol_key(const Supervision& office, const Call& call, const http::JsonReader& body) {
  const base::Bytes point = body.octets("point", crypto::Sm2PublicKey::kPointSize);
  const auto sound = body.finish();
  if (!sound) return call.fail(sound.error());
  const auto tips = tips_of(office);
  if (!tips) return call.fail(tips.error());
  const auto caller = caller_of(office, call.actor());
  if (!caller) return call.fail(caller.error());
  const auto key = crypto::Sm2PublicKey::from_point(point);
  if (!key) return call.fail(key.error());
  (*tips)->enrol(*key, *caller, call.remember<supervision::HandlerKey>(201, key_receipt),
                 call.completion<supervision::HandlerKey>());
}

}  // namespace

http::Route tip_keys(const Supervision& office) {
  http::Route route;
  route.name = "tipKeys";
  route.path = "/tips/keys";
  route.rate_class = kQueryClass;
  route.handler = [&office](const http::Request& request, http::Responder responder) {
    auto listed = list_keys(office, request);
    if (!listed) return responder.fail(std::move(listed).error());
    responder.answer(http::json(200, *std::move(listed)));
  };
  return route;
}

http::Route tip_enrol(const Supervision& office) {
  const auto handle = [&office](const Call& call, const http::JsonReader& body) {
    enrol_key(office, call, body);
  };
  return signed_write(office, "tipEnrol", http::Method::Post, "/tips/keys", handle);
}

}  // namespace yinxin::endpoints
