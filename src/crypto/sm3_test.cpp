#include "crypto/random.hpp"
#include "crypto/sm3_lanes.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "crypto/hmac_sm3.hpp"
#include "vectors/read_vectors.hpp"

namespace yinxin::crypto {
namespace {

base::Bytes message_of(const vectors::Record& record) {
  base::Bytes message;
  if (record.has("length")) {
    for (std::size_t i = 0; i < record.number("length"); ++i) {
      message.push_back(static_cast<std::uint8_t>(i % 251));
    }
    return message;
  }
  const base::Bytes part = record.bytes("message");
  const std::size_t times = std::stoul(record.text_or("repeat", "1"));
  for (std::size_t i = 0; i < times; ++i) base::append(message, part);
  return message;
}

TEST(Sm3, DigestsOfTheVectors) {
  for (const vectors::Record& record : vectors::read("sm3.txt")) {
    EXPECT_EQ(base::to_hex(sm3(message_of(record))), record.text("digest"));
  }
}

TEST(Sm3, AStreamCutAnywhereGivesTheSameDigest) {
  base::Bytes message;
  for (int i = 0; i < 200; ++i) message.push_back(static_cast<std::uint8_t>(i));
  const Sm3Digest whole = sm3(message);
  Sm3 stream;  // used again after each finish()
  for (std::size_t cut = 0; cut <= message.size(); ++cut) {
    const base::ByteView view(message);
    EXPECT_EQ(stream.update(view.first(cut)).update({}).update(view.subspan(cut)).finish(), whole) << cut;
  }
}

TEST(Sm3, AMovedStreamGoesOn) {
  Sm3 first;
  first.update(base::as_bytes("a"));
  Sm3 second(std::move(first));
  second.update(base::as_bytes("b"));
  Sm3 third;
  third.update(base::as_bytes("forgotten"));
  third = std::move(second);
  EXPECT_EQ(third.update(base::as_bytes("c")).finish(), sm3(base::as_bytes("abc")));
}

TEST(Sm3, BatchEqualsOneByOne) {
  std::vector<base::Bytes> owned;
  std::vector<base::ByteView> messages;
  for (std::size_t i = 0; i < 40; ++i) owned.emplace_back(i * 7, static_cast<std::uint8_t>(i));
  for (const base::Bytes& message : owned) messages.emplace_back(message);
  std::vector<Sm3Digest> digests(messages.size());
  sm3_batch(messages, digests);
  for (std::size_t i = 0; i < messages.size(); ++i) EXPECT_EQ(digests[i], sm3(messages[i])) << i;
  sm3_batch({}, {});
  EXPECT_THROW(sm3_batch(messages, std::span(digests).first(1)), std::invalid_argument);
}

std::vector<int> lanes_here() {
  if (sm3_lanes() == 16) return {1, 8, 16};
  return sm3_lanes() == 8 ? std::vector{1, 8} : std::vector{1};
}

TEST(Sm3, LanesHashWhatOneStreamDoes) {
  std::vector<base::Bytes>
      owned;  // of all lengths around the ends of blocks, and long ones beside short ones
  for (std::size_t i = 0; i < 200; ++i) owned.push_back(random_bytes(i % 5 == 0 ? 64 * i : i));
  std::vector<Sm3Digest> digests(owned.size());
  std::vector<Sm3Job> jobs;
  for (std::size_t i = 0; i < owned.size(); ++i) {
    const std::size_t head = owned[i].size() * (i % 3) / 4;
    const base::ByteView all = owned[i];
    jobs.push_back({all.first(head), all.subspan(head), &digests[i]});
  }
  for (const int lanes : lanes_here()) {
    std::fill(digests.begin(), digests.end(), Sm3Digest{});
    sm3_run_with(lanes, jobs);
    for (std::size_t i = 0; i < owned.size(); ++i)
      ASSERT_EQ(digests[i], sm3(owned[i])) << lanes << " lanes, " << i;
  }
}

TEST(Sm3, LastBlocksOfMessagesThatBeganAlike) {
  const base::Bytes begun(64, 0x36);
  Sm3State state = sm3_math::kInitial;
  sm3_compress(state, begun.data(), 1);
  for (std::size_t count = 1; count <= 40; ++count) {
    std::vector<Sm3Block> blocks(count);
    std::vector<Sm3Digest> digests(count);
    for (Sm3Block& block : blocks) {
      random_bytes(std::span(block).first(55));
      block[55] = 0x80;  // and 119 * 8 bits
      block[62] = 3;
      block[63] = 0xB8;
    }
    for (const int lanes : lanes_here()) {
      sm3_run_blocks_with(lanes, state, blocks, digests);
      for (std::size_t i = 0; i < count; ++i) {
        const auto expected = Sm3().update(begun).update(std::span(blocks[i]).first(55)).finish();
        ASSERT_EQ(digests[i], expected) << lanes << " lanes, " << i << " of " << count;
      }
    }
  }
  Sm3Digest one;
  EXPECT_THROW(sm3_run_blocks(state, {}, std::span(&one, 1)), std::invalid_argument);
  const Sm3Block block{};
  EXPECT_THROW(sm3_run_blocks_with(3, state, std::span(&block, 1), std::span(&one, 1)),
               std::invalid_argument);
}

TEST(Sm3, ThreadsDoNotDisturbEachOther) {
  const base::Bytes message(1000, 0x5A);
  const Sm3Digest expected = sm3(message);
  std::array<int, 4> wrong{};
  std::vector<std::thread> threads;
  for (int& count : wrong) {
    threads.emplace_back([&message, &expected, &count] {
      for (int i = 0; i < 500; ++i) count += sm3(message) != expected;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, (std::array<int, 4>{}));
}

TEST(HmacSm3, TagsOfTheVectors) {
  for (const vectors::Record& record : vectors::read("sm3_hmac.txt")) {
    const base::Bytes key = record.bytes("key");
    const base::Bytes message = record.bytes("message");
    EXPECT_EQ(base::to_hex(hmac_sm3(key, message)), record.text("tag"));
    EXPECT_EQ(base::to_hex(hmac_sm3(base::SecretBytes::copy_of(key), message)), record.text("tag"));
    HmacSm3 pieces(key);
    for (const std::uint8_t octet : message) pieces.update({&octet, 1});
    EXPECT_EQ(base::to_hex(pieces.finish()), record.text("tag"));
  }
}

TEST(HmacSm3, AnEmptyKeyIsAKeyOfZeros) {
  const base::Bytes zeros(64, 0);
  EXPECT_EQ(hmac_sm3(base::ByteView(), base::as_bytes("m")), hmac_sm3(zeros, base::as_bytes("m")));
  EXPECT_EQ(hmac_sm3(base::SecretBytes(), base::as_bytes("m")), hmac_sm3(zeros, base::as_bytes("m")));
}

TEST(HkdfExpandSm3, OutputsOfTheVectors) {
  for (const vectors::Record& record : vectors::read("sm3_hkdf.txt")) {
    const base::SecretBytes key = base::SecretBytes::copy_of(record.bytes("key"));
    const base::SecretBytes output = hkdf_expand_sm3(key, record.bytes("info"), record.number("length"));
    ASSERT_EQ(output.size(), record.number("length"));
    if (record.has("output")) {
      EXPECT_EQ(base::to_hex(output.reveal()), record.text("output"));
    } else {
      EXPECT_EQ(base::to_hex(sm3(output.reveal())), record.text("sm3_of_output"));
    }
  }
}

TEST(HkdfExpandSm3, EndsAt255Blocks) {
  const base::SecretBytes key(32);
  EXPECT_EQ(hkdf_expand_sm3(key, {}, 0).size(), 0U);
  EXPECT_EQ(hkdf_expand_sm3(key, {}, 255 * 32).size(), 8160U);
  EXPECT_THROW(hkdf_expand_sm3(key, {}, 255 * 32 + 1), std::length_error);
}

TEST(OtherDigests, OfAbc) {  // FIPS 180-4, the examples for SHA-1 and SHA-256
  EXPECT_EQ(base::to_hex(sha1(base::as_bytes("abc"))), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(base::to_hex(sha256(base::as_bytes("abc"))),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(base::to_hex(sha1({})), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
}

}  // namespace
}  // namespace yinxin::crypto
