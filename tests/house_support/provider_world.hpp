// A provider in a test: database on either engine, signer daemon on a thread, two issuing authorities under a
// root, and the services on top. All of it lives in one folder and is gone when the test ends.
#pragma once

#include <gtest/gtest.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <thread>

#include "asn1/oids.hpp"
#include "authority/service.hpp"
#include "crypto/random.hpp"
#include "crypto/sm4.hpp"
#include "house_support/permits.hpp"
#include "house_support/read_once.hpp"
#include "ledger/sequencer.hpp"
#include "signer/daemon/backend_software.hpp"
#include "signer/daemon/daemon.hpp"
#include "status/service.hpp"
#include "store_support/faulty_connection.hpp"
#include "store_support/test_database.hpp"
#include "x509/lint/lint.hpp"

namespace yinxin::house_support {

namespace oids = asn1::oids;

inline const std::string kLicensedName = "云岭电子认证服务有限公司";
inline const std::string kCreditCode = "91110101MA00000005";  // constructed
inline const std::string kSite = "http://ca.example.cn";
inline const std::string kOrigin = "ledger.example.cn";
/// Longer than anything here takes; only a fault lets it run out.
inline constexpr std::chrono::seconds kPatience{60};

template <class T>
T need(base::Result<T> result) {
  if (!result) throw std::runtime_error(base::describe(result.error()));
  return std::move(result).value();
}
inline void need(base::Result<void> result) {
  if (!result) throw std::runtime_error(base::describe(result.error()));
}

/// Waits for what another thread brings about. False: it did not come.
template <class Condition>
bool eventually(const Condition& condition) {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

/// A folder with a short name: a socket's path has at most 107 characters.
class WorldFolder {
 public:
  WorldFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "yxw.XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp");
    path_ = pattern;
  }
  WorldFolder(const WorldFolder&) = delete;
  WorldFolder& operator=(const WorldFolder&) = delete;
  ~WorldFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

/// A software signer daemon on a thread, stopped and started again at will; its keys and journal stay.
class SignerThread {
 public:
  SignerThread(const WorldFolder& folder, const base::Clock& clock)
      : clock_(clock), log_(clock, base::LogLevel::Critical), socket_(folder / "s") {
    options_.keys_folder = folder / "keys";
    options_.journal_path = folder / "journal";
    options_.initialise = true;
    options_.movable = &moved_;
    start();
  }
  SignerThread(const SignerThread&) = delete;
  SignerThread& operator=(const SignerThread&) = delete;
  ~SignerThread() { stop(); }

  void start() {
    desk_ = need(signer::Desk::open(options_, clock_, log_, std::make_unique<signer::SoftwareBackend>()));
    signer::DaemonOptions options;
    options.socket_path = socket_;
    options.allowed_uids = {geteuid()};
    options.stop_fd = stop_fd_.get();
    daemon_ = need(signer::Daemon::start(options, *desk_));
    thread_ = std::thread([this] { daemon_->run(); });
    client = client ? std::move(client) : signer::Client::make(socket_);
    const auto online = base::SecretBytes::copy_of(base::Bytes(32, 3));
    const auto unlock = [&] { return client->unlock(signer::KeyClass::Online, online); };
    // The client may still be about to find out that its old connection is gone.
    if (!eventually([&] { return unlock().has_value(); })) throw std::runtime_error("unlock");
    for (const signer::KeyShare& share : shares_) need(client->unlock_share(signer::KeyClass::Quorum, share));
  }
  /// Starts again without --initialise: as on any day after the ceremony.
  void end_ceremony() {
    stop();
    options_.initialise = false;
    start();
  }
  void stop() {
    if (!thread_.joinable()) return;
    eventfd_write(stop_fd_.get(), 1);
    thread_.join();
    eventfd_t count = 0;
    eventfd_read(stop_fd_.get(), &count);
    daemon_.reset();
    desk_.reset();
  }
  /// Serials of all certificates in the journal of a stopped signer, in the order of signing.
  std::vector<base::Bytes> signed_serials() const {
    std::vector<base::Bytes> serials;
    need(signer::JournalFile::open(
        options_.journal_path, [&](std::uint64_t, base::ByteView body) -> base::Result<void> {
          YX_TRY(const signer::Record record, signer::decode_record(body));
          const auto* certificate = std::get_if<signer::CertificateRecord>(&record);
          if (certificate != nullptr) serials.push_back(certificate->serial);
          return {};
        }));
    return serials;
  }

  std::unique_ptr<signer::Client> client;

