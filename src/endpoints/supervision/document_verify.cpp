// GET /d/{code}: whether a document is genuine, for who holds the paper; its QR code leads here (requirements
// 8.2). Who it is about and what it says is told to nobody.
#include "endpoints/supervision/operations.hpp"
#include "http/json_writer.hpp"

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

}  // namespace

http::Route document_verify(const Supervision& office) {
  http::Route route;
  route.name = "documentVerify";
  route.path = "/d/{code}";
  route.rate_class = kQueryClass;
  route.handler = [&office](const http::Request& request, http::Responder responder) {
    auto entry = office.supervision.verify(request.path_parameter("code"));
    if (!entry) return responder.fail(std::move(entry).error());
    responder.answer(http::json(200, verified_json(*entry)));
  };
  return route;
}

}  // namespace yinxin::endpoints
