#include <algorithm>

#include "rules/check_parts.hpp"

namespace yinxin::rules {
namespace {

using procedure::Procedure;
using procedure::Transition;

bool permitted(const Book& book, const std::string& procedure, const std::string& role) {
  const auto has = [](const std::vector<std::string>& list, const std::string& word) {
    return std::find(list.begin(), list.end(), word) != list.end();
  };
  return std::any_of(book.permissions.begin(), book.permissions.end(), [&](const Permission& permission) {
    return has(permission.procedures, procedure) && has(permission.does, role);
  });
}

void check_transition(const Book& book, const Procedure& procedure, const Transition& transition,
                      References& refer, Findings& findings) {
  const Place place{"rules/procedures/" + std::filesystem::path(procedure.file).filename().string(), 1};
  const std::string where = "transition " + transition.event;
  refer.cites(place, where, transition.cites);
  for (const std::string& role : transition.roles) {
    if (find_by(book.roles, &Role::id, role) == nullptr) {
      refer.missing(place, where, "角色", "role", role);
    } else if (!permitted(book, procedure.id, role)) {
      add_finding(findings, place, where, "权限表没有准许“" + role + "”办理本程序。",
                  "permissions.toml does not let " + role + " act in " + procedure.id + ".");
    }
  }
  for (const std::string& output : transition.outputs)
    refer.one(place, where, book.documents, &Document::id, output, "文书", "document of the catalogue");
}

void check_one(const Book& book, const Procedure& procedure, References& refer, Findings& findings) {
  const Place place{"rules/procedures/" + std::filesystem::path(procedure.file).filename().string(), 1};
  refer.cites(place, "procedure " + procedure.id, procedure.cites);
  for (const Transition& transition : procedure.transitions)
    check_transition(book, procedure, transition, refer, findings);
  for (const procedure::Gate& gate : procedure.gates) refer.article(place, "gate " + gate.id, gate.article);
  for (const procedure::Separation& pair : procedure.separations)
    refer.article(place, "separation " + pair.one + "/" + pair.other, pair.article);
  for (const procedure::Clock& clock : procedure.clocks) refer.cites(place, "clock " + clock.id, clock.cites);
  for (const std::string& setting : procedure.settings) refer.setting(place, "settings", setting);
}

}  // namespace

void check_procedures(const Book& book, const Procedures& procedures, Findings& findings) {
  References refer(book, findings);
  for (const auto& [id, versions] : procedures) {
    for (const Procedure& procedure : versions) check_one(book, procedure, refer, findings);
  }
}

}  // namespace yinxin::rules
