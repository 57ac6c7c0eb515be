// POST /rules: a compliance officer puts a version of the CPS or CP forward, text and parameters together.
#include "endpoints/policy/operations.hpp"

namespace yinxin::endpoints {

using base::Result;

namespace {

Result<policy::RulesProposal> read_proposal(const http::JsonReader& body) {
  policy::RulesProposal proposal;
  const auto kind = policy::find_rules_kind(body.text("kind"));
  if (!kind) body.fault("kind", "is not cps or cp");
  proposal.version = body.text("version");
  proposal.title = body.text("title");
  const auto effective_at = base::parse_utc(body.text("effective_at"));
  if (!effective_at) body.fault("effective_at", "is not of the form 2026-01-31T08:00:00Z");
  proposal.document = body.text("document", kMaxSignedBody);  // the service has its own limit and says so
  proposal.profile = body.text("profile", kMaxSignedBody);
  YX_CHECK(body.finish());
  proposal.kind = kind.value();
  proposal.effective_at = *effective_at;
  return proposal;
}

}  // namespace

http::Route rules_propose(const Services& services) {
  return signed_write(services, "rulesPropose", http::Method::Post, "/rules",
                      [&services](const Call& call, const http::JsonReader& body) {
                        auto proposal = read_proposal(body);
                        if (!proposal) return call.fail(std::move(proposal).error());
                        services.policy.propose_rules(std::move(proposal).value(), call.actor(),
                                                      call.remember<policy::RulesVersion>(201, rules_json),
                                                      call.completion<policy::RulesVersion>());
                      });
}

}  // namespace yinxin::endpoints
