// The fuzz corpus of the signer's messages is made here, so that it stays what the protocol says: with
// YX_UPDATE_GOLDEN set it is written, without it compared. And its well-formed session still gets signatures.
#include <gtest/gtest.h>

#include "base/files.hpp"
#include "signer/daemon/test_act.hpp"

namespace yinxin::signer {
namespace {

using base::Bytes;
using base::ByteView;

const std::string kFolder = YX_SOURCE_DIR "/tests/fuzz/corpus/signer_message";
const std::string kActFolder = YX_SOURCE_DIR "/tests/fuzz/corpus/act";

Bytes message(MessageType type, std::uint64_t number, const Bytes& body) {
  return encode_frame(static_cast<std::uint8_t>(type), number, body);
}

Bytes crl_messages(const Bytes& tbs) {
  Bytes all = message(MessageType::CrlBegin, 20, encode_key_id("issuing-1"));
  for (std::size_t at = 0; at < tbs.size(); at += 100) {
    CrlChunk chunk;
    chunk.stream = 20;
    chunk.octets = ByteView(tbs).subspan(at, std::min<std::size_t>(100, tbs.size() - at));
    base::append(all, message(MessageType::CrlChunk, 21 + at, encode_crl_chunk(chunk)));
  }
  base::append(all, message(MessageType::CrlEnd, 30'000, encode_crl_end({20, tbs.size()})));
  return all;
}

/// One message of each sort that an unlocked everyday desk answers well.
Bytes session(const Bytes& crl_tbs, const Bytes& wrapped) {
  const Bytes certificates =
      certificates_body("issuing-1", {test_tbs(1, test_time()).to_der(), test_tbs(2, test_time()).to_der()});
  KeySpec another = ocsp_spec();
  another.id = "ocsp-2";
  Bytes all = message(MessageType::Status, 1, {});
  base::append(all, message(MessageType::Keys, 2, encode_keys_request("")));
  base::append(all, message(MessageType::Key, 3, encode_key_id("ocsp-1")));
  base::append(all, message(MessageType::Unlock, 4, TestDesk::unlock_body(KeyClass::Online)));
  base::append(all, message(MessageType::Generate, 5, encode_generate(another)));
  base::append(all, message(MessageType::SignCertificates, 6, certificates));
  base::append(all, message(MessageType::SignCertificates, 7, certificates));
  base::append(
      all, message(MessageType::SignTreeHead, 8, tree_body("tree-1", test_head(3, 1, test_time()).body())));
  base::append(all, crl_messages(crl_tbs));
  base::append(all, message(MessageType::SignedCertificates, 9, encode_signed_request({"issuing-1", 0})));
  base::append(all, message(MessageType::LastSigned, 11, encode_last_signed_request({"issuing-1", ""})));
  base::append(all, message(MessageType::Unwrap, 10, TestDesk::unwrap_body("data-1", wrapped)));
  return all;
}

/// Two shares of a desk's own credential, which the fuzzer's desk knows nothing of.
Bytes shares() {
  ShareRequest request;
  request.set = {{1, 2, 3, 4, 5, 6, 7, 8}, 3};
  const Bytes octets(kCredentialBytes, 0x5A);
  request.octets = octets;
  Bytes all;
  for (const std::uint8_t index : {std::uint8_t{1}, std::uint8_t{2}}) {
    request.index = index;
    base::append(all, message(MessageType::UnlockShare, index, encode_unlock_share(request)));
  }
  return all;
}

/// Certificates with an act that is in form; and somebody enrolled.
Bytes acts() {
  ActPlan plan;
  plan.content = issue_content(test_tbs(1, test_time()).public_key);
  const Act act{base::to_bytes(plan.base()), Bytes(70, 0x30), base::to_bytes(plan.content), Bytes(20, 0x30)};
  Bytes all = message(MessageType::SignCertificates, 1,
                      certificates_body("issuing-1", {test_tbs(6, test_time()).to_der()}, {act}));
  base::append(
      all, message(MessageType::Enrol, 2,
                   encode_enrol({"sec-1", "security_administrator", test_tbs(1, test_time()).public_key})));
  base::append(all, message(MessageType::Enrolled, 3, {}));
  return all;
}

/// What the daemon reads of an act: an octet that says how, then the base or the content.
std::map<std::string, Bytes> act_corpus() {
  ActPlan plan;
  plan.content = issue_content(test_tbs(1, test_time()).public_key);
  ActPlan in_parts = plan;
  in_parts.target = "/applications/A-1/events";
  in_parts.parameters += ";expires=1795334460";
  const auto with = [](char mark, const std::string& text) { return base::to_bytes(mark + text); };
  return {{"issue.base", with('b', plan.base())},
          {"expires.base", with('b', in_parts.base())},
          {"line-break.base", with('b', plan.base() + "\n")},
          {"issue.content", with('i', plan.content)},
          {"authorise.content",
           with('a', authorise_content(test_tbs(1, test_time()).public_key, "issuing_officer"))},
          {"deep.content", with('i', std::string(200, '['))}};
}

std::map<std::string, Bytes> corpus(const Bytes& crl_tbs) {
  const Bytes wrapped(140, 0x30);  // the desk's key is another one in every run
  const Bytes status = message(MessageType::Status, 1, {});
  const Bytes certificate = certificates_body("issuing-1", {test_tbs(3, test_time()).to_der()});
  x509::TbsCertificate early = test_tbs(4, test_time() - std::chrono::hours(1));
  Bytes unfinished = message(MessageType::SignCertificates, 1, certificate);
  unfinished.resize(unfinished.size() / 2);
  Bytes trailing = certificate;
  trailing.push_back(0);
  return {
      {"session.frames", session(crl_tbs, wrapped)},
      {"shares.frames", shares()},
      {"acts.frames", acts()},
      {"clock.frames", message(MessageType::MoveClock, 1, encode_clock(std::chrono::hours(24)))},
      {"enrolled-answer.body", encode_enrolled({{"a-1", "b c", test_tbs(1, test_time()).public_key}})},
      {"share-without-index.bad", message(MessageType::UnlockShare, 1, encode_unlock_share({}))},
      {"signed-answer.body",
       encode_signed(1, std::vector<Bytes>{encode_signed_certificate(test_time(), Bytes{1, 2}, {})})},
      {"last-signed-answer.body", encode_last_signed({{2, 3, {}, {{"http://crl.example/1.crl", 7}}}, true})},
      {"progress-answer.body", encode_share_progress({2, 3, false})},
      {"authority.frames",
       message(MessageType::SignCertificates, 1,
               certificates_body("issuing-1", {test_authority_tbs(5, test_time()).to_der()}))},
      {"back-dated.frames",
       message(MessageType::SignCertificates, 1, certificates_body("issuing-1", {early.to_der()}))},
      {"not-a-certificate.frames",
       message(MessageType::SignCertificates, 1, certificates_body("issuing-1", {Bytes{0x30, 0}}))},
      {"ocsp-of-another-key.frames",
       message(MessageType::SignOcsp, 1,
               sign_body("ocsp-1", {test_ocsp(test_tbs(1, test_time()).public_key, test_time()).to_der()}))},
      {"wrong-credential.frames", message(MessageType::Unlock, 1, encode_unlock({KeyClass::Quorum, {}}))},
      {"unfinished.bad", unfinished},
      {"octet-after-body.bad", message(MessageType::SignCertificates, 1, trailing)},
      {"unknown-type.bad", message(static_cast<MessageType>(0x55), 1, {})},
      {"version-2.bad", Bytes{0, 0, 0, 10, 2, 1, 0, 0, 0, 0, 0, 0, 0, 1}},
      {"length-too-large.bad", Bytes{0, 4, 0, 1, 1, 1}},
      {"length-too-small.bad", Bytes{0, 0, 0, 9, 1, 1}},
      {"octets-over-the-end.bad", message(MessageType::Key, 1, Bytes{0xFF, 0xFF, 0xFF, 0xFF, 'a'})},
      {"answers.body", encode_signatures({{}, {}})},
      {"status-answer.body", encode_status({})},
  };
}

TEST(FuzzCorpus, IsWhatTheProtocolSays) {
  TestDesk desk;
  desk.furnish();
  const bool update = std::getenv("YX_UPDATE_GOLDEN") != nullptr;
  std::map<std::string, Bytes> all;
  for (auto& [name, octets] : corpus(desk.crl_tbs(test_crl(1, test_time()), {}).value()))
    all[kFolder + "/" + name] = octets;
  for (auto& [name, octets] : act_corpus()) all[kActFolder + "/" + name] = octets;
  for (const auto& [path, octets] : all) {
    if (update) {
      ASSERT_TRUE(base::write_file_durably(path, octets, 0644));
    }
    const auto stored = base::read_file(path, 1 << 20);
    ASSERT_TRUE(stored) << path;
    EXPECT_EQ(*stored, octets) << path;
  }
}

TEST(FuzzCorpus, ItsSessionReachesEveryHandler) {
  TestDesk desk;
  desk.furnish();
  const Bytes wrapped = crypto::sm2_encrypt(desk.public_key("data-1"), Bytes(32, 1)).value();
  const Bytes octets = session(desk.crl_tbs(test_crl(1, test_time()), {}).value(), wrapped);
  std::size_t after_commit = 0;
  for (ByteView rest = octets; !rest.empty();) {
    const auto frame = next_frame(rest);
    ASSERT_TRUE(frame && frame->has_value());
    const Outcome outcome = desk.dispatch(**frame);
    EXPECT_NE(outcome.type, kErrorAnswer)
        << (*frame)->number << " " << base::describe(decode_error(outcome.body));
    after_commit += outcome.after_commit ? 1U : 0U;
    rest = rest.subspan((*frame)->whole_bytes);
  }
  EXPECT_EQ(after_commit, 4U) << "certificates once, a tree head, a list, a data key";
}

}  // namespace
}  // namespace yinxin::signer