 private:
  const base::Clock& clock_;
  base::MovableClock moved_{clock_};  // how far it was told; a test moves the time itself
  base::Log log_;
  const std::string socket_;
  signer::DeskOptions options_;
  const std::vector<signer::KeyShare> shares_ =
      signer::share_credential(crypto::random_secret(crypto::kSealKeySize), 2, 2);
  signer::Fd stop_fd_{eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
  std::unique_ptr<signer::Desk> desk_;
  std::unique_ptr<signer::Daemon> daemon_;
  std::thread thread_;
};

/// The suite's base. Services are opened by the tests that need them and end before what they stand on.
class ProviderWorld : public store::BothEnginesMigrated {
 protected:
  void SetUp() override {
    BothEngines::SetUp();
    if (IsSkipped()) return;
    profiles = all_profiles();
    folder = std::make_unique<WorldFolder>();
    signer = std::make_unique<SignerThread>(*folder, clock);
    start_lane();
    found_authorities();
  }
  void TearDown() override {
    stop_services();
    lane.reset();
    signer.reset();
    folder.reset();
    BothEngines::TearDown();
  }
  /// As when the program ends.
  void stop_services() {
    sequencer.reset();
    status.reset();
    authority.reset();
  }

  void start_lane(std::optional<store::Fault> fault = {},
                  std::function<void(store::Operation, store::Connection&)> before = {}) {
    authority.reset();
    lane.reset();
    lane = store::Lane::start(
        std::make_unique<store::FaultyConnection>(connect(), std::move(fault), std::move(before)));
  }
  void start_authority() {
    authority = need(
        authority::Service::open({*database_, *lane, *signer->client, recorder, clock}, {profiles, kSite}));
  }
  base::Result<void> try_start_sequencer(std::function<void(std::int64_t)> on_numbered = {}) {
    ledger::Sequencer::Options options{kOrigin, "tree-head-1", *folder / "ledger", std::move(on_numbered)};
    YX_TRY(sequencer,
           ledger::Sequencer::start(*database_, *lane, *signer->client, clock, std::move(options)));
    return {};
  }
  void start_sequencer(std::function<void(std::int64_t)> on_numbered = {}) {
    need(try_start_sequencer(std::move(on_numbered)));
  }

  authority::CertificateOrder order(const std::string& application) const {
    const x509::Profile& profile = profiles.at("device");
    authority::CertificateOrder order;
    order.application = application;
    order.profile = "device";
    order.validity = x509::usual_validity(profile, clock.now(), &issuing_certificate());
    order.subject = {{oids::kCountry, "CN"}, {oids::kOrganization, "示例"}, {oids::kCommonName, application}};
    order.public_key = crypto::Sm2PrivateKey::generate().public_key();
    order.policy = profile.policies.at(0);
    order.identities.push_back({x509::IdentityKind::OrganizationCode, kCreditCode, {}});
    order.licence_holder = kLicensedName;
    order.rules_version = "1.0";
    return order;
  }
  authority::IssuancePermit permit(authority::CertificateOrder order) const {
    return permit_for(std::move(order), issuing_certificate().tbs().subject);
  }
  base::Result<authority::IssuedCertificate> try_issue(const std::string& application) {
    base::Waiter<authority::IssuedCertificate> waiter;
    authority->issue(permit(order(application)), officers::system_actor("test"), {}, waiter.completion());
    return waiter.wait();
  }
  x509::Certificate issue(const std::string& application) { return need(try_issue(application)).certificate; }

  authority::RevocationOrder revocation(
      const x509::Serial& serial,
      x509::RevocationReason reason = x509::RevocationReason::KeyCompromise) const {
    authority::RevocationOrder order;
    order.authority = "issuing-1";
    order.serial = serial;
    order.reason = reason;
    order.actor = officers::system_actor("test");
    return order;
  }
  using Change = void (authority::Service::*)(authority::RevocationOrder,
                                              base::Completion<authority::CertificateRecord>);
  base::Result<authority::CertificateRecord> change(Change what, authority::RevocationOrder order) {
    base::Waiter<authority::CertificateRecord> waiter;
    (authority.get()->*what)(std::move(order), waiter.completion());
    return waiter.wait();
  }
  base::Result<authority::CertificateRecord> revoke(const x509::Serial& serial) {
    return change(&authority::Service::revoke, revocation(serial));
  }
  base::Result<authority::CertificateRecord> suspend(const x509::Serial& serial) {
    return change(&authority::Service::suspend, revocation(serial));
  }
  base::Result<authority::CertificateRecord> resume(const x509::Serial& serial) {
    return change(&authority::Service::resume, revocation(serial));
  }
  base::Result<void> abandon(const authority::CertificateRecord& record) {
    base::Waiter<void> waiter;
    authority->abandon(record, "given up by a test", waiter.completion());
    return waiter.wait();
  }

  /// The tree-head key as one of the provider's services, which signs packages too.
  void certify_tree_head() {
    certify_service_key("tree-head-1", "issuing-1", "timestamp-unit", "tree_head", *tree_head_key);
  }
  const x509::Certificate& issuing_certificate() const { return authorities.at(1).certificate; }
  /// The stored state of a certificate.
  std::string state_of(const x509::Serial& serial) const {
    return rows("SELECT state FROM certificate WHERE serial = $1", {base::to_bytes(serial.magnitude())})
        .at(0)
        .text(0);
  }
  std::int64_t records(proof::ActCode code, const std::string& object) const {
    return number("SELECT count(*) FROM act_record WHERE act = $1 AND object = $2",
                  {static_cast<std::int64_t>(code), object});
  }

