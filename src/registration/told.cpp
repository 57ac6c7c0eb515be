// What other cases of the office do to certificates and their records: a claim holds them (article 40), a
// change of the holder's data ends them (article 20). Rows and acts for the commit of that case's step, so
// that they come once with it, or not at all.
#include <algorithm>

#include "registration/state.hpp"

namespace yinxin::registration {

using base::ErrorKind;
using base::make_error;
using base::Result;
using cases::Case;

namespace {

constexpr std::int64_t kMaxOfHolder = 10'000;  // ours: far above what one holder has

const std::string* text_value(const Case& the_case, std::string_view id) {
  const auto found = the_case.played.values.find(id);
  return found == the_case.played.values.end() ? nullptr : std::get_if<std::string>(&found->second);
}

std::string teller_of(const Case& the_case) {
  return "case/" + the_case.number;
}

/// The certificate that the case is about. Errors: Refused `registration.certificate_unknown`.
Result<authority::CertificateRecord> certificate_of(const Case& the_case, const authority::Service& ours) {
  const auto unknown = [&] {
    const std::string article = the_case.procedure == "claim" ? "40" : "20";
    return make_error(ErrorKind::Refused, "registration.certificate_unknown", "", article);
  };
  const std::string* text = text_value(the_case, "serial");
  if (text == nullptr) return unknown();
  const auto serial = x509::Serial::from_hex(*text);
  if (!serial) return unknown();
  auto found = ours.find(*serial);
  if (!found && found.error().kind == ErrorKind::NotFound) return unknown();
  if (found && found->state != authority::CertificateState::Issued) return unknown();
  return found;
}

bool has_hold(const std::vector<StepNote>& steps, const std::string& reference) {
  const std::vector<Hold> holds = standing_holds(steps);
  return std::any_of(holds.begin(), holds.end(),
                     [&](const Hold& hold) { return hold.reference == reference; });
}

bool is_in_force(const authority::CertificateRecord& certificate, base::Time now) {
  const bool revoked =
      certificate.revoked_at && certificate.reason != x509::RevocationReason::CertificateHold;
  return certificate.state == authority::CertificateState::Issued && !revoked &&
         now <= certificate.validity.not_after;
}

/// Whether two certificates say the same of their holder.
Result<bool> says_the_same(const authority::CertificateRecord& a, const authority::CertificateRecord& b) {
  YX_TRY(const auto one, x509::Certificate::parse(a.der));
  YX_TRY(const auto other, x509::Certificate::parse(b.der));
  return base::equal(one.tbs().subject.der(), other.tbs().subject.der());
}

}  // namespace

Result<void> Service::State::tell(store::WriteSet& set, const std::string& who, const std::string& number,
                                  const std::string& event, procedure::Values inputs) const {
  Attempt attempt;
  attempt.deed = Deed{number, event, std::move(inputs), {}};
  attempt.actor.id = who;
  attempt.origin = procedure::Origin::ChildCase;
  YX_CHECK(prepare(attempt));
  Dossier after_it = after(attempt);
  if (attempt.transition().effect.empty()) {
    write(set, attempt, after_it);
    add_act(set, attempt);
    return {};
  }
  YX_TRY(authority::RevocationOrder order, revocation_of(attempt.deed.inputs));
  if (!after_it.application.serial)
    return make_error(ErrorKind::Internal, "registration.stored", "no serial");
  YX_TRY(const auto certificate, house.authority.find(*after_it.application.serial));
  order.authority = certificate.authority;
  order.serial = certificate.serial;
  order.actor = attempt.actor;
  house.authority.add_revocation(set, certificate, order);
  write(set, attempt, after_it);
  return {};
}

Result<void> Service::State::hold_for_claim(store::WriteSet& set, const Case& claim) const {
  YX_TRY(const auto certificate, certificate_of(claim, house.authority));
  if (certificate.application.empty()) return {};  // recovered by a restore: there are no records to hold
  std::vector<ChainMember> chain;
  YX_CHECK(house.database.read([&](store::Connection& connection) -> Result<void> {
    YX_TRY(chain, find_chain(connection, certificate.application));
    return {};
  }));
  const procedure::Values inputs{{"hold_authority", std::string("赔偿请求人")},
                                 {"hold_basis", "第四十条，赔偿请求 " + claim.number},
                                 {"hold_reference", claim.number}};
  for (const ChainMember& member : chain) {
    YX_TRY(const Standing standing, find_standing(house.database, member.number));
    if (procedure_of(standing.procedure_version).find("hold_for_claim", standing.state) == nullptr) continue;
    YX_TRY(const Dossier dossier, load_case(member.number));
    if (has_hold(dossier.application.steps, claim.number)) continue;
    YX_CHECK(tell(set, teller_of(claim), member.number, "hold_for_claim", inputs));
  }
  return {};
}

Result<void> Service::State::release_for_claim(store::WriteSet& set, const Case& claim) const {
  YX_TRY(const auto certificate, certificate_of(claim, house.authority));
  if (certificate.application.empty()) return {};
  std::vector<ChainMember> chain;
  YX_CHECK(house.database.read([&](store::Connection& connection) -> Result<void> {
    YX_TRY(chain, find_chain(connection, certificate.application));
    return {};
  }));
  for (const ChainMember& member : chain) {
    YX_TRY(const Dossier dossier, load_case(member.number));
    if (!has_hold(dossier.application.steps, claim.number)) continue;
    YX_CHECK(
        tell(set, teller_of(claim), member.number, "release_for_claim", {{"hold_reference", claim.number}}));
  }
  return {};
}

Result<void> Service::State::revoke_for_change(store::WriteSet& set, const Case& change) const {
  YX_TRY(const auto named, certificate_of(change, house.authority));
  const base::Time now = house.clock.now();
  const procedure::Values inputs{{"reason", std::string("affiliation_changed")},
                                 {"cause", "持有人信息变化，案件 " + change.number}};
  if (named.application.empty()) {  // recovered by a restore: no application has come as far as it
    if (!is_in_force(named, now)) return {};
    YX_TRY(authority::RevocationOrder order, revocation_of(inputs));
    order.authority = named.authority;
    order.serial = named.serial;
    order.actor.id = teller_of(change);
    house.authority.add_revocation(set, named, order);
    return {};
  }
  std::vector<std::string> numbers{named.application};
  YX_TRY(const auto others, find_of_holder(house.database, named.application, kMaxOfHolder));
  for (const std::string& number : others) {
    YX_TRY(const auto certificate, house.authority.find_by_application(number));
    if (!certificate.issued_at || *certificate.issued_at >= change.opened_at) continue;
    YX_TRY(const bool same, says_the_same(named, certificate));
    if (same) numbers.push_back(number);
  }
  for (const std::string& number : numbers) {
    YX_TRY(const Standing standing, find_standing(house.database, number));
    if (procedure_of(standing.procedure_version).find("revoke_for_change", standing.state) == nullptr)
      continue;
    YX_CHECK(tell(set, teller_of(change), number, "revoke_for_change", inputs));
  }
  return {};
}

Result<void> Service::add_hold(store::WriteSet& set, const cases::Case& claim) const {
  return state_->hold_for_claim(set, claim);
}

std::map<std::string, cases::Effect> Service::case_effects() const {
  using Work = Result<void> (State::*)(store::WriteSet&, const Case&) const;
  const auto effect = [state = state_](Work work) -> cases::Effect {
    return [state, work](const cases::Happening& happening, cases::Consequences& consequences) {
      return (state.get()->*work)(consequences.set, happening.the_case);
    };
  };
  return {{"hold", effect(&State::hold_for_claim)},
          {"release_hold", effect(&State::release_for_claim)},
          {"bulk_revoke", effect(&State::revoke_for_change)}};
}

}  // namespace yinxin::registration
