// GET /cases?procedure=…&state=…&party=…&scope=…&due_before=…&overdue=true: cases within the caller's reach.
#include "endpoints/cases/case_json.hpp"
#include "endpoints/cases/operations.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

Result<cases::Filter> read_case_filter(const http::Request& request) {
  const auto text = [&](const char* name) { return std::string(request.query_parameter(name).value_or("")); };
  cases::Filter filter;
  filter.procedure = text("procedure");
  filter.state = text("state");
  filter.party = text("party");
  filter.scope = text("scope");
  const std::string due = text("due_before");
  if (!due.empty()) {
    const auto before = base::parse_utc(due);
    if (!before) return make_error(ErrorKind::Malformed, "cases.filter", "due_before");
    filter.due_before = *before;
  }
  const std::string overdue = text("overdue");
  if (!overdue.empty() && overdue != "true")
    return make_error(ErrorKind::Malformed, "cases.filter", "overdue");
  filter.overdue = !overdue.empty();
  return filter;
}

Result<std::string> list_cases(const Office& office, const officers::Actor& actor,
                               const http::Request& request) {
  YX_TRY(const cases::Caller caller, caller_of(office, actor));
  if (is_expert(caller))
    return make_error(ErrorKind::Forbidden, "procedure.role", "experts are given the numbers of their cases");
  YX_TRY(const Page page, read_page(request));
  YX_TRY(const cases::Filter filter, read_case_filter(request));
  YX_TRY(const cases::Page found, office.desk.service.list(filter, caller, page.after, page.limit));
  http::JsonWriter json;
  json.object([&] {
    json.array("cases", [&] {
      for (const cases::Case& one : found.cases) write_case_summary(json, office, one);
    });
    if (!found.next.empty()) json.text("next", found.next);
  });
  return json.text();
}

}  // namespace

http::Route case_list(const Office& office) {
  const auto handle = [&office](const officers::Actor& actor, const http::Request& request,
                                http::Responder responder) {
    auto listed = list_cases(office, actor, request);
    if (!listed) return responder.fail(std::move(listed).error());
    responder.answer(http::json(200, *listed));
  };
  return signed_read(office, "caseList", "/cases", handle);
}

}  // namespace yinxin::endpoints
