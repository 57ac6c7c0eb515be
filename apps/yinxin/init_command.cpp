#include "init_command.hpp"

#include "asn1/oids.hpp"
#include "base/files.hpp"
#include "base/toml.hpp"
#include "ceremony_command.hpp"
#include "crypto/key_file.hpp"
#include "files.hpp"
#include "office/house_lock.hpp"
#include "office/ocsp_signer.hpp"
#include "office/settings.hpp"

namespace yinxin::command_line {

using authority::Authority;
using base::Result;

namespace {

constexpr std::size_t kMaxFile = 1024 * 1024;
constexpr mode_t kPublicMode = 0644;

Result<std::vector<Authority>> read_authorities(const std::filesystem::path& folder) {
  YX_TRY(const auto index, base::TomlReader::load(folder / kAuthorityIndex));
  YX_TRY(const auto tables, index.tables("authority"));
  std::vector<Authority> all;
  for (const base::TomlReader& table : tables) {
    Authority one;
    YX_TRY(one.id, table.get<std::string>("id"));
    YX_TRY(one.role, table.get<std::string>("role"));
    YX_TRY(one.issuer, table.get<std::string>("issuer"));
    YX_TRY(one.key_id, table.get<std::string>("key_id"));
    YX_TRY(const std::string file, table.get<std::string>("certificate"));
    YX_TRY(const base::Bytes pem, base::read_file(folder / file, kMaxFile));
    YX_TRY(const base::Bytes der, crypto::from_pem("CERTIFICATE", base::as_text(pem)));
    YX_TRY(one.certificate, x509::Certificate::parse(der));
    all.push_back(std::move(one));
  }
  YX_CHECK(index.finish());
  return all;
}

Result<void> make_keys(const std::filesystem::path& settings_file) {
  YX_TRY(const base::Config settings, office::load_settings(settings_file));
  return office::make_data_keys(settings);
}

Result<void> place_root_lists(const std::filesystem::path& from, const std::filesystem::path& to,
                              const std::vector<Authority>& authorities) {
  for (const Authority& one : authorities) {
    if (!one.issuer.empty()) continue;
    YX_TRY(const base::Bytes list, base::read_file(from / (one.id + ".crl"), kMaxFile));
    std::error_code failed;
    std::filesystem::create_directories(to / one.id, failed);
    YX_CHECK(base::write_file_durably(to / one.id / "0.crl", list, kPublicMode));
  }
  return {};
}

/// The tree-head key is one of our own services; the profile is the one for keys that state times
/// (docs/decisions/0003). A regulator has one authority, its officers'.
Result<void> certify_tree_head_key(office::House& house, const std::string& key_id) {
  YX_TRY(const signer::KeyInfo key, house.signer->key(key_id));
  const bool is_provider = house.kind() == office::OfficeKind::Provider;
  const Authority& issuer = is_provider ? house.authority->issuing() : house.authority->operations();
  authority::Service::ServiceOrder order;
  order.issuer = issuer.id;
  order.profile = "timestamp-unit";
  order.id = key_id;
  order.role = "tree_head";
  order.key_id = key_id;
  const std::string holder(issuer.certificate.tbs().subject.find(asn1::oids::kOrganization).value_or(""));
  order.subject = {{asn1::oids::kCountry, "CN"},
                   {asn1::oids::kOrganization, holder},
                   {asn1::oids::kCommonName, "存证树头 " + key_id}};
  order.public_key = key.public_key;
  order.rules_version = "-";
  order.licence_holder = holder;
  order.actor = officers::system_actor("init");
  base::Waiter<authority::IssuedCertificate> waiter;
  house.authority->issue_service(std::move(order), waiter.completion());
  YX_TRY(const auto issued, waiter.wait());
  static_cast<void>(issued);
  return {};
}

/// "ROLE:ID:NAME:FILE of the request".
Result<officers::NewOfficer> read_administrator(const std::string& text) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  while (parts.size() < 3) {
    const std::size_t colon = text.find(':', from);
    if (colon == std::string::npos)
      return base::make_error(base::ErrorKind::Malformed, "yinxin.administrator",
                              "expected ROLE:ID:NAME:FILE");
    parts.push_back(text.substr(from, colon - from));
    from = colon + 1;
  }
  officers::NewOfficer officer;
  YX_TRY(const officers::Role role, officers::parse_role(parts[0]));
  officer.roles = {role};
  officer.id = parts[1];
  officer.name = parts[2];
  YX_TRY(const base::Bytes input, read_input(text.substr(from)));
  YX_TRY(const auto request, x509::CertificateRequest::parse_pem_or_der(input));
  YX_CHECK(request.verify_possession());
  officer.request = base::to_bytes(request.der());
  return officer;
}

/// The first administrators enrol at the ceremony (decisions.md 1): made known to the signer, certified by
/// the operations authority, entered in the same commit.
Result<void> enrol(office::House& house, const officers::NewOfficer& officer) {
  YX_TRY(const auto request, x509::CertificateRequest::parse_pem_or_der(officer.request));
  YX_CHECK(house.signer->enrol(
      {officer.id, std::string(officers::role_name(officer.roles.front())), request.public_key()}));
  authority::Service::ServiceOrder order;
  order.issuer = house.authority->operations().id;
  order.profile = "officer";
  order.public_key = request.public_key();
  const std::string holder(
      house.authority->operations().certificate.tbs().subject.find(asn1::oids::kOrganization).value_or(""));
  order.subject = {{asn1::oids::kCountry, "CN"},
                   {asn1::oids::kOrganization, holder},
                   {asn1::oids::kTitle, std::string(officers::role_name(officer.roles.front()))},
                   {asn1::oids::kSerialNumber, officer.id},
                   {asn1::oids::kCommonName, officer.id}};
  order.rules_version = "-";
  order.licence_holder = holder;
  order.actor = officers::system_actor("ceremony");
  order.with_issue = [&](store::WriteSet& set, const authority::IssuedCertificate& issued) {
    house.officers->add_first(set, officer, issued.certificate);
  };
  base::Waiter<authority::IssuedCertificate> waiter;
  house.authority->issue_service(std::move(order), waiter.completion());
  YX_TRY(const auto issued, waiter.wait());
  static_cast<void>(issued);
  return {};
}

}  // namespace

