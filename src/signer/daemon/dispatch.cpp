#include "signer/daemon/dispatch.hpp"

namespace yinxin::signer {
namespace {

using base::ErrorKind;
using base::make_error;
using base::Result;

/// What the daemon is, as far as it decides which messages it takes.
enum State : unsigned {
  kLocked = 1U << 0,          // everyday, no class is unlocked
  kServing = 1U << 1,         // everyday, a class is unlocked
  kCeremonyLocked = 1U << 2,  // in a ceremony, before its class is unlocked
  kCeremony = 1U << 3,        // in a ceremony
};
constexpr unsigned kAnyState = kLocked | kServing | kCeremonyLocked | kCeremony;

State state_of(const Desk& desk) {
  if (desk.options.ceremony) return desk.keys.any_unlocked() ? kCeremony : kCeremonyLocked;
  return desk.keys.any_unlocked() ? kServing : kLocked;
}

constexpr std::size_t kSmall = 128;  // an id, a credential, two numbers
constexpr std::size_t kWrapped = kMaxKeyIdBytes + kMaxWrappedBytes + 8;
constexpr std::size_t kNamed = kMaxKeyIdBytes + kMaxIssuerNameBytes + 8;
constexpr std::size_t kListWish = kMaxKeyIdBytes + kMaxUriBytes + 8;
constexpr std::size_t kEnrolBytes = kMaxKeyIdBytes + kMaxRolesBytes + crypto::Sm2PublicKey::kPointSize + 8;
constexpr std::size_t kSpec = 8 * 1024;  // a key's specification
constexpr std::size_t kBodies = kMaxFrameBytes;
constexpr std::size_t kChunk = kMaxChunkBytes + 16;

}  // namespace

struct Dispatcher::Rule {
  MessageType type;
  unsigned states;
  std::uint32_t per_minute;
  std::size_t max_bytes;  // of the body
  Handler handler;
};

const Dispatcher::Rule* Dispatcher::rule_for(std::uint8_t type) {
  // Rates are no performance limits: they bound what a server that was taken over can have signed unnoticed,
  // and sit well above what a busy authority needs (100,000 certificates an hour in batches; one tree head a
  // second; each partition's list once a minute; data keys at a start of the server, and the keys of a peer's
  // messages after its week without a line). Reading what was signed is bounded so that a restore leaves room
  // for signing.
  static constexpr Rule kRules[] = {
      // message                     allowed in              a minute  octets   handler
      {MessageType::Status, kAnyState, 6'000, 0, handle_status},
      {MessageType::Keys, kAnyState, 6'000, kSmall, handle_keys},
      {MessageType::Key, kAnyState, 60'000, kSmall, handle_key},
      {MessageType::Unlock, kAnyState, 30, kSmall, handle_unlock},
      {MessageType::UnlockShare, kAnyState, 30, kSmall, handle_unlock_share},
      {MessageType::Generate, kServing | kCeremony, 60, kSpec, handle_generate},
      {MessageType::SignCertificates, kServing | kCeremony, 60'000, kBodies, handle_sign_certificates},
      {MessageType::SignOcsp, kServing, 600'000, kBodies, handle_sign_ocsp},
      {MessageType::SignTreeHead, kServing, 600, kSmall + kMaxNoteBytes, handle_sign_tree_head},
      {MessageType::SignPackage, kServing, 600, kSmall + kMaxNoteBytes, handle_sign_package},
      {MessageType::SignLetter, kServing, 6'000, kSmall + kMaxNoteBytes, handle_sign_letter},
      {MessageType::SignRequest, kServing, 60, kNamed, handle_sign_request},
      {MessageType::Unwrap, kServing, 600, kWrapped, handle_unwrap},
      {MessageType::SignedCertificates, kAnyState, 3'000, kSmall, handle_signed_certificates},
      {MessageType::LastSigned, kAnyState, 3'000, kListWish, handle_last_signed},
      {MessageType::Enrol, kServing, 60, kEnrolBytes, handle_enrol},
      {MessageType::Enrolled, kAnyState, 6'000, 0, handle_enrolled},
      {MessageType::MoveClock, kLocked | kServing, 600, kSmall, handle_move_clock},
      {MessageType::CrlBegin, kServing | kCeremony, 3'000, kSmall, handle_crl_begin},
      {MessageType::CrlChunk, kServing | kCeremony, 120'000, kChunk, handle_crl_chunk},
      {MessageType::CrlEnd, kServing | kCeremony, 3'000, kSmall, handle_crl_end},
  };
  for (const Rule& rule : kRules) {
    if (static_cast<std::uint8_t>(rule.type) == type) return &rule;
  }
  return nullptr;
}

Dispatcher::Dispatcher(Desk& desk, std::function<void()> commit_round)
    : desk_(desk), commit_round_(std::move(commit_round)) {}

bool Dispatcher::within_rate(const Rule& rule) {
  Count& count = counts_[rule.type];
  const std::int64_t minute =
      std::chrono::floor<std::chrono::minutes>(desk_.clock.now()).time_since_epoch().count();
  if (count.minute != minute) {
    count.minute = minute;
    count.requests = 0;
  }
  return ++count.requests <= rule.per_minute;
}

Result<Reply> Dispatcher::judge(const Rule& rule, const Request& request) {
  const State state = state_of(desk_);
  if ((rule.states & state) == 0) {
    if ((state & (kLocked | kCeremonyLocked)) != 0)
      return make_error(ErrorKind::Refused, "signer.locked", "no class is unlocked");
    return refused("not in a ceremony");
  }
  if (!within_rate(rule))
    return make_error(ErrorKind::TooMany, "signer.rate", "too many of these this minute");
  Result<Reply> reply = rule.handler(desk_, request);
  if (!reply || reply->when != Reply::When::CommitFirst) return reply;
  commit_round_();
  reply = rule.handler(desk_, request);
  if (reply && reply->when == Reply::When::CommitFirst) {
    return make_error(ErrorKind::Unavailable, "signer.journal", "the journal cannot be written");
  }
  return reply;
}

Outcome Dispatcher::dispatch(std::uint64_t connection, const Frame& frame) {
  const Rule* rule = rule_for(frame.type);
  Result<Reply> reply = malformed_message("no message has this type");
  if (rule != nullptr) reply = malformed_message("larger than this message may be");
  if (rule != nullptr && frame.body.size() <= rule->max_bytes)
    reply = judge(*rule, {connection, frame.number, frame.body});
  Outcome outcome;
  if (!reply) {
    outcome.body = encode_error(reply.error());
    if (reply.error().code == malformed_message("").code) outcome.malformed = reply.error();
    return outcome;
  }
  outcome.type = answer_type(rule->type);
  outcome.body = std::move(reply->body);
  outcome.after_commit = reply->when == Reply::When::AfterCommit;
  return outcome;
}

}  // namespace yinxin::signer
