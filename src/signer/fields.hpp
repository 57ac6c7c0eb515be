// Fixed binary fields, big-endian: what messages (PROTOCOL.md), key files and journal records are made of.
#pragma once

#include "base/secret_bytes.hpp"

namespace yinxin::signer {

class FieldWriter {
 public:
  /// `room`: octets to set aside, so that a secret of no more is never moved while it is written.
  explicit FieldWriter(std::size_t room = 0) { out_.reserve(room); }
  FieldWriter& u8(std::uint8_t value);
  FieldWriter& u16(std::uint16_t value);
  FieldWriter& u32(std::uint32_t value);
  FieldWriter& u64(std::uint64_t value);
  /// u32 length, then the octets.
  FieldWriter& octets(base::ByteView bytes);
  FieldWriter& text(std::string_view value) { return octets(base::as_bytes(value)); }
  /// The octets alone, where the reader knows their number.
  FieldWriter& fixed(base::ByteView bytes);

  std::size_t size() const { return out_.size(); }
  base::Bytes take() && { return std::move(out_); }

 private:
  base::Bytes out_;
};

/// Reads fields in order. The first read past the end, or past a stated bound, fails the whole reader: later
/// reads give zeros and empty views, and complete() is false. So a decoder reads everything, then asks once.
/// Never throws.
class FieldReader {
 public:
  explicit FieldReader(base::ByteView input) : rest_(input) {}

  std::uint8_t u8();
  std::uint16_t u16();
  std::uint32_t u32();
  std::uint64_t u64();
  /// u32 length of at most `most`, then the octets: a view into the input.
  base::ByteView octets(std::size_t most);
  std::string text(std::size_t most) { return std::string(base::as_text(octets(most))); }
  base::ByteView fixed(std::size_t size);
  /// What is left, whatever it is.
  base::ByteView rest();

  /// For values that the fields allow and the format does not.
  void fail();
  bool failed() const { return failed_; }
  /// Everything was there, and nothing more.
  bool complete() const { return !failed_ && rest_.empty(); }

 private:
  base::ByteView rest_;
  bool failed_ = false;
};

/// A queue of octets that may be secret: what moves or leaves is wiped where it was.
void append_in_place(base::Bytes& queue, base::ByteView more);
void remove_front(base::Bytes& queue, std::size_t count);

}  // namespace yinxin::signer
