#include "proof/leaf.hpp"

#include <algorithm>
#include <stdexcept>

namespace yinxin::proof {
namespace {

base::Bytes commitment_message(base::ByteView canonical_record) {
  base::Bytes message = base::to_bytes(kCommitmentDomain);
  base::append(message, canonical_record);
  return message;
}

}  // namespace

LeafBytes Leaf::to_bytes() const {
  base::Bytes out;
  out.reserve(kLeafSize);
  out.push_back(kLeafVersion);
  base::append_u64(out, static_cast<std::uint64_t>(base::to_micros(time)));
  base::append_u16(out, static_cast<std::uint16_t>(act));
  base::append(out, object);
  base::append(out, commitment);
  base::append(out, certificate);
  LeafBytes bytes;
  std::copy_n(out.begin(), kLeafSize, bytes.begin());
  return bytes;
}

base::Result<Leaf> Leaf::parse(base::ByteView octets) {
  const auto bad = [](const char* what) {
    return base::make_error(base::ErrorKind::Malformed, "proof.leaf", what);
  };
  if (octets.size() != kLeafSize) return bad("length");
  if (octets[0] != kLeafVersion) return bad("version");
  const std::uint64_t micros = base::read_u64(octets.subspan<1, 8>());
  if (micros > INT64_MAX) return bad("time");
  Leaf leaf;
  leaf.time = base::from_micros(static_cast<std::int64_t>(micros));
  YX_TRY(leaf.act, act_code(static_cast<std::uint16_t>(octets[9] << 8 | octets[10])));
  YX_TRY(leaf.object, to_hash(octets.subspan(11, crypto::kSm3Size)));
  YX_TRY(leaf.commitment, to_hash(octets.subspan(43, crypto::kSm3Size)));
  YX_TRY(leaf.certificate, to_hash(octets.subspan(75, crypto::kSm3Size)));
  return leaf;
}

Hash object_hash(std::string_view object) {
  return crypto::sm3(base::as_bytes(object));
}

Hash commit(const base::SecretBytes& opening, const Record& record) {
  if (opening.size() != kOpeningSize) throw std::logic_error("proof: an opening is 32 octets");
  return crypto::hmac_sm3(opening, commitment_message(record.to_bytes()));
}

Hash commit(base::ByteView opening, base::ByteView canonical_record) {
  return crypto::hmac_sm3(opening, commitment_message(canonical_record));
}

}  // namespace yinxin::proof
