// Walks any octets with every function of the DER reader. What a typed function accepts, the writer must
// write again octet for octet: two accepted forms of one value would be a hole in "strict".
#include <cstdlib>

#include "asn1/der_writer.hpp"

namespace {

using namespace yinxin;
using asn1::DerReader;
using asn1::DerWriter;

void require(bool fact) {
  if (!fact) std::abort();
}

/// After a typed read that succeeded: `writer` wrote the value again.
void require_same(const asn1::Element& element, const DerWriter& writer) {
  require(base::equal(element.whole, writer.bytes()));
}

DerReader reader_of(const asn1::Element& element) {
  return DerReader(element.whole);
}

void integers(const asn1::Element& element) {
  if (const auto content = reader_of(element).integer(element.tag)) {
    require_same(element, DerWriter().primitive(element.tag, *content));
  }
  if (const auto value = reader_of(element).small_integer(element.tag)) {
    require_same(element, DerWriter().small_integer(*value, element.tag));
  }
  if (const auto magnitude = reader_of(element).unsigned_integer()) {
    require_same(element, DerWriter().unsigned_integer(*magnitude));
  }
}

void strings(const asn1::Element& element) {
  if (const auto octets = reader_of(element).octet_string())
    require_same(element, DerWriter().octet_string(*octets));
  if (const auto octets = reader_of(element).bit_string_octets()) {
    require_same(element, DerWriter().bit_string(*octets));
  }
  if (const auto bits = reader_of(element).bit_string()) {
    require_same(element, DerWriter().bit_string(bits->bytes, bits->unused_bits));
  }
}

void others(const asn1::Element& element) {
  if (const auto value = reader_of(element).boolean()) require_same(element, DerWriter().boolean(*value));
  if (reader_of(element).null()) require_same(element, DerWriter().null());
  if (const auto time = reader_of(element).time()) {
    const bool general = element.tag == asn1::kGeneralizedTime;
    require_same(element, general ? DerWriter().generalized_time(*time) : DerWriter().time(*time));
  }
  if (const auto oid = reader_of(element).oid()) {
    require_same(element, DerWriter().oid(*oid));
    // Text takes arcs up to 2^64-1; content takes any.
    if (const auto again = asn1::Oid::from_text(oid->to_text())) require(*again == *oid);
  }
}

void walk(DerReader reader) {
  while (!reader.at_end()) {
    DerReader ahead = reader;
    const auto tag = reader.peek();
    require(tag.has_value() && bool(ahead.optional(static_cast<std::uint8_t>(*tag ^ 1))));
    const auto element = reader.any();
    if (!element) return;
    require(element->tag == *tag && element->content.size() < element->whole.size());
    require_same(*element, DerWriter().primitive(element->tag, element->content));
    require(bool(asn1::read_single(element->whole, element->tag)));
    integers(*element);
    strings(*element);
    others(*element);
    if (const auto inner = reader.inside(*element)) walk(*inner);
  }
  require(bool(reader.expect_end()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  walk(DerReader(base::ByteView(data, size)));
  return 0;
}
