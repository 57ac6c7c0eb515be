// For tests only: a desk in a folder of its own with one key of each sort, asked without a socket, and the
// bodies that its keys may sign.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <stdexcept>

#include "asn1/oids.hpp"
#include "crypto/sm2_curve.hpp"
#include "signer/daemon/backend_software.hpp"
#include "signer/daemon/dispatch.hpp"

namespace yinxin::signer {

class TestFolder {
 public:
  TestFolder() {
    const char* parent = std::getenv("TMPDIR");
    std::string pattern = std::string(parent == nullptr ? "/tmp" : parent) + "/yinxin-signer-XXXXXX";
    if (mkdtemp(pattern.data()) == nullptr) std::abort();
    path_ = pattern;
  }
  ~TestFolder() { std::filesystem::remove_all(path_); }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

inline base::Time test_time() {
  return base::parse_utc("2026-11-22T08:00:00Z").value();
}

inline x509::Name test_name(const std::string& common_name) {
  return x509::Name::build({{asn1::oids::kCountry, "CN"}, {asn1::oids::kCommonName, common_name}}).value();
}

inline KeySpec test_spec(const std::string& id, KeyClass key_class, std::uint32_t purposes) {
  KeySpec spec;
  spec.id = id;
  spec.key_class = key_class;
  spec.limits.purposes = purposes;
  if ((purposes & (kSignCertificate | kSignAuthorityCertificate | kSignCrl | kSignOcspSignerCertificate)) !=
      0) {
    spec.limits.issuer_name = base::to_bytes(test_name("Issuer").der());
    spec.limits.longest_validity = std::chrono::days(366);
  }
  if ((purposes & kSignTreeHead) != 0) spec.limits.origin = "ledger.example";
  return spec;
}
inline KeySpec issuing_spec() {
  return test_spec("issuing-1", KeyClass::Quorum, kSignCertificate | kSignCrl | kSignOcspSignerCertificate);
}
inline KeySpec root_spec() {
  return test_spec("root-1", KeyClass::Ceremony, kSignAuthorityCertificate | kSignCrl);
}
inline KeySpec ocsp_spec() {
  return test_spec("ocsp-1", KeyClass::Online, kSignOcsp);
}
inline KeySpec tree_spec() {
  return test_spec("tree-1", KeyClass::Online, kSignTreeHead);
}

inline KeySpec data_spec() {
  return test_spec("data-1", KeyClass::Online, kUnwrapData);
}

/// A holder's certificate that issuing-1 signs at `now`; tests spoil one field at a time.
inline x509::TbsCertificate test_tbs(std::uint8_t serial, base::Time now) {
  static const crypto::Sm2PublicKey holder = [] {
    base::Bytes point{4};  // the generator: the same bodies in every run
    base::append(point, crypto::sm2_curve::kGx);
    base::append(point, crypto::sm2_curve::kGy);
    return crypto::Sm2PublicKey::from_point(point).value();
  }();
  x509::TbsCertificate tbs;
  tbs.serial = x509::Serial::from_magnitude(base::Bytes{0x11, serial}).value();
  tbs.issuer = test_name("Issuer");
  tbs.subject = test_name("Holder");
  tbs.validity.not_before = now;
  tbs.validity.not_after = now + std::chrono::days(365);
  tbs.public_key = holder;
  tbs.extensions.push_back({asn1::oids::kKeyUsage, true, x509::encode_key_usage(x509::kDigitalSignature)});
  return tbs;
}

inline x509::TbsCertificate test_authority_tbs(std::uint8_t serial, base::Time now) {
  x509::TbsCertificate tbs = test_tbs(serial, now);
  x509::BasicConstraints constraints;
  constraints.ca = true;
  tbs.extensions = {
      {asn1::oids::kBasicConstraints, true, x509::encode_basic_constraints(constraints)},
      {asn1::oids::kKeyUsage, true, x509::encode_key_usage(x509::kKeyCertSign | x509::kCrlSign)}};
  return tbs;
}

inline x509::CrlInfo test_crl(std::int64_t number, base::Time now) {
  x509::CrlInfo info;
  info.issuer = test_name("Issuer");
  info.authority_key_id = base::Bytes(20, 7);
  info.this_update = now;
  info.next_update = now + std::chrono::days(7);
  info.number = number;
  info.distribution_point = x509::IssuingDistributionPoint{};
  info.distribution_point->uri = "http://crl.example/1.crl";
  return info;
}

inline x509::OcspResponseData test_ocsp(const crypto::Sm2PublicKey& responder, base::Time now) {
  asn1::DerWriter id;
  id.sequence([](asn1::DerWriter& cert_id) {
    cert_id.sequence([](asn1::DerWriter& algorithm) { algorithm.oid(asn1::oids::kSm3); });
    cert_id.octet_string(base::Bytes(32, 1))
        .octet_string(base::Bytes(32, 2))
        .unsigned_integer(base::Bytes{9});
  });
  x509::SingleResponse single;
  single.id.hash = x509::CertIdHash::Sm3;
  single.id.issuer_name_hash = base::Bytes(32, 1);
  single.id.issuer_key_hash = base::Bytes(32, 2);
  single.id.serial = x509::Serial::from_magnitude(base::Bytes{9}).value();
  single.id.der = id.bytes();
  single.status = x509::CertStatus::Good;
  single.this_update = now;
  single.next_update = now + std::chrono::hours(1);
  x509::OcspResponseData data;
  const auto hash = crypto::sha1(responder.point());
  data.responder_key_hash.assign(hash.begin(), hash.end());
  data.produced_at = now;
  data.responses.push_back(single);
  return data;
}

inline proof::TreeHead test_head(std::uint64_t size, std::uint8_t root, base::Time now) {
  proof::TreeHead head;
  head.origin = "ledger.example";
  head.size = size;
  head.root.fill(root);
  head.time = now;
  return head;
}

inline base::Bytes sign_body(const std::string& key, const std::vector<base::Bytes>& items) {
  SignRequest request;
  request.key_id = key;
  request.items.assign(items.begin(), items.end());
  return encode_sign(request);
}

inline base::Bytes certificates_body(const std::string& key, const std::vector<base::Bytes>& items,
                                     const std::vector<Act>& acts = {}) {
  CertificatesRequest request;
  request.key_id = key;
  for (std::size_t i = 0; i < items.size(); ++i)
    request.items.push_back({items[i], i < acts.size() ? view_of(acts[i]) : ActView{}});
  return encode_certificates(request);
}

inline base::Bytes tree_body(const std::string& key, const std::string& note) {
  TreeHeadRequest request;
  request.key_id = key;
  request.note = note;
  return encode_tree_head(request);
}

/// For what a test takes for granted.
template <class T>
void must(const base::Result<T>& result) {
  if (!result) throw std::runtime_error(base::describe(result.error()));
}

/// A desk that is opened, and opened again as after a crash.
class TestDesk {
 public:
  explicit TestDesk(bool ceremony = false) : ceremony_(ceremony) {
    options.keys_folder = folder / "keys";
    options.journal_path = folder / "journal";
    options.ceremony = ceremony;
    options.initialise = true;
    open();
  }

