// GET /inventories, /inventories/{inventory} and /published-inventories/{inventory}: the registers (台账) of
// the rules, each the cases of one procedure as rows.
#include <algorithm>

#include "endpoints/cases/access.hpp"
#include "endpoints/cases/case_json.hpp"
#include "endpoints/compliance/operations.hpp"
#include "endpoints/inputs.hpp"
#include "endpoints/procedure_json.hpp"

namespace yinxin::endpoints {

using base::ErrorKind;
using base::make_error;
using base::Result;
using http::JsonWriter;
using procedure::Procedure;
using procedure::Values;
using rules::Inventory;

namespace {

constexpr std::string_view kPublicLevel = "L0";
constexpr std::string_view kCountryReach = "000000";
constexpr std::string_view kQuarantined = "compliance.quarantined";

/// How much of an entry somebody sees.
enum class Sight { Public, Officer, Worker };

Result<const Inventory*> find_inventory(const Services& services, const std::string& id) {
  for (const Inventory* one : duties_of(services).inventories()) {
    if (one->id == id) return one;
  }
  return make_error(ErrorKind::NotFound, "cases.inventory_none", id);
}

/// What enters a column, by the strictest level of the steps that do; null: none does any more.
const procedure::Input* column_input(const Procedure& procedure, const std::string& id, bool of_items) {
  const procedure::Input* found = nullptr;
  for (const procedure::Transition& transition : procedure.transitions) {
    if (transition.item.empty() == of_items) continue;
    for (const procedure::Input& input : transition.inputs) {
      if (input.id == id && (found == nullptr || input.level > found->level)) found = &input;
    }
  }
  return found;
}

bool is_in_sight(const procedure::Input& input, Sight sight) {
  if (sight == Sight::Public) return input.level == kPublicLevel;
  return input.level == kPublicLevel || input.level == "L1" ||
         (input.level == "L2" && sight == Sight::Worker);
}

std::string code_zh(const procedure::Input& input, const std::string& code) {
  const auto found = std::find_if(input.codes.begin(), input.codes.end(),
                                  [&](const auto& one) { return one.first == code; });
  return found == input.codes.end() ? code : found->second.zh;
}

std::string yuan(std::int64_t fen) {
  constexpr std::int64_t kFen = 100;
  const std::string rest = std::to_string(fen % kFen);
  return std::to_string(fen / kFen) + "." + (rest.size() == 1 ? "0" : "") + rest + " 元";
}

/// In Chinese, as a table shows it.
std::string value_zh(const procedure::Input& input, const procedure::Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return code_zh(input, *text);
  if (const auto* number = std::get_if<std::int64_t>(&value))
    return input.type == procedure::InputType::Money ? yuan(*number) : std::to_string(*number);
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "是" : "否";
  if (const auto* date = std::get_if<base::Date>(&value)) return base::format_date(*date);
  if (const auto* rows = std::get_if<procedure::Rows>(&value)) return std::to_string(rows->size()) + " 行";
  std::string all;
  for (const std::string& one : std::get<std::vector<std::string>>(value))
    all += (all.empty() ? "" : "、") + code_zh(input, one);
  return all;
}

/// One register as it is answered.
class InventoryWriter {
 public:
  InventoryWriter(JsonWriter& json, const Inventory& inventory, const Procedure& procedure)
      : json_(json), inventory_(inventory), procedure_(procedure) {}

