#include "supervision/tips/seal.hpp"

#include <algorithm>

#include "asn1/der_reader.hpp"
#include "asn1/der_writer.hpp"
#include "crypto/hmac_sm3.hpp"
#include "crypto/random.hpp"
#include "crypto/sm2_encryption.hpp"
#include "x509/text.hpp"

namespace yinxin::supervision {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::int64_t kSealVersion = 1;
constexpr std::string_view kBoundTo = "yinxin tip reporter 1";
constexpr std::string_view kQueryInfo = "yinxin tip query 1";
constexpr std::string_view kCodeAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kCodeLength = 26;
constexpr std::size_t kCodeGroup = 5;
constexpr unsigned kCodeBits = 5;

constexpr std::array kReporterFields{&Reporter::name,    &Reporter::number,   &Reporter::phone,
                                     &Reporter::address, &Reporter::reply_by, &Reporter::other};

base::Error bad_seal(const char* why) {
  return make_error(ErrorKind::Malformed, "supervision.tip.seal", why);
}
base::Error not_opened() {
  return make_error(ErrorKind::Refused, "supervision.tip.not_opened");
}

base::Bytes bound_to(const crypto::Sm2PublicKey& query_key) {
  base::Bytes associated = base::to_bytes(kBoundTo);
  base::append(associated, query_key.point());
  return associated;
}

Result<base::Bytes> reporter_octets(const Reporter& reporter) {
  asn1::DerWriter der;
  bool sound = !reporter.name.empty();
  der.sequence([&](asn1::DerWriter& fields) {
    for (const auto field : kReporterFields) {
      const auto length = x509::count_characters(reporter.*field);
      sound = sound && length && *length <= kMaxReporterText;
      fields.utf8(reporter.*field);
    }
  });
  if (!sound) return make_error(ErrorKind::Malformed, "supervision.tip.reporter");
  base::Bytes octets = std::move(der).take();
  octets.resize((octets.size() + kSealPadding - 1) / kSealPadding * kSealPadding);
  return octets;
}

Result<Reporter> read_reporter(base::ByteView octets) {
  asn1::DerReader padded(octets);
  YX_TRY(asn1::DerReader fields, padded.enter());
  const auto rest = padded.rest();
  Reporter reporter;
  for (const auto field : kReporterFields) {
    YX_TRY(const asn1::Element element, fields.element(asn1::kUtf8String));
    reporter.*field = std::string(base::as_text(element.content));
  }
  YX_CHECK(fields.expect_end());
  if (std::any_of(rest.begin(), rest.end(), [](std::uint8_t octet) { return octet != 0; }))
    return not_opened();
  YX_TRY(const base::Bytes again, reporter_octets(reporter));
  if (!base::equal(again, octets)) return not_opened();
  return reporter;
}

Result<base::SecretBytes> content_key(const SealWrap& wrap, const crypto::Sm2PrivateKey& key) {
  auto opened = crypto::sm2_decrypt(key, wrap.cipher);
  if (!opened || opened->size() != crypto::kSealKeySize) return not_opened();
  return opened;
}

Result<Reporter> open_with(const TipSeal& seal, const base::SecretBytes& key) {
  const auto plain = crypto::open(key, seal.sealed, bound_to(seal.query_key));
  if (!plain) return not_opened();
  auto reporter = read_reporter(plain->reveal());
  if (!reporter) return not_opened();
  return reporter;
}

Result<SealWrap> wrap_key(const base::SecretBytes& content, const crypto::Sm2PublicKey& handler) {
  SealWrap wrap;
  wrap.key = handler_key_name(handler);
  YX_TRY(wrap.cipher, crypto::sm2_encrypt(handler, content));
  return wrap;
}

Result<SealWrap> read_wrap(asn1::DerReader& wraps) {
  YX_TRY(asn1::DerReader reader, wraps.enter());
  YX_TRY(const base::ByteView name, reader.octet_string());
  YX_TRY(const base::ByteView cipher, reader.octet_string());
  YX_CHECK(reader.expect_end());
  SealWrap wrap;
  if (name.size() != wrap.key.size()) return bad_seal("name of a key");
  std::copy(name.begin(), name.end(), wrap.key.begin());
  wrap.cipher = base::to_bytes(cipher);
  YX_CHECK(check_wrap(wrap));
  return wrap;
}

Result<TipSeal> read_seal(base::ByteView der) {
  YX_TRY(const asn1::Element whole, asn1::read_single(der, asn1::kSequence));
  YX_TRY(asn1::DerReader reader, asn1::DerReader(der).inside(whole));
  YX_TRY(const std::int64_t version, reader.small_integer());
  if (version != kSealVersion) return bad_seal("version");
  TipSeal seal;
  YX_TRY(const base::ByteView point, reader.octet_string());
  YX_TRY(seal.query_key, crypto::Sm2PublicKey::from_point(point));
  YX_TRY(asn1::DerReader wraps, reader.enter());
  while (!wraps.at_end()) {
    if (seal.wraps.size() == kMaxSealHandlers) return bad_seal("too many wraps");
    YX_TRY(SealWrap wrap, read_wrap(wraps));
    if (!seal.wraps.empty() && !(seal.wraps.back().key < wrap.key)) return bad_seal("order of wraps");
    seal.wraps.push_back(std::move(wrap));
  }
  if (seal.wraps.empty()) return bad_seal("no wrap");
  YX_TRY(const base::ByteView sealed, reader.octet_string());
  YX_CHECK(reader.expect_end());
  const std::size_t inside = sealed.size() - std::min(sealed.size(), crypto::kSealOverhead);
  if (inside == 0 || inside % kSealPadding != 0 || inside > kMaxSealedReporter * kSealPadding)
    return bad_seal("size of what is sealed");
  seal.sealed = base::to_bytes(sealed);
  return seal;
}

Result<void> read_cipher(base::ByteView der) {
  constexpr std::size_t kCoordinate = 32;
  YX_TRY(const asn1::Element whole, asn1::read_single(der, asn1::kSequence));
  YX_TRY(asn1::DerReader reader, asn1::DerReader(der).inside(whole));
  for (int i = 0; i < 2; ++i) {
    YX_TRY(const base::ByteView coordinate, reader.unsigned_integer());
    if (coordinate.size() > kCoordinate) return bad_seal("coordinate");
  }
  YX_TRY(const base::ByteView hash, reader.octet_string());
  YX_TRY(const base::ByteView text, reader.octet_string());
  YX_CHECK(reader.expect_end());
  if (hash.size() != crypto::kSm3Size || text.size() != crypto::kSealKeySize) return bad_seal("cipher");
  return {};
}

}  // namespace

