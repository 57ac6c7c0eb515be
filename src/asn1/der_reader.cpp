#include "asn1/der_reader.hpp"

namespace yinxin::asn1 {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;

constexpr std::uint8_t kConstructed = 0x20;

/// Nothing when the identifier octet may stand; otherwise what is wrong with it.
const char* identifier_fault(std::uint8_t tag) {
  if ((tag & 0x1F) == 0x1F) return "a tag number of at most 30";
  if ((tag & 0xC0) != 0) return nullptr;  // only universal types have a fixed form
  // X.690 8.9.1, 8.11.1: SEQUENCE and SET are constructed; 10.2: strings are primitive; 8.1.5: 00 ends
  // indefinite lengths.
  const bool constructed = (tag & kConstructed) != 0;
  const unsigned number = tag & 0x1FU;
  const bool constructed_type = number == (kSequence & 0x1F) || number == (kSet & 0x1F);
  if (number == 0) return "an element, not end-of-contents octets";
  if (constructed != constructed_type) return constructed ? "a primitive form" : "a constructed form";
  return nullptr;
}

constexpr const char* kCutShort = "a length that is there";

/// Reads the header of the first element of `in`: a fault, kCutShort, or nothing.
const char* measure(base::ByteView in, ElementHeader& header) {
  if (in.empty()) return kCutShort;
  if (const char* fault = identifier_fault(in[0])) return fault;
  if (in.size() < 2) return kCutShort;
  header = {in[0], 2, in[1]};
  if (in[1] < 0x80) return nullptr;
  // X.690 10.1: definite, and in the fewest octets.
  const std::size_t octets = in[1] & 0x7FU;
  if (octets == 0) return "a definite length";
  if (octets > sizeof(std::size_t)) return "a length below 2^64";
  if (octets > in.size() - 2) return kCutShort;
  header.header_size += octets;
  header.content_size = 0;
  for (std::size_t i = 0; i < octets; ++i) header.content_size = header.content_size << 8 | in[2 + i];
  if (in[2] == 0 || header.content_size < 0x80) return "a length in the shortest form";
  return nullptr;
}

/// X.690 8.3.2: the first nine bits are not all equal; at least one octet.
bool minimal_integer(base::ByteView content) {
  if (content.empty()) return false;
  if (content.size() == 1) return true;
  const bool second_high = (content[1] & 0x80) != 0;
  return !(content[0] == 0x00 && !second_high) && !(content[0] == 0xFF && second_high);
}

/// Two decimal digits at `at`, or a number no field accepts.
unsigned two_digits(base::ByteView text, std::size_t at) {
  const unsigned tens = text[at] - unsigned{'0'};
  const unsigned ones = text[at + 1] - unsigned{'0'};
  return tens > 9 || ones > 9 ? 1000 : tens * 10 + ones;
}

/// MMDDHHMMSSZ of `text` at `at`, in year `y`.
std::optional<base::Time> time_in_year(int y, base::ByteView text, std::size_t at) {
  const base::Date date{year(y), month(two_digits(text, at)), day(two_digits(text, at + 2))};
  const unsigned hour = two_digits(text, at + 4);
  const unsigned minute = two_digits(text, at + 6);
  const unsigned second = two_digits(text, at + 8);
  if (!date.ok() || hour > 23 || minute > 59 || second > 59 || text[at + 10] != 'Z') return std::nullopt;
  return base::Time(std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
                    std::chrono::seconds(second));
}

std::optional<base::Time> utc_time(base::ByteView text) {
  if (text.size() != 13) return std::nullopt;
  const unsigned yy = two_digits(text, 0);
  if (yy > 99) return std::nullopt;
  return time_in_year(static_cast<int>(yy) + (yy >= 50 ? 1900 : 2000), text, 2);  // RFC 5280 4.1.2.5.1
}

std::optional<base::Time> generalized_time(base::ByteView text) {
  if (text.size() != 15) return std::nullopt;
  const unsigned century = two_digits(text, 0);
  const unsigned yy = two_digits(text, 2);
  if (century > 99 || yy > 99) return std::nullopt;
  return time_in_year(static_cast<int>(century * 100 + yy), text, 4);
}

}  // namespace

base::Result<std::optional<ElementHeader>> read_header(base::ByteView start) {
  ElementHeader header;
  const char* fault = measure(start, header);
  if (fault == kCutShort) return std::optional<ElementHeader>();
  if (fault != nullptr) {
    return base::make_error(base::ErrorKind::Malformed, "asn1.der", std::string("expected ") + fault);
  }
  return std::optional<ElementHeader>(header);
}

base::Error DerReader::bad(const char* expected) const {
  std::string detail = "at offset ";
  detail += std::to_string(rest_.data() - begin_);
  detail += ": expected ";
  detail += expected;
  return base::make_error(base::ErrorKind::Malformed, "asn1.der", std::move(detail));
}

std::optional<std::uint8_t> DerReader::peek() const {
  if (rest_.empty()) return std::nullopt;
  return rest_[0];
}

