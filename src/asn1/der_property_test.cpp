// What the writer writes the reader reads back, and nothing that is cut short is accepted or read past its
// end.
#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <vector>

#include "asn1/der_writer.hpp"

namespace yinxin::asn1 {
namespace {

using Random = std::mt19937;

base::Bytes some_bytes(Random& random, std::size_t most) {
  base::Bytes bytes(random() % (most + 1));
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
  return bytes;
}

void write_leaf(Random& random, DerWriter& out) {
  const auto micros = static_cast<std::int64_t>(random()) * 1'000'000;  // 1970 to 2106
  switch (random() % 9) {
    case 0:
      out.boolean(random() % 2 == 0);
      return;
    case 1:
      out.small_integer(static_cast<std::int64_t>(random()) >> random() % 32);
      return;
    case 2:
      out.unsigned_integer(some_bytes(random, 30));
      return;
    case 3:
      out.octet_string(some_bytes(random, 300));
      return;
    case 4:
      out.bit_string(some_bytes(random, 300));
      return;
    case 5:
      out.named_bits(static_cast<std::uint32_t>(random()) >> random() % 32);
      return;
    case 6:
      out.null();
      return;
    case 7:
      out.time(base::from_micros(micros));
      return;
    default:
      out.oid(Oid::from_text("1.2." + std::to_string(random())).value());
      return;
  }
}

void write_tree(Random& random, DerWriter& out, unsigned depth) {
  const std::size_t members = random() % 6;
  const auto body = [&](DerWriter& inner) {
    for (std::size_t i = 0; i < members; ++i) {
      if (depth > 0 && random() % 3 == 0)
        write_tree(random, inner, depth - 1);
      else
        write_leaf(random, inner);
    }
  };
  switch (random() % 3) {
    case 0:
      out.sequence(body);
      return;
    case 1:
      out.set_of(body);
      return;
    default:
      out.nested(context(static_cast<unsigned>(random() % 31), true), body);
      return;
  }
}

base::Result<void> copy_leaf(DerReader& in, DerWriter& out) {
  switch (in.peek().value_or(0)) {
    case kBoolean: {
      YX_TRY(const bool value, in.boolean());
      out.boolean(value);
      return {};
    }
    case kInteger: {
      YX_TRY(const base::ByteView magnitude, in.unsigned_integer());
      out.unsigned_integer(magnitude);
      return {};
    }
    case kBitString: {
      YX_TRY(const BitString bits, in.bit_string());
      out.bit_string(bits.bytes, bits.unused_bits);
      return {};
    }
    case kNull: {
      YX_CHECK(in.null());
      out.null();
      return {};
    }
    case kObjectIdentifier: {
      YX_TRY(const Oid oid, in.oid());
      out.oid(oid);
      return {};
    }
    case kUtcTime:
    case kGeneralizedTime: {
      YX_TRY(const base::Time time, in.time());
      out.time(time);
      return {};
    }
    default: {
      YX_TRY(const base::ByteView octets, in.octet_string());
      out.octet_string(octets);
      return {};
    }
  }
}

/// Reads everything with the function of its type, and writes it again.
base::Result<void> copy_tree(DerReader& in, DerWriter& out) {
  while (!in.at_end()) {
    const std::uint8_t tag = *in.peek();
    if ((tag & 0x20) == 0) {
      YX_CHECK(copy_leaf(in, out));
      continue;
    }
    YX_TRY(DerReader inner, in.enter(tag));
    base::Result<void> inside;
    const auto body = [&](DerWriter& w) { inside = copy_tree(inner, w); };
    tag == kSet ? out.set_of(body) : out.nested(tag, body);
    YX_CHECK(std::move(inside));
  }
  return {};
}

TEST(DerProperty, WhatIsWrittenReadsBackTheSame) {
  for (unsigned seed = 0; seed < 2000; ++seed) {
    Random random(seed);
    DerWriter written;
    write_tree(random, written, 5);
    DerReader reader(written.bytes());
    DerWriter again;
    const auto copied = copy_tree(reader, again);
    ASSERT_TRUE(copied) << "seed " << seed << ": " << base::describe(copied.error());
    ASSERT_EQ(again.bytes(), written.bytes()) << "seed " << seed;
  }
}

TEST(DerProperty, EveryTruncationIsRefused) {
  for (unsigned seed = 0; seed < 40; ++seed) {
    Random random(seed);
    DerWriter written;
    write_tree(random, written, 4);
    const base::ByteView whole = written.bytes();
    for (std::size_t size = 0; size < whole.size(); ++size) {
      // A buffer of its own, exactly as long: the sanitizer sees an octet read past it.
      const std::unique_ptr<std::uint8_t[]> cut(new std::uint8_t[size]);
      std::copy_n(whole.begin(), size, cut.get());
      DerReader reader(base::ByteView(cut.get(), size));
      ASSERT_FALSE(reader.any()) << "seed " << seed << ", " << size << " of " << whole.size();
    }
  }
}

TEST(DerProperty, ChangedOctetsNeverReadOutside) {
  for (unsigned seed = 0; seed < 500; ++seed) {
    Random random(seed);
    DerWriter written;
    write_tree(random, written, 4);
    base::Bytes changed = std::move(written).take();
    for (int i = 0; i < 3; ++i) changed[random() % changed.size()] = static_cast<std::uint8_t>(random());
    DerReader reader(changed);
    DerWriter again;
    const auto copied = copy_tree(reader, again);
    if (!copied) {
      EXPECT_EQ(copied.error().code, "asn1.der");
    }
    EXPECT_LE(again.bytes().size(), changed.size() + 64);
  }
}

}  // namespace
}  // namespace yinxin::asn1
