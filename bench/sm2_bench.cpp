// SM2 and SM3 of crypto/ against OpenSSL's EVP used as its manual shows: the same messages, keys loaded
// before, one context a call. With --emit N --key FILE --out FILE it writes N lines "message-hex
// signature-der-hex" instead, for another implementation to verify.
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <array>
#include <span>

#include "crypto/key_file.hpp"
#include "crypto/random.hpp"
#include "report.hpp"

namespace yinxin::bench {
namespace {

constexpr int kRounds = 7;
constexpr std::size_t kBatch = 64;          // signer::Client::kMaxBatch
constexpr std::size_t kBody = 600;          // octets: a certificate's TBS
constexpr std::size_t kCalls = 8 * kBatch;  // a round's
constexpr std::size_t kHashes = 20'000;     // a round's

void check(bool good, const char* what) {
  if (!good) throw std::runtime_error(what);
}

std::vector<base::Bytes> make_messages(std::size_t count) {
  std::vector<base::Bytes> messages(count);
  for (base::Bytes& message : messages) message = crypto::random_bytes(kBody);
  return messages;
}
/// OpenSSL with the same key and the usual id: EVP_DigestSign and EVP_DigestVerify, as its manual shows for
/// SM2.
class RawOpenSsl {
 public:
  /// The key crosses as an encrypted file: the only form in which the house lets one out.
  explicit RawOpenSsl(const crypto::Sm2PrivateKey& key) {
    std::string password = "benchmark";
    const auto secret = base::SecretBytes::copy_of(base::as_bytes(password));
    const std::string pem = crypto::encrypted_key_pem(key, secret, crypto::KeyFileForm::OpenSsl, 1);
    BIO* input = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
    key_.reset(PEM_read_bio_PrivateKey(input, nullptr, nullptr, password.data()));
    BIO_free(input);
    check(key_ != nullptr, "PEM_read_bio_PrivateKey");
  }

  /// From a SubjectPublicKeyInfo: verifies only.
  static RawOpenSsl from_info(base::ByteView info) {
    RawOpenSsl openssl;
    const std::uint8_t* at = info.data();
    openssl.key_.reset(d2i_PUBKEY(nullptr, &at, static_cast<long>(info.size())));
    check(openssl.key_ != nullptr, "d2i_PUBKEY");
    return openssl;
  }
  base::Bytes public_key_info() const {
    std::uint8_t* der = nullptr;
    const int size = i2d_PUBKEY(key_.get(), &der);
    check(size > 0, "i2d_PUBKEY");
    base::Bytes info(der, der + size);
    OPENSSL_free(der);
    return info;
  }

  base::Bytes sign(base::ByteView message) const {
    const Context context = make_context();
    check(EVP_DigestSignInit(context.digest.get(), nullptr, EVP_sm3(), nullptr, key_.get()) == 1,
          "sign init");
    base::Bytes signature(80);
    std::size_t size = signature.size();
    check(EVP_DigestSign(context.digest.get(), signature.data(), &size, message.data(), message.size()) == 1,
          "EVP_DigestSign");
    signature.resize(size);
    return signature;
  }
  bool verify(base::ByteView message, base::ByteView signature) const {
    const Context context = make_context();
    check(EVP_DigestVerifyInit(context.digest.get(), nullptr, EVP_sm3(), nullptr, key_.get()) == 1,
          "verify init");
    return EVP_DigestVerify(context.digest.get(), signature.data(), signature.size(), message.data(),
                            message.size()) == 1;
  }

 private:
  RawOpenSsl() = default;
  template <auto Free>
  struct Deleter {
    template <class T>
    void operator()(T* object) const {
      Free(object);
    }
  };
  struct Context {
    std::unique_ptr<EVP_PKEY_CTX, Deleter<EVP_PKEY_CTX_free>> key;
    std::unique_ptr<EVP_MD_CTX, Deleter<EVP_MD_CTX_free>> digest;
  };
  Context make_context() const {
    Context context;
    context.key.reset(EVP_PKEY_CTX_new(key_.get(), nullptr));
    context.digest.reset(EVP_MD_CTX_new());
    check(context.key && context.digest, "contexts");
    check(EVP_PKEY_CTX_set1_id(context.key.get(), crypto::kDefaultSm2Id.data(),
                               static_cast<int>(crypto::kDefaultSm2Id.size())) == 1,
          "EVP_PKEY_CTX_set1_id");
    EVP_MD_CTX_set_pkey_ctx(context.digest.get(), context.key.get());
    return context;
  }

  std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>> key_;
};

using Signatures = std::vector<crypto::Sm2Signature>;

Signatures sign_single(const crypto::Sm2PrivateKey& key, const std::vector<base::Bytes>& messages) {
  Signatures signatures;
  for (const base::Bytes& message : messages) signatures.push_back(need(crypto::sm2_sign(key, message)));
  return signatures;
}

Signatures sign_batches(const crypto::Sm2PrivateKey& key, const std::vector<base::Bytes>& messages) {
  const std::vector<base::ByteView> views(messages.begin(), messages.end());
  Signatures signatures;
  for (std::size_t at = 0; at < views.size(); at += kBatch) {
    const auto batch = std::span(views).subspan(at, std::min(kBatch, views.size() - at));
    for (const auto& signature : need(crypto::sm2_sign_batch(key, batch))) signatures.push_back(signature);
  }
  return signatures;
}

/// Seconds of each round, ours and the reference's, alternating.
struct Pair {
  std::vector<double> ours;
  std::vector<double> reference;

