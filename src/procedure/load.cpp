// Reads procedures. All faults of a file are reported together (base/toml.hpp).
#include <algorithm>
#include <array>
#include <limits>

#include "base/toml.hpp"
#include "procedure/condition.hpp"
#include "procedure/inputs.hpp"
#include "procedure/procedure.hpp"

namespace yinxin::procedure {
namespace {

using base::Result;
using base::TomlReader;

constexpr std::int64_t kMaxEntries = 100;  // of Texts; ours
constexpr std::int64_t kMaxRows = 10000;   // of Rows; ours: the staff of the largest provider, times ten
constexpr std::int64_t kLongestReminderDays = 3660;  // ten years; ours

template <class Kind>
struct Named {
  std::string_view word;
  Kind kind;
};
constexpr std::array kTypes{
    Named<InputType>{"text", InputType::Text},   Named<InputType>{"integer", InputType::Integer},
    Named<InputType>{"money", InputType::Money}, Named<InputType>{"date", InputType::Date},
    Named<InputType>{"flag", InputType::Flag},   Named<InputType>{"code", InputType::Code},
    Named<InputType>{"file", InputType::File},   Named<InputType>{"reference", InputType::Reference},
    Named<InputType>{"texts", InputType::Texts}, Named<InputType>{"region", InputType::Region},
    Named<InputType>{"rows", InputType::Rows},
};
constexpr std::array kOrigins{
    Named<Origin>{"person", Origin::Person},
    Named<Origin>{"timer", Origin::Timer},
    Named<Origin>{"submission", Origin::Submission},
    Named<Origin>{"child_case", Origin::ChildCase},
};
constexpr std::array kUnits{
    Named<Clock::Unit>{"working_days", Clock::Unit::WorkingDays},
    Named<Clock::Unit>{"calendar_days", Clock::Unit::CalendarDays},
    Named<Clock::Unit>{"hours", Clock::Unit::Hours},
    Named<Clock::Unit>{"months", Clock::Unit::Months},
    Named<Clock::Unit>{"years", Clock::Unit::Years},
};

/// The value, or an empty one: the fault is noted in the reader, and finish() ends the matter.
template <class T>
T taken(Result<T> result) {
  return result ? std::move(result).value() : T();
}

void note(const TomlReader& reader, std::string_view key, std::string_view why) {
  [[maybe_unused]] const base::Error noted = reader.fault(key, why);
}

/// A missing word is the first of the table when `optional`.
template <class Table>
auto read_word(const TomlReader& from, std::string_view key, const Table& table, bool optional) {
  if (optional && !from.has(key)) return table.front().kind;
  const std::string word = taken(from.get<std::string>(key));
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const auto& entry) { return entry.word == word; });
  if (found != table.end()) return found->kind;
  if (!word.empty()) note(from, key, "has a word that does not exist here");
  return table.front().kind;
}

std::string read_text(const TomlReader& from, std::string_view key) {
  std::string text = taken(from.get<std::string>(key));
  if (text.empty() && from.has(key)) note(from, key, "is empty");
  return text;
}

std::string read_optional(const TomlReader& from, std::string_view key) {
  return from.has(key) ? read_text(from, key) : std::string();
}

Label read_label(const TomlReader& from, std::string_view key) {
  const auto label = from.table(key);
  return label ? Label{read_text(*label, "zh"), read_text(*label, "en")} : Label();
}

/// "reading" says whose words these are: ours, or (left out) the law's.
bool read_reading(const TomlReader& from) {
  const std::string whose = read_optional(from, "reading");
  if (!whose.empty() && whose != "ours") note(from, "reading", "is not ours");
  return whose == "ours";
}

std::vector<std::string> read_cites(const TomlReader& from) {
  std::vector<std::string> cites = taken(from.list<std::string>("cites"));
  if (cites.empty()) note(from, "cites", "is empty");
  return cites;
}

std::shared_ptr<const Condition> read_condition(const TomlReader& from, std::string_view key) {
  const std::string text = read_optional(from, key);
  if (text.empty()) return nullptr;
  Result<Condition> condition = Condition::parse(text);
  if (condition) return std::make_shared<const Condition>(*std::move(condition));
  note(from, key, condition.error().detail);
  return nullptr;
}

