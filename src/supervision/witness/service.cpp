#include "supervision/witness/service.hpp"

#include <algorithm>
#include <stdexcept>

#include "proof/single_checks.hpp"

namespace yinxin::supervision {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kHeads =
    "SELECT note, path, at FROM witnessed_head WHERE origin = $1 AND size < $2 ORDER BY size DESC LIMIT $3";
constexpr std::string_view kState =
    "INSERT INTO witness_key (origin, point, name, provider, at) VALUES ($1, $2, $3, $4, $5) "
    "ON CONFLICT (origin, point) DO UPDATE SET name = excluded.name, provider = excluded.provider, "
    "at = excluded.at";
constexpr std::string_view kStated =
    "SELECT provider, origin, name, point, at FROM witness_key "
    "WHERE CAST($1 AS TEXT) = '' OR provider = CAST($1 AS TEXT) ORDER BY at DESC, origin";
// Of two at once, the second waits here for the first's commit, and then finds a larger head.
constexpr std::string_view kHold = "UPDATE witnessed_head SET at = at WHERE origin = $1 AND size = $2";
constexpr std::string_view kInsert =
    "INSERT INTO witnessed_head (origin, size, at, root, path, note) SELECT CAST($1 AS TEXT), CAST($2 AS "
    "BIGINT), "
    "CAST($3 AS BIGINT), CAST($4 AS blob), CAST($5 AS TEXT), CAST($6 AS TEXT) "
    "WHERE NOT EXISTS (SELECT 1 FROM witnessed_head AS other WHERE other.origin = $1 AND other.size > $7)";
constexpr std::string_view kSigned = "UPDATE witnessed_head SET note = $3 WHERE origin = $1 AND size = $2";

constexpr std::string_view kActor = "system/witness";

std::string text_of(const proof::HashPath& path) {
  std::string text;
  for (const proof::Hash& hash : path) text += base::to_base64(hash) + "\n";
  return text;
}

ledger::Act act_on(const std::string& origin, proof::ActCode code, const std::string& note) {
  ledger::Act act;
  act.code = code;
  act.object = "witness/" + origin;
  act.record = ledger::facts({{"actor", kActor}, {"note", note}});
  return act;
}

std::int64_t size_of(const proof::TreeHead& head) {
  return static_cast<std::int64_t>(head.size);
}

}  // namespace

Result<std::vector<Witness::Kept>> Witness::heads(const std::string& origin, std::uint64_t below,
                                                  std::int64_t limit) const {
  const auto size = static_cast<std::int64_t>(std::min<std::uint64_t>(below, proof::kMaxTreeSize));
  YX_TRY(const auto rows, house_.database.query(kHeads, {origin, size, limit}));
  std::vector<Kept> found;
  for (const store::Row& row : rows) {
    Kept& kept = found.emplace_back();
    YX_TRY(kept.head, proof::SignedTreeHead::parse(row.text(0)));
    YX_TRY(kept.path, proof::read_hash_path(row.text(1)));
    kept.at = base::from_micros(row.integer(2));
  }
  return found;
}

Result<std::optional<Witness::Kept>> Witness::newest(const std::string& origin) const {
  YX_TRY(auto found, heads(origin, proof::kMaxTreeSize, 1));
  if (found.empty()) return std::optional<Kept>();
  return std::optional(std::move(found.front()));
}

Result<std::vector<Witness::Stated>> Witness::stated(const std::string& provider) const {
  YX_TRY(const auto rows, house_.database.query(kStated, {provider}));
  std::vector<Stated> all;
  for (const store::Row& row : rows) {
    const auto key = crypto::Sm2PublicKey::from_point(row.blob(3));
    if (!key) return make_error(ErrorKind::Internal, "supervision.witness.stored", row.text(1));
    all.push_back({row.text(0), row.text(1), {row.text(2), *key}, base::from_micros(row.integer(4))});
  }
  return all;
}

