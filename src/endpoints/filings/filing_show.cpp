// GET /filings/{id}: a filing with its letters: what was asked, what was told, which periods run, and what
// our own case did not follow.
#include "endpoints/filings/access.hpp"
#include "endpoints/filings/filing_json.hpp"
#include "endpoints/filings/operations.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

namespace {

base::Result<std::string> show_filing(const FilingDesk& desk, const officers::Actor& actor,
                                      const http::Request& request, const http::ErrorTexts& texts) {
  YX_CHECK(desk.reach_of(actor));
  YX_TRY(const filings::Records* const records, desk.records());
  const auto id = filings::FilingId::parse(request.path_parameter("id"));
  if (!id) return base::make_error(base::ErrorKind::NotFound, "filings.none");
  YX_TRY(const filings::Shown shown, records->read(*id));
  YX_CHECK(desk.check_reader(actor, shown.filing));
  return filing_json(shown, desk.procedure(shown.filing.procedure), texts);
}

template <class AnyOffice>
http::Route show_route(const AnyOffice& office) {
  const auto handle = [&office](const officers::Actor& actor, const http::Request& request,
                                http::Responder responder) {
    auto shown = show_filing(FilingDesk(office), actor, request, office.error_texts);
    if (!shown) return responder.fail(std::move(shown).error());
    responder.answer(http::json(200, *shown));
  };
  return signed_read(office, "filingShow", "/filings/{id}", handle);
}

}  // namespace

http::Route filing_show(const Services& services) {
  return show_route(services);
}

http::Route filing_show(const Supervision& supervision) {
  return show_route(supervision);
}

}  // namespace yinxin::endpoints
