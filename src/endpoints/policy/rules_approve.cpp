// POST /rules/{kind}/{version}/approval: 批准, by the responsible person.
#include "endpoints/policy/operations.hpp"

namespace yinxin::endpoints {

http::Route rules_approve(const Services& services) {
  return signed_write(services, "rulesApprove", http::Method::Post, "/rules/{kind}/{version}/approval",
                      [&services](const Call& call, const http::JsonReader& body) {
                        const auto sound = body.finish();
                        if (!sound) return call.fail(sound.error());
                        const auto kind = rules_kind_of(call.request());
                        if (!kind) return call.fail(kind.error());
                        services.policy.approve_rules(*kind, call.request().path_parameter("version"),
                                                      call.actor(),
                                                      call.remember<policy::RulesVersion>(200, rules_json),
                                                      call.completion<policy::RulesVersion>());
                      });
}

}  // namespace yinxin::endpoints
