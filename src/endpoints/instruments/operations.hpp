// Operations of the regulator's instruments: draws, network monitoring, the register of
// experts, the witness of ledgers
// (docs/operations/instruments.md).
#pragma once

#include "endpoints/services.hpp"
#include "supervision/draws/service.hpp"
#include "supervision/experts/service.hpp"
#include "supervision/monitoring/service.hpp"
#include "supervision/witness/service.hpp"

namespace yinxin::endpoints {

struct Instruments {
  supervision::Draws& draws;
  supervision::Monitoring& monitoring;
  const supervision::Witness& witness;
  const supervision::Experts& experts;
  std::chrono::minutes every;  // between two rounds, where the officer says nothing
};

http::Route draw_state(const Supervision& office);
http::Route draw_list(const Supervision& office);
http::Route draw_show(const Supervision& office);
http::Route draw_commit(const Supervision& office);
http::Route draw_reveal(const Supervision& office);
http::Route draw_redraw(const Supervision& office);
http::Route draw_record(const Supervision& office);

http::Route expert_list(const Supervision& office);
http::Route expert_pool(const Supervision& office);

http::Route monitoring_set(const Supervision& office);
http::Route monitoring_list(const Supervision& office);
http::Route monitoring_show(const Supervision& office);
http::Route alert_list(const Supervision& office);
http::Route alert_show(const Supervision& office);
http::Route alert_answer(const Supervision& office);
http::Route alert_decide(const Supervision& office);

http::Route witness_list(const Supervision& office);
http::Route witness_checkpoint(const Supervision& office);
http::Route witness_heads(const Supervision& office);
http::Route witness_key(const Supervision& office);

/// Officers of the business, who have a reach; experts from outside are none. Errors: Forbidden
/// `officers.role_needed`, `procedure.role`.
base::Result<cases::Caller> instrument_caller(const Office& office, const officers::Actor& actor);

}  // namespace yinxin::endpoints
