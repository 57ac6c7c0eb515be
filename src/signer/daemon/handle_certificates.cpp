// sign-certificates: parse, check, sign, verify, journal, then answer (decisions.md 2, 3;
// docs/decisions/0009).
#include <algorithm>

#include "signer/daemon/handlers.hpp"

namespace yinxin::signer {
namespace {

using base::ErrorKind;
using base::make_error;
using base::Result;

/// One certificate of the message.
struct Item {
  base::ByteView der;
  ActView act;
  x509::TbsCertificate tbs;
  bool signed_before = false;
  crypto::Sm2Signature signature;
  crypto::Sm3Digest act_digest{};      // of the act that vouches for it; zeros: none
  std::optional<ActToVerify> vouched;  // by that act
};

base::Error in_item(std::size_t index, base::Error error) {
  error.detail = "certificate " + std::to_string(index + 1) + ": " + error.detail;
  return error;
}

Result<std::vector<Item>> parse_items(const std::vector<CertificateWish>& wishes) {
  std::vector<Item> items(wishes.size());
  for (std::size_t i = 0; i < wishes.size(); ++i) {
    const base::ByteView body = wishes[i].tbs;
    if (body.size() > x509::kMaxCertificateBytes) return in_item(i, refused("over 64 KiB"));
    items[i].der = body;
    items[i].act = wishes[i].act;
    auto tbs = x509::TbsCertificate::parse(body);
    if (!tbs) return in_item(i, refused("not a TBSCertificate: " + base::describe(tbs.error())));
    items[i].tbs = std::move(tbs).value();
  }
  return items;
}

/// One serial twice in a message is two bodies under one serial, or a mistake of the asker's.
Result<void> refuse_twins(const std::vector<Item>& items) {
  std::vector<base::ByteView> serials;
  for (const Item& item : items) serials.push_back(item.tbs.serial.magnitude());
  const auto less = [](base::ByteView a, base::ByteView b) {
    return std::ranges::lexicographical_compare(a, b);
  };
  std::sort(serials.begin(), serials.end(), less);
  if (std::adjacent_find(serials.begin(), serials.end(), base::equal) == serials.end()) return {};
  return make_error(ErrorKind::Conflict, "signer.serial_used", "one serial twice in a message");
}

bool is_own_key(const Desk& desk, const crypto::Sm2PublicKey& key) {
  return std::ranges::any_of(desk.keys.keys(), [&](const auto& one) { return one.second.public_key == key; });
}

/// Whether it lets a key of another provider's state the status of our certificates: by OCSP answers, or by
/// lists.
bool is_of_taker(const Desk& desk, const x509::TbsCertificate& tbs) {
  return is_for_lists(tbs) || (is_ocsp_signer(tbs) && !is_own_key(desk, tbs.public_key));
}

/// Whether somebody has to vouch for it. Our own services' certificates are for keys of this signer, which
/// sign nothing but what they are for; a key of another's gets one for the status of our certificates alone,
/// when they are handed over (docs/decisions/0025).
Result<bool> needs_act(const Desk& desk, const StoredKey& key, const Circumstances& here,
                       const x509::TbsCertificate& tbs) {
  if (is_of_taker(desk, tbs)) return true;
  if (key.spec.limits.acts_by.empty() || here.initialise) return false;
  if (!is_service(tbs)) return true;
  if (!is_own_key(desk, tbs.public_key)) return act_refused("a service's certificate for a key of another's");
  return false;
}

Result<void> check_vouched(Desk& desk, const StoredKey& key, const Circumstances& here, Item& item) {
  YX_TRY(const bool needed, needs_act(desk, key, here, item.tbs));
  if (!needed) return {};
  const StoredKey* by = desk.keys.find(key.spec.limits.acts_by);
  if (by == nullptr) return act_refused("this signer has no key " + key.spec.limits.acts_by);
  const ActRules rules{by->public_key,
                       by->spec.limits.issuer_name,
                       by == &key,
                       is_of_taker(desk, item.tbs),
                       desk.journal->enrolled(),
                       key.spec.id,
                       here.now};
  YX_TRY(item.vouched, check_act(item.act, item.tbs, rules, desk.officers));
  item.act_digest = act_digest(item.act, item.tbs);
  YX_TRY(const bool used, desk.journal->act_used(item.act_digest));
  if (used) return act_refused("used for another certificate");
  return {};
}

/// The officers' own signatures, all of a message together.
Result<void> verify_acts(const std::vector<Item>& items) {
  std::vector<crypto::Sm2VerifyItem> work;
  std::vector<std::size_t> of;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!items[i].vouched) continue;
    work.push_back({&items[i].vouched->key, items[i].act.signature_base, &items[i].vouched->signature});
    of.push_back(i);
  }
  const std::vector<bool> valid = crypto::sm2_verify_batch(work);
  const auto bad = std::find(valid.begin(), valid.end(), false);
  if (bad == valid.end()) return {};
  return in_item(of[static_cast<std::size_t>(bad - valid.begin())],
                 act_refused("its signature is not the officer's"));
}

