#include "disk.hpp"

#include <fstream>
#include <memory>

#include "base/files.hpp"

namespace yinxin::audit {

using base::ErrorKind;
using base::Result;

namespace {

constexpr std::size_t kMaxCertificateFile = 4 * 1024 * 1024;

/// One line without its newline; stops reading at the limit, so that a file without newlines cannot fill
/// memory.
Result<std::optional<std::string>> read_line(std::istream& in) {
  std::string line;
  for (int c = in.get(); c != std::istream::traits_type::eof(); c = in.get()) {
    if (c == '\n') return std::optional<std::string>(std::move(line));
    if (line.size() >= proof::kMaxExportLine)
      return base::make_error(ErrorKind::TooLarge, "audit.line", "a line is too long");
    line.push_back(static_cast<char>(c));
  }
  if (in.bad()) return base::make_error(ErrorKind::Internal, "audit.read", "the file cannot be read");
  if (line.empty()) return std::optional<std::string>();
  return std::optional<std::string>(std::move(line));
}

}  // namespace

Result<proof::LineSource> DiskFolder::lines(std::string_view name) const {
  auto in = std::make_shared<std::ifstream>(folder_ / name, std::ios::binary);
  if (!*in) return base::make_error(ErrorKind::NotFound, "audit.missing", std::string(name));
  return proof::LineSource([in] { return read_line(*in); });
}

Result<base::Bytes> DiskFolder::read(std::string_view name, std::size_t max_bytes) const {
  return base::read_file(folder_ / name, max_bytes);
}

Result<std::vector<x509::Certificate>> load_certificates(const std::vector<std::string>& files) {
  std::vector<x509::Certificate> all;
  for (const std::string& file : files) {
    YX_TRY(const base::Bytes octets, base::read_file(file, kMaxCertificateFile));
    YX_TRY(const std::vector<x509::Certificate> some, proof::read_certificates(octets));
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

Result<std::vector<crypto::Sm2PublicKey>> load_keys(const std::vector<std::string>& files) {
  std::vector<crypto::Sm2PublicKey> keys;
  for (const std::string& file : files) {
    YX_TRY(const base::Bytes octets, base::read_file(file, kMaxCertificateFile));
    YX_TRY(crypto::Sm2PublicKey key, proof::read_public_key(octets));
    keys.push_back(std::move(key));
  }
  return keys;
}

}  // namespace yinxin::audit
