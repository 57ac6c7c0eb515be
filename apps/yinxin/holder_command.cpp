#include "holder_command.hpp"

#include "crypto/key_file.hpp"
#include "files.hpp"
#include "x509/request.hpp"

namespace yinxin::command_line {

using base::Result;

Result<void> holder_key(const HolderKeyOptions& options, std::ostream& out) {
  const auto key = crypto::Sm2PrivateKey::generate();
  YX_CHECK(write_secret(options.out, crypto::private_key_pem(key).reveal()));
  out << "已生成 SM2 密钥对 " << options.out << "（公钥 "
      << base::to_hex(key.public_key().point()).substr(0, 18) << "…）\n";
  return {};
}

Result<void> holder_request(const HolderRequestOptions& options, std::ostream& out) {
  YX_TRY(const auto key, read_key(options.key));
  YX_TRY(const auto fields, read_subject(options.subject));
  YX_TRY(const x509::Name subject, x509::Name::build(fields));
  YX_TRY(const auto request, x509::CertificateRequest::create(subject, key));
  YX_CHECK(write_public(options.out, base::as_bytes(crypto::to_pem("CERTIFICATE REQUEST", request.der()))));
  out << "已生成证书请求 " << options.out << "\n";
  return {};
}

}  // namespace yinxin::command_line
