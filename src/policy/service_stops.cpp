// What closes the gate beside the licence itself: the provider has suspended or ended its service (article
// 29). Owner of the table service_stop (schema/0032_service_stops.sql).
#include "policy/state.hpp"

namespace yinxin::policy {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kStopArticle = "29";
constexpr std::string_view kNote =
    "INSERT INTO service_stop (number, state, since) VALUES ($1, $2, $3) ON CONFLICT (number) DO UPDATE SET "
    "state = excluded.state, since = excluded.since";
constexpr std::string_view kStanding =
    "SELECT number, state, since FROM service_stop WHERE state <> 'resumed' AND since <= $1 ORDER BY since, "
    "number";
constexpr std::string_view kTerminated = "terminated";

std::string_view word_of(Serving serving) {
  if (serving == Serving::Suspended) return "suspended";
  return serving == Serving::Terminated ? kTerminated : "resumed";
}

}  // namespace

void Service::note_serving(store::WriteSet& set, const std::string& number, Serving serving, base::Time at) {
  set.add(kNote, {number, std::string(word_of(serving)), base::to_micros(at)});
}

Result<void> Service::State::check_serving(const Licence& licence, base::Time at) const {
  YX_TRY(const auto rows, house.database.query(kStanding, {base::to_micros(at)}));
  for (const store::Row& row : rows) {
    const base::Date since = base::beijing_date(base::from_micros(row.integer(2)));
    const bool ended = row.text(1) == kTerminated;
    if (ended && licence.valid_from > since) continue;  // another licence, after that service had ended
    return make_error(ErrorKind::Refused, "policy.service_stopped", row.text(0) + " " + row.text(1),
                      kStopArticle);
  }
  return {};
}

}  // namespace yinxin::policy
