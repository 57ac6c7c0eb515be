#include "proof/note.hpp"

#include <algorithm>

namespace yinxin::proof {
namespace {

using base::ErrorKind;
using base::Result;

constexpr std::string_view kDash = "\xE2\x80\x94 ";  // U+2014 and a space
constexpr std::string_view kAlgorithm = "\xFFsm2-with-sm3";
constexpr std::size_t kScalar = 32;

base::Error bad_note(const char* what) {
  return base::make_error(ErrorKind::Malformed, "proof.note", what);
}

std::string signature_line(const NoteSignature& signature) {
  base::Bytes octets(signature.hint.begin(), signature.hint.end());
  base::append(octets, signature.signature.r);
  base::append(octets, signature.signature.s);
  return std::string(kDash) + signature.name + " " + base::to_base64(octets) + "\n";
}

Result<NoteSignature> parse_signature(std::string_view line) {
  if (!line.starts_with(kDash)) return bad_note("signature line");
  line.remove_prefix(kDash.size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return bad_note("signature line");
  NoteSignature signature;
  signature.name = std::string(line.substr(0, space));
  if (!is_note_name(signature.name)) return bad_note("key name");
  const Result<base::Bytes> octets = base::from_base64(line.substr(space + 1));
  if (!octets || octets->size() != signature.hint.size() + 2 * kScalar) return bad_note("signature");
  std::copy_n(octets->begin(), 4, signature.hint.begin());
  std::copy_n(octets->begin() + 4, kScalar, signature.signature.r.begin());
  std::copy_n(octets->begin() + 4 + kScalar, kScalar, signature.signature.s.begin());
  return signature;
}

bool is_body(std::string_view body) {
  char before = '\n';
  for (const char c : body) {
    if (c == '\n' ? before == '\n' : static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return false;
    before = c;
  }
  return !body.empty() && before == '\n';
}

bool holds(const std::vector<NoteSignature>& signatures, std::string_view name, const KeyHint& hint) {
  return std::any_of(signatures.begin(), signatures.end(),
                     [&](const NoteSignature& other) { return other.name == name && other.hint == hint; });
}

}  // namespace

bool is_note_name(std::string_view name) {
  return !name.empty() && name.size() <= kMaxNoteName &&
         std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c <= '~' && c != '+'; });
}

KeyHint key_hint(std::string_view name, const crypto::Sm2PublicKey& key) {
  base::Bytes message = base::to_bytes(name);
  message.push_back('\n');
  base::append(message, base::as_bytes(kAlgorithm));
  base::append(message, key.point());
  const crypto::Sm3Digest digest = crypto::sm3(message);
  return {digest[0], digest[1], digest[2], digest[3]};
}

Result<void> SignedNote::add(std::string_view name, const crypto::Sm2PublicKey& key,
                             const crypto::Sm2Signature& signature) {
  if (!is_note_name(name)) return base::make_error(ErrorKind::Malformed, "proof.note.name");
  NoteSignature line;
  line.name = std::string(name);
  line.hint = key_hint(name, key);
  line.signature = signature;
  if (holds(signatures, name, line.hint))
    return base::make_error(ErrorKind::Conflict, "proof.note.repeated", line.name);
  if (signatures.size() >= kMaxNoteSignatures)
    return base::make_error(ErrorKind::TooMany, "proof.note.signatures");
  if (!crypto::sm2_verify(key, base::as_bytes(body), signature)) {
    return base::make_error(ErrorKind::Refused, "proof.note.signature", line.name);
  }
  signatures.push_back(std::move(line));
  return {};
}

bool SignedNote::signed_by(std::string_view name, const crypto::Sm2PublicKey& key) const {
  const KeyHint hint = key_hint(name, key);
  return std::any_of(signatures.begin(), signatures.end(), [&](const NoteSignature& line) {
    return line.name == name && line.hint == hint &&
           crypto::sm2_verify(key, base::as_bytes(body), line.signature);
  });
}

std::string SignedNote::to_text() const {
  std::string text = body + "\n";
  for (const NoteSignature& signature : signatures) text += signature_line(signature);
  return text;
}

Result<SignedNote> SignedNote::parse(std::string_view text) {
  if (text.size() > kMaxNoteBytes) return base::make_error(ErrorKind::TooLarge, "proof.note.size");
  const std::size_t gap = text.find("\n\n");
  if (gap == std::string_view::npos) return bad_note("no empty line");
  SignedNote note;
  note.body = std::string(text.substr(0, gap + 1));
  if (!is_body(note.body)) return bad_note("body");
  std::string_view rest = text.substr(gap + 2);
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) return bad_note("last line does not end");
    YX_TRY(NoteSignature signature, parse_signature(rest.substr(0, end)));
    if (holds(note.signatures, signature.name, signature.hint)) return bad_note("a key twice");
    if (note.signatures.size() >= kMaxNoteSignatures) return bad_note("too many signatures");
    note.signatures.push_back(std::move(signature));
    rest.remove_prefix(end + 1);
  }
  if (note.signatures.empty()) return bad_note("no signature");
  return note;
}

}  // namespace yinxin::proof
