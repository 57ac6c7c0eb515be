// What follows from an event beside the step: the closed list of effects, each in the commit of the step.
#include <algorithm>
#include <array>

#include "ledger/destruction.hpp"
#include "registration/state.hpp"

namespace yinxin::registration {

using authority::CertificateRecord;
using authority::RevocationOrder;
using base::ErrorKind;
using base::make_error;
using base::Result;
using x509::RevocationReason;

namespace {

/// Codes of the input `reason` of revoke (requirements 11.1, RFC 5280 5.3.1).
constexpr std::array<std::pair<std::string_view, RevocationReason>, 6> kReasons{
    {{"unspecified", RevocationReason::Unspecified},
     {"key_compromise", RevocationReason::KeyCompromise},
     {"affiliation_changed", RevocationReason::AffiliationChanged},
     {"superseded", RevocationReason::Superseded},
     {"cessation_of_operation", RevocationReason::CessationOfOperation},
     {"privilege_withdrawn", RevocationReason::PrivilegeWithdrawn}}};

std::string text_input(const procedure::Values& inputs, std::string_view id) {
  const auto found = inputs.find(id);
  const auto* text = found == inputs.end() ? nullptr : std::get_if<std::string>(&found->second);
  return text == nullptr ? std::string() : *text;
}

bool is_holder(const CertificateRecord& record, const officers::Actor& actor) {
  const auto certificate = x509::Certificate::parse(record.der);
  return certificate && !actor.key.empty() && base::equal(actor.key, certificate->tbs().public_key.point());
}

/// Nobody took the certificate in time.
RevocationOrder revocation_by_clock() {
  RevocationOrder order;
  order.reason = RevocationReason::CessationOfOperation;
  order.cause = "持有人未在期限内接受证书";
  return order;
}

/// Why a certificate gives way to another (requirements 2.12, 11.1).
RevocationReason replaced_reason(const Form& successor) {
  if (successor.purpose == Purpose::Change) return RevocationReason::AffiliationChanged;
  const bool lost = successor.reason == "lost" || successor.reason == "compromised";
  return lost ? RevocationReason::KeyCompromise : RevocationReason::Superseded;
}

}  // namespace

Result<RevocationOrder> revocation_of(const procedure::Values& inputs) {
  RevocationOrder order;
  const std::string code = text_input(inputs, "reason");
  const auto* reason =
      std::find_if(kReasons.begin(), kReasons.end(), [&](const auto& one) { return one.first == code; });
  if (reason == kReasons.end())
    return make_error(ErrorKind::Malformed, "procedure.input", "reason: not in the list");
  order.reason = reason->second;
  order.cause = text_input(inputs, "cause");
  if (order.cause.empty()) return make_error(ErrorKind::Malformed, "procedure.input", "cause: is missing");
  const auto day = inputs.find("invalidity_date");
  if (day != inputs.end())
    order.invalidity_date = base::Time(std::chrono::sys_days(std::get<base::Date>(day->second))) -
                            std::chrono::hours(8);  // Beijing
  return order;
}

struct Service::State::Effects {
  static constexpr std::array<std::pair<std::string_view, Run>, 8> kAll{
      {{"", &State::record_only},
       {"issue", &State::issue},
       {"suspend", &State::suspend},
       {"resume", &State::resume},
       {"revoke", &State::revoke},
       {"revoke_replaced", &State::revoke_replaced},
       {"caller_check", &State::caller_check},
       {"destroy", &State::destroy}}};
};

Service::State::Run Service::State::effect(std::string_view word) {
  const auto* found = std::find_if(Effects::kAll.begin(), Effects::kAll.end(),
                                   [&](const auto& one) { return one.first == word; });
  return found == Effects::kAll.end() ? nullptr : found->second;
}

std::vector<std::string> Service::effects() {
  std::vector<std::string> words;
  for (const auto& [word, run] : State::Effects::kAll) {
    if (!word.empty()) words.emplace_back(word);
  }
  return words;
}

void Service::State::record_only(AttemptPtr attempt) {
  Dossier after_it = after(*attempt);
  store::WriteSet set;
  write(set, *attempt, after_it);
  add_act(set, *attempt);
  submit_set(std::move(attempt), std::move(set), std::move(after_it));
}

/// The order and the rows of the step in one commit, whatever is done to the certificate.
void Service::State::change_status(AttemptPtr attempt, Change change, RevocationOrder order) {
  const auto after_it = std::make_shared<Dossier>(after(*attempt));
  if (!after_it->application.serial)
    return attempt->finish(make_error(ErrorKind::Internal, "registration.stored", "no serial"));
  const auto certificate = house.authority.find(*after_it->application.serial);
  if (!certificate) return attempt->finish(certificate.error());
  order.authority = certificate->authority;
  order.serial = certificate->serial;
  order.actor = attempt->actor;
  order.with_revocation = [self = shared_from_this(), attempt, after_it](store::WriteSet& set,
                                                                         const CertificateRecord&) {
    self->write(set, *attempt, *after_it);
    if (!attempt->successor.empty()) clear_ends(set, attempt->successor);
  };
  (house.authority.*change)(std::move(order), [attempt, after_it](Result<CertificateRecord> changed) {
    if (!changed) return attempt->finish(changed.error());
    attempt->finish(std::move(after_it->application));
  });
}

void Service::State::suspend(AttemptPtr attempt) {
  RevocationOrder order;
  order.cause = text_input(attempt->deed.inputs, "cause");
  change_status(std::move(attempt), &authority::Service::suspend, std::move(order));
}

void Service::State::resume(AttemptPtr attempt) {
  change_status(std::move(attempt), &authority::Service::resume, {});
}

void Service::State::revoke(AttemptPtr attempt) {
  auto order = attempt->origin == procedure::Origin::Timer ? revocation_by_clock()
                                                           : revocation_of(attempt->deed.inputs);
  if (!order) return attempt->finish(order.error());
  change_status(std::move(attempt), &authority::Service::revoke, std::move(*order));
}

void Service::State::revoke_replaced(AttemptPtr attempt) {
  const auto successor = load_case(attempt->successor);
  if (!successor) return attempt->finish(successor.error());
  RevocationOrder order;
  order.reason = replaced_reason(successor->application.form);
  order.cause = "被新证书取代，申请编号 " + attempt->successor;
  change_status(std::move(attempt), &authority::Service::revoke, std::move(order));
}

void Service::perform_on_recovered(const x509::Serial& serial, const std::string& event,
                                   const procedure::Values& inputs, officers::Actor actor,
                                   store::Remember<CertificateRecord> remember,
                                   base::Completion<CertificateRecord> done) {
  authority::Service& issuing = state_->house.authority;
  const auto found = issuing.find(serial);
  if (!found) return done(found.error());
  const bool taken = issuing.taken(found->authority).has_value();
  // Who holds a certificate that was taken over revokes it with its key; all else is the officer's (article
  // 18).
  if (!taken || event != "revoke" || !is_holder(*found, actor)) {
    const auto may = officers::require_role(actor, officers::Role::IssuingOfficer);
    if (!may) return done(may.error());
  }
  const auto recovered = ledger::newest_record(state_->house.database, state_->house.recorder,
                                               authority::certificate_object(found->authority, serial),
                                               proof::ActCode::CertificateRecovered);
  if (!recovered && !taken && recovered.error().code == "ledger.record.none")
    return done(make_error(ErrorKind::NotFound, "authority.certificate"));
  if (!recovered && recovered.error().code != "ledger.record.none") return done(recovered.error());
  const bool revokes = event == "revoke";
  if (!revokes && event != "resume") return done(make_error(ErrorKind::NotFound, "procedure.event", event));
  auto order = revokes ? revocation_of(inputs) : Result<RevocationOrder>(RevocationOrder{});
  if (!order) return done(order.error());
  order->authority = found->authority;
  order->serial = serial;
  order->actor = std::move(actor);
  order->with_revocation = std::move(remember);
  (issuing.*(revokes ? &authority::Service::revoke : &authority::Service::resume))(std::move(*order),
                                                                                   std::move(done));
}

}  // namespace yinxin::registration
