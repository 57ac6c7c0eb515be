// PDF, PNG and JPEG: from the first octet to the last, without looking into what is drawn.
#include <algorithm>
#include <array>
#include <optional>

#include "cases/media_faults.hpp"

namespace yinxin::cases {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// ---- PDF ----

constexpr std::string_view kPdfWhite("\0\t\n\f\r ", 6);  // ISO 32000-1 table 1

std::string_view without_white(std::string_view text) {
  const std::size_t from = text.find_first_not_of(kPdfWhite);
  return from == std::string_view::npos ? std::string_view() : text.substr(from);
}

// ---- PNG ----

constexpr std::size_t kPngSignature = 8;
constexpr std::size_t kChunkFrame = 12;  // length, type, CRC
constexpr std::size_t kHeaderChunk = 13;

/// CRC-32 of ISO 3309, as PNG annex D has it.
std::uint32_t crc32_of(base::ByteView octets) {
  static constexpr auto kTable = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t n = 0; n < table.size(); ++n) {
      std::uint32_t c = n;
      for (int bit = 0; bit < 8; ++bit) c = (c & 1) != 0 ? 0xEDB88320U ^ (c >> 1) : c >> 1;
      table[n] = c;
    }
    return table;
  }();
  std::uint32_t crc = 0xFFFFFFFFU;
  for (const std::uint8_t octet : octets) crc = kTable[(crc ^ octet) & 0xFF] ^ (crc >> 8);
  return ~crc;
}

std::uint32_t big_endian(base::ByteView at) {
  return base::read_u32(at.first<4>());
}

bool is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

std::string header_chunk_fault(base::ByteView data) {
  if (data.size() != kHeaderChunk) return "PNG: no header";
  const std::uint64_t width = big_endian(data);
  const std::uint64_t height = big_endian(data.subspan(4));
  if (width == 0 || height == 0 || width > kMaxPixels / height) return "PNG: size of the picture";
  return "";
}

/// What a PNG has been seen to hold.
struct PngSeen {
  bool header = false;
  bool data = false;
  bool end = false;
};

std::string chunk_fault(std::string_view type, base::ByteView data, PngSeen& seen) {
  if (!std::all_of(type.begin(), type.end(), is_letter)) return "PNG: a chunk without a name";
  if (!seen.header) {
    seen.header = true;
    return type == "IHDR" ? header_chunk_fault(data) : "PNG: no header";
  }
  if (type == "IHDR") return "PNG: two headers";
  seen.data = seen.data || type == "IDAT";
  seen.end = type == "IEND";
  if (seen.end && (!data.empty() || !seen.data)) return "PNG: no picture in it";
  return "";
}

// ---- JPEG ----

constexpr std::uint8_t kMarker = 0xFF;
constexpr std::uint8_t kBeginImage = 0xD8;
constexpr std::uint8_t kEndImage = 0xD9;
constexpr std::uint8_t kBeginScan = 0xDA;
constexpr std::size_t kFrameHeader = 8;  // at least: precision, height, width, components

bool is_restart(std::uint8_t code) {
  return code >= 0xD0 && code <= 0xD7;
}
/// T.81 table B.1: C0 to CF but for tables (C4, CC) and the reserved one (C8).
bool begins_frame(std::uint8_t code) {
  return code >= 0xC0 && code <= 0xCF && code != 0xC4 && code != 0xC8 && code != 0xCC;
}

/// Reads a JPEG from marker to marker.
class JpegWalk {
 public:
  explicit JpegWalk(base::ByteView content) : rest_(content.subspan(2)) {}

  std::string fault() {
    while (true) {
      const std::optional<std::uint8_t> code = marker();
      if (!code) return "JPEG: cut off or damaged";
      if (*code == kEndImage) break;
      std::string why = segment(*code);
      if (!why.empty()) return why;
    }
    if (!scanned_) return "JPEG: no picture in it";
    return rest_.empty() ? "" : "JPEG: something after its end";
  }

 private:
  /// Its second octet; fill octets may stand before it (T.81 B.1.1.2).
  std::optional<std::uint8_t> marker() {
    if (rest_.size() < 2 || rest_[0] != kMarker) return std::nullopt;
    std::size_t at = 1;
    while (at < rest_.size() && rest_[at] == kMarker) ++at;
    if (at == rest_.size() || rest_[at] == 0) return std::nullopt;
    const std::uint8_t code = rest_[at];
    rest_ = rest_.subspan(at + 1);
    return code;
  }

