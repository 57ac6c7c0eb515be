// One entry of the ledger as it is shown to an outsider: the leaf, and what opens it. A line of an export,
// and (with a proof) an act of an evidence package.
#pragma once

#include "proof/leaf.hpp"
#include "proof/report.hpp"

namespace yinxin::proof {

class JsonObject;

/// An entry's JSON fits: the record in base64 and the rest.
inline constexpr std::size_t kMaxEntryBytes = 512 * 1024;

struct LedgerEntry {
  std::uint64_t seq = 0;               ///< index of the leaf in the tree, from 0
  base::Bytes leaf;                    ///< as it stands in the tree
  std::string object;                  ///< the object id in clear: it names no person
  std::optional<base::Bytes> record;   ///< canonical record; nothing: destroyed, or not disclosed
  std::optional<base::Bytes> opening;  ///< kOpeningSize octets; there exactly when the record is

  /// {"seq":0,"leaf":"<hex>","object":"…","record":"<base64>"|null,"opening":"<base64>"|null}, compact, no
  /// newline.
  std::string to_json() const;
  /// Only the canonical form. Errors: Malformed `proof.json`, `proof.entry`.
  static base::Result<LedgerEntry> parse(std::string_view json);
};

/// What is left of an entry whose act record was lost with a database (docs/decisions/0007): its leaf hash,
/// which the tiles had. Only a later act ActCode::Restored on kLedgerObject excuses it.
struct LostEntry {
  std::uint64_t seq = 0;
  Hash hash{};  ///< leaf_hash() of the leaf that nobody has any more

  /// {"seq":0,"leaf_hash":"<hex>"}, compact, no newline.
  std::string to_json() const;
  /// Only the canonical form. Errors: Malformed `proof.json`, `proof.entry`, `proof.hash`.
  static base::Result<LostEntry> parse(std::string_view json);
};

/// The object of acts on the ledger as a whole.
inline constexpr std::string_view kLedgerObject = "ledger";

/// Entries are numbered in batches, so neighbours may have been timed in the other order (decisions.md 4, 5):
/// an entry may be dated this much before an earlier one, and this much after the tree head that covers it.
/// Ours.
inline constexpr std::chrono::seconds kActTimeTolerance{60};

/// An entry read and held against its leaf.
struct CheckedEntry {
  Leaf leaf;
  std::optional<Record> record;
};
/// Whether the leaf is well formed, names this object, and commits to this record. Errors: those of
/// Leaf::parse() and Record::parse(); Refused `proof.entry.object`, `proof.entry.commitment`.
base::Result<CheckedEntry> check_entry(const LedgerEntry& entry);

/// The sentence for an error of check_entry(), for reports.
Sentence entry_fault(const base::Error& error);

/// Inclusion of an entry in a tree head, as stored in packages: the entry's members and "path":["<base64>"…].
struct ProvedEntry {
  LedgerEntry entry;
  HashPath path;

  /// Indented JSON with a newline at the end.
  std::string to_json() const;
  /// Errors: as LedgerEntry::parse().
  static base::Result<ProvedEntry> parse(std::string_view json);
  /// The same of an object within another document.
  static base::Result<ProvedEntry> read(const JsonObject& object);
};

}  // namespace yinxin::proof
