// SM2 and SM3 of crypto/ against OpenSSL's EVP used as its manual shows: the same messages, keys loaded
// before, one context a call. With --emit N --key FILE --out FILE it writes N lines "message-hex
// signature-der-hex" instead, for another implementation to verify.
#include <openssl/evp.h>

#include <span>

#include "crypto/key_file.hpp"
#include "crypto/random.hpp"
#include "openssl_sm2.hpp"

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
