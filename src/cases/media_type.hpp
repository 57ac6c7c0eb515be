// What a file is, judged by its octets: the ending of its name says what it claims to be; the octets must be
// that, from the first to the last, and nothing besides. What stands in it, such as a script in a PDF, is not
// judged: files are given out as downloads only. Private to this folder.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/bytes.hpp"

namespace yinxin::cases {

enum class MediaType : std::uint8_t {
  Pdf,   // ISO 32000
  Ofd,   // GB/T 33190: a ZIP archive with OFD.xml
  Png,   // ISO/IEC 15948
  Jpeg,  // ITU-T T.81
  Zip,   // APPNOTE.TXT: stored or deflated, without encryption
  Xml,   // XML 1.0 in UTF-8, without a document type declaration
  Csv,   // RFC 4180 in UTF-8
  Text,  // UTF-8
};

/// "application/pdf", "application/ofd", …
std::string_view media_type_name(MediaType type);

/// The type of a file of that name with that content. Errors: Malformed `cases.file.type` (an ending that is
/// none of pdf, ofd, png, jpg, jpeg, zip, xml, csv, txt), `cases.file.content` (not what the ending says,
/// damaged, cut off or with something after its end; the detail says which).
base::Result<MediaType> judge_media_type(std::string_view name, base::ByteView content);

}  // namespace yinxin::cases
