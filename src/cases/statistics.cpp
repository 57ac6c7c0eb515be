#include "cases/service.hpp"
#include "proof/act_code.hpp"

namespace yinxin::cases {

store::Statistic opened_statistic(std::string id, std::string_view procedure) {
  return {std::move(id), "SELECT '', count(*) FROM case_record WHERE procedure = '" + std::string(procedure) +
                             "' AND opened_at >= $1 AND opened_at < $2"};
}

store::Statistic closed_statistic(std::string id, std::string_view procedure) {
  return {std::move(id),
          "SELECT '', count(DISTINCT a.object) FROM act_record a JOIN case_record r ON a.object = 'case/' || "
          "r.number WHERE r.procedure = '" +
              std::string(procedure) + "' AND a.act = " +
              std::to_string(static_cast<int>(proof::ActCode::CaseClosed)) + " AND a.at >= $1 AND a.at < $2"};
}

}  // namespace yinxin::cases
