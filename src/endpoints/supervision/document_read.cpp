// GET /cases/{number}/documents/{code}: an issued document, for the officers of the case and for its party.
#include "endpoints/cases/access.hpp"
#include "endpoints/signed.hpp"
#include "endpoints/supervision/operations.hpp"

namespace yinxin::endpoints {

using base::Result;

namespace {

/// Who may only see such cases is told of a document, and not what stands in it (L2).
Result<base::Bytes> read_document(const Supervision& office, const http::Request& request,
                                  const officers::Actor& actor) {
  const std::string number = request.path_parameter("number");
  YX_TRY(const cases::Caller caller, caller_of(office, actor));
  YX_TRY(const cases::View view, read_case(office, number, caller));
  const bool is_party = !caller.party.empty() && caller.party == view.found.party;
  if (!is_party && !works_on(caller, *view.procedure, view.found.scope))
    return base::make_error(base::ErrorKind::Forbidden, "procedure.role", "a document of others");
  return office.supervision.pdf(number, request.path_parameter("code"));
}

}  // namespace

http::Route document_read(const Supervision& office) {
  const auto handle = [&office](const officers::Actor& actor, const http::Request& request,
                                http::Responder responder) {
    auto pdf = read_document(office, request, actor);
    if (!pdf) return responder.fail(std::move(pdf).error());
    http::Response response = http::with_body(200, "application/pdf", std::move(pdf).value());
    response.headers.add("Cache-Control", "no-store");
    responder.answer(std::move(response));
  };
  return signed_read(office, "documentRead", "/cases/{number}/documents/{code}", handle);
}

}  // namespace yinxin::endpoints
