// What the signer puts its name to when an organisation writes to another (docs/decisions/0016): five lines
// that bind the letter by its SM3, so that the signer sees who writes to whom and no megabytes travel to it.
//
//   yinxin exchange letter v1
//   <sender>
//   <receiver>
//   <message id, a UUID>
//   <base64 of SM3 of the letter>
#pragma once

#include <string>

#include "crypto/sm3.hpp"

namespace yinxin::proof {

inline constexpr std::size_t kMaxOrganisationBytes = 64;  // a unified social credit code has 18

/// 1 to kMaxOrganisationBytes of 0-9, A-Z, a-z, '.', '-': how an organisation is named in letters.
bool is_organisation(std::string_view text);

struct LetterNote {
  std::string sender;
  std::string receiver;
  std::string message;  // UUID, lower case
  crypto::Sm3Digest letter{};

  std::string to_text() const;
  /// Only what to_text() writes. Errors: Malformed `proof.letter_note`.
  static base::Result<LetterNote> parse(std::string_view text);
  friend bool operator==(const LetterNote&, const LetterNote&) = default;
};

}  // namespace yinxin::proof
