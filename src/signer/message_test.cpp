#include "signer/message.hpp"

#include <gmock/gmock.h>

#include "signer/client.hpp"

namespace yinxin::signer {
namespace {

using base::Bytes;
using base::ByteView;
using base::ErrorKind;

KeySpec some_spec() {
  KeySpec spec;
  spec.id = "issuing-1";
  spec.key_class = KeyClass::Quorum;
  spec.limits.purposes = kSignCertificate | kSignCrl;
  spec.limits.issuer_name = {0x30, 0x03, 1, 2, 3};
  spec.limits.longest_validity = std::chrono::days(366);
  spec.limits.origin = "ledger.example";
  spec.limits.acts_by = "operations-1";
  return spec;
}

/// Two certificates, the second with an act.
CertificatesRequest some_wishes() {
  static const Bytes tbs(20, 7);
  CertificatesRequest request;
  request.key_id = "issuing-1";
  request.items = {{tbs, {}},
                   {tbs,
                    {base::as_bytes("base"), base::as_bytes("signature"), base::as_bytes("content"),
                     base::as_bytes("certificate")}}};
  return request;
}

KeyInfo some_info() {
  KeyInfo info;
  info.spec = some_spec();
  info.public_key = crypto::Sm2PrivateKey::generate().public_key();
  info.unlocked = true;
  return info;
}

/// A decoder takes all that its encoder wrote, and neither less nor more.
template <class Decode>
void expect_exact(const Bytes& body, Decode decode) {
  EXPECT_TRUE(decode(body));
  for (std::size_t size = 0; size < body.size(); ++size) {
    const auto cut = decode(ByteView(body).first(size));
    ASSERT_FALSE(cut) << "cut to " << size;
    EXPECT_EQ(cut.error().code, "signer.message");
    EXPECT_EQ(cut.error().kind, ErrorKind::Malformed);
  }
  Bytes longer = body;
  longer.push_back(0);
  EXPECT_FALSE(decode(longer));
}

TEST(Message, BodiesAreExact) {
  const Bytes secret(kCredentialBytes, 5);
  const Bytes item(300, 1);
  SignRequest sign;
  sign.key_id = "issuing-1";
  sign.items = {item, item};
  UnlockRequest unlock;
  unlock.credential = secret;
  TreeHeadRequest head;
  head.key_id = "tree-1";
  head.note = "ledger\n1\n";
  CrlChunk chunk;
  chunk.stream = 7;
  chunk.octets = item;
  expect_exact(encode_key_id("ocsp-1"), decode_key_id);
  expect_exact(encode_keys_request("ocsp-1"), decode_keys_request);
  expect_exact(encode_unlock(unlock), decode_unlock);
  ShareRequest share;
  share.set.threshold = 3;
  share.index = 5;
  share.octets = secret;
  expect_exact(encode_unlock_share(share), decode_unlock_share);
  expect_exact(encode_share_progress({1, 3, false}), decode_share_progress);
  expect_exact(encode_signed_request({"issuing-1", 7}), decode_signed_request);
  const std::vector<Bytes> page = {encode_signed_certificate({}, item, {}),
                                   encode_signed_certificate({}, secret, {})};
  expect_exact(encode_signed(2, page), decode_signed);
  expect_exact(encode_unwrap({"data-1", secret}), decode_unwrap);
  expect_exact(encode_named_request({"ocsp-1", secret}), decode_named_request);
  expect_exact(encode_data_key(base::SecretBytes::copy_of(secret)), decode_data_key);
  expect_exact(encode_generate(some_spec()), decode_generate);
  expect_exact(encode_sign(sign), decode_sign);
  expect_exact(encode_certificates(some_wishes()), decode_certificates);
  expect_exact(encode_enrol({"sec-1", "security_administrator", some_info().public_key}), decode_enrol);
  expect_exact(encode_enrolled({{"sec-1", "a b", some_info().public_key}}), decode_enrolled);
  expect_exact(encode_last_signed_request({"a", "b"}), decode_last_signed_request);
  expect_exact(encode_last_signed({{1, 2, {}, {{"c", 3}}}, false}), decode_last_signed);
  expect_exact(encode_tree_head(head), decode_tree_head);
  expect_exact(encode_crl_chunk(chunk), decode_crl_chunk);
  expect_exact(encode_crl_end({7, 300}), decode_crl_end);
  expect_exact({}, decode_empty);
  expect_exact(encode_status({}), decode_status);
  expect_exact(encode_key_info(some_info()), decode_key_info);
  expect_exact(encode_key_infos({some_info(), some_info()}), decode_key_infos);
  expect_exact(encode_signatures({{}, {}}), decode_signatures);
}

TEST(Message, ActsSurviveTheTrip) {
  const base::Bytes octets = encode_certificates(some_wishes());
  const auto wishes = decode_certificates(octets);  // views of them
  ASSERT_TRUE(wishes);
  EXPECT_EQ(wishes->key_id, "issuing-1");
  ASSERT_EQ(wishes->items.size(), 2U);
  EXPECT_TRUE(wishes->items[0].act.empty());
  const ActView& act = wishes->items[1].act;
  EXPECT_EQ(base::as_text(act.signature_base), "base");
  EXPECT_EQ(base::as_text(act.signature), "signature");
  EXPECT_EQ(base::as_text(act.content), "content");
  EXPECT_EQ(base::as_text(act.certificate), "certificate");
}

TEST(Message, PartsOfAnActHaveLimits) {
  const auto fits = [](const Act& act) {
    const Bytes tbs{1};
    CertificatesRequest request;
    request.key_id = "a";
    request.items = {{tbs, view_of(act)}};
    const bool read = decode_certificates(encode_certificates(request)).has_value();
    EXPECT_EQ(check_act_size(act).has_value(), read || act.empty());
    return read;
  };
  EXPECT_TRUE(fits({Bytes(kMaxActBaseBytes), Bytes(kMaxActSignatureBytes), Bytes(kMaxActContentBytes),
                    Bytes(kMaxActCertificateBytes)}));
  EXPECT_TRUE(fits({Bytes(kMaxActBaseBytes), Bytes(kMaxActSignatureBytes), Bytes(kMaxActContentBytes),
                    Bytes(kMaxActCertificateBytes), Bytes(kMaxActPlaceBytes)}));
  EXPECT_FALSE(fits({Bytes(1), {}, {}, {}, Bytes(kMaxActPlaceBytes + 1)}));
  EXPECT_FALSE(fits({Bytes(kMaxActBaseBytes + 1), {}, {}, {}}));
  EXPECT_FALSE(fits({Bytes(1), Bytes(kMaxActSignatureBytes + 1), {}, {}}));
  EXPECT_FALSE(fits({Bytes(1), {}, Bytes(kMaxActContentBytes + 1), {}}));
  EXPECT_FALSE(fits({Bytes(1), {}, {}, Bytes(kMaxActCertificateBytes + 1)}));
  EXPECT_EQ(check_act_size({Bytes(kMaxActBaseBytes + 1), {}, {}, {}}).error().code, "signer.act");
  FieldWriter without_base;  // an act is there or it is not: one form of each message
  without_base.text("a").u16(1).octets(Bytes{1}).octets(Bytes(16));
  EXPECT_FALSE(decode_certificates(std::move(without_base).take()));
}

TEST(Message, RolesAreWords) {
  for (const char* good : {"", "a", "issuing_officer", "a b c"}) EXPECT_TRUE(is_roles_text(good)) << good;
  for (const char* bad : {" ", "a ", " a", "a  b", "A", "a,b", "a-b"})
    EXPECT_FALSE(is_roles_text(bad)) << bad;
}

TEST(Message, KeySpecSurvivesTheTrip) {
  const auto spec = decode_generate(encode_generate(some_spec()));
  ASSERT_TRUE(spec);
  EXPECT_EQ(spec->id, "issuing-1");
  EXPECT_EQ(spec->key_class, KeyClass::Quorum);
  EXPECT_EQ(spec->limits.purposes, kSignCertificate | kSignCrl);
  EXPECT_EQ(spec->limits.issuer_name, some_spec().limits.issuer_name);
  EXPECT_EQ(spec->limits.longest_validity, std::chrono::days(366));
  EXPECT_EQ(spec->limits.origin, "ledger.example");
  EXPECT_EQ(spec->limits.acts_by, "operations-1");
  KeySpec bad = some_spec();
  bad.limits.acts_by = "../operations";
  EXPECT_FALSE(decode_generate(encode_generate(bad)));
}

TEST(Message, KeyInfoAndStatusSurviveTheTrip) {
  const KeyInfo before = some_info();
  const auto info = decode_key_info(encode_key_info(before));
  ASSERT_TRUE(info);
  EXPECT_TRUE(info->unlocked);
  EXPECT_TRUE(info->public_key == before.public_key);
  DaemonStatus status;
  status.online_unlocked = true;
  status.demonstration = true;
  const auto back = decode_status(encode_status(status));
  ASSERT_TRUE(back);
  EXPECT_FALSE(back->ceremony);
  EXPECT_FALSE(back->quorum_unlocked);
  EXPECT_TRUE(back->online_unlocked);
  EXPECT_FALSE(back->memory_locked);
  EXPECT_TRUE(back->demonstration);
}

TEST(Message, SignaturesKeepTheirOrder) {
  std::vector<crypto::Sm2Signature> before(2);
  before[0].r.fill(1);
  before[0].s.fill(2);
  before[1].r.fill(3);
  before[1].s.fill(4);
  const auto after = decode_signatures(encode_signatures(before));
  ASSERT_TRUE(after);
  EXPECT_EQ(*after, before);
}

TEST(Message, AShareSurvivesTheTrip) {
  const Bytes octets(32, 9);
  ShareRequest before;
  before.set = {{1, 2, 3, 4, 5, 6, 7, 8}, 3};
  before.index = 200;
  before.octets = octets;
  const Bytes body = encode_unlock_share(before);
  EXPECT_EQ(base::to_hex(body),
            "02"
            "0102030405060708"
            "03"
            "c8"
            "00000020" +
                base::to_hex(octets));
  const auto after = decode_unlock_share(body);
  ASSERT_TRUE(after);
  EXPECT_EQ(after->key_class, KeyClass::Quorum);
  EXPECT_EQ(after->set, before.set);
  EXPECT_EQ(after->index, 200);
  EXPECT_TRUE(base::equal(after->octets, octets));
  for (const std::size_t at : {9U, 10U}) {
    Bytes zero = body;
    zero[at] = 0;
    EXPECT_FALSE(decode_unlock_share(zero)) << "no threshold, no index";
  }
  before.set.threshold = 1;
  EXPECT_FALSE(decode_unlock_share(encode_unlock_share(before))) << "one share alone";
  const auto progress = decode_share_progress(encode_share_progress({2, 3, true}));
  ASSERT_TRUE(progress);
  EXPECT_EQ(progress->there, 2);
  EXPECT_EQ(progress->needed, 3);
  EXPECT_TRUE(progress->unlocked);
}

TEST(Message, SignedCertificatesSurviveTheTrip) {
  const base::Time at = base::parse_utc("2026-11-22T08:00:00Z").value();
  crypto::Sm2Signature signature;
  signature.r.fill(1);
  signature.s.fill(2);
  const std::vector<Bytes> page = {encode_signed_certificate(at, Bytes{7, 8, 9}, signature)};
  const auto answer = decode_signed(encode_signed(12, page));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->next, 12U);
  ASSERT_EQ(answer->certificates.size(), 1U);
  EXPECT_EQ(answer->certificates[0].at, at);
  EXPECT_EQ(answer->certificates[0].tbs, (Bytes{7, 8, 9}));
  EXPECT_EQ(answer->certificates[0].signature, signature);
  EXPECT_TRUE(decode_signed(encode_signed(0, {}))->certificates.empty());
}

TEST(Message, WhatWasSignedLastSurvivesTheTrip) {
  LastSignedPage before;
  before.last.certificates = 5;
  before.last.tree_size = 7;
  before.last.tree_root.fill(9);
  before.last.lists = {{"", 1}, {"http://crl.example/1.crl", UINT64_MAX}};
  for (const bool more : {false, true}) {
    before.more = more;
    const auto after = decode_last_signed(encode_last_signed(before));
    ASSERT_TRUE(after);
    EXPECT_EQ(after->more, more);
    EXPECT_EQ(after->last.certificates, 5U);
    EXPECT_EQ(after->last.tree_size, 7U);
    EXPECT_EQ(after->last.tree_root, before.last.tree_root);
    ASSERT_EQ(after->last.lists.size(), 2U);
    EXPECT_EQ(after->last.lists[0].distribution_point, "");
    EXPECT_EQ(after->last.lists[1].number, UINT64_MAX);
  }
  EXPECT_FALSE(decode_last_signed(encode_last_signed({{}, true}))) << "more, after nothing";
  EXPECT_FALSE(decode_last_signed_request(encode_last_signed_request({"a", std::string(2049, 'x')})));
  EXPECT_FALSE(decode_last_signed_request(encode_last_signed_request({"A", ""})));
  EXPECT_EQ(decode_last_signed_request(encode_last_signed_request({"a", "x"}))->after, "x");
}

TEST(Message, EveryErrorKindSurvivesTheTrip) {
  for (const ErrorKind kind :
       {ErrorKind::Malformed, ErrorKind::Refused, ErrorKind::NotFound, ErrorKind::Conflict, ErrorKind::NotYet,
        ErrorKind::TooLate, ErrorKind::Unauthenticated, ErrorKind::Forbidden, ErrorKind::TooLarge,
        ErrorKind::TooMany, ErrorKind::Unavailable, ErrorKind::Internal}) {
    const base::Error error = decode_error(encode_error(base::make_error(kind, "a.code", "why")));
    EXPECT_EQ(error.kind, kind);
    EXPECT_EQ(error.code, "a.code");
    EXPECT_EQ(error.detail, "why");
  }
  EXPECT_EQ(decode_error(Bytes{}).code, "signer.message");
  EXPECT_EQ(decode_error(Bytes{13, 0, 0, 0, 0, 0, 0, 0, 0}).code, "signer.message");
  const base::Error longer = base::make_error(ErrorKind::Internal, "a.code", std::string(100'000, 'x'));
  EXPECT_EQ(decode_error(encode_error(longer)).detail.size(), 2048U);
}

TEST(Message, KeyIds) {
  for (const char* good : {"a", "issuing-1", "0", "-"}) EXPECT_TRUE(is_key_id(good)) << good;
  EXPECT_TRUE(is_key_id(std::string(64, 'a')));
  EXPECT_FALSE(is_key_id(std::string(65, 'a')));
  for (const char* bad : {"", "A", "a/b", "..", "a.b", "a b", "\xE5\x8D\xB0"})
    EXPECT_FALSE(is_key_id(bad)) << bad;
}

TEST(Message, ValuesOutOfRangeAreRefused) {
  KeySpec spec = some_spec();
  spec.limits.purposes = 1U << 10;
  EXPECT_FALSE(decode_generate(encode_generate(spec))) << "a purpose nobody knows";
  spec = some_spec();
  spec.limits.longest_validity = std::chrono::days(36'526);
  EXPECT_FALSE(decode_generate(encode_generate(spec))) << "more than a century";
  spec = some_spec();
  spec.limits.issuer_name.resize(kMaxIssuerNameBytes + 1);
  EXPECT_FALSE(decode_generate(encode_generate(spec))) << "issuer name";
  spec = some_spec();
  spec.id = "../x";
  EXPECT_FALSE(decode_generate(encode_generate(spec))) << "id";
  for (const std::uint8_t key_class : {std::uint8_t{0}, std::uint8_t{4}}) {
    EXPECT_FALSE(decode_unlock(Bytes{key_class, 0, 0, 0, 0})) << "class";
  }
  EXPECT_FALSE(decode_status(Bytes{0, 0, 2, 0, 0})) << "a flag that is neither";
}

TEST(Message, CountsAreBounded) {
  const Bytes item(4, 1);
  SignRequest sign;
  sign.key_id = "a";
  EXPECT_FALSE(decode_sign(encode_sign(sign))) << "nothing to sign";
  sign.items.assign(kMaxItems, item);
  EXPECT_TRUE(decode_sign(encode_sign(sign)));
  sign.items.push_back(item);
  EXPECT_FALSE(decode_sign(encode_sign(sign))) << "65 items";
  EXPECT_EQ(Client::kMaxBatch, kMaxItems);
  const Bytes octets(kMaxChunkBytes + 1);
  CrlChunk chunk;
  chunk.octets = octets;
  EXPECT_FALSE(decode_crl_chunk(encode_crl_chunk(chunk)));
  chunk.octets = ByteView(octets).first(kMaxChunkBytes);
  EXPECT_TRUE(decode_crl_chunk(encode_crl_chunk(chunk)));
}

TEST(Frame, IsTakenWholeOrNotAtAll) {
  const Bytes body{1, 2, 3};
  Bytes octets = encode_frame(5, 0x0102030405060708, body);
  EXPECT_EQ(base::to_hex(octets),
            "0000000d"
            "01"
            "05"
            "0102030405060708"
            "010203");
  for (std::size_t size = 0; size < octets.size(); ++size) {
    const auto next = next_frame(ByteView(octets).first(size));
    ASSERT_TRUE(next) << size;
    EXPECT_FALSE(next->has_value()) << size;
  }
  octets.push_back(0xEE);  // of the frame after
  const auto next = next_frame(octets);
  ASSERT_TRUE(next && next->has_value());
  EXPECT_EQ((*next)->type, 5);
  EXPECT_EQ((*next)->number, 0x0102030405060708U);
  EXPECT_TRUE(base::equal((*next)->body, body));
  EXPECT_EQ((*next)->whole_bytes, octets.size() - 1);
}

TEST(Frame, WrongOnesAreSeenEarly) {
  const struct {
    const char* octets;
    const char* why;
  } kBad[] = {
      {"00000000", "length 0"},
      {"00000009", "shorter than its head"},
      {"00040001", "over 256 KiB"},
      {"ffffffff", "4 GiB"},
      {"0000000a00", "version 0"},
      {"0000000a02", "version 2"},
      {"0000000aff010000", "version 255"},
  };
  for (const auto& bad : kBad) {
    const auto next = next_frame(base::from_hex(bad.octets).value());
    ASSERT_FALSE(next) << bad.why;
    EXPECT_EQ(next.error().code, "signer.message") << bad.why;
  }
  const Bytes largest = encode_frame(1, 1, Bytes(kMaxFrameBytes - kFrameHeadBytes));
  const auto next = next_frame(largest);
  ASSERT_TRUE(next && next->has_value());
}

}  // namespace
}  // namespace yinxin::signer
