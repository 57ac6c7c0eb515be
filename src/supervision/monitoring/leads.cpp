// From a confirmed alert to the case that is opened for it (线索与立案, articles 30 and 37).
#include "supervision/monitoring/monitor_table.hpp"

namespace yinxin::supervision {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kAlerts = "alerts";  // input of inspection.toml and penalty.toml

}  // namespace

cases::Effect lead_effect(store::Database& database) {
  return [&database](const cases::Happening& happening, cases::Consequences& consequences) -> Result<void> {
    const auto entered = happening.step.inputs.find(kAlerts);
    if (entered == happening.step.inputs.end()) return {};
    const auto* numbers = std::get_if<std::vector<std::string>>(&entered->second);
    if (numbers == nullptr) return {};
    for (const std::string& number : *numbers) {
      const auto id = AlertId::parse(number);
      if (!id) return make_error(ErrorKind::NotFound, "supervision.monitoring.none", number);
      YX_TRY(const Alert alert, find_alert(database, *id));
      if (!cases::lies_in(alert.region, happening.the_case.scope))
        return make_error(ErrorKind::NotFound, "supervision.monitoring.none", number);
      if (alert.state != AlertState::Confirmed)
        return make_error(ErrorKind::Refused, "supervision.monitoring.unconfirmed", number);
      bind_case(consequences.set, *id, happening.the_case.number);
    }
    return {};
  };
}

}  // namespace yinxin::supervision
