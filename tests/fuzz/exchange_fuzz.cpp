// Any octets as a message between organisations. What is accepted must have been the one form that the writer
// writes, and its signature no key's of ours.
#include <cstdlib>

#include "exchange/letter.hpp"

namespace {

using namespace yinxin;

void require(bool fact) {
  if (!fact) std::abort();
}

void letter(base::ByteView octets) {
  const auto read = exchange::parse_letter(octets);
  if (!read) return require(read.error().code == "exchange.message");
  require(base::equal(exchange::encode_letter(*read), octets));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const base::ByteView octets(data, size);
  letter(octets);
  const auto message = exchange::Message::parse(octets);
  if (!message) {
    require(message.error().code == "exchange.message" || message.error().code == "exchange.message_size");
    return 0;
  }
  require(base::equal(message->to_der(), octets));
  require(exchange::parse_letter(message->octets).has_value());
  require(!message->signed_by({}));
  return 0;
}
