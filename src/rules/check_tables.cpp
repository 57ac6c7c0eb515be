#include <algorithm>

#include "rules/check_parts.hpp"

namespace yinxin::rules {
namespace {

constexpr std::size_t kProvinces =
    34;  // GB/T 2260: 23 provinces, 5 autonomous regions, 4 cities, 2 special regions

void check_permissions(const Book& book, const Procedures& procedures, References& refer,
                       Findings& findings) {
  for (const Permission& permission : book.permissions) {
    const std::string where = "permission " + permission.id;
    refer.cites(permission.place, where, permission.cites);
    for (const auto* roles : {&permission.does, &permission.sees}) {
      for (const std::string& role : *roles)
        refer.one(permission.place, where, book.roles, &Role::id, role, "角色", "role");
    }
    for (const std::string& id : permission.does) {
      const Role* role = find_by(book.roles, &Role::id, id);
      if (role != nullptr && role->administrator)
        add_finding(findings, permission.place, where, "三员（" + role->name.zh + "）不得办理业务。",
                    "An administrator does no business: " + id + ".");
    }
    for (const std::string& id : permission.procedures) {
      if (procedures.count(id) == 0) refer.missing(permission.place, where, "程序", "procedure", id);
    }
  }
}

void check_penalties(const Book& book, References& refer) {
  for (const Scale& scale : book.scales) {
    const std::string where = "scale " + scale.id;
    refer.cites(scale.place, where, scale.cites);
    refer.readings(scale.place, where, scale.readings);
  }
  for (const PenaltyItem& item : book.items) {
    const std::string where = "item " + item.code;
    refer.cites(item.place, where, item.breaks);
    refer.one(item.place, where, book.scales, &Scale::id, item.scale, "罚则幅度", "scale");
  }
}

void check_checklist(const Book& book, References& refer, Findings& findings) {
  static const std::set<std::string> kMethods{"papers", "interview", "test", "sample"};
  for (const AssessmentCheck& check : book.checklist) {
    const std::string where = "check " + check.what.en;
    refer.cites(check.place, where, check.cites);
    for (const std::string& method : check.methods) {
      if (kMethods.count(method) == 0) refer.missing(check.place, where, "检查方法", "method", method);
    }
  }
  if (book.checklist.size() < kLeastChecks)
    add_finding(findings, Place{"rules/assessment_checklist.toml", 1}, "checklist",
                "评估清单不足" + std::to_string(kLeastChecks) + "项。",
                "The checklist has fewer than " + std::to_string(kLeastChecks) + " lines.");
}

}  // namespace

void check_tables(const Book& book, const Procedures& procedures, Findings& findings) {
  References refer(book, findings);
  check_permissions(book, procedures, refer, findings);
  check_penalties(book, refer);
  check_checklist(book, refer, findings);
  for (const CodeList& list : book.lists) {
    const std::string where = "list " + list.id;
    refer.cites(list.place, where, list.cites);
    std::set<std::string> codes;
    for (const auto& [code, zh] : list.codes) {
      if (!codes.insert(code).second)
        add_finding(findings, list.place, where, "代码“" + code + "”重复。",
                    "The code " + code + " is there twice.");
    }
  }
  for (const Route& route : book.routes) {
    refer.cites(route.place, "route " + route.matter, route.cites);
    refer.readings(route.place, "route " + route.matter, route.readings);
    if (procedures.count(route.procedure) == 0)
      refer.missing(route.place, "route " + route.matter, "程序", "procedure", route.procedure);
  }
  if (book.regions.size() != kProvinces)
    add_finding(findings, Place{"rules/regions.toml", 1}, "regions", "省级行政区划应为三十四个。",
                "There are 34 divisions of province level.");
}

}  // namespace yinxin::rules