  bool asks_for_acts = false;  // set before SetUp(): the authorities' keys ask for officers' acts
  base::ManualClock clock{base::parse_utc("2026-11-22T08:00:00Z").value()};
  base::IdSource ids{clock};
  ledger::Recorder recorder{crypto::random_secret(crypto::kSealKeySize), ids};
  x509::Profiles profiles;
  std::unique_ptr<WorldFolder> folder;
  std::unique_ptr<SignerThread> signer;
  std::unique_ptr<store::Lane> lane;
  std::vector<authority::Authority> authorities;  // root, issuing-1, operations-1
  std::optional<crypto::Sm2PublicKey> tree_head_key;
  std::unique_ptr<authority::Service> authority;
  std::unique_ptr<status::Service> status;
  std::unique_ptr<ledger::Sequencer> sequencer;

 private:
  x509::Certificate certify(const std::string& profile, const std::string& name,
                            const crypto::Sm2PublicKey& key, const x509::Certificate* issuer,
                            const crypto::Sm2PrivateKey& by) const {
    x509::DraftInput input;
    input.serial = x509::Serial::random();
    input.issuer = issuer;
    input.public_key = key;
    input.subject = {{oids::kCountry, "CN"}, {oids::kOrganization, kLicensedName}, {oids::kCommonName, name}};
    input.urls = authority::urls_for(kSite, "root", 0);
    input.validity = x509::usual_validity(profiles.at(profile), clock.now(), issuer);
    x509::LintContext context;
    context.licensed_name = kLicensedName;
    context.issuer = issuer;
    const base::Bytes draft = need(x509::make_draft(profiles.at(profile), input)).to_der();
    const base::Bytes tbs = need(x509::lint(draft, profiles.at(profile), context)).take();
    return need(x509::Certificate::assemble(tbs, need(crypto::sm2_sign(by, tbs))));
  }
  crypto::Sm2PublicKey make_key(const std::string& id, signer::KeyClass key_class, std::uint32_t purposes,
                                const std::string& name = "") {
    signer::KeySpec spec{id, key_class, {}};
    spec.limits.purposes = purposes;
    if (!name.empty()) {
      spec.limits.issuer_name = base::to_bytes(
          need(x509::Name::build(
                   {{oids::kCountry, "CN"}, {oids::kOrganization, kLicensedName}, {oids::kCommonName, name}}))
              .der());
      spec.limits.longest_validity = std::chrono::days(1827);
      if (asks_for_acts) spec.limits.acts_by = "operations-1";
    }
    if ((purposes & signer::kSignTreeHead) != 0) spec.limits.origin = kOrigin;
    return need(signer->client->generate(spec)).public_key;
  }
  authority::Authority issuing_authority(const std::string& id, const std::string& role,
                                         const x509::Certificate& root, const crypto::Sm2PrivateKey& by) {
    const auto key =
        make_key(id, signer::KeyClass::Quorum,
                 signer::kSignCertificate | signer::kSignCrl | signer::kSignOcspSignerCertificate, id);
    const std::string profile = role == "issuing" ? "issuing-authority" : "operations-authority";
    return {id, role, "root", id, certify(profile, id, key, &root, by)};
  }
  void certify_ocsp_key(const std::string& id, const std::string& issuer) {
    certify_service_key(id, issuer, "ocsp-signer", "ocsp_signer",
                        make_key(id, signer::KeyClass::Online, signer::kSignOcsp));
  }
  void certify_service_key(const std::string& id, const std::string& issuer, const std::string& profile,
                           const std::string& role, const crypto::Sm2PublicKey& key) {
    authority::Service::ServiceOrder order;
    order.issuer = issuer;
    order.profile = profile;
    order.id = order.key_id = id;
    order.role = role;
    order.subject = {{oids::kCountry, "CN"}, {oids::kOrganization, kLicensedName}, {oids::kCommonName, id}};
    order.public_key = key;
    order.licence_holder = kLicensedName;
    order.rules_version = "-";
    order.actor = officers::system_actor("test");
    base::Waiter<authority::IssuedCertificate> waiter;
    authority->issue_service(std::move(order), waiter.completion());
    need(waiter.wait());
  }
  void found_authorities() {
    const auto root_key = crypto::Sm2PrivateKey::generate();
    const auto root = certify("root", "root", root_key.public_key(), nullptr, root_key);
    authorities = {{"root", "root", "", "root", root},
                   issuing_authority("issuing-1", "issuing", root, root_key),
                   issuing_authority("operations-1", "operations", root, root_key)};
    tree_head_key =
        make_key("tree-head-1", signer::KeyClass::Online, signer::kSignTreeHead | signer::kSignPackage);
    need(authority::import_authorities(*lane, recorder, clock, authorities));
    start_authority();
    certify_ocsp_key("ocsp-1", "issuing-1");
    certify_ocsp_key("ocsp-2", "operations-1");
  }
};

}  // namespace yinxin::house_support
