// yinxin filing: what a provider files with an authority by letter, and what both see of it (src/filings).
#pragma once

#include <ostream>
#include <vector>

#include "signed_remote.hpp"

namespace yinxin::command_line {

/// What a letter asks for.
struct LetterOptions {
  SignedAs as;
  std::vector<std::string> deeds;  ///< "EVENT=FILE" or "EVENT#ITEM=FILE": a JSON object of inputs, or nothing
  std::vector<std::string> files;  ///< that inputs name by their SM3
};

struct FilingOpenOptions : LetterOptions {
  std::string procedure;
  std::string authority;  ///< empty: the only peer
  std::string scope;      ///< region; empty: as the server finds it
  std::string own_case;
  std::string id_out;  ///< file for the id; empty: none
};
/// Errors: Malformed `yinxin.pair`; those of filings::Filer::file.
base::Result<void> filing_open(const FilingOpenOptions& options, std::ostream& out);

struct FilingAddOptions : LetterOptions {
  std::string id;
};
/// Errors: as filing_open; those of filings::Filer::add.
base::Result<void> filing_add(const FilingAddOptions& options, std::ostream& out);

struct FilingListOptions {
  SignedAs as;
  std::string peer;
  std::string procedure;
  std::string state;
  std::string number;    ///< of the case
  bool matters = false;  ///< those alone in which something stands that our own case did not follow
};
base::Result<void> filing_list(const FilingListOptions& options, std::ostream& out);

struct FilingShowOptions {
  SignedAs as;
  std::string id;
  bool json = false;  ///< the answer as it came
};
base::Result<void> filing_show(const FilingShowOptions& options, std::ostream& out);

struct FilingFileOptions {
  SignedAs as;
  std::string id;
  std::string letter;
  std::int64_t position = 0;
  std::string reason;  ///< of the look, where the file is sealed
  std::string out;
};
base::Result<void> filing_file(const FilingFileOptions& options, std::ostream& out);

struct FilingSettleOptions {
  SignedAs as;
  std::string id;
  std::string letter;
  std::int64_t position = 0;  ///< of the step there; -1: the letter's document
  bool again = false;         ///< else it is set aside, for the reason
  std::string reason;
};
/// Errors: those of filings::Filer::settle.
base::Result<void> filing_settle(const FilingSettleOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
