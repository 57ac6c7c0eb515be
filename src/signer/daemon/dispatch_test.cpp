#include "signer/daemon/dispatch.hpp"

#include <gtest/gtest.h>

#include "signer/daemon/test_desk.hpp"

namespace yinxin::signer {
namespace {

using base::Bytes;
using base::ErrorKind;

constexpr MessageType kEveryType[] = {MessageType::Status,      MessageType::Keys,
                                      MessageType::Key,         MessageType::Unlock,
                                      MessageType::Generate,    MessageType::SignCertificates,
                                      MessageType::SignOcsp,    MessageType::SignTreeHead,
                                      MessageType::CrlBegin,    MessageType::CrlChunk,
                                      MessageType::CrlEnd,      MessageType::SignPackage,
                                      MessageType::UnlockShare, MessageType::SignedCertificates,
                                      MessageType::Unwrap,      MessageType::LastSigned,
                                      MessageType::Enrol,       MessageType::Enrolled,
                                      MessageType::SignLetter,  MessageType::SignRequest,
                                      MessageType::MoveClock};

Bytes well_formed(MessageType type) {
  switch (type) {
    case MessageType::Status:
      return {};
    case MessageType::Keys:
      return encode_keys_request("");
    case MessageType::Key:
    case MessageType::CrlBegin:
      return encode_key_id("issuing-1");
    case MessageType::Unlock:
      return TestDesk::unlock_body(KeyClass::Online);
    case MessageType::Generate:
      return encode_generate(ocsp_spec());
    case MessageType::SignCertificates:
      return certificates_body("issuing-1", {Bytes{1}});
    case MessageType::SignOcsp:
      return sign_body("issuing-1", {Bytes{1}});
    case MessageType::SignPackage:
    case MessageType::SignLetter:
    case MessageType::SignTreeHead:
      return tree_body("tree-1", "x");
    case MessageType::UnlockShare:
      return TestDesk::share_body(share_credential(base::SecretBytes(32), 3, 5).front());
    case MessageType::SignedCertificates:
      return encode_signed_request({"issuing-1", 0});
    case MessageType::Enrol:
      return encode_enrol({"sec-1", "security_administrator", test_tbs(1, test_time()).public_key});
    case MessageType::Enrolled:
      return {};
    case MessageType::LastSigned:
      return encode_last_signed_request({"issuing-1", ""});
    case MessageType::Unwrap:
      return TestDesk::unwrap_body("data-1", Bytes{1});
    case MessageType::SignRequest:
      return encode_named_request({"ocsp-1", Bytes{1}});
    case MessageType::MoveClock:
      return encode_clock(std::chrono::hours(1));
    case MessageType::CrlChunk:
      return encode_crl_chunk({});
    case MessageType::CrlEnd:
      return encode_crl_end({});
  }
  return {};
}

TEST(Dispatch, LockedOnlyTheseAreAllowed) {
  TestDesk desk;
  for (const MessageType type : kEveryType) {
    const bool always = type == MessageType::Status || type == MessageType::Keys ||
                        type == MessageType::Key || type == MessageType::SignedCertificates ||
                        type == MessageType::UnlockShare || type == MessageType::LastSigned ||
                        type == MessageType::Enrolled || type == MessageType::MoveClock;
    if (type == MessageType::Unlock) continue;
    const std::string code = code_of(desk.ask(type, well_formed(type)));
    EXPECT_EQ(code == "signer.locked", !always) << static_cast<int>(type) << " " << code;
  }
  EXPECT_TRUE(desk.ask(MessageType::Unlock, well_formed(MessageType::Unlock)));
}

TEST(Dispatch, ACeremonySignsNoEverydayThings) {
  TestDesk desk(true);
  EXPECT_EQ(code_of(desk.ask(MessageType::Generate, encode_generate(root_spec()))), "signer.locked");
  desk.furnish();
  EXPECT_EQ(detail_of(desk.ask(MessageType::SignOcsp, well_formed(MessageType::SignOcsp))),
            "not in a ceremony");
  EXPECT_EQ(detail_of(desk.ask(MessageType::SignTreeHead, well_formed(MessageType::SignTreeHead))),
            "not in a ceremony");
  EXPECT_EQ(code_of(desk.ask(MessageType::Unlock, TestDesk::unlock_body(KeyClass::Quorum))),
            "signer.refused");
  EXPECT_EQ(code_of(desk.ask(MessageType::UnlockShare, well_formed(MessageType::UnlockShare))),
            "signer.refused");
  EXPECT_EQ(detail_of(desk.ask(MessageType::Unwrap, well_formed(MessageType::Unwrap))), "not in a ceremony");
  const auto status = decode_status(desk.ask(MessageType::Status, {}).value());
  ASSERT_TRUE(status);
  EXPECT_TRUE(status->ceremony);
}

TEST(Dispatch, AMalformedBodyEndsTheConnection) {
  TestDesk desk;
  desk.furnish();
  for (const MessageType type : kEveryType) {
    Bytes body = well_formed(type);
    body.push_back(0);
    const Outcome longer = desk.dispatch(type, body);
    ASSERT_TRUE(longer.malformed) << static_cast<int>(type);
    EXPECT_EQ(longer.malformed->kind, ErrorKind::Malformed);
    EXPECT_EQ(longer.malformed->code, "signer.message");
    EXPECT_EQ(longer.type, kErrorAnswer);
    if (type == MessageType::Status || type == MessageType::Enrolled) continue;
    const Outcome empty = desk.dispatch(type, {});
    EXPECT_TRUE(empty.malformed) << static_cast<int>(type);
  }
}

TEST(Dispatch, UnknownTypesEndTheConnection) {
  TestDesk desk;
  for (const int type : {0, 22, 0x7F, 0x80, 0x81, 0xFF}) {
    EXPECT_TRUE(desk.dispatch(static_cast<MessageType>(type), {}).malformed) << type;
  }
}

TEST(Dispatch, OversizedBodiesEndTheConnection) {
  TestDesk desk;
  desk.furnish();
  EXPECT_TRUE(desk.dispatch(MessageType::Status, Bytes(1)).malformed);
  EXPECT_TRUE(desk.dispatch(MessageType::Key, Bytes(200)).malformed);
  EXPECT_TRUE(desk.dispatch(MessageType::Generate, Bytes(9000)).malformed);
  EXPECT_TRUE(desk.dispatch(MessageType::UnlockShare, Bytes(129)).malformed);
  EXPECT_TRUE(desk.dispatch(MessageType::Unwrap, Bytes(400)).malformed);
  EXPECT_TRUE(desk.dispatch(MessageType::SignTreeHead, Bytes(2000)).malformed);
  EXPECT_TRUE(desk.dispatch(MessageType::CrlChunk, Bytes(kMaxChunkBytes + 17)).malformed);
}

TEST(Dispatch, RefusalsDoNotEndTheConnection) {
  TestDesk desk;
  desk.furnish();
  const Outcome outcome =
      desk.dispatch(MessageType::SignCertificates, certificates_body("issuing-1", {Bytes{1, 2, 3}}));
  EXPECT_FALSE(outcome.malformed);
  EXPECT_EQ(decode_error(outcome.body).code, "signer.refused");
}

TEST(Dispatch, RatesAreByTheMinute) {
  TestDesk desk;
  const Bytes body = TestDesk::unlock_body(KeyClass::Online);
  for (int i = 0; i < 30; ++i) ASSERT_TRUE(desk.ask(MessageType::Unlock, body)) << i;
  const auto over = desk.ask(MessageType::Unlock, body);
  EXPECT_EQ(code_of(over), "signer.rate");
  EXPECT_EQ(over.error().kind, ErrorKind::TooMany);
  EXPECT_TRUE(desk.ask(MessageType::Status, {})) << "others have rates of their own";
  desk.clock.advance(std::chrono::minutes(1));
  EXPECT_TRUE(desk.ask(MessageType::Unlock, body));
}

TEST(Dispatch, StatusSaysWhatIsOpen) {
  TestDesk desk;
  desk.options.demonstration = true;
  desk.open();
  const auto read = [&] { return decode_status(desk.ask(MessageType::Status, {}).value()).value(); };
  EXPECT_FALSE(read().quorum_unlocked || read().online_unlocked || read().ceremony);
  EXPECT_TRUE(read().demonstration);
  ASSERT_TRUE(desk.ask(MessageType::Unlock, TestDesk::unlock_body(KeyClass::Quorum)));
  EXPECT_TRUE(read().quorum_unlocked);
  EXPECT_FALSE(read().online_unlocked);
}

}  // namespace
}  // namespace yinxin::signer
