// The tree over keys that one act of an officer vouches for (signer::ActPlace). Pure; private to this folder.
#pragma once

#include "signer/message.hpp"

namespace yinxin::registration {

class KeyTree {
 public:
  /// `keys`: SM3 of the point of each, 1 to signer::kMaxActKeys.
  explicit KeyTree(const std::vector<crypto::Sm3Digest>& keys);
  const proof::Hash& root() const { return root_; }
  /// signer::encode_act_place() of the key at `index`.
  base::Bytes place(std::uint64_t index) const;

 private:
  base::Result<proof::Hash> node(unsigned level, std::uint64_t index) const;
  std::vector<std::vector<proof::Hash>> levels_;  // perfect subtrees; 0: the leaves
  proof::Hash root_{};
};

}  // namespace yinxin::registration