base::Bytes TipSeal::to_der() const {
  asn1::DerWriter der;
  der.sequence([&](asn1::DerWriter& seal) {
    seal.small_integer(kSealVersion).octet_string(query_key.point());
    seal.sequence([&](asn1::DerWriter& all) {
      for (const SealWrap& wrap : wraps) {
        all.sequence([&](asn1::DerWriter& one) { one.octet_string(wrap.key).octet_string(wrap.cipher); });
      }
    });
    seal.octet_string(sealed);
  });
  return std::move(der).take();
}

Result<TipSeal> TipSeal::parse(base::ByteView der) {
  if (der.size() > kMaxSealBytes) return bad_seal("too long");
  auto seal = read_seal(der);
  if (!seal) return bad_seal(seal.error().detail.c_str());
  return seal;
}

const SealWrap* TipSeal::wrap_for(const crypto::Sm3Digest& key) const {
  const auto found =
      std::find_if(wraps.begin(), wraps.end(), [&](const SealWrap& wrap) { return wrap.key == key; });
  return found == wraps.end() ? nullptr : &*found;
}

crypto::Sm3Digest handler_key_name(const crypto::Sm2PublicKey& key) {
  return crypto::sm3(key.point());
}

std::string query_actor(const crypto::Sm2PublicKey& query_key) {
  return "key/" + base::to_hex(crypto::sm3(query_key.point()));
}

