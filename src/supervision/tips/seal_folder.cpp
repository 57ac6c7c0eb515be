#include "supervision/tips/seal_folder.hpp"

#include <algorithm>
#include <chrono>

#include "base/files.hpp"
#include "supervision/tips/seal.hpp"

namespace yinxin::supervision {

using base::ErrorKind;
using base::make_error;
using base::Result;
namespace fs = std::filesystem;

namespace {

constexpr mode_t kSealMode = 0600;
constexpr std::string_view kSealEnding = ".seal";

base::Error failed(const std::error_code& error, std::string_view doing, const fs::path& path) {
  return base::file_error(error.value(), doing, path);
}

}  // namespace

fs::path SealFolder::file_of(const crypto::Sm3Digest& seal) const {
  return folder_ / (base::to_hex(seal) + std::string(kSealEnding));
}

Result<crypto::Sm3Digest> SealFolder::keep(base::ByteView seal, base::Time now) const {
  const crypto::Sm3Digest name = crypto::sm3(seal);
  const fs::path file = file_of(name);
  std::error_code error;
  if (fs::create_directories(folder_, error)) fs::permissions(folder_, fs::perms::owner_all, error);
  if (error) return failed(error, "making", folder_);
  YX_CHECK(base::write_file_durably(file, seal, kSealMode));
  fs::last_write_time(file, std::chrono::file_clock::from_sys(now), error);
  if (error) return failed(error, "dating", file);
  return name;
}

Result<base::Bytes> SealFolder::read(const crypto::Sm3Digest& seal) const {
  auto octets = base::read_file(file_of(seal), kMaxSealBytes);
  if (!octets && octets.error().kind == ErrorKind::NotFound)
    return make_error(ErrorKind::NotFound, "supervision.tip.no_seal");
  if (!octets) return octets;
  if (crypto::sm3(*octets) != seal) return make_error(ErrorKind::Internal, "supervision.tip.stored", "seal");
  return octets;
}

Result<std::vector<crypto::Sm3Digest>> SealFolder::older_than(base::Time then) const {
  std::vector<crypto::Sm3Digest> found;
  std::error_code error;
  fs::directory_iterator files(folder_, error);
  if (error == std::errc::no_such_file_or_directory) return found;
  for (; !error && files != fs::directory_iterator(); files.increment(error)) {
    const fs::path& file = files->path();
    const auto octets = base::from_hex(file.stem().string());
    crypto::Sm3Digest name{};
    if (file.extension() != kSealEnding || !octets || octets->size() != name.size()) continue;
    std::error_code gone;
    const auto kept = fs::last_write_time(file, gone);
    if (gone || std::chrono::file_clock::to_sys(kept) >= then) continue;
    std::copy(octets->begin(), octets->end(), name.begin());
    found.push_back(name);
  }
  if (error) return failed(error, "listing", folder_);
  return found;
}

Result<void> SealFolder::drop(const crypto::Sm3Digest& seal) const {
  std::error_code error;
  fs::remove(file_of(seal), error);
  if (error) return failed(error, "removing", file_of(seal));
  return {};
}

}  // namespace yinxin::supervision
