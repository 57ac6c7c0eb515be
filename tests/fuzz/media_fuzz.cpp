// Any octets as a file of a case, under every ending: taken or refused in a word of its own, with a detail
// that a problem document can carry; what is taken as one binary kind begins as that kind and no other.
#include <cstdlib>
#include <set>

#include "cases/media_type.hpp"
#include "x509/text.hpp"

namespace {

using namespace yinxin;
using cases::MediaType;

void require(bool fact) {
  if (!fact) std::abort();
}

void told_well(const base::Error& error) {
  require(error.kind == base::ErrorKind::Malformed && error.code == "cases.file.content");
  require(!error.detail.empty() && x509::count_characters(error.detail));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const base::ByteView content(data, size);
  std::set<MediaType> taken;
  for (const char* name : {"a.pdf", "a.ofd", "a.png", "a.jpg", "a.zip", "a.xml", "a.csv", "a.txt"}) {
    const auto type = cases::judge_media_type(name, content);
    if (!type) {
      told_well(type.error());
    } else {
      taken.insert(*type);
    }
  }
  if (taken.count(MediaType::Ofd) != 0) require(taken.count(MediaType::Zip) != 0);
  if (taken.count(MediaType::Xml) + taken.count(MediaType::Csv) != 0)
    require(taken.count(MediaType::Text) != 0);
  std::size_t binary = taken.count(MediaType::Text);
  for (const MediaType type : {MediaType::Pdf, MediaType::Png, MediaType::Jpeg, MediaType::Zip})
    binary += taken.count(type);
  require(binary <= 1);
  // A name that says nothing is refused whatever the octets are.
  require(!cases::judge_media_type("a", content) && !cases::judge_media_type("", content));
  static_cast<void>(cases::judge_media_type(base::as_text(content), content));  // any name
  return 0;
}
