#include "signer/fields.hpp"

namespace yinxin::signer {

FieldWriter& FieldWriter::u8(std::uint8_t value) {
  out_.push_back(value);
  return *this;
}

FieldWriter& FieldWriter::u16(std::uint16_t value) {
  base::append_u16(out_, value);
  return *this;
}

FieldWriter& FieldWriter::u32(std::uint32_t value) {
  base::append_u32(out_, value);
  return *this;
}

FieldWriter& FieldWriter::u64(std::uint64_t value) {
  base::append_u64(out_, value);
  return *this;
}

FieldWriter& FieldWriter::octets(base::ByteView bytes) {
  u32(static_cast<std::uint32_t>(bytes.size()));
  return fixed(bytes);
}

FieldWriter& FieldWriter::fixed(base::ByteView bytes) {
  base::append(out_, bytes);
  return *this;
}

base::ByteView FieldReader::fixed(std::size_t size) {
  if (failed_ || size > rest_.size()) {
    fail();
    return {};
  }
  const base::ByteView taken = rest_.first(size);
  rest_ = rest_.subspan(size);
  return taken;
}

std::uint8_t FieldReader::u8() {
  const base::ByteView one = fixed(1);
  return one.empty() ? std::uint8_t{0} : one[0];
}

std::uint16_t FieldReader::u16() {
  const base::ByteView two = fixed(2);
  return two.empty() ? std::uint16_t{0} : static_cast<std::uint16_t>(two[0] << 8 | two[1]);
}

std::uint32_t FieldReader::u32() {
  const base::ByteView four = fixed(4);
  return four.empty() ? 0 : base::read_u32(four.first<4>());
}

std::uint64_t FieldReader::u64() {
  const base::ByteView eight = fixed(8);
  return eight.empty() ? 0 : base::read_u64(eight.first<8>());
}

base::ByteView FieldReader::octets(std::size_t most) {
  const std::size_t size = u32();
  if (size > most) fail();
  return fixed(size);
}

base::ByteView FieldReader::rest() {
  return fixed(rest_.size());
}

void FieldReader::fail() {
  failed_ = true;
  rest_ = {};
}

void append_in_place(base::Bytes& queue, base::ByteView more) {
  const std::size_t size = queue.size() + more.size();
  if (size > queue.capacity()) {
    base::Bytes roomier;
    roomier.reserve(std::max(size, 2 * queue.capacity()));
    base::append(roomier, queue);
    base::wipe(queue);
    queue.swap(roomier);
  }
  base::append(queue, more);
}

void remove_front(base::Bytes& queue, std::size_t count) {
  const std::size_t left = queue.size() - count;
  std::copy(queue.begin() + static_cast<std::ptrdiff_t>(count), queue.end(), queue.begin());
  base::wipe(std::span(queue).subspan(left));
  queue.resize(left);
}

}  // namespace yinxin::signer
