// yinxin ceremony: makes the keys of a new provider or regulator and the certificates over them (decisions.md
// 1).
#pragma once

#include <ostream>
#include <string>

#include "base/result.hpp"

namespace yinxin::command_line {

struct CeremonyOptions {
  std::string folder;  ///< made; gets keys/ (roots, to be taken off this machine), public/, unlock/,
                       ///< shares/
  std::string signer;  ///< socket of the everyday yinxin-signerd, started with --initialise
  std::string organisation;
  std::string site;
  std::string origin;
  std::string office = "provider";  ///< or "regulator": no keys for holders' certificates
  std::string rules;
  bool demonstration =
      false;  ///< unlock secrets and shares are left in the folder; nothing else is offered yet
};

/// Prints each step. On return everything is durable: roots' keys in folder/keys, certificates and lists in
/// folder/public, unlock secrets of the online and the ceremony class in folder/unlock, the quorum's shares
/// in folder/shares (share-1.txt to share-5.txt, of which three open the class; its credential is kept
/// nowhere). Errors: Conflict `yinxin.ceremony.done` (the folder is there); Malformed
/// `yinxin.ceremony.office`; those of signer and lint.
base::Result<void> ceremony(const CeremonyOptions& options, std::ostream& out);

/// The index that `ceremony` writes in folder/public and `init` reads.
inline constexpr const char* kAuthorityIndex = "authorities.toml";
/// The signer's key that opens data keys.
inline constexpr const char* kDataKeyId = "data-1";

}  // namespace yinxin::command_line
