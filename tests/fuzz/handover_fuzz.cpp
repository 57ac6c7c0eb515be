// Any octets as a handover bundle; and, since few of them get past the digests, also as the content of one
// file of a bundle whose manifest fits, and as a line and as leaves. The first octet chooses. The checker
// must answer, and a bundle without the authority's own certificate and key must never pass.
#include <cstdlib>

#include "proof/handover_bundle.hpp"

namespace {

using namespace yinxin;
namespace file = proof::handover_file;

void require(bool fact) {
  if (!fact) std::abort();
}

const std::string kFiles[] = {
    std::string(file::kAuthorities) + "issuing-1.cer",
    std::string(file::kTakerOcsp),
    std::string(file::kTakerLists),
    proof::handover_part(file::kCertificates, 0, ".jsonl"),
    std::string(file::kLists) + "0.crl",
    proof::handover_part(file::kLeaves, 0, ".bin"),
    std::string(file::kTreeHead),
};

base::Bytes wrap(const std::string& name, base::ByteView content) {
  proof::HandoverManifest manifest;
  manifest.made_at = base::parse_utc("2026-07-01T00:00:00Z").value();
  manifest.sender = "fuzz";
  manifest.authority = "issuing-1";
  manifest.authorities = {{"issuing-1", "issuing", ""}};
  base::Bytes archive;
  proof::HandoverWriter writer(manifest.made_at, [&](base::ByteView octets) -> base::Result<void> {
    base::append(archive, octets);
    return {};
  });
  require(bool(writer.add(name, content)));
  const auto key = crypto::Sm2PrivateKey::generate();
  require(bool(writer.finish(manifest, key.public_key(), [&](const std::string& note) {
    return crypto::sm2_sign(key, base::as_bytes(note));
  })));
  return archive;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const base::ByteView input(data, size);
  require(!proof::verify_handover(input, {}).findings().empty());
  if (input.empty()) return 0;
  const base::ByteView rest = input.subspan(1);
  const auto line = proof::HandoverCertificate::parse(base::as_text(rest));
  if (line) require(line->to_json() == base::as_text(rest));
  base::Bytes again;
  const auto leaves =
      proof::each_handover_leaf(rest, [&](const proof::HandoverLeaf& leaf) -> base::Result<void> {
        leaf.write(again);
        return {};
      });
  if (leaves) require(base::equal(again, rest));
  const proof::Report report =
      proof::verify_handover(wrap(kFiles[input.front() % std::size(kFiles)], rest), {});
  require(!report.pass() && !report.to_text().empty());
  return 0;
}
