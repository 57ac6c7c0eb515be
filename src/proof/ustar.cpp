#include "proof/ustar.hpp"

#include <algorithm>
#include <stdexcept>

#include "x509/text.hpp"

namespace yinxin::proof {
namespace {

using base::ErrorKind;
using base::Result;

constexpr std::size_t kBlock = 512;
using Block = std::array<std::uint8_t, kBlock>;

// Offsets and widths of the header fields (POSIX.1-2017 pax, "ustar Interchange Format").
struct Field {
  std::size_t offset;
  std::size_t width;
};
constexpr Field kName{0, kMaxTarName};
constexpr Field kMode{100, 8};
constexpr Field kUid{108, 8};
constexpr Field kGid{116, 8};
constexpr Field kSize{124, 12};
constexpr Field kMtime{136, 12};
constexpr Field kChecksum{148, 8};
constexpr Field kType{156, 1};
constexpr Field kMagic{257, 8};  // with version
constexpr Field kDeviceMajor{329, 8};
constexpr Field kDeviceMinor{337, 8};
constexpr std::int64_t kMaxOctal11 = (std::int64_t{1} << 33) - 1;

void put(Block& block, const Field& field, std::string_view text) {
  std::copy(text.begin(), text.end(), block.begin() + static_cast<std::ptrdiff_t>(field.offset));
}

/// width - 1 octal digits and a NUL.
std::string octal(std::int64_t value, std::size_t width) {
  std::string digits(width, '\0');
  for (std::size_t i = width - 1; i-- > 0; value >>= 3) digits[i] = static_cast<char>('0' + (value & 7));
  return digits;
}

Block header(std::string_view name, std::size_t size, std::int64_t mtime) {
  Block block{};
  put(block, kName, name);
  put(block, kMode, octal(0644, kMode.width));
  put(block, kUid, octal(0, kUid.width));
  put(block, kGid, octal(0, kGid.width));
  put(block, kSize, octal(static_cast<std::int64_t>(size), kSize.width));
  put(block, kMtime, octal(mtime, kMtime.width));
  put(block, kType, "0");
  put(block, kMagic,
      std::string_view("ustar\0"
                       "00",
                       8));
  put(block, kDeviceMajor, octal(0, kDeviceMajor.width));
  put(block, kDeviceMinor, octal(0, kDeviceMinor.width));
  put(block, kChecksum, "        ");  // counted as spaces
  std::int64_t sum = 0;
  for (const std::uint8_t octet : block) sum += octet;
  put(block, kChecksum, octal(sum, 7) + " ");
  return block;
}

std::size_t padded(std::size_t size) {
  return (size + kBlock - 1) / kBlock * kBlock;
}

std::string fold(std::string_view name) {
  std::string folded(name);
  for (char& c : folded) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return folded;
}

/// False when unpacking could lay this name over another file or folder.
bool claim(std::set<std::string>& files, std::set<std::string>& folders, std::string_view name) {
  const std::string folded = fold(name);
  if (folders.contains(folded)) return false;
  std::vector<std::string> above;
  for (std::size_t slash = folded.find('/'); slash != std::string::npos;
       slash = folded.find('/', slash + 1)) {
    above.push_back(folded.substr(0, slash));
    if (files.contains(above.back())) return false;
  }
  if (!files.insert(folded).second) return false;
  folders.insert(above.begin(), above.end());
  return true;
}

bool all_zero(base::ByteView octets) {
  return std::all_of(octets.begin(), octets.end(), [](std::uint8_t octet) { return octet == 0; });
}

/// Reads one archive, front to back.
class Reader {
 public:
  Reader(base::ByteView archive, const TarLimits& limits) : rest_(archive), limits_(limits) {}

  Result<TarArchive> read() {
    while (!(rest_.size() == 2 * kBlock && all_zero(rest_))) YX_CHECK(read_file());
    return std::move(archive_);
  }

 private:
  base::Error bad(const char* what) const {
    const std::string where = name_.empty() ? "file " + std::to_string(archive_.files.size()) : name_;
    return base::make_error(ErrorKind::Malformed, "proof.tar", where + ": " + what);
  }

  Result<std::int64_t> number(const Field& field) const {
    std::int64_t value = 0;
    for (const std::uint8_t digit : rest_.subspan(field.offset, field.width - 1)) {
      if (digit < '0' || digit > '7') return bad("header");
      value = value << 3 | (digit - '0');
    }
    return value;
  }

