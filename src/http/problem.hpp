// Errors as the public sees them: RFC 9457 problem documents. The only place where a kind of error meets an
// HTTP status, and the only place where the sentences of api/errors.toml are read.
#pragma once

#include <filesystem>
#include <map>
#include <optional>

#include "http/message.hpp"

namespace yinxin::base {
class TomlReader;
}

namespace yinxin::http {

inline constexpr std::string_view kProblemType = "application/problem+json";  // RFC 9457 6.1

/// The status for a kind of error:
/// Malformed 400, Unauthenticated 401, Forbidden 403, NotFound 404, Conflict, NotYet and TooLate 409,
/// TooLarge 413, Refused 422, Internal 500, TooMany and Unavailable 503 (decisions.md 4: a full queue answers
/// 503).
int status_of(base::ErrorKind kind);

/// The sentences shown to people, by error code.
class ErrorTexts {
 public:
  struct Sentences {
    std::string zh;
    std::string en;
  };

  /// Knows no code: every error gets the general sentence of its kind.
  ErrorTexts() = default;
  /// Reads api/errors.toml: `["code"]` with `zh` and `en`, neither empty. Errors: those of base::TomlReader.
  static base::Result<ErrorTexts> load(const std::filesystem::path& file);
  static base::Result<ErrorTexts> parse(std::string_view toml, std::string file);

  /// The code's own sentences, or those of its kind.
  const Sentences& find(const base::Error& error) const;
  std::size_t size() const { return by_code_.size(); }

 private:
  static base::Result<ErrorTexts> read(const base::TomlReader& reader);

  std::map<std::string, Sentences, std::less<>> by_code_;
};

/// What the protocol itself asks of an answer, where the kind of the error alone does not say it: 405 and its
/// Allow, 429 and how long to wait. Used inside http only.
struct ProblemDetails {
  std::optional<int> status;         ///< instead of status_of(kind)
  std::optional<int> retry_seconds;  ///< instead of kRetrySeconds
};

inline constexpr int kRetrySeconds = 1;  // a queue of 4,096 sets empties well within it (decisions.md 4)

/// The problem document. Members: type (urn:yinxin:error:<code>), title and title_en (of the kind), status,
/// code, detail and detail_en (for people), reason (the error's own detail, for developers; never for
/// Internal and Unavailable, whose details speak of our inside), article where the law says no, instance (the
/// request's id). 401 carries WWW-Authenticate (RFC 9110 15.5.2), 429 and 503 Retry-After.
Response problem(const base::Error& error, const ErrorTexts& texts, std::string_view request_id,
                 const ProblemDetails& details = {});

}  // namespace yinxin::http
