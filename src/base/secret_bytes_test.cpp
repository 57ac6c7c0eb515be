#include "base/secret_bytes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <type_traits>
#include <utility>
#include <vector>

namespace yinxin::base {
namespace {

static_assert(!std::is_copy_constructible_v<SecretBytes> && !std::is_copy_assignable_v<SecretBytes>);
static_assert(std::is_nothrow_move_constructible_v<SecretBytes> &&
              std::is_nothrow_move_assignable_v<SecretBytes>);

/// What the kernel says of the mapping that holds `address` (proc(5), VmFlags); empty when nothing is mapped
/// there.
std::string mapping_flags(const void* address) {
  std::ifstream smaps("/proc/self/smaps");
  bool inside = false;
  for (std::string line; std::getline(smaps, line);) {
    char* rest = nullptr;
    const unsigned long from = std::strtoul(line.c_str(), &rest, 16);
    if (*rest == '-') {
      const unsigned long to = std::strtoul(rest + 1, nullptr, 16);
      const auto wanted = reinterpret_cast<unsigned long>(address);
      inside = from <= wanted && wanted < to;
    } else if (inside && line.rfind("VmFlags:", 0) == 0) {
      return line + " ";
    }
  }
  return {};
}

TEST(SecretBytes, StartsZeroAndHoldsWhatIsWritten) {
  SecretBytes secret(32);
  EXPECT_EQ(secret.size(), 32U);
  EXPECT_THAT(secret.reveal(), testing::Each(0));
  secret.writable()[31] = 9;
  EXPECT_EQ(secret.reveal()[31], 9);
  EXPECT_EQ(as_text(SecretBytes::copy_of(as_bytes("key")).reveal()), "key");
}

TEST(SecretBytes, EmptyHasNoPages) {
  for (const SecretBytes& secret : {SecretBytes(), SecretBytes(0), SecretBytes::copy_of({})}) {
    EXPECT_TRUE(secret.empty());
    EXPECT_FALSE(secret.locked());
    EXPECT_TRUE(secret.reveal().empty());
  }
}

TEST(SecretBytes, IsKeptOutOfCoreDumpsAndSwap) {
  const SecretBytes secret(100);
  const std::string flags = mapping_flags(secret.reveal().data());
  EXPECT_THAT(flags, testing::HasSubstr(" dd "));  // MADV_DONTDUMP
#ifndef YX_SANITIZED  // AddressSanitizer turns mlock into nothing that always succeeds
  EXPECT_EQ(flags.find(" lo ") != std::string::npos, secret.locked()) << flags;
#endif
}

TEST(SecretBytes, MovesWithoutCopying) {
  SecretBytes first = SecretBytes::copy_of(as_bytes("first"));
  const void* place = first.reveal().data();
  const bool locked = first.locked();
  SecretBytes second(std::move(first));
  EXPECT_EQ(second.reveal().data(), place);
  EXPECT_EQ(second.locked(), locked);
  EXPECT_TRUE(first.empty());  // NOLINT(bugprone-use-after-move): a moved-from secret is promised to be empty
  EXPECT_FALSE(first.locked());

  SecretBytes third = SecretBytes::copy_of(as_bytes("third"));
  third = std::move(second);
  EXPECT_EQ(as_text(third.reveal()), "first");
  EXPECT_TRUE(second.empty());  // NOLINT(bugprone-use-after-move)
  SecretBytes& itself = third;
  third = std::move(itself);
  EXPECT_EQ(as_text(third.reveal()), "first");
}

TEST(SecretBytes, GivesItsPagesBack) {
  const void* place = nullptr;
  {
    const SecretBytes secret(5000);
    place = secret.reveal().data();
    ASSERT_NE(mapping_flags(place), "");
  }
  EXPECT_THAT(mapping_flags(place), testing::Not(testing::HasSubstr(" dd ")));
}

TEST(SecretBytes, LeavesNothingWhereASmallOneWas) {
  for (const std::size_t size : {std::size_t{4}, std::size_t{257}, std::size_t{4096}}) {
    ByteView place;
    {
      const SecretBytes secret = SecretBytes::copy_of(Bytes(size, 7));
      place = secret.reveal();
    }
    EXPECT_THAT(place, testing::Each(0)) << size;  // its slot stays mapped, for the next
  }
}

TEST(SecretBytes, DoesNotShareItsPlace) {
  for (const std::size_t size : {std::size_t{256}, std::size_t{300}, std::size_t{4096}}) {
    std::vector<SecretBytes> secrets;
    for (std::uint8_t i = 0; i < 200; ++i) secrets.push_back(SecretBytes::copy_of(Bytes(size, i)));
    for (std::uint8_t i = 0; i < 200; ++i) EXPECT_THAT(secrets[i].reveal(), testing::Each(i)) << size;
  }
}

TEST(SecretBytes, IsLockedWhateverItsSize) {
  for (const std::size_t size : {std::size_t{1}, std::size_t{256}, std::size_t{257}, std::size_t{5000}}) {
    const SecretBytes secret(size);
    EXPECT_THAT(mapping_flags(secret.reveal().data()), testing::HasSubstr(" dd ")) << size;
    EXPECT_THAT(mapping_flags(secret.reveal().data() + size - 1), testing::HasSubstr(" dd ")) << size;
  }
}

TEST(SecretBytes, HoldsMoreThanAPage) {
  const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  SecretBytes secret(2 * page + 1);
  secret.writable().back() = 1;
  EXPECT_EQ(secret.reveal().back(), 1);
}

TEST(Wipe, LeavesZeros) {
  Bytes bytes = to_bytes("secret");
  wipe(bytes);
  EXPECT_THAT(bytes, testing::Each(0));
  wipe({});
}

}  // namespace
}  // namespace yinxin::base
