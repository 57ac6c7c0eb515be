// GET /officers: the accounts by id, a page at a time, for administrators.
#include "endpoints/officers/operations.hpp"

namespace yinxin::endpoints {

http::Route officer_list(const Office& services) {
  return signed_read(
      services, "officerList", "/officers",
      [&services](const officers::Actor& actor, const http::Request& request, http::Responder responder) {
        if (!is_administrator(actor))
          return responder.fail(base::make_error(base::ErrorKind::Forbidden, "officers.role_needed"));
        const auto page = read_page(request);
        if (!page) return responder.fail(page.error());
        const auto found = services.officers.list(page->after, page->limit);
        if (!found) return responder.fail(found.error());
        http::JsonWriter json;
        json.object([&] {
          json.array("officers", [&] {
            for (const officers::Officer& officer : *found) write_officer(json, officer);
          });
          if (static_cast<std::int64_t>(found->size()) == page->limit) json.text("next", found->back().id);
        });
        responder.answer(http::json(200, json.text()));
      });
}

}  // namespace yinxin::endpoints
