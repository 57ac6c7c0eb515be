// A custodian's share as typed or pasted. There is one form of each share: what was read is written the same
// again.
#include <cstdlib>

#include "signer/key_share.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yinxin;
  const base::ByteView text(data, size);
  const auto share = signer::read_share_text(text);
  if (!share) {
    if (share.error().code != "signer.share") std::abort();
    return 0;
  }
  const bool in_range = share->share.index != 0 && share->set.threshold >= crypto::kLeastThreshold &&
                        !share->share.octets.empty() && share->share.octets.size() <= crypto::kMaxSharedBytes;
  if (!in_range || !base::equal(signer::write_share_text(*share).reveal(), text)) std::abort();
  return 0;
}