Result<void> init(const InitOptions& options, std::ostream& out) {
  YX_CHECK(make_keys(options.settings));
  YX_TRY(const auto house, office::House::open(options.settings));
  YX_TRY(const auto lock,
         office::HouseLock::take(*house->settings, *house->database, office::HouseLock::Mode::Alone));
  YX_TRY(const auto authorities, read_authorities(options.ceremony));
  std::vector<officers::NewOfficer> administrators;
  for (const std::string& text : options.administrators) {
    YX_TRY(officers::NewOfficer officer, read_administrator(text));
    administrators.push_back(std::move(officer));
  }
  YX_CHECK(authority::import_authorities(*house->lane, *house->recorder, house->clock, authorities));
  out << "已登记 " << authorities.size() << " 个认证机构\n";
  YX_CHECK(place_root_lists(options.ceremony, house->settings->path("status.folder"), authorities));
  YX_CHECK(house->open_authority());
  const officers::Actor actor = officers::system_actor("init");
  if (house->kind() == office::OfficeKind::Provider) {
    YX_TRY(const Authority responder,
           office::make_ocsp_signer(*house, house->authority->issuing().id, actor));
    out << "已签发 OCSP 响应签名证书 " << responder.id << "\n";
  }
  YX_CHECK(certify_tree_head_key(*house, house->settings->text("ledger.key")));
  out << "已签发存证树头签名证书 " << house->settings->text("ledger.key") << "\n";
  for (const officers::NewOfficer& officer : administrators) {
    YX_CHECK(enrol(*house, officer));
    out << "已登记 " << officer.id << "（" << officers::role_name(officer.roles.front()) << "）\n";
  }
  return {};
}

}  // namespace yinxin::command_line
