#include "proof/tree_head.hpp"

#include <charconv>

namespace yinxin::proof {
namespace {

using base::ErrorKind;
using base::Result;

base::Error bad_head(const char* what) {
  return base::make_error(ErrorKind::Malformed, "proof.tree_head", what);
}

/// Cuts the next line off, without its newline.
Result<std::string_view> take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) return bad_head("a line is missing");
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}

Result<std::uint64_t> parse_size(std::string_view text) {
  std::uint64_t size = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
  if (error != std::errc() || end != text.data() + text.size() || size > kMaxTreeSize)
    return bad_head("size");
  if (text.size() > 1 && text.front() == '0') return bad_head("size");
  return size;
}

}  // namespace

std::string TreeHead::body() const {
  return origin + "\n" + std::to_string(size) + "\n" + base::to_base64(root) + "\n" + base::format_utc(time) +
         "\n";
}

Result<TreeHead> TreeHead::parse_body(std::string_view body) {
  YX_TRY(const std::string_view origin, take_line(body));
  YX_TRY(const std::string_view size, take_line(body));
  YX_TRY(const std::string_view root, take_line(body));
  YX_TRY(const std::string_view time, take_line(body));
  if (!body.empty()) return bad_head("more than four lines");
  if (!is_note_name(origin)) return bad_head("origin");
  TreeHead head;
  head.origin = std::string(origin);
  YX_TRY(head.size, parse_size(size));
  const Result<base::Bytes> octets = base::from_base64(root);
  if (!octets || octets->size() != crypto::kSm3Size) return bad_head("root");
  YX_TRY(head.root, to_hash(*octets));
  if (head.size == 0 && head.root != empty_root()) return bad_head("root of an empty tree");
  const Result<base::Time> parsed = base::parse_utc(time);
  if (!parsed) return bad_head("time");
  head.time = *parsed;
  return head;
}

Result<SignedTreeHead> SignedTreeHead::make(const TreeHead& head, const crypto::Sm2PublicKey& key,
                                            const crypto::Sm2Signature& signature) {
  SignedTreeHead made;
  made.note.body = head.body();
  YX_TRY(made.head, TreeHead::parse_body(made.note.body));
  YX_CHECK(made.note.add(head.origin, key, signature));
  return made;
}

Result<SignedTreeHead> SignedTreeHead::parse(std::string_view text) {
  SignedTreeHead parsed;
  YX_TRY(parsed.note, SignedNote::parse(text));
  YX_TRY(parsed.head, TreeHead::parse_body(parsed.note.body));
  return parsed;
}

}  // namespace yinxin::proof
