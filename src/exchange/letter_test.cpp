// The octets of letters and messages: one form, everything else refused.
#include "exchange/letter.hpp"

#include <gtest/gtest.h>

#include "asn1/der_writer.hpp"

namespace yinxin::exchange {
namespace {

const MessageId kId = MessageId::parse("0193a1b2-0000-7000-8000-000000000001").value();
const ConversationId kConversation = ConversationId::parse("0193a1b2-0000-7000-8000-000000000002").value();

Letter sample() {
  Letter letter{Kind::Decision,
                kId,
                "regulator",
                "provider",
                kConversation,
                3,
                base::from_micros(1'767'924'000'000'000),
                kId,
                {{"case", "XK-2026-1"}, {"event", "准予"}},
                {},
                base::to_bytes("{}"),
                std::nullopt};
  letter.attachments.push_back(
      {"决定书.pdf", "application/pdf", 12, crypto::sm3(base::as_bytes("x")), false});
  letter.sealed = Sealed{base::to_bytes("key"), base::to_bytes("content")};
  return letter;
}

std::string detail_of(const Letter& letter) {
  const auto read = parse_letter(encode_letter(letter));
  if (read) return "";
  EXPECT_EQ(read.error().code, "exchange.message");
  return read.error().detail;
}

TEST(Letter, ReadsWhatItWrites) {
  const Letter letter = sample();
  const auto read = parse_letter(encode_letter(letter));
  ASSERT_TRUE(read) << base::describe(read.error());
  EXPECT_EQ(*read, letter);
  Letter least{Kind::Submission, kId, "a", "b", kConversation, 1, base::Time(), std::nullopt, {}, {}, {}, {}};
  const auto again = parse_letter(encode_letter(least));
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, least);
}

// The octets are evidence for decades: this is the form of version 1, written by hand from LETTER.md.
TEST(Letter, OctetsOfVersion1) {
  Letter least{Kind::Submission, kId, "a", "b", kConversation, 1, base::from_micros(5), std::nullopt,
               {{"e", "x"}},     {},  {},  {}};
  EXPECT_EQ(base::to_hex(encode_letter(least)),
            "3044"
            "020101"
            "0a0101"
            "04100193a1b2000070008000000000000001"
            "0c0161"
            "0c0162"
            "04100193a1b2000070008000000000000002"
            "020101"
            "020105"
            "30083006"
            "0c0165"
            "0c0178"
            "3000"
            "0400");
}

TEST(Letter, LimitsAndContradictions) {
  const auto with = [](const std::function<void(Letter&)>& change) {
    Letter letter = sample();
    change(letter);
    return detail_of(letter);
  };
  EXPECT_EQ(with([](Letter&) {}), "");
  EXPECT_EQ(with([](Letter& l) { l.sender = ""; }), "sender");
  EXPECT_EQ(with([](Letter& l) { l.sender = "a b"; }), "sender");
  EXPECT_EQ(with([](Letter& l) { l.receiver = "regulator"; }), "receiver");
  EXPECT_EQ(with([](Letter& l) { l.sequence = 0; }), "sequence");
  EXPECT_EQ(with([](Letter& l) { l.kind = Kind::Receipt; }), "sequence");
  EXPECT_EQ(with([](Letter& l) { l.kind = Kind::Receipt, l.sequence = 0; }), "receipt");
  EXPECT_EQ(with([](Letter& l) { l.kind = static_cast<Kind>(5); }), "kind");
  EXPECT_EQ(with([](Letter& l) { l.made_at = base::from_micros(253'402'300'800'000'000); }), "made at");
  EXPECT_EQ(with([](Letter& l) { std::swap(l.words[0], l.words[1]); }), "word name");
  EXPECT_EQ(with([](Letter& l) { l.words[1] = l.words[0]; }), "word name");
  EXPECT_EQ(with([](Letter& l) { l.words[0].first = "Case"; }), "word name");
  EXPECT_EQ(with([](Letter& l) { l.words[0].second = "\xc3\x28"; }), "word value");
  EXPECT_EQ(with([](Letter& l) { l.words[0].second.resize(kMaxWordValue + 1, 'x'); }), "word value");
  EXPECT_EQ(with([](Letter& l) {
              l.words.clear();
              for (int i = 100; i < 165; ++i) l.words.emplace_back(std::to_string(i), "");
            }),
            "words");
  EXPECT_EQ(with([](Letter& l) { l.attachments[0].name = ""; }), "attachment name");
  EXPECT_EQ(with([](Letter& l) { l.attachments[0].name = std::string("a\0b", 3); }), "attachment name");
  EXPECT_EQ(with([](Letter& l) { l.attachments[0].media_type = "text plain"; }), "media type");
  EXPECT_EQ(with([](Letter& l) { l.attachments[0].size = kMaxAttachmentBytes + 1; }), "attachment size");
  EXPECT_EQ(with([](Letter& l) { l.attachments.resize(65, l.attachments[0]); }), "attachments");
  EXPECT_EQ(with([](Letter& l) {
              l.attachments[0].sealed = true;
              l.sealed.reset();
            }),
            "sealed");
}

TEST(Letter, EveryCutAndEveryChangedOctetIsSeen) {
  const base::Bytes whole = encode_letter(sample());
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_FALSE(parse_letter(base::ByteView(whole).first(size))) << size;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    base::Bytes changed = whole;
    changed[at] ^= 0x21;
    const auto read = parse_letter(changed);
    if (!read) {
      EXPECT_EQ(read.error().code, "exchange.message");
      continue;
    }
    EXPECT_NE(*read, sample()) << at;
    EXPECT_EQ(encode_letter(*read), changed) << "one form only, at " << at;
  }
}

TEST(Message, BindsSenderReceiverAndId) {
  const auto key = crypto::Sm2PrivateKey::generate();
  const auto other = crypto::Sm2PrivateKey::generate();
  Message message{sample(), encode_letter(sample()), {}};
  const std::string note = letter_note(message.letter, message.octets);
  EXPECT_EQ(note, "yinxin exchange letter v1\nregulator\nprovider\n" + kId.text() + "\n" +
                      base::to_base64(crypto::sm3(message.octets)) + "\n");
  message.signature = crypto::sm2_sign(key, base::as_bytes(note)).value();
  const auto read = Message::parse(message.to_der());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->letter, message.letter);
  EXPECT_EQ(read->octets, message.octets);
  EXPECT_TRUE(read->signed_by({other.public_key(), key.public_key()}));
  EXPECT_FALSE(read->signed_by({other.public_key()}));
  EXPECT_FALSE(read->signed_by({}));
  base::Bytes longer = message.to_der();
  longer.push_back(0);
  EXPECT_FALSE(Message::parse(longer));
}

}  // namespace
}  // namespace yinxin::exchange