  void head(Sight sight) const {
    json_.text("id", inventory_.id);
    write_label(json_, inventory_.name);
    json_.text("procedure", inventory_.procedure);
    write_texts(json_, "cites", inventory_.cites);
    json_.boolean("published", !inventory_.public_state.empty());
    columns("columns", inventory_.columns, false, sight);
    columns("item_columns", inventory_.item_columns, true, sight);
  }
  void entry(const cases::View& view, Sight sight) const {
    const cases::Case& found = view.found;
    json_.object([&] {
      number_and_state(found);
      values(inventory_.columns, *view.procedure, false, found.played.values, sight);
      json_.array("items", [&] {
        if (inventory_.item_columns.empty()) return;
        for (const auto& [id, item] : found.played.items) {
          json_.object([&, &name = id, &holds = item.values] {
            json_.text("item", name);
            values(inventory_.item_columns, *view.procedure, true, holds, sight);
          });
        }
      });
    });
  }
  /// Of something that is sealed from who asks (article 23).
  void sealed(const cases::Case& found) const {
    json_.object([&] {
      number_and_state(found);
      json_.boolean("sealed", true);
      json_.array("values", [] {});
      json_.array("items", [] {});
    });
  }

 private:
  void number_and_state(const cases::Case& found) const {
    json_.text("number", found.number).time("opened_at", found.opened_at);
    const procedure::State* state = procedure_.state(found.state());
    json_.object("state", [&] {
      json_.text("id", found.state());
      write_label(json_, state == nullptr ? procedure::Label{found.state(), found.state()} : state->name);
      json_.boolean("final", found.ended);
    });
    if (found.due_at) json_.time("due_at", *found.due_at);
  }
  void columns(std::string_view name, const std::vector<std::string>& ids, bool of_items, Sight sight) const {
    json_.array(name, [&] {
      for (const std::string& id : ids) {
        const procedure::Input* input = column_input(procedure_, id, of_items);
        if (input == nullptr || !is_in_sight(*input, sight)) continue;
        json_.object([&] {
          json_.text("id", id).text("level", input->level);
          write_label(json_, input->label);
        });
      }
    });
  }
  void values(const std::vector<std::string>& ids, const Procedure& procedure, bool of_items,
              const Values& entered, Sight sight) const {
    json_.array("values", [&] {
      for (const std::string& id : ids) {
        const procedure::Input* input = column_input(procedure, id, of_items);
        const auto value = entered.find(id);
        if (input == nullptr || value == entered.end() || !is_in_sight(*input, sight)) continue;
        json_.object([&] {
          json_.text("column", id).text("zh", value_zh(*input, value->second));
          write_value(json_, "value", value->second);
        });
      }
    });
  }

