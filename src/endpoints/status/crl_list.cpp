// GET /crl: the revocation lists there are, with their numbers and times, so that everybody finds all
// partitions (article 18; RFC 5280 section 5).
#include "endpoints/operations.hpp"
#include "http/json_writer.hpp"

namespace yinxin::endpoints {

namespace {

void write_list(http::JsonWriter& json, const status::ListNote& list) {
  json.object([&] {
    json.text("authority", list.authority).integer("partition", list.partition);
    json.boolean("delta", list.base_number.has_value()).integer("number", list.number);
    if (list.base_number) json.integer("base_number", *list.base_number);
    json.time("this_update", list.this_update).time("next_update", list.next_update);
    json.integer("entries", list.entries).integer("size", list.size);
    json.text("url", "/crl/" + list.authority + "/" + std::to_string(list.partition) +
                         (list.base_number ? ".delta.crl" : ".crl"));
  });
}

}  // namespace

http::Route crl_list(const Office& services) {
  http::Route route;
  route.name = "crlList";
  route.path = "/crl";
  route.rate_class = kQueryClass;
  route.handler = [&services](const http::Request&, http::Responder responder) {
    http::JsonWriter json;
    json.object([&] {
      json.array("lists", [&] {
        for (const status::ListNote& list : services.status.lists()) write_list(json, list);
      });
    });
    responder.answer(http::json(200, json.text()));
  };
  return route;
}

}  // namespace yinxin::endpoints
