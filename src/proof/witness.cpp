#include "proof/witness.hpp"

namespace yinxin::proof {

using base::ErrorKind;
using base::make_error;
using base::Result;

Result<void> check_growth(const TreeHead& before, const TreeHead& now, const HashPath& path) {
  if (before.origin != now.origin) return make_error(ErrorKind::Refused, "proof.witness.origin", now.origin);
  const std::string sizes = std::to_string(before.size) + " to " + std::to_string(now.size);
  if (now.size < before.size || now.time < before.time)
    return make_error(ErrorKind::Refused, "proof.witness.shrunk", sizes);
  if (!verify_consistency(before.size, before.root, now.size, now.root, path))
    return make_error(ErrorKind::Refused, "proof.witness.fork", sizes);
  return {};
}

Result<SignedTreeHead> cosigned(const SignedTreeHead& head, const WitnessKey& witness,
                                const crypto::Sm2Signature& signature) {
  SignedTreeHead made = head;
  YX_CHECK(made.note.add(witness.name, witness.key, signature));
  return made;
}

}  // namespace yinxin::proof
