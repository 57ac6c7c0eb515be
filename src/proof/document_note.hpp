// What an office signs of a document on paper (src/documents): a note that names the octets of its PDF, so
// that a stranger who has both and the office's certificate needs nobody's word for them.
#pragma once

#include <vector>

#include "base/clock.hpp"
#include "crypto/sm3.hpp"
#include "proof/note.hpp"
#include "proof/report.hpp"

namespace yinxin::proof {

/// Five lines that bind the octets of the PDF:
///   "yinxin document v1" LF  number LF  code LF  base64 of SM3(PDF) LF  time, YYYY-MM-DDTHH:MM:SSZ LF
struct DocumentNote {
  std::string number;  ///< 文号; one line of 1 to kMaxDocumentNumber octets
  std::string code;    ///< of the verification page: 1 to kMaxDocumentCode of 0-9 and A-Z
  crypto::Sm3Digest pdf_sm3{};
  base::Time made_at;  ///< whole seconds

  std::string body() const;
  /// Only what body() writes. Errors: Malformed `proof.document_note`.
  static base::Result<DocumentNote> parse(std::string_view body);
};
inline constexpr std::size_t kMaxDocumentNumber = 256;  // 64 characters (documents::kMaxNumberCharacters)
inline constexpr std::size_t kMaxDocumentCode = 32;

/// The PDF against its signed note: the note is a document's, one of `keys` signed it, the octets are those
/// that it names. Number and code are told, for the reader to hold them against the paper.
Report verify_document(base::ByteView pdf, std::string_view signed_note,
                       const std::vector<crypto::Sm2PublicKey>& keys);

}  // namespace yinxin::proof
