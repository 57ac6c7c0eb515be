// Two organisations on both engines: order, once, receipts, resuming, sealing, what officers see.
#include <gmock/gmock.h>

#include "exchange_support/exchange_world.hpp"

namespace yinxin::exchange_support {
namespace {

using base::ErrorKind;
using base::make_error;
using proof::ActCode;
using testing::ElementsAre;
using testing::IsEmpty;

class ExchangeTest : public ExchangeWorld {};
INSTANTIATE_TEST_SUITE_P(Engines, ExchangeTest,
                         testing::Values(store::Engine::Sqlite, store::Engine::Postgres), store::engine_name);

TEST_P(ExchangeTest, AMessageIsDeliveredAndBothSidesSeeIt) {
  const ConversationId conversation = provider->service->new_conversation();
  const MessageId id = need(provider->send(provider->draft("regulator", conversation, "annual_report")));
  EXPECT_EQ(provider->sent(id).state, "queued");
  const base::Time queued = clock.now();
  clock.advance(std::chrono::seconds(1));
  EXPECT_EQ(need(provider->service->work()), 1U);
  EXPECT_EQ(provider->sent(id).state, "received");
  const base::Time received = clock.now();
  clock.advance(std::chrono::seconds(1));
  settle();

  const Entry sent = provider->sent(id);
  EXPECT_EQ(sent.state, "delivered");
  EXPECT_EQ(sent.entered_at, queued);
  EXPECT_EQ(sent.first_sent_at, received);
  EXPECT_EQ(sent.received_at, received) << "by the receiver's clock";
  EXPECT_EQ(sent.delivered_at, clock.now());
  EXPECT_EQ(sent.next_at, std::nullopt);
  EXPECT_EQ(sent.attempts, 1);
  const auto incoming = regulator->entries(true);
  ASSERT_EQ(incoming.size(), 1U);
  EXPECT_EQ(incoming[0].id, id.text());
  EXPECT_EQ(incoming[0].peer, "provider");
  EXPECT_EQ(incoming[0].state, "delivered");
  EXPECT_EQ(incoming[0].received_at, received);
  EXPECT_THAT(regulator->delivered(), ElementsAre("annual_report"));
  EXPECT_EQ(regulator->number("SELECT received_at FROM department"), base::to_micros(received));
  EXPECT_EQ(provider->acts(ActCode::MessageSent), 1);
  EXPECT_EQ(provider->acts(ActCode::MessageReceipted), 2);
  EXPECT_EQ(regulator->acts(ActCode::MessageReceived), 1);
  EXPECT_EQ(regulator->acts(ActCode::MessageDelivered), 1);
  // The department learnt of both receipts, once each.
  EXPECT_EQ(provider->number("SELECT count(*) FROM department WHERE state = 'received'"), 1);
  EXPECT_EQ(provider->number("SELECT count(*) FROM department WHERE state = 'delivered'"), 1);
}

TEST_P(ExchangeTest, AnActThatIsNotCommittedSendsNothing) {
  store::WriteSet set;
  const ConversationId conversation = provider->service->new_conversation();
  need(provider->service->enqueue(set, provider->draft("regulator", conversation, "lost")));
  set.add("UPDATE exchange_outbox SET attempts = 1 WHERE receiver = $1", {"nobody"});
  EXPECT_EQ(code_of(provider->lane->commit(std::move(set))), "store.expected_rows");
  EXPECT_EQ(provider->number("SELECT count(*) FROM exchange_outbox"), 0);
  need(provider->send(provider->draft("regulator", conversation, "next")));
  settle();
  EXPECT_THAT(regulator->delivered(), ElementsAre("next")) << "no gap in the conversation";
}

TEST_P(ExchangeTest, AConversationGoesBothWays) {
  const ConversationId conversation = provider->service->new_conversation();
  const MessageId first = need(provider->send(provider->draft("regulator", conversation, "filing")));
  settle();
  Draft answer = regulator->draft("provider", conversation, "accepted");
  answer.kind = Kind::Notice;
  answer.refers_to = first;
  const MessageId second = need(regulator->send(std::move(answer)));
  need(provider->send(provider->draft("regulator", conversation, "more")));
  settle();
  EXPECT_THAT(provider->delivered(), ElementsAre("accepted"));
  EXPECT_THAT(regulator->delivered(), ElementsAre("filing", "more"));
  const auto received = provider->entries(true);
  ASSERT_GE(received.size(), 1U);
  const auto notice = std::find_if(received.begin(), received.end(),
                                   [&](const Entry& entry) { return entry.id == second.text(); });
  ASSERT_NE(notice, received.end());
  EXPECT_EQ(notice->refers_to, first.text());
  EXPECT_EQ(notice->sequence, 1) << "each side counts for itself";
}

TEST_P(ExchangeTest, AGapWaitsForTheMissingMessage) {
  const ConversationId conversation = provider->service->new_conversation();
  for (const char* word : {"a", "b", "c"})
    need(provider->send(provider->draft("regulator", conversation, word)));
  provider->line.before = [] { return false; };
  provider->line.error =
      make_error(ErrorKind::Refused, "exchange.answer");  // the others are tried all the same
  need(provider->service->work());
  ASSERT_EQ(provider->line.posted.size(), 3U);
  const auto posted = provider->line.posted;
  for (const std::size_t i : {2U, 1U}) {
    EXPECT_FALSE(need(regulator->service->receive(posted[i])).receipt.empty());
    need(regulator->service->work());
    EXPECT_THAT(regulator->delivered(), IsEmpty());
    clock.advance(std::chrono::seconds(1));
  }
  need(regulator->service->receive(posted[0]));
  need(regulator->service->work());
  EXPECT_EQ(regulator->delivered().size(), 3U);
  EXPECT_EQ(regulator->number("SELECT count(*) FROM department WHERE words = 'c' AND received_at < $1",
                              {base::to_micros(clock.now())}),
            1)
      << "it was received when it came, though it had to wait";
}

TEST_P(ExchangeTest, TheSameLetterGetsTheSameReceipt) {
  need(provider->send(provider->draft("regulator", provider->service->new_conversation(), "a")));
  provider->line.after = [] { return false; };
  need(provider->service->work());
  const base::Bytes first = need(regulator->service->receive(first_post())).receipt;
  settle();
  clock.advance(std::chrono::hours(24));
  EXPECT_EQ(need(regulator->service->receive(first_post())).receipt, first);
  EXPECT_EQ(word(first, "outcome"), "received");
  EXPECT_EQ(word(first, "letter"), base::to_hex(crypto::sm3(need(Message::parse(first_post())).octets)));
  EXPECT_THAT(regulator->delivered(), ElementsAre("a"));
  // With another signature over the same letter, too: the letter counts.
  EXPECT_EQ(
      need(regulator->service->receive(signed_again(need(Message::parse(first_post())), provider->signing)))
          .receipt,
      first);
  EXPECT_EQ(regulator->number("SELECT count(*) FROM exchange_inbox"), 1);
}

TEST_P(ExchangeTest, ADepartmentThatCannotTakeItNowIsAskedAgain) {
  const ConversationId conversation = provider->service->new_conversation();
  bool away = true;
  regulator->objection = [&](const Incoming&) -> std::optional<base::Error> {
    if (!away) return std::nullopt;
    return make_error(ErrorKind::NotYet, "department.closed");
  };
  const MessageId id = need(provider->send(provider->draft("regulator", conversation, "a")));
  settle();
  EXPECT_EQ(provider->sent(id).state, "received");
  const auto waiting = regulator->entries(true);
  ASSERT_EQ(waiting.size(), 1U);
  EXPECT_EQ(waiting[0].trouble, "department.closed");
  EXPECT_EQ(waiting[0].next_at, clock.now() + exchange::kFirstRetry);
  need(regulator->service->work());
  EXPECT_EQ(regulator->asked, 1) << "not before its time";
  away = false;
  wait();
  settle();
  EXPECT_EQ(provider->sent(id).state, "delivered");
}

TEST_P(ExchangeTest, AttachmentsTravelInPartsAndGoOnWhereTheLineWasCut) {
  Draft draft = provider->draft("regulator", provider->service->new_conversation(), "materials");
  const base::Bytes large = crypto::random_bytes(2 * exchange::kPartBytes + 5);
  const base::Bytes secret = base::to_bytes("身份证影像");
  draft.files.push_back({"large.pdf", "application/pdf", large, false});
  draft.files.push_back({"id.jpg", "image/jpeg", secret, true});
  draft.files.push_back({"empty.txt", "text/plain", {}, false});
  const MessageId id = need(provider->send(std::move(draft)));
  int calls = 0;
  provider->line.before = [&] { return ++calls != 3; };  // the post, one part, then a cut
  need(provider->service->work());
  EXPECT_EQ(provider->sent(id).state, "sent");
  EXPECT_EQ(provider->sent(id).trouble, "http.client.lost");
  ASSERT_EQ(regulator->entries(true).size(), 1U);
  EXPECT_EQ(regulator->entries(true)[0].state, "arriving");
  EXPECT_EQ(regulator->entries(true)[0].received_at, std::nullopt);
  EXPECT_EQ(provider->line.puts, 2);
  wait();
  settle();
  EXPECT_EQ(provider->line.puts, 2 + 2 + 1) << "the first part is not sent again";
  EXPECT_EQ(provider->sent(id).state, "delivered");
  EXPECT_EQ(provider->sent(id).received_at, clock.now()) << "whole is received";
  EXPECT_EQ(regulator->rows("SELECT files FROM department").at(0).text(0),
            "large.pdf=" + base::to_hex(crypto::sm3(large)) + ";id.jpg=" + base::to_hex(crypto::sm3(secret)) +
                ";empty.txt=" + base::to_hex(crypto::sm3({})) + ";");
}

TEST_P(ExchangeTest, ASealedPartIsOpenedByItsReceiverAlone) {
  Draft draft = provider->draft("regulator", provider->service->new_conversation(), "personal");
  const std::string secret = "张三 110101199003070134";
  draft.sealed = base::to_bytes(secret);
  const MessageId id = need(provider->send(std::move(draft)));
  settle();
  EXPECT_EQ(base::as_text(regulator->rows("SELECT sealed FROM department").at(0).blob(0)), secret);
  for (const Party* party : {provider.get(), regulator.get()}) {
    for (const char* sql : {"SELECT message FROM exchange_outbox WHERE message IS NOT NULL",
                            "SELECT draft FROM exchange_outbox", "SELECT message FROM exchange_inbox"}) {
      for (const store::Row& row : party->rows(sql))
        EXPECT_EQ(base::as_text(row.blob(0)).find(secret), std::string::npos) << sql;
    }
  }
  const Message message = need(Message::parse(first_post()));
  ASSERT_TRUE(message.letter.sealed);
  EXPECT_FALSE(crypto::sm2_decrypt(provider->sealing, message.letter.sealed->key))
      << "not even by its sender";
  // Lifted into another message, it does not open.
  Message thief = message;
  thief.letter.id = new_id();
  thief.letter.sequence = 2;
  need(regulator->service->receive(signed_again(thief, provider->signing)));
  need(regulator->service->work());
  EXPECT_EQ(regulator->rows("SELECT code FROM exchange_inbox WHERE state = 'refused'").at(0).text(0),
            "exchange.sealed");
  EXPECT_EQ(provider->sent(id).state, "delivered");
}

TEST_P(ExchangeTest, WithoutASignerNothingIsLost) {
  Draft draft = provider->draft("regulator", provider->service->new_conversation(), "a");
  draft.sealed = base::to_bytes("secret");
  provider->signer_away = true;
  const MessageId id = need(provider->send(std::move(draft)));
  settle();
  EXPECT_EQ(provider->sent(id).state, "queued");
  EXPECT_EQ(provider->sent(id).trouble, "signer.unreachable");
  provider->signer_away = false;
  regulator->signer_away = true;
  wait();
  settle();
  EXPECT_EQ(provider->sent(id).state, "sent");
  EXPECT_THAT(regulator->delivered(), IsEmpty());
  const base::Time arrived = clock.now();
  regulator->signer_away = false;
  wait();
  settle();
  wait();
  settle();
  EXPECT_EQ(provider->sent(id).state, "delivered");
  EXPECT_EQ(provider->sent(id).received_at, arrived) << "the day of arrival stands";
}

TEST_P(ExchangeTest, PagesGoByTheirCursor) {
  const ConversationId conversation = provider->service->new_conversation();
  for (int i = 0; i < 5; ++i) need(provider->send(provider->draft("regulator", conversation, "a")));
  settle();
  for (const bool incoming : {false, true}) {
    const Party& party = incoming ? *regulator : *provider;
    Filter filter;
    filter.incoming = incoming;
    filter.state = exchange::State::Delivered;
    std::vector<std::int64_t> sequences;
    std::string after;
    while (true) {
      const auto page = need(party.service->list(filter, after, 2));
      for (const Entry& entry : page) sequences.push_back(entry.sequence);
      if (page.size() < 2) break;
      after = page.back().cursor;
    }
    EXPECT_THAT(sequences, ElementsAre(5, 4, 3, 2, 1));
    filter.peer = "nobody";
    EXPECT_THAT(need(party.service->list(filter, "", 2)), IsEmpty());
    filter.peer.reset();
    filter.conversation = provider->service->new_conversation();
    EXPECT_THAT(need(party.service->list(filter, "", 2)), IsEmpty());
  }
  EXPECT_EQ(code_of(provider->service->list({}, "x", 2)), "exchange.cursor");
  EXPECT_EQ(code_of(provider->service->list({}, "", 0)), "exchange.cursor");
}

TEST(RetryAfter, DoublesUpToTheLimit) {
  using exchange::retry_after;
  EXPECT_EQ(retry_after(0), std::chrono::seconds(5));
  EXPECT_EQ(retry_after(1), std::chrono::seconds(10));
  EXPECT_EQ(retry_after(6), std::chrono::seconds(320));
  EXPECT_EQ(retry_after(7), std::chrono::minutes(10));
  EXPECT_EQ(retry_after(1'000'000'000), std::chrono::minutes(10));
}

}  // namespace
}  // namespace yinxin::exchange_support