  /// As at a new start of the daemon: locked.
  base::Result<void> try_open() {
    dispatcher_.reset();
    desk_.reset();
    auto opened = Desk::open(options, clock, log, make_backend());
    if (!opened) return opened.error();
    desk_ = std::move(opened).value();
    dispatcher_ = std::make_unique<Dispatcher>(*desk_, [this] { last_commit = desk_->journal->commit(); });
    return {};
  }
  void open() { must(try_open()); }
  void close() {
    dispatcher_.reset();
    desk_.reset();
  }

  void unlock() {
    for (const KeyClass key_class : {KeyClass::Ceremony, KeyClass::Quorum, KeyClass::Online}) {
      if ((key_class == KeyClass::Ceremony) == ceremony_) {
        must(ask(MessageType::Unlock, unlock_body(key_class)));
      }
    }
  }
  void reopen() {
    open();
    unlock();
  }
  /// Unlocked, with one key of each sort.
  void furnish() {
    unlock();
    const std::vector<KeySpec> specs =
        ceremony_ ? std::vector{root_spec()}
                  : std::vector{issuing_spec(), ocsp_spec(), tree_spec(), data_spec()};
    for (const KeySpec& spec : specs) must(ask(MessageType::Generate, encode_generate(spec)));
  }

  static base::Bytes credential(KeyClass key_class) {
    return base::Bytes(32, static_cast<std::uint8_t>(key_class));
  }
  static base::Bytes unlock_body(KeyClass key_class) {
    const base::Bytes secret = credential(key_class);
    UnlockRequest request;
    request.key_class = key_class;
    request.credential = secret;
    return encode_unlock(request);
  }

  static base::Bytes share_body(const KeyShare& share) {
    ShareRequest request;
    request.set = share.set;
    request.index = share.share.index;
    request.octets = share.share.octets.reveal();
    return encode_unlock_share(request);
  }
  base::Result<ShareProgress> give(const KeyShare& share) {
    YX_TRY(const base::Bytes answer, ask(MessageType::UnlockShare, share_body(share)));
    return decode_share_progress(answer);
  }
  static base::Bytes unwrap_body(const std::string& key, base::ByteView wrapped) {
    UnwrapRequest request;
    request.key_id = key;
    request.wrapped = wrapped;
    return encode_unwrap(request);
  }

