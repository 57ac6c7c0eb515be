#include "exchange/letter.hpp"

#include <algorithm>
#include <array>

#include "asn1/der_writer.hpp"
#include "proof/letter_note.hpp"

namespace yinxin::exchange {

using asn1::DerReader;
using asn1::DerWriter;
using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::int64_t kVersion = 1;
constexpr std::int64_t kMaxMadeAt =
    253'402'300'799'999'999;  // the end of the year 9999, as RFC 5280 4.1.2.5 has times
constexpr std::uint8_t kRefersTo = asn1::context(0, false);
constexpr std::uint8_t kSealed = asn1::context(1, true);

base::Error bad(const char* what) {
  return make_error(ErrorKind::Malformed, "exchange.message", what);
}

bool is_word_name(std::string_view name) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
  };
  return !name.empty() && name.size() <= kMaxWordName && std::all_of(name.begin(), name.end(), fits);
}

/// What a text column of either database can hold.
bool is_text(std::string_view text, std::size_t max_bytes) {
  return text.size() <= max_bytes && store::check_values({std::string(text)}).has_value();
}

bool is_media_type(std::string_view text) {
  const auto fits = [](char c) { return c > 0x20 && c < 0x7f; };
  return !text.empty() && text.size() <= kMaxMediaType && std::all_of(text.begin(), text.end(), fits);
}

Result<std::string> read_text(DerReader& in) {
  YX_TRY(const asn1::Element element, in.element(asn1::kUtf8String));
  return std::string(base::as_text(element.content));
}

Result<crypto::Sm3Digest> read_digest(DerReader& in) {
  YX_TRY(const base::ByteView octets, in.octet_string());
  crypto::Sm3Digest digest;
  if (octets.size() != digest.size()) return bad("sm3");
  std::copy(octets.begin(), octets.end(), digest.begin());
  return digest;
}

Result<Words> read_words(DerReader in) {
  Words words;
  while (!in.at_end()) {
    if (words.size() == kMaxWords) return bad("words");
    YX_TRY(DerReader pair, in.enter());
    YX_TRY(std::string name, read_text(pair));
    YX_TRY(std::string value, read_text(pair));
    YX_CHECK(pair.expect_end());
    if (!is_word_name(name) || (!words.empty() && name <= words.back().first)) return bad("word name");
    if (!is_text(value, kMaxWordValue)) return bad("word value");
    words.emplace_back(std::move(name), std::move(value));
  }
  return words;
}

Result<Attachment> read_attachment(DerReader in) {
  Attachment one;
  YX_TRY(one.name, read_text(in));
  YX_TRY(one.media_type, read_text(in));
  YX_TRY(one.size, in.small_integer());
  YX_TRY(one.sm3, read_digest(in));
  YX_TRY(one.sealed, in.boolean());
  YX_CHECK(in.expect_end());
  if (one.name.empty() || !is_text(one.name, kMaxAttachmentName)) return bad("attachment name");
  if (!is_media_type(one.media_type)) return bad("media type");
  if (one.size > kMaxAttachmentBytes) return bad("attachment size");
  return one;
}

Result<std::vector<Attachment>> read_attachments(DerReader in) {
  std::vector<Attachment> all;
  while (!in.at_end()) {
    if (all.size() == kMaxAttachments) return bad("attachments");
    YX_TRY(DerReader inside, in.enter());
    YX_TRY(Attachment one, read_attachment(inside));
    all.push_back(std::move(one));
  }
  return all;
}

Result<std::optional<Sealed>> read_sealed(DerReader& in) {
  YX_TRY(const auto element, in.optional(kSealed));
  if (!element) return std::optional<Sealed>();
  YX_TRY(DerReader inside, in.inside(*element));
  Sealed sealed;
  YX_TRY(const base::ByteView key, inside.octet_string());
  YX_TRY(const base::ByteView content, inside.octet_string());
  YX_CHECK(inside.expect_end());
  sealed.key = base::to_bytes(key);
  sealed.content = base::to_bytes(content);
  return std::optional(std::move(sealed));
}

