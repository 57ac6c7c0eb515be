// Into the outbox, in the act's own commit.
#include "crypto/sm3.hpp"
#include "exchange/attachment_table.hpp"
#include "exchange/outbox_table.hpp"
#include "exchange/sealing.hpp"

namespace yinxin::exchange {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

/// What the sequence, the signature and the frame around both can add to a draft.
constexpr std::size_t kFrameBytes = 128;

Result<std::vector<base::Bytes>> seal_files(std::vector<Draft::File> files, const Sealer& sealer,
                                            Letter& letter) {
  std::vector<base::Bytes> all;
  if (files.size() > kMaxAttachments)
    return make_error(ErrorKind::Malformed, "exchange.message", "attachments");
  for (std::size_t i = 0; i < files.size(); ++i) {
    Draft::File& file = files[i];
    if (file.content.size() > static_cast<std::size_t>(kMaxAttachmentBytes))
      return make_error(ErrorKind::Malformed, "exchange.message", "attachment size");
    base::Bytes octets =
        file.sealed ? sealer.seal(static_cast<std::uint32_t>(i), file.content) : std::move(file.content);
    Attachment one;
    one.name = std::move(file.name);
    one.media_type = std::move(file.media_type);
    one.size = static_cast<std::int64_t>(octets.size());
    one.sm3 = crypto::sm3(octets);
    one.sealed = file.sealed;
    letter.attachments.push_back(std::move(one));
    all.push_back(std::move(octets));
  }
  return all;
}

/// The reader's own limits, so that nothing is queued that no receiver would take.
Result<void> check_draft(const Letter& letter) {
  const base::Bytes octets = encode_letter(letter);
  if (octets.size() + kFrameBytes > kMaxMessageBytes)
    return make_error(ErrorKind::TooLarge, "exchange.message_size");
  YX_TRY(const Letter read, read_draft(octets));
  static_cast<void>(read);
  return {};
}

}  // namespace

Result<MessageId> Desk::enqueue(store::WriteSet& set, Draft draft) const {
  const Peer* peer = find_peer(draft.receiver);
  if (peer == nullptr) return make_error(ErrorKind::NotFound, "exchange.peer", draft.receiver);
  if (draft.kind == Kind::Receipt) return make_error(ErrorKind::Malformed, "exchange.message", "kind");
  const base::Time made_at = now();
  const MessageId id = house.ids.next<struct MessageTag>();
  Letter letter{
      draft.kind, id, options.organisation,  peer->id,    draft.conversation, 0, made_at, draft.refers_to,
      {},         {}, std::move(draft.open), std::nullopt};
  std::sort(draft.words.begin(), draft.words.end());
  letter.words = std::move(draft.words);
  const Sealer sealer(letter.sender, letter.receiver, id);
  const bool any_sealed = !draft.sealed.empty() || std::any_of(draft.files.begin(), draft.files.end(),
                                                               [](const auto& file) { return file.sealed; });
  YX_TRY(const std::vector<base::Bytes> files, seal_files(std::move(draft.files), sealer, letter));
  if (any_sealed) {
    YX_TRY(base::Bytes key, sealer.key_for(peer->sealing));
    letter.sealed = Sealed{std::move(key), sealer.seal(kLetterPart, draft.sealed)};
  }
  YX_CHECK(check_draft(letter));
  for (std::size_t i = 0; i < files.size(); ++i)
    add_whole(set, letter.sender, letter.attachments[i], files[i], made_at);
  add_outgoing(set, letter, made_at);
  return id;
}

void Desk::enqueue_receipt(store::WriteSet& set, const Letter& receipt) const {
  add_outgoing(set, receipt, now());
}

}  // namespace yinxin::exchange
