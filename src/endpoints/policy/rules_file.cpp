// POST /rules/{kind}/{version}/filing: 备案已提交, with the province's receipt when there is one (article
// 16).
#include "endpoints/policy/operations.hpp"

namespace yinxin::endpoints {

http::Route rules_file(const Services& services) {
  return signed_write(services, "rulesFile", http::Method::Post, "/rules/{kind}/{version}/filing",
                      [&services](const Call& call, const http::JsonReader& body) {
                        std::string receipt = body.text("receipt", http::kMaxJsonText, true);
                        const auto sound = body.finish();
                        if (!sound) return call.fail(sound.error());
                        const auto kind = rules_kind_of(call.request());
                        if (!kind) return call.fail(kind.error());
                        services.policy.file_rules(*kind, call.request().path_parameter("version"),
                                                   std::move(receipt), call.actor(),
                                                   call.remember<policy::RulesVersion>(200, rules_json),
                                                   call.completion<policy::RulesVersion>());
                      });
}

}  // namespace yinxin::endpoints
