#include "signer/key_share.hpp"

#include <algorithm>
#include <charconv>

#include "crypto/random.hpp"
#include "crypto/sm3.hpp"

namespace yinxin::signer {
namespace {

using base::Result;

constexpr std::string_view kTitle = "yinxin share v1\n";
constexpr std::size_t kCheckBytes = 4;
constexpr std::string_view kDigits = "0123456789abcdef";

base::Error bad_share(std::string_view line) {
  return base::make_error(base::ErrorKind::Malformed, "signer.share", std::string(line));
}

/// Writes into room that is wiped with the rest; a std::string would leave copies behind as it grows.
class TextWriter {
 public:
  explicit TextWriter(std::span<std::uint8_t> room) : room_(room) {}
  TextWriter& text(std::string_view value) {
    for (const char c : value) room_[used_++] = static_cast<std::uint8_t>(c);
    return *this;
  }
  TextWriter& hex(base::ByteView octets) {
    for (const std::uint8_t octet : octets)
      text(kDigits.substr(octet >> 4, 1)).text(kDigits.substr(octet & 15U, 1));
    return *this;
  }
  base::ByteView written() const { return room_.first(used_); }

 private:
  std::span<std::uint8_t> room_;
  std::size_t used_ = 0;
};

base::ByteView check_of(base::ByteView lines, crypto::Sm3Digest& digest) {
  digest = crypto::sm3(lines);
  return base::ByteView(digest).first(kCheckBytes);
}

/// Takes the lines one after another; the first that is not as it must be fails it for good.
class TextReader {
 public:
  explicit TextReader(base::ByteView text) : all_(text), rest_(base::as_text(text)) {}

  /// What stands between `label` and the end of the line.
  std::string_view line(std::string_view label) {
    const std::size_t end = rest_.find('\n');
    if (!wrong_.empty() || end == std::string_view::npos || !rest_.starts_with(label)) return fail(label);
    const std::string_view value = rest_.substr(0, end).substr(label.size());
    rest_.remove_prefix(end + 1);
    return value;
  }
  /// `out` is as long as the value must be.
  void hex(std::string_view label, std::span<std::uint8_t> out) { decode(label, line(label), out); }
  base::SecretBytes secret(std::string_view label) {
    const std::string_view value = line(label);
    if (value.empty() || value.size() % 2 != 0 || value.size() / 2 > crypto::kMaxSharedBytes) fail(label);
    base::SecretBytes out(wrong_.empty() ? value.size() / 2 : 0);
    decode(label, value, out.writable());
    return out;
  }
  std::uint8_t number(std::string_view label, unsigned least) {
    const std::string_view value = line(label);
    unsigned number = 0;
    const char* end = value.data() + value.size();
    const auto read = std::from_chars(value.data(), end, number);
    const bool exact = read.ec == std::errc() && read.ptr == end && !value.starts_with('0');
    if (!exact || number < least || number > crypto::kMostShares) fail(label);
    return static_cast<std::uint8_t>(number);
  }
  base::ByteView taken() const { return all_.first(all_.size() - rest_.size()); }
  bool at_end() const { return rest_.empty(); }
  const std::string& wrong() const { return wrong_; }
  std::string_view fail(std::string_view label) {
    if (wrong_.empty()) wrong_ = label;
    return {};
  }

 private:
  void decode(std::string_view label, std::string_view digits, std::span<std::uint8_t> out) {
    if (digits.size() != 2 * out.size()) fail(label);
    if (!wrong_.empty()) return;
    for (std::size_t i = 0; i < out.size(); ++i) {
      const std::size_t high = kDigits.find(digits[2 * i]);
      const std::size_t low = kDigits.find(digits[2 * i + 1]);
      if (high == std::string_view::npos || low == std::string_view::npos) return void(fail(label));
      out[i] = static_cast<std::uint8_t>(high << 4 | low);
    }
  }

  base::ByteView all_;
  std::string_view rest_;
  std::string wrong_;  // the label of the first line that does not fit
};

}  // namespace

std::vector<KeyShare> share_credential(const base::SecretBytes& credential, unsigned threshold,
                                       unsigned count) {
  ShareSet set;
  crypto::random_bytes(set.id);
  set.threshold = static_cast<std::uint8_t>(threshold);
  std::vector<KeyShare> shares;
  for (crypto::SecretShare& share : crypto::split_secret(credential, threshold, count)) {
    KeyShare& one = shares.emplace_back();
    one.set = set;
    one.share = std::move(share);
  }
  return shares;
}

base::SecretBytes write_share_text(const KeyShare& share) {
  base::SecretBytes room(kMaxShareTextBytes);
  TextWriter out(room.writable());
  out.text(kTitle).text("set: ").hex(share.set.id);
  out.text("\nthreshold: ").text(std::to_string(share.set.threshold));
  out.text("\nindex: ").text(std::to_string(share.share.index));
  out.text("\nshare: ").hex(share.share.octets.reveal()).text("\n");
  crypto::Sm3Digest digest;
  const base::ByteView check = check_of(out.written(), digest);
  out.text("check: ").hex(check).text("\n");
  return base::SecretBytes::copy_of(out.written());
}

Result<KeyShare> read_share_text(base::ByteView text) {
  if (text.size() > kMaxShareTextBytes) return bad_share("too long");
  TextReader in(text);
  KeyShare share;
  if (!in.line(kTitle.substr(0, kTitle.size() - 1)).empty()) in.fail("title");
  in.hex("set: ", share.set.id);
  share.set.threshold = in.number("threshold: ", crypto::kLeastThreshold);
  share.share.index = in.number("index: ", 1);
  share.share.octets = in.secret("share: ");
  crypto::Sm3Digest digest;
  const base::ByteView expected = check_of(in.taken(), digest);
  std::array<std::uint8_t, kCheckBytes> check{};
  in.hex("check: ", check);
  if (!in.wrong().empty()) return bad_share(in.wrong());
  if (!base::equal(check, expected)) return bad_share("check");
  if (!in.at_end()) return bad_share("something after the last line");
  return share;
}

}  // namespace yinxin::signer
