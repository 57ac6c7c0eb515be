#include "asn1/der_writer.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>
#include <vector>

namespace yinxin::asn1 {
namespace {

constexpr unsigned kNamedBits = 32;

struct LengthOctets {
  std::array<std::uint8_t, 1 + sizeof(std::size_t)> octets{};
  std::size_t size = 0;
};

/// X.690 10.1: the shortest definite form.
LengthOctets length_octets(std::size_t length) {
  LengthOctets out;
  if (length < 0x80) {
    out.octets[out.size++] = static_cast<std::uint8_t>(length);
    return out;
  }
  std::size_t count = 1;
  for (std::size_t rest = length >> 8; rest != 0; rest >>= 8) ++count;
  out.octets[out.size++] = static_cast<std::uint8_t>(0x80 | count);
  while (count-- > 0) out.octets[out.size++] = static_cast<std::uint8_t>(length >> (8 * count));
  return out;
}

/// X.690 11.6. One encoding is never the beginning of another, so that the padding with zeros spoken of there
/// never decides.
bool der_less(base::ByteView a, base::ByteView b) {
  const int order = std::memcmp(a.data(), b.data(), std::min(a.size(), b.size()));
  return order != 0 ? order < 0 : a.size() < b.size();
}

std::vector<base::ByteView> members_of(base::ByteView set) {
  std::vector<base::ByteView> members;
  for (DerReader reader(set); !reader.at_end();) {
    const auto member = reader.any();
    if (!member) throw std::logic_error("SET OF written with something that is not DER");
    members.push_back(member->whole);
  }
  return members;
}

void put_two_digits(std::uint8_t* at, unsigned value) {
  at[0] = static_cast<std::uint8_t>('0' + value / 10);
  at[1] = static_cast<std::uint8_t>('0' + value % 10);
}

/// YYYYMMDDHHMMSSZ; the UTCTime form is what follows the century.
std::array<std::uint8_t, 15> time_digits(std::chrono::sys_seconds time) {
  const auto midnight = std::chrono::floor<std::chrono::days>(time);
  const base::Date date(midnight);
  const std::chrono::hh_mm_ss clock(time - midnight);
  const int year = static_cast<int>(date.year());
  if (year < 0 || year > 9999) throw std::out_of_range("a year that four digits cannot hold");
  std::array<std::uint8_t, 15> digits{};
  put_two_digits(&digits[0], static_cast<unsigned>(year) / 100);
  put_two_digits(&digits[2], static_cast<unsigned>(year) % 100);
  put_two_digits(&digits[4], static_cast<unsigned>(date.month()));
  put_two_digits(&digits[6], static_cast<unsigned>(date.day()));
  put_two_digits(&digits[8], static_cast<unsigned>(clock.hours().count()));
  put_two_digits(&digits[10], static_cast<unsigned>(clock.minutes().count()));
  put_two_digits(&digits[12], static_cast<unsigned>(clock.seconds().count()));
  digits[14] = 'Z';
  return digits;
}

}  // namespace

std::size_t DerWriter::open(std::uint8_t tag) {
  out_.push_back(tag);
  out_.push_back(0);
  return out_.size();
}

void DerWriter::close(std::size_t at) {
  const LengthOctets length = length_octets(out_.size() - at);
  out_[at - 1] = length.octets[0];
  out_.insert(out_.begin() + static_cast<std::ptrdiff_t>(at), length.octets.begin() + 1,
              length.octets.begin() + static_cast<std::ptrdiff_t>(length.size));
}

void DerWriter::sort_members(std::size_t at) {
  const base::ByteView written = base::ByteView(out_).subspan(at);
  std::vector<base::ByteView> members = members_of(written);
  if (std::is_sorted(members.begin(), members.end(), der_less)) return;
  std::sort(members.begin(), members.end(), der_less);
  base::Bytes sorted;
  sorted.reserve(written.size());
  for (const base::ByteView member : members) base::append(sorted, member);
  std::copy(sorted.begin(), sorted.end(), out_.begin() + static_cast<std::ptrdiff_t>(at));
}

DerWriter& DerWriter::header(std::uint8_t tag, std::size_t content_size) {
  const LengthOctets length = length_octets(content_size);
  out_.push_back(tag);
  base::append(out_, base::ByteView(length.octets).first(length.size));
  return *this;
}

DerWriter& DerWriter::primitive(std::uint8_t tag, base::ByteView content) {
  return header(tag, content.size()).raw(content);
}

DerWriter& DerWriter::boolean(bool value) {
  const std::uint8_t octet = value ? 0xFF : 0x00;  // X.690 11.1
  return primitive(kBoolean, {&octet, 1});
}

DerWriter& DerWriter::small_integer(std::int64_t value, std::uint8_t tag) {
  std::array<std::uint8_t, sizeof(value)> octets{};
  for (std::size_t i = 0; i < octets.size(); ++i)
    octets[i] = static_cast<std::uint8_t>(value >> (8 * (7 - i)));
  // X.690 8.3.2: a leading octet that only repeats the sign goes.
  std::size_t first = 0;
  const std::uint8_t sign = value < 0 ? 0xFF : 0x00;
  while (first + 1 < octets.size() && octets[first] == sign && ((octets[first + 1] ^ sign) & 0x80) == 0)
    ++first;
  return primitive(tag, base::ByteView(octets).subspan(first));
}

DerWriter& DerWriter::unsigned_integer(base::ByteView magnitude, std::uint8_t tag) {
  while (!magnitude.empty() && magnitude[0] == 0) magnitude = magnitude.subspan(1);
  const bool sign_octet = magnitude.empty() || (magnitude[0] & 0x80) != 0;
  header(tag, magnitude.size() + (sign_octet ? 1 : 0));
  if (sign_octet) out_.push_back(0);
  return raw(magnitude);
}

DerWriter& DerWriter::oid(const Oid& oid) {
  return primitive(kObjectIdentifier, oid.content());
}

DerWriter& DerWriter::octet_string(base::ByteView bytes) {
  return primitive(kOctetString, bytes);
}

DerWriter& DerWriter::bit_string(base::ByteView bytes, unsigned unused_bits) {
  header(kBitString, bytes.size() + 1);
  out_.push_back(static_cast<std::uint8_t>(unused_bits));
  return raw(bytes);
}

DerWriter& DerWriter::named_bits(std::initializer_list<unsigned> bits) {
  std::uint32_t mask = 0;
  for (const unsigned bit : bits) {
    if (bit >= kNamedBits) throw std::out_of_range("a named bit over 31");
    mask |= 1U << bit;
  }
  return named_bits(mask);
}

DerWriter& DerWriter::named_bits(std::uint32_t mask) {
  std::array<std::uint8_t, kNamedBits / 8> octets{};
  unsigned used = 0;
  for (unsigned bit = 0; bit < kNamedBits; ++bit) {
    if ((mask >> bit & 1U) == 0) continue;
    octets[bit / 8] = static_cast<std::uint8_t>(octets[bit / 8] | 0x80U >> bit % 8);
    used = bit + 1;
  }
  const unsigned size = (used + 7) / 8;
  return bit_string(base::ByteView(octets).first(size), size * 8 - used);
}

DerWriter& DerWriter::null() {
  return primitive(kNull, {});
}

DerWriter& DerWriter::utf8(std::string_view text) {
  return primitive(kUtf8String, base::as_bytes(text));
}

DerWriter& DerWriter::printable(std::string_view text) {
  return primitive(kPrintableString, base::as_bytes(text));
}

DerWriter& DerWriter::ia5(std::string_view text) {
  return primitive(kIa5String, base::as_bytes(text));
}

DerWriter& DerWriter::time(base::Time time) {
  const auto digits = time_digits(std::chrono::floor<std::chrono::seconds>(time));
  const unsigned year =
      (digits[0] - '0') * 1000U + (digits[1] - '0') * 100U + (digits[2] - '0') * 10U + (digits[3] - '0');
  // Two digits reach from 1950 to 2049 (RFC 5280 4.1.2.5.1); what lies outside takes four.
  if (year >= 1950 && year <= 2049) return primitive(kUtcTime, base::ByteView(digits).subspan(2));
  return primitive(kGeneralizedTime, digits);
}

DerWriter& DerWriter::generalized_time(base::Time time) {
  return primitive(kGeneralizedTime, time_digits(std::chrono::floor<std::chrono::seconds>(time)));
}

DerWriter& DerWriter::raw(base::ByteView der) {
  base::append(out_, der);
  return *this;
}

bool is_printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view(" '()+,-./:=?").find(c) != std::string_view::npos;
  });
}

}  // namespace yinxin::asn1
