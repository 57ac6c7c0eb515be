#include "signer/daemon/journal.hpp"

#include <algorithm>

#include "signer/fields.hpp"

namespace yinxin::signer {
namespace {

using base::Result;

constexpr std::size_t kMaxNotes = 4096;  // counts that may wait while the disk is full

/// Eight octets of SM3: two serials that share them cost one more read of the file, nothing else.
std::uint64_t fingerprint(KeyNumber key, base::ByteView serial) {
  base::Bytes name;
  base::append_u16(name, key);
  base::append(name, serial);
  const crypto::Sm3Digest digest = crypto::sm3(name);
  return base::read_u64(std::span(digest).first<8>());
}

std::uint64_t fingerprint(const crypto::Sm3Digest& act) {
  return base::read_u64(std::span(act).first<8>());
}

constexpr crypto::Sm3Digest kNoAct{};

}  // namespace

Result<std::unique_ptr<Journal>> Journal::open(const std::string& path) {
  auto journal = std::unique_ptr<Journal>(new Journal);
  YX_TRY(JournalFile file,
         JournalFile::open(path, [&](std::uint64_t offset, base::ByteView body) -> Result<void> {
           YX_TRY(const Record record, decode_record(body));
           journal->remember(record, offset);
           return {};
         }));
  journal->file_ = std::move(file);
  return journal;
}

const Journal::Key* Journal::key(const std::string& id) const {
  const auto found = keys_.find(id);
  return found == keys_.end() ? nullptr : &found->second;
}

Result<CertificateRecord> Journal::read_certificate(std::uint64_t offset) const {
  YX_TRY(const base::Bytes body, file_.read(offset));
  YX_TRY(Record record, decode_record(body));
  auto* certificate = std::get_if<CertificateRecord>(&record);
  if (certificate == nullptr) {
    return base::make_error(base::ErrorKind::Internal, "signer.journal_damaged",
                            "not the record that was there");
  }
  return std::move(*certificate);
}

std::size_t Journal::certificate_count(KeyNumber key) const {
  const auto found = certificates_of_.find(key);
  return found == certificates_of_.end() ? 0 : found->second.size();
}

Result<CertificateRecord> Journal::certificate_at(KeyNumber key, std::size_t position) const {
  return read_certificate(certificates_of_.at(key).at(position));
}

Result<std::optional<CertificateRecord>> Journal::certificate(KeyNumber key, base::ByteView serial) const {
  for (const std::uint64_t offset : certificates_.find(fingerprint(key, serial))) {
    YX_TRY(CertificateRecord certificate, read_certificate(offset));
    if (certificate.key == key && base::equal(certificate.serial, serial))
      return std::optional(std::move(certificate));
  }
  return std::optional<CertificateRecord>();
}

Result<bool> Journal::act_used(const crypto::Sm3Digest& act) const {
  for (const std::uint64_t offset : acts_.find(fingerprint(act))) {
    YX_TRY(const CertificateRecord certificate, read_certificate(offset));
    if (certificate.act == act) return true;
  }
  return false;
}

const CrlRecord* Journal::newest_crl(KeyNumber key, const std::string& uri, bool delta) const {
  const auto found = crls_.find(CrlScope{key, uri, delta});
  return found == crls_.end() ? nullptr : &found->second;
}

const TreeHeadRecord* Journal::newest_tree_head(KeyNumber key) const {
  const auto found = tree_heads_.find(key);
  return found == tree_heads_.end() ? nullptr : &found->second;
}

std::optional<LastSigned::List> Journal::next_list(KeyNumber key,
                                                   const std::optional<std::string>& after) const {
  const auto found =
      after ? crls_.upper_bound(CrlScope{key, *after, true}) : crls_.lower_bound(CrlScope{key, "", false});
  if (found == crls_.end() || found->first.key != key) return std::nullopt;
  LastSigned::List list;
  list.distribution_point = found->first.uri;
  for (const bool delta : {false, true}) {
    const CrlRecord* newest = newest_crl(key, list.distribution_point, delta);
    if (newest != nullptr) list.number = std::max(list.number, static_cast<std::uint64_t>(newest->number));
  }
  return list;
}

void Journal::add(Record record) {
  if (const auto* certificate = std::get_if<CertificateRecord>(&record)) {
    round_certificates_.insert(fingerprint(certificate->key, certificate->serial));
    if (certificate->act != kNoAct) round_acts_.insert(certificate->act);
  }
  round_.push_back(std::move(record));
}

bool Journal::round_has_certificate(KeyNumber key, base::ByteView serial) const {
  return round_certificates_.contains(fingerprint(key, serial));
}

bool Journal::note(const OcspRecord& record) {
  if (notes_.size() >= kMaxNotes) return false;
  notes_.push_back(record);
  return true;
}

std::optional<base::Time> Journal::notes_since() const {
  if (notes_.empty()) return std::nullopt;
  return notes_.front().at;
}

Result<void> Journal::commit() {
  std::vector<Record> records(notes_.begin(), notes_.end());
  std::move(round_.begin(), round_.end(), std::back_inserter(records));
  round_.clear();
  round_certificates_.clear();
  round_acts_.clear();
  if (records.empty()) return {};
  std::vector<base::Bytes> bodies;
  bodies.reserve(records.size());
  for (const Record& record : records) bodies.push_back(encode_record(record));
  YX_TRY(const std::vector<std::uint64_t> offsets, file_.append(bodies));
  notes_.clear();
  for (std::size_t i = 0; i < records.size(); ++i) remember(records[i], offsets[i]);
  return {};
}

void Journal::remember(const Record& record, std::uint64_t offset) {
  highest_time_ = std::max(highest_time_, time_of(record));
  std::visit([&](const auto& value) { remember(value, offset); }, record);
}

void Journal::remember(const KeyRecord& record, std::uint64_t) {
  keys_[record.id] = Key{static_cast<KeyNumber>(keys_made_++), record.point};
}

void Journal::remember(const CertificateRecord& record, std::uint64_t offset) {
  certificates_.add(fingerprint(record.key, record.serial), offset);
  certificates_of_[record.key].push_back(offset);
  if (record.act != kNoAct) acts_.add(fingerprint(record.act), offset);
}

void Journal::remember(const EnrolRecord& record, std::uint64_t) {
  if (record.roles.empty()) {
    enrolled_.erase(record.id);
  } else {
    enrolled_.insert_or_assign(record.id, Administrator{record.roles, record.point});
  }
}

void Journal::remember(const CrlRecord& record, std::uint64_t) {
  crls_[CrlScope{record.key, record.uri, record.delta}] = record;
}

void Journal::remember(const TreeHeadRecord& record, std::uint64_t) {
  tree_heads_[record.key] = record;
}

}  // namespace yinxin::signer
