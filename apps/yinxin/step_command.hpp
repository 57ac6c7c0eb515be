// yinxin application do, notify, agree, accept, check-identity; yinxin issue, revoke, suspend, resume: the
// steps of the procedure, each signed by who takes it.
#pragma once

#include <ostream>
#include <vector>

#include "signed_remote.hpp"

namespace yinxin::command_line {

struct ApplicationDoOptions {
  SignedAs as;
  std::string number;
  std::string event;             ///< "receive", "review_material" …
  std::vector<std::string> set;  ///< NAME=VALUE; a name that is repeated is a list
};
/// Any step. Errors: Malformed `yinxin.value`, `yinxin.pair`; those of registration::Service::perform.
base::Result<void> application_do(const ApplicationDoOptions& options, std::ostream& out);

struct ApplicationNumberOptions {
  SignedAs as;
  std::string number;
};
/// The applicant: fetches 《证书申请告知书》, prints the four headings and confirms each, with the version
/// that was shown (article 21).
base::Result<void> application_notify(const ApplicationNumberOptions& options, std::ostream& out);
/// The applicant: fetches the agreement and signs its octets with the key that is to be certified.
base::Result<void> application_agree(const ApplicationNumberOptions& options, std::ostream& out);
/// The registration officer: accepts, and with it the agreement as it stands.
base::Result<void> application_accept(const ApplicationNumberOptions& options, std::ostream& out);

struct CheckIdentityOptions {
  SignedAs as;
  std::string number;
  std::string method;           ///< "counter" …
  std::string evidence;         ///< file that shows it; its SM3 is recorded
  std::string source_response;  ///< number of the source's answer; empty: none was asked
};
/// Records a check that matched; one that did not is a refusal.
base::Result<void> application_check_identity(const CheckIdentityOptions& options, std::ostream& out);

struct IssueOptions {
  SignedAs as;
  std::string number;
  std::string out;  ///< certificate, PEM
};
/// The officer's signature covers the key that the application shows.
base::Result<void> issue(const IssueOptions& options, std::ostream& out);

struct RevokeOptions {
  SignedAs as;
  std::string serial;
  std::string reason;           ///< "key_compromise" …
  std::string cause;            ///< in words
  std::string invalidity_date;  ///< YYYY-MM-DD; empty: not known
};
/// Durable on return; OCSP and lists follow within a second.
base::Result<void> revoke(const RevokeOptions& options, std::ostream& out);

struct HoldOptions {
  SignedAs as;
  std::string serial;
  std::string cause;  ///< of a suspension, in words
};
base::Result<void> suspend(const HoldOptions& options, std::ostream& out);
base::Result<void> resume(const HoldOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
