#include "endpoints/instruments/witnessing.hpp"

#include "proof/tiles.hpp"

namespace yinxin::endpoints {

using base::ErrorKind;
using base::make_error;
using base::Result;
using supervision::Fetch;
using supervision::Filing;
using supervision::Witness;

namespace {

/// Whether a head was refused for what it is, and not for what we lack.
bool is_refusal(const base::Error& error) {
  return error.code.starts_with("proof.") || error.code == "supervision.witness.signature";
}

constexpr int kAttempts = 3;  // a ledger that grows meanwhile may drop the tiles of the head that was fetched

struct Fetched {
  std::string note;
  proof::HashPath path;  // empty where there is nothing to prove, or no telling
};

/// The newest head, and the proof that it grew from the one before. Errors: those of `fetch`, for head or
/// tile.
Result<Fetched> fetch_proved(const supervision::FiledLedger& ledger,
                             const std::optional<Witness::Kept>& before, const Fetch& fetch) {
  Fetched fetched;
  YX_TRY(const base::Bytes answer, fetch({ledger.checkpoint, {}, {}}));
  fetched.note = base::as_text(answer);
  const auto head = proof::SignedTreeHead::parse(fetched.note);
  if (!head || !before || head->head.size <= before->head.head.size) return fetched;
  const auto read = [&](const proof::TileId& id) { return fetch({ledger.tiles + id.path(), {}, {}}); };
  YX_TRY(fetched.path, proof::consistency_proof(proof::nodes_from_tiles(read, head->head.size),
                                                before->head.head.size, head->head.size));
  return fetched;
}

/// Somebody answers, and has it no more.
bool is_gone(const Result<Fetched>& fetched) {
  return !fetched && fetched.error().kind == ErrorKind::Refused;
}

supervision::RawAnswer answer_of(const std::string& target, std::string_view octets) {
  return {target, base::to_bytes(octets), crypto::sm3(base::as_bytes(octets))};
}

}  // namespace

std::string Witnessing::key_id(const std::string& origin) {
  constexpr std::size_t kDigits = 16;
  return "witness-" + base::to_hex(crypto::sm3(base::as_bytes(origin))).substr(0, kDigits);
}

Result<crypto::Sm2PublicKey> Witnessing::key_for(const std::string& origin) const {
  const std::string id = key_id(origin);
  auto key = house_.signer.key(id);
  if (!key && key.error().code == "signer.key") {
    signer::KeySpec spec;
    spec.id = id;
    spec.limits.purposes = signer::kSignTreeHead;
    spec.limits.origin = origin;
    key = house_.signer.generate(spec);
  }
  if (!key) return std::move(key).error();
  return key->public_key;
}

Result<void> Witnessing::cosign_newest(const Filing& filing, const Fetch& fetch,
                                       const crypto::Sm2PublicKey& key) const {
  const supervision::FiledLedger& ledger = *filing.ledger;
  YX_TRY(const auto before, house_.witness.newest(ledger.origin));
  auto fetched = fetch_proved(ledger, before, fetch);
  for (int attempt = 1; attempt < kAttempts && is_gone(fetched); ++attempt)
    fetched = fetch_proved(ledger, before, fetch);
  if (!fetched && fetched.error().code == supervision::kStopping) return fetched.error();
  if (!fetched) return {};
  const std::string& note = fetched->note;
  Witness::Subject subject{ledger.origin, ledger.key, {name_, key}, {}};
  subject.sign = [this, id = key_id(ledger.origin)](const std::string& body) {
    return house_.signer.sign_tree_head(id, body);
  };
  const auto cosigned = house_.witness.cosign(subject, note, fetched->path);
  if (cosigned) return house_.monitoring.note_witness(filing.provider, std::nullopt);
  if (!is_refusal(cosigned.error())) return cosigned.error();
  supervision::RefusedHead refused{
      ledger.checkpoint, cosigned.error().code, {answer_of(ledger.checkpoint, note)}};
  if (before && before->head.to_text() != note)
    refused.answers.push_back(answer_of(ledger.checkpoint, before->head.to_text()));
  return house_.monitoring.note_witness(filing.provider, refused);
}

Result<void> Witnessing::witness(const std::string& provider) const {
  YX_TRY(const supervision::Monitored monitored, house_.monitoring.provider(provider));
  const Filing& filing = monitored.filing;
  if (!filing.ledger) return {};
  if (filing.ledger->origin == own_origin_)
    return make_error(ErrorKind::Refused, "supervision.witness.own", provider);
  YX_TRY(const Fetch fetch, house_.sites.reach(provider));
  YX_TRY(const crypto::Sm2PublicKey key, key_for(filing.ledger->origin));
  YX_CHECK(house_.witness.state_key({provider, filing.ledger->origin, {name_, key}, {}}));
  return cosign_newest(filing, fetch, key);
}

}  // namespace yinxin::endpoints
