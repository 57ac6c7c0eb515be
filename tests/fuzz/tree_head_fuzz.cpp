// Any octets as each of the small forms of the ledger: notes, tree heads, documents' notes, leaves, records,
// entries, frontiers, tile names. What is accepted must have been the one form that the writer writes.
#include <cstdlib>

#include "proof/document_note.hpp"
#include "proof/frontier.hpp"
#include "proof/ledger_entry.hpp"
#include "proof/single_checks.hpp"
#include "proof/tiles.hpp"
#include "proof/tree_head.hpp"

namespace {

using namespace yinxin;

void require(bool fact) {
  if (!fact) std::abort();
}

void texts(std::string_view text) {
  if (const auto note = proof::SignedNote::parse(text)) require(note->to_text() == text);
  if (const auto head = proof::SignedTreeHead::parse(text)) require(head->to_text() == text);
  if (const auto head = proof::TreeHead::parse_body(text)) require(head->body() == text);
  if (const auto paper = proof::DocumentNote::parse(text)) require(paper->body() == text);
  if (const auto tile = proof::TileId::parse(text)) require(tile->path() == text);
  if (const auto path = proof::read_hash_path(text)) require(path->size() * 44 <= text.size());
  const auto entry = proof::LedgerEntry::parse(text);
  if (!entry) return;
  require(entry->to_json().size() <= text.size());  // the members may stand in another order, or indented
  (void)proof::check_entry(*entry);
}

void octets(base::ByteView input) {
  if (const auto record = proof::Record::parse(input)) require(base::equal(record->to_bytes(), input));
  if (const auto leaf = proof::Leaf::parse(input)) require(base::equal(leaf->to_bytes(), input));
  if (const auto frontier = proof::Frontier::parse(input)) require(base::equal(frontier->to_bytes(), input));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  texts(base::as_text(base::ByteView(data, size)));
  octets(base::ByteView(data, size));
  return 0;
}
