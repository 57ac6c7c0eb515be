// POST /cases/{number}/events: an event of the procedure, by who the rules allow.
#include <algorithm>
#include <limits>

#include "endpoints/cases/case_json.hpp"
#include "endpoints/cases/operations.hpp"
#include "endpoints/inputs.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

using base::Result;

namespace {

constexpr std::size_t kMaxEventInputs = 1024 * 1024;
constexpr std::size_t kMaxEventWord = 64;  // of an event or an item

/// An event that the procedure does not have keeps its inputs unread: src/cases says what is wrong with it.
Result<cases::Deed> read_case_deed(const cases::View& view, const http::JsonReader& body) {
  cases::Deed deed;
  deed.number = view.found.number;
  deed.event = body.text("event", kMaxEventWord);
  deed.version = body.optional_integer("version", 0, std::numeric_limits<std::int64_t>::max());
  deed.item = body.optional_text("item", kMaxEventWord).value_or("");
  const auto& all = view.procedure->transitions;
  const procedure::Transition* transition = view.procedure->find(deed.event, view.found.state());
  if (transition == nullptr) {  // what is due may come first and move the case to where it is possible
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.event == deed.event; });
    if (found != all.end()) transition = &*found;
  }
  if (transition == nullptr && !deed.event.empty()) return deed;
  if (transition != nullptr) deed.inputs = read_inputs(body, *transition);
  YX_CHECK(body.finish());
  return deed;
}

void perform_event(const Office& office, const Call& call, const http::JsonReader& body) {
  auto caller = caller_of(office, call.actor());
  if (!caller) return call.fail(std::move(caller).error());
  auto view = read_case(office, call.request().path_parameter("number"), *caller);
  if (!view) return call.fail(std::move(view).error());
  auto deed = read_case_deed(*view, body);
  if (!deed) return call.fail(std::move(deed).error());
  if (auto own = check_own_item(view->found, deed->item, *caller); !own)
    return call.fail(std::move(own).error());
  office.desk.service.perform(std::move(deed).value(), std::move(caller).value(),
                              call.remember<cases::Case>(200, case_receipt), call.completion<cases::Case>());
}

}  // namespace

http::Route case_event(const Office& office) {
  const auto handle = [&office](const Call& call, const http::JsonReader& body) {
    perform_event(office, call, body);
  };
  return signed_write(office, "caseEvent", http::Method::Post, "/cases/{number}/events", handle,
                      kMaxEventInputs);
}

}  // namespace yinxin::endpoints
