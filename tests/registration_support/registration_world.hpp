// A provider whose registration is open: licence, published rules, officers, and applicants with keys of
// their own.
#pragma once

#include "house_support/provider_world.hpp"
#include "registration/service.hpp"
#include "registration_support/rules_texts.hpp"
#include "x509/identity_number.hpp"

namespace yinxin::registration_support {

using house_support::kCreditCode;
using house_support::kLicensedName;
using house_support::need;
using officers::Actor;
using officers::Role;
using procedure::Value;
using procedure::Values;
using registration::Application;
using registration::Form;
using registration::Purpose;

inline constexpr const char* kPersonName = "张晓明";

/// A constructed number with a right check character; nobody's.
inline std::string resident_id(const std::string& body = "11010119900307003") {
  return body + x509::resident_id_check_character(body).value();
}

inline Actor officer(const std::string& id, std::vector<Role> roles) {
  Actor actor;
  actor.id = "officer/" + id;
  actor.roles = std::move(roles);
  actor.signature_base = base::to_bytes("base of " + id);
  actor.signature = base::to_bytes("signature of " + id);
  return actor;
}
inline Actor anna() {
  return officer("anna", {Role::RegistrationOfficer});
}
inline Actor bo() {
  return officer("bo", {Role::ReviewOfficer});
}
inline Actor chen() {
  return officer("chen", {Role::IssuingOfficer});
}
inline Actor dong() {
  return officer("dong", {Role::ArchiveOfficer});
}
inline Actor compliance() {
  return officer("compliance", {Role::ComplianceOfficer});
}
inline Actor responsible() {
  return officer("responsible", {Role::ResponsiblePerson});
}

/// Somebody with a key and a form.
struct Applicant {
  crypto::Sm2PrivateKey key = crypto::Sm2PrivateKey::generate();
  Form form;
  std::string number;

  Actor actor() const {
    return officers::key_actor(key.public_key().point(), base::to_bytes("base"), base::to_bytes("signature"));
  }
};

inline base::Bytes request_of(const crypto::Sm2PrivateKey& key) {
  const auto name = need(x509::Name::build({{asn1::oids::kCommonName, "request"}}));
  return base::to_bytes(need(x509::CertificateRequest::create(name, key)).der());
}

inline Applicant person(const std::string& name = kPersonName, const std::string& number = resident_id()) {
  Applicant applicant;
  applicant.form.profile = "individual";
  applicant.form.subject = {{asn1::oids::kCommonName, name}};
  applicant.form.identities = {{x509::IdentityKind::ResidentId, number}};
  applicant.form.phone = "13800138000";
  applicant.form.mail = "xiaoming@example.cn";
  applicant.form.request = request_of(applicant.key);
  return applicant;
}

inline Applicant organisation() {
  Applicant applicant = person("云岭县人民政府办公室");
  applicant.form.profile = "organisation";
  applicant.form.subject.emplace_back(asn1::oids::kOrganization, "云岭县人民政府办公室");
  applicant.form.identities = {{x509::IdentityKind::OrganizationCode, kCreditCode}};
  return applicant;
}

/// The same holder asks for another certificate in place of `old`, with a new key.
inline Applicant successor_of(const Applicant& old, Purpose purpose, const x509::Serial& serial) {
  Applicant next;
  next.form = old.form;
  next.form.purpose = purpose;
  next.form.replaces = serial;
  next.form.request = request_of(next.key);
  return next;
}

/// The suite's base: `registration` is open, rules 1.0 are filed.
class RegistrationWorld : public house_support::ProviderWorld {
 protected:
  void SetUp() override {
    ProviderWorld::SetUp();
    if (IsSkipped()) return;
    start_registration();
    import(licence(kLicensedName));
    if (publishes_rules) publish_both();
  }
  void TearDown() override {
    batches.reset();
    registration.reset();
    policy.reset();
    ProviderWorld::TearDown();
  }

  /// Opens policy and registration on the lane and authority as they stand.
  void start_registration(registration::IdentitySource* source = nullptr) {
    batches.reset();
    registration.reset();
    policy.reset();
    policy = std::make_unique<policy::Service>(
        policy::Service::House{*database_, *lane, recorder, clock, calendar},
        std::vector<policy::RegulatorKey>{{kRegulator, regulator.public_key()}});
    registration::Service::Options options;
    options.profiles = profiles;
    options.procedures = {house_support::certificate_law()};
    options.papers = house_support::certificate_papers();
    options.public_site = house_support::kSite;
    registration = need(
        registration::Service::open({*database_, *lane, recorder, clock,
                                     [this] { return std::make_shared<const base::WorkCalendar>(calendar); },
                                     ids, vault, *policy, *authority, source},
                                    std::move(options)));
  }

  void start_batches() {
    batches.reset();
    batches = std::make_unique<registration::Batches>(
        registration::Batches::House{*database_, *lane, recorder, clock, vault, *registration},
        [this](const base::Error& error) {
          const std::lock_guard lock(troubles_mutex);
          troubles.push_back(error.code);
        });
  }

