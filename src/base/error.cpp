#include "base/error.hpp"

namespace yinxin::base {

std::string_view to_string(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::Malformed:
      return "malformed";
    case ErrorKind::Refused:
      return "refused";
    case ErrorKind::NotFound:
      return "not_found";
    case ErrorKind::Conflict:
      return "conflict";
    case ErrorKind::NotYet:
      return "not_yet";
    case ErrorKind::TooLate:
      return "too_late";
    case ErrorKind::Unauthenticated:
      return "unauthenticated";
    case ErrorKind::Forbidden:
      return "forbidden";
    case ErrorKind::TooLarge:
      return "too_large";
    case ErrorKind::TooMany:
      return "too_many";
    case ErrorKind::Unavailable:
      return "unavailable";
    case ErrorKind::Internal:
      return "internal";
  }
  return "internal";
}

std::string describe(const Error& error) {
  std::string text = error.code;
  if (!error.detail.empty()) text += ": " + error.detail;
  if (!error.article.empty()) text += " (article " + error.article + ")";
  return text;
}

}  // namespace yinxin::base
