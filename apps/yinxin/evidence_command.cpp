#include "evidence_command.hpp"

#include <thread>

#include "base/files.hpp"
#include "evidence/service.hpp"
#include "files.hpp"
#include "office/house.hpp"
#include "proof/package_layout.hpp"
#include "remote.hpp"
#include "x509/ocsp.hpp"
#include "x509/request.hpp"

namespace yinxin::command_line {

using base::ErrorKind;
using base::Result;

namespace {

constexpr std::chrono::seconds kHeadPatience{30};
constexpr std::chrono::milliseconds kRetry{250};

/// Papers lie where they belong by their name: what was told and agreed apart from what was checked.
std::string place_of(const std::string& file) {
  const bool agreed = file.starts_with("agreement") || file.starts_with("notification");
  return std::string(proof::part_info(agreed ? proof::Part::Agreement : proof::Part::Application).folder) +
         "/" + file;
}

Result<void> add_papers(const std::string& folder, std::vector<evidence::Paper>& papers) {
  std::error_code failed;
  for (const auto& file : std::filesystem::directory_iterator(folder, failed)) {
    YX_TRY(base::Bytes content, read_input(file.path().string()));
    papers.push_back({place_of(file.path().filename().string()), std::move(content)});
  }
  if (failed) return base::file_error(ENOENT, "open", folder);
  return {};
}

Result<void> add_request(const std::string& file, std::vector<evidence::Paper>& papers) {
  YX_TRY(const base::Bytes input, read_input(file));
  YX_TRY(const auto request, x509::CertificateRequest::parse_pem_or_der(input));
  papers.push_back({std::string(proof::layout::kRequest), base::to_bytes(request.der())});
  return {};
}

/// The status as the provider states it in public at this time: list and answer.
Result<void> add_status(const std::string& server, const office::House& house,
                        const authority::CertificateRecord& record, std::vector<evidence::Paper>& papers) {
  YX_TRY(Remote remote, Remote::at(server));
  const std::string list = record.authority + "/" + std::to_string(record.crl_partition);
  YX_TRY(base::Bytes crl, remote.get("/crl/" + list + ".crl"));
  papers.push_back({std::string(proof::layout::kCrls) + record.authority + "-" +
                        std::to_string(record.crl_partition) + ".crl",
                    std::move(crl)});
  YX_TRY(const authority::Authority issuer, house.authority->one(record.authority));
  x509::OcspRequest request;
  request.queries.push_back(x509::make_cert_id(x509::CertIdHash::Sm3, issuer.certificate, record.serial));
  YX_TRY(base::Bytes answer, remote.post("/ocsp", "application/ocsp-request", request.to_der()));
  papers.push_back({std::string(proof::layout::kOcsp) + "now.ors", std::move(answer)});
  return {};
}

}  // namespace

Result<void> evidence(const EvidenceOptions& options, std::ostream& out) {
  YX_TRY(const auto house, office::House::open(options.settings));
  YX_CHECK(house->open_authority());
  evidence::PackageOrder order;
  YX_TRY(order.serial, x509::Serial::from_hex(options.serial));
  order.requester = options.requester;
  order.scope = "证书 " + options.serial + " 的签发、状态与保管记录";
  YX_TRY(const authority::CertificateRecord record, house->authority->find(order.serial));
  if (!options.request.empty()) YX_CHECK(add_request(options.request, order.papers));
  if (!options.papers.empty()) YX_CHECK(add_papers(options.papers, order.papers));
  if (!options.server.empty()) YX_CHECK(add_status(options.server, *house, record, order.papers));
  const ledger::TileFolder tiles(house->settings->path("ledger.folder"));
  const evidence::Service service({*house->database, *house->lane, *house->signer, *house->recorder,
                                   house->clock, *house->authority, tiles},
                                  {"yinxin 0.1.0"});
  const officers::Actor actor{"officer/" + options.officer, {}, {}, {}};
  auto archive = service.build(order, actor);
  for (std::chrono::milliseconds left = kHeadPatience;
       !archive && archive.error().kind == ErrorKind::NotYet && left.count() > 0; left -= kRetry) {
    std::this_thread::sleep_for(kRetry);
    archive = service.build(order, actor);
  }
  if (!archive) return archive.error();
  YX_CHECK(write_secret(options.out, *archive));
  out << "已生成证明包 " << options.out << "，" << archive->size() << " 字节，SM3 "
      << base::to_hex(crypto::sm3(*archive)) << "\n";
  return {};
}

}  // namespace yinxin::command_line
