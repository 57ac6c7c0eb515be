#include "exchange/sealing.hpp"

#include "crypto/random.hpp"
#include "crypto/sm2_encryption.hpp"
#include "crypto/sm4.hpp"

namespace yinxin::exchange {

using base::ErrorKind;
using base::make_error;
using base::Result;

base::Bytes sealed_place(const std::string& sender, const std::string& receiver, const MessageId& id,
                         std::uint32_t part) {
  base::Bytes place = base::to_bytes("yinxin exchange 1");
  for (const std::string* text : {&sender, &receiver}) {
    place.push_back(0);  // in no organisation's name
    base::append(place, base::as_bytes(*text));
  }
  place.push_back(0);
  base::append(place, id.bytes());
  base::append_u32(place, part);
  return place;
}

Sealer::Sealer(const std::string& sender, const std::string& receiver, const MessageId& id)
    : sender_(sender), receiver_(receiver), id_(id), key_(crypto::random_secret(crypto::kSealKeySize)) {}

base::Bytes Sealer::seal(std::uint32_t part, base::ByteView plaintext) const {
  return crypto::seal(key_, plaintext, sealed_place(sender_, receiver_, id_, part));
}

Result<base::Bytes> Sealer::key_for(const crypto::Sm2PublicKey& receiver) const {
  return crypto::sm2_encrypt(receiver, key_);
}

Result<Opener> Opener::make(const Letter& letter, const Unwrap& unwrap) {
  const auto refuse = [](std::string why) {
    return make_error(ErrorKind::Refused, "exchange.sealed", std::move(why));
  };
  if (!letter.sealed) return refuse("nothing is sealed");
  auto key = unwrap(letter.sealed->key);
  if (!key) {
    // A locked or absent signer is no fault of the sender's.
    const std::string& code = key.error().code;
    const bool senders = code == "signer.refused" || code == "signer.message" || code == "crypto.sm2.cipher";
    return senders ? refuse("the key: " + code) : key.error();
  }
  if (key->size() != crypto::kSealKeySize) return refuse("the key's size");
  return Opener(letter, *std::move(key));
}

Result<base::Bytes> Opener::open(std::uint32_t part, base::ByteView sealed) const {
  const auto opened = crypto::open(key_, sealed, sealed_place(sender_, receiver_, id_, part));
  if (!opened) return make_error(ErrorKind::Refused, "exchange.sealed", opened.error().code);
  return base::to_bytes(opened->reveal());
}

}  // namespace yinxin::exchange
