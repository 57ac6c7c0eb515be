#include "signer/daemon/record.hpp"

#include <algorithm>

#include "signer/message.hpp"
#include "x509/certificate.hpp"

namespace yinxin::signer {
namespace {

// The first octet of a record; never renumbered.
enum RecordType : std::uint8_t {
  kKey = 1,
  kCertificate = 2,
  kCrl = 3,
  kTreeHead = 4,
  kOcsp = 5,
  kPackage = 6,
  kUnwrap = 7,
  kEnrol = 8,
};

constexpr std::size_t kMaxSerialBytes = 20;  // RFC 5280 4.1.2.2

FieldWriter start(RecordType type, base::Time at) {
  FieldWriter out;
  out.u8(type).u64(static_cast<std::uint64_t>(base::to_micros(at)));
  return out;
}

base::Time read_time(FieldReader& in) {
  return base::from_micros(static_cast<std::int64_t>(in.u64()));
}

template <std::size_t kSize>
void read_array(FieldReader& in, std::array<std::uint8_t, kSize>& to) {
  std::ranges::copy(in.fixed(kSize), to.begin());
}

void write_signature(FieldWriter& out, const crypto::Sm2Signature& signature) {
  out.fixed(signature.r).fixed(signature.s);
}

void read_signature(FieldReader& in, crypto::Sm2Signature& signature) {
  read_array(in, signature.r);
  read_array(in, signature.s);
}

base::Bytes encode(const KeyRecord& record) {
  FieldWriter out = start(kKey, record.at);
  out.text(record.id).fixed(record.point);
  return std::move(out).take();
}

base::Bytes encode(const CertificateRecord& record) {
  FieldWriter out = start(kCertificate, record.at);
  out.u16(record.key).octets(record.serial).octets(record.tbs);
  write_signature(out, record.signature);
  out.fixed(record.act);
  return std::move(out).take();
}

base::Bytes encode(const CrlRecord& record) {
  FieldWriter out = start(kCrl, record.at);
  out.u16(record.key)
      .text(record.uri)
      .u8(record.delta ? 1 : 0)
      .u64(static_cast<std::uint64_t>(record.number));
  out.u64(static_cast<std::uint64_t>(base::to_micros(record.this_update))).fixed(record.tbs);
  write_signature(out, record.signature);
  return std::move(out).take();
}

base::Bytes encode(const TreeHeadRecord& record) {
  FieldWriter out = start(kTreeHead, record.at);
  out.u16(record.key).u64(record.size).fixed(record.root);
  out.u64(static_cast<std::uint64_t>(base::to_micros(record.head_time))).fixed(record.note);
  write_signature(out, record.signature);
  return std::move(out).take();
}

base::Bytes encode(const OcspRecord& record) {
  FieldWriter out = start(kOcsp, record.at);
  out.u16(record.key).u32(record.count).fixed(record.bodies);
  return std::move(out).take();
}

base::Bytes encode(const PackageRecord& record) {
  FieldWriter out = start(kPackage, record.at);
  out.u16(record.key).fixed(record.note);
  return std::move(out).take();
}

base::Bytes encode(const UnwrapRecord& record) {
  FieldWriter out = start(kUnwrap, record.at);
  out.u16(record.key).fixed(record.wrapped);
  return std::move(out).take();
}

base::Bytes encode(const EnrolRecord& record) {
  FieldWriter out = start(kEnrol, record.at);
  out.text(record.id).text(record.roles).fixed(record.point);
  return std::move(out).take();
}

KeyRecord read_key(FieldReader& in, base::Time at) {
  KeyRecord record;
  record.at = at;
  record.id = in.text(kMaxKeyIdBytes);
  record.point = base::to_bytes(in.fixed(crypto::Sm2PublicKey::kPointSize));
  return record;
}

CertificateRecord read_certificate(FieldReader& in, base::Time at) {
  CertificateRecord record;
  record.at = at;
  record.key = in.u16();
  record.serial = base::to_bytes(in.octets(kMaxSerialBytes));
  record.tbs = base::to_bytes(in.octets(x509::kMaxCertificateBytes));
  read_signature(in, record.signature);
  read_array(in, record.act);
  return record;
}

CrlRecord read_crl(FieldReader& in, base::Time at) {
  CrlRecord record;
  record.at = at;
  record.key = in.u16();
  record.uri = in.text(kMaxUriBytes);
  record.delta = in.u8() != 0;
  record.number = static_cast<std::int64_t>(in.u64());
  record.this_update = read_time(in);
  read_array(in, record.tbs);
  read_signature(in, record.signature);
  return record;
}

TreeHeadRecord read_tree_head(FieldReader& in, base::Time at) {
  TreeHeadRecord record;
  record.at = at;
  record.key = in.u16();
  record.size = in.u64();
  read_array(in, record.root);
  record.head_time = read_time(in);
  read_array(in, record.note);
  read_signature(in, record.signature);
  return record;
}

OcspRecord read_ocsp(FieldReader& in, base::Time at) {
  OcspRecord record;
  record.at = at;
  record.key = in.u16();
  record.count = in.u32();
  read_array(in, record.bodies);
  return record;
}

PackageRecord read_package(FieldReader& in, base::Time at) {
  PackageRecord record;
  record.at = at;
  record.key = in.u16();
  read_array(in, record.note);
  return record;
}

UnwrapRecord read_unwrap(FieldReader& in, base::Time at) {
  UnwrapRecord record;
  record.at = at;
  record.key = in.u16();
  read_array(in, record.wrapped);
  return record;
}

EnrolRecord read_enrol(FieldReader& in, base::Time at) {
  EnrolRecord record;
  record.at = at;
  record.id = in.text(kMaxKeyIdBytes);
  record.roles = in.text(kMaxRolesBytes);
  record.point = base::to_bytes(in.fixed(crypto::Sm2PublicKey::kPointSize));
  return record;
}

Record read_record(FieldReader& in) {
  const std::uint8_t type = in.u8();
  const base::Time at = read_time(in);
  switch (type) {
    case kKey:
      return read_key(in, at);
    case kCertificate:
      return read_certificate(in, at);
    case kCrl:
      return read_crl(in, at);
    case kTreeHead:
      return read_tree_head(in, at);
    case kOcsp:
      return read_ocsp(in, at);
    case kPackage:
      return read_package(in, at);
    case kUnwrap:
      return read_unwrap(in, at);
    case kEnrol:
      return read_enrol(in, at);
    default:
      in.fail();
      return OcspRecord{};
  }
}

}  // namespace

base::Bytes encode_record(const Record& record) {
  return std::visit([](const auto& value) { return encode(value); }, record);
}

base::Result<Record> decode_record(base::ByteView body) {
  FieldReader in(body);
  Record record = read_record(in);
  if (!in.complete()) {
    return base::make_error(base::ErrorKind::Internal, "signer.journal_damaged", "a record of unknown form");
  }
  return record;
}

base::Time time_of(const Record& record) {
  return std::visit([](const auto& value) { return value.at; }, record);
}

}  // namespace yinxin::signer
