// GET /ledger/tile/{level}/{index…}: the tree's tiles, for whoever mirrors the ledger.
#include "endpoints/operations.hpp"

namespace yinxin::endpoints {

http::Route ledger_tile(const Office& services) {
  http::Route route;
  route.name = "ledgerTile";
  route.path = "/ledger/tile/{tile...}";
  route.handler = [&services](const http::Request& request, http::Responder responder) {
    const auto id = proof::TileId::parse("tile/" + request.path_parameter("tile"));
    if (!id) return responder.fail(id.error());
    auto octets = services.tiles.read(*id);
    if (!octets) return responder.fail(octets.error());
    responder.answer(http::with_body(200, "application/octet-stream", std::move(*octets)));
  };
  return route;
}

}  // namespace yinxin::endpoints
