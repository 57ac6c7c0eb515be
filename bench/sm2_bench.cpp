// SM2 beside OpenSSL's EVP used as its manual shows: the same work, keys loaded before, one context a call,
// and the two alternate, so that the ratio is of one run. With --emit N --key FILE --out FILE it writes N
// lines "message-hex signature-der-hex" instead, in batches of 64, for another implementation to verify and
// to clock.
#include <span>

#include "crypto/key_file.hpp"
#include "crypto/random.hpp"
#include "crypto/sm2_engine.hpp"
#include "openssl_sm2.hpp"

namespace yinxin::bench {
namespace {

constexpr int kRounds = 7;
constexpr std::size_t kBatch = 64;  // signer::Client::kMaxBatch
constexpr std::size_t kVerifyBatch = 32;
constexpr std::size_t kBody = 600;              // octets: a certificate's TBS
constexpr std::size_t kOurCalls = 32 * kBatch;  // a round's
constexpr std::size_t kTheirCalls = 2 * kBatch;

void check(bool good, const char* what) {
  if (!good) throw std::runtime_error(what);
}

std::vector<base::Bytes> make_messages(std::size_t count, std::size_t size) {
  std::vector<base::Bytes> messages(count);
  for (base::Bytes& message : messages) message = crypto::random_bytes(size);
  return messages;
}

/// CPU seconds of one call, ours and the reference's, alternating.
class Pair {
 public:
  template <class Ours, class Theirs>
  Pair(const Ours& ours, const Theirs& theirs) {
    for (int round = 0; round < kRounds; ++round) {
      ours_.push_back(spent(cpu_seconds,
                            [&] {
                              for (std::size_t done = 0; done < kOurCalls;) done += ours();
                            }) /
                      kOurCalls);
      theirs_.push_back(spent(cpu_seconds,
                              [&] {
                                for (std::size_t i = 0; i < kTheirCalls; ++i) theirs(i);
                              }) /
                        kTheirCalls);
    }
  }
  /// As calls a second of CPU; the ratio is how many times as fast we are.
  Row row(const std::string& measure, const std::string& against, double bar) const {
    return {measure, 1 / median(ours_), "per CPU s", against, 1 / median(theirs_), bar, Better::Higher, true};
  }

 private:
  std::vector<double> ours_;
  std::vector<double> theirs_;
};

/// One key, and digests to sign.
struct Signing {
  Signing(const crypto::Sm2Engine& engine, const crypto::Sm2PrivateKey& key)
      : signer(engine.signer(key.scalar(), key.public_key().point())), digests(kBatch), signatures(kBatch) {
    for (crypto::Sm3Digest& digest : digests) crypto::random_bytes(digest);
  }
  std::size_t sign(std::size_t batch) {
    need(signer->sign(std::span(digests).first(batch), std::span(signatures).first(batch)));
    return batch;
  }
  std::unique_ptr<const crypto::Sm2Signer> signer;
  std::vector<crypto::Sm3Digest> digests;
  std::vector<crypto::Sm2Signature> signatures;
};

struct SignBar {
  std::size_t batch;
  double bar;
};

void measure_signing(Report& report, const crypto::Sm2Engine& engine, const std::string& prefix,
                     std::span<const SignBar> bars) {
  const auto key = crypto::Sm2PrivateKey::generate();
  const RawOpenSsl openssl(key);
  const base::Bytes message = crypto::random_bytes(crypto::kSm3Size);
  Signing signing(engine, key);
  for (const auto& [batch, bar] : bars) {
    const Pair pair([&, size = batch] { return signing.sign(size); },
                    [&](std::size_t) { openssl.sign(message); });
    const std::string name = batch == 1 ? "single" : "batch" + std::to_string(batch);
    report.row(pair.row(prefix + "sign." + name,
                        "OpenSSL EVP_DigestSign of 32 octets; ours: " + std::string(engine.name()), bar));
  }
}

void measure_bodies(Report& report, double bar) {
  const auto key = crypto::Sm2PrivateKey::generate();
  const RawOpenSsl openssl(key);
  const auto messages = make_messages(kBatch, kBody);
  const std::vector<base::ByteView> views(messages.begin(), messages.end());
  const Pair pair([&] { return need(crypto::sm2_sign_batch(key, views)).size(); },
                  [&](std::size_t i) { openssl.sign(messages[i % kBatch]); });
  report.row(pair.row("sign.body600.batch64", "OpenSSL EVP_DigestSign of 600 octets", bar));
}

/// Strangers' keys and a signature by each. A key is read anew for each batch, with its curve check, and has
/// no table.
struct Strangers {
  Strangers() {
    for (std::size_t i = 0; i < kVerifyBatch; ++i) {
      const auto key = crypto::Sm2PrivateKey::generate();
      crypto::Sm3Digest digest;
      crypto::random_bytes(digest);
      points.push_back(key.public_key().point());
      infos.push_back(RawOpenSsl(key).public_key_info());
      openssl.push_back(RawOpenSsl::from_info(infos.back()));
      messages.push_back(crypto::random_bytes(crypto::kSm3Size));
      digests.push_back(crypto::sm2_digest(key.public_key(), messages.back()));
      signatures.push_back(need(crypto::sm2_sign(key, messages.back())));
    }
  }
  std::size_t verify(const crypto::Sm2Engine& engine) const {
    std::vector<std::unique_ptr<const crypto::Sm2Verifier>> verifiers;
    std::vector<crypto::Sm2Check> checks;
    for (std::size_t i = 0; i < kVerifyBatch; ++i) {
      verifiers.push_back(engine.verifier(points[i]));
      check(verifiers.back() != nullptr, "a point");
      checks.push_back({verifiers.back().get(), digests[i], &signatures[i]});
    }
    engine.verify(checks);
    for (const crypto::Sm2Check& one : checks) check(one.valid, "our verify");
    return kVerifyBatch;
  }
  std::size_t verify_one(const crypto::Sm2Engine& engine, std::size_t i) const {
    const auto verifier = engine.verifier(points[i]);
    check(verifier != nullptr && verifier->verify(digests[i], signatures[i]), "our verify");
    return 1;
  }

