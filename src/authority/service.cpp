#include "authority/service.hpp"

#include <algorithm>

#include "authority/authority_table.hpp"
#include "authority/state.hpp"

namespace yinxin::authority {

using base::ErrorKind;
using base::make_error;
using base::Result;

std::string certificate_object(const std::string& authority, const x509::Serial& serial) {
  return "certificate/" + authority + "/" + serial.to_hex();
}

std::string application_object(const std::string& application) {
  return "application/" + application;
}

x509::AuthorityUrls urls_for(const std::string& site, const std::string& issuer, std::int64_t partition) {
  return {site + "/crl", site + "/ocsp", site, issuer, std::to_string(partition)};
}

Result<void> Service::State::load() {
  YX_TRY(auto all, all_authorities(house.database));
  for (Authority& one : all) {
    auto shared = std::make_shared<const Authority>(std::move(one));
    // The newest of a role issues; older ones stay for status and for chains, and so do taken ones, whose
    // keys are not ours.
    if (shared->role == "issuing" && !shared->key_id.empty()) issuing = shared;
    if (shared->role == "operations") operations = shared;
    authorities.push_back(std::move(shared));
  }
  YX_TRY(taken, all_taken(house.database));
  if (options.to_holders ? !issuing : !operations)
    return make_error(ErrorKind::NotFound, "authority.none",
                      "no issuing authority; run the ceremony and `yinxin init`");
  return {};
}

std::shared_ptr<const Authority> Service::State::find_authority(const std::string& id) const {
  const std::shared_lock lock(mutex);
  const auto found =
      std::find_if(authorities.begin(), authorities.end(), [&](const auto& one) { return one->id == id; });
  return found == authorities.end() ? nullptr : *found;
}

std::shared_ptr<signer::Gather> Service::State::gather_for(const Authority& issuer) {
  const std::unique_lock lock(mutex);
  auto& gather = gathers[issuer.key_id];
  if (!gather) {
    gather = std::make_shared<signer::Gather>(
        [this, key_id = issuer.key_id](std::vector<base::Bytes> bodies, std::vector<signer::Act> acts,
                                       base::Completion<signer::Signatures> done) {
          house.signer.sign_certificates(key_id, std::move(bodies), std::move(acts), std::move(done));
        },
        // Our own check, by the key of the issuer's certificate, apart from the signer's.
        issuer.certificate.tbs().public_key);
  }
  return gather;
}

Service::Service(std::shared_ptr<State> state) : state_(std::move(state)) {}
Service::~Service() {
  state_->under_way.wait();  // lane and signer are still there; what they hold comes back to us
}

Result<std::unique_ptr<Service>> Service::open(House house, Options options) {
  auto state = std::make_shared<State>(house, std::move(options));
  YX_CHECK(state->load());
  return std::unique_ptr<Service>(new Service(std::move(state)));
}

void Service::issue(IssuancePermit permit, officers::Actor actor, store::Remember<IssuedCertificate> remember,
                    base::Completion<IssuedCertificate> done) {
  auto job = std::make_shared<Job>();
  job->order = std::move(permit.order_);
  job->actor = std::move(actor);
  job->remember = std::move(remember);
  job->issuer = state_->issuing;
  job->done = std::move(done);
  state_->start(std::move(job));
}

void Service::issue_service(ServiceOrder order, base::Completion<IssuedCertificate> done) {
  const auto issuer = state_->find_authority(order.issuer);
  if (!issuer) return done(make_error(ErrorKind::NotFound, "authority.none", order.issuer));
  const auto profile = state_->options.profiles.find(order.profile);
  if (profile == state_->options.profiles.end())
    return done(make_error(ErrorKind::NotFound, "authority.profile", order.profile));
  auto job = std::make_shared<Job>();
  job->order.profile = order.profile;
  job->order.subject = std::move(order.subject);
  job->order.public_key = order.public_key;
  job->order.validity =
      x509::usual_validity(profile->second, state_->house.clock.now(), &issuer->certificate);
  job->order.rules_version = std::move(order.rules_version);
  job->order.licence_holder = std::move(order.licence_holder);
  if (!profile->second.policies.empty()) job->order.policy = profile->second.policies.front();
  job->actor = std::move(order.actor);
  job->remember = std::move(order.with_issue);
  job->issuer = issuer;
  if (!order.role.empty()) job->enter = Authority{order.id, order.role, order.issuer, order.key_id, {}};
  job->done = std::move(done);
  state_->start(std::move(job));
}

Result<std::vector<CertificateRecord>> Service::interrupted(std::chrono::seconds age) const {
  return find_intents(state_->house.database, state_->house.clock.now() - age);
}

Result<Service::Counts> Service::count(base::Time from, base::Time to) const {
  return count_certificates(state_->house.database, from, to);
}

Result<CertificateRecord> Service::find(const std::string& authority, const x509::Serial& serial) const {
  return find_certificate(state_->house.database, authority, serial);
}

Result<CertificateRecord> Service::find(const x509::Serial& serial) const {
  return find_certificate(state_->house.database, serial);
}

Result<CertificateRecord> Service::find_by_application(const std::string& application) const {
  return find_certificate_of(state_->house.database, application);
}

std::vector<Authority> Service::authorities() const {
  const std::shared_lock lock(state_->mutex);
  std::vector<Authority> all;
  for (const auto& one : state_->authorities) all.push_back(*one);
  return all;
}

Result<Authority> Service::one(const std::string& id) const {
  const auto found = state_->find_authority(id);
  if (!found) return make_error(ErrorKind::NotFound, "authority.none", id);
  return *found;
}

std::optional<TakenAuthority> Service::taken(const std::string& id) const {
  const auto found = std::ranges::find(state_->taken, id, &TakenAuthority::id);
  return found == state_->taken.end() ? std::nullopt : std::optional(*found);
}

std::string Service::served_as(std::string_view host, const std::string& name) const {
  for (const TakenAuthority& one : state_->taken) {
    const std::size_t scheme = one.crl_address.find("://");
    const std::string_view rest =
        std::string_view(one.crl_address).substr(scheme == std::string::npos ? 0 : scheme + 3);
    if (one.name == name && rest.substr(0, rest.find('/')) == host) return one.id;
  }
  return name;
}

const Authority& Service::issuing() const {
  return *state_->issuing;
}
const Authority& Service::operations() const {
  return *state_->operations;
}

Result<void> import_authorities(store::Lane& lane, const ledger::Recorder& recorder, const base::Clock& clock,
                                const std::vector<Authority>& authorities) {
  const base::Time at = clock.now();
  store::WriteSet set;
  for (const Authority& one : authorities) {
    const auto issuer = std::find_if(authorities.begin(), authorities.end(), [&](const Authority& other) {
      return one.issuer.empty() ? other.id == one.id : other.id == one.issuer;
    });
    if (issuer == authorities.end() || !one.certificate.verify(issuer->certificate.tbs().public_key)) {
      return make_error(ErrorKind::Refused, "authority.chain", one.id);
    }
    insert_authority(set, one);
    ledger::Act act;
    act.code = proof::ActCode::CeremonyAct;
    act.object = "authority/" + one.id;
    act.fingerprint = one.certificate.fingerprint();
    act.record = ledger::facts({{"actor", "system/ceremony"},
                                {"authority", one.id},
                                {"role", one.role},
                                {"issuer", one.issuer},
                                {"key", one.key_id},
                                {"certificate_sm3", base::to_hex(one.certificate.fingerprint())}});
    recorder.add(set, act, at);
  }
  auto committed = lane.commit(std::move(set));
  if (committed) return {};
  if (committed.error().code == "store.constraint")
    return make_error(ErrorKind::Conflict, "authority.exists");
  return committed.error();
}

}  // namespace yinxin::authority
