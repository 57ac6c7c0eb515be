#include "cases/media_type.hpp"

#include <array>
#include <optional>

#include "cases/media_faults.hpp"

namespace yinxin::cases {

using base::ErrorKind;
using base::make_error;

namespace {

struct Ending {
  std::string_view text;
  MediaType type;
};
constexpr std::array kEndings{
    Ending{"pdf", MediaType::Pdf},  Ending{"ofd", MediaType::Ofd},   Ending{"png", MediaType::Png},
    Ending{"jpg", MediaType::Jpeg}, Ending{"jpeg", MediaType::Jpeg}, Ending{"zip", MediaType::Zip},
    Ending{"xml", MediaType::Xml},  Ending{"csv", MediaType::Csv},   Ending{"txt", MediaType::Text}};

/// How files of a kind begin; an OFD begins as a ZIP archive.
struct Beginning {
  std::string_view octets;
  MediaType type;
  std::string_view word;
};
constexpr std::array kBeginnings{
    Beginning{"%PDF-", MediaType::Pdf, "PDF"}, Beginning{"\x89PNG\r\n\x1a\n", MediaType::Png, "PNG"},
    Beginning{"\xff\xd8\xff", MediaType::Jpeg, "JPEG"}, Beginning{"PK\x03\x04", MediaType::Zip, "ZIP"}};
constexpr std::string_view kOfdRoot = "OFD.xml";  // GB/T 33190-2016 7.3

std::optional<MediaType> by_ending(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return std::nullopt;
  std::string ending(name.substr(dot + 1));
  for (char& c : ending) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  for (const Ending& one : kEndings) {
    if (one.text == ending) return one.type;
  }
  return std::nullopt;
}

/// The octets begin as another kind than the name says; empty: they do not.
std::string other_beginning(MediaType claimed, base::ByteView content) {
  const MediaType begins = claimed == MediaType::Ofd ? MediaType::Zip : claimed;
  for (const Beginning& one : kBeginnings) {
    if (one.type != begins && base::as_text(content).starts_with(one.octets))
      return "begins as a " + std::string(one.word) + " file";
  }
  return "";
}

std::string fault_of_type(MediaType type, base::ByteView content) {
  switch (type) {
    case MediaType::Pdf:
      return pdf_fault(content);
    case MediaType::Ofd:
      return zip_fault(content, kOfdRoot);
    case MediaType::Png:
      return png_fault(content);
    case MediaType::Jpeg:
      return jpeg_fault(content);
    case MediaType::Zip:
      return zip_fault(content, "");
    case MediaType::Xml:
      return xml_fault(content);
    case MediaType::Csv:
      return csv_fault(content);
    case MediaType::Text:
      return text_fault(content);
  }
  return "of no known kind";
}

}  // namespace

std::string_view media_type_name(MediaType type) {
  switch (type) {
    case MediaType::Pdf:
      return "application/pdf";
    case MediaType::Ofd:
      return "application/ofd";
    case MediaType::Png:
      return "image/png";
    case MediaType::Jpeg:
      return "image/jpeg";
    case MediaType::Zip:
      return "application/zip";
    case MediaType::Xml:
      return "application/xml";
    case MediaType::Csv:
      return "text/csv";
    case MediaType::Text:
      return "text/plain";
  }
  return "";
}

base::Result<MediaType> judge_media_type(std::string_view name, base::ByteView content) {
  const auto claimed = by_ending(name);
  if (!claimed)
    return make_error(ErrorKind::Malformed, "cases.file.type", "pdf, ofd, png, jpg, zip, xml, csv or txt");
  std::string why = other_beginning(*claimed, content);
  if (why.empty()) why = fault_of_type(*claimed, content);
  if (!why.empty()) return make_error(ErrorKind::Malformed, "cases.file.content", std::move(why));
  return *claimed;
}

}  // namespace yinxin::cases
