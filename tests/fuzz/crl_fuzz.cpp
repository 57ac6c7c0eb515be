// Revocation lists as strangers send them: whole, and as a stream cut in every way. How a stream is cut must
// not matter, and what was read and can be written must read back the same.
#include <cstdlib>
#include <filesystem>

#include "x509/crl.hpp"

namespace {

using namespace yinxin;
using base::ByteView;
using base::Result;

void require(bool fact) {
  if (!fact) std::abort();
}

struct Streamed {
  Result<x509::CrlInfo> info;
  std::vector<x509::CrlEntry> entries;
};

Streamed stream(ByteView octets, std::size_t piece) {
  std::vector<x509::CrlEntry> entries;
  x509::CrlStreamParser parser([&](const x509::CrlEntry& entry) {
    entries.push_back(entry);
    return Result<void>();
  });
  while (!octets.empty()) {
    const std::size_t size = std::min(piece, octets.size());
    if (auto fed = parser.feed(octets.first(size)); !fed) return {std::move(fed).error(), entries};
    octets = octets.subspan(size);
  }
  return {parser.finish(), entries};
}

bool same(const x509::CrlEntry& a, const x509::CrlEntry& b) {
  return a.serial == b.serial && a.revoked_at == b.revoked_at && a.reason == b.reason &&
         a.invalidity_date == b.invalidity_date;
}

bool same(const std::vector<x509::CrlEntry>& a, const std::vector<x509::CrlEntry>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const auto& x, const auto& y) { return same(x, y); });
}

bool same(const x509::CrlInfo& a, const x509::CrlInfo& b) {
  return a.issuer == b.issuer && a.authority_key_id == b.authority_key_id && a.this_update == b.this_update &&
         a.next_update == b.next_update && a.number == b.number && a.base_number == b.base_number &&
         a.distribution_point.has_value() == b.distribution_point.has_value() &&
         a.freshest_uris == b.freshest_uris;
}

void write_and_read(const Streamed& read) {
  static const std::string kFolder = std::filesystem::temp_directory_path().string();
  auto writer = x509::CrlWriter::start(*read.info, kFolder);
  if (!writer) {  // what others may leave empty, we may not
    require(writer.error().code == "x509.crl");
    return;
  }
  for (const x509::CrlEntry& entry : read.entries) require(bool(writer->add(entry)));
  base::Bytes tbs;
  require(bool(writer->tbs([&](ByteView octets) {
    base::append(tbs, octets);
    return Result<void>();
  })));
  const Streamed again = stream(tbs, tbs.size());
  require(again.info && same(*again.info, *read.info) && same(again.entries, read.entries));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView octets(data, size);
  const Streamed whole = stream(octets, size + 1);
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{64}}) {
    const Streamed cut = stream(octets, piece);
    require(cut.info.has_value() == whole.info.has_value() && same(cut.entries, whole.entries));
    require(cut.info ? same(*cut.info, *whole.info) : cut.info.error().detail == whole.info.error().detail);
  }
  if (whole.info) write_and_read(whole);
  if (const auto crl = x509::Crl::parse(octets)) {
    const Streamed inside = stream(crl->tbs, crl->tbs.size());
    require(inside.info && same(*inside.info, crl->info) && same(inside.entries, crl->entries));
    write_and_read(inside);
  }
  return 0;
}
