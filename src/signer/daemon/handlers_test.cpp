// The handlers through the dispatch table, without a socket: what is signed, what is refused, what a repeat
// gets.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>

#include "proof/document_note.hpp"
#include "proof/package_layout.hpp"
#include "signer/daemon/test_desk.hpp"
#include "x509/request.hpp"

namespace yinxin::signer {
namespace {

using base::Bytes;
using base::ErrorKind;
using std::chrono::hours;
using std::chrono::minutes;

class HandlersTest : public testing::Test {
 protected:
  void SetUp() override { desk.furnish(); }
  Bytes tbs(std::uint8_t serial) { return test_tbs(serial, test_time()).to_der(); }

  TestDesk desk;
};

TEST_F(HandlersTest, CertificatesAreSignedInOrder) {
  const std::vector<Bytes> items = {tbs(1), tbs(2), tbs(3)};
  const auto signatures = desk.sign_certificates(items);
  ASSERT_TRUE(signatures) << base::describe(signatures.error());
  ASSERT_EQ(signatures->size(), 3U);
  for (std::size_t i = 0; i < items.size(); ++i) {
    EXPECT_TRUE(crypto::sm2_verify(desk.public_key("issuing-1"), items[i], (*signatures)[i]));
    const auto whole = x509::Certificate::assemble(items[i], (*signatures)[i]);
    ASSERT_TRUE(whole);
    EXPECT_TRUE(whole->verify(desk.public_key("issuing-1")));
  }
}

TEST_F(HandlersTest, ARepeatGetsTheSameSignature) {
  const auto first = desk.sign_certificates({tbs(1), tbs(2)});
  ASSERT_TRUE(first);
  EXPECT_EQ(desk.sign_certificates({tbs(1), tbs(2)}).value(), *first);
  const auto mixed = desk.sign_certificates({tbs(3), tbs(2)});
  ASSERT_TRUE(mixed);
  EXPECT_EQ(mixed->at(1), first->at(1));
  desk.clock.advance(hours(48));
  EXPECT_EQ(desk.sign_certificates({tbs(1)}).value().at(0), first->at(0))
      << "even when it is too late for a new one";
  desk.reopen();
  EXPECT_EQ(desk.sign_certificates({tbs(1), tbs(2)}).value(), *first) << "and after a new start";
}

TEST_F(HandlersTest, AnotherBodyUnderAUsedSerialIsAConflict) {
  ASSERT_TRUE(desk.sign_certificates({tbs(1)}));
  x509::TbsCertificate other = test_tbs(1, test_time());
  other.subject = test_name("Another holder");
  const auto refused_one = desk.sign_certificates({tbs(2), other.to_der()});
  EXPECT_EQ(code_of(refused_one), "signer.serial_used");
  EXPECT_EQ(refused_one.error().kind, ErrorKind::Conflict);
  EXPECT_EQ(detail_of(refused_one), "certificate 2: another certificate has this serial");
  EXPECT_FALSE(desk.desk().journal->certificate(0, Bytes{0x11, 2}).value()) << "all or nothing";
  EXPECT_EQ(code_of(desk.sign_certificates({tbs(5), tbs(5)})), "signer.serial_used")
      << "twice in one message";
}

TEST_F(HandlersTest, SerialsBelongToTheirKey) {
  KeySpec second = issuing_spec();
  second.id = "issuing-2";
  ASSERT_TRUE(desk.ask(MessageType::Generate, encode_generate(second)));
  const auto by_first = desk.sign_certificates({tbs(1)}, "issuing-1");
  const auto by_second = desk.sign_certificates({tbs(1)}, "issuing-2");
  ASSERT_TRUE(by_first && by_second);
  EXPECT_TRUE(crypto::sm2_verify(desk.public_key("issuing-2"), tbs(1), by_second->at(0)));
}

TEST_F(HandlersTest, AllOrNothingWhenOneIsRefused) {
  x509::TbsCertificate bad = test_tbs(2, test_time());
  bad.issuer = test_name("Somebody");
  const auto refused_one = desk.sign_certificates({tbs(1), bad.to_der()});
  EXPECT_EQ(code_of(refused_one), "signer.refused");
  EXPECT_EQ(detail_of(refused_one), "certificate 2: the issuer is not the key's");
  EXPECT_FALSE(desk.desk().journal->certificate(0, Bytes{0x11, 1}).value());
  EXPECT_EQ(code_of(desk.sign_certificates({Bytes{0x30, 0x00}})), "signer.refused");
  EXPECT_EQ(code_of(desk.sign_certificates({Bytes{}})), "signer.refused");
}

TEST_F(HandlersTest, KeysOfOtherPurposesRefuse) {
  EXPECT_EQ(detail_of(desk.sign_certificates({tbs(1)}, "ocsp-1")),
            "certificate 1: the issuer is not the key's");
  EXPECT_EQ(code_of(desk.sign_certificates({tbs(1)}, "nobody")), "signer.key");
  const Bytes ocsp = test_ocsp(desk.public_key("issuing-1"), test_time()).to_der();
  EXPECT_EQ(code_of(desk.sign(MessageType::SignOcsp, sign_body("issuing-1", {ocsp}))), "signer.refused");
  EXPECT_EQ(
      code_of(desk.sign(MessageType::SignTreeHead, tree_body("ocsp-1", test_head(1, 1, test_time()).body()))),
      "signer.refused");
  EXPECT_EQ(code_of(desk.sign_crl(test_crl(1, test_time()), {}, "ocsp-1")), "signer.refused");
}

TEST_F(HandlersTest, ALockedClassSignsNothing) {
  desk.open();
  ASSERT_TRUE(desk.ask(MessageType::Unlock, TestDesk::unlock_body(KeyClass::Online)));
  const auto locked = desk.sign_certificates({tbs(1)});
  EXPECT_EQ(code_of(locked), "signer.locked");
  EXPECT_EQ(locked.error().kind, ErrorKind::Refused);
  EXPECT_EQ(code_of(desk.sign_crl(test_crl(1, test_time()))), "signer.locked");
  EXPECT_TRUE(desk.sign_head(test_head(1, 1, test_time()))) << "online keys work without the quorum";
  KeySpec another = issuing_spec();
  another.id = "issuing-2";
  EXPECT_EQ(code_of(desk.ask(MessageType::Generate, encode_generate(another))), "signer.locked");
}

TEST_F(HandlersTest, OcspIsSignedAndCounted) {
  const Bytes body = test_ocsp(desk.public_key("ocsp-1"), test_time()).to_der();
  const auto signatures = desk.sign(MessageType::SignOcsp, sign_body("ocsp-1", {body, body}));
  ASSERT_TRUE(signatures) << base::describe(signatures.error());
  for (const auto& signature : *signatures)
    EXPECT_TRUE(crypto::sm2_verify(desk.public_key("ocsp-1"), body, signature));
  EXPECT_EQ(desk.desk().ocsp_signed, 2U);
  EXPECT_TRUE(desk.desk().journal->notes_since());
  const Bytes stale = test_ocsp(desk.public_key("ocsp-1"), test_time() - hours(1)).to_der();
  EXPECT_EQ(code_of(desk.sign(MessageType::SignOcsp, sign_body("ocsp-1", {body, stale}))), "signer.refused");
  EXPECT_EQ(code_of(desk.sign(MessageType::SignOcsp, sign_body("ocsp-1", {tbs(1)}))), "signer.refused");
}

TEST_F(HandlersTest, TreeHeadsGrow) {
  const auto first = desk.sign_head(test_head(10, 1, test_time()));
  ASSERT_TRUE(first) << base::describe(first.error());
  EXPECT_TRUE(crypto::sm2_verify(desk.public_key("tree-1"),
                                 base::as_bytes(test_head(10, 1, test_time()).body()), first->at(0)));
  EXPECT_EQ(desk.sign_head(test_head(10, 1, test_time())).value(), *first)
      << "the same head, the same signature";
  EXPECT_EQ(code_of(desk.sign_head(test_head(9, 1, test_time()))), "signer.refused");
  EXPECT_EQ(code_of(desk.sign_head(test_head(10, 2, test_time()))), "signer.refused");
  desk.reopen();
  EXPECT_EQ(desk.sign_head(test_head(10, 1, test_time())).value(), *first);
  EXPECT_EQ(code_of(desk.sign_head(test_head(9, 1, test_time()))), "signer.refused")
      << "after a new start, too";
  EXPECT_EQ(code_of(desk.sign_head(test_head(10, 2, test_time()))), "signer.refused");
  EXPECT_TRUE(desk.sign_head(test_head(11, 2, test_time())));
  EXPECT_EQ(code_of(desk.sign(MessageType::SignTreeHead, tree_body("tree-1", "ledger.example\n12\n"))),
            "signer.refused");
}

TEST_F(HandlersTest, PackagesAreSignedAtTheirTime) {
  must(desk.ask(MessageType::Generate,
                encode_generate(test_spec("package-1", KeyClass::Online, kSignPackage))));
  const auto ask = [&](const std::string& key, const std::string& note) {
    return desk.sign(MessageType::SignPackage, tree_body(key, note));
  };
  const std::string note = proof::package_note_body("{}", test_time());
  const auto signatures = ask("package-1", note);
  ASSERT_TRUE(signatures) << base::describe(signatures.error());
  EXPECT_TRUE(crypto::sm2_verify(desk.public_key("package-1"), base::as_bytes(note), signatures->at(0)));
  proof::AbsenceNote absence{"PKG-1", proof::Part::Staff, {}, test_time(), "没有"};
  const auto absences = ask("package-1", absence.body());
  ASSERT_TRUE(absences) << base::describe(absences.error());
  EXPECT_TRUE(
      crypto::sm2_verify(desk.public_key("package-1"), base::as_bytes(absence.body()), absences->at(0)));
  proof::DocumentNote paper{"演认年报〔2026〕1号", "7K3M9QAX7K3M9QAX", {}, test_time()};
  const auto papers = ask("package-1", paper.body());
  ASSERT_TRUE(papers) << base::describe(papers.error());
  EXPECT_TRUE(crypto::sm2_verify(desk.public_key("package-1"), base::as_bytes(paper.body()), papers->at(0)));
  paper.made_at += minutes(11);
  EXPECT_EQ(detail_of(ask("package-1", paper.body())), "the package's time is not the signer's");
  absence.built += minutes(11);
  EXPECT_EQ(detail_of(ask("package-1", absence.body())), "the package's time is not the signer's");
  EXPECT_EQ(detail_of(ask("tree-1", note)), "not a purpose of this key");
  EXPECT_EQ(detail_of(ask("package-1", test_head(1, 1, test_time()).body())), "not the note of a package");
  for (const minutes away : {minutes(-11), minutes(11)}) {
    EXPECT_EQ(detail_of(ask("package-1", proof::package_note_body("{}", test_time() + away))),
              "the package's time is not the signer's");
  }
}

TEST_F(HandlersTest, KeysForOcspAndListsAskForCertificates) {
  const x509::Name name = test_name("Taker");
  const auto ask = [&](const std::string& key, base::ByteView subject) {
    return desk.sign(MessageType::SignRequest, encode_named_request({key, subject}));
  };
  const auto signatures = ask("ocsp-1", name.der());
  ASSERT_TRUE(signatures) << base::describe(signatures.error());
  const auto request = x509::CertificateRequest::assemble(
      x509::CertificateRequest::info(name, desk.public_key("ocsp-1")), signatures->at(0));
  ASSERT_TRUE(request) << base::describe(request.error());
  EXPECT_TRUE(request->verify_possession());
  EXPECT_EQ(request->subject(), name);
  EXPECT_EQ(detail_of(ask("issuing-1", name.der())), "not a key for OCSP or for lists alone");
  EXPECT_EQ(detail_of(ask("tree-1", name.der())), "not a key for OCSP or for lists alone");
  EXPECT_EQ(detail_of(ask("ocsp-1", Bytes{0x30, 0x00})), "not a name");
}

TEST_F(HandlersTest, LettersAreSignedForTheirOrganisation) {
  KeySpec spec = test_spec("exchange-1", KeyClass::Online, kSignSubmission);
  spec.limits.origin = "provider";
  must(desk.ask(MessageType::Generate, encode_generate(spec)));
  const auto ask = [&](const std::string& key, const std::string& note) {
    return desk.sign(MessageType::SignLetter, tree_body(key, note));
  };
  proof::LetterNote note{"provider", "regulator", "0193a1b2-0000-7000-8000-000000000001", {}};
  const auto signatures = ask("exchange-1", note.to_text());
  ASSERT_TRUE(signatures) << base::describe(signatures.error());
  EXPECT_TRUE(
      crypto::sm2_verify(desk.public_key("exchange-1"), base::as_bytes(note.to_text()), signatures->at(0)));
  EXPECT_EQ(detail_of(ask("tree-1", note.to_text())), "not a purpose of this key");
  EXPECT_EQ(detail_of(ask("exchange-1", proof::package_note_body("{}", test_time()))),
            "not the note of a letter");
  note.sender = "regulator";
  EXPECT_EQ(detail_of(ask("exchange-1", note.to_text())), "the sender is not the key's organisation");
}

TEST_F(HandlersTest, CrlsAreSignedAsTheyPass) {
  std::vector<x509::CrlEntry> entries(50);
  for (std::uint8_t i = 0; i < 50; ++i) {
    entries[i].serial = x509::Serial::from_magnitude(Bytes{0x21, i}).value();
    entries[i].revoked_at = test_time() - hours(i);
  }
  const Bytes octets = desk.crl_tbs(test_crl(1, test_time()), entries).value();
  for (const std::size_t chunk : {std::size_t{1}, std::size_t{7}, octets.size()}) {
    const auto signature = desk.sign_crl(test_crl(1, test_time()), entries, "issuing-1", chunk);
    ASSERT_TRUE(signature) << base::describe(signature.error());
    EXPECT_TRUE(crypto::sm2_verify(desk.public_key("issuing-1"), octets, *signature));
  }
  EXPECT_TRUE(desk.desk().crl_streams.empty());
}

TEST_F(HandlersTest, CrlNumbersOnlyRise) {
  const auto second = desk.sign_crl(test_crl(2, test_time()));
  ASSERT_TRUE(second);
  EXPECT_EQ(desk.sign_crl(test_crl(2, test_time())).value(), *second) << "the same list, the same signature";
  EXPECT_EQ(code_of(desk.sign_crl(test_crl(1, test_time()))), "signer.refused");
  x509::CrlInfo changed = test_crl(2, test_time());
  changed.next_update += hours(1);
  EXPECT_EQ(detail_of(desk.sign_crl(changed)), "the CRL number is not above the last one");
  desk.reopen();
  EXPECT_EQ(desk.sign_crl(test_crl(2, test_time())).value(), *second);
  EXPECT_EQ(code_of(desk.sign_crl(changed)), "signer.refused") << "after a new start, too";
  x509::CrlInfo elsewhere = test_crl(1, test_time());
  elsewhere.distribution_point->uri = "http://crl.example/2.crl";
  EXPECT_TRUE(desk.sign_crl(elsewhere)) << "another distribution point has numbers of its own";
  x509::CrlInfo delta = test_crl(3, test_time());
  delta.base_number = 2;
  EXPECT_TRUE(desk.sign_crl(delta));
}

TEST_F(HandlersTest, CrlStreamsEndWell) {
  const Bytes whole = desk.crl_tbs(test_crl(1, test_time()), {}).value();
  EXPECT_EQ(code_of(desk.sign_crl_octets(base::ByteView(whole).first(whole.size() - 1), "issuing-1", 64)),
            "signer.refused");
  EXPECT_EQ(code_of(desk.sign_crl_octets(Bytes(200, 0xFF), "issuing-1", 64)), "signer.refused");
  EXPECT_TRUE(desk.desk().crl_streams.empty());
  CrlChunk chunk;
  chunk.stream = 77;
  EXPECT_EQ(code_of(desk.ask(MessageType::CrlChunk, encode_crl_chunk(chunk))), "signer.refused")
      << "never begun";
  ASSERT_TRUE(desk.ask(MessageType::CrlBegin, encode_key_id("issuing-1"), 5, 1));
  chunk.stream = 5;
  EXPECT_EQ(code_of(desk.ask(MessageType::CrlChunk, encode_crl_chunk(chunk), 6, 2)), "signer.refused")
      << "another connection's";
  EXPECT_EQ(code_of(desk.ask(MessageType::CrlEnd, encode_crl_end({5, 1}), 7, 1)), "signer.refused")
      << "a wrong total";
  EXPECT_EQ(code_of(desk.ask(MessageType::CrlEnd, encode_crl_end({5, 0}), 8, 1)), "signer.refused")
      << "is dropped";
  for (std::uint64_t i = 0; i < Desk::kMaxCrlStreams; ++i) {
    ASSERT_TRUE(desk.ask(MessageType::CrlBegin, encode_key_id("issuing-1"), 10 + i, 3));
  }
  const auto one_more = desk.ask(MessageType::CrlBegin, encode_key_id("issuing-1"), 20, 4);
  EXPECT_EQ(code_of(one_more), "signer.rate");
  EXPECT_EQ(one_more.error().kind, ErrorKind::TooMany);
  desk.desk().drop_connection(3);
  EXPECT_TRUE(desk.desk().crl_streams.empty());
}

TEST_F(HandlersTest, TheClockMayNotGoBack) {
  ASSERT_TRUE(desk.sign_certificates({tbs(1)}));
  desk.clock.advance(-std::chrono::milliseconds(900));
  EXPECT_TRUE(desk.sign_certificates({tbs(2)})) << "a second is slack";
  desk.clock.advance(-minutes(1));
  const auto behind = desk.sign_certificates({tbs(3)});
  EXPECT_EQ(code_of(behind), "signer.clock");
  EXPECT_EQ(behind.error().kind, ErrorKind::Unavailable);
  EXPECT_EQ(code_of(desk.sign_head(test_head(1, 1, test_time()))), "signer.clock");
  desk.reopen();
  EXPECT_EQ(code_of(desk.sign_certificates({tbs(3)})), "signer.clock") << "the highest time is stored";
  desk.clock.set(test_time());
  EXPECT_TRUE(desk.sign_certificates({tbs(3)}));
}

TEST_F(HandlersTest, WithoutRoomForTheJournalNoSignatureLeaves) {
  const auto used = std::filesystem::file_size(desk.folder / "journal");
  auto* const handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit limit{};
  getrlimit(RLIMIT_FSIZE, &limit);
  const rlimit tight{used + 10, limit.rlim_max};
  setrlimit(RLIMIT_FSIZE, &tight);
  const auto certificate = desk.sign_certificates({tbs(1)});
  const auto head = desk.sign_head(test_head(1, 1, test_time()));
  const auto status = desk.ask(MessageType::Status, {});
  setrlimit(RLIMIT_FSIZE, &limit);
  std::signal(SIGXFSZ, handler);
  EXPECT_EQ(code_of(certificate), "signer.journal");
  EXPECT_EQ(certificate.error().kind, ErrorKind::Unavailable);
  EXPECT_EQ(code_of(head), "signer.journal");
  EXPECT_TRUE(status) << "the daemon lives";
  EXPECT_TRUE(desk.sign_certificates({tbs(1)})) << "and signs again when there is room";
  EXPECT_TRUE(desk.sign_head(test_head(1, 2, test_time()))) << "what never left binds nothing";
}

TEST_F(HandlersTest, AsksWithinOneRoundSeeEachOther) {
  const Outcome first =
      desk.dispatch(MessageType::SignCertificates, certificates_body("issuing-1", {tbs(1)}));
  ASSERT_TRUE(first.after_commit);
  EXPECT_FALSE(desk.desk().journal->round_empty());
  const Outcome again =
      desk.dispatch(MessageType::SignCertificates, certificates_body("issuing-1", {tbs(1)}), 2);
  EXPECT_FALSE(again.after_commit) << "the round was committed in between";
  EXPECT_EQ(again.body, first.body);
  x509::TbsCertificate other = test_tbs(2, test_time());
  ASSERT_TRUE(
      desk.dispatch(MessageType::SignCertificates, certificates_body("issuing-1", {tbs(2)}), 3).after_commit);
  other.subject = test_name("Another");
  const Outcome conflict =
      desk.dispatch(MessageType::SignCertificates, certificates_body("issuing-1", {other.to_der()}), 4);
  EXPECT_EQ(decode_error(conflict.body).code, "signer.serial_used");
  ASSERT_TRUE(
      desk.dispatch(MessageType::SignTreeHead, tree_body("tree-1", test_head(5, 1, test_time()).body()))
          .after_commit);
  const Outcome smaller =
      desk.dispatch(MessageType::SignTreeHead, tree_body("tree-1", test_head(4, 1, test_time()).body()));
  EXPECT_EQ(decode_error(smaller.body).code, "signer.refused");
}

TEST_F(HandlersTest, KeysAreShownAndMadeOnce) {
  const auto keys = decode_key_infos(desk.ask(MessageType::Keys, encode_keys_request("")).value());
  ASSERT_TRUE(keys);
  ASSERT_EQ(keys->size(), 4U);
  EXPECT_EQ(keys->at(1).spec.id, "issuing-1");
  EXPECT_EQ(decode_key_infos(desk.ask(MessageType::Keys, encode_keys_request("ocsp-1")).value())->size(), 1U);
  EXPECT_EQ(decode_key_infos(desk.ask(MessageType::Keys, encode_keys_request("tree-1")).value())->size(), 0U);
  const auto info = decode_key_info(desk.ask(MessageType::Key, encode_key_id("ocsp-1")).value());
  ASSERT_TRUE(info);
  EXPECT_TRUE(info->unlocked);
  EXPECT_TRUE(info->public_key == desk.public_key("ocsp-1"));
  EXPECT_EQ(code_of(desk.ask(MessageType::Key, encode_key_id("nobody"))), "signer.key");
  const auto twice = desk.ask(MessageType::Generate, encode_generate(ocsp_spec()));
  EXPECT_EQ(code_of(twice), "signer.key_exists");
  EXPECT_EQ(twice.error().kind, ErrorKind::Conflict);
}

TEST_F(HandlersTest, KeysAndJournalBelongTogether) {
  desk.close();
  std::filesystem::rename(desk.folder / "journal", desk.folder / "lost");
  EXPECT_EQ(code_of(desk.try_open()), "signer.journal_damaged")
      << "keys without the journal of what they signed";
  std::filesystem::remove(desk.folder / "journal");
  std::filesystem::rename(desk.folder / "lost", desk.folder / "journal");
  EXPECT_TRUE(desk.try_open());
}

TEST_F(HandlersTest, AKeyFileLostWithTheDiskCanBeMadeAnew) {
  ASSERT_TRUE(desk.sign_head(test_head(10, 1, test_time())));
  desk.close();
  std::filesystem::remove(desk.folder / "keys/tree-1.key");
  desk.reopen();
  ASSERT_TRUE(desk.ask(MessageType::Generate, encode_generate(tree_spec())));
  EXPECT_TRUE(desk.sign_head(test_head(1, 1, test_time()))) << "a new key, a new ledger";
  desk.reopen();
  EXPECT_EQ(code_of(desk.sign_head(test_head(0, 1, test_time()))), "signer.refused");
}

TEST(HandlersCeremonyTest, AnAuthorityIsSignedHereOnly) {
  TestDesk desk(true);
  desk.furnish();
  const Bytes authority = test_authority_tbs(1, test_time() - hours(100)).to_der();
  const auto signatures = desk.sign_certificates({authority}, "root-1");
  ASSERT_TRUE(signatures) << base::describe(signatures.error());
  EXPECT_TRUE(crypto::sm2_verify(desk.public_key("root-1"), authority, signatures->at(0)));
  EXPECT_EQ(code_of(desk.sign_certificates({test_tbs(2, test_time()).to_der()}, "root-1")), "signer.refused");
  EXPECT_TRUE(desk.sign_crl(test_crl(1, test_time()), {}, "root-1"));
}

}  // namespace
}  // namespace yinxin::signer
