// What the office adds to the rules of the procedure: the four matters in their published version, the
// agreement, and what the CPS asks of identity checks and materials (articles 17, 21).
#include <algorithm>
#include <set>

#include "asn1/oids.hpp"
#include "registration/state.hpp"

namespace yinxin::registration {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

/// Inputs have passed procedure::advance(): what is asked for is there, in its type.
const std::string* text_input(const Attempt& attempt, std::string_view id) {
  const auto found = attempt.deed.inputs.find(id);
  return found == attempt.deed.inputs.end() ? nullptr : std::get_if<std::string>(&found->second);
}

Result<void> check_matters(const Attempt& attempt, const PaperTemplate& paper) {
  const auto refuse = [](const char* what) {
    return make_error(ErrorKind::Refused, "registration.notification", what, "21");
  };
  const std::string* version = text_input(attempt, "text_version");
  if (version == nullptr || *version != paper.version) return refuse("another text");
  const auto found = attempt.deed.inputs.find("matters");
  const auto* matters =
      found == attempt.deed.inputs.end() ? nullptr : std::get_if<std::vector<std::string>>(&found->second);
  if (matters == nullptr || matters->size() != std::size(kFourMatters)) return refuse("not the four matters");
  const std::set<std::string_view> confirmed(matters->begin(), matters->end());
  const std::set<std::string_view> asked(std::begin(kFourMatters), std::end(kFourMatters));
  if (confirmed != asked) return refuse("not the four matters");
  return {};
}

base::Error wrong_agreement(const char* what) {
  return make_error(ErrorKind::Refused, "registration.agreement", what, "21");
}

Result<void> check_agreement_digest(const Attempt& attempt, const std::string& agreement) {
  const std::string* digest = text_input(attempt, "agreement_sm3");
  if (digest == nullptr || *digest != base::to_hex(crypto::sm3(base::as_bytes(agreement))))
    return wrong_agreement("another text");
  return {};
}

/// By the very key that is to be certified: who signs is who will hold the certificate.
Result<void> check_agreement_signature(const Attempt& attempt, const std::string& agreement) {
  const std::string* text = text_input(attempt, "agreement_signature");
  if (text == nullptr) return wrong_agreement("no signature");
  const auto der = base::from_base64(*text);
  if (!der) return wrong_agreement("not base64");
  const auto signature = crypto::Sm2Signature::from_der(*der);
  if (!signature) return wrong_agreement("not a signature");
  YX_TRY(const auto key, crypto::Sm2PublicKey::from_point(attempt.before.application.key));
  if (!crypto::sm2_verify(key, base::as_bytes(agreement), *signature))
    return wrong_agreement("the signature is not valid");
  return {};
}

constexpr std::string_view kExistingCertificate = "existing_certificate";
constexpr std::string_view kPersonSource = "national_identity_source";
constexpr std::string_view kOrganisationSource = "organisation_source";

Result<void> check_method(const Attempt& attempt, const policy::ClassRules& offered) {
  const std::string* method = text_input(attempt, "method");
  const auto refuse = [&](std::string what) {
    return make_error(ErrorKind::Refused, "registration.identity_method", std::move(what), "17");
  };
  const auto& allowed = offered.identity_methods;
  if (method == nullptr || std::find(allowed.begin(), allowed.end(), *method) == allowed.end())
    return refuse("CPS " + attempt.rules.version + " " + offered.section);
  // A valid certificate proves who it is only for its own data, where its key has signed and the CPS lets
  // that be enough.
  const Form& form = attempt.before.application.form;
  const bool same_data = form.purpose == Purpose::Renewal || form.purpose == Purpose::Rekey;
  const bool proved = same_data && attempt.rules.renewal_by_certificate && !form.replaced_signature.empty();
  if (*method == kExistingCertificate && !proved) return refuse("no signature by the existing certificate");
  return {};
}

Result<void> check_materials(const std::vector<MaterialNote>& there, const policy::ClassRules& offered) {
  std::string missing;
  for (const std::string& kind : offered.materials) {
    const bool found =
        std::any_of(there.begin(), there.end(), [&](const MaterialNote& note) { return note.kind == kind; });
    if (!found) missing += (missing.empty() ? "" : ", ") + kind;
  }
  if (missing.empty()) return {};
  return make_error(ErrorKind::Refused, "registration.materials_missing", missing, "21");
}

/// The officer's signature covers which key they have certified; the signer reads it there again
/// (docs/decisions/0009).
Result<void> check_key(const Attempt& attempt) {
  const std::string* named = text_input(attempt, "key_sm3");
  if (named != nullptr && *named == base::to_hex(crypto::sm3(attempt.before.application.key))) return {};
  return make_error(ErrorKind::Conflict, "registration.key_differs");
}

/// 1970-01-01 00:00 in Beijing is eight hours before that of UTC.
base::Time beijing_midnight(base::Date day) {
  return base::Time(std::chrono::sys_days(day)) - std::chrono::hours(8);
}

Result<void> check_invalidity(const Attempt& attempt) {
  const auto found = attempt.deed.inputs.find("invalidity_date");
  if (found == attempt.deed.inputs.end()) return {};
  if (beijing_midnight(std::get<base::Date>(found->second)) <= attempt.at) return {};
  return make_error(ErrorKind::Malformed, "registration.invalidity_date");
}

std::string subject_field(const Form& form, const asn1::Oid& type) {
  for (const auto& [id, value] : form.subject) {
    if (id == type) return value;
  }
  return "";
}

/// Whom the source is asked about: the organisation by its code, or the person by their number.
std::optional<IdentityQuery> query_for(const Application& application, bool organisation) {
  using x509::IdentityKind;
  for (const IdentityNumber& identity : application.form.identities) {
    const bool person = identity.kind == IdentityKind::ResidentId ||
                        identity.kind == IdentityKind::MilitaryOfficerId ||
                        identity.kind == IdentityKind::Passport;
    const bool fits = organisation ? identity.kind == IdentityKind::OrganizationCode : person;
    if (!fits) continue;
    const auto& name = organisation ? asn1::oids::kOrganization : asn1::oids::kCommonName;
    return IdentityQuery{application.number, identity, subject_field(application.form, name)};
  }
  return std::nullopt;
}

}  // namespace

