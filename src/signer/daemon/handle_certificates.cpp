// sign-certificates: parse, check, sign, verify, journal, then answer (decisions.md 2, 3).
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
  x509::TbsCertificate tbs;
  bool signed_before = false;
  crypto::Sm2Signature signature;
};

base::Error in_item(std::size_t index, base::Error error) {
  error.detail = "certificate " + std::to_string(index + 1) + ": " + error.detail;
  return error;
}

Result<std::vector<Item>> parse_items(const std::vector<base::ByteView>& bodies) {
  std::vector<Item> items(bodies.size());
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    if (bodies[i].size() > x509::kMaxCertificateBytes) return in_item(i, refused("over 64 KiB"));
    items[i].der = bodies[i];
    auto tbs = x509::TbsCertificate::parse(bodies[i]);
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

/// What was signed before gets the signature it got then (SM2 is randomised: a second one would be another
/// certificate).
Result<void> recall_or_check(Desk& desk, const StoredKey& key, const Circumstances& here, Item& item) {
  YX_TRY(const auto before, desk.journal->certificate(desk.number_of(key), item.tbs.serial.magnitude()));
  if (!before) return check_certificate(item.tbs, item.der, key.spec, here);
  if (!base::equal(before->tbs, item.der)) {
    return make_error(ErrorKind::Conflict, "signer.serial_used", "another certificate has this serial");
  }
  item.signed_before = true;
  item.signature = before->signature;
  return {};
}

Result<void> sign_new(Desk& desk, const StoredKey& key, std::vector<Item>& items) {
  std::vector<crypto::Sm3Digest> digests;
  for (const Item& item : items) {
    if (!item.signed_before) digests.push_back(crypto::sm2_digest(key.public_key, item.der));
  }
  if (digests.empty()) return {};
  YX_TRY(const auto signatures, desk.backend->sign(key.spec.id, digests));
  if (signatures.size() != digests.size())
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
    desk.journal->add(std::move(record));
    any = true;
  }
  return any;
}

}  // namespace

Result<Reply> handle_sign_certificates(Desk& desk, const Request& request) {
  YX_TRY(const SignRequest sign, decode_sign(request.body));
  YX_TRY(const Circumstances here, desk.circumstances());
  YX_TRY(const StoredKey* key, desk.usable_key(sign.key_id));
  YX_TRY(std::vector<Item> items, parse_items(sign.items));
  YX_CHECK(refuse_twins(items));
  Reply reply;
  for (const Item& item : items) {
    if (desk.journal->round_has_certificate(desk.number_of(*key), item.tbs.serial.magnitude())) {
      reply.when = Reply::When::CommitFirst;
      return reply;
    }
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Result<void> allowed = recall_or_check(desk, *key, here, items[i]);
    if (!allowed) return in_item(i, allowed.error());
  }
  YX_CHECK(sign_new(desk, *key, items));
  YX_CHECK(verify_all(*key, items));
  if (journal_new(desk, *key, here, items)) reply.when = Reply::When::AfterCommit;
  std::vector<crypto::Sm2Signature> signatures;
  for (const Item& item : items) signatures.push_back(item.signature);
  reply.body = encode_signatures(signatures);
  return reply;
}

}  // namespace yinxin::signer
