// yinxin case upload, files, file; and what a step enters, its files with it (src/cases).
#pragma once

#include <optional>
#include <ostream>
#include <vector>

#include "signed_remote.hpp"

namespace yinxin::command_line {

/// What is entered: NAME=VALUE by the types of the rules, or a file with one JSON object (rows need that);
/// and NAME=PATH of files that are uploaded first.
struct Entered {
  std::vector<std::string> set;
  std::string inputs;
  std::vector<std::string> files;
};
/// Where files of a case go, or those of an opening.
std::string case_files_path(const std::string& number);
std::string opening_files_path(const std::string& procedure);
/// Uploads the files to `target` and gives the inputs as one JSON object; `form` is what the rules ask for.
/// Errors: Malformed `yinxin.value` (no number, no true or false; --set beside --inputs; a file that stands
/// in
/// --inputs too), `yinxin.pair`; those of reading files and of cases::Service::add_file.
base::Result<std::string> inputs_of(SignedRemote& remote, const std::string& target, const Entered& entered,
                                    const std::optional<http::JsonReader>& form, std::ostream& out);

struct CaseUploadOptions {
  SignedAs as;
  std::string number;     ///< of the case; or
  std::string procedure;  ///< of a case that is to be opened
  std::string input;
  std::string file;
};
/// Prints the SM3 by which a step names it. Errors: Malformed `yinxin.value` (not one of number and
/// procedure); those of cases::Service::add_file.
base::Result<void> case_upload(const CaseUploadOptions& options, std::ostream& out);

struct CaseFilesOptions {
  SignedAs as;
  std::string number;
};
base::Result<void> case_files(const CaseFilesOptions& options, std::ostream& out);

struct CaseFileOptions {
  SignedAs as;
  std::string number;
  std::string sm3;
  std::string reason;  ///< of a look, which goes on record; empty: a file that needs none
  std::string out;
};
/// Errors: Forbidden `cases.file.look` (a reason is needed); Refused `yinxin.answer` (other octets came than
/// were asked for); those of the server.
base::Result<void> case_file(const CaseFileOptions& options, std::ostream& out);
/// The octets, compared with `sm3`. Errors: as case_file().
base::Result<base::Bytes> fetch_file(SignedRemote& remote, const std::string& number, const std::string& sm3,
                                     const std::string& reason);

}  // namespace yinxin::command_line
