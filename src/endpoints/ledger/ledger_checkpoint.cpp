// GET /ledger/checkpoint: the newest signed tree head.
#include "endpoints/operations.hpp"

namespace yinxin::endpoints {

http::Route ledger_checkpoint(const Office& services) {
  http::Route route;
  route.name = "ledgerCheckpoint";
  route.path = "/ledger/checkpoint";
  route.handler = [&services](const http::Request&, http::Responder responder) {
    const auto head = ledger::newest_head(services.database);
    if (!head) return responder.fail(head.error());
    responder.answer(http::text(200, *head));
  };
  return route;
}

}  // namespace yinxin::endpoints
