// Alerts and monitored providers in JSON, as the contract has them.
#pragma once

#include "endpoints/instruments/operations.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

/// Schema Alert.
std::string alert_json(const supervision::Alert& alert);
void write_alert(http::JsonWriter& json, const supervision::Alert& alert);
/// Schema MonitoredProvider.
std::string monitored_json(const supervision::Monitored& monitored);
void write_monitored(http::JsonWriter& json, const supervision::Monitored& monitored);

/// The alert that the path names, for an officer of the business. Errors: those of instrument_caller();
/// NotFound `supervision.monitoring.none`.
base::Result<supervision::Alert> read_alert(const Supervision& office, const http::Request& request,
                                            const officers::Actor& actor);

}  // namespace yinxin::endpoints
