#include "ledger/recorder.hpp"

#include <stdexcept>

#include "crypto/random.hpp"
#include "crypto/sm4.hpp"

namespace yinxin::ledger {

namespace {

constexpr std::string_view kInsert =
    "INSERT INTO act_record (id, at, act, object, fingerprint, commitment, record, opening) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

base::Bytes bound_to(std::string_view column, base::ByteView id) {
  base::Bytes associated = base::to_bytes("act_record.");
  base::append(associated, base::as_bytes(column));
  associated.push_back(0);
  base::append(associated, id);
  return associated;
}

}  // namespace

proof::Record facts(std::initializer_list<std::pair<std::string_view, std::string_view>> values) {
  proof::Record record;
  for (const auto& [name, value] : values) {
    if (!record.add(name, value)) throw std::logic_error("facts of an act: " + std::string(name));
  }
  return record;
}

ActRecordId Recorder::add(store::WriteSet& set, const Act& act, base::Time at) const {
  const ActRecordId record_id = ids_.next<ActRecordTag>();
  const base::Bytes id = base::to_bytes(record_id.bytes());
  const base::Bytes canonical = act.record.to_bytes();
  const base::SecretBytes opening = crypto::random_secret(proof::kOpeningSize);
  const proof::Hash commitment = proof::commit(opening, act.record);
  store::Value fingerprint = store::kNull;
  if (act.fingerprint) fingerprint = base::to_bytes(*act.fingerprint);
  set.add(kInsert, {id, base::to_micros(at), static_cast<std::int64_t>(act.code), act.object, fingerprint,
                    base::to_bytes(commitment), record_key_.seal(canonical, bound_to("record", id)),
                    record_key_.seal(opening.reveal(), bound_to("opening", id))});
  return record_id;
}

base::Result<Recorder::Opened> Recorder::open(base::ByteView id, const store::Value& record,
                                              const store::Value& opening) const {
  const auto* sealed_record = std::get_if<base::Bytes>(&record);
  const auto* sealed_opening = std::get_if<base::Bytes>(&opening);
  if (sealed_record == nullptr || sealed_opening == nullptr) {
    return base::make_error(base::ErrorKind::NotFound, "ledger.record.destroyed");
  }
  const auto refuse = [](const char* what) {
    return base::make_error(base::ErrorKind::Refused, "ledger.record.sealed", what);
  };
  auto canonical = record_key_.open(*sealed_record, bound_to("record", id));
  if (!canonical) return refuse("record");
  auto key = record_key_.open(*sealed_opening, bound_to("opening", id));
  if (!key) return refuse("opening");
  YX_TRY(proof::Record parsed, proof::Record::parse(canonical->reveal()));
  return Opened{std::move(parsed), std::move(*key)};
}

}  // namespace yinxin::ledger
