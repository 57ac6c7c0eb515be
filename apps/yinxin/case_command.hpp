// yinxin case: cases of the law's procedures, at a provider or a regulator (src/cases). Every act is signed
// by who does it.
#pragma once

#include <ostream>
#include <vector>

#include "case_files.hpp"

namespace yinxin::command_line {

struct CaseProceduresOptions {
  std::string server;
  std::string id;  ///< empty: all that the office plays
};
/// Prints the procedures; of one its states, and who may do what.
base::Result<void> case_procedures(const CaseProceduresOptions& options, std::ostream& out);

struct CaseOpenOptions : Entered {
  SignedAs as;
  std::string procedure;
  std::string party;          ///< whom it is about, by an officer: "unit/…", "key/…"
  std::string party_request;  ///< or the certificate request of the party's key
  std::string scope;          ///< region; empty: as the server finds it
  std::string number_out;     ///< file for the number; empty: none
};
/// Errors: those of inputs_of() and of cases::Service::open_case.
base::Result<void> case_open(const CaseOpenOptions& options, std::ostream& out);

struct CaseListOptions {
  SignedAs as;
  std::string procedure;
  std::string state;
  std::string scope;
  bool overdue = false;
};
base::Result<void> case_list(const CaseListOptions& options, std::ostream& out);

struct CaseShowOptions {
  SignedAs as;
  std::string number;
  bool json = false;  ///< the answer as it came
};
base::Result<void> case_show(const CaseShowOptions& options, std::ostream& out);

struct CaseActOptions : Entered {
  SignedAs as;
  std::string number;
  std::string event;
  std::string item;
  std::int64_t version = -1;  ///< the case as it was seen; negative: whatever it is
};
/// Errors: as case_open; those of cases::Service::perform.
base::Result<void> case_act(const CaseActOptions& options, std::ostream& out);

struct CaseDocumentsOptions {
  SignedAs as;
  std::string number;
};
/// What each step gives on paper, and what was issued of it.
base::Result<void> case_documents(const CaseDocumentsOptions& options, std::ostream& out);

struct CasePrintOptions {
  SignedAs as;
  std::string number;
  std::string document;  ///< "acceptance_notice"
  std::string values;    ///< JSON file of what the case does not know; empty: nothing
  std::int64_t copy = 0;
  std::string out;   ///< PDF
  std::string seal;  ///< file for its signed note; empty: it is not asked for
};
/// The newest of that document: issued now, unless it was. Errors: NotFound `papers.none`; those of
/// papers::Service::issue; NotFound `papers.unsealed`.
base::Result<void> case_print(const CasePrintOptions& options, std::ostream& out);

struct CaseRemindersOptions {
  SignedAs as;
  std::string role;
};
base::Result<void> case_reminders(const CaseRemindersOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
