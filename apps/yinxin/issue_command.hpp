// yinxin issue, yinxin revoke: the issuing side, beside the server on the same state (same settings file).
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace yinxin::command_line {

struct IssueOptions {
  std::string settings;
  std::string application;  ///< the application's number: one certificate for each
  std::string profile;
  std::string request;                ///< PKCS#10 file
  std::vector<std::string> subject;   ///< verified names, "CN=…"
  std::vector<std::string> identity;  ///< verified numbers, "resident_id=…"
  std::vector<std::string> dns;
  std::vector<std::string> gates;  ///< what was checked before, "identity_check=<what shows it>"
  std::string officer;
  std::int64_t days = 365;
  std::string out;  ///< PEM
};
/// Checks the proof of possession, then authority::Service::issue. Asking again for an application whose
/// issuing was interrupted finishes it. Errors: Refused `x509.request.signature`; those of issue().
base::Result<void> issue(const IssueOptions& options, std::ostream& out);

struct RevokeOptions {
  std::string settings;
  std::string serial;
  std::string reason;  ///< RFC 5280 word: "key_compromise", …
  std::string cause;   ///< in words
  std::string officer;
};
/// Durable on return; OCSP and lists follow within a second. Errors: those of authority::Service::revoke().
base::Result<void> revoke(const RevokeOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
