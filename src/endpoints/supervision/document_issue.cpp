// POST /cases/{number}/documents: draws, numbers and keeps a document that a step gives.
#include "endpoints/cases/access.hpp"
#include "endpoints/signed.hpp"
#include "endpoints/supervision/document_json.hpp"
#include "endpoints/supervision/operations.hpp"

namespace yinxin::endpoints {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::size_t kMaxWish = 256 * 1024;
constexpr std::size_t kMaxDocumentWord = 64;
constexpr std::int64_t kMostSteps = 1'000'000;

Result<supervision::Wanted> read_wanted(const Supervision& office, const http::JsonReader& body) {
  supervision::Wanted wanted;
  wanted.position = body.integer("position", 0, kMostSteps);
  wanted.document = body.text("document", kMaxDocumentWord);
  const auto copy = body.optional_integer("copy", 0, static_cast<std::int64_t>(documents::kMaxCopies));
  wanted.copy = static_cast<std::size_t>(copy.value_or(0));
  const documents::Template* form = office.supervision.template_of(wanted.document);
  if (form == nullptr) return wanted;  // for the service to say why
  wanted.values = read_values(body, *form);
  YX_CHECK(body.finish());
  return wanted;
}

Result<cases::View> read_worked_on(const Supervision& office, const Call& call) {
  YX_TRY(const cases::Caller caller, caller_of(office, call.actor()));
  YX_TRY(cases::View view, read_case(office, call.request().path_parameter("number"), caller));
  if (!works_on(caller, *view.procedure, view.found.scope))
    return make_error(ErrorKind::Forbidden, "procedure.role",
                      "documents are issued by who works on the case");
  return view;
}

void issue_document(const Supervision& office, const Call& call, const http::JsonReader& body) {
  const auto view = read_worked_on(office, call);
  if (!view) return call.fail(view.error());
  auto wanted = read_wanted(office, body);
  if (!wanted) return call.fail(std::move(wanted).error());
  office.supervision.issue(*view, std::move(wanted).value(), call.actor(),
                           call.remember<supervision::Issued>(201, issued_json),
                           call.completion<supervision::Issued>());
}

}  // namespace

http::Route document_issue(const Supervision& office) {
  const auto handle = [&office](const Call& call, const http::JsonReader& body) {
    issue_document(office, call, body);
  };
  return signed_write(office, "documentIssue", http::Method::Post, "/cases/{number}/documents", handle,
                      kMaxWish);
}

}  // namespace yinxin::endpoints
