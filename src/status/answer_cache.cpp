#include "status/answer_cache.hpp"

namespace yinxin::status {

namespace {

constexpr x509::CertIdHash kHashes[] = {x509::CertIdHash::Sha1, x509::CertIdHash::Sha256,
                                        x509::CertIdHash::Sm3};

std::string key_of(const x509::Serial& serial, x509::CertIdHash hash) {
  std::string key(base::as_text(serial.magnitude()));
  key.push_back(static_cast<char>(hash));
  return key;
}

}  // namespace

std::shared_ptr<const AnswerCache::Entry> AnswerCache::find(const x509::CertId& id, base::Time now) {
  const std::string key = key_of(id.serial, id.hash);
  const std::lock_guard lock(mutex_);
  for (Generation* generation : {&young_, &old_}) {
    const auto found = generation->find(key);
    if (found == generation->end()) continue;
    auto entry = found->second;
    if (entry->next_update <= now || entry->cert_id != id.der) break;
    if (generation == &old_) keep(key, entry);
    ++hits_;
    return entry;
  }
  return nullptr;
}

std::uint64_t AnswerCache::version() const {
  const std::lock_guard lock(mutex_);
  return version_;
}

void AnswerCache::put(const x509::CertId& id, Entry entry, std::uint64_t version_before) {
  const std::lock_guard lock(mutex_);
  if (version_ != version_before) return;
  keep(key_of(id.serial, id.hash), std::make_shared<const Entry>(std::move(entry)));
}

void AnswerCache::keep(const std::string& key, std::shared_ptr<const Entry> entry) {
  if (young_.size() >= kGeneration) {
    old_ = std::move(young_);
    young_.clear();
  }
  young_[key] = std::move(entry);
}

void AnswerCache::forget(const x509::Serial& serial) {
  const std::lock_guard lock(mutex_);
  ++version_;
  for (const x509::CertIdHash hash : kHashes) {
    const std::string key = key_of(serial, hash);
    young_.erase(key);
    old_.erase(key);
  }
}

std::uint64_t AnswerCache::hits() const {
  const std::lock_guard lock(mutex_);
  return hits_;
}

}  // namespace yinxin::status
