// POST /tips/{number}/openings: what is sensitive in a tip and, for its handlers, the seal, for a reason,
// once that is on record.
#include "endpoints/cases/access.hpp"
#include "endpoints/signed.hpp"
#include "endpoints/tips/operations.hpp"
#include "endpoints/tips/tip_json.hpp"

namespace yinxin::endpoints {

using base::Result;

namespace {

constexpr std::size_t kMaxOpeningBody = 4096;
constexpr std::size_t kMaxReasonOctets = 4 * supervision::kMaxTipReason;

struct Asked {
  supervision::Tips* tips = nullptr;
  cases::Caller caller;
  std::string reason;
  bool with_seal = false;
};

Result<Asked> read_asked(const Supervision& office, const http::Request& request) {
  Asked asked;
  YX_TRY(const officers::Actor actor, office.authenticator.authenticate(request));
  YX_TRY(const http::JsonReader body, http::JsonReader::parse(request.body));
  asked.reason = body.text("reason", kMaxReasonOctets);
  asked.with_seal = body.boolean("seal");
  YX_CHECK(body.finish());
  YX_TRY(asked.tips, tips_of(office));
  YX_TRY(asked.caller, caller_of(office, actor));
  return asked;
}

http::Response content_json(const supervision::TipContent& content) {
  http::JsonWriter json;
  json.object([&] {
    json.array("parts", [&] {
      for (const supervision::TipContent::Part& part : content.parts) {
        json.object([&] {
          json.text("id", part.id).text("zh", part.label.zh).text("en", part.label.en);
          json.text("text", part.text);
        });
      }
    });
    if (content.seal.empty()) return;
    json.text("seal", base::to_base64(content.seal));
    json.array("wraps", [&] {
      for (const supervision::SealWrap& wrap : content.wraps) json.object([&] { write_wrap(json, wrap); });
    });
  });
  http::Response response = http::json(200, json.text());
  response.headers.add("Cache-Control", "no-store");
  return response;
}

}  // namespace

// The answer is not kept as that of an idempotent request: asking again looks, and is recorded, again.
http::Route tip_open(const Supervision& office) {
  http::Route route;
  route.name = "tipOpen";
  route.method = http::Method::Post;
  route.path = "/tips/{number}/openings";
  route.max_body = kMaxOpeningBody;
  route.handler = [&office](const http::Request& request, http::Responder responder) {
    const auto asked = read_asked(office, request);
    if (!asked) return responder.fail(asked.error());
    asked->tips->open(request.path_parameter("number"), asked->reason, asked->with_seal, asked->caller,
                      http::completion<supervision::TipContent>(std::move(responder), content_json));
  };
  return route;
}

}  // namespace yinxin::endpoints
