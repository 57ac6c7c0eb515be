// The file of the regulator's keys: part of the provider's settings, changed by hand and with a restart.
#include <algorithm>

#include "base/files.hpp"
#include "policy/service.hpp"
#include "proof/note.hpp"

namespace yinxin::policy {
namespace {

using base::Result;

constexpr std::size_t kMaxKeysFile = 64 * 1024;  // some 300 keys; the regulator has two or three

Result<RegulatorKey> read_line(std::string_view line) {
  const auto bad = [](const char* what) {
    return base::make_error(base::ErrorKind::Malformed, "policy.regulator_keys", what);
  };
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return bad("no space");
  RegulatorKey key;
  key.name = std::string(line.substr(0, space));
  if (!proof::is_note_name(key.name)) return bad("name");
  const auto octets = base::from_base64(line.substr(space + 1));
  if (!octets) return bad("base64");
  const auto point = crypto::Sm2PublicKey::from_point(*octets);
  if (!point) return bad("no point of the curve");
  key.key = *point;
  return key;
}

}  // namespace

Result<std::vector<RegulatorKey>> read_regulator_keys(const std::filesystem::path& file) {
  YX_TRY(const base::Bytes content, base::read_file(file, kMaxKeysFile));
  std::vector<RegulatorKey> keys;
  const auto bad = [&](std::string_view what) {
    return base::make_error(base::ErrorKind::Malformed, "policy.regulator_keys",
                            file.string() + ":" + std::to_string(keys.size() + 1) + ": " + std::string(what));
  };
  std::string_view rest = base::as_text(content);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    auto key = read_line(rest.substr(0, end));
    if (!key) return bad(key.error().detail);
    const bool twice = std::any_of(keys.begin(), keys.end(), [&](const RegulatorKey& other) {
      return other.name == key->name && other.key == key->key;
    });
    if (twice) return bad("twice");
    keys.push_back(std::move(*key));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (keys.empty()) return bad("no key");
  return keys;
}

}  // namespace yinxin::policy
