// TBSCertList from chunks, in memory bounded by the largest element: everything is read whole, one element at
// a time, but for the two SEQUENCEs that hold the others, of which only the header is read.
#include <algorithm>

#include "x509/crl_fields.hpp"
#include "x509/recode.hpp"

namespace yinxin::x509 {
namespace {

using asn1::DerReader;
using asn1::ElementHeader;
using base::Result;

/// No field of a list comes near: names are bounded (Name::kMaxAttributes), entries hold a number, a time, a
/// reason.
constexpr std::size_t kMaxElementBytes = 64 * 1024;

base::Error bad_stream(std::string detail) {
  return base::make_error(base::ErrorKind::Malformed, kCrlError, std::move(detail));
}

/// What comes next (RFC 5280 5.1).
enum class Awaiting {
  List,
  Version,
  Algorithm,
  Issuer,
  ThisUpdate,
  NextUpdate,
  Entries,
  Entry,
  Extensions,
  End
};

}  // namespace

struct CrlStreamParser::State {
  explicit State(OnEntry handler) : on_entry(std::move(handler)) {}

  /// Takes as many elements from the front of `octets` as are there whole; how many octets that were.
  Result<std::size_t> take_elements(base::ByteView octets);
  Result<void> take_field(base::ByteView element);
  Result<void> take_entry(base::ByteView element);
  Result<void> take_extensions(base::ByteView element);
  Result<void> enter(const ElementHeader& header);
  /// Counts `size` octets off what the SEQUENCEs around may still hold.
  Result<void> count_off(std::size_t size);