  JsonWriter& json_;
  const Inventory& inventory_;
  const Procedure& procedure_;
};

Result<const Procedure*> procedure_of(const Services& services, const Inventory& inventory) {
  const base::Date today = base::beijing_date(services.clock.now());
  const Procedure* procedure = procedure_in_force(services, inventory.procedure, today);
  if (procedure == nullptr) return make_error(ErrorKind::NotFound, "cases.inventory_none", inventory.id);
  return procedure;
}

/// Who answers for duties sees that an entry is there; who works on such cases what is in it too.
Result<Sight> sight_of(const Services& services, const cases::Caller& caller, const Procedure& procedure) {
  if (works_on(caller, procedure, services.desk.region)) return Sight::Worker;
  YX_CHECK(require_duties(caller.actor));
  return Sight::Officer;
}

std::string list_inventories(const Services& services) {
  JsonWriter json;
  json.object([&] {
    json.array("inventories", [&] {
      for (const Inventory* one : duties_of(services).inventories()) {
        const auto procedure = procedure_of(services, *one);
        if (!procedure) continue;
        json.object([&] { InventoryWriter(json, *one, **procedure).head(Sight::Worker); });
      }
    });
  });
  return json.text();
}

/// One page of entries, read one by one: those that are sealed from who asks are named and no more.
Result<void> write_entries(JsonWriter& json, const Services& services, const InventoryWriter& writer,
                           const cases::Page& page, const cases::Caller& caller, Sight sight, bool ended) {
  Result<void> outcome;
  json.array("entries", [&] {
    for (const cases::Case& one : page.cases) {
      if (!outcome || (one.ended && !ended)) continue;
      const auto view = read_case(services, one.number, caller);
      if (view)
        writer.entry(*view, sight);
      else if (view.error().code != kQuarantined)
        outcome = view.error();
      else if (sight != Sight::Public)
        writer.sealed(one);
    }
  });
  return outcome;
}

struct PageAsked {
  const Inventory& inventory;
  const Procedure& procedure;
  cases::Filter filter;
  bool ended = false;
};

Result<std::string> page_of(const Services& services, const http::Request& request, const PageAsked& asked,
                            const cases::Caller& caller, Sight sight) {
  YX_TRY(const Page page, read_page(request));
  YX_TRY(const cases::Page found, services.desk.service.list(asked.filter, caller, page.after, page.limit));
  JsonWriter json;
  Result<void> written;
  json.object([&] {
    const InventoryWriter writer(json, asked.inventory, asked.procedure);
    writer.head(sight);
    written = write_entries(json, services, writer, found, caller, sight, asked.ended);
    if (!found.next.empty()) json.text("next", found.next);
  });
  YX_CHECK(written);
  return json.text();
}

Result<bool> with_ended(const http::Request& request) {
  const auto all = request.query_parameter("all");
  if (all && *all != "true") return make_error(ErrorKind::Malformed, "cases.filter", "all");
  return all.has_value();
}

Result<std::string> read_inventory(const Services& services, const officers::Actor& actor,
                                   const http::Request& request) {
  YX_TRY(const cases::Caller caller, caller_of(services, actor));
  YX_TRY(const Inventory* inventory, find_inventory(services, request.path_parameter("inventory")));
  YX_TRY(const Procedure* procedure, procedure_of(services, *inventory));
  YX_TRY(const Sight sight, sight_of(services, caller, *procedure));
  PageAsked asked{*inventory, *procedure, {}};
  asked.filter.procedure = inventory->procedure;
  YX_TRY(asked.ended, with_ended(request));
  return page_of(services, request, asked, caller, sight);
}

Result<std::string> read_published(const Services& services, const http::Request& request) {
  YX_TRY(const Inventory* inventory, find_inventory(services, request.path_parameter("inventory")));
  if (inventory->public_state.empty())
    return make_error(ErrorKind::NotFound, "cases.inventory_none", inventory->id);
  YX_TRY(const Procedure* procedure, procedure_of(services, *inventory));
  PageAsked asked{*inventory, *procedure, {}};
  asked.filter.procedure = inventory->procedure;
  asked.filter.state = inventory->public_state;
  cases::Caller anybody;
  anybody.reach = kCountryReach;
  return page_of(services, request, asked, anybody, Sight::Public);
}

}  // namespace

http::Route inventory_list(const Services& services) {
  const auto handle = [&services](const officers::Actor& actor, const http::Request&,
                                  http::Responder responder) {
    const auto caller = caller_of(services, actor);
    if (!caller) return responder.fail(caller.error());
    if (!caller->reach)
      return responder.fail(make_error(ErrorKind::Forbidden, "officers.role_needed", "an officer"));
    responder.answer(http::json(200, list_inventories(services)));
  };
  return signed_read(services, "inventoryList", "/inventories", handle);
}

http::Route inventory_read(const Services& services) {
  const auto handle = [&services](const officers::Actor& actor, const http::Request& request,
                                  http::Responder responder) {
    auto shown = read_inventory(services, actor, request);
    if (!shown) return responder.fail(std::move(shown).error());
    responder.answer(http::json(200, *shown));
  };
  return signed_read(services, "inventoryRead", "/inventories/{inventory}", handle);
}

http::Route inventory_published(const Services& services) {
  http::Route route;
  route.name = "inventoryPublished";
  route.path = "/published-inventories/{inventory}";
  route.rate_class = kQueryClass;
  route.handler = [&services](const http::Request& request, http::Responder responder) {
    auto shown = read_published(services, request);
    if (!shown) return responder.fail(std::move(shown).error());
    responder.answer(http::json(200, *shown));
  };
  return route;
}

}  // namespace yinxin::endpoints
