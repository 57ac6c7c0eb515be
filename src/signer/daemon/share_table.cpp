#include "signer/daemon/share_table.hpp"

namespace yinxin::signer {

base::Result<void> ShareTable::add(KeyShare share, base::Time now) {
  drop_old(now);
  if (!shares_.empty() && share.set != set_) {
    return base::make_error(base::ErrorKind::Refused, "signer.refused",
                            "shares of another splitting are waiting");
  }
  set_ = share.set;
  const std::uint8_t index = share.share.index;
  shares_.insert_or_assign(index, Waiting{now, std::move(share.share)});
  return {};
}

void ShareTable::drop_old(base::Time now) {
  std::erase_if(shares_, [&](const auto& entry) {
    const base::Time since = entry.second.since;
    return now < since || now - since > kLongestWait;
  });
}

base::Result<base::SecretBytes> ShareTable::take() {
  std::vector<crypto::SecretShare> shares;
  for (auto& [index, waiting] : shares_) shares.push_back(std::move(waiting.share));
  shares_.clear();
  return crypto::combine_shares(shares);
}

}  // namespace yinxin::signer