base::Result<Element> DerReader::any() {
  if (rest_.empty()) return bad("an element");
  ElementHeader header;
  if (const char* fault = measure(rest_, header)) return bad(fault);
  if (header.content_size > rest_.size() - header.header_size)
    return bad("content as long as its length says");
  const Element found{header.tag, rest_.subspan(header.header_size, header.content_size),
                      rest_.first(header.header_size + header.content_size)};
  rest_ = rest_.subspan(found.whole.size());
  return found;
}

base::Result<Element> DerReader::element(std::uint8_t tag) {
  if (rest_.empty() || rest_[0] != tag) return bad("another tag");
  return any();
}

base::Result<std::optional<Element>> DerReader::optional(std::uint8_t tag) {
  if (rest_.empty() || rest_[0] != tag) return std::optional<Element>();
  YX_TRY(const Element found, any());
  return std::optional<Element>(found);
}

base::Result<DerReader> DerReader::enter(std::uint8_t tag) {
  YX_TRY(const Element found, element(tag));
  return inside(found);
}

base::Result<DerReader> DerReader::inside(const Element& element) const {
  const DerReader reader(element.content, begin_, depth_ + 1);
  if (reader.depth_ > kMaxDepth) return reader.bad("less nesting");
  if ((element.tag & kConstructed) == 0) return reader.bad("a constructed element");
  return reader;
}

base::Result<void> DerReader::expect_end() const {
  if (!rest_.empty()) return bad("the end");
  return {};
}

base::Result<bool> DerReader::boolean() {
  const DerReader before = *this;
  YX_TRY(const Element found, element(kBoolean));
  // X.690 11.1: true is FF.
  if (found.content.size() != 1 || (found.content[0] != 0x00 && found.content[0] != 0xFF)) {
    return before.bad("a BOOLEAN of 00 or FF");
  }
  return found.content[0] == 0xFF;
}

base::Result<base::ByteView> DerReader::integer(std::uint8_t tag) {
  const DerReader before = *this;
  YX_TRY(const Element found, element(tag));
  if (!minimal_integer(found.content)) return before.bad("an integer in the shortest form");
  return found.content;
}

base::Result<base::ByteView> DerReader::unsigned_integer() {
  const DerReader before = *this;
  YX_TRY(const base::ByteView content, integer());
  if ((content[0] & 0x80) != 0) return before.bad("an integer that is not negative");
  return content.size() > 1 && content[0] == 0 ? content.subspan(1) : content;
}

base::Result<std::int64_t> DerReader::small_integer(std::uint8_t tag) {
  const DerReader before = *this;
  YX_TRY(const base::ByteView content, integer(tag));
  if ((content[0] & 0x80) != 0) return before.bad("an integer that is not negative");
  if (content.size() > sizeof(std::int64_t)) return before.bad("an integer below 2^63");
  std::uint64_t value = 0;
  for (const std::uint8_t octet : content) value = value << 8 | octet;
  return static_cast<std::int64_t>(value);
}

base::Result<Oid> DerReader::oid() {
  const DerReader before = *this;
  YX_TRY(const Element found, element(kObjectIdentifier));
  auto oid = Oid::from_content(found.content);
  if (!oid) return before.bad("an OBJECT IDENTIFIER of whole, shortest arcs");
  return oid;
}

base::Result<BitString> DerReader::bit_string(std::uint8_t tag) {
  const DerReader before = *this;
  YX_TRY(const Element found, element(tag));
  if (found.content.empty() || found.content[0] > 7) return before.bad("a BIT STRING");
  const BitString bits{found.content.subspan(1), found.content[0]};
  if (bits.unused_bits == 0) return bits;
  if (bits.bytes.empty()) return before.bad("a BIT STRING with the bits it leaves unused");
  const unsigned unused = bits.bytes.back() & ((1U << bits.unused_bits) - 1);
  if (unused != 0) return before.bad("unused bits of zero");  // X.690 11.2.1
  return bits;
}

base::Result<base::ByteView> DerReader::bit_string_octets() {
  const DerReader before = *this;
  YX_TRY(const BitString bits, bit_string());
  if (bits.unused_bits != 0) return before.bad("a BIT STRING of whole octets");
  return bits.bytes;
}

base::Result<base::ByteView> DerReader::octet_string() {
  YX_TRY(const Element found, element(kOctetString));
  return found.content;
}

base::Result<void> DerReader::null() {
  const DerReader before = *this;
  YX_TRY(const Element found, element(kNull));
  if (!found.content.empty()) return before.bad("a NULL without content");
  return {};
}

base::Result<base::Time> DerReader::time() {
  const DerReader before = *this;
  const bool general = peek() == kGeneralizedTime;
  YX_TRY(const Element found, element(general ? kGeneralizedTime : kUtcTime));
  const auto read = general ? generalized_time(found.content) : utc_time(found.content);
  if (!read) return before.bad("a time as RFC 5280 4.1.2.5 writes it");
  return *read;
}

base::Result<Element> read_single(base::ByteView input, std::uint8_t tag) {
  DerReader reader(input);
  YX_TRY(const Element found, reader.element(tag));
  YX_CHECK(reader.expect_end());
  return found;
}

}  // namespace yinxin::asn1
