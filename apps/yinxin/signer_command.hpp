// yinxin signer: state and unlocking of the signer.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace yinxin::command_line {

struct SignerOptions {
  std::string socket;
  std::string key_class;            ///< "quorum" or "online"
  std::string credential;           ///< online: file of 32 octets
  std::vector<std::string> shares;  ///< quorum: files of one share each, for demonstrations only
};
/// Prints the daemon's state and its keys. Errors: Unavailable `signer.unreachable`.
base::Result<void> signer_status(const SignerOptions& options, std::ostream& out);
/// Unlocks one class of keys: the online class with its credential; the quorum class with shares, which its
/// custodians type or paste at the terminal, unseen, or which stand in files where the signer is a
/// demonstration's. Says how many shares are there. Errors: Refused `signer.credential`, Malformed
/// `signer.share`, Malformed `yinxin.key_class`, Malformed `yinxin.signer.credential` (none for the online
/// class, or one for the quorum class), Refused `yinxin.signer.share_files` (files, but no demonstration),
/// Unavailable `yinxin.signer.terminal`.
base::Result<void> signer_unlock(const SignerOptions& options, std::ostream& out);

struct SignerEnrolOptions {
  std::string socket;
  std::string id;
  std::string role;     ///< "security_administrator" …; empty: no longer enrolled
  std::string request;  ///< PKCS#10 file of the administrator's key
};
/// Makes an administrator known to the signer itself, whose certificates for officers stand on their word
/// (docs/decisions/0009). Only while it runs with --initialise. Errors: Refused `signer.refused`, Conflict
/// `signer.enrolled`; those of x509::CertificateRequest.
base::Result<void> signer_enrol(const SignerEnrolOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
