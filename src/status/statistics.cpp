#include "status/service.hpp"

namespace yinxin::status {

store::Statistic list_statistic() {
  return {
      "lists.largest_gap",
      "SELECT '', max(gap) FROM (SELECT this_update, (this_update - lag(this_update) OVER (PARTITION BY "
      "issuer, "
      "part ORDER BY number)) / 1000000 AS gap FROM crl WHERE base_number IS NULL AND digest IS NOT NULL) g "
      "WHERE this_update >= $1 AND this_update < $2"};
}

}  // namespace yinxin::status
