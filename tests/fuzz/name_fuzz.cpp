// Any octets as a name. Values come out as UTF-8; what Name::build accepts of them reads back as it was; the
// text form holds no control character.
#include <cstdlib>

#include "x509/name.hpp"
#include "x509/text.hpp"

namespace {

using namespace yinxin;

void require(bool fact) {
  if (!fact) std::abort();
}

void build_again(const x509::Name& name) {
  std::vector<std::pair<asn1::Oid, std::string>> attributes;
  for (const x509::Attribute& attribute : name.attributes()) {
    require(x509::count_characters(attribute.value).has_value());
    attributes.emplace_back(attribute.type, attribute.value);
  }
  const auto built = x509::Name::build(attributes);
  if (!built) return;
  const auto again = x509::Name::parse(built->der());
  require(again && again->attributes() == built->attributes());
  for (std::size_t i = 0; i < attributes.size(); ++i)
    require(again->attributes()[i].value == attributes[i].second);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const base::ByteView input(data, size);
  (void)x509::inspect_text(base::as_text(input));
  const auto name = x509::Name::parse(input);
  if (!name) return 0;
  require(base::equal(name->der(), input));
  const std::string text = name->to_text();
  for (std::size_t at = 0; at < text.size();) {
    const auto code = x509::next_code_point(text, at);
    require(code && !x509::is_hidden(*code));
  }
  build_again(*name);
  return 0;
}
