// Looking into what was taken over.
#include "crypto/sm4.hpp"
#include "handover/service.hpp"

namespace yinxin::handover {

using base::ErrorKind;
using base::make_error;
using base::Result;
namespace file = proof::handover_file;

namespace {

constexpr std::string_view kFind =
    "SELECT f.content FROM taken_file f JOIN taken_authority t ON t.bundle = f.bundle WHERE t.id = $1 AND "
    "f.name = $2";

Result<base::Bytes> find_file(const TakerHouse& house, const std::string& authority,
                              const std::string& name) {
  YX_TRY(const auto rows, house.database.query(kFind, {authority, name}));
  if (rows.empty()) return make_error(ErrorKind::NotFound, "handover.file", name);
  return rows[0].blob(0);
}

}  // namespace

Result<base::SecretBytes> open_record(const TakerHouse& house, const std::string& data_key_id,
                                      const std::string& authority, const std::string& name,
                                      const std::string& reason) {
  YX_TRY(const base::Bytes content, find_file(house, authority, name));
  ledger::Act act;
  act.code = proof::ActCode::PersonalDataViewed;
  act.object = "authority/" + authority;
  act.record = ledger::facts({{"actor", "system/handover"}, {"file", name}, {"reason", reason}});
  store::WriteSet set;
  house.recorder.add(set, act, house.clock.now());
  YX_TRY(const auto committed, house.lane.commit(std::move(set)));
  static_cast<void>(committed);
  const bool sealed = name.starts_with(file::kSealedEntries) || name.starts_with(file::kSealedRecords);
  if (!sealed) return base::SecretBytes::copy_of(content);
  YX_TRY(const base::Bytes wrapped, find_file(house, authority, std::string(file::kSealedKey)));
  YX_TRY(const base::SecretBytes secret, house.signer.unwrap(data_key_id, wrapped));
  return crypto::open(secret, content, proof::handover_place(name));
}

}  // namespace yinxin::handover
