// GET /witness: the ledgers that we witness, under which key and name.
#include "endpoints/instruments/witness_page.hpp"
#include "http/json_writer.hpp"

namespace yinxin::endpoints {

namespace {

base::Result<std::string> list_witnessed(const supervision::Witness& witness) {
  YX_TRY(const auto stated, witness.stated());
  http::JsonWriter json;
  json.object([&] {
    json.array("ledgers", [&] {
      for (const supervision::Witness::Stated& one : stated) {
        json.object([&] {
          json.text("provider", one.provider).text("origin", one.origin).text("name", one.witness.name);
          json.octets("public_key", one.witness.key.point()).time("since", one.at);
        });
      }
    });
  });
  return json.text();
}

}  // namespace

http::Route witness_list(const Supervision& office) {
  http::Route route;
  route.name = "witnessList";
  route.path = "/witness";
  route.rate_class = kQueryClass;
  route.handler = [&office](const http::Request&, http::Responder responder) {
    auto listed = list_witnessed(office.instruments.witness);
    if (!listed) return responder.fail(std::move(listed).error());
    responder.answer(http::json(200, *listed));
  };
  return route;
}

}  // namespace yinxin::endpoints
