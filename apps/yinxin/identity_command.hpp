// yinxin holder openings, yinxin verify-identity: a holder proves a number to a relying party by the
// commitment in the certificate (decisions.md 7, src/x509/identity.hpp).
#pragma once

#include <ostream>

#include "signed_remote.hpp"

namespace yinxin::command_line {

struct HolderOpeningsOptions {
  SignedAs as;
  std::string number;
};
/// The holder's numbers, each with its opening in hexadecimal: to be given only to who has to know the
/// number.
base::Result<void> holder_openings(const HolderOpeningsOptions& options, std::ostream& out);

struct VerifyIdentityOptions {
  std::string certificate;
  std::string kind;  ///< "resident_id" …
  std::string number;
  std::string opening;  ///< 64 hexadecimal digits; not needed where the number stands in clear
};
/// Whether the certificate is for the holder of this number. Says nothing of its chain and status. Errors:
/// Malformed `yinxin.identity.kind`, `x509.identity.number`, `base.hex`; NotFound `yinxin.identity.none` (no
/// such number in it); Refused `yinxin.identity.differs`.
base::Result<void> verify_identity(const VerifyIdentityOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
