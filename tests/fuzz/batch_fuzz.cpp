// Any octets as a file of applications, CSV and NDJSON, as a roster or a list of people who left: never more
// rows than allowed, and every refusal in a word of its own, with a detail that the database can hold.
#include <cstdlib>

#include "registration/batch_file.hpp"
#include "x509/text.hpp"

namespace {

using namespace yinxin;

void require(bool fact) {
  if (!fact) std::abort();
}

void told_well(const base::Error& error) {
  require(error.code.starts_with("registration.batch."));
  require(error.kind == base::ErrorKind::Malformed || error.kind == base::ErrorKind::TooLarge);
  require(x509::count_characters(error.detail) && error.detail.find('\0') == std::string::npos);
}

template <class Rows>
void counted(const base::Result<Rows>& rows) {
  if (!rows) return told_well(rows.error());
  require(!rows->empty() && rows->size() <= registration::kMaxBatchRows);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const base::ByteView file(data, size);
  counted(registration::split_batch_ndjson(file));
  const auto roster = registration::read_roster_csv(file);
  counted(roster);
  require(!roster || roster->size() <= registration::kMaxRosterRows);
  const auto leavers = registration::read_leavers_csv(file);
  counted(leavers);
  if (leavers) {
    for (const registration::Leaver& leaver : *leavers)
      require(leaver ? leaver->serial || !leaver->application.empty()
                     : !leaver.error().code.empty() && !leaver.error().detail.empty());
  }
  const auto entries = registration::read_batch_csv(file);
  counted(entries);
  if (!entries) return 0;
  for (const registration::BatchEntry& entry : *entries) {
    if (!entry) {
      told_well(entry.error());
    } else {
      require(!entry->profile.empty() && !entry->phone.empty());
    }
  }
  return 0;
}
