#include "proof/letter_note.hpp"

#include <algorithm>
#include <optional>

#include "base/ids.hpp"

namespace yinxin::proof {

namespace {

constexpr std::string_view kLetterLine = "yinxin exchange letter v1";

/// The line at the front, which is taken off; nothing when no newline ends it.
std::optional<std::string_view> take_letter_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

bool in_organisation(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' || c == '-';
}

}  // namespace

bool is_organisation(std::string_view text) {
  return !text.empty() && text.size() <= kMaxOrganisationBytes &&
         std::all_of(text.begin(), text.end(), in_organisation);
}

std::string LetterNote::to_text() const {
  return std::string(kLetterLine) + "\n" + sender + "\n" + receiver + "\n" + message + "\n" +
         base::to_base64(letter) + "\n";
}

base::Result<LetterNote> LetterNote::parse(std::string_view text) {
  const auto bad = [] { return base::make_error(base::ErrorKind::Malformed, "proof.letter_note"); };
  const auto first = take_letter_line(text);
  const auto sender = take_letter_line(text);
  const auto receiver = take_letter_line(text);
  const auto message = take_letter_line(text);
  const auto letter = take_letter_line(text);
  if (!letter || !text.empty() || *first != kLetterLine) return bad();
  if (!is_organisation(*sender) || !is_organisation(*receiver)) return bad();
  const auto id = base::parse_uuid(*message);
  if (!id || base::format_uuid(*id) != *message) return bad();
  const auto digest = base::from_base64(*letter);
  if (!digest || digest->size() != crypto::kSm3Size) return bad();
  LetterNote note;
  note.sender = std::string(*sender);
  note.receiver = std::string(*receiver);
  note.message = std::string(*message);
  std::copy(digest->begin(), digest->end(), note.letter.begin());
  return note;
}

}  // namespace yinxin::proof
