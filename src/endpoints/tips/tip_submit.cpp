// POST /tips: a tip by anybody, signed with the key of its query code, or entered by a handler. Who reports
// is in the seal and nowhere else.
#include "endpoints/cases/case_json.hpp"
#include "endpoints/inputs.hpp"
#include "endpoints/signed.hpp"
#include "endpoints/tips/operations.hpp"

namespace yinxin::endpoints {

using base::Result;

namespace {

constexpr const char* kPublic = "visitor";  // of rules/roles.toml
constexpr std::size_t kMaxTipScope = 6;
constexpr std::size_t kMaxTip = 256 * 1024;

Result<cases::Caller> sender_of(const Office& office, const officers::Actor& actor,
                                const std::string& scope) {
  if (!actor.roles.empty()) return caller_of(office, actor);
  cases::Caller caller;
  caller.actor = actor;
  caller.roles = {kPublic};
  caller.reach = scope;
  return caller;
}

Result<supervision::NewTip> read_tip(const Office& office, const http::JsonReader& body) {
  const procedure::Procedure* procedure = procedure_in_force(office, std::string(supervision::kTipProcedure),
                                                             base::beijing_date(office.clock.now()));
  const procedure::Transition* opening =
      procedure == nullptr ? nullptr : procedure->opening(procedure::Origin::Person);
  if (opening == nullptr) return base::make_error(base::ErrorKind::NotFound, "cases.procedure", "tip");
  supervision::NewTip tip;
  tip.scope = body.optional_text("scope", kMaxTipScope).value_or(office.desk.region);
  tip.inputs = read_inputs(body, *opening);
  if (body.has("seal")) tip.seal = body.octets("seal", supervision::kMaxSealBytes);
  YX_CHECK(body.finish());
  return tip;
}

void submit_tip(const Supervision& office, const Call& call, const http::JsonReader& body) {
  const auto tips = tips_of(office);
  if (!tips) return call.fail(tips.error());
  auto tip = read_tip(office, body);
  if (!tip) return call.fail(std::move(tip).error());
  const auto caller = sender_of(office, call.actor(), tip->scope);
  if (!caller) return call.fail(caller.error());
  (*tips)->submit(*std::move(tip), *caller, call.remember<cases::Case>(201, case_receipt),
                  call.completion<cases::Case>());
}

}  // namespace

http::Route tip_submit(const Supervision& office) {
  const auto handle = [&office](const Call& call, const http::JsonReader& body) {
    submit_tip(office, call, body);
  };
  http::Route route = signed_write(office, "tipSubmit", http::Method::Post, "/tips", handle, kMaxTip);
  route.rate_class = kQueryClass;
  return route;
}

}  // namespace yinxin::endpoints
