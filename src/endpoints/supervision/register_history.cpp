// GET /register/history?number=…: how the entry of a licence came to stand as it does (变更记录).
#include <algorithm>

#include "endpoints/inputs.hpp"
#include "endpoints/supervision/operations.hpp"
#include "endpoints/supervision/register_json.hpp"

namespace yinxin::endpoints {

using base::Result;

namespace {

struct ChangeName {
  std::string_view change;
  const char* zh;
  const char* en;
};
constexpr ChangeName kChangeNames[] = {{"entered", "列入名录", "Entered"},
                                       {"status", "状态变化", "Another status"},
                                       {"renewed", "准予延续", "Renewed"},
                                       {"changed", "变更", "Changed"},
                                       {"reissued", "换发、补发证书", "Certificate reissued"},
                                       {"announced", "公告", "Announced"},
                                       {"carried_over", "转入记录", "Carried over"}};

procedure::Label change_name(const std::string& change) {
  const auto found = std::find_if(std::begin(kChangeNames), std::end(kChangeNames),
                                  [&](const ChangeName& one) { return one.change == change; });
  return found == std::end(kChangeNames) ? procedure::Label{change, change}
                                         : procedure::Label{found->zh, found->en};
}

Result<std::string> show_history(const Supervision& office, const std::string& number) {
  YX_TRY(const auto changes, office.supervision.register_history(number));
  http::JsonWriter json;
  json.object([&] {
    json.text("number", number);
    json.array("changes", [&] {
      for (const supervision::RegisterChange& one : changes) {
        json.object([&] {
          json.object("change", [&] {
            json.text("id", one.change);
            write_label(json, change_name(one.change));
          });
          write_register_members(json, office, one.entry);
        });
      }
    });
  });
  return json.text();
}

}  // namespace

http::Route register_history(const Supervision& office) {
  http::Route route;
  route.name = "registerHistory";
  route.path = "/register/history";
  route.rate_class = kQueryClass;
  route.handler = [&office](const http::Request& request, http::Responder responder) {
    auto shown = show_history(office, std::string(request.query_parameter("number").value_or("")));
    if (!shown) return responder.fail(std::move(shown).error());
    responder.answer(http::json(200, *shown));
  };
  return route;
}

}  // namespace yinxin::endpoints
