// Any octets as the record of a draw, and as its statement. What is read must have been the one form that is
// written; the checker must answer, and nothing passes for who trusts a root that signed none of it.
#include <cstdlib>

#include "proof/draw_record.hpp"

namespace {

using namespace yinxin;

void require(bool fact) {
  if (!fact) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const crypto::Sm2PublicKey kStranger = crypto::Sm2PrivateKey::generate().public_key();
  const std::string_view text = base::as_text(base::ByteView(data, size));
  if (const auto statement = proof::DrawStatement::parse(text)) require(statement->text() == text);
  if (const auto record = proof::DrawRecord::parse(text)) require(record->to_json() == text);
  proof::DrawTrust trust;
  trust.tree_head_keys = {kStranger};
  const proof::Report report = proof::verify_draw(text, trust);
  require(!report.pass() && !report.to_text().empty());
  require(!proof::verify_draw(text, {}, std::string(text)).findings().empty());
  return 0;
}