  std::string segment(std::uint8_t code) {
    if (code == kBeginImage || is_restart(code) || rest_.size() < 2) return "JPEG: a marker out of place";
    const std::size_t length = std::size_t{rest_[0]} * 256 + rest_[1];
    if (length < 2 || length > rest_.size()) return "JPEG: cut off or damaged";
    const base::ByteView data = rest_.subspan(2, length - 2);
    rest_ = rest_.subspan(length);
    if (begins_frame(code)) return frame(data);
    if (code != kBeginScan) return "";
    if (!framed_) return "JPEG: a scan without its frame";
    scanned_ = true;
    skip_scan();
    return "";
  }

  std::string frame(base::ByteView data) {
    if (data.size() < kFrameHeader) return "JPEG: cut off or damaged";
    const std::uint64_t height = std::uint64_t{data[1]} * 256 + data[2];
    const std::uint64_t width = std::uint64_t{data[3]} * 256 + data[4];
    if (width == 0 || height * width > kMaxPixels) return "JPEG: size of the picture";
    framed_ = true;
    return "";
  }

  /// To the next marker that is neither a stuffed octet nor a restart.
  void skip_scan() {
    std::size_t at = 0;
    while (at < rest_.size()) {
      const auto found = std::find(rest_.begin() + static_cast<std::ptrdiff_t>(at), rest_.end(), kMarker);
      at = static_cast<std::size_t>(found - rest_.begin());
      if (at + 1 >= rest_.size()) break;
      const std::uint8_t next = rest_[at + 1];
      if (next != 0 && !is_restart(next)) break;
      at += 2;
    }
    rest_ = rest_.subspan(std::min(at, rest_.size()));
  }

  base::ByteView rest_;
  bool framed_ = false;
  bool scanned_ = false;
};

}  // namespace

// ISO 32000-1 7.5: a header, and at the end "startxref", an offset and "%%EOF"; a file that was cut off lacks
// the second.
std::string pdf_fault(base::ByteView content) {
  constexpr std::string_view kHead = "%PDF-";
  constexpr std::string_view kPointer = "startxref";
  constexpr std::string_view kEnd = "%%EOF";
  constexpr std::size_t kMostDigits = 10;
  const std::string_view text = base::as_text(content);
  if (!text.starts_with(kHead) || text.size() < kHead.size() + 3 || !is_digit(text[kHead.size()]) ||
      text[kHead.size() + 1] != '.' || !is_digit(text[kHead.size() + 2]))
    return "PDF: no header";
  const std::size_t pointer = text.rfind(kPointer);
  if (pointer == std::string_view::npos) return "PDF: cut off, no end";
  std::string_view rest = without_white(text.substr(pointer + kPointer.size()));
  const auto digits =
      static_cast<std::size_t>(std::find_if_not(rest.begin(), rest.end(), is_digit) - rest.begin());
  if (digits == 0 || digits > kMostDigits) return "PDF: no end";
  if (std::stoull(std::string(rest.substr(0, digits))) >= text.size())
    return "PDF: cut off, parts are missing";
  rest = without_white(rest.substr(digits));
  if (!rest.starts_with(kEnd)) return "PDF: cut off, no end";
  return without_white(rest.substr(kEnd.size())).empty() ? "" : "PDF: something after its end";
}

// ISO/IEC 15948 5: a signature, and chunks with their checksums from IHDR to IEND.
std::string png_fault(base::ByteView content) {
  constexpr std::string_view kSignature = "\x89PNG\r\n\x1a\n";
  if (!base::as_text(content).starts_with(kSignature)) return "PNG: no header";
  base::ByteView rest = content.subspan(kPngSignature);
  PngSeen seen;
  while (!seen.end) {
    if (rest.size() < kChunkFrame) return "PNG: cut off";
    const std::size_t length = big_endian(rest);
    if (length > rest.size() - kChunkFrame) return "PNG: cut off";
    const base::ByteView named = rest.subspan(4, 4 + length);
    if (crc32_of(named) != big_endian(rest.subspan(8 + length))) return "PNG: a checksum is wrong";
    std::string why = chunk_fault(base::as_text(named.first(4)), named.subspan(4), seen);
    if (!why.empty()) return why;
    rest = rest.subspan(kChunkFrame + length);
  }
  return rest.empty() ? "" : "PNG: something after its end";
}

std::string jpeg_fault(base::ByteView content) {
  if (content.size() < 3 || content[0] != kMarker || content[1] != kBeginImage) return "JPEG: no header";
  return JpegWalk(content).fault();
}

}  // namespace yinxin::cases
