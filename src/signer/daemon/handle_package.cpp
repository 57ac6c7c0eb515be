// sign-package: the note that states an absence, that binds an evidence package's manifest
// (src/proof/PACKAGE.md), or that binds a document on paper (proof/document_note.hpp).
#include "proof/document_note.hpp"
#include "proof/package_layout.hpp"
#include "signer/daemon/handlers.hpp"

namespace yinxin::signer {

using base::Result;

namespace {

Result<base::Time> stated_time(const std::string& note) {
  if (const auto paper = proof::DocumentNote::parse(note)) return paper->made_at;
  return proof::package_note_time(note);
}

}  // namespace

Result<Reply> handle_sign_package(Desk& desk, const Request& request) {
  YX_TRY(const TreeHeadRequest sign, decode_tree_head(request.body));
  YX_TRY(const Circumstances here, desk.circumstances());
  YX_TRY(const StoredKey* key, desk.usable_key(sign.key_id));
  const auto stated = stated_time(sign.note);
  if (!stated) return refused("not the note of a package");
  YX_CHECK(check_package(*stated, key->spec, here));
  return sign_note(desk, *key, base::as_bytes(sign.note), here.now);
}

}  // namespace yinxin::signer
