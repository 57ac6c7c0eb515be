// POST /cases/{number}/documents: draws, numbers and keeps a document that a step gives.
#include "endpoints/cases/access.hpp"
#include "endpoints/documents/document_json.hpp"
#include "endpoints/documents/operations.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::size_t kMaxWish = 256 * 1024;
constexpr std::size_t kMaxDocumentWord = 64;
constexpr std::int64_t kMostSteps = 1'000'000;

Result<papers::Wanted> read_wanted(const papers::Service& papers, const http::JsonReader& body) {
  papers::Wanted wanted;
  wanted.position = body.integer("position", 0, kMostSteps);
  wanted.document = body.text("document", kMaxDocumentWord);
  const auto copy = body.optional_integer("copy", 0, static_cast<std::int64_t>(documents::kMaxCopies));
  wanted.copy = static_cast<std::size_t>(copy.value_or(0));
  const documents::Template* form = papers.template_of(wanted.document);
  if (form == nullptr) return wanted;  // for the service to say why
  wanted.values = read_values(body, *form);
  YX_CHECK(body.finish());
  return wanted;
}

Result<cases::View> read_worked_on(const Office& office, const Call& call) {
  YX_TRY(const cases::Caller caller, caller_of(office, call.actor()));
  YX_TRY(cases::View view, read_case(office, call.request().path_parameter("number"), caller));
  if (!works_on(caller, *view.procedure, view.found.scope))
    return make_error(ErrorKind::Forbidden, "procedure.role",
                      "documents are issued by who works on the case");
  return view;
}

void issue_document(const Office& office, const Call& call, const http::JsonReader& body) {
  const auto papers = papers_of(office);
  if (!papers) return call.fail(papers.error());
  const auto view = read_worked_on(office, call);
  if (!view) return call.fail(view.error());
  auto wanted = read_wanted(**papers, body);
  if (!wanted) return call.fail(std::move(wanted).error());
  (*papers)->issue(*view, std::move(wanted).value(), call.actor(),
                   call.remember<papers::Issued>(201, issued_json), call.completion<papers::Issued>());
}

}  // namespace

http::Route document_issue(const Office& office) {
  const auto handle = [&office](const Call& call, const http::JsonReader& body) {
    issue_document(office, call, body);
  };
  return signed_write(office, "documentIssue", http::Method::Post, "/cases/{number}/documents", handle,
                      kMaxWish);
}

}  // namespace yinxin::endpoints
