// Structured fields, and the verifier over a request whose signature fields a stranger wrote. Lines of the
// input: Signature-Input, Signature, Content-Digest; the rest is the body.
#include <cstdint>
#include <cstdlib>

#include "http/message_signature.hpp"

namespace {

using namespace yinxin;

void require(bool holds) {
  if (!holds) std::abort();
}

void read_fields(std::string_view text) {
  const auto dictionary = http::parse_dictionary(text);
  if (!dictionary) return;
  const std::string strict = http::serialize(*dictionary);
  const auto again = http::parse_dictionary(strict);
  // Strict spacing may be longer than what was given, up to the limit on a field.
  if (strict.size() > http::kMaxStructuredField) return;
  require(again.has_value() && *again == *dictionary);
  require(http::serialize(*again) == strict);
}

std::string_view take_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = base::as_text({data, size});
  read_fields(input);

  static const crypto::Sm2PrivateKey kKey = crypto::Sm2PrivateKey::generate();
  const base::ManualClock clock{base::Time(std::chrono::seconds(1'795'334'400))};
  http::SignatureVerifier verifier(clock);
  std::string_view rest = input;
  http::Request request;
  request.method = http::Method::Post;
  request.authority = "ca.example";
  for (const char* name : {"Signature-Input", "Signature", "Content-Digest"})
    request.headers.add(name, take_line(rest));
  request.body = base::to_bytes(rest);
  const auto verified = verifier.verify(
      request, [](const std::string&) { return base::Result<crypto::Sm2PublicKey>(kKey.public_key()); });
  require(!verified);  // nobody but us has this key
  return 0;
}