  template <class Ours, class Reference>
  void round(const Ours& our_work, const Reference& reference_work) {
    ours.push_back(spent(cpu_seconds, our_work));
    reference.push_back(spent(cpu_seconds, reference_work));
  }
  /// As calls a second of CPU; the ratio is how many times as fast we are.
  Row row(const std::string& measure, const std::string& against, std::size_t calls) const {
    const auto rate = [&](const std::vector<double>& times) {
      return static_cast<double>(calls) / median(times);
    };
    return {measure, rate(ours), "per CPU s", against, rate(reference), std::nullopt, Better::Higher};
  }
};

/// One key and one message each, keys as octets: reading a key, with its curve check, belongs to the
/// verification.
struct Strangers {
  explicit Strangers(const std::vector<base::Bytes>& messages_in) : messages(messages_in) {
    for (std::size_t i = 0; i < kBatch; ++i) {
      const auto key = crypto::Sm2PrivateKey::generate();
      points.push_back(key.public_key().point());
      infos.push_back(RawOpenSsl(key).public_key_info());
      signatures.push_back(need(crypto::sm2_sign(key, messages[i])));
    }
  }

  void verify_ours() const {
    for (std::size_t call = 0; call < kCalls; call += kBatch) verify_one_batch();
  }
  void verify_openssl() const {
    for (std::size_t call = 0; call < kCalls; ++call) {
      const std::size_t i = call % kBatch;
      check(RawOpenSsl::from_info(infos[i]).verify(messages[i], signatures[i].to_der()), "OpenSSL's verify");
    }
  }

  void verify_one_batch() const {
    std::vector<crypto::Sm2PublicKey> keys;
    for (const auto& point : points) keys.push_back(need(crypto::Sm2PublicKey::from_point(point)));
    std::vector<crypto::Sm2VerifyItem> items;
    for (std::size_t i = 0; i < kBatch; ++i) items.push_back({&keys[i], messages[i], &signatures[i]});
    for (const bool valid : crypto::sm2_verify_batch(items)) check(valid, "our verify");
  }
  const std::vector<base::Bytes>& messages;
  std::vector<std::array<std::uint8_t, crypto::Sm2PublicKey::kPointSize>> points;
  std::vector<base::Bytes> infos;
  Signatures signatures;
};

void measure_strangers(Report& report, const std::vector<base::Bytes>& messages) {
  const Strangers strangers(messages);
  Pair pair;
  for (int round = 0; round < kRounds; ++round) {
    pair.round([&] { strangers.verify_ours(); }, [&] { strangers.verify_openssl(); });
  }
  report.row(pair.row("verify.batch64_new_keys", "OpenSSL d2i_PUBKEY, EVP_DigestVerify", kCalls));
}

void measure_sm3(Report& report, const std::vector<base::Bytes>& messages) {
  Pair pair;
  for (int round = 0; round < kRounds; ++round) {
    pair.round(
        [&] {
          for (std::size_t i = 0; i < kHashes; ++i) crypto::sm3(messages[i % messages.size()]);
        },
        [&] {
          std::array<std::uint8_t, 32> digest{};
          for (std::size_t i = 0; i < kHashes; ++i) {
            const base::Bytes& message = messages[i % messages.size()];
            EVP_Digest(message.data(), message.size(), digest.data(), nullptr, EVP_sm3(), nullptr);
          }
        });
  }
  report.row(pair.row("sm3.600_octets", "OpenSSL EVP_Digest", kHashes));
}

void measure_all(const Arguments& arguments) {
  const auto key = crypto::Sm2PrivateKey::generate();
  const RawOpenSsl openssl(key);
  const auto messages = make_messages(kCalls);
  const Signatures signatures = sign_single(key, messages);
  Pair single, batch, verify;
  for (int round = 0; round < kRounds; ++round) {
    const auto reference = [&] {
      for (const base::Bytes& message : messages) openssl.sign(message);
    };
    single.round([&] { sign_single(key, messages); }, reference);
    batch.round([&] { sign_batches(key, messages); }, reference);
    verify.round(
        [&] {
          for (std::size_t i = 0; i < messages.size(); ++i) {
            check(crypto::sm2_verify(key.public_key(), messages[i], signatures[i]), "our verify");
          }
        },
        [&] {
          for (std::size_t i = 0; i < messages.size(); ++i) {
            check(openssl.verify(messages[i], signatures[i].to_der()), "OpenSSL's verify");
          }
        });
  }
  Report report("sm2", arguments.json);
  report.row(single.row("sign.single", "OpenSSL EVP_DigestSign", kCalls));
  report.row(batch.row("sign.batch64", "OpenSSL EVP_DigestSign", kCalls));
  report.row(verify.row("verify.single", "OpenSSL EVP_DigestVerify", kCalls));
  measure_strangers(report, messages);
  measure_sm3(report, messages);
}

base::Bytes read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  check(file.good(), "cannot read the key file");
  return base::Bytes(std::istreambuf_iterator<char>(file), {});
}

void emit(const Arguments& arguments, const std::string& count) {
  const auto key_path = arguments.after("--key");
  const auto out_path = arguments.after("--out");
  check(key_path && out_path, "--emit N --key FILE --out FILE");
  const auto key = need(crypto::read_private_key_pem(read_file(*key_path), base::SecretBytes{}));
  const auto messages = make_messages(std::stoul(count));
  const Signatures signatures = sign_batches(key, messages);
  std::ofstream out(*out_path);
  for (std::size_t i = 0; i < messages.size(); ++i) {
    out << base::to_hex(messages[i]) << ' ' << base::to_hex(signatures[i].to_der()) << '\n';
  }
  out.close();
  check(out.good(), "cannot write the output file");
}

void measure(const Arguments& arguments) {
  if (const auto count = arguments.after("--emit")) return emit(arguments, *count);
  measure_all(arguments);
}

}  // namespace
}  // namespace yinxin::bench

int main(int count, char** values) {
  return yinxin::bench::run(count, values, yinxin::bench::measure);
}
