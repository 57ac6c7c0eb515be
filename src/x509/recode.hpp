// One code for all that can be malformed in a structure: whoever gives a CRL or an OCSP request is told that
// it is broken, not which reader of a part noticed first. That stays in the detail.
#pragma once

#include "base/result.hpp"

namespace yinxin::x509 {

/// A Malformed error under `code`, its own code put before the detail. Errors of other kinds pass unchanged.
inline base::Error under_code(std::string_view code, base::Error error) {
  if (error.kind != base::ErrorKind::Malformed || error.code == code) return error;
  return base::make_error(base::ErrorKind::Malformed, code, base::describe(error));
}

template <class T>
base::Result<T> under_code(std::string_view code, base::Result<T> result) {
  if (result) return result;
  return under_code(code, std::move(result).error());
}

}  // namespace yinxin::x509