  Outcome dispatch(const Frame& frame, std::uint64_t connection = 1) {
    return dispatcher_->dispatch(connection, frame);
  }
  Outcome dispatch(MessageType type, const base::Bytes& body, std::uint64_t number = 1,
                   std::uint64_t connection = 1) {
    Frame frame;
    frame.type = static_cast<std::uint8_t>(type);
    frame.number = number;
    frame.body = body;
    return dispatch(frame, connection);
  }
  /// A round of one request.
  base::Result<base::Bytes> ask(MessageType type, const base::Bytes& body, std::uint64_t number = 1,
                                std::uint64_t connection = 1) {
    const Outcome outcome = dispatch(type, body, number, connection);
    if (outcome.type == kErrorAnswer) return decode_error(outcome.body);
    if (outcome.after_commit) YX_CHECK(desk_->journal->commit());
    return outcome.body;
  }
  base::Result<std::vector<crypto::Sm2Signature>> sign(MessageType type, const base::Bytes& body) {
    YX_TRY(const base::Bytes answer, ask(type, body));
    return decode_signatures(answer);
  }
  base::Result<std::vector<crypto::Sm2Signature>> sign_certificates(const std::vector<base::Bytes>& items,
                                                                    const std::string& key = "issuing-1",
                                                                    const std::vector<Act>& acts = {}) {
    return sign(MessageType::SignCertificates, certificates_body(key, items, acts));
  }
  base::Result<std::vector<crypto::Sm2Signature>> sign_head(const proof::TreeHead& head) {
    return sign(MessageType::SignTreeHead, tree_body("tree-1", head.body()));
  }
  /// Through begin, chunks and end.
  base::Result<crypto::Sm2Signature> sign_crl(const x509::CrlInfo& info,
                                              const std::vector<x509::CrlEntry>& entries = {},
                                              const std::string& key = "issuing-1",
                                              std::size_t chunk_bytes = 100) {
    YX_TRY(base::Bytes tbs, crl_tbs(info, entries));
    return sign_crl_octets(tbs, key, chunk_bytes);
  }
  base::Result<base::Bytes> crl_tbs(const x509::CrlInfo& info, const std::vector<x509::CrlEntry>& entries) {
    YX_TRY(x509::CrlWriter writer, x509::CrlWriter::start(info, folder / ""));
    for (const x509::CrlEntry& entry : entries) YX_CHECK(writer.add(entry));
    base::Bytes tbs;
    YX_CHECK(writer.tbs([&](base::ByteView octets) -> base::Result<void> {
      base::append(tbs, octets);
      return {};
    }));
    return tbs;
  }
  base::Result<crypto::Sm2Signature> sign_crl_octets(base::ByteView tbs, const std::string& key,
                                                     std::size_t chunk_bytes) {
    const std::uint64_t number = next_number++;
    YX_TRY(base::Bytes begun, ask(MessageType::CrlBegin, encode_key_id(key), number));
    for (std::size_t at = 0; at < tbs.size(); at += chunk_bytes) {
      CrlChunk chunk;
      chunk.stream = number;
      chunk.octets = tbs.subspan(at, std::min(chunk_bytes, tbs.size() - at));
      YX_TRY(begun, ask(MessageType::CrlChunk, encode_crl_chunk(chunk), next_number++));
    }
    CrlEnd end;
    end.stream = number;
    end.total_bytes = tbs.size();
    YX_TRY(const base::Bytes answer, ask(MessageType::CrlEnd, encode_crl_end(end), next_number++));
    YX_TRY(const auto signatures, decode_signatures(answer));
    return signatures.at(0);
  }

  Desk& desk() { return *desk_; }
  const crypto::Sm2PublicKey& public_key(const std::string& id) { return desk_->keys.find(id)->public_key; }

  TestFolder folder;
  std::function<std::unique_ptr<Backend>()> make_backend = [] { return std::make_unique<SoftwareBackend>(); };
  base::ManualClock clock{test_time()};
  base::Log log{clock, base::LogLevel::Critical};
  DeskOptions options;
  base::Result<void> last_commit;
  std::uint64_t next_number = 100;

 private:
  bool ceremony_;
  std::unique_ptr<Desk> desk_;
  std::unique_ptr<Dispatcher> dispatcher_;
};

/// "code" or "code: detail" of what a call ended with; "" when it did not fail.
template <class T>
std::string code_of(const base::Result<T>& result) {
  return result ? std::string() : result.error().code;
}
template <class T>
std::string detail_of(const base::Result<T>& result) {
  return result ? std::string() : result.error().detail;
}

}  // namespace yinxin::signer
