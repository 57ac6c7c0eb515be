// GET /cases/{number}/documents/{code}: an issued document, for the officers of the case and for its party.
// GET /cases/{number}/documents/{code}/seal: the signed note that binds its octets.
#include "endpoints/cases/access.hpp"
#include "endpoints/documents/operations.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

using base::Result;

namespace {

/// Who may only see such cases is told of a document, and not what stands in it (L2).
Result<const papers::Service*> papers_for(const Office& office, const http::Request& request,
                                          const officers::Actor& actor) {
  const std::string number = request.path_parameter("number");
  YX_TRY(const cases::Caller caller, caller_of(office, actor));
  YX_TRY(const cases::View view, read_case(office, number, caller));
  const bool is_party = !caller.party.empty() && caller.party == view.found.party;
  if (!is_party && !works_on(caller, *view.procedure, view.found.scope))
    return base::make_error(base::ErrorKind::Forbidden, "procedure.role", "a document of others");
  return papers_of(office);
}

Result<base::Bytes> read_document(const Office& office, const http::Request& request,
                                  const officers::Actor& actor) {
  YX_TRY(const papers::Service* papers, papers_for(office, request, actor));
  return papers->pdf(request.path_parameter("number"), request.path_parameter("code"));
}

Result<std::string> read_seal(const Office& office, const http::Request& request,
                              const officers::Actor& actor) {
  YX_TRY(const papers::Service* papers, papers_for(office, request, actor));
  return papers->seal(request.path_parameter("number"), request.path_parameter("code"));
}

}  // namespace

Result<const papers::Service*> papers_of(const Office& office) {
  if (office.papers == nullptr) return base::make_error(base::ErrorKind::Unavailable, "papers.off");
  return office.papers;
}

http::Route document_read(const Office& office) {
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

http::Route document_seal(const Office& office) {
  const auto handle = [&office](const officers::Actor& actor, const http::Request& request,
                                http::Responder responder) {
    auto note = read_seal(office, request, actor);
    if (!note) return responder.fail(std::move(note).error());
    responder.answer(http::text(200, *note));
  };
  return signed_read(office, "documentSeal", "/cases/{number}/documents/{code}/seal", handle);
}

}  // namespace yinxin::endpoints