  std::vector<crypto::Sm2Point> points;
  std::vector<base::Bytes> infos;
  std::vector<RawOpenSsl> openssl;
  std::vector<base::Bytes> messages;
  std::vector<crypto::Sm3Digest> digests;
  std::vector<crypto::Sm2Signature> signatures;
};

void measure_verifying(Report& report, const crypto::Sm2Engine& engine, const std::string& prefix,
                       double single_bar, double batch_bar) {
  const Strangers strangers;
  std::size_t next = 0;
  const Pair single(
      [&] { return strangers.verify_one(engine, next++ % kVerifyBatch); },
      [&](std::size_t i) {
        const std::size_t at = i % kVerifyBatch;
        check(strangers.openssl[at].verify(strangers.messages[at], strangers.signatures[at].to_der()),
              "OpenSSL's verify");
      });
  report.row(single.row(prefix + "verify.single", "OpenSSL EVP_DigestVerify, keys loaded", single_bar));
  if (batch_bar == 0) return;
  const Pair batch(
      [&] { return strangers.verify(engine); },
      [&](std::size_t i) {
        const std::size_t at = i % kVerifyBatch;
        check(strangers.openssl[at].verify(strangers.messages[at], strangers.signatures[at].to_der()),
              "OpenSSL's verify");
      });
  report.row(batch.row(prefix + "verify.batch32", "OpenSSL EVP_DigestVerify, keys loaded", batch_bar));
}

/// A key that is used often has a table: the signer's own check, an officer's acts.
void measure_own_key(Report& report) {
  const auto key = crypto::Sm2PrivateKey::generate();
  const RawOpenSsl openssl(key);
  const base::Bytes message = crypto::random_bytes(crypto::kSm3Size);
  const auto signature = need(crypto::sm2_sign(key, message));
  const auto ours = [&] {
    check(crypto::sm2_verify(key.public_key(), message, signature), "our verify");
    return std::size_t{1};
  };
  for (int i = 0; i < 100; ++i) ours();
  const Pair pair(
      ours, [&](std::size_t) { check(openssl.verify(message, signature.to_der()), "OpenSSL's verify"); });
  report.row(pair.row("verify.often_used_key", "OpenSSL EVP_DigestVerify, key loaded", 6));
}

void measure_all(const Arguments& arguments) {
  constexpr SignBar kBars[] = {{1, 21}, {8, 140}, {32, 210}, {64, 230}};
  constexpr SignBar kPortableBars[] = {{1, 20}, {32, 20}};
  Report report("sm2", arguments.json);
  const crypto::Sm2Engine& engine = crypto::sm2_engine();
  measure_signing(report, engine, "", kBars);
  measure_bodies(report, 180);
  measure_verifying(report, engine, "", 6, 40);
  measure_own_key(report);
  const crypto::Sm2Engine* portable = crypto::find_sm2_engine(crypto::Sm2EngineKind::Bmi2);
  if (portable == nullptr) portable = crypto::find_sm2_engine(crypto::Sm2EngineKind::Plain);
  measure_signing(report, *portable, "portable.", kPortableBars);
  measure_verifying(report, *portable, "portable.", 6, 0);
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
  std::ofstream out(*out_path);
  for (std::size_t left = std::stoul(count); left > 0;) {
    const auto messages = make_messages(std::min(left, kBatch), kBody);
    const std::vector<base::ByteView> views(messages.begin(), messages.end());
    const auto signatures = need(crypto::sm2_sign_batch(key, views));
    for (std::size_t i = 0; i < messages.size(); ++i)
      out << base::to_hex(messages[i]) << ' ' << base::to_hex(signatures[i].to_der()) << '\n';
    left -= messages.size();
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
