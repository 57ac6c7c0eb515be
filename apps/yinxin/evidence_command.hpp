// yinxin evidence: the article-40 package for one certificate, built by the server for a compliance officer.
#pragma once

#include <ostream>

#include "signed_remote.hpp"

namespace yinxin::command_line {

struct EvidenceOptions {
  SignedAs as;
  std::string serial;
  std::string requester;
  std::string scope;
  std::string claim;  ///< number of the claim's case; empty: none
  std::string out;    ///< the archive; readable by its owner only
};
/// Waits up to ten seconds for a tree head that covers the last act. Errors: those of
/// evidence::Service::build().
base::Result<void> evidence(const EvidenceOptions& options, std::ostream& out);

struct EvidenceLookOptions {
  SignedAs as;
  std::string sm3;  ///< of the package, hexadecimal
  std::string reason;
  std::string out;  ///< readable by its owner only
};
/// Errors: those of evidence::Service::look().
base::Result<void> evidence_look(const EvidenceLookOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
