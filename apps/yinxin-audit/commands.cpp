#include "commands.hpp"

#include "base/files.hpp"
#include "disk.hpp"
#include "proof/annual_report.hpp"
#include "proof/case_archive.hpp"
#include "proof/document_note.hpp"
#include "proof/draw_record.hpp"
#include "proof/handover_bundle.hpp"
#include "proof/ledger_check.hpp"
#include "proof/package.hpp"
#include "proof/single_checks.hpp"
#include "proof/ustar.hpp"

namespace yinxin::audit {

using base::Result;
using proof::Report;
using x509::Certificate;

namespace {

constexpr std::size_t kMaxCrlFile = std::size_t{256} << 20;  // far over 50,000 entries (decisions.md 9)

constexpr std::size_t kMaxDocumentFile = std::size_t{64} << 20;  // 200 pages with their fonts; ours
constexpr std::size_t kMaxOcspFile = std::size_t{1} << 20;
constexpr std::size_t kMaxBundleFile = std::size_t{16} << 30;  // read into memory; ours

Result<std::string> read_text(const std::string& file, std::size_t max_bytes) {
  YX_TRY(const base::Bytes octets, base::read_file(file, max_bytes));
  return std::string(base::as_text(octets));
}

}  // namespace

Result<Report> audit_package(const Request& request) {
  proof::PackageTrust trust;
  YX_TRY(trust.roots, load_certificates(request.roots));
  YX_TRY(trust.tree_head_keys, load_keys(request.keys));
  YX_TRY(const base::Bytes archive, base::read_file(request.input, proof::kMaxTarBytes));
  return proof::verify_package(archive, trust);
}

Result<Report> audit_ledger(const Request& request) {
  proof::LedgerTrust trust;
  YX_TRY(trust.roots, load_certificates(request.roots));
  YX_TRY(trust.tree_head_keys, load_keys(request.keys));
  return proof::verify_ledger(DiskFolder(request.input), trust);
}

Result<Report> audit_certificate(const Request& request) {
  YX_TRY(const std::vector<Certificate> subject, load_certificates({request.input}));
  YX_TRY(const std::vector<Certificate> issuers, load_certificates(request.issuers));
  YX_TRY(const std::vector<Certificate> roots, load_certificates(request.roots));
  base::Time at = subject.front().tbs().validity.not_before;
  if (!request.at.empty()) {
    YX_TRY(at, base::parse_utc(request.at));
  }
  return proof::verify_certificate(subject.front(), issuers, roots, at);
}

Result<Report> audit_crl(const Request& request) {
  YX_TRY(const base::Bytes der, base::read_file(request.input, kMaxCrlFile));
  YX_TRY(const std::vector<Certificate> issuers, load_certificates(request.issuers));
  YX_TRY(const std::vector<Certificate> roots, load_certificates(request.roots));
  std::optional<x509::Serial> serial;
  if (!request.serial.empty()) {
    YX_TRY(serial, x509::Serial::from_hex(request.serial));
  }
  return proof::verify_crl(der, issuers, roots, serial);
}

Result<Report> audit_ocsp(const Request& request) {
  YX_TRY(const base::Bytes der, base::read_file(request.input, kMaxOcspFile));
  YX_TRY(const std::vector<Certificate> issuers, load_certificates(request.issuers));
  YX_TRY(const std::vector<Certificate> roots, load_certificates(request.roots));
  std::optional<x509::Serial> serial;
  if (!request.serial.empty()) {
    YX_TRY(serial, x509::Serial::from_hex(request.serial));
  }
  return proof::verify_ocsp(der, issuers, roots, serial);
}

Result<Report> audit_handover(const Request& request) {
  YX_TRY(const std::vector<Certificate> roots, load_certificates(request.roots));
  YX_TRY(const base::Bytes archive, base::read_file(request.input, kMaxBundleFile));
  return proof::verify_handover(archive, roots);
}

Result<Report> audit_head(const Request& request) {
  YX_TRY(const std::string text, read_text(request.input, proof::kMaxNoteBytes));
  YX_TRY(const std::vector<crypto::Sm2PublicKey> keys, load_keys(request.keys));
  std::optional<proof::EarlierHead> earlier;
  if (!request.earlier.empty()) {
    earlier.emplace();
    YX_TRY(earlier->text, read_text(request.earlier, proof::kMaxNoteBytes));
    YX_TRY(const std::string path, read_text(request.path, proof::kMaxNoteBytes));
    YX_TRY(earlier->path, proof::read_hash_path(path));
  }
  std::optional<proof::WitnessKey> witness;
  if (!request.witness.empty()) {
    const std::size_t equals = request.witness.find('=');
    if (equals == std::string::npos) return base::make_error(base::ErrorKind::Malformed, "audit.witness");
    YX_TRY(const auto found, load_keys({request.witness.substr(equals + 1)}));
    witness = proof::WitnessKey{request.witness.substr(0, equals), found.front()};
  }
  return proof::verify_tree_head(text, keys.front(), earlier, witness);
}

Result<Report> audit_draw(const Request& request) {
  proof::DrawTrust trust;
  YX_TRY(trust.roots, load_certificates(request.roots));
  YX_TRY(trust.tree_head_keys, load_keys(request.keys));
  YX_TRY(const std::string record, read_text(request.input, proof::kMaxDrawBytes));
  std::optional<std::string> replaced;
  if (!request.replaced.empty()) {
    YX_TRY(replaced, read_text(request.replaced, proof::kMaxDrawBytes));
  }
  return proof::verify_draw(record, trust, replaced);
}

Result<Report> audit_case(const Request& request) {
  YX_TRY(const base::Bytes archive, base::read_file(request.input, proof::kMaxTarBytes));
  return proof::check_case_archive(archive);
}

Result<Report> audit_annual_report(const Request& request) {
  proof::LedgerTrust trust;
  YX_TRY(trust.roots, load_certificates(request.roots));
  YX_TRY(trust.tree_head_keys, load_keys(request.keys));
  YX_TRY(const std::string report, read_text(request.input, proof::kMaxAnnualReport));
  return proof::verify_annual_report(report, DiskFolder(request.ledger), trust);
}

Result<Report> audit_document(const Request& request) {
  YX_TRY(const base::Bytes pdf, base::read_file(request.input, kMaxDocumentFile));
  YX_TRY(const std::string note, read_text(request.note, proof::kMaxNoteBytes));
  YX_TRY(const std::vector<crypto::Sm2PublicKey> keys, load_keys(request.keys));
  return proof::verify_document(pdf, note, keys);
}

}  // namespace yinxin::audit