  void import(const policy::Licence& licence) {
    base::Waiter<policy::Licence> waiter;
    policy->import_licence(signed_licence(licence, regulator), compliance(), {}, waiter.completion());
    need(waiter.wait());
  }
  /// From proposal to publication.
  void publish(policy::RulesKind kind, const std::string& version, const std::string& profile) {
    using policy::RulesVersion;
    base::Waiter<RulesVersion> proposed;
    policy->propose_rules(proposal(kind, version, profile, clock.now()), compliance(), {},
                          proposed.completion());
    need(proposed.wait());
    base::Waiter<RulesVersion> approved;
    policy->approve_rules(kind, version, responsible(), {}, approved.completion());
    need(approved.wait());
    base::Waiter<RulesVersion> published;
    policy->publish_rules(kind, version, compliance(), {}, published.completion());
    need(published.wait());
  }
  void file(policy::RulesKind kind, const std::string& version) {
    base::Waiter<policy::RulesVersion> filed;
    policy->file_rules(kind, version, "", compliance(), {}, filed.completion());
    need(filed.wait());
  }
  void publish_both() {
    publish(policy::RulesKind::Cp, "1.0", kCpProfile);
    publish(policy::RulesKind::Cps, "1.0", cps_profile("1.0", {}));
    file(policy::RulesKind::Cp, "1.0");
    file(policy::RulesKind::Cps, "1.0");
  }
  /// A new CPS version, in force at once.
  void change_rules(const CpsChoice& choice, const std::string& version = "1.1") {
    publish(policy::RulesKind::Cps, version, cps_profile(version, choice));
  }

  base::Result<Application> submit(Applicant& applicant) {
    base::Waiter<Application> waiter;
    registration->submit(applicant.form, applicant.actor(), {}, waiter.completion());
    auto submitted = waiter.wait();
    if (submitted) applicant.number = submitted->number;
    return submitted;
  }
  base::Result<Application> add_material(const std::string& number, const registration::Material& material,
                                         const Actor& actor) {
    base::Waiter<Application> waiter;
    registration->add_material(number, material, actor, {}, waiter.completion());
    return waiter.wait();
  }
  base::Result<Application> perform(const std::string& number, const std::string& event, const Actor& actor,
                                    Values inputs = {}) {
    base::Waiter<Application> waiter;
    if (event == "issue" && inputs.empty()) inputs = key_of(number);
    registration->perform({number, event, std::move(inputs), {}}, actor, {}, waiter.completion());
    return waiter.wait();
  }
  /// What the event issue asks for.
  Values key_of(const std::string& number) const {
    const auto application = registration->find(number);
    if (!application) return {};
    return {{"key_sm3", base::to_hex(crypto::sm3(application->key))}};
  }

  static registration::Material material_for(const Applicant& applicant) {
    const bool person = applicant.form.profile == "individual";
    return {person ? "identity_document" : "organisation_licence", "证件扫描件", "image/png",
            base::to_bytes("scan of " + std::string(kPersonName) + resident_id())};
  }
  static Values checked(const std::string& method = "counter") {
    return {{"method", method}, {"result", std::string("match")}, {"evidence_sm3", std::string(64, 'a')}};
  }
  static Values notified() {
    return {{"text_version", std::string("notification/2024-11-01")},
            {"matters", std::vector<std::string>{"scope_of_liability", "use_conditions", "legal_liability",
                                                 "holder_information"}}};
  }
  Values offered(const std::string& number) const {
    const std::string text = need(registration->agreement_text(number));
    return {{"agreement_sm3", base::to_hex(crypto::sm3(base::as_bytes(text)))}};
  }
  Values agreed(const Applicant& applicant) const {
    Values inputs = offered(applicant.number);
    const std::string text = need(registration->agreement_text(applicant.number));
    const auto signature = need(crypto::sm2_sign(applicant.key, base::as_bytes(text)));
    inputs["agreement_signature"] = base::to_base64(signature.to_der());
    return inputs;
  }

  /// Submitted, with material, and received.
  void bring_in(Applicant& applicant) {
    need(submit(applicant));
    need(add_material(applicant.number, material_for(applicant), applicant.actor()));
    need(perform(applicant.number, "receive", anna()));
  }
  /// The three of article 21 and the acceptance.
  void accept(const Applicant& applicant) {
    need(perform(applicant.number, "check_identity", anna(), checked()));
    need(perform(applicant.number, "review_material", bo(), {{"complete", true}}));
    need(perform(applicant.number, "notify", applicant.actor(), notified()));
    need(perform(applicant.number, "accept", anna(), offered(applicant.number)));
  }
  void bring_to_issue(Applicant& applicant) {
    bring_in(applicant);
    accept(applicant);
    need(perform(applicant.number, "sign_agreement", applicant.actor(), agreed(applicant)));
  }
  /// Until the holder has accepted the certificate.
  Application bring_to_active(Applicant& applicant) {
    bring_to_issue(applicant);
    need(perform(applicant.number, "issue", chen()));
    return need(perform(applicant.number, "accept_certificate", applicant.actor()));
  }

  std::string state(const std::string& number) const { return need(registration->find(number)).state; }
  authority::CertificateRecord certificate(const std::string& number) const {
    return need(authority->find_by_application(number));
  }
  std::int64_t acts(proof::ActCode code, const std::string& number) const {
    return records(code, authority::application_object(number));
  }

  base::WorkCalendar calendar = *base::WorkCalendar::load(std::string(YX_SOURCE_DIR) + "/rules/calendar");
  privacy::Vault vault{crypto::random_secret(crypto::kSealKeySize),
                       crypto::random_secret(crypto::kSealKeySize)};
  crypto::Sm2PrivateKey regulator = crypto::Sm2PrivateKey::generate();
  std::unique_ptr<policy::Service> policy;
  std::unique_ptr<registration::Service> registration;
  std::mutex troubles_mutex;
  std::vector<std::string> troubles;  // codes that the batches' worker told; guarded by troubles_mutex
  std::unique_ptr<registration::Batches> batches;  // null before start_batches()
  bool publishes_rules = true;                     // set before SetUp(): rules 1.0 are filed
};

}  // namespace yinxin::registration_support
