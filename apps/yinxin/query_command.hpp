// yinxin query: what a relying party asks of a provider, over HTTP, each answer checked before it is shown.
#pragma once

#include <ostream>
#include <string>

#include "base/result.hpp"

namespace yinxin::command_line {

struct QueryOptions {
  std::string server;  ///< "http://127.0.0.1:8080"
  std::string serial;
  bool status = false;  ///< the status instead of the contents
};
/// Prints the provider's JSON. Errors: those of http::Client; NotFound and others as the provider answers
/// them.
base::Result<void> query(const QueryOptions& options, std::ostream& out);

struct OcspOptions {
  std::string server;
  std::string certificate;
  std::string issuer;
  std::string hash = "sm3";
  bool nonce = false;
  std::string expect;  ///< "good", "revoked" or "unknown": anything else is refused; empty: any
  std::string out;     ///< the answer, DER; empty: not kept
};
/// Asks, checks signature, signer (issued by the issuer for OCSP signing), nonce and times, then prints the
/// status. Errors: Refused `yinxin.ocsp.answer` (the detail says what does not hold), Conflict
/// `yinxin.ocsp.expected`.
base::Result<void> ocsp(const OcspOptions& options, std::ostream& out);

struct CrlOptions {
  std::string server;
  std::string issuer;  ///< certificate file
  std::string authority = "issuing-1";
  std::int64_t partition = 0;
  bool delta = false;
  std::string contains;  ///< serial that must be listed; asked for again until it is or a minute is over
  std::string out;
};
/// Downloads a list, checks its signature, prints number, times and entries.
/// Errors: Refused `yinxin.crl.signature`, NotFound `yinxin.crl.entry`.
base::Result<void> crl(const CrlOptions& options, std::ostream& out);

struct AuthorityOptions {
  std::string server;
  std::string id;  ///< "root", "issuing-1", "ocsp-1", …
  std::string out;
};
/// Downloads one of the provider's own certificates as PEM. What it is worth, its chain says.
base::Result<void> authority_certificate(const AuthorityOptions& options, std::ostream& out);

/// Waits until the server answers /readyz with 200. Errors: Unavailable `yinxin.not_ready` with what is
/// missing.
struct ReadyOptions {
  std::string server;
  std::int64_t seconds = 30;
};
base::Result<void> ready(const ReadyOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
