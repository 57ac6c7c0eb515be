// What is not taken, on both engines: tampered, strangers', misdirected, replayed, forged, too large.
#include <gmock/gmock.h>

#include "exchange_support/exchange_world.hpp"

namespace yinxin::exchange_support {
namespace {

using base::ErrorKind;
using base::make_error;
using proof::ActCode;
using testing::ElementsAre;

class ExchangeRefusalTest : public ExchangeWorld {};
INSTANTIATE_TEST_SUITE_P(Engines, ExchangeRefusalTest,
                         testing::Values(store::Engine::Sqlite, store::Engine::Postgres), store::engine_name);

TEST_P(ExchangeRefusalTest, WhatIsNoPeersWordGetsNoReceipt) {
  need(provider->send(provider->draft("regulator", provider->service->new_conversation(), "a")));
  provider->line.before = [] { return false; };
  need(provider->service->work());
  const Message message = need(Message::parse(first_post()));
  const auto receive = [&](const base::Bytes& octets) {
    return code_of(regulator->service->receive(octets));
  };

  base::Bytes tampered = first_post();
  const base::Bytes open = base::to_bytes("{}");
  const auto at = std::search(tampered.begin(), tampered.end(), open.begin(), open.end());
  ASSERT_NE(at, tampered.end());
  *at = '[';
  EXPECT_EQ(receive(tampered), "exchange.signature");
  EXPECT_EQ(receive(signed_again(message, regulator->signing)), "exchange.signature");
  Message other = message;
  other.letter.sender = "stranger";
  EXPECT_EQ(receive(signed_again(other, provider->signing)), "exchange.sender");
  other = message;
  other.letter.receiver = "another";
  EXPECT_EQ(receive(signed_again(other, provider->signing)), "exchange.receiver");
  base::Bytes longer = first_post();
  longer.push_back(0);
  EXPECT_EQ(receive(longer), "exchange.message");
  EXPECT_EQ(receive(base::Bytes(first_post().begin(), first_post().end() - 1)), "exchange.message");
  EXPECT_EQ(receive({}), "exchange.message");
  EXPECT_EQ(receive(base::Bytes(exchange::kMaxMessageBytes + 1, 0x30)), "exchange.message_size");
  EXPECT_EQ(regulator->number("SELECT count(*) FROM exchange_inbox"), 0);
  EXPECT_EQ(receive(first_post()), "ok");
}

TEST_P(ExchangeRefusalTest, AnIdOrAPlaceThatIsTakenIsRefusedUnderSignature) {
  need(provider->send(provider->draft("regulator", provider->service->new_conversation(), "a")));
  settle();
  const Message message = need(Message::parse(first_post()));
  Message other = message;
  other.letter.open = base::to_bytes("changed");
  const base::Bytes same_id = signed_again(other, provider->signing);
  const base::Bytes refusal = need(regulator->service->receive(same_id)).receipt;
  EXPECT_EQ(word(refusal, "outcome"), "refused");
  EXPECT_EQ(word(refusal, "code"), "exchange.id_used");
  EXPECT_TRUE(need(Message::parse(refusal)).signed_by({regulator->signing.public_key()}));
  EXPECT_EQ(need(regulator->service->receive(same_id)).receipt, refusal);

  other.letter.id = new_id();
  const base::Bytes same_place = signed_again(other, provider->signing);
  EXPECT_EQ(word(need(regulator->service->receive(same_place)).receipt, "code"), "exchange.sequence_used");
  settle();
  EXPECT_THAT(regulator->delivered(), ElementsAre("a"));
}

TEST_P(ExchangeRefusalTest, TheDepartmentRefusesForGood) {
  const ConversationId conversation = provider->service->new_conversation();
  regulator->objection = [](const Incoming& incoming) -> std::optional<base::Error> {
    if (exchange::find_word(incoming.letter.words, "event") != "bad") return std::nullopt;
    return make_error(ErrorKind::Refused, "department.rule");
  };
  const MessageId bad = need(provider->send(provider->draft("regulator", conversation, "bad")));
  const MessageId good = need(provider->send(provider->draft("regulator", conversation, "good")));
  settle();
  const Entry refused = provider->sent(bad);
  EXPECT_EQ(refused.state, "refused");
  EXPECT_EQ(refused.code, "department.rule");
  EXPECT_TRUE(refused.received_at) << "it had arrived all the same";
  EXPECT_TRUE(refused.refused_at);
  EXPECT_EQ(provider->sent(good).state, "delivered") << "the next has its turn";
  EXPECT_EQ(regulator->acts(ActCode::MessageRefused), 1);
  EXPECT_EQ(provider->rows("SELECT words FROM department WHERE state = 'refused'").at(0).text(0),
            "department.rule");
}

TEST_P(ExchangeRefusalTest, APartMustBeDueAndFit) {
  Draft draft = provider->draft("regulator", provider->service->new_conversation(), "materials");
  const base::Bytes content = base::to_bytes("0123456789");
  draft.files.push_back({"a", "text/plain", content, false});
  need(provider->send(std::move(draft)));
  provider->line.before = [] { return false; };
  need(provider->service->work());
  const Reception reception = need(regulator->service->receive(first_post()));
  ASSERT_EQ(reception.missing.size(), 1U);
  EXPECT_TRUE(reception.receipt.empty());
  Part part{crypto::sm3(content), 0, reception.upload, base::to_bytes("0123")};
  const auto put = [&](const Part& one) { return regulator->service->receive_part(one); };
  EXPECT_EQ(need(put(part)).offset, 4);
  EXPECT_EQ(need(put(part)).offset, 4) << "twice: nothing more";
  Part wrong = part;
  wrong.upload = std::string(32, '0');
  EXPECT_EQ(code_of(put(wrong)), "exchange.upload");
  wrong = part;
  wrong.sm3[0] ^= 1;
  EXPECT_EQ(code_of(put(wrong)), "exchange.upload");
  part.offset = 4;
  wrong = part;
  wrong.octets = {};
  EXPECT_EQ(code_of(put(wrong)), "exchange.part");
  wrong.octets = base::to_bytes("4567890");
  EXPECT_EQ(code_of(put(wrong)), "exchange.part");
  wrong.octets = base::Bytes(exchange::kPartBytes + 1);
  EXPECT_EQ(code_of(put(wrong)), "exchange.part");
  wrong.octets = base::to_bytes("45678X");
  EXPECT_EQ(code_of(put(wrong)), "exchange.attachment_changed");
  EXPECT_EQ(need(regulator->service->receive(first_post())).missing.at(0).offset, 0) << "from the beginning";
  part.offset = 0;
  part.octets = content;
  EXPECT_EQ(need(put(part)).offset, 10);
  EXPECT_EQ(word(need(regulator->service->receive(first_post())).receipt, "outcome"), "received");
}

TEST_P(ExchangeRefusalTest, WhatIsSealedToAnotherKeyIsRefused) {
  provider->start({Peer{"regulator",
                        {regulator->signing.public_key()},
                        crypto::Sm2PrivateKey::generate().public_key(),
                        "http://test:1"}});
  provider->line.ends["regulator"] = regulator->service.get();
  regulator->line.ends["provider"] = provider->service.get();
  Draft draft = provider->draft("regulator", provider->service->new_conversation(), "personal");
  draft.sealed = base::to_bytes("secret");
  const MessageId id = need(provider->send(std::move(draft)));
  settle();
  EXPECT_EQ(provider->sent(id).state, "refused");
  EXPECT_EQ(provider->sent(id).code, "exchange.sealed");
}

TEST_P(ExchangeRefusalTest, AForgedReceiptChangesNothing) {
  const MessageId id =
      need(provider->send(provider->draft("regulator", provider->service->new_conversation(), "a")));
  provider->line.before = [] { return false; };
  need(provider->service->work());
  const Message sent = need(Message::parse(first_post()));
  exchange::Letter receipt{
      Kind::Receipt,
      new_id(),
      "regulator",
      "provider",
      sent.letter.conversation,
      0,
      clock.now(),
      id,
      {{"letter", base::to_hex(crypto::sm3(sent.octets))}, {"outcome", "delivered"}, {"received_at", "1"}},
      {},
      {},
      std::nullopt};
  const auto as_signed_by = [&](const exchange::Letter& letter, const crypto::Sm2PrivateKey& key) {
    return signed_again(Message{letter, {}, {}}, key);
  };
  EXPECT_EQ(code_of(provider->service->receive(as_signed_by(receipt, provider->signing))),
            "exchange.signature");
  const std::pair<std::string, std::string> changes[] = {{"letter", std::string(64, 'a')},
                                                         {"outcome", "queued"},
                                                         {"outcome", "refused"},
                                                         {"received_at", "soon"}};
  for (const auto& [name, value] : changes) {
    exchange::Letter other = receipt;
    other.id = new_id();
    for (auto& [key, text] : other.words)
      if (key == name) text = value;
    const base::Bytes answer =
        need(provider->service->receive(as_signed_by(other, regulator->signing))).receipt;
    EXPECT_EQ(word(answer, "code"), "exchange.receipt") << name << " " << value;
  }
  EXPECT_EQ(provider->sent(id).state, "sent");
  EXPECT_EQ(
      word(need(provider->service->receive(as_signed_by(receipt, regulator->signing))).receipt, "outcome"),
      "received");
  EXPECT_EQ(provider->sent(id).state, "delivered");
}

TEST_P(ExchangeRefusalTest, DraftsWithinTheLimitsOnly) {
  const ConversationId conversation = provider->service->new_conversation();
  store::WriteSet set;
  const auto enqueue = [&](const std::function<void(Draft&)>& change) {
    Draft draft = provider->draft("regulator", conversation, "a");
    change(draft);
    return code_of(provider->service->enqueue(set, std::move(draft)));
  };
  EXPECT_EQ(enqueue([](Draft&) {}), "ok");
  EXPECT_EQ(enqueue([](Draft& draft) { draft.receiver = "nobody"; }), "exchange.peer");
  EXPECT_EQ(enqueue([](Draft& draft) { draft.kind = Kind::Receipt; }), "exchange.message");
  EXPECT_EQ(enqueue([](Draft& draft) { draft.words.emplace_back("event", "twice"); }), "exchange.message");
  EXPECT_EQ(enqueue([](Draft& draft) { draft.words.emplace_back("Event", "x"); }), "exchange.message");
  EXPECT_EQ(enqueue([](Draft& draft) { draft.words.emplace_back("x", "\xff"); }), "exchange.message");
  EXPECT_EQ(enqueue([](Draft& draft) {
              draft.files.push_back({"", "text/plain", {}, false});
            }),
            "exchange.message");
  EXPECT_EQ(enqueue([](Draft& draft) {
              draft.files.resize(65, {"a", "text/plain", {}, false});
            }),
            "exchange.message");
  EXPECT_EQ(enqueue([](Draft& draft) { draft.open.resize(exchange::kMaxMessageBytes); }),
            "exchange.message_size");
}

}  // namespace
}  // namespace yinxin::exchange_support
