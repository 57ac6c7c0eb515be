// The movable clock of a demonstration (docs/decisions/0026). Served where an Office has one, and nowhere
// else.
#pragma once

#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

http::Route demonstration_clock(const Office& services);
http::Route demonstration_clock_move(const Office& services);

/// "Demonstration-Clock: 1728000" CR LF for http::Options::further_fields; empty while it was not moved.
std::string clock_field(const base::MovableClock& clock);

}  // namespace yinxin::endpoints
