// Any octets as the archive of a case: a report, and never a pass that the same files written again would not
// have; a catalogue that is read is read again from what it is written as.
#include <cstdlib>

#include "proof/case_archive.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yinxin;
  const base::ByteView input(data, size);
  const auto catalogue = proof::CaseCatalogue::parse(base::as_text(input));
  if (catalogue) {
    const auto again = proof::CaseCatalogue::parse(catalogue->to_json());
    if (!again || again->to_json() != catalogue->to_json()) std::abort();
  }
  if (!proof::check_case_archive(input).pass()) return 0;
  const auto read = proof::read_tar(input);
  const auto stated = proof::CaseCatalogue::parse(base::as_text(read->files.back().content));
  if (stated->entries.size() + 1 != read->files.size()) std::abort();
  return 0;
}
