// A revocation list of a million entries: wall time and peak memory (bars: 3 s, 150 MB), against plain
// buffered writes of as many octets. The key is in this process; what the daemon adds is its parse of the
// same octets.
#include "asn1/oids.hpp"
#include "crypto/sm2.hpp"
#include "report.hpp"
#include "x509/crl.hpp"

namespace yinxin::bench {
namespace {

constexpr std::size_t kEntries = 1'000'000;
constexpr int kRounds = 3;
constexpr double kSecondsBar = 3.0;
constexpr double kMemoryBarMb = 150.0;

/// Where both sides write: /dev/null, through stdio's buffer.
class Sink {
 public:
  Sink() : file_(std::fopen("/dev/null", "wb")) {
    if (file_ == nullptr) throw std::runtime_error("/dev/null");
  }
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;
  ~Sink() { std::fclose(file_); }
  void write(base::ByteView octets) {
    if (std::fwrite(octets.data(), 1, octets.size(), file_) != octets.size())
      throw std::runtime_error("write");
    count_ += octets.size();
  }
  std::size_t count() const { return count_; }

 private:
  std::FILE* file_;
  std::size_t count_ = 0;
};

base::Time first_day() {
  return need(base::parse_utc("2026-11-22T08:00:00Z"));
}

x509::CrlInfo list_info() {
  x509::CrlInfo info;
  info.issuer = need(x509::Name::build(
      {{asn1::oids::kCountry, "CN"}, {asn1::oids::kCommonName, "Benchmark Issuing Authority"}}));
  info.authority_key_id = base::Bytes(20, 7);
  info.this_update = first_day();
  info.next_update = info.this_update + std::chrono::days(1);
  info.number = 1;
  return info;
}

/// Serials of 16 octets, as ours are.
x509::CrlEntry entry(std::size_t index) {
  base::Bytes serial(16, 0x5a);
  for (std::size_t octet = 0; octet < 8; ++octet) {
    serial[15 - octet] = static_cast<std::uint8_t>(index >> (8 * octet));
  }
  x509::CrlEntry entry;
  entry.serial = need(x509::Serial::from_magnitude(serial));
  entry.revoked_at = first_day() - std::chrono::seconds(index % 86400);
  entry.reason = x509::RevocationReason::KeyCompromise;
  return entry;
}

/// Nobody's.
crypto::Sm2PrivateKey make_key() {
  return need(crypto::Sm2PrivateKey::from_scalar(base::SecretBytes::copy_of(base::Bytes(32, 0x35))));
}

/// Over SM3(ZA || tbs), hashed as the list passes.
crypto::Sm2Signature sign(x509::CrlWriter& writer, const crypto::Sm2PrivateKey& key) {
  crypto::Sm3 hash = crypto::sm2_digest_stream(key.public_key());
  need(writer.tbs([&](base::ByteView octets) -> base::Result<void> {
    hash.update(octets);
    return {};
  }));
  const crypto::Sm3Digest digest = hash.finish();
  return need(crypto::sm2_sign_digests(key, {&digest, 1})).front();
}

/// The octets of the list.
std::size_t write_list(const crypto::Sm2PrivateKey& key) {
  x509::CrlWriter writer = need(x509::CrlWriter::start(list_info(), program_folder()));
  for (std::size_t index = 0; index < kEntries; ++index) need(writer.add(entry(index)));
  const crypto::Sm2Signature signature = sign(writer, key);
  Sink sink;
  need(writer.write(signature, [&](base::ByteView octets) -> base::Result<void> {
    sink.write(octets);
    return {};
  }));
  return sink.count();
}

/// The same number of octets in the writer's own pieces: what writing alone costs.
void write_plain(std::size_t octets) {
  const base::Bytes chunk(x509::kCrlChunkBytes, 0x30);
  Sink sink;
  while (sink.count() < octets) {
    sink.write(base::ByteView(chunk).first(std::min(chunk.size(), octets - sink.count())));
  }
}

/// SM3 of as many octets: the least that signing them costs.
void hash_plain(std::size_t octets) {
  const base::Bytes chunk(x509::kCrlChunkBytes, 0x30);
  crypto::Sm3 hash;
  for (std::size_t done = 0; done < octets; done += chunk.size()) {
    hash.update(base::ByteView(chunk).first(std::min(chunk.size(), octets - done)));
  }
  hash.finish();
}

void measure(const Arguments& arguments) {
  const crypto::Sm2PrivateKey key = make_key();
  std::vector<double> wall;
  std::vector<double> cpu;
  std::vector<double> plain;
  std::vector<double> hashing;
  std::size_t octets = 0;
  for (int round = 0; round < kRounds; ++round) {
    const double start = wall_seconds();
    cpu.push_back(spent(cpu_seconds, [&] { octets = write_list(key); }));
    wall.push_back(wall_seconds() - start);
    plain.push_back(spent(wall_seconds, [&] { write_plain(octets); }));
    hashing.push_back(spent(cpu_seconds, [&] { hash_plain(octets); }));
  }
  const double memory = peak_memory_mb();
  Report report("crl", arguments.json);
  report.row({"list_1e6.wall", median(wall), "s", "plain buffered writes of the same octets", median(plain),
              kSecondsBar});
  report.row({"list_1e6.cpu", median(cpu), "s", "SM3 of the same octets", median(hashing), std::nullopt});
  report.row({"list_1e6.peak_memory", memory, "MB", "the list's size", static_cast<double>(octets) / 1e6,
              kMemoryBarMb});
}

}  // namespace
}  // namespace yinxin::bench

int main(int count, char** values) {
  return yinxin::bench::run(count, values, yinxin::bench::measure);
}
