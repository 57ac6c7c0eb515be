// yinxin register, yinxin ownership, yinxin focus: what a regulator's office tells of licences, and to its
// officers of those under focused supervision.
#pragma once

#include <ostream>

#include "signed_remote.hpp"

namespace yinxin::command_line {

struct RegisterListOptions {
  std::string server;
  std::string as_of;  ///< day; empty: as it stands
};
/// Errors: Malformed `supervision.day`.
base::Result<void> register_list(const RegisterListOptions& options, std::ostream& out);

struct RegisterHistoryOptions {
  std::string server;
  std::string number;  ///< of the licence
};
/// Errors: NotFound `supervision.register`.
base::Result<void> register_history(const RegisterHistoryOptions& options, std::ostream& out);

struct RegisterSnapshotOptions {
  std::string server;
  std::string day;  ///< empty: the list of days
  std::string out;  ///< file for the octets; empty: printed
};
/// Prints the SM3 too, which stands in the ledger. Errors: NotFound `supervision.snapshot`.
base::Result<void> register_snapshot(const RegisterSnapshotOptions& options, std::ostream& out);

struct OwnershipOptions {
  SignedAs as;
  std::string number;  ///< of the case
};
/// Who stands behind the applicant of a case (article 11). Errors: Forbidden `procedure.role`; NotFound
/// `cases.none`.
base::Result<void> ownership(const OwnershipOptions& options, std::ostream& out);

struct FocusListOptions {
  SignedAs as;
  bool past = false;
};
/// Errors: Forbidden `procedure.role`.
base::Result<void> focus_list(const FocusListOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
