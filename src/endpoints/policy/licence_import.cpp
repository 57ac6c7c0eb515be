// POST /licences: a compliance officer enters the regulator's signed file (articles 4, 12).
#include "endpoints/policy/operations.hpp"

namespace yinxin::endpoints {

http::Route licence_import(const Services& services) {
  return signed_write(services, "licenceImport", http::Method::Post, "/licences",
                      [&services](const Call& call, const http::JsonReader& body) {
                        std::string note = body.text("note");
                        const auto sound = body.finish();
                        if (!sound) return call.fail(sound.error());
                        services.policy.import_licence(std::move(note), call.actor(),
                                                       call.remember<policy::Licence>(201, licence_json),
                                                       call.completion<policy::Licence>());
                      });
}

}  // namespace yinxin::endpoints
