// POST /rules/{kind}/{version}/publication: 公布: from now on the text stands at its permanent address
// (article 16).
#include "endpoints/policy/operations.hpp"

namespace yinxin::endpoints {

http::Route rules_publish(const Services& services) {
  return signed_write(services, "rulesPublish", http::Method::Post, "/rules/{kind}/{version}/publication",
                      [&services](const Call& call, const http::JsonReader& body) {
                        const auto sound = body.finish();
                        if (!sound) return call.fail(sound.error());
                        const auto kind = rules_kind_of(call.request());
                        if (!kind) return call.fail(kind.error());
                        services.policy.publish_rules(*kind, call.request().path_parameter("version"),
                                                      call.actor(),
                                                      call.remember<policy::RulesVersion>(200, rules_json),
                                                      call.completion<policy::RulesVersion>());
                      });
}

}  // namespace yinxin::endpoints