  OnEntry on_entry;
  Awaiting awaiting = Awaiting::List;
  base::Bytes pending;              // the beginning of an element not whole yet
  std::size_t left_in_list = 0;     // content octets of TBSCertList still to come
  std::size_t left_in_entries = 0;  // and of revokedCertificates
  CrlInfo info;
  bool removes = false;       // an entry with removeFromCRL was there
  bool names_issuer = false;  // the first entry has certificateIssuer
  std::optional<base::Error> failure;
};

Result<std::size_t> CrlStreamParser::State::take_elements(base::ByteView octets) {
  std::size_t taken = 0;
  while (taken < octets.size()) {
    if (awaiting == Awaiting::End) return bad_stream("octets after the list");
    const base::ByteView rest = octets.subspan(taken);
    YX_TRY(const auto header, under_code(kCrlError, asn1::read_header(rest)));
    if (!header) break;
    // The one optional field before the extensions tells itself apart by its tag.
    if (awaiting == Awaiting::Entries && header->tag != asn1::kSequence) awaiting = Awaiting::Extensions;
    std::size_t size = header->header_size;
    if (awaiting == Awaiting::List || awaiting == Awaiting::Entries) {
      YX_CHECK(enter(*header));
    } else {
      if (header->content_size > kMaxElementBytes) return bad_stream("a field too long");
      size += header->content_size;
      if (size > rest.size()) break;
      YX_CHECK(count_off(size));
      YX_CHECK(awaiting == Awaiting::Entry ? take_entry(rest.first(size))
                                           : under_code(kCrlError, take_field(rest.first(size))));
    }
    taken += size;
  }
  return taken;
}

Result<void> CrlStreamParser::State::count_off(std::size_t size) {
  if (size > left_in_list) return bad_stream("a field longer than the list");
  left_in_list -= size;
  if (awaiting != Awaiting::Entry) return {};
  if (size > left_in_entries) return bad_stream("an entry longer than the entries");
  left_in_entries -= size;
  return {};
}

Result<void> CrlStreamParser::State::enter(const ElementHeader& header) {
  if (header.tag != asn1::kSequence) return bad_stream("not a SEQUENCE");
  if (header.content_size == 0) return bad_stream("an empty SEQUENCE");  // RFC 5280 5.1.2.6 of the entries
  if (awaiting == Awaiting::List) {
    left_in_list = header.content_size;
    awaiting = Awaiting::Version;
    return {};
  }
  YX_CHECK(count_off(header.header_size));
  if (header.content_size > left_in_list) return bad_stream("entries longer than the list");
  left_in_entries = header.content_size;
  awaiting = Awaiting::Entry;
  return {};
}

Result<void> CrlStreamParser::State::take_field(base::ByteView element) {
  DerReader reader(element);
  switch (awaiting) {
    case Awaiting::Version: {
      YX_TRY(const std::int64_t version, reader.small_integer());
      if (version != 1) return bad_stream("not version 2");  // RFC 5280 5.1.2.1
      awaiting = Awaiting::Algorithm;
      return {};
    }
    case Awaiting::Algorithm: {
      bool parameters_null = false;
      awaiting = Awaiting::Issuer;
      return parse_signature_algorithm(element, parameters_null);
    }
    case Awaiting::Issuer: {
      YX_TRY(info.issuer, Name::parse(element));
      awaiting = Awaiting::ThisUpdate;
      return {};
    }
    case Awaiting::ThisUpdate: {
      YX_TRY(info.this_update, reader.time());
      awaiting = Awaiting::NextUpdate;
      return {};
    }
    case Awaiting::NextUpdate: {
      YX_TRY(info.next_update, reader.time());  // RFC 5280 5.1.2.5: required, whatever the syntax allows
      awaiting = Awaiting::Entries;
      return {};
    }
    case Awaiting::Extensions:
      return take_extensions(element);
    default:
      return bad_stream("out of order");
  }
}

Result<void> CrlStreamParser::State::take_entry(base::ByteView element) {
  YX_TRY(const CrlEntry entry, read_crl_entry(element));
  removes = removes || entry.reason == RevocationReason::RemoveFromCrl;
  if (!entry.certificate_issuer.empty()) {
    if (!(entry.certificate_issuer == info.issuer))
      return bad_stream("an entry of another authority's certificate");
    names_issuer = true;
  }
  if (left_in_entries == 0) awaiting = Awaiting::Extensions;
  return on_entry(entry);
}

Result<void> CrlStreamParser::State::take_extensions(base::ByteView element) {
  YX_TRY(const asn1::Element wrapper, asn1::read_single(element, asn1::context(0, true)));
  YX_CHECK(read_crl_extensions(wrapper.content, info));
  if (left_in_list != 0) return bad_stream("a field after the extensions");
  awaiting = Awaiting::End;
  return {};
}

CrlStreamParser::CrlStreamParser(OnEntry on_entry) : state_(std::make_unique<State>(std::move(on_entry))) {}
CrlStreamParser::CrlStreamParser(CrlStreamParser&&) noexcept = default;
CrlStreamParser::~CrlStreamParser() = default;

Result<void> CrlStreamParser::feed(base::ByteView octets) {
  State& state = *state_;
  while (!octets.empty()) {
    if (state.failure) return *state.failure;
    const std::size_t slice = std::min(octets.size(), kCrlChunkBytes);
    base::append(state.pending, octets.first(slice));
    octets = octets.subspan(slice);
    const auto taken = state.take_elements(state.pending);
    if (!taken) {
      state.failure = taken.error();
      return taken.error();
    }
    state.pending.erase(state.pending.begin(), state.pending.begin() + static_cast<std::ptrdiff_t>(*taken));
  }
  return {};
}

Result<CrlInfo> CrlStreamParser::finish() {
  const State& state = *state_;
  if (state.failure) return *state.failure;
  if (state.awaiting != Awaiting::End) return bad_stream("the list ends before its end");
  if (state.removes && !state.info.base_number)
    return bad_stream("removeFromCRL outside a delta");  // RFC 5280 5.3.1
  const bool indirect = state.info.distribution_point && state.info.distribution_point->indirect;
  if (state.names_issuer && !indirect) return bad_stream("certificateIssuer in a list that is not indirect");
  YX_CHECK(check_crl_info(state.info));
  return state.info;
}

}  // namespace yinxin::x509
