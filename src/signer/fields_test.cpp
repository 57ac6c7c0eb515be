#include "signer/fields.hpp"

#include <gtest/gtest.h>

namespace yinxin::signer {
namespace {

using base::Bytes;

TEST(SecretQueue, KeepsTheOrderWhileItGrowsAndShrinks) {
  Bytes queue;
  Bytes expected;
  for (std::size_t i = 1; i < 200; ++i) {
    const Bytes more(i, static_cast<std::uint8_t>(i));
    append_in_place(queue, more);
    base::append(expected, more);
    const std::size_t gone = i / 2;
    remove_front(queue, gone);
    expected.erase(expected.begin(), expected.begin() + static_cast<std::ptrdiff_t>(gone));
    ASSERT_EQ(queue, expected) << i;
  }
  remove_front(queue, queue.size());
  EXPECT_TRUE(queue.empty());
}

TEST(FieldWriter, ASecretWithinTheRoomIsNotMoved) {
  FieldWriter out(128);
  out.u8(1).octets(Bytes(100, 0x5A)).u64(2);
  const Bytes body = std::move(out).take();
  EXPECT_EQ(body.size(), 1U + 4 + 100 + 8);
  EXPECT_EQ(body.capacity(), 128U);
}

}  // namespace
}  // namespace yinxin::signer