void read_codes(const TomlReader& from, Input& input) {
  for (const TomlReader& entry : taken(from.tables("codes"))) {
    std::string code = read_text(entry, "code");
    input.codes.emplace_back(std::move(code), Label{read_text(entry, "zh"), read_text(entry, "en")});
  }
  if (input.type == InputType::Code && input.codes.empty()) note(from, "codes", "is empty");
}

void read_bounds(const TomlReader& from, Input& input) {
  constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  switch (input.type) {
    case InputType::Text:
    case InputType::Reference:
      input.min = taken(from.integer("min", 0, kMaxTextCharacters, 1));
      input.max = taken(from.integer("max", 1, kMaxTextCharacters, kMaxTextCharacters));
      break;
    case InputType::Integer:
    case InputType::Money:
      input.min = taken(from.integer("min", kLeast, kMost));
      input.max = taken(from.integer("max", kLeast, kMost));
      break;
    case InputType::Texts:
      input.min = taken(from.integer("min", 0, kMaxEntries));
      input.max = taken(from.integer("max", 1, kMaxEntries));
      break;
    case InputType::Rows:
      input.min = taken(from.integer("min", 0, kMaxRows));
      input.max = taken(from.integer("max", 1, kMaxRows));
      break;
    default:
      return;
  }
  if (input.min > input.max) note(from, "min", "is over max");
}

Input read_input(const TomlReader& from);

/// What each row holds: single things, always asked for in the same way.
void read_fields(const TomlReader& from, Input& input) {
  for (const TomlReader& entry : taken(from.tables("field"))) {
    input.fields.push_back(read_input(entry));
    const Input& field = input.fields.back();
    if (field.type == InputType::Rows || field.type == InputType::Texts)
      note(entry, "type", "is no single thing, as a field must be");
    if (field.required_when || field.visible_when) note(entry, "id", "has a condition; fields have none");
  }
  if (input.fields.empty()) note(from, "field", "is missing");
}

/// The input that a phrase's text would be entered into; null: none of that id, or none for words.
const Input* find_phrased(const Input& input, const std::string& id) {
  if (input.type == InputType::Text) return id == input.id ? &input : nullptr;
  const auto found = std::find_if(input.fields.begin(), input.fields.end(),
                                  [&](const Input& field) { return field.id == id; });
  if (found == input.fields.end()) return nullptr;
  return found->type == InputType::Text || found->type == InputType::Code ? &*found : nullptr;
}

void read_phrases(const TomlReader& from, Input& input) {
  for (const TomlReader& entry : taken(from.tables("phrases"))) {
    auto& phrase = input.phrases.emplace_back();
    for (const std::string& id : entry.keys()) {
      const Input* const cell = find_phrased(input, id);
      std::string text = read_text(entry, id);
      if (cell == nullptr) {
        note(entry, id, "takes no words here");
      } else if (const std::string why = text_fault(*cell, text); !why.empty()) {
        note(entry, id, why);
      }
      phrase.insert_or_assign(id, std::move(text));
    }
    if (phrase.empty()) note(from, "phrases", "has an empty one");
  }
}

Input read_input(const TomlReader& from) {
  Input input;
  input.id = read_text(from, "id");
  input.type = read_word(from, "type", kTypes, false);
  input.label = read_label(from, "label");
  if (from.has("help")) input.help = read_label(from, "help");
  input.required = taken(from.get_or<bool>("required", true));
  input.required_when = read_condition(from, "required_when");
  input.visible_when = read_condition(from, "visible_when");
  if (from.has("required") && from.has("required_when"))
    note(from, "required", "and required_when are both there");
  if (input.type == InputType::Code || input.type == InputType::Texts) read_codes(from, input);
  if (input.type == InputType::Rows) read_fields(from, input);
  read_bounds(from, input);
  if (input.type == InputType::Text || input.type == InputType::Rows) read_phrases(from, input);
  input.level = read_text(from, "level");
  constexpr std::array<std::string_view, 4> kLevels{"L0", "L1", "L2", "L3"};
  if (std::find(kLevels.begin(), kLevels.end(), input.level) == kLevels.end())
    note(from, "level", "is not L0, L1, L2 or L3");
  return input;
}

/// A list of states, or "any_open" for every one that is not final.
std::vector<std::string> read_from(const TomlReader& from, const std::vector<State>& states) {
  const base::TomlValue* value = from.has("from") ? from.value("from") : nullptr;
  if (value == nullptr || !std::holds_alternative<std::string>(value->content))
    return taken(from.list<std::string>("from"));
  std::vector<std::string> open;
  if (std::get<std::string>(value->content) != "any_open")
    note(from, "from", "is neither a list nor any_open");
  for (const State& state : states) {
    if (!state.final) open.push_back(state.id);
  }
  return open;
}

