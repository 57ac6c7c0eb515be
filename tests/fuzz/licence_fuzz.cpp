// Any octets as a licence file: signed note or its body alone. What is accepted must have been the one form
// that the writer writes.
#include <cstdlib>

#include "policy/service.hpp"
#include "proof/note.hpp"

namespace {

using namespace yinxin;

void require(bool fact) {
  if (!fact) std::abort();
}

void body(std::string_view text) {
  const auto licence = policy::parse_licence_text(text);
  if (!licence) return require(licence.error().code == "policy.licence.format");
  require(policy::licence_text(*licence) == text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = base::as_text(base::ByteView(data, size));
  body(text);
  if (const auto note = proof::SignedNote::parse(text)) {
    require(note->to_text() == text);
    body(note->body);
  }
  return 0;
}