Result<void> Witness::state_key(Stated statement) const {
  YX_TRY(const std::vector<Stated> all, stated());
  const auto newest =
      std::find_if(all.begin(), all.end(), [&](const Stated& one) { return one.origin == statement.origin; });
  const bool same = newest != all.end() && newest->provider == statement.provider &&
                    newest->witness.name == statement.witness.name &&
                    newest->witness.key == statement.witness.key;
  if (same) return {};
  const base::Time at = house_.clock.now();
  const base::Bytes point = base::to_bytes(statement.witness.key.point());
  store::WriteSet set;
  set.add(kState, {statement.origin, point, statement.witness.name, statement.provider, base::to_micros(at)});
  ledger::Act act;
  act.code = proof::ActCode::KeyGenerated;
  act.object = "witness/" + statement.origin;
  act.record = ledger::facts({{"actor", kActor},
                              {"provider", statement.provider},
                              {"name", statement.witness.name},
                              {"public_key", base::to_base64(point)}});
  house_.recorder.add(set, act, at);
  YX_CHECK(house_.lane.commit(std::move(set)));
  return {};
}

Result<void> Witness::refuse(const Subject& subject, const std::string& note, const base::Error& why) {
  const crypto::Sm3Digest digest = crypto::sm3(base::as_bytes(note));
  {
    const std::lock_guard lock(mutex_);
    const auto known = refused_.find(subject.origin);
    if (known != refused_.end() && known->second == digest) return {};
  }
  store::WriteSet set;
  ledger::Act act = act_on(subject.origin, proof::ActCode::HeadRefused, note);
  if (!act.record.add("reason", why.code)) throw std::logic_error("fact of a refusal");
  house_.recorder.add(set, act, house_.clock.now());
  YX_CHECK(house_.lane.commit(std::move(set)));
  const std::lock_guard lock(mutex_);
  refused_[subject.origin] = digest;
  return {};
}

Result<void> Witness::record(const Subject& subject, const proof::SignedTreeHead& head,
                             const proof::HashPath& path, const std::optional<Kept>& before) const {
  const auto changed = make_error(ErrorKind::Conflict, "supervision.witness.changed");
  const base::Time at = house_.clock.now();
  const std::int64_t last = before ? size_of(before->head.head) : -1;
  store::WriteSet set;
  if (before) set.add_expecting(1, changed, kHold, {subject.origin, last});
  set.add_expecting(1, changed, kInsert,
                    {subject.origin, size_of(head.head), base::to_micros(at), base::to_bytes(head.head.root),
                     text_of(path), head.to_text(), last});
  ledger::Act act = act_on(subject.origin, proof::ActCode::HeadWitnessed, head.to_text());
  if (!act.record.add("path", text_of(path))) throw std::logic_error("fact of a witness");
  house_.recorder.add(set, act, at);
  YX_CHECK(house_.lane.commit(std::move(set)));
  return {};
}

Result<std::string> Witness::cosign(const Subject& subject, const std::string& note,
                                    const proof::HashPath& path) {
  YX_TRY(proof::SignedTreeHead head, proof::SignedTreeHead::parse(note));
  if (head.head.origin != subject.origin)
    return make_error(ErrorKind::Refused, "proof.witness.origin", head.head.origin);
  if (!head.signed_by(subject.key)) return make_error(ErrorKind::Refused, "supervision.witness.signature");
  YX_TRY(const std::optional<Kept> before, newest(subject.origin));
  const bool again =
      before && before->head.head.size == head.head.size && before->head.head.root == head.head.root;
  if (again) {
    if (before->head.note.signed_by(subject.witness.name, subject.witness.key)) return before->head.to_text();
    head = before->head;  // recorded, and not signed then
  } else {
    const auto grown = before ? proof::check_growth(before->head.head, head.head, path) : Result<void>();
    if (!grown) {
      YX_CHECK(refuse(subject, note, grown.error()));
      return grown.error();
    }
    YX_CHECK(record(subject, head, before ? path : proof::HashPath(), before));
  }
  YX_TRY(const crypto::Sm2Signature signature, subject.sign(head.note.body));
  YX_TRY(const proof::SignedTreeHead made, proof::cosigned(head, subject.witness, signature));
  store::WriteSet set;
  set.add(kSigned, {subject.origin, size_of(made.head), made.to_text()});
  YX_CHECK(house_.lane.commit(std::move(set)));
  return made.to_text();
}

}  // namespace yinxin::supervision
