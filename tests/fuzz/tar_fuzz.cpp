// Any octets as an archive. What the reader accepts, the writer must write again octet for octet: otherwise
// something could hide between the files.
#include <cstdlib>

#include "proof/ustar.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yinxin;
  const base::ByteView input(data, size);
  const auto archive = proof::read_tar(input);
  if (!archive) return 0;
  proof::TarWriter writer(archive->mtime);
  for (const proof::TarFile& file : archive->files) {
    if (!writer.add(file.name, file.content)) std::abort();
  }
  if (!base::equal(std::move(writer).finish(), input)) std::abort();
  return 0;
}
