// GET /ledger/cosigned: the newest head that each witness has signed beside us, for who does not take our
// word alone.
#include "endpoints/operations.hpp"
#include "http/json_writer.hpp"
#include "ledger/cosigned_heads.hpp"

namespace yinxin::endpoints {

http::Route ledger_cosigned(const Office& services) {
  http::Route route;
  route.name = "ledgerCosigned";
  route.path = "/ledger/cosigned";
  route.rate_class = kQueryClass;
  route.handler = [&services](const http::Request&, http::Responder responder) {
    const auto heads = ledger::newest_cosigned(services.database);
    if (!heads) return responder.fail(heads.error());
    http::JsonWriter json;
    json.object([&] {
      json.array("heads", [&] {
        for (const ledger::CosignedHead& head : *heads) {
          json.object([&] {
            json.text("witness", head.witness).integer("size", static_cast<std::int64_t>(head.size));
            json.time("at", head.at).text("note", head.note);
          });
        }
      });
    });
    responder.answer(http::json(200, json.text()));
  };
  return route;
}

}  // namespace yinxin::endpoints
