#include "documents/draw.hpp"

namespace yinxin::documents {

base::Result<base::Bytes> draw(const Fonts& fonts, const Sheet& sheet) {
  return sheet.kind == Kind::Certificate ? draw_certificate(fonts, sheet) : draw_pages(fonts, sheet);
}

Metadata metadata_of(const Sheet& sheet) {
  const std::string copy = sheet.copy.empty() ? "" : "（" + sheet.copy + "）";
  return Metadata{sheet.title + copy, sheet.issuer, sheet.number, sheet.basis, sheet.made_at};
}

std::string grouped(const std::string& code) {
  constexpr std::size_t kGroup = 4;
  std::string text;
  for (std::size_t at = 0; at < code.size(); ++at) {
    if (at != 0 && at % kGroup == 0) text += '-';
    text += code[at];
  }
  return text;
}

}  // namespace yinxin::documents