/// All but where it leads from and to.
Transition read_deed(const TomlReader& from) {
  Transition transition;
  transition.event = read_text(from, "event");
  transition.name = read_label(from, "name");
  transition.origin = read_word(from, "origin", kOrigins, true);
  transition.roles = taken(from.list<std::string>("roles"));
  transition.needs = taken(from.list<std::string>("needs"));
  transition.resets = taken(from.list<std::string>("resets"));
  for (const TomlReader& entry : taken(from.tables("input"))) transition.inputs.push_back(read_input(entry));
  transition.counts_from = read_optional(from, "counts_from");
  transition.item = read_optional(from, "item");
  transition.adds = taken(from.get_or<bool>("adds", false));
  if (transition.adds && transition.item.empty()) note(from, "adds", "without an item");
  transition.opens = taken(from.list<std::string>("opens"));
  transition.party = read_optional(from, "party");
  transition.guard = read_condition(from, "guard");
  transition.guard_code = read_optional(from, "guard_code");
  if (from.has("guard") != from.has("guard_code")) note(from, "guard", "and guard_code belong together");
  transition.adverse = taken(from.get_or<bool>("adverse", false));
  transition.record = read_optional(from, "record");
  transition.effect = read_optional(from, "effect");
  transition.outputs = taken(from.list<std::string>("outputs"));
  transition.cites = read_cites(from);
  transition.reading = read_reading(from);
  return transition;
}

/// One transition; or, when "to" is left out, one for each state, in which the case stays.
void read_transition(const TomlReader& from, Procedure& procedure) {
  Transition transition = read_deed(from);
  transition.from = read_from(from, procedure.states);
  if (from.has("to") || transition.from.empty()) {
    transition.to = read_text(from, "to");
    procedure.transitions.push_back(std::move(transition));
    return;
  }
  const std::vector<std::string> states = std::move(transition.from);
  for (const std::string& state : states) {
    transition.from = {state};
    transition.to = state;
    procedure.transitions.push_back(transition);
  }
}

Gate read_gate(const TomlReader& from) {
  constexpr std::int64_t kMostPersons = 20;  // of a hearing or a review; ours
  Gate gate;
  gate.id = read_text(from, "id");
  gate.joins = read_optional(from, "joins");
  gate.event = gate.joins.empty() ? read_text(from, "event") : std::string();
  gate.persons = gate.joins.empty() ? taken(from.integer("persons", 1, kMostPersons, 1)) : 1;
  gate.if_any = gate.joins.empty() && taken(from.get_or<bool>("if_any", false));
  gate.name = read_label(from, "name");
  gate.code = read_text(from, "code");
  gate.article = read_text(from, "article");
  return gate;
}

Separation read_separation(const TomlReader& from) {
  return Separation{read_text(from, "one"),  read_text(from, "other"),   read_label(from, "name"),
                    read_text(from, "code"), read_text(from, "article"), read_reading(from)};
}

void read_length(const TomlReader& from, Clock& clock) {
  clock.unit = read_word(from, "unit", kUnits, false);
  clock.length_setting = read_optional(from, "length_setting");
  clock.length_field = read_optional(from, "length_field");
  const bool whole = clock.unit == Clock::Unit::WorkingDays || clock.unit == Clock::Unit::CalendarDays;
  if (clock.length_setting.empty() && clock.length_field.empty())
    clock.length = taken(from.integer("length", whole ? 0 : 1, longest_of(clock.unit)));
  if (!clock.length_setting.empty() && !clock.length_field.empty())
    note(from, "length_field", "and length_setting are both there");
  clock.backward = taken(from.get_or<bool>("backward", false));
  if (clock.unit == Clock::Unit::Hours && clock.backward) note(from, "unit", "hours count forward");
  if (clock.backward && !whole) note(from, "backward", "counts days");
}

void read_pauses(const TomlReader& from, Clock& clock) {
  for (const TomlReader& entry : taken(from.tables("pauses")))
    clock.pauses.push_back(Pause{read_text(entry, "from"), read_text(entry, "until")});
  if (!clock.pauses.empty() && (clock.unit != Clock::Unit::WorkingDays || clock.backward))
    note(from, "pauses", "stop working days that count forward, and no others");
}