Result<std::optional<MessageId>> read_refers_to(DerReader& in) {
  YX_TRY(const auto element, in.optional(kRefersTo));
  if (!element) return std::optional<MessageId>();
  YX_TRY(const MessageId id, MessageId::from_bytes(element->content));
  return std::optional(id);
}

Result<Kind> read_kind(DerReader& in) {
  YX_TRY(const std::int64_t number, in.small_integer(asn1::kEnumerated));
  if (number < 1 || number > 4) return bad("kind");
  return static_cast<Kind>(number);
}

/// What the fields must be to each other.
Result<void> check(const Letter& letter, bool draft) {
  if (!proof::is_organisation(letter.sender)) return bad("sender");
  if (!proof::is_organisation(letter.receiver) || letter.receiver == letter.sender) return bad("receiver");
  const bool receipt = letter.kind == Kind::Receipt;
  if ((receipt || draft) != (letter.sequence == 0)) return bad("sequence");
  if (receipt && (!letter.refers_to || !letter.attachments.empty() || letter.sealed)) return bad("receipt");
  const bool any_sealed = std::any_of(letter.attachments.begin(), letter.attachments.end(),
                                      [](const Attachment& one) { return one.sealed; });
  if (any_sealed && !letter.sealed) return bad("sealed");
  return {};
}

Result<Letter> read_letter(base::ByteView der, bool draft = false) {
  DerReader outer(der);
  YX_TRY(DerReader in, outer.enter());
  YX_CHECK(outer.expect_end());
  YX_TRY(const std::int64_t version, in.small_integer());
  if (version != kVersion) return bad("version");
  YX_TRY(const Kind kind, read_kind(in));
  YX_TRY(const base::ByteView id_octets, in.octet_string());
  YX_TRY(const MessageId id, MessageId::from_bytes(id_octets));
  YX_TRY(std::string sender, read_text(in));
  YX_TRY(std::string receiver, read_text(in));
  YX_TRY(const base::ByteView conversation_octets, in.octet_string());
  YX_TRY(const ConversationId conversation, ConversationId::from_bytes(conversation_octets));
  YX_TRY(const std::int64_t sequence, in.small_integer());
  YX_TRY(const std::int64_t made_at, in.small_integer());
  if (made_at > kMaxMadeAt) return bad("made at");
  YX_TRY(const auto refers_to, read_refers_to(in));
  YX_TRY(DerReader words_in, in.enter());
  YX_TRY(Words words, read_words(words_in));
  YX_TRY(DerReader attachments_in, in.enter());
  YX_TRY(std::vector<Attachment> attachments, read_attachments(attachments_in));
  YX_TRY(const base::ByteView open, in.octet_string());
  YX_TRY(std::optional<Sealed> sealed, read_sealed(in));
  YX_CHECK(in.expect_end());
  Letter letter{kind,
                id,
                std::move(sender),
                std::move(receiver),
                conversation,
                sequence,
                base::from_micros(made_at),
                refers_to,
                std::move(words),
                std::move(attachments),
                base::to_bytes(open),
                std::move(sealed)};
  YX_CHECK(check(letter, draft));
  return letter;
}

/// One code for whatever the readers below say.
template <class T>
Result<T> as_message_error(Result<T> result) {
  if (result || result.error().code == "exchange.message") return result;
  return make_error(ErrorKind::Malformed, "exchange.message",
                    result.error().code + ": " + result.error().detail);
}

Result<Message> read_message(base::ByteView der) {
  DerReader outer(der);
  YX_TRY(DerReader in, outer.enter());
  YX_CHECK(outer.expect_end());
  YX_TRY(const asn1::Element letter, in.element(asn1::kSequence));
  YX_TRY(const asn1::Element signature, in.element(asn1::kSequence));
  YX_CHECK(in.expect_end());
  YX_TRY(Letter read, read_letter(letter.whole));
  YX_TRY(const crypto::Sm2Signature signed_with, crypto::Sm2Signature::from_der(signature.whole));
  return Message{std::move(read), base::to_bytes(letter.whole), signed_with};
}

