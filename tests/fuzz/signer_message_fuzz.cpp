// Octets as a peer of the signer may send them: cut into frames, decoded, and dispatched to an unlocked desk.
// A decoder accepts one form of each message only, so writing again what it read gives the same octets; and
// whatever comes, every outcome is one that a client can read.
#include <cstdlib>

#include "signer/daemon/test_desk.hpp"

namespace {

using namespace yinxin;
using namespace yinxin::signer;
using base::ByteView;

void require(bool fact) {
  if (!fact) std::abort();
}

void read_signed_again(const Signed& answer, ByteView body) {
  std::vector<base::Bytes> certificates;
  for (const SignedCertificate& one : answer.certificates)
    certificates.push_back(encode_signed_certificate(one.at, one.tbs, one.signature));
  require(base::equal(encode_signed(answer.next, certificates), body));
}

void read_again(ByteView body) {
  if (const auto id = decode_key_id(body)) require(base::equal(encode_key_id(*id), body));
  if (const auto after = decode_keys_request(body)) require(base::equal(encode_keys_request(*after), body));
  if (const auto unlock = decode_unlock(body)) require(base::equal(encode_unlock(*unlock), body));
  if (const auto share = decode_unlock_share(body)) require(base::equal(encode_unlock_share(*share), body));
  if (const auto wish = decode_signed_request(body)) require(base::equal(encode_signed_request(*wish), body));
  if (const auto wish = decode_last_signed_request(body))
    require(base::equal(encode_last_signed_request(*wish), body));
  if (const auto unwrap = decode_unwrap(body)) require(base::equal(encode_unwrap(*unwrap), body));
  if (const auto spec = decode_generate(body)) require(base::equal(encode_generate(*spec), body));
  if (const auto sign = decode_sign(body)) require(base::equal(encode_sign(*sign), body));
  if (const auto wishes = decode_certificates(body)) require(base::equal(encode_certificates(*wishes), body));
  if (const auto who = decode_enrol(body)) require(base::equal(encode_enrol(*who), body));
  if (const auto all = decode_enrolled(body)) require(base::equal(encode_enrolled(*all), body));
  if (const auto ahead = decode_clock(body)) require(base::equal(encode_clock(*ahead), body));
  if (const auto head = decode_tree_head(body)) require(base::equal(encode_tree_head(*head), body));
  if (const auto chunk = decode_crl_chunk(body)) require(base::equal(encode_crl_chunk(*chunk), body));
  if (const auto end = decode_crl_end(body)) require(base::equal(encode_crl_end(*end), body));
  if (const auto status = decode_status(body)) require(base::equal(encode_status(*status), body));
  if (const auto info = decode_key_info(body)) require(base::equal(encode_key_info(*info), body));
  if (const auto infos = decode_key_infos(body)) require(base::equal(encode_key_infos(*infos), body));
  if (const auto signatures = decode_signatures(body))
    require(base::equal(encode_signatures(*signatures), body));
  if (const auto progress = decode_share_progress(body))
    require(base::equal(encode_share_progress(*progress), body));
  if (const auto page = decode_last_signed(body)) require(base::equal(encode_last_signed(*page), body));
  if (const auto answer = decode_signed(body)) read_signed_again(*answer, body);
  static_cast<void>(decode_error(body));
}

/// A furnished desk, made anew now and then: rates and serials run out on an old one.
TestDesk& desk() {
  constexpr int kInputsPerDesk = 10'000;
  static std::unique_ptr<TestDesk> current;
  static int inputs = 0;
  if (inputs++ % kInputsPerDesk == 0) {
    current = std::make_unique<TestDesk>();
    current->furnish();
  }
  return *current;
}

void check(const Frame& frame, const Outcome& outcome) {
  if (outcome.type == kErrorAnswer) {
    const base::Error error = decode_error(outcome.body);
    require(outcome.malformed.has_value() == (error.code == "signer.message"));
    return;
  }
  require(outcome.type == answer_type(static_cast<MessageType>(frame.type)));
  if (!outcome.after_commit) return;
  const auto type = static_cast<MessageType>(frame.type);
  if (type == MessageType::Enrol) return require(outcome.body.empty());
  require(type == MessageType::Unwrap ? decode_data_key(outcome.body).has_value()
                                      : decode_signatures(outcome.body).has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ByteView rest(data, size);
  read_again(rest);
  TestDesk& current = desk();
  while (true) {
    const auto next = next_frame(rest);
    if (!next || !next->has_value()) break;
    const Frame frame = **next;
    require(frame.whole_bytes <= rest.size() && frame.whole_bytes >= kLengthBytes + kFrameHeadBytes);
    require(base::equal(encode_frame(frame.type, frame.number, frame.body), rest.first(frame.whole_bytes)));
    read_again(frame.body);
    const Outcome outcome = current.dispatch(frame);
    check(frame, outcome);
    if (outcome.malformed) break;
    rest = rest.subspan(frame.whole_bytes);
  }
  require(current.desk().journal->commit().has_value());
  current.desk().drop_connection(1);
  return 0;
}