Result<void> check_wrap(const SealWrap& wrap) {
  const auto read = read_cipher(wrap.cipher);
  if (!read) return bad_seal(read.error().detail.c_str());
  return {};
}

Result<TipSeal> seal_reporter(const Reporter& reporter, const crypto::Sm2PublicKey& query_key,
                              std::span<const crypto::Sm2PublicKey> handlers) {
  YX_TRY(const base::Bytes octets, reporter_octets(reporter));
  const base::SecretBytes content = crypto::random_secret(crypto::kSealKeySize);
  TipSeal seal;
  seal.query_key = query_key;
  for (const crypto::Sm2PublicKey& handler : handlers) {
    if (seal.wrap_for(handler_key_name(handler)) != nullptr) continue;
    if (seal.wraps.size() == kMaxSealHandlers)
      return make_error(ErrorKind::Malformed, "supervision.tip.recipients", "too many");
    YX_TRY(SealWrap wrap, wrap_key(content, handler));
    seal.wraps.push_back(std::move(wrap));
  }
  if (seal.wraps.empty()) return make_error(ErrorKind::Malformed, "supervision.tip.recipients", "none");
  std::sort(seal.wraps.begin(), seal.wraps.end(),
            [](const SealWrap& a, const SealWrap& b) { return a.key < b.key; });
  seal.sealed = crypto::seal(content, octets, bound_to(query_key));
  return seal;
}

Result<Reporter> open_reporter(const TipSeal& seal, const SealWrap& wrap, const crypto::Sm2PrivateKey& key) {
  YX_TRY(const base::SecretBytes content, content_key(wrap, key));
  return open_with(seal, content);
}

Result<SealWrap> share_seal(const TipSeal& seal, const SealWrap& wrap, const crypto::Sm2PrivateKey& key,
                            const crypto::Sm2PublicKey& other) {
  YX_TRY(const base::SecretBytes content, content_key(wrap, key));
  YX_CHECK(open_with(seal, content));
  return wrap_key(content, other);
}

std::string new_query_code() {
  std::string code;
  const base::Bytes octets = crypto::random_bytes(kCodeLength);
  for (std::size_t i = 0; i < kCodeLength; ++i) {
    if (i > 0 && i % kCodeGroup == 0 && i + 1 < kCodeLength) code += '-';
    code += kCodeAlphabet[octets[i] >> (8 - kCodeBits)];
  }
  return code;
}

Result<crypto::Sm2PrivateKey> query_key(std::string_view code) {
  std::string plain;
  for (const char c : code) {
    if (c == '-' || c == ' ' || c == '\n' || c == '\r') continue;
    const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    if (kCodeAlphabet.find(upper) == std::string_view::npos)
      return make_error(ErrorKind::Malformed, "supervision.tip.code");
    plain += upper;
  }
  if (plain.size() != kCodeLength) return make_error(ErrorKind::Malformed, "supervision.tip.code");
  const crypto::Sm3Digest seed = crypto::sm3(base::as_bytes(plain));
  constexpr std::uint8_t kTries = 16;  // one in 2^32 is no key
  for (std::uint8_t i = 0; i < kTries; ++i) {
    base::Bytes info = base::to_bytes(kQueryInfo);
    info.push_back(i);
    base::SecretBytes scalar(crypto::kSm3Size);
    crypto::hkdf_expand_sm3(seed, info, scalar.writable());
    auto key = crypto::Sm2PrivateKey::from_scalar(std::move(scalar));
    if (key) return key;
  }
  return make_error(ErrorKind::Malformed, "supervision.tip.code");
}

}  // namespace yinxin::supervision
