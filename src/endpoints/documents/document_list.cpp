// GET /cases/{number}/documents: what each step gives on paper, and what was issued of it.
#include "endpoints/cases/access.hpp"
#include "endpoints/documents/document_json.hpp"
#include "endpoints/documents/operations.hpp"
#include "endpoints/inputs.hpp"
#include "endpoints/procedure_json.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

using base::Result;

namespace {

class DocumentLister {
 public:
  DocumentLister(const papers::Service& papers, const cases::View& view,
                 const std::vector<papers::Issued>& issued)
      : papers_(papers), view_(view), issued_(issued) {}

  void document(http::JsonWriter& json, const cases::StepNote& step, const std::string& document) const {
    json.object([&] {
      json.integer("position", step.position).text("event", step.event).text("document", document);
      const papers::Paper* paper = papers_.paper(document);
      if (paper != nullptr) write_label(json, paper->name);
      const bool given = papers_.gives(view_, step.position, document);
      json.boolean("has_template", given);
      if (const documents::Template* form = papers_.template_of(document); given && form != nullptr) {
        write_texts(json, "copies", form->copies);
        write_fields(json, "fields", form->fields);
      }
      json.array("issued", [&] {
        for (const papers::Issued& one : issued_) {
          if (one.position == step.position && one.document == document)
            json.object([&] { write_issued(json, one); });
        }
      });
    });
  }

 private:
  const papers::Service& papers_;
  const cases::View& view_;
  const std::vector<papers::Issued>& issued_;
};

Result<std::string> list_documents(const Office& office, const std::string& number,
                                   const officers::Actor& actor) {
  YX_TRY(const cases::Caller caller, caller_of(office, actor));
  YX_TRY(const cases::View view, read_case(office, number, caller));
  YX_TRY(const papers::Service* papers, papers_of(office));
  YX_TRY(const auto issued, papers->issued(number));
  const DocumentLister lister(*papers, view, issued);
  http::JsonWriter json;
  json.object([&] {
    json.array("documents", [&] {
      for (const cases::StepNote& step : view.found.steps) {
        for (const std::string& document : papers::Service::outputs(view, step.position))
          lister.document(json, step, document);
      }
    });
  });
  return json.text();
}

}  // namespace

http::Route document_list(const Office& office) {
  const auto handle = [&office](const officers::Actor& actor, const http::Request& request,
                                http::Responder responder) {
    auto listed = list_documents(office, request.path_parameter("number"), actor);
    if (!listed) return responder.fail(std::move(listed).error());
    responder.answer(http::json(200, *listed));
  };
  return signed_read(office, "documentList", "/cases/{number}/documents", handle);
}

}  // namespace yinxin::endpoints
