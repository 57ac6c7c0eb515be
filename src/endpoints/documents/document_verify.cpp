// GET /d/{code}: whether a document is genuine, for who holds the paper; its QR code leads here (requirements
// 8.2). Who it is about and what it says is told to nobody.
#include "endpoints/documents/operations.hpp"
#include "http/json_writer.hpp"
#include "http/static_files.hpp"

namespace yinxin::endpoints {

namespace {

std::string_view standing_name(documents::Standing standing) {
  switch (standing) {
    case documents::Standing::Valid:
      return "valid";
    case documents::Standing::Withdrawn:
      return "withdrawn";
    case documents::Standing::Superseded:
      return "superseded";
  }
  return "";
}

std::string verified_json(const documents::PublicEntry& entry) {
  http::JsonWriter json;
  json.object([&] {
    json.text("code", entry.code).text("number", entry.number).text("title", entry.title);
    json.text("issuer", entry.issuer);
    if (!entry.copy.empty()) json.text("copy", entry.copy);
    json.text("dated", base::format_date(entry.dated)).text("sm3_head", entry.pdf_sm3_head);
    json.text("standing", standing_name(entry.standing));
    if (!entry.superseded_by.empty()) json.text("superseded_by", entry.superseded_by);
  });
  return json.text();
}

constexpr std::size_t kMaxPrintedCode = 64;  // more than any code has

bool may_be_code(std::string_view text) {
  constexpr std::string_view kCharacters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-";
  return text.size() <= kMaxPrintedCode && text.find_first_not_of(kCharacters) == std::string_view::npos;
}

/// Who reads the QR code with a telephone is sent to the console's page.
http::Response to_page(const std::string& code) {
  http::Response response;
  response.status = 303;
  response.headers.add("Location", "/public/documents/" + code);
  response.headers.add("Vary", "Accept");
  return response;
}

}  // namespace

http::Route document_verify(const Office& office) {
  http::Route route;
  route.name = "documentVerify";
  route.path = "/d/{code}";
  route.rate_class = kQueryClass;
  route.handler = [&office](const http::Request& request, http::Responder responder) {
    const std::string code = request.path_parameter("code");
    if (office.has_pages && http::asks_for_page(request) && may_be_code(code))
      return responder.answer(to_page(code));
    const auto papers = papers_of(office);
    if (!papers) return responder.fail(papers.error());
    auto entry = (*papers)->verify(code);
    if (!entry) return responder.fail(std::move(entry).error());
    responder.answer(http::json(200, verified_json(*entry)));
  };
  return route;
}

}  // namespace yinxin::endpoints
