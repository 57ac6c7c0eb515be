// The SQL of the tables filing, filing_letter and filing_file. Private to this folder.
#pragma once

#include "exchange/service.hpp"
#include "filings/types.hpp"
#include "privacy/vault.hpp"

namespace yinxin::filings {

/// Conflict `filings.known`: the conversation, or the case, has a filing.
void insert_filing(store::WriteSet& set, const Filing& filing);
/// What the authority tells, or told: the case as it stands. Changes nothing else.
void note_case(store::WriteSet& set, const FilingId& id, const Notice& notice, base::Time now);
/// The first of the days that run and do not stand still.
std::optional<base::Date> first_day(const Notice& notice);

/// A letter with what it holds.
struct NewLetter {
  MessageId id;
  FilingId filing;
  bool incoming = false;
  exchange::Kind kind = exchange::Kind::Submission;
  base::Bytes content;  // of the sealed part
  std::string made_by;
  base::Time at;
  std::vector<File> files;
  std::optional<MessageId> answers = {};
};
void insert_letter(store::WriteSet& set, const privacy::Vault& vault, const NewLetter& letter);
/// A receipt of a letter of ours; nothing where it is none of a filing.
void note_receipt(store::WriteSet& set, const exchange::Receipted& receipted, base::Time now);

/// Nothing: there is none of that id, or of that case at this office itself.
base::Result<std::optional<Filing>> find_filing(store::Database& database, const FilingId& id);
base::Result<std::optional<Filing>> find_by_case(store::Database& database, const std::string& peer,
                                                 const std::string& case_number);
/// SM3 of the files that letters of this filing brought from that side.
base::Result<std::set<crypto::Sm3Digest>> files_of(store::Database& database, const FilingId& id,
                                                   bool incoming);
/// Newest first. `before`: id, or empty. Errors: Internal `filings.stored`.
base::Result<std::vector<Filing>> list_filings(store::Database& database, const Filter& filter,
                                               const base::Bytes& before, std::int64_t limit);
/// As they were queued or arrived; of one moment what was asked before what was told. Errors: Refused
/// `privacy.sealed`; Internal `filings.stored`.
base::Result<std::vector<LetterNote>> find_letters(store::Database& database, const privacy::Vault& vault,
                                                   const FilingId& id);
/// Errors: NotFound `filings.file`; Refused `privacy.sealed`.
base::Result<File> find_file(store::Database& database, const privacy::Vault& vault, const FilingId& filing,
                             const MessageId& letter, std::int64_t position);

}  // namespace yinxin::filings
