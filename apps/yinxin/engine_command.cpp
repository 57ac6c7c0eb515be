#include "engine_command.hpp"

#include <chrono>

#include "crypto/engine.hpp"
#include "crypto/random.hpp"
#include "crypto/sm2_engine.hpp"

namespace yinxin::command_line {

namespace {

constexpr std::chrono::milliseconds kEach{80};
constexpr std::size_t kBatch = 64;

/// Calls of `work` a second; it tells how many things it did.
template <class Work>
double rate(const Work& work) {
  using Clock = std::chrono::steady_clock;
  const auto start = Clock::now();
  std::size_t done = 0;
  do done += work();
  while (Clock::now() - start < kEach);
  return static_cast<double>(done) / std::chrono::duration<double>(Clock::now() - start).count();
}

struct Rates {
  double sign = 0;
  double sign_batch = 0;
  double verify = 0;
};

base::Result<Rates> measure(const crypto::Sm2Engine& engine, const crypto::Sm2PrivateKey& key) {
  const crypto::Sm2Point& point = key.public_key().point();
  const auto signer = engine.signer(key.scalar(), point);
  std::vector<crypto::Sm3Digest> digests(kBatch);
  std::vector<crypto::Sm2Signature> signatures(kBatch);
  for (crypto::Sm3Digest& digest : digests) crypto::random_bytes(digest);
  YX_CHECK(signer->sign(digests, signatures));
  const auto sign = [&](std::size_t count) {
    const auto done = signer->sign(std::span(digests).first(count), std::span(signatures).first(count));
    return done ? count : 0;
  };
  Rates rates;
  rates.sign = rate([&] { return sign(1); });
  rates.sign_batch = rate([&] { return sign(kBatch); });
  rates.verify = rate([&] {  // as of a stranger: the key is read and checked each time
    return engine.verifier(point)->verify(digests[0], signatures[0]) ? std::size_t{1} : 0;
  });
  return rates;
}

}  // namespace

base::Result<void> show_engine(const EngineOptions& /*options*/, std::ostream& out) {
  const auto key = crypto::Sm2PrivateKey::generate();
  YX_TRY(const Rates ours, measure(crypto::sm2_engine(), key));
  YX_TRY(const Rates theirs, measure(*crypto::find_sm2_engine(crypto::Sm2EngineKind::OpenSsl), key));
  const auto line = [&out](const char* what, double own, double other) {
    char text[160];
    std::snprintf(text, sizeof text, "%s：每秒 %.0f 次，OpenSSL %.0f 次，%.1f 倍\n", what, own, other,
                  own / other);
    out << text;
  };
  out << "密码引擎：" << crypto::engine_text() << "（单核，本机此刻）\n";
  line("SM2 单个签名", ours.sign, theirs.sign);
  line("SM2 批量签名（64 个一批）", ours.sign_batch, theirs.sign_batch);
  line("SM2 验签（陌生公钥）", ours.verify, theirs.verify);
  return {};
}

}  // namespace yinxin::command_line
