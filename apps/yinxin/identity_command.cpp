#include "identity_command.hpp"

#include "files.hpp"
#include "steps.hpp"
#include "x509/identity.hpp"

namespace yinxin::command_line {

using base::ErrorKind;
using base::make_error;
using base::Result;
using http::JsonReader;
using x509::Identity;
using x509::IdentityForm;

namespace {

constexpr std::size_t kMaxRows = 1000;

Result<Identity> find_identity(const x509::Certificate& certificate, x509::IdentityKind kind) {
  for (const x509::Extension& extension : certificate.tbs().extensions) {
    if (!x509::is_identity_extension(extension.id)) continue;
    YX_TRY(Identity identity, x509::decode_identity(extension));
    const bool meant =
        identity.kind ? *identity.kind == kind : extension.id == x509::identity_extension_id(kind);
    if (meant) return identity;
  }
  return make_error(ErrorKind::NotFound, "yinxin.identity.none", std::string(x509::identity_word(kind)));
}

Result<bool> fits(const Identity& identity, x509::IdentityKind kind, const VerifyIdentityOptions& options) {
  YX_TRY(const std::string number, x509::canonical_identity_number(kind, options.number));
  if (identity.form == IdentityForm::Clear) return identity.text == number;
  YX_TRY(const base::Bytes opening, base::from_hex(options.opening));
  return x509::opens_identity(identity, kind, number, base::SecretBytes::copy_of(opening));
}

}  // namespace

Result<void> holder_openings(const HolderOpeningsOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const JsonReader found, remote.get_json(application_path(options.number) + "/identity-openings"));
  for (const JsonReader& one : found.objects("identities", kMaxRows)) {
    YX_TRY(const base::Bytes opening, base::from_base64(one.text("opening")));
    out << one.text("kind") << " " << one.text("number") << " " << base::to_hex(opening) << "\n";
  }
  return {};
}

Result<void> verify_identity(const VerifyIdentityOptions& options, std::ostream& out) {
  YX_TRY(const x509::Certificate certificate, read_certificate(options.certificate));
  const auto kind = x509::identity_kind(options.kind);
  if (!kind) return make_error(ErrorKind::Malformed, "yinxin.identity.kind", options.kind);
  YX_TRY(const Identity identity, find_identity(certificate, *kind));
  YX_TRY(const bool same, fits(identity, *kind, options));
  if (!same) return make_error(ErrorKind::Refused, "yinxin.identity.differs");
  out << "证书 " << certificate.serial().to_hex() << " 中的 " << options.kind
      << (identity.form == IdentityForm::Clear ? " 号码" : " 承诺") << "与所给号码相符\n"
      << "  证书的签发机构和状态须另行核验\n";
  return {};
}

}  // namespace yinxin::command_line
