// POST /tips/{number}/wraps: a handler for whom a tip is sealed lets another handler open it.
#include "endpoints/cases/access.hpp"
#include "endpoints/signed.hpp"
#include "endpoints/tips/operations.hpp"
#include "endpoints/tips/tip_json.hpp"

namespace yinxin::endpoints {

namespace {

constexpr std::size_t kMaxCipher = 256;  // an SM2Cipher of 32 octets has at most 156

std::string share_receipt(const supervision::TipShare& share) {
  http::JsonWriter json;
  json.object([&] {
    json.text("number", share.number);
    write_wrap(json, share.wrap);
  });
  return json.text();
}

void share_tip(const Supervision& office, const Call& call, const http::JsonReader& body) {
  supervision::TipShare share;
  share.number = call.request().path_parameter("number");
  const auto key = base::from_hex(body.text("key", 2 * crypto::kSm3Size));
  if (key && key->size() == share.wrap.key.size())
    std::copy(key->begin(), key->end(), share.wrap.key.begin());
  else
    body.fault("key", "is no SM3 in hexadecimal");
  share.wrap.cipher = body.octets("cipher", kMaxCipher);
  const auto sound = body.finish();
  if (!sound) return call.fail(sound.error());
  const auto tips = tips_of(office);
  if (!tips) return call.fail(tips.error());
  const auto caller = caller_of(office, call.actor());
  if (!caller) return call.fail(caller.error());
  (*tips)->share(share, *caller, call.remember<supervision::TipShare>(201, share_receipt),
                 call.completion<supervision::TipShare>());
}

}  // namespace

http::Route tip_share(const Supervision& office) {
  const auto handle = [&office](const Call& call, const http::JsonReader& body) {
    share_tip(office, call, body);
  };
  return signed_write(office, "tipShare", http::Method::Post, "/tips/{number}/wraps", handle);
}

}  // namespace yinxin::endpoints
