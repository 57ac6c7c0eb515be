#include "proof/record.hpp"

#include <algorithm>

namespace yinxin::proof {
namespace {

using base::ErrorKind;
using base::Result;

constexpr std::uint8_t kVersion = 1;

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= kMaxRecordName && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
  });
}

auto position(const std::vector<std::pair<std::string, base::Bytes>>& fields, std::string_view name) {
  return std::lower_bound(fields.begin(), fields.end(), name,
                          [](const auto& field, std::string_view wanted) { return field.first < wanted; });
}

/// Takes octets from the front; nothing when there are too few.
class Cursor {
 public:
  explicit Cursor(base::ByteView octets) : rest_(octets) {}
  std::optional<base::ByteView> take(std::size_t count) {
    if (count > rest_.size()) return std::nullopt;
    const base::ByteView taken = rest_.first(count);
    rest_ = rest_.subspan(count);
    return taken;
  }
  /// `width` octets as a big-endian number.
  std::optional<std::size_t> number(std::size_t width) {
    const auto octets = take(width);
    if (!octets) return std::nullopt;
    std::size_t value = 0;
    for (const std::uint8_t octet : *octets) value = value << 8 | octet;
    return value;
  }
  std::optional<base::ByteView> prefixed(std::size_t width) {
    const auto length = number(width);
    return length ? take(*length) : std::nullopt;
  }
  bool at_end() const { return rest_.empty(); }

 private:
  base::ByteView rest_;
};

}  // namespace

Result<void> Record::add(std::string_view name, base::ByteView value) {
  if (!is_name(name)) return base::make_error(ErrorKind::Malformed, "proof.record.name");
  const auto at = position(fields_, name);
  if (at != fields_.end() && at->first == name) {
    return base::make_error(ErrorKind::Conflict, "proof.record.repeated", std::string(name));
  }
  if (fields_.size() >= kMaxRecordFields || value.size() > kMaxRecordBytes) {
    return base::make_error(ErrorKind::TooLarge, "proof.record.size");
  }
  const std::size_t grown = size_ + 2 + name.size() + 4 + value.size();
  if (grown > kMaxRecordBytes) return base::make_error(ErrorKind::TooLarge, "proof.record.size");
  fields_.emplace(at, std::string(name), base::to_bytes(value));
  size_ = grown;
  return {};
}

std::optional<std::string_view> Record::find(std::string_view name) const {
  const auto at = position(fields_, name);
  if (at == fields_.end() || at->first != name) return std::nullopt;
  return base::as_text(at->second);
}

base::Bytes Record::to_bytes() const {
  base::Bytes out;
  out.reserve(size_);
  out.push_back(kVersion);
  base::append_u16(out, static_cast<std::uint16_t>(fields_.size()));
  for (const auto& [name, value] : fields_) {
    base::append_u16(out, static_cast<std::uint16_t>(name.size()));
    base::append(out, base::as_bytes(name));
    base::append_u32(out, static_cast<std::uint32_t>(value.size()));
    base::append(out, value);
  }
  return out;
}

Result<Record> Record::parse(base::ByteView octets) {
  const auto bad = [](const char* what) {
    return base::make_error(ErrorKind::Malformed, "proof.record.format", what);
  };
  if (octets.size() > kMaxRecordBytes) return base::make_error(ErrorKind::TooLarge, "proof.record.size");
  Cursor cursor(octets);
  if (cursor.number(1) != kVersion) return bad("version");
  const auto count = cursor.number(2);
  if (!count) return bad("count");
  Record record;
  for (std::size_t i = 0; i < *count; ++i) {
    const auto name = cursor.prefixed(2);
    const auto value = name ? cursor.prefixed(4) : std::nullopt;
    if (!value) return bad("truncated");
    if (i > 0 && base::as_text(*name) < record.fields_.back().first) return bad("order of names");
    YX_CHECK(record.add(base::as_text(*name), *value));
  }
  if (!cursor.at_end()) return bad("octets after the last field");
  return record;
}

}  // namespace yinxin::proof
