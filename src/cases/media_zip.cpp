// ZIP archives (PKWARE APPNOTE.TXT 6.3.3, section 4), and OFD documents, which are such: every octet belongs
// to an entry or to the directory, so that no two readers see different files in it. Nothing is unpacked.
#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

#include "cases/media_faults.hpp"
#include "x509/text.hpp"

namespace yinxin::cases {

namespace {

constexpr std::uint32_t kLocalHeader = 0x04034b50;
constexpr std::uint32_t kDirectoryHeader = 0x02014b50;
constexpr std::uint32_t kDirectoryEnd = 0x06054b50;
constexpr std::size_t kLocalHeaderSize = 30;
constexpr std::size_t kDirectoryHeaderSize = 46;
constexpr std::size_t kDirectoryEndSize = 22;
constexpr std::size_t kMostComment = 0xFFFF;
constexpr std::uint32_t kElsewhere = 0xFFFFFFFF;  // the number stands in a ZIP64 field
constexpr std::uint16_t kEncrypted = 0x0001;
constexpr std::uint16_t kDescriptor = 0x0008;  // sizes stand behind the content, too
constexpr std::uint16_t kStored = 0;
constexpr std::uint16_t kDeflated = 8;
constexpr std::size_t kMostDescriptor = 16;

std::uint16_t little16(base::ByteView at) {
  return static_cast<std::uint16_t>(at[0] | at[1] << 8);
}
std::uint32_t little32(base::ByteView at) {
  return std::uint32_t{little16(at)} | std::uint32_t{little16(at.subspan(2))} << 16;
}

/// One entry as the directory has it.
struct ZipEntry {
  std::string_view name;
  std::uint16_t flags = 0;
  std::uint16_t method = 0;
  std::uint64_t packed = 0;
  std::uint64_t unpacked = 0;
  std::uint64_t begin = 0;  // of its local header
};

/// The same place wherever it is unpacked. Names that are not UTF-8 are in a code page that the archive does
/// not tell; in those '\' may be half a character.
bool stays_inside(std::string_view name) {
  if (name.empty() || name.front() == '/' || name.find('\0') != std::string_view::npos) return false;
  const bool is_utf8 = x509::count_characters(name).has_value();
  if (is_utf8 && name.find_first_of("\\:") != std::string_view::npos) return false;
  for (std::size_t begin = 0; begin <= name.size();) {
    const std::size_t end = std::min(name.find('/', begin), name.size());
    if (name.substr(begin, end - begin) == "..") return false;
    begin = end + 1;
  }
  return true;
}

class ZipWalk {
 public:
  explicit ZipWalk(base::ByteView content) : content_(content) {}

  std::string fault(std::string_view needed) {
    for (const auto step : {&ZipWalk::find_end, &ZipWalk::read_directory, &ZipWalk::check_places}) {
      std::string why = (this->*step)();
      if (!why.empty()) return "ZIP: " + why;
    }
    if (!needed.empty() && names_.count(needed) == 0) return "OFD: no " + std::string(needed) + " in it";
    return "";
  }

 private:
  /// The last octets are the end of the directory and the archive's comment.
  std::string find_end() {
    if (content_.size() < kDirectoryEndSize) return "cut off";
    const std::size_t last = content_.size() - kDirectoryEndSize;
    for (std::size_t comment = 0; comment <= std::min(last, kMostComment); ++comment) {
      const base::ByteView at = content_.subspan(last - comment);
      if (little32(at) != kDirectoryEnd || little16(at.subspan(20)) != comment) continue;
      return read_end(at, last - comment);
    }
    return "cut off, no directory";
  }

  std::string read_end(base::ByteView at, std::size_t end) {
    count_ = little16(at.subspan(10));
    if (little32(at.subspan(4)) != 0 || little16(at.subspan(8)) != count_) return "in several volumes";
    const std::uint64_t size = little32(at.subspan(12));
    directory_ = little32(at.subspan(16));
    if (count_ == 0 || count_ > kMaxZipEntries) return "number of entries";
    constexpr std::uint32_t kZip64Locator = 0x07064b50;
    constexpr std::size_t kZip64LocatorSize = 20;
    if (end >= kZip64LocatorSize && little32(content_.subspan(end - kZip64LocatorSize)) == kZip64Locator)
      return "in the form for archives of more than 4 GB";
    if (directory_ + size != end) return "damaged, or something stands before it";
    directory_end_ = end;
    return "";
  }

