// The closed list of what can go wrong, and the value that says so. Every fallible call in the house returns
// base::Result<T> with this Error; exceptions are for broken invariants and start-up only (architecture.md
// 9).
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace yinxin::base {

/// Closed list. http/problem.cpp maps each kind to one HTTP status; nothing else may.
enum class ErrorKind {
  Malformed,        ///< bytes or fields that are not what the format says
  Refused,          ///< understood, and the law or a rule says no
  NotFound,         ///< no such record
  Conflict,         ///< contradicts what is already recorded
  NotYet,           ///< an earlier step or a date is still missing
  TooLate,          ///< a period or a validity has ended
  Unauthenticated,  ///< who asks is not proved
  Forbidden,        ///< who asks may not
  TooLarge,         ///< over a named limit of size or count
  TooMany,          ///< over a rate or a queue limit; may be tried again
  Unavailable,      ///< a part we need does not answer; may be tried again
  Internal,         ///< our fault; the detail never leaves the process
};

std::string_view to_string(ErrorKind kind);

/// `code` is a stable dotted word listed in api/errors.toml (with the Chinese and English sentence shown to
/// people). `detail` is for the log and for developers: no secret and no personal data. `article` is set
/// where the law says no.
struct Error {
  ErrorKind kind;
  std::string code;
  std::string detail;
  std::string article;
};

inline Error make_error(ErrorKind kind, std::string_view code, std::string detail = {},
                        std::string_view article = {}) {
  return Error{kind, std::string(code), std::move(detail), std::string(article)};
}

/// "code: detail (article N)" for logs and tests.
std::string describe(const Error& error);

}  // namespace yinxin::base
