// Rows of the tables of schema/0014_monitoring.sql. Private to this folder.
#pragma once

#include "supervision/monitoring/service.hpp"

namespace yinxin::supervision {

struct MonitoredProvider {
  Monitored monitored;
  Seen seen;
};

void keep_provider(store::WriteSet& set, const Monitored& monitored);
/// Names of those that are due. Errors: those of the store.
base::Result<std::vector<std::string>> due_providers(store::Database& database, base::Time now,
                                                     std::int64_t limit);
/// Those of that region and what lies in it, by their names; empty: all. Errors: those of the store and of
/// Filing::parse.
base::Result<std::vector<Monitored>> list_providers(store::Database& database, const std::string& reach,
                                                    std::int64_t limit);
/// Errors: NotFound `supervision.monitoring.none`; those of Filing::parse.
base::Result<MonitoredProvider> find_provider(store::Database& database, const std::string& provider);

/// Claims the round and keeps what it saw. In the commit: Conflict `supervision.monitoring.taken` when
/// another program was faster, or the filing was set anew meanwhile.
void keep_round(store::WriteSet& set, const MonitoredProvider& provider, const Round& round,
                base::ByteView id);
/// With those of `answers` that are its evidence.
void insert_alert(store::WriteSet& set, const Alert& alert, const std::vector<RawAnswer>& answers);
/// Found again.
void touch_alert(store::WriteSet& set, const AlertId& id, base::Time at);
/// Not found any more.
void end_alert(store::WriteSet& set, const AlertId& id, base::Time at);
/// In the commit: Conflict `supervision.monitoring.decided`.
void decide_alert(store::WriteSet& set, const Alert& alert, base::Time at);

/// Of one provider, those that last.
base::Result<std::vector<Alert>> lasting_alerts(store::Database& database, const std::string& provider);
base::Result<std::vector<Alert>> list_alerts(store::Database& database, const AlertFilter& filter,
                                             std::int64_t limit);
base::Result<Alert> find_alert(store::Database& database, const AlertId& id);
/// A case was opened for it. Once, however often it is named.
void bind_case(store::WriteSet& set, const AlertId& id, const std::string& case_number);
/// In order.
base::Result<std::vector<std::string>> cases_of_alert(store::Database& database, const AlertId& id);
base::Result<base::Bytes> find_answer(store::Database& database, const crypto::Sm3Digest& sm3);

}  // namespace yinxin::supervision
