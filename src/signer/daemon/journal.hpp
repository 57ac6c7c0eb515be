// What this signer has signed, for ever (decisions.md 3): certificates by serial, the newest lists and tree
// heads, OCSP by count. Read into memory at start; a record counts only once commit() has it on disk.
#pragma once

#include <map>
#include <memory>
#include <set>

#include "signer/daemon/journal_file.hpp"
#include "signer/daemon/offset_table.hpp"
#include "signer/daemon/record.hpp"
#include "signer/types.hpp"

namespace yinxin::signer {

class Journal {
 public:
  /// Errors: those of JournalFile::open.
  static base::Result<std::unique_ptr<Journal>> open(const std::string& path);

  struct Key {
    KeyNumber number = 0;
    base::Bytes point;
  };
  /// The newest key made under this id, or null.
  const Key* key(const std::string& id) const;
  bool has_room_for_key() const { return keys_made_ < kMaxKeyNumbers; }
  /// Errors: those of JournalFile::read.
  base::Result<std::optional<CertificateRecord>> certificate(KeyNumber key, base::ByteView serial) const;
  /// How many certificates this key has signed.
  std::size_t certificate_count(KeyNumber key) const;
  /// The certificate that the key signed as number `position`, from 0, below its count. Errors: those of
  /// JournalFile::read.
  base::Result<CertificateRecord> certificate_at(KeyNumber key, std::size_t position) const;
  /// Whether a certificate was signed for the act with this digest. Errors: those of JournalFile::read.
  base::Result<bool> act_used(const crypto::Sm3Digest& act) const;
  /// Those who are enrolled, by id; their points.
  struct Administrator {
    std::string roles;
    base::Bytes point;
  };
  using Administrators = std::map<std::string, Administrator, std::less<>>;
  const Administrators& enrolled() const { return enrolled_; }
  /// The newest full list, or the newest delta, of this key for this distribution point; or null.
  const CrlRecord* newest_crl(KeyNumber key, const std::string& uri, bool delta) const;
  const TreeHeadRecord* newest_tree_head(KeyNumber key) const;
  /// Of this key's distribution points the first that sorts after `after` (nothing: the first of all), with
  /// the highest number of its lists of either form; nothing when there is none.
  std::optional<LastSigned::List> next_list(KeyNumber key, const std::optional<std::string>& after) const;
  /// The latest time of any record; the start of 1970 when there is none.
  base::Time highest_time() const { return highest_time_; }
  std::uint64_t removed_bytes() const { return file_.removed_bytes(); }

  /// Puts a record in the round that the next commit() makes durable.
  void add(Record record);
  /// Nothing waits in the round but OCSP counts.
  bool round_empty() const { return round_.empty(); }
  /// Whether a certificate with this serial waits in the round: its answer is not known before the commit.
  bool round_has_certificate(KeyNumber key, base::ByteView serial) const;
  /// Likewise for an act.
  bool round_has_act(const crypto::Sm3Digest& act) const { return round_acts_.contains(act); }

  /// Counts OCSP answers with the next commit, whenever that is. False when too many counts wait (the disk is
  /// full).
  bool note(const OcspRecord& record);
  /// When the oldest count that waits was made.
  std::optional<base::Time> notes_since() const;

  /// Makes round and counts durable. On an error the round is dropped, as if its requests had never come, and
  /// the counts wait on. Errors: Unavailable `signer.journal`.
  base::Result<void> commit();

 private:
  Journal() = default;
  void remember(const Record& record, std::uint64_t offset);
  void remember(const KeyRecord& record, std::uint64_t offset);
  void remember(const CertificateRecord& record, std::uint64_t offset);
  void remember(const CrlRecord& record, std::uint64_t offset);
  void remember(const TreeHeadRecord& record, std::uint64_t offset);
  void remember(const OcspRecord&, std::uint64_t) {}
  void remember(const PackageRecord&, std::uint64_t) {}
  void remember(const UnwrapRecord&, std::uint64_t) {}
  void remember(const EnrolRecord& record, std::uint64_t offset);
  base::Result<CertificateRecord> read_certificate(std::uint64_t offset) const;

  struct CrlScope {
    KeyNumber key;
    std::string uri;
    bool delta;
    auto operator<=>(const CrlScope&) const = default;  // NOLINT(modernize-use-nullptr)
  };

  JournalFile file_;
  std::map<std::string, Key, std::less<>> keys_;
  std::size_t keys_made_ = 0;
  OffsetTable certificates_;
  std::map<KeyNumber, std::vector<std::uint64_t>> certificates_of_;  // offsets, in the order of signing
  OffsetTable acts_;                                                 // the certificates they were used for
  Administrators enrolled_;
  std::map<CrlScope, CrlRecord> crls_;
  std::map<KeyNumber, TreeHeadRecord> tree_heads_;
  base::Time highest_time_{};

  std::vector<Record> round_;
  std::set<std::uint64_t> round_certificates_;  // fingerprints
  std::set<crypto::Sm3Digest> round_acts_;
  std::vector<OcspRecord> notes_;
};

}  // namespace yinxin::signer
