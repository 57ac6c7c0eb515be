// Text that several parties can sign without changing it: the shape of C2SP signed notes, with SM2 and SM3.
//
//   <body: lines ending in newline, none of them empty>
//   <empty line>
//   — <key name> <base64 of 4-octet key hint || r || s>     one line a signature
#pragma once

#include <string>
#include <vector>

#include "crypto/sm2.hpp"

namespace yinxin::proof {

// C2SP signed-note asks verifiers for room for at least 16 signatures; the sizes are ours.
inline constexpr std::size_t kMaxNoteSignatures = 16;
inline constexpr std::size_t kMaxNoteBytes = 16 * 1024;
inline constexpr std::size_t kMaxNoteName = 100;

using KeyHint = std::array<std::uint8_t, 4>;

/// 1 to kMaxNoteName printable ASCII characters, no space and no '+': a key name, or a ledger's origin.
bool is_note_name(std::string_view name);
/// First 4 octets of SM3(name || 0A || FF || "sm2-with-sm3" || public key point). FF is signed-note's mark
/// for algorithms it has no number for. A hint finds a key; it proves nothing.
KeyHint key_hint(std::string_view name, const crypto::Sm2PublicKey& key);

struct NoteSignature {
  std::string name;
  KeyHint hint{};
  crypto::Sm2Signature signature;  ///< over the body, default distinguishing id
  friend bool operator==(const NoteSignature&, const NoteSignature&) = default;
};

struct SignedNote {
  std::string body;
  std::vector<NoteSignature> signatures;

  /// Adds a signature (the log's own or a witness's) after checking it. Errors: Malformed `proof.note.name`,
  /// Refused `proof.note.signature` (does not verify), Conflict `proof.note.repeated` (name and hint are
  /// there already), TooMany `proof.note.signatures`.
  base::Result<void> add(std::string_view name, const crypto::Sm2PublicKey& key,
                         const crypto::Sm2Signature& signature);
  /// Whether a line of this name and key is there, and verifies.
  bool signed_by(std::string_view name, const crypto::Sm2PublicKey& key) const;

  std::string to_text() const;
  /// Strict: at least one signature, nothing after the last line, no (name, hint) twice. Does not look into
  /// the body beyond its lines. Errors: Malformed `proof.note`, TooLarge `proof.note.size`.
  static base::Result<SignedNote> parse(std::string_view text);
  friend bool operator==(const SignedNote&, const SignedNote&) = default;
};

}  // namespace yinxin::proof
