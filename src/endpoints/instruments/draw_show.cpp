// GET /draws/{id}: pool, exclusions, the two officers and, once drawn, the result.
#include "endpoints/instruments/draw_json.hpp"

namespace yinxin::endpoints {

http::Route draw_show(const Supervision& office) {
  const auto handle = [&office](const officers::Actor& actor, const http::Request& request,
                                http::Responder responder) {
    const auto draw = read_draw(office, request.path_parameter("id"), actor);
    if (!draw) return responder.fail(draw.error());
    responder.answer(http::json(200, draw_json(*draw)));
  };
  return signed_read(office, "drawShow", "/draws/{id}", handle);
}

}  // namespace yinxin::endpoints