  std::string read_directory() {
    std::uint64_t at = directory_;
    for (std::size_t i = 0; i < count_; ++i) {
      std::string why = read_entry(at);
      if (!why.empty()) return why;
    }
    return at == directory_end_ ? "" : "directory";
  }

  std::string read_entry(std::uint64_t& at) {
    if (directory_end_ - at < kDirectoryHeaderSize) return "directory";
    const base::ByteView header = content_.subspan(at, directory_end_ - at);
    if (little32(header) != kDirectoryHeader) return "directory";
    const std::size_t name = little16(header.subspan(28));
    const std::size_t size =
        kDirectoryHeaderSize + name + little16(header.subspan(30)) + little16(header.subspan(32));
    if (size > header.size()) return "directory";
    ZipEntry entry;
    entry.flags = little16(header.subspan(8));
    entry.method = little16(header.subspan(10));
    entry.packed = little32(header.subspan(20));
    entry.unpacked = little32(header.subspan(24));
    entry.begin = little32(header.subspan(42));
    entry.name = base::as_text(header.subspan(kDirectoryHeaderSize, name));
    at += size;
    return take_entry(entry);
  }

  std::string take_entry(const ZipEntry& entry) {
    if ((entry.flags & kEncrypted) != 0) return "an encrypted entry";
    if (entry.method != kStored && entry.method != kDeflated) return "an entry that is not deflated";
    if (entry.packed == kElsewhere || entry.unpacked == kElsewhere || entry.begin == kElsewhere)
      return "too large";
    if (entry.method == kStored && entry.packed != entry.unpacked) return "sizes of an entry";
    unpacked_ += entry.unpacked;
    if (unpacked_ > kMaxUnpackedBytes) return "too large when unpacked";
    if (!stays_inside(entry.name)) return "an entry that would be unpacked elsewhere";
    if (!names_.insert(entry.name).second) return "an entry that stands twice";
    entries_.push_back(entry);
    return "";
  }

  /// Entries follow one another from the first octet to the directory, each as the directory has it.
  std::string check_places() {
    std::sort(entries_.begin(), entries_.end(),
              [](const ZipEntry& a, const ZipEntry& b) { return a.begin < b.begin; });
    std::uint64_t at = 0;
    for (const ZipEntry& entry : entries_) {
      if (entry.begin != at) return "something between its entries";
      if (directory_ - at < kLocalHeaderSize) return "an entry that is cut off";
      const base::ByteView header = content_.subspan(at, directory_ - at);
      const std::size_t name = little16(header.subspan(26));
      const std::uint64_t size = kLocalHeaderSize + name + little16(header.subspan(28)) + entry.packed;
      if (size > header.size()) return "an entry that is cut off";
      const int other_flags = little16(header.subspan(6)) ^ entry.flags;
      if (little32(header) != kLocalHeader || (other_flags & (kEncrypted | kDescriptor)) != 0 ||
          little16(header.subspan(8)) != entry.method ||
          base::as_text(header.subspan(kLocalHeaderSize, name)) != entry.name)
        return "an entry that is not what the directory says";
      at += size;
      if ((entry.flags & kDescriptor) != 0) at += descriptor_size(at, entry);
    }
    return at == directory_ ? "" : "something between its entries";
  }

  /// Behind the content (4.3.9): its signature, which may be left out, checksum and both sizes.
  std::size_t descriptor_size(std::uint64_t at, const ZipEntry& entry) const {
    constexpr std::uint32_t kSignature = 0x08074b50;
    const base::ByteView rest = content_.subspan(at, directory_ - at);
    const auto sizes_at = [&](std::size_t from) {
      return rest.size() >= from + 8 && little32(rest.subspan(from)) == entry.packed &&
             little32(rest.subspan(from + 4)) == entry.unpacked;
    };
    if (rest.size() >= kMostDescriptor && little32(rest) == kSignature && sizes_at(8)) return kMostDescriptor;
    return sizes_at(4) ? kMostDescriptor - 4 : 0;
  }

  const base::ByteView content_;
  std::size_t count_ = 0;
  std::uint64_t directory_ = 0;
  std::uint64_t directory_end_ = 0;
  std::uint64_t unpacked_ = 0;
  std::vector<ZipEntry> entries_;
  std::set<std::string_view> names_;
};

}  // namespace

std::string zip_fault(base::ByteView content, std::string_view needed) {
  return ZipWalk(content).fault(needed);
}

}  // namespace yinxin::cases
