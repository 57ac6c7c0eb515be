#include "compliance/types.hpp"

#include <algorithm>

namespace yinxin::compliance {

std::string_view staff_kind_name(StaffKind kind) {
  switch (kind) {
    case StaffKind::Technical:
      return "technical";
    case StaffKind::Operation:
      return "operation";
    case StaffKind::Security:
      return "security";
    case StaffKind::Support:
      return "support";
    case StaffKind::Other:
      break;
  }
  return "other";
}

std::optional<StaffKind> find_staff_kind(std::string_view name) {
  const auto* found = std::find_if(kStaffKinds.begin(), kStaffKinds.end(),
                                   [&](StaffKind kind) { return staff_kind_name(kind) == name; });
  return found == kStaffKinds.end() ? std::nullopt : std::optional(*found);
}

std::string_view staff_kind_zh(StaffKind kind) {
  switch (kind) {
    case StaffKind::Technical:
      return "专业技术";
    case StaffKind::Operation:
      return "运营管理";
    case StaffKind::Security:
      return "安全管理";
    case StaffKind::Support:
      return "客户服务";
    case StaffKind::Other:
      break;
  }
  return "其他";
}

std::string_view light_state_name(Light::State state) {
  switch (state) {
    case Light::State::Green:
      return "green";
    case Light::State::Red:
      return "red";
    case Light::State::Unknown:
      break;
  }
  return "unknown";
}

std::string_view calendar_state_name(CalendarEntry::State state) {
  switch (state) {
    case CalendarEntry::State::Coming:
      return "coming";
    case CalendarEntry::State::Open:
      return "open";
    case CalendarEntry::State::Done:
      return "done";
    case CalendarEntry::State::Overdue:
      break;
  }
  return "overdue";
}

}  // namespace yinxin::compliance
