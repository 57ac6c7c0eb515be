#include "registration/key_tree.hpp"

#include <stdexcept>

namespace yinxin::registration {

KeyTree::KeyTree(const std::vector<crypto::Sm3Digest>& keys) {
  std::vector<proof::Hash>& leaves = levels_.emplace_back();
  for (const crypto::Sm3Digest& key : keys) leaves.push_back(proof::leaf_hash(key));
  while (levels_.back().size() > 1) {
    const std::vector<proof::Hash> below = levels_.back();
    std::vector<proof::Hash>& level = levels_.emplace_back();
    for (std::size_t i = 0; i + 1 < below.size(); i += 2)
      level.push_back(proof::node_hash(below[i], below[i + 1]));
  }
  const auto root = proof::tree_root(
      [this](unsigned level, std::uint64_t index) { return node(level, index); }, keys.size());
  if (!root) throw std::logic_error("tree of keys");
  root_ = *root;
}

base::Result<proof::Hash> KeyTree::node(unsigned level, std::uint64_t index) const {
  return levels_.at(level).at(index);
}

base::Bytes KeyTree::place(std::uint64_t index) const {
  auto path = proof::inclusion_proof([this](unsigned level, std::uint64_t at) { return node(level, at); },
                                     index, levels_.front().size());
  if (!path) throw std::logic_error("place of a key");
  return signer::encode_act_place({index, std::move(*path)});
}

}  // namespace yinxin::registration
