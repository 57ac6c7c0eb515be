// Strict DER (X.690 section 10 and 11), reading. Never throws, never copies, never reads past its input.
#pragma once

#include <optional>

#include "asn1/oid.hpp"
#include "base/clock.hpp"

namespace yinxin::asn1 {

/// Identifier octets we use. Tag numbers over 30 are refused: nothing we read has them.
enum Tag : std::uint8_t {
  kBoolean = 0x01,
  kInteger = 0x02,
  kBitString = 0x03,
  kOctetString = 0x04,
  kNull = 0x05,
  kObjectIdentifier = 0x06,
  kEnumerated = 0x0A,
  kUtf8String = 0x0C,
  kPrintableString = 0x13,
  kTeletexString = 0x14,
  kIa5String = 0x16,
  kUtcTime = 0x17,
  kGeneralizedTime = 0x18,
  kBmpString = 0x1E,
  kSequence = 0x30,
  kSet = 0x31,
};
/// Context-specific tag [n], n <= 30.
constexpr std::uint8_t context(unsigned n, bool constructed) {
  return static_cast<std::uint8_t>(0x80U | (constructed ? 0x20U : 0U) | n);
}

/// One element: `content` its content octets, `whole` with identifier and length octets. Views into the
/// input.
struct Element {
  std::uint8_t tag = 0;
  base::ByteView content;
  base::ByteView whole;
};

/// What the identifier and length octets of an element say.
struct ElementHeader {
  std::uint8_t tag = 0;
  std::size_t header_size = 0;
  std::size_t content_size = 0;
};

/// The header at the front of octets whose content may still be to come, for readers of streams. Nothing
/// while too few octets are there to tell. Errors: Malformed `asn1.der`, as DerReader.
base::Result<std::optional<ElementHeader>> read_header(base::ByteView start);

/// A BIT STRING: `bytes` and how many low bits of the last octet are unused (0-7, and DER requires them
/// zero).
struct BitString {
  base::ByteView bytes;
  unsigned unused_bits = 0;
};

/// Reads elements one after another from a run of octets. Copy it to look ahead. All errors: Malformed
/// `asn1.der` with the offset and what was expected. Refused: indefinite lengths, lengths not in the shortest
/// form, lengths over what is there, high tag numbers, nesting deeper than kMaxDepth, constructed strings,
/// non-minimal integers, booleans other than 00/FF, non-zero unused bits.
class DerReader {
 public:
  static constexpr unsigned kMaxDepth = 24;

  explicit DerReader(base::ByteView input) : rest_(input), begin_(input.data()) {}

  bool at_end() const { return rest_.empty(); }
  base::ByteView rest() const { return rest_; }
  /// The next identifier octet, or nothing at the end.
  std::optional<std::uint8_t> peek() const;

  base::Result<Element> any();
  base::Result<Element> element(std::uint8_t tag);
  /// Nothing (and nothing consumed) when the next tag is another one, or at the end.
  base::Result<std::optional<Element>> optional(std::uint8_t tag);
  /// A reader over the content of the next element, which must have this (constructed) tag.
  base::Result<DerReader> enter(std::uint8_t tag = kSequence);
  /// The same over an element read before.
  base::Result<DerReader> inside(const Element& element) const;
  base::Result<void> expect_end() const;

  base::Result<bool> boolean();
  /// Content octets of any INTEGER, minimal two's complement, checked.
  base::Result<base::ByteView> integer(std::uint8_t tag = kInteger);
  /// Magnitude without leading zeros of a non-negative INTEGER; zero is one 00 octet.
  base::Result<base::ByteView> unsigned_integer();
  /// A non-negative INTEGER that fits 63 bits.
  base::Result<std::int64_t> small_integer(std::uint8_t tag = kInteger);
  base::Result<Oid> oid();
  base::Result<BitString> bit_string(std::uint8_t tag = kBitString);
  /// A BIT STRING of whole octets.
  base::Result<base::ByteView> bit_string_octets();
  base::Result<base::ByteView> octet_string();
  base::Result<void> null();
  /// UTCTime or GeneralizedTime in the RFC 5280 4.1.2.5 forms: seconds present, Zulu, no fraction; two-digit
  /// years 50-99 are 19xx. Does not insist on UTCTime before 2050 (x509 lints that).
  base::Result<base::Time> time();

 private:
  DerReader(base::ByteView input, const std::uint8_t* begin, unsigned depth)
      : rest_(input), begin_(begin), depth_(depth) {}
  base::Error bad(const char* expected) const;

  base::ByteView rest_;
  const std::uint8_t* begin_;
  unsigned depth_ = 0;
};

/// The single element that `input` consists of. Errors: Malformed `asn1.der`, also when octets follow it.
base::Result<Element> read_single(base::ByteView input, std::uint8_t tag);

}  // namespace yinxin::asn1
