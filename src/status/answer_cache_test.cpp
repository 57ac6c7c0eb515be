// What is kept, for how long, and that a change of status leaves nothing stale behind.
#include "status/answer_cache.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace yinxin::status {
namespace {

using base::Time;

x509::CertId id_of(const x509::Serial& serial, x509::CertIdHash hash = x509::CertIdHash::Sha1) {
  x509::CertId id;
  id.hash = hash;
  id.serial = serial;
  id.der = base::to_bytes(serial.magnitude());
  id.der.push_back(static_cast<std::uint8_t>(hash));
  return id;
}

AnswerCache::Entry entry_for(const x509::CertId& id, Time until) {
  return {id.der, std::make_shared<const base::Bytes>(base::Bytes{1, 2, 3}), Time{}, until};
}

class AnswerCacheTest : public testing::Test {
 protected:
  void keep(const x509::CertId& id) { cache_.put(id, entry_for(id, kUntil), cache_.version()); }
  bool has(const x509::CertId& id, Time now = Time{}) { return cache_.find(id, now) != nullptr; }

  static constexpr Time kUntil{std::chrono::minutes(10)};
  AnswerCache cache_;
};

TEST_F(AnswerCacheTest, AnAnswerIsFoundUntilItRunsOut) {
  const auto id = id_of(x509::Serial::random());
  EXPECT_FALSE(has(id));
  keep(id);
  EXPECT_TRUE(has(id));
  EXPECT_TRUE(has(id, kUntil - std::chrono::microseconds(1)));
  EXPECT_FALSE(has(id, kUntil));
  EXPECT_EQ(cache_.hits(), 2U);
}

TEST_F(AnswerCacheTest, AnotherHashOrSpellingIsAnotherAnswer) {
  auto id = id_of(x509::Serial::random());
  keep(id);
  EXPECT_FALSE(has(id_of(id.serial, x509::CertIdHash::Sm3)));
  id.der.push_back(0);
  EXPECT_FALSE(has(id));
}

TEST_F(AnswerCacheTest, SerialsThatDifferInLengthOnlyAreDifferent) {
  const auto one = x509::Serial::from_hex("01").value();
  const auto other = x509::Serial::from_hex("0100").value();
  keep(id_of(one));
  EXPECT_TRUE(has(id_of(one)));
  EXPECT_FALSE(has(id_of(other)));
}

TEST_F(AnswerCacheTest, AChangeForgetsTheSerialUnderEveryHash) {
  const auto serial = x509::Serial::random();
  for (const auto hash : {x509::CertIdHash::Sha1, x509::CertIdHash::Sha256, x509::CertIdHash::Sm3})
    keep(id_of(serial, hash));
  const auto bystander = id_of(x509::Serial::random());
  keep(bystander);
  cache_.forget(serial);
  for (const auto hash : {x509::CertIdHash::Sha1, x509::CertIdHash::Sha256, x509::CertIdHash::Sm3})
    EXPECT_FALSE(has(id_of(serial, hash)));
  EXPECT_TRUE(has(bystander));
}

TEST_F(AnswerCacheTest, WhatWasLookedUpBeforeAChangeIsNotKept) {
  const auto id = id_of(x509::Serial::random());
  const std::uint64_t before = cache_.version();
  cache_.forget(x509::Serial::random());
  cache_.put(id, entry_for(id, kUntil), before);
  EXPECT_FALSE(has(id));
}

TEST_F(AnswerCacheTest, ItIsBoundedAndWhatIsAskedForStays) {
  const auto asked = id_of(x509::Serial::random());
  keep(asked);
  std::size_t found = 0;
  std::vector<x509::CertId> all;
  for (std::size_t i = 0; i < 3 * AnswerCache::kGeneration; ++i) {
    all.push_back(id_of(x509::Serial::random()));
    keep(all.back());
    if (i % 1024 == 0) {
      EXPECT_TRUE(has(asked));
    }
  }
  for (const auto& id : all) found += has(id);
  EXPECT_LE(found, 2 * AnswerCache::kGeneration);
  EXPECT_GE(found, AnswerCache::kGeneration / 2);
}

TEST_F(AnswerCacheTest, NoStaleAnswerStaysWhateverTheOrderOfThreads) {
  const auto id = id_of(x509::Serial::random());
  std::atomic<bool> ended = false;
  std::thread keeper([&] {
    while (!ended) keep(id);
  });
  for (int i = 0; i < 2000; ++i) {
    const std::uint64_t before = cache_.version();
    cache_.forget(id.serial);
    cache_.put(id_of(id.serial, x509::CertIdHash::Sm3), entry_for(id, kUntil), before);
    EXPECT_FALSE(has(id_of(id.serial, x509::CertIdHash::Sm3)));
  }
  ended = true;
  keeper.join();
}

}  // namespace
}  // namespace yinxin::status
