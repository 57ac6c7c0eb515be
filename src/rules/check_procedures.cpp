#include <algorithm>

#include "rules/check_parts.hpp"
#include "rules/recurring.hpp"

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

using procedure::Input;
using procedure::Origin;

const Input* find_input(const std::vector<Input>& inputs, const std::string& id) {
  const auto found =
      std::find_if(inputs.begin(), inputs.end(), [&](const Input& one) { return one.id == id; });
  return found == inputs.end() ? nullptr : &*found;
}

/// Anything of that name that a case of the procedure enters.
const Input* entered(const Procedure& procedure, const Transition& first, const std::string& id) {
  if (const Input* here = find_input(first.inputs, id)) return here;
  for (const Transition& transition : procedure.transitions) {
    if (const Input* elsewhere = find_input(transition.inputs, id)) return elsewhere;
  }
  return nullptr;
}

const Transition* opening_by_a_case(const Procedure& procedure) {
  for (const Transition& transition : procedure.transitions) {
    if (transition.from.empty() && transition.origin == Origin::ChildCase) return &transition;
  }
  return nullptr;
}

/// A child case is opened by its own opening of origin child_case, which is entered what its parent knows
/// under the names it asks for, and where it comes from.
void check_children(const Procedures& procedures, const Procedure& procedure, const Transition& transition,
                    References& refer, Findings& findings) {
  const Place place{"rules/procedures/" + std::filesystem::path(procedure.file).filename().string(), 1};
  const std::string where = "transition " + transition.event;
  for (const std::string& id : transition.opens) {
    const auto found = procedures.find(id);
    if (found == procedures.end()) {
      refer.missing(place, where, "程序", "procedure", id);
      continue;
    }
    const Transition* opening = opening_by_a_case(found->second.back());
    if (opening == nullptr) {
      add_finding(findings, place, where, "程序“" + id + "”不能由另案开立。",
                  "A case of " + id + " is not opened by another case.");
      continue;
    }
    for (const Input& asked : opening->inputs) {
      if (asked.id == procedure::kSourceCase || asked.id == procedure::kSourceStep) continue;
      const Input* known = entered(procedure, transition, asked.id);
      const bool lacks = known == nullptr && asked.required && !asked.required_when;
      if (lacks || (known != nullptr && known->type != asked.type))
        add_finding(findings, place, where, "开立“" + id + "”所需的“" + asked.id + "”没有填报。",
                    "It opens " + id + ", which asks for " + asked.id + ": nothing enters that here.");
    }
  }
}

void check_one(const Book& book, const Procedures& procedures, const Procedure& procedure, References& refer,
               Findings& findings) {
  const Place place{"rules/procedures/" + std::filesystem::path(procedure.file).filename().string(), 1};
  refer.cites(place, "procedure " + procedure.id, procedure.cites);
  for (const Transition& transition : procedure.transitions) {
    check_transition(book, procedure, transition, refer, findings);
    check_children(procedures, procedure, transition, refer, findings);
  }
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
    for (const Procedure& procedure : versions) check_one(book, procedures, procedure, refer, findings);
  }
}

namespace {

/// Entered by a step about the case, or (`of_items`) about a thing within it.
bool is_column(const Procedure& procedure, const std::string& id, bool of_items) {
  return std::any_of(procedure.transitions.begin(), procedure.transitions.end(), [&](const Transition& one) {
    return one.item.empty() != of_items && find_input(one.inputs, id) != nullptr;
  });
}

void check_inventory(const Inventory& inventory, const Procedure& procedure, References& refer) {
  const std::string where = "inventory " + inventory.id;
  for (const std::string& id : inventory.columns) {
    if (!is_column(procedure, id, false)) refer.missing(inventory.place, where, "填报项", "input", id);
  }
  for (const std::string& id : inventory.item_columns) {
    if (!is_column(procedure, id, true)) refer.missing(inventory.place, where, "填报项", "input", id);
  }
  if (!inventory.public_state.empty() && procedure.state(inventory.public_state) == nullptr)
    refer.missing(inventory.place, where, "状态", "state", inventory.public_state);
}

}  // namespace

void check_inventories(const Book& book, const Procedures& procedures, Findings& findings) {
  References refer(book, findings);
  for (const Inventory& inventory : book.inventories) {
    const std::string where = "inventory " + inventory.id;
    refer.cites(inventory.place, where, inventory.cites);
    const auto found = procedures.find(inventory.procedure);
    if (found == procedures.end()) {
      refer.missing(inventory.place, where, "程序", "procedure", inventory.procedure);
      continue;
    }
    check_inventory(inventory, found->second.back(), refer);
  }
}

void check_recurring(const Book& book, const Procedures& procedures, Findings& findings) {
  for (const Duty& duty : book.duties) {
    const auto found = procedures.find(duty.done_by_procedure);
    if (duty.recurs.empty() || found == procedures.end()) continue;
    const std::string where = "duty " + duty.id;
    const Transition* opening = opening_by_a_case(found->second.back());
    if (opening == nullptr) {
      add_finding(findings, duty.place, where, "程序“" + duty.done_by_procedure + "”不能自动开立。",
                  "A case of " + duty.done_by_procedure + " does not open by itself.");
      continue;
    }
    for (const Input& asked : opening->inputs) {
      if (asked.required && asked.id != kPeriodInput && asked.id != kLastDayInput)
        add_finding(findings, duty.place, where, "自动开立时没有“" + asked.id + "”。",
                    "A case that opens by itself cannot enter " + asked.id + ".");
    }
  }
}

}  // namespace yinxin::rules