Clock read_clock(const TomlReader& from) {
  Clock clock;
  clock.id = read_text(from, "id");
  clock.name = read_label(from, "name");
  clock.starts = read_text(from, "starts");
  read_length(from, clock);
  read_pauses(from, clock);
  clock.met_by = taken(from.list<std::string>("met_by"));
  clock.cancelled_by = taken(from.list<std::string>("cancelled_by"));
  clock.revived_by = taken(from.list<std::string>("revived_by"));
  clock.on_expiry = read_optional(from, "on_expiry");
  clock.reminders = taken(from.list<std::int64_t>("reminders"));
  const auto outside = [](std::int64_t days) { return days < 0 || days > kLongestReminderDays; };
  if (std::any_of(clock.reminders.begin(), clock.reminders.end(), outside))
    note(from, "reminders", "are days before the end");
  clock.rolled = taken(from.get_or<bool>("rolled", true));
  clock.cites = read_cites(from);
  clock.reading = read_reading(from);
  return clock;
}

Result<Procedure> read_procedure(const TomlReader& root) {
  Procedure made;
  made.file = root.file();
  made.id = read_text(root, "id");
  made.name = read_label(root, "name");
  if (const auto from = root.get<base::Date>("in_force_from")) made.in_force_from = *from;
  made.until = taken(root.find<base::Date>("until"));
  made.cites = read_cites(root);
  made.internal = taken(root.get_or<bool>("internal", false));
  made.settings = taken(root.list<std::string>("settings"));
  for (const TomlReader& entry : taken(root.tables("state"))) {
    made.states.push_back(
        State{read_text(entry, "id"), read_label(entry, "name"), taken(entry.get_or<bool>("final", false))});
  }
  for (const TomlReader& entry : taken(root.tables("item")))
    made.items.push_back(ItemKind{read_text(entry, "id"), read_label(entry, "name")});
  for (const TomlReader& entry : taken(root.tables("transition"))) read_transition(entry, made);
  for (const TomlReader& entry : taken(root.tables("gate"))) made.gates.push_back(read_gate(entry));
  for (const TomlReader& entry : taken(root.tables("separation")))
    made.separations.push_back(read_separation(entry));
  for (const TomlReader& entry : taken(root.tables("clock"))) made.clocks.push_back(read_clock(entry));
  YX_CHECK(root.finish());
  if (made.until && *made.until < made.in_force_from) return root.fault("until", "is before in_force_from");
  made.version = made.id + "/" + base::format_date(made.in_force_from);
  return made;
}

Result<std::vector<std::filesystem::path>> procedure_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code failed;
  for (std::filesystem::directory_iterator entry(folder, failed), end; !failed && entry != end;
       entry.increment(failed)) {
    if (entry->path().extension() == ".toml") files.push_back(entry->path());
  }
  if (failed || files.empty())
    return base::make_error(base::ErrorKind::NotFound, "procedure.folder", folder.string());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

Result<Procedure> parse(std::string_view text, std::string file) {
  YX_TRY(const TomlReader root, TomlReader::parse(text, std::move(file)));
  return read_procedure(root);
}

Result<Procedure> load(const std::filesystem::path& file) {
  YX_TRY(const TomlReader root, TomlReader::load(file));
  return read_procedure(root);
}

Result<std::map<std::string, std::vector<Procedure>>> load_all(const std::filesystem::path& folder) {
  YX_TRY(const std::vector<std::filesystem::path> files, procedure_files(folder));
  std::map<std::string, std::vector<Procedure>> loaded;
  for (const std::filesystem::path& file : files) {
    YX_TRY(Procedure procedure, load(file));
    std::vector<Procedure>& versions = loaded[procedure.id];
    versions.push_back(std::move(procedure));
  }
  for (auto& [id, versions] : loaded) {
    std::sort(versions.begin(), versions.end(),
              [](const Procedure& a, const Procedure& b) { return a.in_force_from < b.in_force_from; });
    const auto overlap = std::adjacent_find(
        versions.begin(), versions.end(),
        [](const Procedure& a, const Procedure& b) { return !a.until || *a.until >= b.in_force_from; });
    if (overlap != versions.end()) {
      return base::make_error(base::ErrorKind::Conflict, "procedure.version",
                              overlap->file + " and " + std::next(overlap)->file + " are in force together");
    }
  }
  return loaded;
}

}  // namespace yinxin::procedure
