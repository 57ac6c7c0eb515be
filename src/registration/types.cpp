#include "registration/types.hpp"

#include <array>

namespace yinxin::registration {

namespace {

constexpr std::array<std::pair<Purpose, std::string_view>, 4> kPurposes{{{Purpose::New, "new"},
                                                                         {Purpose::Renewal, "renewal"},
                                                                         {Purpose::Rekey, "rekey"},
                                                                         {Purpose::Change, "change"}}};

}  // namespace

std::string_view purpose_name(Purpose purpose) {
  for (const auto& [one, name] : kPurposes) {
    if (one == purpose) return name;
  }
  return "";
}

base::Result<Purpose> parse_purpose(std::string_view name) {
  for (const auto& [purpose, one] : kPurposes) {
    if (one == name) return purpose;
  }
  return base::make_error(base::ErrorKind::Malformed, "registration.purpose", std::string(name));
}

}  // namespace yinxin::registration
