// GET /filings?peer=…&procedure=…&state=…&case=…&own_case=…&matters=true: what was filed with whom, and how
// far it is.
#include "endpoints/filings/access.hpp"
#include "endpoints/filings/filing_json.hpp"
#include "endpoints/filings/operations.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

namespace {

base::Result<std::string> list_filings(const FilingDesk& desk, const officers::Actor& actor,
                                       const http::Request& request) {
  filings::Filter filter;
  YX_TRY(filter.reach, desk.reach_of(actor));
  YX_TRY(const filings::Records* const records, desk.records());
  const auto text = [&](const char* name) { return std::string(request.query_parameter(name).value_or("")); };
  filter.peer = text("peer");
  filter.procedure = text("procedure");
  filter.case_number = text("case");
  filter.own_case = text("own_case");
  const std::string matters = text("matters");
  if (!matters.empty() && matters != "true")
    return base::make_error(base::ErrorKind::Malformed, "filings.cursor", "matters");
  filter.matters = !matters.empty();
  const std::string state = text("state");
  filter.state = filings::find_state(state);
  if (!state.empty() && !filter.state)
    return base::make_error(base::ErrorKind::Malformed, "filings.cursor", "state");
  YX_TRY(const Page page, read_page(request));
  YX_TRY(const auto found, records->list(filter, page.after, page.limit));
  http::JsonWriter json;
  json.object([&] {
    json.array("filings", [&] {
      for (const filings::Filing& filing : found)
        json.object([&] { write_filing(json, filing, desk.procedure(filing.procedure)); });
    });
    if (static_cast<std::int64_t>(found.size()) == page.limit) json.text("next", found.back().id.text());
  });
  return json.text();
}

template <class AnyOffice>
http::Route list_route(const AnyOffice& office) {
  const auto handle = [&office](const officers::Actor& actor, const http::Request& request,
                                http::Responder responder) {
    auto listed = list_filings(FilingDesk(office), actor, request);
    if (!listed) return responder.fail(std::move(listed).error());
    responder.answer(http::json(200, *listed));
  };
  return signed_read(office, "filingList", "/filings", handle);
}

}  // namespace

http::Route filing_list(const Services& services) {
  return list_route(services);
}

http::Route filing_list(const Supervision& supervision) {
  return list_route(supervision);
}

}  // namespace yinxin::endpoints
