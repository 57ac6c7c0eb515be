// The effect `issue`: every gate from the history and from policy as it stands now, the permit, and what
// follows when the certificate takes another's place.
#include <algorithm>

#include "registration/state.hpp"

namespace yinxin::registration {

using authority::IssuedCertificate;
using base::Result;

namespace {

/// What opened the gate of this event, and a digest of what was entered then.
std::optional<GateFact> gate_fact(const std::vector<procedure::GateState>& gates,
                                  const procedure::Case& current, const Application& application,
                                  std::string_view event) {
  for (const procedure::GateState& state : gates) {
    if (state.gate->event != event || state.opened == nullptr) continue;
    const auto position = static_cast<std::size_t>(state.opened - current.history.data());
    const StepNote& step = application.steps.at(position);
    const auto octets = inputs_to_bytes(step.inputs);
    if (!octets) return std::nullopt;
    return GateFact{step.actor, step.at, base::to_hex(crypto::sm3(*octets))};
  }
  return std::nullopt;
}

Result<x509::CertificateRequest> proved_request(const Form& form) {
  YX_TRY(x509::CertificateRequest request, x509::CertificateRequest::parse(form.request));
  YX_CHECK(request.verify_possession());
  return request;
}

x509::Validity validity_from(base::Time start, std::int64_t days, const x509::Certificate& issuer) {
  const base::Time begin = std::chrono::floor<std::chrono::seconds>(start);
  // The last second is counted (RFC 5280 4.1.2.5); nothing outlives its issuer.
  const base::Time end = begin + std::chrono::days(days) - std::chrono::seconds(1);
  return {begin, std::min(end, issuer.tbs().validity.not_after)};
}

proof::ActCode replacing_act(Purpose purpose) {
  if (purpose == Purpose::Renewal) return proof::ActCode::Renewed;
  return purpose == Purpose::Rekey ? proof::ActCode::Rekeyed : proof::ActCode::Changed;
}

}  // namespace

Result<authority::IssuancePermit> Service::State::permit(const Attempt& attempt,
                                                         const Result<policy::RulesInForce>& rules) const {
  const Application& application = attempt.before.application;
  const Form& form = application.form;
  const x509::Certificate& issuer = house.authority.issuing().certificate;
  YX_TRY(const x509::CertificateRequest request, proved_request(form));

  const procedure::Case current = case_of(application);
  const auto gates = procedure::gates(procedure_of(application), current);
  const auto fact = [&](std::string_view event) { return gate_fact(gates, current, application, event); };
  const GateFacts facts{house.policy.licence_in_force(attempt.at),
                        rules,
                        fact("check_identity"),
                        fact("review_material"),
                        fact("notify"),
                        fact("sign_agreement"),
                        attempt.actor_name,
                        application.steps.at(0).actor};

  authority::CertificateOrder order;
  order.application = application.number;
  order.profile = form.profile;
  order.validity = validity_from(attempt.at, form.validity_days, issuer);
  order.subject = form.subject;
  order.public_key = request.public_key();
  order.alt_names = form.alt_names;
  YX_TRY(auto openings, find_openings(house.database, house.vault, application.number));
  for (const IdentityNumber& identity : form.identities) {
    order.identities.push_back({identity.kind, identity.number, std::move(openings[identity.kind])});
  }
  order.gates.emplace_back("request_sm3", base::to_hex(crypto::sm3(form.request)));
  return GateCheck::check(facts, issuer.tbs().subject, std::move(order));
}

void Service::State::issue(AttemptPtr attempt) {
  const auto rules = house.policy.rules_in_force(attempt->at);
  auto permitted = permit(*attempt, rules);
  if (!permitted) return attempt->finish(permitted.error());
  const auto after_it = std::make_shared<Dossier>(after(*attempt));
  const Form& form = after_it->application.form;
  if (form.replaces) {
    auto replaced = find_number(house.database, *form.replaces);
    if (!replaced) return attempt->finish(replaced.error());
    const bool ends =
        form.purpose == Purpose::Change || !form.reason.empty() || rules->profile.renewal_revokes;
    if (ends && *replaced) after_it->ends = **replaced;
  }
  house.authority.issue(
      std::move(*permitted), attempt->actor,
      [self = shared_from_this(), attempt, after_it](store::WriteSet& set, const IssuedCertificate& issued) {
        after_it->application.serial = issued.certificate.serial();
        after_it->not_after = issued.certificate.tbs().validity.not_after;
        self->write(set, *attempt, *after_it);
        self->add_replacing_act(set, *attempt);
      },
      [self = shared_from_this(), attempt, after_it](Result<IssuedCertificate> issued) {
        if (!issued) return attempt->finish(issued.error());
        self->finish_issue(attempt, after_it);
      });
}

void Service::State::add_replacing_act(store::WriteSet& set, const Attempt& attempt) const {
  const Form& form = attempt.before.application.form;
  if (!form.replaces) return;
  ledger::Act act;
  act.code = replacing_act(form.purpose);
  act.object = authority::application_object(attempt.before.application.number);
  act.record = facts_of(attempt);
  if (!act.record.add("replaces", form.replaces->to_hex())) throw std::logic_error("fact replaces");
  house.recorder.add(set, act, attempt.at);
}

/// Article 20: when the new certificate is answered for, the old one is ended. What fails here stays in
/// `ends` for fire_due(); the certificate is issued either way.
void Service::State::finish_issue(AttemptPtr attempt, std::shared_ptr<Dossier> after_it) {
  if (after_it->ends.empty()) return attempt->finish(std::move(after_it->application));
  end_replaced(after_it->application.number, after_it->ends,
               [attempt, after_it](Result<void>) { attempt->finish(std::move(after_it->application)); });
}

}  // namespace yinxin::registration
