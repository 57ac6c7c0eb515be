#include "handover_command.hpp"

#include "asn1/der_writer.hpp"
#include "asn1/oids.hpp"
#include "crypto/key_file.hpp"
#include "files.hpp"
#include "handover/service.hpp"
#include "http/json_writer.hpp"
#include "office/house.hpp"
#include "office/house_lock.hpp"
#include "office/mapped_file.hpp"
#include "office/new_file.hpp"
#include "proof/inputs.hpp"

namespace yinxin::command_line {

using base::ErrorKind;
using base::make_error;
using base::Result;
namespace oids = asn1::oids;

namespace {

constexpr const char* kOcspRequest = "ocsp.p10";
constexpr const char* kListsRequest = "lists.p10";
constexpr const char* kDataKey = "data.pem";

/// A key id of our signer that is not taken: "taken-ocsp-1".
Result<std::string> free_key_id(signer::Client& signer, const std::string& stem) {
  YX_TRY(const auto keys, signer.keys());
  for (int number = 1;; ++number) {
    std::string id = stem + std::to_string(number);
    const bool used =
        std::ranges::any_of(keys, [&](const signer::KeyInfo& key) { return key.spec.id == id; });
    if (!used) return id;
  }
}

Result<x509::CertificateRequest> make_ocsp_request(signer::Client& signer, const std::string& organisation) {
  signer::KeySpec spec;
  YX_TRY(spec.id, free_key_id(signer, "taken-ocsp-"));
  spec.key_class = signer::KeyClass::Online;
  spec.limits.purposes = signer::kSignOcsp;
  YX_TRY(const signer::KeyInfo key, signer.generate(spec));
  YX_TRY(const x509::Name subject, x509::Name::build({{oids::kCountry, "CN"},
                                                      {oids::kOrganization, organisation},
                                                      {oids::kCommonName, key.spec.id}}));
  return signer.request_certificate(key.spec.id, subject);
}

/// Its lists carry the name of the sender's authority (RFC 5280 6.3.3), and the key signs nothing else.
Result<x509::CertificateRequest> make_lists_request(signer::Client& signer, const x509::Name& authority) {
  signer::KeySpec spec;
  YX_TRY(spec.id, free_key_id(signer, "taken-lists-"));
  spec.key_class = signer::KeyClass::Quorum;
  spec.limits.purposes = signer::kSignCrl;
  spec.limits.issuer_name = base::to_bytes(authority.der());
  YX_TRY(const signer::KeyInfo key, signer.generate(spec));
  return signer.request_certificate(key.spec.id, authority);
}

Result<void> certify(SignedRemote& remote, const HandoverCertifyOptions& options, const std::string& use,
                     const std::string& file, std::ostream& out) {
  YX_TRY(const base::Bytes input, read_input(file));
  YX_TRY(const auto request, x509::CertificateRequest::parse_pem_or_der(input));
  YX_CHECK(request.verify_possession());
  http::JsonWriter json;
  json.object([&] {
    json.text("use", use).text("key_sm3", base::to_hex(crypto::sm3(request.public_key().point())));
    json.text("request", base::to_base64(request.der()));
  });
  YX_TRY(const http::JsonReader answer,
         remote.post_json("/ca/" + http::percent_encode(options.authority) + "/takers", json.text()));
  out << (use == "ocsp" ? "OCSP 响应签名证书 " : "撤销列表签发证书 ") << answer.text("serial") << "，"
      << answer.text("subject") << "，有效期至 " << answer.text("not_after") << "\n";
  if (options.out.empty()) return {};
  return write_public(options.out + "/" + use + ".pem", base::as_bytes(answer.text("pem")));
}

/// Of the lists of the issuing authority, up to the partition.
Result<std::string> crl_address_of(const office::House& house) {
  YX_TRY(const std::string first, x509::fill_url(house.profiles.at("individual").urls.crl,
                                                 authority::urls_for(house.settings->text("public.site"),
                                                                     house.authority->issuing().id, 0)));
  constexpr std::string_view kFirst = "0.crl";
  if (!first.ends_with(kFirst)) return make_error(ErrorKind::Malformed, "x509.profile.url", first);
  return first.substr(0, first.size() - kFirst.size());
}

handover::TakerHouse taker_of(office::House& house) {
  return {*house.database, *house.lane, *house.signer, *house.recorder, house.clock};
}

}  // namespace

Result<void> handover_request(const HandoverRequestOptions& options, std::ostream& out) {
  YX_TRY(const x509::Certificate authority, read_certificate(options.authority));
  YX_TRY(const auto house, office::House::open(options.settings));
  YX_CHECK(house->open_authority());
  std::error_code failed;
  if (!std::filesystem::create_directories(options.out, failed))
    return make_error(ErrorKind::Conflict, "yinxin.handover.exists", options.out);
  const std::string organisation(
      house->authority->issuing().certificate.tbs().subject.find(oids::kOrganization).value_or(""));
  YX_TRY(const auto ocsp, make_ocsp_request(*house->signer, organisation));
  YX_TRY(const auto lists, make_lists_request(*house->signer, authority.tbs().subject));
  YX_TRY(const signer::KeyInfo data, house->signer->key(house->settings->text("store.data_key_id")));
  asn1::DerWriter key;
  x509::write_public_key_info(key, data.public_key);
  YX_CHECK(write_public(options.out + "/" + kOcspRequest, ocsp.der()));
  YX_CHECK(write_public(options.out + "/" + kListsRequest, lists.der()));
  YX_CHECK(
      write_public(options.out + "/" + kDataKey, base::as_bytes(crypto::to_pem("PUBLIC KEY", key.bytes()))));
  out << "承接所需的证书请求和封装公钥写入 " << options.out << "，请与移交方当面核对：\n"
      << "  " << kOcspRequest << " 密钥 SM3 " << base::to_hex(crypto::sm3(ocsp.public_key().point())) << "\n"
      << "  " << kListsRequest << " 密钥 SM3 " << base::to_hex(crypto::sm3(lists.public_key().point()))
      << "\n"
      << "  " << kDataKey << " 密钥 SM3 " << base::to_hex(crypto::sm3(data.public_key.point())) << "\n";
  return {};
}

Result<void> handover_certify(const HandoverCertifyOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  if (!options.out.empty()) {
    std::error_code failed;
    std::filesystem::create_directories(options.out, failed);
  }
  YX_CHECK(certify(remote, options, "ocsp", options.ocsp_request, out));
  return certify(remote, options, "lists", options.lists_request, out);
}

Result<void> handover_export(const HandoverExportOptions& options, std::ostream& out) {
  YX_TRY(const base::Bytes input, read_input(options.to));
  YX_TRY(const crypto::Sm2PublicKey taker, proof::read_public_key(input));
  YX_TRY(const auto house, office::House::open(options.settings));
  YX_CHECK(house->open_authority());
  YX_CHECK(house->open_registration());
  const handover::SenderHouse sender{*house->database, *house->lane,        *house->signer,
                                     *house->recorder, house->clock,        *house->authority,
                                     *house->policy,   *house->registration};
  handover::ExportOrder order{taker, {}, house->settings->path("status.folder")};
  YX_TRY(order.crl_address, crl_address_of(*house));
  if (std::filesystem::exists(options.out))
    return make_error(ErrorKind::Conflict, "office.backup.exists", options.out);
  YX_TRY(office::NewFile file, office::NewFile::start(options.out));
  YX_TRY(const handover::Exported exported,
         handover::write_bundle(sender, order, [&](base::ByteView octets) { return file.write(octets); }));
  YX_CHECK(file.keep());
  YX_CHECK(handover::record_export(sender, exported));
  out << "已导出移交包 " << options.out << "：证书 " << exported.certificates << " 张，申请记录 "
      << exported.records << " 份，" << file.size() << " 字节\n清单的 SM3："
      << base::to_hex(exported.manifest) << "\n";
  return {};
}

Result<void> handover_import(const HandoverImportOptions& options, std::ostream& out) {
  YX_TRY(const office::MappedFile file, office::MappedFile::open(options.file));
  handover::ImportOrder order;
  for (const std::string& root : options.roots) {
    YX_TRY(x509::Certificate certificate, read_certificate(root));
    order.roots.push_back(std::move(certificate));
  }
  YX_TRY(const auto house, office::House::open(options.settings));
  YX_TRY(const auto lock,
         office::HouseLock::take(*house->settings, *house->database, office::HouseLock::Mode::Alone));
  order.data_key_id = house->settings->text("store.data_key_id");
  YX_TRY(const handover::Imported imported, handover::import_bundle(taker_of(*house), order, file.octets()));
  out << (imported.before ? "此移交包此前已完整导入，未作改动：" : "已导入移交包：") << "证书 "
      << imported.certificates << " 张，在本机构的编号为 " << imported.authority << "\n清单的 SM3："
      << base::to_hex(imported.manifest) << "\n";
  if (!imported.before) out << "启动服务后，由本机构答复其状态并签发其撤销列表\n";
  return {};
}

Result<void> handover_record(const HandoverRecordOptions& options, std::ostream& out) {
  YX_TRY(const auto house, office::House::open(options.settings));
  YX_TRY(const base::SecretBytes content,
         handover::open_record(taker_of(*house), house->settings->text("store.data_key_id"),
                               options.authority, options.name, options.reason));
  YX_CHECK(write_secret(options.out, content.reveal()));
  out << "已打开 " << options.name << "，写入 " << options.out << "，查看已存证\n";
  return {};
}

}  // namespace yinxin::command_line
