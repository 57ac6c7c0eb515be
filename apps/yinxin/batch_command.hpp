// yinxin batch: files of many applications, handed in by a registration officer (src/registration/BATCH.md).
#pragma once

#include <ostream>

#include "signed_remote.hpp"

namespace yinxin::command_line {

struct BatchSubmitOptions {
  SignedAs as;
  std::string file;        ///< .csv, or .ndjson and .jsonl
  std::string number_out;  ///< file for the batch's number; empty: none
};
/// Prints the batch's number. Errors: Malformed `yinxin.media_type`; those of registration::read_batch_csv
/// and registration::Batches::receive.
base::Result<void> batch_submit(const BatchSubmitOptions& options, std::ostream& out);

struct BatchShowOptions {
  SignedAs as;
  std::string number;
  bool rows = false;  ///< each row's outcome, too
  bool wait = false;  ///< until every row has its outcome
};
base::Result<void> batch_show(const BatchShowOptions& options, std::ostream& out);

struct BatchListOptions {
  SignedAs as;
};
base::Result<void> batch_list(const BatchListOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
