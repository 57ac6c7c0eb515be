#include "registration/submission.hpp"

#include <algorithm>

#include "crypto/random.hpp"
#include "registration/state.hpp"

namespace yinxin::registration {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

/// Crockford's base 32: no letter that is read as a digit or as another letter.
constexpr std::string_view kNumberAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kNumberCharacters = 8;
constexpr int kNumberTries = 8;  // 40 random bits a year: a second try is rare, an eighth never comes

/// Who hands in a batch signs for the file; whose key it is, each request in it proves.
Result<x509::CertificateRequest> read_request(const Form& form, const Attempt& attempt) {
  YX_TRY(x509::CertificateRequest request, x509::CertificateRequest::parse(form.request));
  YX_CHECK(request.verify_possession());
  if (!attempt.place && !base::equal(attempt.actor.key, request.public_key().point()))
    return make_error(ErrorKind::Refused, "registration.key", "the request is signed by another key");
  return request;
}

/// The applicant, or the officer who handed in the batch.
void name_submitter(Attempt& attempt, const std::string& number) {
  if (attempt.place) {
    attempt.actor_name = attempt.actor.id;
    attempt.roles = {std::string(officers::role_name(officers::Role::RegistrationOfficer))};
  } else {
    attempt.actor.id = attempt.actor_name = "applicant/" + number;
    attempt.roles = {"applicant"};
  }
}

proof::Record submission_facts(const Attempt& attempt, base::ByteView form_octets) {
  const Form& form = attempt.before.application.form;
  proof::Record record = facts_of(attempt);
  const auto add = [&](std::string_view name, std::string_view value) {
    if (!record.add(name, value)) throw std::logic_error("fact " + std::string(name));
  };
  add("form_sm3", base::to_hex(crypto::sm3(form_octets)));
  add("request_sm3", base::to_hex(crypto::sm3(form.request)));
  add("profile", form.profile);
  add("purpose", purpose_name(form.purpose));
  if (form.replaces) add("replaces", form.replaces->to_hex());
  if (attempt.place) {
    add("batch", attempt.place->batch);
    add("batch_position", std::to_string(attempt.place->position));
  }
  return record;
}

}  // namespace

std::string random_number(std::string_view prefix, base::Time at) {
  const int year = static_cast<int>(base::beijing_date(at).year());
  std::string number = std::string(prefix) + "-" + std::to_string(year) + "-";
  for (const std::uint8_t octet : crypto::random_bytes(kNumberCharacters))
    number += kNumberAlphabet[octet % 32];
  return number;
}

/// Not taken yet; two made at the same instant meet the primary key.
Result<std::string> Service::State::new_number(base::Time at) const {
  for (int tries = 0; tries < kNumberTries; ++tries) {
    std::string number = random_number("SQ", at);
    YX_TRY(const auto rows, house.database.query("SELECT 1 FROM application WHERE number = $1", {number}));
    if (rows.empty()) return number;
  }
  return make_error(ErrorKind::Internal, "registration.number");
}

Result<FormRules> Service::State::form_rules(const Form& form, base::Time at,
                                             policy::Licence& licence) const {
  FormRules found;
  YX_TRY(licence, house.policy.licence_in_force(at));
  YX_TRY(found.rules, house.policy.rules_in_force(at));
  const auto profile = options.profiles.find(form.profile);
  const auto offered = found.rules.profile.classes.find(form.profile);
  if (profile == options.profiles.end() || offered == found.rules.profile.classes.end())
    return make_error(ErrorKind::Refused, "registration.class_not_offered", "CPS " + found.rules.cps.version,
                      "17");
  const authority::Authority& issuing = house.authority.issuing();
  found.profile = &profile->second;
  found.offered = offered->second;
  found.licence_holder = licence.holder_name;
  found.issuer = &issuing.certificate;
  found.urls = authority::urls_for(options.public_site, issuing.id, 0);
  return found;
}

Result<Dossier> Service::State::check_submission(Form form, const Attempt& attempt, base::Time at) const {
  YX_TRY(const x509::CertificateRequest request, read_request(form, attempt));
  policy::Licence licence;
  YX_TRY(const FormRules rules, form_rules(form, at, licence));
  YX_CHECK(canonicalise(form));
  YX_CHECK(settle_validity(form, rules));
  YX_CHECK(try_draft(form, request.public_key(), rules, at));
  YX_CHECK(check_replaces(form, rules.rules.profile, at));
  const base::Date day = base::beijing_date(at);
  const procedure::Procedure* procedure = procedure_on(day);
  if (procedure == nullptr)
    return make_error(ErrorKind::Internal, "registration.procedure", "no version today");
  for (const std::string_view id : {"notification", "agreement"}) {
    if (options.papers.find(id, day) == nullptr)
      return make_error(ErrorKind::Internal, "registration.paper", std::string(id));
  }
  Dossier dossier;
  Application& application = dossier.application;
  YX_TRY(application.number, new_number(at));
  application.procedure_version = procedure->version;
  application.opened_at = at;
  application.rules_version = rules.rules.cps.version;
  application.form = std::move(form);
  const auto& point = request.public_key().point();
  application.key.assign(point.begin(), point.end());
  dossier.paper = paper_values(dossier, licence, rules.rules);
  return dossier;
}

void Service::State::submit(Form form, AttemptPtr attempt) {
  auto checked = check_submission(std::move(form), *attempt, house.clock.now());
  if (!checked) return attempt->finish(checked.error());
  attempt->before = std::move(*checked);
  const Application& application = attempt->before.application;
  attempt->deed = Deed{application.number, "submit", {}, {}};
  name_submitter(*attempt, application.number);
  auto rules = house.policy.profile(application.rules_version);
  if (!rules) return attempt->finish(rules.error());
  attempt->rules = std::move(*rules);
  if (const auto decided = decide(*attempt); !decided) return attempt->finish(decided.error());

  Dossier opened = after(*attempt);  // version 1: the one before it, 0, was never stored
  const auto due = next_due(opened, attempt->running);
  if (due) opened.application.due_at = due->at;
  opened.application.owed_at = next_owed(opened.application, attempt->running);
  const auto octets = form_to_bytes({application.form, opened.paper});
  store::WriteSet set;
  const auto inserted =
      octets ? insert_application(set, house.vault, opened, due) : Result<void>(octets.error());
  if (!inserted) return attempt->finish(inserted.error());
  insert_step(set, house.vault, application.number, opened.application.steps.back(), attempt->inputs);
  ledger::Act act;
  act.code = proof::ActCode::ApplicationSubmitted;
  act.object = authority::application_object(application.number);
  act.record = submission_facts(*attempt, *octets);
  house.recorder.add(set, act, attempt->at);
  if (attempt->remember) attempt->remember(set, opened.application);
  submit_set(std::move(attempt), std::move(set), std::move(opened));
}

}  // namespace yinxin::registration
