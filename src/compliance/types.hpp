// The provider's duties as others see them: who works here, the seven conditions, the calendar of a year.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/work_calendar.hpp"
#include "crypto/sm3.hpp"
#include "rules/book.hpp"

namespace yinxin::compliance {

/// 岗位类别 of requirements 11.1; the first four count (article 6 item 5).
enum class StaffKind : std::uint8_t { Technical, Operation, Security, Support, Other };
inline constexpr std::array kStaffKinds{StaffKind::Technical, StaffKind::Operation, StaffKind::Security,
                                        StaffKind::Support, StaffKind::Other};
/// "technical", "operation", "security", "support", "other".
std::string_view staff_kind_name(StaffKind kind);
/// The kind of this name, or nothing.
std::optional<StaffKind> find_staff_kind(std::string_view name);
std::string_view staff_kind_zh(StaffKind kind);

/// Somebody who works, or worked, here (requirements 4.3).
struct StaffPerson {
  std::string id;    // 2 to 32 of a-z, 0-9, '-': ours, no number of a paper
  std::string name;  // L2
  StaffKind kind = StaffKind::Technical;
  std::string post;
  bool key_post = false;  // 关键岗位: a change is a major event (article 36 item 3)
  bool full_time = false;
  bool insured = false;                     // social insurance paid by the provider
  std::optional<base::Date> background_on;  // day of the background check
  std::optional<base::Date> contract_to;    // last day; nothing: without end
  base::Date started_on;
  std::optional<base::Date> left_on;  // last day at work
};

/// Nobody is counted twice, and only who is employed full-time, in one of the four kinds, with a contract,
/// insured and checked, on the day (requirements 4.3, our reading of "30名以上").
struct StaffCount {
  std::int64_t counted = 0;
  std::array<std::int64_t, kStaffKinds.size()> by_kind{};  // of those that count; Other stays 0
  std::int64_t ending = 0;  // of those that count: contracts that end within kForecast
};
inline constexpr std::int64_t kStaffNeeded =
    30;  // article 6 item 5; "以上" includes the number (民法典 1259)
inline constexpr std::chrono::days kForecast{90};

/// The seven of article 6, by the codes of rules/procedures/conditions.toml, in the order of its items.
struct Condition {
  std::string_view id;
  std::string_view zh;
  std::string_view en;
  std::string_view needs;  // what it asks for, in our short words
};
inline constexpr std::array<Condition, 7> kConditions{
    {{"legal_person", "法人资格", "Legal person", "企业法人或者事业单位法人"},
     {"funds", "资金", "Funds", "与业务及其使用密码相适应"},
     {"premises", "运营场所", "Premises", "与业务及其使用密码相适应"},
     {"systems", "系统设备", "Systems", "在境内设置，符合国家有关密码标准"},
     {"staff", "专业人员", "Staff", "三十名以上，四类各至少一名"},
     {"long_term", "长期服务能力", "Long-term service",
      "财务、资金、设备、人员持续稳定，无重大违法和不良信用记录"},
     {"management", "管理体系", "Management", "保证业务及其使用密码安全运行"}}};
inline constexpr std::string_view kStaffCondition = "staff";

/// What an officer declares of one; the newest counts. Not of `staff`, which is counted.
struct ConditionEntry {
  std::string condition;
  bool met = false;
  std::string value;  // 1 to 200 characters
  std::optional<crypto::Sm3Digest> proof;
  base::Date verified_on;
  std::string actor;
  base::Time at;
};

struct Light {
  enum class State : std::uint8_t {
    Green,
    Red,
    Unknown,  ///< nothing was entered, or it was verified more than kVerifiedFor ago
  };
  const Condition* condition = nullptr;
  State state = State::Unknown;
  std::string value;
  std::optional<base::Date> verified_on;
  std::optional<crypto::Sm3Digest> proof;
};
/// "green", "red", "unknown".
std::string_view light_state_name(Light::State state);
inline constexpr std::chrono::months kVerifiedFor{12};  // ours

struct Dashboard {
  base::Date day;
  std::vector<Light> lights;  // seven, in their order
  StaffCount staff;
};

/// Of a calendar month, for supervision (requirements 13.12).
struct Counters {
  std::int64_t valid_certificates = 0;  // at its end
  std::int64_t issued = 0;
  std::int64_t revoked = 0;
  std::int64_t complaints = 0;
};

struct SnapshotNote {
  std::string period;  // "2026-12"
  base::Time taken_at;
  crypto::Sm3Digest sm3{};
};
struct Snapshot {
  SnapshotNote note;
  std::string content;
};

/// A file of figures that is kept (article 35).
struct AnnualNote {
  int year = 0;
  std::int64_t number = 0;  // of the year: 1, 2, …
  base::Time made_at;
  std::string made_by;
  crypto::Sm3Digest sm3{};
  bool complete = false;            // of the whole year; else until the last midnight before
  std::vector<std::string> broken;  // equations that do not hold, by proof::annual_equations()
};

/// A day of the year on which a duty is due or begins.
struct CalendarEntry {
  enum class State : std::uint8_t { Coming, Open, Done, Overdue };
  base::Date day;
  State state = State::Coming;
  rules::Label name;
  std::string duty;       // of rules/duties.toml; empty: a period that belongs to no duty
  std::string statutory;  // of rules/clocks.toml: "C12"; empty: none
  std::vector<std::string> cites;
  std::string penalty;      // of rules/penalties.toml
  std::string case_number;  // empty: there is none
  std::string procedure;
  std::string item;
  bool opens = false;        // the day on which a case opens by itself; else the last day of a period
  bool provisional = false;  // the year's working days are not official yet
};
std::string_view calendar_state_name(CalendarEntry::State state);

/// One figure of a service in a month (article 18).
struct Measure {
  std::string_view service;  // a code of rules/procedures/service_catalogue.toml
  std::string_view id;
  std::string_view zh;
  std::string_view en;
  std::string_view unit;
  std::optional<std::int64_t> value;  // nothing: no record of the month tells it
};

}  // namespace yinxin::compliance
