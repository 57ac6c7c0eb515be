// yinxin application: applications for certificates, from both sides of the counter (article 21).
#pragma once

#include <ostream>
#include <vector>

#include "signed_remote.hpp"

namespace yinxin::command_line {

struct ApplicationSubmitOptions {
  SignedAs as;  ///< with the key that is to be certified
  std::string purpose = "new";
  std::string replaces;  ///< serial, of a renewal, rekey or change
  std::string old_key;   ///< key file of the certificate replaced: signs the new request; empty: does not
  std::string reason;    ///< of a rekey: lost, damaged, compromised; empty: none of them
  std::string profile;
  std::string request;                ///< PKCS#10 file
  std::vector<std::string> subject;   ///< "CN=…"
  std::vector<std::string> identity;  ///< "resident_id=…"
  std::vector<std::string> dns;
  std::vector<std::string> mails;  ///< addresses that go into the certificate
  std::string phone;
  std::string mail;        ///< to be reached at
  std::int64_t days = 0;   ///< 0: the most that the CPS gives
  std::string number_out;  ///< file for the number; empty: none
};
/// Prints the application's number. Errors: those of registration::Service::submit.
base::Result<void> application_submit(const ApplicationSubmitOptions& options, std::ostream& out);

struct ApplicationMaterialOptions {
  SignedAs as;
  std::string number;
  std::string kind;  ///< "identity_document" …
  std::string title;
  std::string file;  ///< its media type by its ending: pdf, ofd, png, jpg
};
/// Errors: Malformed `yinxin.media_type`; those of registration::Service::add_material.
base::Result<void> application_material(const ApplicationMaterialOptions& options, std::ostream& out);

struct ApplicationShowOptions {
  SignedAs as;
  std::string number;
  bool json = false;  ///< the server's answer as it came
};
/// Prints where it stands, what was done, which gates are open, what may come next and by when.
base::Result<void> application_show(const ApplicationShowOptions& options, std::ostream& out);

struct ApplicationListOptions {
  SignedAs as;
  std::string state;  ///< empty: all
};
base::Result<void> application_list(const ApplicationListOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
