// yinxin ceremony: makes the keys of a new provider and the certificates over them (decisions.md 1).
#pragma once

#include <ostream>
#include <string>

#include "base/result.hpp"

namespace yinxin::command_line {

struct CeremonyOptions {
  std::string folder;  ///< made; gets keys/ (roots, to be taken off this machine), public/, unlock/
  std::string signer;  ///< socket of the everyday yinxin-signerd, started with --initialise
  std::string organisation;
  std::string site;
  std::string origin;
  std::string rules;
  bool demonstration = false;  ///< unlock secrets are left in the folder; nothing else is offered yet
};

/// Prints each step. On return everything is durable: roots' keys in folder/keys, certificates and lists in
/// folder/public, unlock secrets in folder/unlock. Errors: Conflict `yinxin.ceremony.done` (the folder is
/// there), those of signer and lint.
base::Result<void> ceremony(const CeremonyOptions& options, std::ostream& out);

/// The index that `ceremony` writes in folder/public and `init` reads.
inline constexpr const char* kAuthorityIndex = "authorities.toml";

}  // namespace yinxin::command_line
