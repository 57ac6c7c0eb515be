#include "signer/message.hpp"

#include <algorithm>
#include <utility>

namespace yinxin::signer {
namespace {

using base::ErrorKind;

constexpr std::size_t kMaxCodeBytes = 128;
constexpr std::size_t kMaxDetailBytes = 2048;
constexpr std::size_t kMaxInfosPerAnswer = 1024;  // more than a frame holds

/// The octet of each kind on the wire; never renumbered.
constexpr std::pair<ErrorKind, std::uint8_t> kErrorKinds[] = {
    {ErrorKind::Malformed, 1},       {ErrorKind::Refused, 2},      {ErrorKind::NotFound, 3},
    {ErrorKind::Conflict, 4},        {ErrorKind::NotYet, 5},       {ErrorKind::TooLate, 6},
    {ErrorKind::Unauthenticated, 7}, {ErrorKind::Forbidden, 8},    {ErrorKind::TooLarge, 9},
    {ErrorKind::TooMany, 10},        {ErrorKind::Unavailable, 11}, {ErrorKind::Internal, 12},
};

void write_key_info(FieldWriter& out, const KeyInfo& info) {
  write_key_spec(out, info.spec);
  out.fixed(info.public_key.point());
  out.u8(info.unlocked ? 1 : 0);
}

KeyInfo read_key_info(FieldReader& in) {
  KeyInfo info;
  info.spec = read_key_spec(in);
  const base::ByteView point = in.fixed(crypto::Sm2PublicKey::kPointSize);
  info.unlocked = read_flag(in);
  if (in.failed()) return info;
  auto key = crypto::Sm2PublicKey::from_point(point);
  if (!key) {
    in.fail();
    return info;
  }
  info.public_key = std::move(key).value();
  return info;
}

}  // namespace

base::Error malformed_message(std::string detail) {
  return base::make_error(ErrorKind::Malformed, "signer.message", std::move(detail));
}

bool is_key_id(std::string_view id) {
  const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  return !id.empty() && id.size() <= kMaxKeyIdBytes && std::all_of(id.begin(), id.end(), allowed);
}

bool read_flag(FieldReader& in) {
  const std::uint8_t value = in.u8();
  if (value > 1) in.fail();
  return value == 1;
}

KeyClass read_key_class(FieldReader& in) {
  const std::uint8_t value = in.u8();
  if (value < 1 || value > 3) {
    in.fail();
    return KeyClass::Online;
  }
  return static_cast<KeyClass>(value);
}

std::string read_key_id(FieldReader& in) {
  std::string id = in.text(kMaxKeyIdBytes);
  if (!is_key_id(id)) in.fail();
  return id;
}

base::Bytes encode_frame(std::uint8_t type, std::uint64_t number, base::ByteView body) {
  FieldWriter out(kLengthBytes + kFrameHeadBytes + body.size());
  out.u32(static_cast<std::uint32_t>(kFrameHeadBytes + body.size()));
  out.u8(kProtocolVersion).u8(type).u64(number).fixed(body);
  return std::move(out).take();
}

base::Result<std::optional<Frame>> next_frame(base::ByteView input) {
  const std::optional<Frame> incomplete;
  if (input.size() < kLengthBytes) return incomplete;
  const std::size_t length = base::read_u32(input.first<kLengthBytes>());
  if (length < kFrameHeadBytes || length > kMaxFrameBytes) return malformed_message("length of a frame");
  if (input.size() > kLengthBytes && input[kLengthBytes] != kProtocolVersion)
    return malformed_message("version");
  if (input.size() - kLengthBytes < length) return incomplete;
  FieldReader in(input.subspan(kLengthBytes + 1, length - 1));
  Frame frame;
  frame.type = in.u8();
  frame.number = in.u64();
  frame.body = in.rest();
  frame.whole_bytes = kLengthBytes + length;
  return std::optional<Frame>(frame);
}

void write_key_spec(FieldWriter& out, const KeySpec& spec) {
  const KeyLimits& limits = spec.limits;
  out.text(spec.id)
      .u8(static_cast<std::uint8_t>(spec.key_class))
      .u32(limits.purposes)
      .octets(limits.issuer_name);
  out.u32(static_cast<std::uint32_t>(limits.longest_validity.count()))
      .text(limits.origin)
      .text(limits.acts_by);
}

KeySpec read_key_spec(FieldReader& in) {
  constexpr std::uint32_t kMostDays = 36'525;  // a century; keeps arithmetic on times far from overflow
  KeySpec spec;
  spec.id = read_key_id(in);
  spec.key_class = read_key_class(in);
  spec.limits.purposes = in.u32();
  spec.limits.issuer_name = base::to_bytes(in.octets(kMaxIssuerNameBytes));
  const std::uint32_t validity_days = in.u32();
  spec.limits.longest_validity = std::chrono::days(validity_days);
  spec.limits.origin = in.text(kMaxOriginBytes);
  spec.limits.acts_by = in.text(kMaxKeyIdBytes);
  if (!spec.limits.acts_by.empty() && !is_key_id(spec.limits.acts_by)) in.fail();
  if ((spec.limits.purposes & ~kAllPurposes) != 0 || validity_days > kMostDays) in.fail();
  return spec;
}

base::Bytes encode_keys_request(std::string_view after) {
  FieldWriter out;
  out.text(after);
  return std::move(out).take();
}

base::Bytes encode_key_id(std::string_view id) {
  return encode_keys_request(id);
}

base::Bytes encode_generate(const KeySpec& spec) {
  FieldWriter out;
  write_key_spec(out, spec);
  return std::move(out).take();
}

base::Bytes encode_sign(const SignRequest& request) {
  FieldWriter out;
  out.text(request.key_id).u16(static_cast<std::uint16_t>(request.items.size()));
  for (const base::ByteView item : request.items) out.octets(item);
  return std::move(out).take();
}

base::Bytes encode_tree_head(const TreeHeadRequest& request) {
  FieldWriter out;
  out.text(request.key_id).text(request.note);
  return std::move(out).take();
}

base::Bytes encode_crl_chunk(const CrlChunk& chunk) {
  FieldWriter out;
  out.u64(chunk.stream).octets(chunk.octets);
  return std::move(out).take();
}

base::Bytes encode_crl_end(const CrlEnd& end) {
  FieldWriter out;
  out.u64(end.stream).u64(end.total_bytes);
  return std::move(out).take();
}

base::Result<std::string> decode_keys_request(base::ByteView body) {
  FieldReader in(body);
  std::string after = in.text(kMaxKeyIdBytes);
  if (!after.empty() && !is_key_id(after)) in.fail();
  return all_of(in, std::move(after), "keys");
}

base::Result<std::string> decode_key_id(base::ByteView body) {
  FieldReader in(body);
  std::string id = read_key_id(in);
  return all_of(in, std::move(id), "key id");
}

base::Result<KeySpec> decode_generate(base::ByteView body) {
  FieldReader in(body);
  KeySpec spec = read_key_spec(in);
  return all_of(in, std::move(spec), "generate");
}

base::Result<SignRequest> decode_sign(base::ByteView body) {
  FieldReader in(body);
  SignRequest request;
  request.key_id = read_key_id(in);
  const std::size_t count = in.u16();
  if (count == 0 || count > kMaxItems) in.fail();
  for (std::size_t i = 0; i < count && !in.failed(); ++i) request.items.push_back(in.octets(kMaxFrameBytes));
  return all_of(in, std::move(request), "sign");
}

base::Result<TreeHeadRequest> decode_tree_head(base::ByteView body) {
  FieldReader in(body);
  TreeHeadRequest request;
  request.key_id = read_key_id(in);
  request.note = in.text(kMaxNoteBytes);
  return all_of(in, std::move(request), "sign-tree-head");
}

base::Result<CrlChunk> decode_crl_chunk(base::ByteView body) {
  FieldReader in(body);
  CrlChunk chunk;
  chunk.stream = in.u64();
  chunk.octets = in.octets(kMaxChunkBytes);
  return all_of(in, chunk, "crl-chunk");
}

base::Result<CrlEnd> decode_crl_end(base::ByteView body) {
  FieldReader in(body);
  CrlEnd end;
  end.stream = in.u64();
  end.total_bytes = in.u64();
  return all_of(in, end, "crl-end");
}

base::Bytes encode_clock(std::chrono::microseconds ahead) {
  FieldWriter out;
  out.u64(static_cast<std::uint64_t>(ahead.count()));
  return std::move(out).take();
}

base::Result<std::chrono::microseconds> decode_clock(base::ByteView body) {
  constexpr auto kMost =
      static_cast<std::uint64_t>(std::chrono::microseconds(base::MovableClock::kMostAhead).count());
  FieldReader in(body);
  const std::uint64_t ahead = in.u64();
  if (ahead > kMost) in.fail();
  return all_of(in, std::chrono::microseconds(static_cast<std::int64_t>(in.failed() ? 0 : ahead)),
                "move-clock");
}

base::Result<void> decode_empty(base::ByteView body) {
  if (!body.empty()) return malformed_message("a body where none belongs");
  return {};
}

base::Bytes encode_status(const DaemonStatus& status) {
  FieldWriter out;
  for (const bool flag : {status.ceremony, status.quorum_unlocked, status.online_unlocked,
                          status.memory_locked, status.demonstration}) {
    out.u8(flag ? 1 : 0);
  }
  return std::move(out).take();
}

base::Result<DaemonStatus> decode_status(base::ByteView body) {
  FieldReader in(body);
  DaemonStatus status;
  for (bool* flag : {&status.ceremony, &status.quorum_unlocked, &status.online_unlocked,
                     &status.memory_locked, &status.demonstration}) {
    *flag = read_flag(in);
  }
  return all_of(in, status, "status");
}

base::Bytes encode_key_info(const KeyInfo& info) {
  FieldWriter out;
  write_key_info(out, info);
  return std::move(out).take();
}

base::Result<KeyInfo> decode_key_info(base::ByteView body) {
  FieldReader in(body);
  KeyInfo info = read_key_info(in);
  return all_of(in, std::move(info), "key");
}

base::Bytes encode_key_infos(const std::vector<KeyInfo>& infos) {
  FieldWriter out;
  out.u16(static_cast<std::uint16_t>(infos.size()));
  for (const KeyInfo& info : infos) write_key_info(out, info);
  return std::move(out).take();
}

base::Result<std::vector<KeyInfo>> decode_key_infos(base::ByteView body) {
  FieldReader in(body);
  const std::size_t count = in.u16();
  if (count > kMaxInfosPerAnswer) in.fail();
  std::vector<KeyInfo> infos;
  for (std::size_t i = 0; i < count && !in.failed(); ++i) infos.push_back(read_key_info(in));
  return all_of(in, std::move(infos), "keys");
}

base::Bytes encode_signatures(const std::vector<crypto::Sm2Signature>& signatures) {
  FieldWriter out;
  out.u16(static_cast<std::uint16_t>(signatures.size()));
  for (const crypto::Sm2Signature& signature : signatures) out.fixed(signature.r).fixed(signature.s);
  return std::move(out).take();
}

base::Result<std::vector<crypto::Sm2Signature>> decode_signatures(base::ByteView body) {
  FieldReader in(body);
  const std::size_t count = in.u16();
  if (count > kMaxItems) in.fail();
  std::vector<crypto::Sm2Signature> signatures;
  for (std::size_t i = 0; i < count && !in.failed(); ++i) {
    crypto::Sm2Signature& signature = signatures.emplace_back();
    std::ranges::copy(in.fixed(signature.r.size()), signature.r.begin());
    std::ranges::copy(in.fixed(signature.s.size()), signature.s.begin());
  }
  return all_of(in, std::move(signatures), "signatures");
}

base::Bytes encode_error(const base::Error& error) {
  const auto* known = std::ranges::find(kErrorKinds, error.kind, &std::pair<ErrorKind, std::uint8_t>::first);
  FieldWriter out;
  out.u8(known->second).text(std::string_view(error.code).substr(0, kMaxCodeBytes));
  out.text(std::string_view(error.detail).substr(0, kMaxDetailBytes));
  return std::move(out).take();
}

base::Error decode_error(base::ByteView body) {
  FieldReader in(body);
  const std::uint8_t kind = in.u8();
  std::string code = in.text(kMaxCodeBytes);
  std::string detail = in.text(kMaxDetailBytes);
  const auto* known = std::ranges::find(kErrorKinds, kind, &std::pair<ErrorKind, std::uint8_t>::second);
  if (!in.complete() || known == std::end(kErrorKinds)) return malformed_message("error answer");
  return base::make_error(known->first, code, std::move(detail));
}

}  // namespace yinxin::signer
