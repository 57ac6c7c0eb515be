#include "exchange/service.hpp"

#include <algorithm>

#include "exchange/inbox_table.hpp"
#include "exchange/outbox_table.hpp"
#include "proof/letter_note.hpp"

namespace yinxin::exchange {

using base::ErrorKind;
using base::make_error;
using base::Result;

std::chrono::microseconds retry_after(std::int64_t attempts) {
  std::chrono::microseconds wait = kFirstRetry;
  for (std::int64_t i = 0; i < attempts && wait < kLongestRetry; ++i) wait *= 2;
  return std::min<std::chrono::microseconds>(wait, kLongestRetry);
}

const Peer* Desk::find_peer(const std::string& id) const {
  const auto found = std::find_if(options.peers.begin(), options.peers.end(),
                                  [&](const Peer& peer) { return peer.id == id; });
  return found == options.peers.end() ? nullptr : &*found;
}

Result<void> Desk::commit(store::WriteSet set) const {
  YX_TRY(const auto committed, house.lane.commit(std::move(set)));
  static_cast<void>(committed);
  return {};
}

void Desk::record(store::WriteSet& set, proof::ActCode act, const Letter& letter,
                  base::ByteView letter_octets, std::string_view code) const {
  const MessageId& about = letter.kind == Kind::Receipt ? *letter.refers_to : letter.id;
  ledger::Act entry;
  entry.code = act;
  entry.object = "message/" + about.text();
  entry.record = ledger::facts({{"sender", letter.sender},
                                {"receiver", letter.receiver},
                                {"kind", kind_name(letter.kind)},
                                {"conversation", letter.conversation.text()},
                                {"sequence", std::to_string(letter.sequence)},
                                {"letter", base::to_hex(crypto::sm3(letter_octets))},
                                {"outcome", code}});
  house.recorder.add(set, entry, now());
}

Service::Service(std::unique_ptr<Desk> desk) : desk_(std::move(desk)) {}
Service::~Service() = default;

Result<std::unique_ptr<Service>> Service::open(House house, Options options, Transport& transport) {
  const bool peers_ours = std::any_of(options.peers.begin(), options.peers.end(),
                                      [&](const Peer& peer) { return peer.id == options.organisation; });
  if (!proof::is_organisation(options.organisation) || peers_ours)
    return make_error(ErrorKind::Malformed, "exchange.organisation");
  std::unique_ptr<Desk> desk(new Desk{house, std::move(options), transport, {}, {}});
  return std::unique_ptr<Service>(new Service(std::move(desk)));
}

Result<MessageId> Service::enqueue(store::WriteSet& set, Draft draft) const {
  return desk_->enqueue(set, std::move(draft));
}

ConversationId Service::new_conversation() const {
  return desk_->house.ids.next<struct ConversationTag>();
}

const std::string& Service::organisation() const {
  return desk_->options.organisation;
}

std::vector<std::string> Service::peers() const {
  std::vector<std::string> ids;
  for (const Peer& peer : desk_->options.peers) ids.push_back(peer.id);
  return ids;
}

Result<Reception> Service::receive(base::ByteView message) {
  return desk_->receive(message);
}

Result<Progress> Service::receive_part(const Part& part) {
  return desk_->receive_part(part);
}

Result<std::size_t> Service::work() {
  const std::lock_guard lock(desk_->working);
  YX_TRY(const std::size_t received, desk_->settle_arrivals());
  YX_TRY(const std::size_t delivered, desk_->deliver_all());
  YX_TRY(const std::size_t sent, desk_->send_all());
  return received + delivered + sent;
}

Result<std::vector<Entry>> Service::list(const Filter& filter, const std::string& after,
                                         std::int64_t limit) const {
  const auto bad = [] { return make_error(ErrorKind::Malformed, "exchange.cursor"); };
  if (limit < 1 || limit > kMaxPage) return bad();
  base::Bytes before;
  if (!after.empty()) {
    const auto id = MessageId::parse(after);
    if (!id) return bad();
    before = base::to_bytes(id->bytes());
  }
  store::Database& database = desk_->house.database;
  return filter.incoming ? list_incoming(database, filter, before, limit)
                         : list_outgoing(database, filter, before, limit);
}

}  // namespace yinxin::exchange