constexpr std::array<std::pair<Kind, std::string_view>, 4> kKinds{{{Kind::Submission, "submission"},
                                                                   {Kind::Receipt, "receipt"},
                                                                   {Kind::Notice, "notice"},
                                                                   {Kind::Decision, "decision"}}};
constexpr std::array<std::pair<State, std::string_view>, 6> kStates{{{State::Arriving, "arriving"},
                                                                     {State::Queued, "queued"},
                                                                     {State::Sent, "sent"},
                                                                     {State::Received, "received"},
                                                                     {State::Delivered, "delivered"},
                                                                     {State::Refused, "refused"}}};

}  // namespace

std::string_view kind_name(Kind kind) {
  for (const auto& [value, name] : kKinds)
    if (value == kind) return name;
  return "";
}

std::optional<Kind> find_kind(std::string_view name) {
  for (const auto& [value, text] : kKinds)
    if (text == name) return value;
  return std::nullopt;
}

std::string_view state_name(State state) {
  for (const auto& [value, name] : kStates)
    if (value == state) return name;
  return "";
}

std::optional<State> find_state(std::string_view name) {
  for (const auto& [value, text] : kStates)
    if (text == name) return value;
  return std::nullopt;
}

std::optional<std::string_view> find_word(const Words& words, std::string_view name) {
  for (const auto& [key, value] : words)
    if (key == name) return value;
  return std::nullopt;
}

base::Bytes encode_letter(const Letter& letter) {
  DerWriter out;
  out.sequence([&](DerWriter& in) {
    in.small_integer(kVersion).small_integer(static_cast<std::int64_t>(letter.kind), asn1::kEnumerated);
    in.octet_string(letter.id.bytes()).utf8(letter.sender).utf8(letter.receiver);
    in.octet_string(letter.conversation.bytes()).small_integer(letter.sequence);
    in.small_integer(base::to_micros(letter.made_at));
    if (letter.refers_to) in.primitive(kRefersTo, letter.refers_to->bytes());
    in.sequence([&](DerWriter& words) {
      for (const auto& [name, value] : letter.words)
        words.sequence([&, n = &name, v = &value](DerWriter& pair) { pair.utf8(*n).utf8(*v); });
    });
    in.sequence([&](DerWriter& all) {
      for (const Attachment& one : letter.attachments)
        all.sequence([&](DerWriter& inside) {
          inside.utf8(one.name).utf8(one.media_type).small_integer(one.size);
          inside.octet_string(one.sm3).boolean(one.sealed);
        });
    });
    in.octet_string(letter.open);
    if (letter.sealed)
      in.nested(kSealed, [&](DerWriter& sealed) {
        sealed.octet_string(letter.sealed->key).octet_string(letter.sealed->content);
      });
  });
  return std::move(out).take();
}

Result<Letter> parse_letter(base::ByteView der) {
  return as_message_error(read_letter(der));
}

Result<Letter> read_draft(base::ByteView der) {
  return as_message_error(read_letter(der, true));
}

Result<Message> Message::parse(base::ByteView der) {
  if (der.size() > kMaxMessageBytes) return make_error(ErrorKind::TooLarge, "exchange.message_size");
  return as_message_error(read_message(der));
}

base::Bytes Message::to_der() const {
  DerWriter out;
  out.sequence([&](DerWriter& in) { in.raw(octets).raw(signature.to_der()); });
  return std::move(out).take();
}

bool Message::signed_by(const std::vector<crypto::Sm2PublicKey>& keys) const {
  const std::string note = letter_note(letter, octets);
  return std::any_of(keys.begin(), keys.end(), [&](const crypto::Sm2PublicKey& key) {
    return crypto::sm2_verify(key, base::as_bytes(note), signature);
  });
}

std::string letter_note(const Letter& letter, base::ByteView octets) {
  return proof::LetterNote{letter.sender, letter.receiver, letter.id.text(), crypto::sm3(octets)}.to_text();
}

}  // namespace yinxin::exchange
