// POST /qr-codes: texts as QR codes, for sheets that an officer prints. Nothing is kept.
#include "documents/service.hpp"
#include "endpoints/registration/access.hpp"
#include "endpoints/registration/operations.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

namespace {

constexpr std::size_t kMaxQrTexts = 200;
constexpr std::size_t kMaxQrText = 512;  // octets: an address with a token has about 100

base::Result<std::string> draw_codes(const officers::Actor& actor, const http::JsonReader& body) {
  YX_CHECK(require_own_staff(actor));
  const auto texts = body.texts("texts", kMaxQrTexts, kMaxQrText);
  YX_CHECK(body.finish());
  std::vector<documents::QrCode> codes;
  for (const std::string& text : texts) {
    YX_TRY(documents::QrCode code, documents::qr_code(text));
    codes.push_back(std::move(code));
  }
  http::JsonWriter json;
  json.object([&] {
    json.array("codes", [&] {
      for (const documents::QrCode& code : codes) {
        std::string modules;
        for (const std::uint8_t module : code.modules) modules += module != 0 ? '1' : '0';
        json.object([&] { json.integer("side", code.side).text("modules", modules); });
      }
    });
  });
  return json.text();
}

}  // namespace

http::Route qr_code_list(const Services& services) {
  const auto handle = [](const Call& call, const http::JsonReader& body) {
    auto drawn = draw_codes(call.actor(), body);
    if (!drawn) return call.fail(std::move(drawn).error());
    call.answer(200, *std::move(drawn));
  };
  return signed_write(services, "qrCodes", http::Method::Post, "/qr-codes", handle);
}

}  // namespace yinxin::endpoints
