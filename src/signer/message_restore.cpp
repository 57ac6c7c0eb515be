// The messages that a restored database learns from: signed-certificates and last-signed.
#include <algorithm>

#include "signer/message.hpp"

namespace yinxin::signer {

base::Bytes encode_signed_request(const SignedRequest& request) {
  FieldWriter out;
  out.text(request.key_id).u64(request.from);
  return std::move(out).take();
}

base::Result<SignedRequest> decode_signed_request(base::ByteView body) {
  FieldReader in(body);
  SignedRequest request;
  request.key_id = read_key_id(in);
  request.from = in.u64();
  return all_of(in, std::move(request), "signed-certificates");
}

base::Bytes encode_signed_certificate(base::Time at, base::ByteView tbs,
                                      const crypto::Sm2Signature& signature) {
  FieldWriter out;
  out.u64(static_cast<std::uint64_t>(base::to_micros(at))).octets(tbs);
  out.fixed(signature.r).fixed(signature.s);
  return std::move(out).take();
}

base::Bytes encode_signed(std::uint64_t next, std::span<const base::Bytes> certificates) {
  FieldWriter out;
  out.u64(next).u16(static_cast<std::uint16_t>(certificates.size()));
  for (const base::Bytes& certificate : certificates) out.fixed(certificate);
  return std::move(out).take();
}

base::Result<Signed> decode_signed(base::ByteView body) {
  FieldReader in(body);
  Signed answer;
  answer.next = in.u64();
  const std::size_t count = in.u16();
  for (std::size_t i = 0; i < count && !in.failed(); ++i) {
    SignedCertificate& one = answer.certificates.emplace_back();
    one.at = base::from_micros(static_cast<std::int64_t>(in.u64()));
    one.tbs = base::to_bytes(in.octets(kMaxSignedBytes));
    std::ranges::copy(in.fixed(one.signature.r.size()), one.signature.r.begin());
    std::ranges::copy(in.fixed(one.signature.s.size()), one.signature.s.begin());
  }
  return all_of(in, std::move(answer), "signed-certificates");
}

base::Bytes encode_last_signed_request(const LastSignedRequest& request) {
  FieldWriter out;
  out.text(request.key_id).text(request.after);
  return std::move(out).take();
}

base::Result<LastSignedRequest> decode_last_signed_request(base::ByteView body) {
  FieldReader in(body);
  LastSignedRequest request;
  request.key_id = read_key_id(in);
  request.after = in.text(kMaxUriBytes);
  return all_of(in, std::move(request), "last-signed");
}

base::Bytes encode_last_signed(const LastSignedPage& page) {
  const LastSigned& last = page.last;
  FieldWriter out;
  out.u64(last.certificates).u64(last.tree_size).fixed(last.tree_root);
  out.u16(static_cast<std::uint16_t>(last.lists.size()));
  for (const LastSigned::List& list : last.lists) out.text(list.distribution_point).u64(list.number);
  out.u8(page.more ? 1 : 0);
  return std::move(out).take();
}

base::Result<LastSignedPage> decode_last_signed(base::ByteView body) {
  FieldReader in(body);
  LastSignedPage page;
  page.last.certificates = in.u64();
  page.last.tree_size = in.u64();
  std::ranges::copy(in.fixed(page.last.tree_root.size()), page.last.tree_root.begin());
  const std::size_t count = in.u16();
  for (std::size_t i = 0; i < count && !in.failed(); ++i) {
    LastSigned::List& list = page.last.lists.emplace_back();
    list.distribution_point = in.text(kMaxUriBytes);
    list.number = in.u64();
  }
  page.more = read_flag(in);
  if (page.more && count == 0) in.fail();  // nothing to go on from
  return all_of(in, std::move(page), "last-signed");
}

}  // namespace yinxin::signer
