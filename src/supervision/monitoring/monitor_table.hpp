// Rows of the tables of schema/0014_monitoring.sql. Private to this folder.
#pragma once

#include "supervision/monitoring/service.hpp"

namespace yinxin::supervision {

struct MonitoredProvider {
  Filing filing;
  std::int64_t every = 0;  // minutes
  std::int64_t next_at = 0;
  Seen seen;
};

void keep_provider(store::WriteSet& set, const Filing& filing, std::chrono::minutes every,
                   const std::string& by, base::Time at);
/// (name, next_at) of those that are due. Errors: those of the store.
base::Result<std::vector<std::pair<std::string, std::int64_t>>> due_providers(store::Database& database,
                                                                              base::Time now,
                                                                              std::int64_t limit);
/// Errors: NotFound `supervision.monitoring.none`; those of Filing::parse.
base::Result<MonitoredProvider> find_provider(store::Database& database, const std::string& provider);

/// Claims the round and keeps what it saw. In the commit: Conflict `supervision.monitoring.taken` when
/// another program was faster, or the filing was set anew meanwhile.
void keep_round(store::WriteSet& set, const MonitoredProvider& provider, const Round& round,
                base::ByteView id);
void insert_alert(store::WriteSet& set, const Alert& alert, const Round& round);
/// Found again.
void touch_alert(store::WriteSet& set, const AlertId& id, base::Time at);
/// Not found any more.
void end_alert(store::WriteSet& set, const AlertId& id, base::Time at);
/// In the commit: Conflict `supervision.monitoring.decided`.
void decide_alert(store::WriteSet& set, const Alert& alert, base::Time at);

/// Of one provider, those that last.
base::Result<std::vector<Alert>> lasting_alerts(store::Database& database, const std::string& provider);
base::Result<std::vector<Alert>> list_alerts(store::Database& database,
                                             const std::optional<AlertState>& state,
                                             const std::optional<AlertId>& before, std::int64_t limit);
base::Result<Alert> find_alert(store::Database& database, const AlertId& id);
base::Result<base::Bytes> find_answer(store::Database& database, const crypto::Sm3Digest& sm3);

}  // namespace yinxin::supervision
