#include "signer/gather.hpp"

#include <gtest/gtest.h>

namespace yinxin::signer {
namespace {

using base::Bytes;
using base::ErrorKind;
using base::Result;

/// Stands for the daemon: keeps each batch until the test answers it. The signature of a body is its first
/// octet in r[0].
class FakeDaemon {
 public:
  struct Batch {
    std::vector<Bytes> bodies;
    std::vector<Act> acts;
    base::Completion<Signatures> done;
  };
  std::vector<Batch> batches;

  Gather::Send send() {
    return [this](std::vector<Bytes> bodies, std::vector<Act> acts, base::Completion<Signatures> done) {
      batches.push_back({std::move(bodies), std::move(acts), std::move(done)});
    };
  }
  void answer(std::size_t index) {
    Signatures signatures;
    for (const Bytes& body : batches[index].bodies) signatures.emplace_back().r[0] = body.at(0);
    batches[index].done(std::move(signatures));
  }
  void refuse(std::size_t index, ErrorKind kind) {
    batches[index].done(base::make_error(kind, "test.refused"));
  }
};

struct Answers {
  std::vector<int> signed_octets;
  std::vector<std::string> errors;
  base::Completion<crypto::Sm2Signature> completion() {
    return [this](Result<crypto::Sm2Signature> signature) {
      if (signature)
        signed_octets.push_back(signature->r[0]);
      else
        errors.push_back(signature.error().code);
    };
  }
};

TEST(GatherTest, AWishAloneLeavesAtOnce) {
  FakeDaemon daemon;
  Gather gather(daemon.send());
  Answers answers;
  gather.submit({1}, answers.completion());
  ASSERT_EQ(daemon.batches.size(), 1U);
  daemon.answer(0);
  EXPECT_EQ(answers.signed_octets, (std::vector<int>{1}));
}

TEST(GatherTest, WhatComesMeanwhileIsTheNextBatchInOrder) {
  FakeDaemon daemon;
  Gather gather(daemon.send());
  Answers answers;
  for (std::uint8_t i = 1; i <= 4; ++i) gather.submit({i}, answers.completion());
  ASSERT_EQ(daemon.batches.size(), 1U);
  daemon.answer(0);
  ASSERT_EQ(daemon.batches.size(), 2U);
  EXPECT_EQ(daemon.batches[1].bodies.size(), 3U);
  daemon.answer(1);
  EXPECT_EQ(answers.signed_octets, (std::vector<int>{1, 2, 3, 4}));
}

TEST(GatherTest, BatchesStopAtTheDaemonsLimits) {
  FakeDaemon daemon;
  Gather gather(daemon.send());
  Answers answers;
  gather.submit({0}, answers.completion());
  for (std::size_t i = 0; i < Client::kMaxBatch + 5; ++i) gather.submit({7}, answers.completion());
  daemon.answer(0);
  EXPECT_EQ(daemon.batches.at(1).bodies.size(), Client::kMaxBatch);
  daemon.answer(1);
  EXPECT_EQ(daemon.batches.at(2).bodies.size(), 5U);
  for (int i = 0; i < 3; ++i) gather.submit(Bytes(100 * 1024, 9), answers.completion());
  daemon.answer(2);
  EXPECT_EQ(daemon.batches.at(3).bodies.size(), 2U);  // the third would pass kMaxBatchBytes
}

TEST(GatherTest, OneBadBodyFailsAlone) {
  FakeDaemon daemon;
  Gather gather(daemon.send());
  Answers answers;
  gather.submit({1}, answers.completion());
  gather.submit({2}, answers.completion());
  gather.submit({3}, answers.completion());
  daemon.answer(0);
  daemon.refuse(1, ErrorKind::Refused);  // {2, 3} as a whole
  ASSERT_EQ(daemon.batches.size(), 3U);
  EXPECT_EQ(daemon.batches[2].bodies, (std::vector<Bytes>{{2}}));
  daemon.refuse(2, ErrorKind::Refused);
  daemon.answer(3);
  EXPECT_EQ(answers.signed_octets, (std::vector<int>{1, 3}));
  EXPECT_EQ(answers.errors, (std::vector<std::string>{"test.refused"}));
}

TEST(GatherTest, AnUnreachableDaemonFailsEachWishWithoutAskingAgain) {
  FakeDaemon daemon;
  Gather gather(daemon.send());
  Answers answers;
  gather.submit({1}, answers.completion());
  gather.submit({2}, answers.completion());
  gather.submit({3}, answers.completion());
  daemon.answer(0);
  daemon.refuse(1, ErrorKind::Unavailable);
  EXPECT_EQ(answers.errors.size(), 2U);
  EXPECT_EQ(daemon.batches.size(), 2U);
}

TEST(GatherTest, AFullQueueAnswersAtOnce) {
  FakeDaemon daemon;
  Gather gather(daemon.send());
  Answers answers;
  gather.submit({1}, answers.completion());
  for (std::size_t i = 0; i < Gather::kMaxWaiting; ++i) gather.submit({2}, answers.completion());
  EXPECT_TRUE(answers.errors.empty());
  gather.submit({3}, answers.completion());
  EXPECT_EQ(answers.errors, (std::vector<std::string>{"signer.queue_full"}));
}

TEST(GatherTest, EachBodyKeepsItsActAndActsCountIntoTheSize) {
  FakeDaemon daemon;
  Gather gather(daemon.send());
  Answers answers;
  const auto act = [](std::size_t size, std::uint8_t mark) {
    Act one;
    one.signature_base = Bytes(size, mark);
    return one;
  };
  gather.submit({1}, act(4, 11), answers.completion());
  for (const std::uint8_t body : {std::uint8_t{2}, std::uint8_t{3}, std::uint8_t{4}})
    gather.submit({body}, act(100 * 1024, body), answers.completion());
  gather.submit({5}, answers.completion());
  ASSERT_EQ(daemon.batches.size(), 1U);
  EXPECT_EQ(daemon.batches[0].acts.at(0).signature_base, Bytes(4, 11));
  daemon.answer(0);
  ASSERT_EQ(daemon.batches.size(), 2U);
  EXPECT_EQ(daemon.batches[1].bodies.size(), 2U) << "three would be over a message";
  EXPECT_EQ(daemon.batches[1].acts.at(1).signature_base.at(0), 3);
  daemon.answer(1);
  ASSERT_EQ(daemon.batches[2].acts.size(), 2U);
  EXPECT_TRUE(daemon.batches[2].acts[1].empty());
  daemon.answer(2);
  EXPECT_EQ(answers.signed_octets, (std::vector<int>{1, 2, 3, 4, 5}));
}

TEST(GatherTest, WhatDoesNotVerifyFailsAlone) {
  const auto key = crypto::Sm2PrivateKey::generate();
  FakeDaemon daemon;
  Gather gather(daemon.send(), key.public_key());
  Answers answers;
  for (std::uint8_t i = 1; i <= 4; ++i) gather.submit({i}, answers.completion());
  const auto sign = [&](Bytes body) { return crypto::sm2_sign(key, body).value(); };
  daemon.batches[0].done(Signatures{sign({1})});
  ASSERT_EQ(daemon.batches[1].bodies.size(), 3U);
  daemon.batches[1].done(Signatures{sign({2}), sign({9}), sign({4})});
  EXPECT_EQ(answers.signed_octets.size(), 3U);
  EXPECT_EQ(answers.errors, (std::vector<std::string>{"signer.answer"}));
}

}  // namespace
}  // namespace yinxin::signer
