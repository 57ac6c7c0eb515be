// Any octets as the sealed part of a filing's letter. What is accepted must have been the one form that the
// writer writes.
#include <cstdlib>

#include "filings/content.hpp"

namespace {

using namespace yinxin;

void require(bool fact) {
  if (!fact) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const base::ByteView octets(data, size);
  if (const auto deeds = filings::parse_deeds(octets)) {
    require(base::equal(filings::encode_deeds(*deeds), octets));
  } else {
    require(deeds.error().code == "filings.content");
  }
  if (const auto notice = filings::parse_notice(octets)) {
    require(base::equal(filings::encode_notice(*notice), octets));
  } else {
    require(notice.error().code == "filings.content");
  }
  return 0;
}
