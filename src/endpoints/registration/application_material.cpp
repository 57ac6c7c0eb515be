// POST /applications/{number}/materials: one paper of an application, scanned or photographed (article 21).
#include "endpoints/registration/access.hpp"
#include "endpoints/registration/operations.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

using registration::Application;

namespace {

constexpr std::size_t kMaxKind = 64;
constexpr std::size_t kMaxMaterialTitle = 512;  // octets
constexpr std::size_t kMaxMediaType = 128;      // RFC 6838 4.2: 127 and 127 characters; ours are short

/// Who added it may name it afterwards by its digest.
std::string added(const Application& application, const crypto::Sm3Digest& digest) {
  http::JsonWriter json;
  json.object([&] {
    json.text("number", application.number).text("state", application.state);
    json.integer("version", application.version).text("sm3", base::to_hex(digest));
  });
  return json.text();
}

}  // namespace

http::Route application_material(const Services& services) {
  const auto handle = [&services](Call call, const http::JsonReader& body) {
    registration::Material material;
    material.kind = body.text("kind", kMaxKind);
    material.title = body.text("title", kMaxMaterialTitle);
    material.media_type = body.text("media_type", kMaxMediaType);
    material.content = body.octets("content", registration::kMaxMaterial);
    const auto readable = body.finish();
    if (!readable) return call.fail(readable.error());
    const auto open = check_open_to(services, call.request().path_parameter("number"), call.actor());
    if (!open) return call.fail(open.error());
    const crypto::Sm3Digest digest = crypto::sm3(material.content);
    const auto to_json = [digest](const Application& application) { return added(application, digest); };
    services.registration.add_material(call.request().path_parameter("number"), std::move(material),
                                       call.actor(), call.remember<Application>(201, to_json),
                                       call.completion<Application>());
  };
  return signed_write(services, "applicationMaterial", http::Method::Post, "/applications/{number}/materials",
                      handle);
}

}  // namespace yinxin::endpoints
