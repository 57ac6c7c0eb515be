// Where yinxin-audit gets its octets: files and folders named on the command line. The checks themselves open
// nothing.
#pragma once

#include <filesystem>

#include "proof/export.hpp"
#include "proof/inputs.hpp"

namespace yinxin::audit {

/// An export on disk.
class DiskFolder final : public proof::ExportFolder {
 public:
  explicit DiskFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}
  base::Result<proof::LineSource> lines(std::string_view name) const override;
  base::Result<base::Bytes> read(std::string_view name, std::size_t max_bytes) const override;

 private:
  std::filesystem::path folder_;
};

/// Every certificate of every file, in order. Errors: those of base::read_file() and
/// proof::read_certificates().
base::Result<std::vector<x509::Certificate>> load_certificates(const std::vector<std::string>& files);
/// Errors: those of base::read_file() and proof::read_public_key().
base::Result<std::vector<crypto::Sm2PublicKey>> load_keys(const std::vector<std::string>& files);

}  // namespace yinxin::audit