/// One act, one certificate of a key: within a message as well.
Result<void> refuse_act_twice(const std::vector<Item>& items) {
  std::set<crypto::Sm3Digest> seen;
  for (const Item& item : items) {
    if (item.act_digest == crypto::Sm3Digest{}) continue;
    if (!seen.insert(item.act_digest).second) return act_refused("used for two certificates of a message");
  }
  return {};
}

/// What was signed before gets the signature it got then (SM2 is randomised: a second one would be another
/// certificate).
Result<void> recall_or_check(Desk& desk, const StoredKey& key, const Circumstances& here, Item& item) {
  YX_TRY(const auto before, desk.journal->certificate(desk.number_of(key), item.tbs.serial.magnitude()));
  if (!before) {
    YX_CHECK(check_certificate(item.tbs, item.der, key.spec, here));
    return check_vouched(desk, key, here, item);
  }
  if (!base::equal(before->tbs, item.der)) {
    return make_error(ErrorKind::Conflict, "signer.serial_used", "another certificate has this serial");
  }
  item.signed_before = true;
  item.signature = before->signature;
  return {};
}

Result<void> sign_new(Desk& desk, const StoredKey& key, std::vector<Item>& items) {
  std::vector<base::ByteView> bodies;
  for (const Item& item : items) {
    if (!item.signed_before) bodies.push_back(item.der);
  }
  if (bodies.empty()) return {};
  YX_TRY(const auto signatures,
         desk.backend->sign(key.spec.id, crypto::sm2_digest_batch(key.public_key, bodies)));
  if (signatures.size() != bodies.size())
    return make_error(ErrorKind::Internal, "signer.backend", "signatures missing");
  auto next = signatures.begin();
  for (Item& item : items) {
    if (!item.signed_before) item.signature = *next++;
  }
  return {};
}

/// Nothing leaves that does not verify: neither a fault of the engine nor of the disk the journal is on.
Result<void> verify_all(const StoredKey& key, const std::vector<Item>& items) {
  std::vector<crypto::Sm2VerifyItem> work;
  for (const Item& item : items) work.push_back({&key.public_key, item.der, &item.signature});
  const std::vector<bool> valid = crypto::sm2_verify_batch(work);
  if (std::find(valid.begin(), valid.end(), false) == valid.end()) return {};
  return make_error(ErrorKind::Internal, "signer.verify", "a signature did not verify before release");
}

void move_enrolment(Desk& desk, const Circumstances& here, const Item& item) {
  EnrolRecord record;
  record.at = here.now;
  record.id = item.vouched->moved->id;
  record.roles = item.vouched->moved->roles;
  record.point = base::to_bytes(item.tbs.public_key.point());
  desk.journal->add(std::move(record));
  desk.log.info("signer.enrolment_moved", {{"id", item.vouched->moved->id}});
}

/// Whether what waits in the round decides about one of these.
bool round_decides(const Desk& desk, KeyNumber key, const std::vector<Item>& items) {
  return std::ranges::any_of(items, [&](const Item& item) {
    return desk.journal->round_has_certificate(key, item.tbs.serial.magnitude()) ||
           (!item.act.empty() && desk.journal->round_has_act(act_digest(item.act, item.tbs)));
  });
}

/// Puts what is new in the round; whether there was anything.
bool journal_new(Desk& desk, const StoredKey& key, const Circumstances& here,
                 const std::vector<Item>& items) {
  bool any = false;
  for (const Item& item : items) {
    if (item.signed_before) continue;
    CertificateRecord record;
    record.at = here.now;
    record.key = desk.number_of(key);
    record.serial = base::to_bytes(item.tbs.serial.magnitude());
    record.tbs = base::to_bytes(item.der);
    record.signature = item.signature;
    record.act = item.act_digest;
    desk.journal->add(std::move(record));
    if (item.vouched && item.vouched->moved) move_enrolment(desk, here, item);
    any = true;
  }
  return any;
}

}  // namespace

Result<Reply> handle_sign_certificates(Desk& desk, const Request& request) {
  YX_TRY(const CertificatesRequest sign, decode_certificates(request.body));
  YX_TRY(const Circumstances here, desk.circumstances());
  YX_TRY(const StoredKey* key, desk.usable_key(sign.key_id));
  YX_TRY(std::vector<Item> items, parse_items(sign.items));
  YX_CHECK(refuse_twins(items));
  Reply reply;
  if (round_decides(desk, desk.number_of(*key), items)) {
    reply.when = Reply::When::CommitFirst;
    return reply;
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Result<void> allowed = recall_or_check(desk, *key, here, items[i]);
    if (!allowed) return in_item(i, allowed.error());
  }
  YX_CHECK(refuse_act_twice(items));
  YX_CHECK(verify_acts(items));
  YX_CHECK(sign_new(desk, *key, items));
  YX_CHECK(verify_all(*key, items));
  if (journal_new(desk, *key, here, items)) reply.when = Reply::When::AfterCommit;
  std::vector<crypto::Sm2Signature> signatures;
  for (const Item& item : items) signatures.push_back(item.signature);
  reply.body = encode_signatures(signatures);
  return reply;
}

}  // namespace yinxin::signer
