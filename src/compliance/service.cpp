#include "compliance/service.hpp"

namespace yinxin::compliance {

using base::ErrorKind;
using base::make_error;
using base::Result;

std::map<std::string, cases::Effect> Service::effects() const {
  std::map<std::string, cases::Effect> all;
  for (const std::string& word : words_) {
    all[word] = [word](const cases::Happening&, cases::Consequences&) -> Result<void> {
      return make_error(ErrorKind::Refused, "compliance.effect_unavailable", word);
    };
  }
  return all;
}

cases::Settings Service::settings() const {
  return [readings = readings_](const cases::Case&) -> Result<procedure::Values> { return readings; };
}

}  // namespace yinxin::compliance
