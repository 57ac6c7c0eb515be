#include "signer/daemon/clock_file.hpp"

#include <charconv>

#include "base/files.hpp"

namespace yinxin::signer {

using base::Result;
using std::chrono::microseconds;

namespace {

constexpr mode_t kClockFileMode = 0600;
constexpr std::size_t kMaxClockFileBytes = 32;

std::string clock_path(const std::string& keys_folder) {
  return keys_folder + "/demonstration-clock";
}

}  // namespace

Result<microseconds> read_clock_file(const std::string& keys_folder) {
  const auto octets = base::read_file(clock_path(keys_folder), kMaxClockFileBytes);
  if (!octets && octets.error().code == "base.file.missing") return microseconds(0);
  if (!octets) return octets.error();
  const std::string_view text = base::as_text(*octets);
  std::int64_t ahead = -1;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), ahead);
  const bool whole = read.ec == std::errc() && std::string_view(read.ptr, text.data() + text.size()) == "\n";
  if (!whole || ahead < 0 || microseconds(ahead) > base::MovableClock::kMostAhead)
    return base::make_error(base::ErrorKind::Internal, "signer.clock_file", clock_path(keys_folder));
  return microseconds(ahead);
}

Result<void> write_clock_file(const std::string& keys_folder, microseconds ahead) {
  const std::string text = std::to_string(ahead.count()) + "\n";
  return base::write_file_durably(clock_path(keys_folder), base::as_bytes(text), kClockFileMode);
}

}  // namespace yinxin::signer