  Result<void> read_file() {
    name_.clear();
    if (rest_.size() < kBlock) return bad("truncated, or no end of archive");
    const std::string_view field = base::as_text(rest_.first(kName.width));
    const std::string_view name = field.substr(0, field.find('\0'));
    if (!is_tar_name(name)) return bad("name");
    name_ = std::string(name);
    YX_TRY(const std::int64_t size, number(kSize));
    YX_TRY(const std::int64_t mtime, number(kMtime));
    const Block expected = header(name, static_cast<std::size_t>(size), mtime);
    if (!base::equal(rest_.first(kBlock), expected)) return bad("header or checksum");
    return take_content(static_cast<std::size_t>(size), mtime);
  }

  Result<void> take_content(std::size_t size, std::int64_t mtime) {
    const base::Time time = base::Time(std::chrono::seconds(mtime));
    if (archive_.files.empty()) archive_.mtime = time;
    if (archive_.mtime != time) return bad("another time than the first file");
    if (size > limits_.file_bytes || archive_.files.size() >= limits_.files) {
      return base::make_error(ErrorKind::TooLarge, "proof.tar.size", name_);
    }
    if (!claim(files_, folders_, name_)) return bad("name stands twice");
    rest_ = rest_.subspan(kBlock);
    if (rest_.size() < padded(size)) return bad("truncated");
    if (!all_zero(rest_.subspan(size, padded(size) - size))) return bad("padding");
    archive_.files.push_back({name_, rest_.first(size)});
    rest_ = rest_.subspan(padded(size));
    return {};
  }

  base::ByteView rest_;
  const TarLimits limits_;
  std::string name_;
  TarArchive archive_;
  std::set<std::string> files_;
  std::set<std::string> folders_;
};

std::int64_t header_time(base::Time time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
  if (seconds < 0 || seconds > kMaxOctal11) throw std::logic_error("proof: a time that ustar cannot hold");
  return seconds;
}

}  // namespace

bool is_tar_name(std::string_view name) {
  if (name.empty() || name.size() > kMaxTarName || name.front() == '/' || name.back() == '/') return false;
  for (std::size_t at = 0; at < name.size();) {
    const auto code = x509::next_code_point(name, at);
    if (!code || *code == U' ' || x509::is_hidden(*code)) return false;
    if (*code < 0x80 &&
        std::string_view("\\:*?\"<>|").find(static_cast<char>(*code)) != std::string_view::npos)
      return false;
  }
  for (std::size_t begin = 0; begin <= name.size();) {
    const std::size_t end = std::min(name.find('/', begin), name.size());
    const std::string_view part = name.substr(begin, end - begin);
    if (part.empty() || part == "." || part == "..") return false;
    begin = end + 1;
  }
  return true;
}

TarWriter::TarWriter(base::Time mtime) : mtime_(header_time(mtime)) {}

Result<void> TarWriter::add(std::string_view name, base::ByteView content) {
  if (!is_tar_name(name)) return base::make_error(ErrorKind::Malformed, "proof.tar.name", std::string(name));
  if (content.size() > kMaxTarFileBytes || files_.size() >= kMaxTarFiles ||
      out_.size() + kBlock + padded(content.size()) + 2 * kBlock > kMaxTarBytes) {
    return base::make_error(ErrorKind::TooLarge, "proof.tar.size", std::string(name));
  }
  if (!claim(files_, folders_, name))
    return base::make_error(ErrorKind::Conflict, "proof.tar.repeated", std::string(name));
  base::append(out_, header(name, content.size(), mtime_));
  base::append(out_, content);
  out_.resize(padded(out_.size()), 0);
  return {};
}

base::Bytes TarWriter::finish() && {
  out_.resize(out_.size() + 2 * kBlock, 0);
  return std::move(out_);
}

TarStream::TarStream(base::Time mtime, Sink sink) : mtime_(header_time(mtime)), sink_(std::move(sink)) {}

Result<void> TarStream::add(std::string_view name, base::ByteView content) {
  if (!is_tar_name(name)) return base::make_error(ErrorKind::Malformed, "proof.tar.name", std::string(name));
  if (content.size() > static_cast<std::size_t>(kMaxOctal11))
    return base::make_error(ErrorKind::TooLarge, "proof.tar.size", std::string(name));
  if (!claim(files_, folders_, name))
    return base::make_error(ErrorKind::Conflict, "proof.tar.repeated", std::string(name));
  static constexpr Block kZeros{};
  YX_CHECK(sink_(header(name, content.size(), mtime_)));
  YX_CHECK(sink_(content));
  return sink_(base::ByteView(kZeros).first(padded(content.size()) - content.size()));
}

Result<void> TarStream::finish() {
  static constexpr std::array<std::uint8_t, 2 * kBlock> kEnd{};
  return sink_(kEnd);
}

Result<TarArchive> read_tar(base::ByteView archive, const TarLimits& limits) {
  if (archive.size() > limits.bytes) return base::make_error(ErrorKind::TooLarge, "proof.tar.size");
  return Reader(archive, limits).read();
}

}  // namespace yinxin::proof
