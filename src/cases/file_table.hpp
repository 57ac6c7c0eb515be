// The SQL of the tables case_file and case_file_content (schema/0017_case_files.sql). Private to this folder.
#pragma once

#include "cases/types.hpp"
#include "privacy/vault.hpp"
#include "store/connection.hpp"
#include "store/write_set.hpp"

namespace yinxin::cases {

/// Conflict `cases.file.again` when the same octets are there.
void insert_file(store::WriteSet& set, const privacy::Vault& vault, const FileNote& note,
                 base::ByteView content);
/// The file has the level and input of `after` from here on, and is sealed by that. Conflict
/// `cases.changed` unless it still had those of `before`.
void raise_file(store::WriteSet& set, const privacy::Vault& vault, const FileNote& before,
                const FileNote& after, base::ByteView content);
/// A step of the case names it: it is the case's for good. Conflict `cases.changed` when it is not there any
/// more, or another case's.
void name_file(store::WriteSet& set, const std::string& id, const std::string& number, base::Time at);
/// Conflict `cases.changed` when a step has named it meanwhile.
void drop_file(store::WriteSet& set, const std::string& id);

/// Where a file may be: in a case, or waiting for an opening of `procedure` by `actor`.
struct FilePlace {
  std::string number;  // empty: it waits
  std::string procedure;
  std::string actor;
};
/// Nothing: not there. Errors: Refused `privacy.sealed`, Internal `cases.stored`, those of the store; so for
/// all below.
base::Result<std::optional<FileNote>> find_file(store::Database& database, const privacy::Vault& vault,
                                                const FilePlace& place, const crypto::Sm3Digest& sm3);
/// In the order of their coming.
base::Result<std::vector<FileNote>> find_files(store::Database& database, const privacy::Vault& vault,
                                               const std::string& number);
/// That wait for a step since before `before`, or for an opening by a key since before `keys_before`; oldest
/// first.
base::Result<std::vector<FileNote>> find_waiting(store::Database& database, const privacy::Vault& vault,
                                                 base::Time before, base::Time keys_before,
                                                 std::int64_t limit);
/// Errors: also Internal `cases.stored` when the octets are not there.
base::Result<base::Bytes> read_content(store::Database& database, const privacy::Vault& vault,
                                       const FileNote& note);

struct FileUse {
  std::int64_t count = 0;
  std::int64_t bytes = 0;
};
/// What is there of a place.
base::Result<FileUse> use_of(store::Database& database, const FilePlace& place);
/// Whether a file of that size has room in its place (files.cpp). Errors: TooLarge `cases.file.count`,
/// `cases.file.sum`; TooMany `cases.file.waiting`.
base::Result<void> check_room(store::Database& database, const FilePlace& place, std::int64_t size);
/// A file as far as it can say itself what it is: without id, procedure, level and who handed it in
/// (files.cpp). Errors: as Service::add_file of the file itself.
base::Result<FileNote> judge_file(const NewFile& file);
/// What waits for openings: of everybody, and of them of keys that are no officer's.
struct OpeningsUse {
  FileUse all;
  FileUse of_keys;
};
base::Result<OpeningsUse> use_by_openings(store::Database& database);
/// Whether an actor is an account, not a bare key.
bool is_officer(std::string_view actor);

}  // namespace yinxin::cases
