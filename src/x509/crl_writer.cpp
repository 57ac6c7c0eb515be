// Lists of any length: entries are encoded as they come, kept in a spool, and put between what stands before
// and after them when the list is asked for.
#include <algorithm>

#include "x509/crl_fields.hpp"
#include "x509/crl_spool.hpp"

namespace yinxin::x509 {
namespace {

using asn1::DerWriter;
using base::Result;

/// Gathers small pieces into chunks for the sink.
class Chunks {
 public:
  explicit Chunks(const ChunkSink& sink) : sink_(sink) { chunk_.reserve(kCrlChunkBytes); }

  Result<void> put(base::ByteView octets) {
    while (!octets.empty()) {
      const std::size_t fits = std::min(octets.size(), kCrlChunkBytes - chunk_.size());
      base::append(chunk_, octets.first(fits));
      octets = octets.subspan(fits);
      if (chunk_.size() == kCrlChunkBytes) YX_CHECK(flush());
    }
    return {};
  }

  Result<void> flush() {
    if (chunk_.empty()) return {};
    YX_CHECK(sink_(chunk_));
    chunk_.clear();
    return {};
  }

 private:
  const ChunkSink& sink_;
  base::Bytes chunk_;
};

base::Bytes fields_before_entries(const CrlInfo& info) {
  DerWriter out;
  out.small_integer(1);  // v2, which extensions require (RFC 5280 5.1.2.1)
  write_signature_algorithm(out);
  out.raw(info.issuer.der()).time(info.this_update).time(info.next_update);
  return std::move(out).take();
}

base::Bytes fields_after_entries(const CrlInfo& info) {
  DerWriter out;
  out.nested(asn1::context(0, true),
             [&](DerWriter& wrapper) { write_extensions(wrapper, crl_extensions(info)); });
  return std::move(out).take();
}

base::Bytes header_of(std::uint64_t content_size) {
  DerWriter out;
  out.header(asn1::kSequence, content_size);
  return std::move(out).take();
}

}  // namespace

struct CrlWriter::State {
  State(const CrlInfo& info, Spool file)
      : before(fields_before_entries(info)),
        after(fields_after_entries(info)),
        is_delta(info.base_number.has_value()),
        entries_of(info.distribution_point && info.distribution_point->indirect ? info.issuer : Name()),
        spool(std::move(file)) {}

  std::uint64_t entries_size() const { return spool.size() + pending.bytes().size(); }

  /// RFC 5280 5.1.2.6: "When there are no revoked certificates, the revoked certificates list MUST be
  /// absent."
  base::Bytes list_header() const { return count == 0 ? base::Bytes() : header_of(entries_size()); }

  std::uint64_t tbs_content_size() const {
    return before.size() + list_header().size() + entries_size() + after.size();
  }

  Result<void> put_tbs(Chunks& chunks) const {
    if (broken) return base::make_error(base::ErrorKind::Internal, "x509.crl.spool", "an entry was lost");
    YX_CHECK(chunks.put(header_of(tbs_content_size())));
    YX_CHECK(chunks.put(before));
    YX_CHECK(chunks.put(list_header()));
    YX_CHECK(spool.read([&](base::ByteView octets) { return chunks.put(octets); }));
    YX_CHECK(chunks.put(pending.bytes()));
    return chunks.put(after);
  }

  Result<void> flush_pending() {
    broken = true;  // until all of it is there: a list without an entry must never go out
    YX_CHECK(spool.append(pending.bytes()));
    pending = DerWriter();
    broken = false;
    return {};
  }

  base::Bytes before;  // TBSCertList up to the entries
  base::Bytes after;
  bool is_delta;
  Name entries_of;  // of an indirect list: what its first entry says
  Spool spool;
  DerWriter pending;  // entries not in the spool yet, under kCrlChunkBytes after each add
  std::size_t count = 0;
  bool broken = false;
};

Result<CrlWriter> CrlWriter::start(CrlInfo info, const std::string& spool_folder) {
  YX_CHECK(check_crl_info(info));
  // RFC 5280 5.2.5: never "an empty sequence".
  if (info.distribution_point && info.distribution_point->uri.empty() &&
      !info.distribution_point->only_user_certificates && !info.distribution_point->only_ca_certificates &&
      !info.distribution_point->indirect) {
    return base::make_error(base::ErrorKind::Malformed, kCrlError,
                            "an issuingDistributionPoint that says nothing");
  }
  YX_TRY(Spool spool, Spool::open(spool_folder));
  return CrlWriter(std::make_unique<State>(info, std::move(spool)));
}

CrlWriter::CrlWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
CrlWriter::CrlWriter(CrlWriter&&) noexcept = default;
CrlWriter& CrlWriter::operator=(CrlWriter&&) noexcept = default;
CrlWriter::~CrlWriter() = default;

Result<void> CrlWriter::add(const CrlEntry& entry) {
  if (entry.reason == RevocationReason::RemoveFromCrl && !state_->is_delta) {
    return base::make_error(base::ErrorKind::Malformed, "x509.crl.reason", "removeFromCRL outside a delta");
  }
  // RFC 5280 5.3.3: an entry without certificateIssuer has that of the entry before it.
  CrlEntry written = entry;
  written.certificate_issuer = state_->count == 0 ? state_->entries_of : Name();
  write_crl_entry(state_->pending, written);
  ++state_->count;
  return state_->pending.bytes().size() < kCrlChunkBytes ? Result<void>() : state_->flush_pending();
}

std::size_t CrlWriter::entries() const {
  return state_->count;
}

Result<void> CrlWriter::tbs(const ChunkSink& sink) {
  Chunks chunks(sink);
  YX_CHECK(state_->put_tbs(chunks));
  return chunks.flush();
}

Result<void> CrlWriter::write(const crypto::Sm2Signature& signature, const ChunkSink& sink) {
  DerWriter end;
  write_signature_algorithm(end);
  end.bit_string(signature.to_der());
  const std::uint64_t tbs_content = state_->tbs_content_size();
  Chunks chunks(sink);
  YX_CHECK(chunks.put(header_of(header_of(tbs_content).size() + tbs_content + end.bytes().size())));
  YX_CHECK(state_->put_tbs(chunks));
  YX_CHECK(chunks.put(end.bytes()));
  return chunks.flush();
}

}  // namespace yinxin::x509
