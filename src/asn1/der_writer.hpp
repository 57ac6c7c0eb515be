// DER, writing. Grows one buffer; nested lengths are put in when the element closes.
#pragma once

#include <initializer_list>
#include <string_view>

#include "asn1/der_reader.hpp"

namespace yinxin::asn1 {

class DerWriter {
 public:
  /// Opens a constructed (or string-wrapping) element, runs `body(*this)` inside it, closes it.
  template <class Body>
  DerWriter& nested(std::uint8_t tag, Body&& body) {
    const std::size_t at = open(tag);
    body(*this);
    close(at);
    return *this;
  }
  template <class Body>
  DerWriter& sequence(Body&& body) {
    return nested(kSequence, std::forward<Body>(body));
  }
  /// SET OF: the members are put in DER order (X.690 11.6) when it closes.
  template <class Body>
  DerWriter& set_of(Body&& body) {
    const std::size_t at = open(kSet);
    body(*this);
    sort_members(at);
    close(at);
    return *this;
  }

  /// Identifier and length octets alone, for content that is written elsewhere.
  DerWriter& header(std::uint8_t tag, std::size_t content_size);
  /// A primitive element of any tag, content given.
  DerWriter& primitive(std::uint8_t tag, base::ByteView content);
  DerWriter& boolean(bool value);
  DerWriter& small_integer(std::int64_t value, std::uint8_t tag = kInteger);
  /// From a big-endian magnitude; leading zeros are dropped and a 00 is put before a set top bit.
  DerWriter& unsigned_integer(base::ByteView magnitude, std::uint8_t tag = kInteger);
  DerWriter& oid(const Oid& oid);
  DerWriter& octet_string(base::ByteView bytes);
  DerWriter& bit_string(base::ByteView bytes, unsigned unused_bits = 0);
  /// A named bit list (X.690 11.2.2: trailing zero bits removed); bit 0 is the most significant of the first
  /// octet.
  DerWriter& named_bits(std::initializer_list<unsigned> bits);
  DerWriter& named_bits(std::uint32_t mask);  // bit i of mask is named bit i
  DerWriter& null();
  DerWriter& utf8(std::string_view text);
  DerWriter& printable(std::string_view text);
  DerWriter& ia5(std::string_view text);
  /// RFC 5280 4.1.2.5: UTCTime through 2049, GeneralizedTime from 2050. Whole seconds, rounded down.
  DerWriter& time(base::Time time);
  DerWriter& generalized_time(base::Time time);
  /// Octets that are DER already.
  DerWriter& raw(base::ByteView der);

  const base::Bytes& bytes() const& { return out_; }
  base::Bytes take() && { return std::move(out_); }

 private:
  std::size_t open(std::uint8_t tag);
  void close(std::size_t at);
  void sort_members(std::size_t at);

  base::Bytes out_;
};

/// Whether PrintableString can hold it (X.680 table 10).
bool is_printable(std::string_view text);

}  // namespace yinxin::asn1
