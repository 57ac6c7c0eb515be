#include "registration/roster_checks.hpp"

#include <algorithm>
#include <set>

#include "registration/service.hpp"
#include "registration/submission.hpp"
#include "x509/identity_number.hpp"
#include "x509/text.hpp"

namespace yinxin::registration {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

bool is_person(const IdentityNumber& identity) {
  return identity.kind != x509::IdentityKind::OrganizationCode;
}

/// The number that its person proves to know the end of.
const std::string* persons_number(const Form& form) {
  const auto found = std::find_if(form.identities.begin(), form.identities.end(), is_person);
  return found == form.identities.end() ? nullptr : &found->number;
}

}  // namespace

std::string_view link_state_name(LinkState state) {
  switch (state) {
    case LinkState::None:
      return "none";
    case LinkState::Open:
      return "open";
    case LinkState::Expired:
      return "expired";
    case LinkState::Locked:
      return "locked";
    case LinkState::Used:
      return "used";
  }
  throw std::logic_error("link state");
}

BatchEntry checked_entry(BatchEntry entry) {
  if (!entry) return entry;
  YX_CHECK(canonicalise(*entry));
  const std::string* number = persons_number(*entry);
  if (number == nullptr || number->size() < kProofCharacters)
    return make_error(ErrorKind::Malformed, "registration.roster.identity");
  return entry;
}

Result<void> check_agency(RosterFile& file) {
  const auto refuse = [](const char* what) {
    return make_error(ErrorKind::Malformed, "registration.roster.agency", what);
  };
  auto code = x509::canonical_identity_number(x509::IdentityKind::OrganizationCode, file.agency_code);
  if (!code) return refuse("code");
  file.agency_code = std::move(*code);
  const bool named = !file.agency.empty() && file.agency.size() <= kMaxAgencyName &&
                     x509::count_characters(file.agency) && file.agency.find('\0') == std::string::npos;
  if (!named) return refuse("name");
  return {};
}

Result<void> check_links(const std::vector<NewLink>& links, std::int64_t days) {
  std::set<std::int64_t> positions;
  std::set<crypto::Sm3Digest> tokens;
  for (const NewLink& link : links) {
    positions.insert(link.position);
    tokens.insert(link.token_sm3);
  }
  const bool good = !links.empty() && links.size() <= kMaxRosterRows && positions.size() == links.size() &&
                    tokens.size() == links.size() && days >= 1 && days <= kMaxLinkDays;
  if (!good) return make_error(ErrorKind::Malformed, "registration.roster.links");
  return {};
}

bool came_to_nothing(const std::string& state) {
  return state == "refused" || state == "withdrawn" || state == "closed";
}

LinkState judge_link(const StoredRow& stored, base::Time now) {
  const RosterRow& row = stored.row;
  if (!row.application.empty()) return LinkState::Used;
  if (!row.link_until) return LinkState::None;
  if (stored.tries >= kMaxLinkTries) return LinkState::Locked;
  return *row.link_until < now ? LinkState::Expired : LinkState::Open;
}

Result<void> check_link(const LinkedRow& linked, base::Time now) {
  if (linked.until < now) return make_error(ErrorKind::TooLate, "registration.roster.link_expired");
  if (linked.tries >= kMaxLinkTries) return make_error(ErrorKind::Refused, "registration.roster.link_locked");
  return {};
}

bool proves(const Form& form, std::string_view proof) {
  const std::string* number = persons_number(form);
  if (number == nullptr || proof.size() != kProofCharacters) return false;
  return base::equal_constant_time(base::as_bytes(*number).last(kProofCharacters), base::as_bytes(proof));
}

Result<void> check_revocation(const Service& registration, const RevokeOrder& order) {
  const auto refuse = [](const char* what) {
    return make_error(ErrorKind::Malformed, "registration.roster.order", what);
  };
  const bool worded = !order.cause.empty() && order.cause.size() <= kMaxRosterCause &&
                      x509::count_characters(order.cause) && order.cause.find('\0') == std::string::npos;
  if (!worded) return refuse("cause");
  const procedure::Transition* revoke = registration.procedure_now().find("revoke", "active");
  if (revoke == nullptr) return refuse("event");
  for (const procedure::Input& input : revoke->inputs) {
    if (input.id != "reason") continue;
    for (const auto& code : input.codes) {
      if (code.first == order.reason) return {};
    }
  }
  return refuse("reason");
}

std::vector<OrderTarget> targets_of(const std::vector<Leaver>& leavers,
                                    const std::map<std::string, std::optional<x509::Serial>>& of_agency) {
  std::map<std::string, std::string> by_serial;
  for (const auto& [number, serial] : of_agency) {
    if (serial) by_serial[serial->to_hex()] = number;
  }
  const auto number_of = [&](const LeaverName& leaver) -> std::string {
    if (!leaver.serial) return of_agency.count(leaver.application) == 0 ? std::string() : leaver.application;
    const auto found = by_serial.find(leaver.serial->to_hex());
    if (found == by_serial.end()) return {};
    const bool same = leaver.application.empty() || leaver.application == found->second;
    return same ? found->second : std::string();
  };
  std::vector<OrderTarget> targets;
  for (const Leaver& leaver : leavers) {
    OrderTarget& target = targets.emplace_back();
    if (!leaver) {
      target.error = leaver.error();
    } else if (target.application = number_of(*leaver); target.application.empty()) {
      target.error = make_error(ErrorKind::Refused, "registration.roster.not_of_agency");
    }
  }
  return targets;
}

void refuse_closed(std::vector<OrderTarget>& targets, const std::set<std::string>& closed) {
  for (OrderTarget& target : targets) {
    if (!target.error && closed.count(authority::application_object(target.application)) > 0)
      target.error = make_error(ErrorKind::Forbidden, "compliance.quarantined", {}, "23");
  }
}

}  // namespace yinxin::registration
