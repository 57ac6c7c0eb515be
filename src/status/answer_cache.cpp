#include "status/answer_cache.hpp"

#include <algorithm>

#include "crypto/random.hpp"

namespace yinxin::status {

namespace {

constexpr x509::CertIdHash kHashes[] = {x509::CertIdHash::Sha1, x509::CertIdHash::Sha256,
                                        x509::CertIdHash::Sm3};

std::uint64_t random_word() {
  std::array<std::uint8_t, 8> octets{};
  crypto::random_bytes(octets);
  return base::read_u64(octets);
}

}  // namespace

std::size_t AnswerCache::Scatter::operator()(const Key& key) const noexcept {
  // Folded multiplication, as wyhash has it (Wang Yi, 2019).
  __extension__ using Wide = unsigned __int128;
  const auto fold = [](std::uint64_t a, std::uint64_t b) {
    const Wide product = Wide{a} * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
  };
  const std::span octets(key.octets);
  const std::uint64_t half = fold(base::read_u64(octets.subspan<0, 8>()) ^ seed[0],
                                  base::read_u64(octets.subspan<8, 8>()) ^ seed[1]);
  return fold(half ^ base::read_u64(octets.subspan<16, 8>()), seed[0] | 1);
}

AnswerCache::AnswerCache() : scatter_{{random_word(), random_word()}} {
  for (std::size_t i = 0; i < kShards; ++i) shards_.push_back(std::make_unique<Shard>(scatter_));
}

AnswerCache::Key AnswerCache::key_of(const x509::Serial& serial, x509::CertIdHash hash) {
  const base::ByteView magnitude = serial.magnitude();
  Key key;  // a serial has at most 20 octets (x509::Serial)
  std::copy(magnitude.begin(), magnitude.end(), key.octets.begin());
  key.octets[22] = static_cast<std::uint8_t>(magnitude.size());
  key.octets[23] = static_cast<std::uint8_t>(hash);
  return key;
}

AnswerCache::Shard& AnswerCache::shard_of(const Key& key) {
  return *shards_[(scatter_(key) >> 32) % kShards];
}

std::shared_ptr<const AnswerCache::Entry> AnswerCache::find(const x509::CertId& id, base::Time now) {
  const Key key = key_of(id.serial, id.hash);
  Shard& shard = shard_of(key);
  const std::lock_guard lock(shard.mutex);
  for (Generation* generation : {&shard.young, &shard.old}) {
    const auto found = generation->find(key);
    if (found == generation->end()) continue;
    auto entry = found->second;
    if (entry->next_update <= now || entry->cert_id != id.der) break;
    if (generation == &shard.old) shard.keep(key, entry);
    ++shard.hits;
    return entry;
  }
  return nullptr;
}

std::uint64_t AnswerCache::version() const {
  return version_;
}

void AnswerCache::put(const x509::CertId& id, Entry entry, std::uint64_t version_before) {
  const Key key = key_of(id.serial, id.hash);
  auto kept = std::make_shared<const Entry>(std::move(entry));
  Shard& shard = shard_of(key);
  const std::lock_guard lock(shard.mutex);
  // Who forgets counts first and erases then: what this comparison misses is erased after it was kept.
  if (version_ != version_before) return;
  shard.keep(key, std::move(kept));
}

void AnswerCache::Shard::keep(const Key& key, std::shared_ptr<const Entry> entry) {
  if (young.size() >= kGeneration / kShards) {
    old = std::move(young);
    young.clear();
  }
  young[key] = std::move(entry);
}

void AnswerCache::forget(const x509::Serial& serial) {
  ++version_;
  for (const x509::CertIdHash hash : kHashes) {
    const Key key = key_of(serial, hash);
    Shard& shard = shard_of(key);
    const std::lock_guard lock(shard.mutex);
    shard.young.erase(key);
    shard.old.erase(key);
  }
}

std::uint64_t AnswerCache::hits() const {
  std::uint64_t sum = 0;
  for (const auto& shard : shards_) {
    const std::lock_guard lock(shard->mutex);
    sum += shard->hits;
  }
  return sum;
}

}  // namespace yinxin::status
