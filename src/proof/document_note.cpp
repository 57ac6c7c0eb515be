#include "proof/document_note.hpp"

#include <algorithm>

namespace yinxin::proof {

using base::Result;

namespace {

constexpr std::string_view kDocumentHead = "yinxin document v1";
constexpr std::size_t kDocumentLines = 5;

base::Error bad_document_note(const std::string& what) {
  return base::make_error(base::ErrorKind::Malformed, "proof.document_note", what);
}

bool is_code(std::string_view text) {
  return !text.empty() && text.size() <= kMaxDocumentCode &&
         text.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string_view::npos;
}

}  // namespace

std::string DocumentNote::body() const {
  return std::string(kDocumentHead) + "\n" + number + "\n" + code + "\n" + base::to_base64(pdf_sm3) + "\n" +
         base::format_utc(made_at) + "\n";
}

Result<DocumentNote> DocumentNote::parse(std::string_view body) {
  std::vector<std::string_view> lines;
  std::string_view rest = body;
  while (!rest.empty() && lines.size() <= kDocumentLines) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) return bad_document_note("a line without an end");
    lines.push_back(rest.substr(0, end));
    rest.remove_prefix(end + 1);
  }
  if (lines.size() != kDocumentLines || lines[0] != kDocumentHead) return bad_document_note("its lines");
  DocumentNote note;
  note.number = std::string(lines[1]);
  note.code = std::string(lines[2]);
  if (note.number.empty() || note.number.size() > kMaxDocumentNumber || !is_code(note.code))
    return bad_document_note("number or code");
  const auto octets = base::from_base64(lines[3]);
  if (!octets || octets->size() != note.pdf_sm3.size()) return bad_document_note("digest");
  std::copy(octets->begin(), octets->end(), note.pdf_sm3.begin());
  const auto time = base::parse_utc(lines[4]);
  if (!time) return bad_document_note("time");
  note.made_at = *time;
  if (note.body() != body) return bad_document_note("another form of the same");
  return note;
}

Report verify_document(base::ByteView pdf, std::string_view signed_note,
                       const std::vector<crypto::Sm2PublicKey>& keys) {
  Report report;
  const auto note = SignedNote::parse(signed_note);
  if (!note) {
    report.failed("note", malformed("document.note", note.error()));
    return report;
  }
  const auto said = DocumentNote::parse(note->body);
  if (!said) {
    report.failed("note", malformed("document.note", said.error()));
    return report;
  }
  const bool is_signed =
      std::any_of(note->signatures.begin(), note->signatures.end(), [&](const NoteSignature& line) {
        return std::any_of(keys.begin(), keys.end(),
                           [&](const crypto::Sm2PublicKey& key) { return note->signed_by(line.name, key); });
      });
  report.expect(is_signed, "note",
                {"document.signature", "签名有效：由所给的机构密钥签署", "signed by a key that was given"},
                {"document.signature", "没有所给密钥的有效签名", "no key that was given signed it"});
  report.expect(crypto::sm3(pdf) == said->pdf_sm3, "pdf",
                {"document.digest",
                 "文件与签名时一致：" + said->number + "，核验码 " + said->code + "，" +
                     base::format_utc(said->made_at),
                 "the octets are those that were signed: " + said->number + ", code " + said->code},
                {"document.digest", "文件与签名时不一致", "the octets are not those that were signed"});
  return report;
}

}  // namespace yinxin::proof
