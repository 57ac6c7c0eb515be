// The messages about who vouches for a certificate: sign-certificates with its acts, enrol, enrolled.
#include <algorithm>

#include "signer/message.hpp"

namespace yinxin::signer {
namespace {

base::Bytes encode_act(const ActView& act) {
  if (act.empty()) return {};
  FieldWriter out;
  out.octets(act.signature_base).octets(act.signature).octets(act.content).octets(act.certificate);
  if (!act.place.empty()) out.octets(act.place);
  return std::move(out).take();
}

ActView read_act(FieldReader& from) {
  ActView act;
  const base::ByteView octets = from.octets(kMaxActBytes);
  if (octets.empty()) return act;
  FieldReader in(octets);
  act.signature_base = in.octets(kMaxActBaseBytes);
  act.signature = in.octets(kMaxActSignatureBytes);
  act.content = in.octets(kMaxActContentBytes);
  act.certificate = in.octets(kMaxActCertificateBytes);
  if (!in.failed() && !in.complete()) {
    act.place = in.octets(kMaxActPlaceBytes);
    if (act.place.empty()) from.fail();  // an act for one key ends with the certificate
  }
  if (!in.complete() || act.empty()) from.fail();
  return act;
}

void write_enrolled(FieldWriter& out, const Enrolled& who) {
  out.text(who.id).text(who.roles).fixed(who.public_key.point());
}

Enrolled read_enrolled(FieldReader& in) {
  Enrolled who;
  who.id = read_key_id(in);
  who.roles = in.text(kMaxRolesBytes);
  auto key = crypto::Sm2PublicKey::from_point(in.fixed(crypto::Sm2PublicKey::kPointSize));
  if (!key || !is_roles_text(who.roles)) {
    in.fail();
    return who;
  }
  who.public_key = std::move(key).value();
  return who;
}

}  // namespace

bool is_roles_text(std::string_view text) {
  char before = ' ';
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || c == '_';
    if (!letter && (c != ' ' || before == ' ')) return false;
    before = c;
  }
  return text.empty() || before != ' ';
}

base::Result<void> check_act_size(const Act& act) {
  if (act.signature_base.size() <= kMaxActBaseBytes && act.signature.size() <= kMaxActSignatureBytes &&
      act.content.size() <= kMaxActContentBytes && act.certificate.size() <= kMaxActCertificateBytes &&
      act.place.size() <= kMaxActPlaceBytes) {
    return {};
  }
  return base::make_error(base::ErrorKind::Refused, "signer.act", "larger than an act may be");
}

base::Bytes encode_act_place(const ActPlace& place) {
  FieldWriter out;
  out.u64(place.index);
  for (const proof::Hash& hash : place.path) out.fixed(hash);
  return std::move(out).take();
}

std::optional<ActPlace> decode_act_place(base::ByteView octets) {
  constexpr std::size_t kIndex = sizeof(std::uint64_t);
  constexpr std::size_t kHash = std::tuple_size_v<proof::Hash>;
  if (octets.size() < kIndex || octets.size() > kMaxActPlaceBytes || (octets.size() - kIndex) % kHash != 0)
    return std::nullopt;
  ActPlace place;
  place.index = base::read_u64(octets.first<kIndex>());
  for (std::size_t at = kIndex; at < octets.size(); at += kHash)
    std::ranges::copy(octets.subspan(at, kHash), place.path.emplace_back().begin());
  return place;
}

ActView view_of(const Act& act) {
  return {act.signature_base, act.signature, act.content, act.certificate, act.place};
}

base::Bytes encode_certificates(const CertificatesRequest& request) {
  FieldWriter out;
  out.text(request.key_id).u16(static_cast<std::uint16_t>(request.items.size()));
  for (const CertificateWish& item : request.items) out.octets(item.tbs).octets(encode_act(item.act));
  return std::move(out).take();
}

base::Result<CertificatesRequest> decode_certificates(base::ByteView body) {
  FieldReader in(body);
  CertificatesRequest request;
  request.key_id = read_key_id(in);
  const std::size_t count = in.u16();
  if (count == 0 || count > kMaxItems) in.fail();
  for (std::size_t i = 0; i < count && !in.failed(); ++i) {
    CertificateWish& item = request.items.emplace_back();
    item.tbs = in.octets(kMaxFrameBytes);
    item.act = read_act(in);
  }
  return all_of(in, std::move(request), "sign-certificates");
}

base::Bytes encode_enrol(const Enrolled& who) {
  FieldWriter out;
  write_enrolled(out, who);
  return std::move(out).take();
}

base::Result<Enrolled> decode_enrol(base::ByteView body) {
  FieldReader in(body);
  Enrolled who = read_enrolled(in);
  return all_of(in, std::move(who), "enrol");
}

base::Bytes encode_enrolled(const std::vector<Enrolled>& all) {
  FieldWriter out;
  out.u16(static_cast<std::uint16_t>(all.size()));
  for (const Enrolled& who : all) write_enrolled(out, who);
  return std::move(out).take();
}

base::Result<std::vector<Enrolled>> decode_enrolled(base::ByteView body) {
  FieldReader in(body);
  const std::size_t count = in.u16();
  if (count > kMaxEnrolled) in.fail();
  std::vector<Enrolled> all;
  for (std::size_t i = 0; i < count && !in.failed(); ++i) all.push_back(read_enrolled(in));
  return all_of(in, std::move(all), "enrolled");
}

}  // namespace yinxin::signer
