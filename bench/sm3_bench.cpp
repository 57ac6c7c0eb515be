// SM3 beside OpenSSL's EVP_Digest: bodies of 600 octets in batches, and one long stream.
#include <openssl/evp.h>

#include "crypto/random.hpp"
#include "crypto/sm3.hpp"
#include "report.hpp"

namespace yinxin::bench {
namespace {

constexpr int kRounds = 7;
constexpr std::size_t kBatch = 64;
constexpr std::size_t kBody = 600;
constexpr std::size_t kBatches = 500;      // a round's
constexpr std::size_t kStream = 16 << 20;  // octets
constexpr double kBatchBar = 9;
constexpr double kStreamBar = 1;

void hash_openssl(base::ByteView message, crypto::Sm3Digest& digest) {
  if (EVP_Digest(message.data(), message.size(), digest.data(), nullptr, EVP_sm3(), nullptr) != 1)
    throw std::runtime_error("EVP_Digest");
}

/// Times of both, alternating, as work a second.
template <class Ours, class Theirs>
Row compare(const std::string& measure, const std::string& unit, double work, double bar, const Ours& ours,
            const Theirs& theirs) {
  std::vector<double> own, other;
  for (int round = 0; round < kRounds; ++round) {
    own.push_back(spent(cpu_seconds, ours));
    other.push_back(spent(cpu_seconds, theirs));
  }
  return {measure, work / median(own), unit, "OpenSSL EVP_Digest", work / median(other),
          bar,     Better::Higher,     true};
}

void measure(const Arguments& arguments) {
  std::vector<base::Bytes> bodies(kBatch);
  for (base::Bytes& body : bodies) body = crypto::random_bytes(kBody);
  const std::vector<base::ByteView> views(bodies.begin(), bodies.end());
  std::vector<crypto::Sm3Digest> digests(kBatch), others(kBatch);
  Report report("sm3", arguments.json);
  report.row(compare(
      "hash.body600.batch", "per CPU s", kBatches * kBatch, kBatchBar,
      [&] {
        for (std::size_t i = 0; i < kBatches; ++i) crypto::sm3_batch(views, digests);
      },
      [&] {
        for (std::size_t i = 0; i < kBatches * kBatch; ++i)
          hash_openssl(views[i % kBatch], others[i % kBatch]);
      }));
  if (digests != others) throw std::runtime_error("the digests differ");
  const base::Bytes stream(kStream, 0x5A);
  report.row(compare(
      "hash.stream", "MB per CPU s", kStream / 1e6, kStreamBar, [&] { digests[0] = crypto::sm3(stream); },
      [&] { hash_openssl(stream, others[0]); }));
  if (digests[0] != others[0]) throw std::runtime_error("the digests differ");
}

}  // namespace
}  // namespace yinxin::bench

int main(int count, char** values) {
  return yinxin::bench::run(count, values, yinxin::bench::measure);
}
