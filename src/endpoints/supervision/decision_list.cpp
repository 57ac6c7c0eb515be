// GET /decisions?kind=&after=&limit=: 决定公开, what the office made public of its decisions and results, for
// everybody (article 9; 行政处罚法 48).
#include "endpoints/signed.hpp"
#include "endpoints/supervision/operations.hpp"
#include "http/json_writer.hpp"

namespace yinxin::endpoints {

using base::Result;

namespace {

void write_decision(http::JsonWriter& json, const Supervision& office, const supervision::Publication& one) {
  json.text("number", one.case_number).text("kind", one.kind);
  const auto procedure = office.desk.procedures.find(one.kind);
  if (procedure != office.desk.procedures.end() && !procedure->second.empty()) {
    const procedure::Label& name = procedure->second.back().name;
    json.text("zh", name.zh).text("en", name.en);
  }
  json.text("party", one.party).text("region", one.scope);
  if (!one.issuer.empty()) json.text("issuer", one.issuer);
  if (!one.title.empty()) json.text("title", one.title);
  if (!one.decision_number.empty()) json.text("decision_number", one.decision_number);
  if (!one.document_code.empty()) json.text("document_code", one.document_code);
  json.text("decided_on", one.decided_on).text("basis", one.basis).text("result", one.result);
  json.text("published_on", one.published_on);
}

Result<std::string> list_decisions(const Supervision& office, const http::Request& request) {
  YX_TRY(const Page page, read_page(request));
  const std::string kind(request.query_parameter("kind").value_or(""));
  YX_TRY(const auto found, office.supervision.publications({kind, page.after}, page.limit));
  http::JsonWriter json;
  json.object([&] {
    json.array("decisions", [&] {
      for (const supervision::Publication& one : found)
        json.object([&] { write_decision(json, office, one); });
    });
    if (static_cast<std::int64_t>(found.size()) == page.limit)
      json.text("next", supervision::cursor_of(found.back()));
  });
  return json.text();
}

}  // namespace

http::Route decision_list(const Supervision& office) {
  http::Route route;
  route.name = "decisionList";
  route.path = "/decisions";
  route.rate_class = kQueryClass;
  route.handler = [&office](const http::Request& request, http::Responder responder) {
    auto listed = list_decisions(office, request);
    if (!listed) return responder.fail(std::move(listed).error());
    responder.answer(http::json(200, *listed));
  };
  return route;
}

}  // namespace yinxin::endpoints
