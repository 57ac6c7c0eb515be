// Renewal, rekey and change: which certificate may be replaced by whom, and the end of the one replaced
// (requirements 2.12, article 20).
#include <algorithm>

#include "registration/state.hpp"

namespace yinxin::registration {

using authority::CertificateRecord;
using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

base::Error refuse(std::string why) {
  return make_error(ErrorKind::Refused, "registration.replaces", std::move(why));
}

constexpr std::string_view kActive = "active";

using Numbers = std::vector<std::pair<x509::IdentityKind, std::string>>;

Numbers sorted_numbers(const Form& form) {
  Numbers numbers;
  for (const IdentityNumber& identity : form.identities) numbers.emplace_back(identity.kind, identity.number);
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

bool shares_number(const Form& a, const Form& b) {
  const Numbers ours = sorted_numbers(a);
  const Numbers theirs = sorted_numbers(b);
  return std::any_of(ours.begin(), ours.end(), [&](const auto& one) {
    return std::find(theirs.begin(), theirs.end(), one) != theirs.end();
  });
}

bool same_subject(const Form& a, const Form& b) {
  auto ours = a.subject;
  auto theirs = b.subject;
  std::sort(ours.begin(), ours.end());
  std::sort(theirs.begin(), theirs.end());
  const auto& x = a.alt_names;
  const auto& y = b.alt_names;
  return ours == theirs && x.dns == y.dns && x.emails == y.emails && x.uris == y.uris &&
         x.ip_addresses == y.ip_addresses;
}

/// 更新 and 密钥更新 keep the holder's data; 变更 changes them, and the holder stays the same by a number of
/// theirs.
Result<void> check_holder(const Form& form, const Form& old) {
  if (form.profile != old.profile) return refuse("another class of certificate");
  if (form.purpose == Purpose::Change) {
    if (shares_number(form, old)) return {};
    return refuse("another holder");
  }
  if (sorted_numbers(form) != sorted_numbers(old)) return refuse("another holder");
  if (!same_subject(form, old)) return refuse("other data than in the certificate; ask for a change");
  return {};
}

/// A key that is lost or damaged cannot sign.
bool can_sign(const Form& form) {
  return form.reason.empty() || form.reason == "compromised";
}

Result<void> check_words(const Form& form) {
  if ((form.purpose == Purpose::New) == form.replaces.has_value())
    return refuse("names a certificate to be replaced, or not, against its purpose");
  if (!form.replaces && !form.replaced_signature.empty()) return refuse("a signature by no certificate");
  const bool known = form.reason.empty() || form.reason == "lost" || form.reason == "damaged" ||
                     form.reason == "compromised";
  if (!known || (!form.reason.empty() && form.purpose != Purpose::Rekey))
    return refuse("a reason that is not for this purpose");
  return {};
}

}  // namespace

Result<void> Service::State::check_replaces(const Form& form, const policy::CpsProfile& rules,
                                            base::Time at) const {
  YX_CHECK(check_words(form));
  if (!form.replaces) return {};
  YX_TRY(const CertificateRecord old, house.authority.find(*form.replaces));
  YX_TRY(const auto number, find_number(house.database, *form.replaces));
  if (old.state != authority::CertificateState::Issued || !number)
    return refuse("not a holder's certificate");
  YX_TRY(const Dossier dossier, load(*number));
  if (dossier.application.state != kActive || old.validity.not_after < at) return refuse("not active");
  YX_CHECK(check_holder(form, dossier.application.form));
  if (form.purpose == Purpose::Renewal &&
      at < old.validity.not_after - std::chrono::days(rules.renewal_days)) {
    return refuse("too early: " + std::to_string(rules.renewal_days) + " days before the end");
  }
  return check_old_key(form, rules, old);
}

/// Where the CPS lets the existing certificate be proof enough, its key must have signed the new request.
Result<void> Service::State::check_old_key(const Form& form, const policy::CpsProfile& rules,
                                           const CertificateRecord& old) const {
  const auto bad = [](const char* what) {
    return make_error(ErrorKind::Refused, "registration.replaced_signature", what);
  };
  if (form.replaced_signature.empty()) {
    const bool needed = rules.renewal_by_certificate && form.purpose != Purpose::Change && can_sign(form);
    if (needed) return bad("missing");
    return {};
  }
  const auto signature = crypto::Sm2Signature::from_der(form.replaced_signature);
  if (!signature) return bad("not a signature");
  YX_TRY(const auto certificate, x509::Certificate::parse(old.der));
  if (!crypto::sm2_verify(certificate.tbs().public_key, form.request, *signature)) return bad("not valid");
  return {};
}

void Service::State::end_replaced(const std::string& successor, const std::string& replaced,
                                  base::Completion<void> done) {
  const auto attempt = std::make_shared<Attempt>();
  attempt->deed.number = replaced;
  attempt->deed.event = "replaced";
  attempt->actor = officers::system_actor("successor");
  attempt->origin = procedure::Origin::ChildCase;
  attempt->successor = successor;
  attempt->token = under_way.begin();
  attempt->done = [self = shared_from_this(), successor, done = std::move(done)](Result<Application> ended) {
    if (ended) return done({});
    // Already revoked or expired: there is nothing left to end.
    const std::string& code = ended.error().code;
    if (code == "procedure.state" || code == "authority.already_revoked")
      return self->forget_ends(successor, done);
    done(ended.error());
  };
  perform(attempt);
}

void Service::State::forget_ends(const std::string& successor, base::Completion<void> done) {
  store::WriteSet set;
  clear_ends(set, successor);
  house.lane.submit(std::move(set), [done = std::move(done)](Result<store::Committed> committed) {
    if (!committed) return done(committed.error());
    done({});
  });
}

}  // namespace yinxin::registration
