// sign-letter: the note that binds a letter to another organisation (docs/decisions/0016).
#include "proof/letter_note.hpp"
#include "signer/daemon/handlers.hpp"

namespace yinxin::signer {

using base::Result;

Result<Reply> handle_sign_letter(Desk& desk, const Request& request) {
  YX_TRY(const TreeHeadRequest sign, decode_tree_head(request.body));
  YX_TRY(const Circumstances here, desk.circumstances());
  YX_TRY(const StoredKey* key, desk.usable_key(sign.key_id));
  const auto letter = proof::LetterNote::parse(sign.note);
  if (!letter) return refused("not the note of a letter");
  YX_CHECK(check_letter(*letter, key->spec));
  return sign_note(desk, *key, base::as_bytes(sign.note), here.now);
}

}  // namespace yinxin::signer
