#include "files.hpp"

#include "base/files.hpp"
#include "crypto/key_file.hpp"
#include "x509/attribute_types.hpp"

namespace yinxin::command_line {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {
constexpr std::size_t kMaxInput = 16 * 1024 * 1024;
}

Result<base::Bytes> read_input(const std::string& file) {
  return base::read_file(file, kMaxInput);
}
std::string folder_of(const std::string& file) {
  const std::string folder = std::filesystem::path(file).parent_path().string();
  return folder.empty() ? "." : folder;
}

Result<void> write_public(const std::string& file, base::ByteView content) {
  return base::write_file_durably(file, content, 0644);
}
Result<void> write_secret(const std::string& file, base::ByteView content) {
  return base::write_file_durably(file, content, 0600);
}

Result<x509::Certificate> read_certificate(const std::string& file) {
  YX_TRY(base::Bytes octets, read_input(file));
  if (!octets.empty() && octets[0] != asn1::kSequence) {
    YX_TRY(octets, crypto::from_pem("CERTIFICATE", base::as_text(octets)));
  }
  return x509::Certificate::parse(octets);
}

Result<crypto::Sm2PrivateKey> read_key(const std::string& file) {
  YX_TRY(base::Bytes octets, read_input(file));
  auto key = crypto::read_private_key_pem(octets, base::SecretBytes());
  base::wipe(octets);
  return key;
}

Result<std::pair<std::string, std::string>> split_pair(const std::string& text) {
  const std::size_t at = text.find('=');
  if (at == std::string::npos || at == 0)
    return make_error(ErrorKind::Malformed, "yinxin.pair", "expected NAME=VALUE");
  return std::pair(text.substr(0, at), text.substr(at + 1));
}

Result<std::vector<std::pair<asn1::Oid, std::string>>> read_subject(const std::vector<std::string>& fields) {
  std::vector<std::pair<asn1::Oid, std::string>> subject;
  for (const std::string& field : fields) {
    YX_TRY(const auto pair, split_pair(field));
    const x509::AttributeType* type = x509::find_attribute_type(pair.first);
    if (type == nullptr)
      return make_error(ErrorKind::Malformed, "yinxin.subject", "no name field " + pair.first);
    subject.emplace_back(type->id, pair.second);
  }
  return subject;
}

}  // namespace yinxin::command_line