Result<void> Service::State::check_office(const Attempt& attempt) const {
  const std::string& event = attempt.deed.event;
  const Application& application = attempt.before.application;
  if (event == "notify") return check_matters(attempt, paper_of(application, "notification"));
  if (event == "accept" || event == "sign_agreement") {
    const std::string text = agreement(attempt.before);
    YX_CHECK(check_agreement_digest(attempt, text));
    if (event == "sign_agreement") return check_agreement_signature(attempt, text);
    return {};
  }
  if (event == "issue") return check_key(attempt);
  if (event == "revoke") return check_invalidity(attempt);
  if (event == "revoke_on_duty") return check_duty(attempt);
  if (event == "release_hold") return check_release(attempt);
  if (event != "check_identity" && event != "review_material") return {};
  const auto offered = attempt.rules.classes.find(application.form.profile);
  if (offered == attempt.rules.classes.end())
    return make_error(ErrorKind::Refused, "registration.class_not_offered", application.form.profile, "17");
  if (event == "check_identity") return check_method(attempt, offered->second);
  std::vector<MaterialNote> there;  // one that comes later makes another version of the application
  YX_CHECK(house.database.read([&](store::Connection& connection) -> Result<void> {
    YX_TRY(there, find_materials(connection, house.vault, application.number));
    return {};
  }));
  return check_materials(there, offered->second);
}

bool Service::State::asks_source(const Attempt& attempt) const {
  if (house.identity_source == nullptr || attempt.deed.event != "check_identity") return false;
  const std::string* method = text_input(attempt, "method");
  return method != nullptr && (*method == kPersonSource || *method == kOrganisationSource);
}

/// The State's word stands above the officer's: without a match there is no check. The answer's number goes
/// into the step.
void Service::State::ask_source(AttemptPtr attempt) {
  const bool organisation = *text_input(*attempt, "method") == kOrganisationSource;
  auto query = query_for(attempt->before.application, organisation);
  if (!query) {
    return attempt->finish(make_error(ErrorKind::Refused, "registration.identity_method",
                                      "no number that the source knows", "17"));
  }
  house.identity_source->ask(
      std::move(*query), [self = shared_from_this(), attempt](Result<IdentityReport> report) {
        if (!report) return attempt->finish(report.error());
        if (report->answer == IdentityAnswer::Mismatch)
          return attempt->finish(
              make_error(ErrorKind::Refused, "registration.identity_mismatch", report->source, "21"));
        if (report->answer == IdentityAnswer::Unknown)
          return attempt->finish(
              make_error(ErrorKind::Refused, "registration.identity_unknown", report->source, "21"));
        attempt->deed.inputs.insert_or_assign("source_response", report->source + " " + report->response_id);
        // Time has passed: the rules are asked again, with what is to be written.
        if (const auto decided = self->decide(*attempt); !decided) return attempt->finish(decided.error());
        self->conclude(attempt);
      });
}

}  // namespace yinxin::registration
