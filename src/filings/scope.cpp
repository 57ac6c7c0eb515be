#include "filings/scope.hpp"

namespace yinxin::filings {

std::string province_of(std::string_view region) {
  return std::string(region.substr(0, 2)) + "0000";
}

std::string receiving_scope(bool national, const procedure::Transition& opening,
                            const procedure::Values& inputs, const std::string& domicile) {
  if (national) return std::string(kCountry);
  for (const procedure::Input& input : opening.inputs) {
    const auto entered = inputs.find(input.id);
    if (input.type != procedure::InputType::Region || entered == inputs.end()) continue;
    const auto* region = std::get_if<std::string>(&entered->second);
    if (region != nullptr && cases::is_region(*region)) return province_of(*region);
  }
  if (!cases::is_region(domicile) || domicile == kCountry) return "";
  return province_of(domicile);
}

}  // namespace yinxin::filings
