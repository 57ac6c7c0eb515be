// move-clock: the demonstration's clock, which server and signer share (docs/decisions/0026).
#include "signer/daemon/clock_file.hpp"
#include "signer/daemon/handlers.hpp"

namespace yinxin::signer {

base::Result<Reply> handle_move_clock(Desk& desk, const Request& request) {
  YX_TRY(const std::chrono::microseconds ahead, decode_clock(request.body));
  base::MovableClock* clock = desk.options.movable;
  if (clock == nullptr) return refused("the clock moves in a demonstration only (--demonstration)");
  if (ahead > clock->ahead()) {
    // On disk first: a signature under the new time means that the next start has it too.
    YX_CHECK(write_clock_file(desk.options.keys_folder, ahead));
    clock->move_to(ahead);
    desk.log.warning("signer.clock.moved", {{"ahead", base::format_span_en(ahead)}});
  }
  Reply reply;
  reply.body = encode_clock(clock->ahead());
  return reply;
}

}  // namespace yinxin::signer
