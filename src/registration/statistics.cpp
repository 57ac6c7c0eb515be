#include "registration/service.hpp"

namespace yinxin::registration {

store::Statistic application_statistic() {
  return {"applications.registered",
          "SELECT '', count(*) FROM application WHERE opened_at >= $1 AND opened_at < $2"};
}

}  // namespace yinxin::registration
