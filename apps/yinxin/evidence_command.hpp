// yinxin evidence: the article-40 package for one certificate.
#pragma once

#include <ostream>
#include <string>

#include "base/result.hpp"

namespace yinxin::command_line {

struct EvidenceOptions {
  std::string settings;
  std::string server;  ///< where its own OCSP answer is fetched from; empty: none is put in
  std::string serial;
  std::string request;  ///< the holder's request; empty: stated as absent
  std::string papers;   ///< folder of the application's papers; empty: stated as absent
  std::string officer;
  std::string requester;
  std::string out;
};
/// Waits up to half a minute for a tree head that covers the last act. Errors: those of
/// evidence::Service::build().
base::Result<void> evidence(const EvidenceOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
