#include "cases/acts.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/ids.hpp"
#include "cases/value_record.hpp"
#include "crypto/sm3.hpp"
#include "proof/act_code.hpp"

namespace yinxin::cases {

namespace {

void add_fact(proof::Record& record, std::string_view name, std::string_view value) {
  if (!record.add(name, value)) throw std::logic_error("fact " + std::string(name));
}

void add_if(proof::Record& record, std::string_view name, std::string_view value) {
  if (!value.empty()) add_fact(record, name, value);
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ",") + word;
  return text;
}

proof::ActCode act_named(std::string_view name) {
  for (const proof::ActInfo& act : proof::all_acts()) {
    if (act.name == name) return act.code;
  }
  throw std::logic_error("act " + std::string(name));  // check_rules() has seen them all
}

proof::ActCode code_of(const procedure::Transition& transition) {
  if (!transition.record.empty()) return act_named(transition.record);
  return transition.from.empty() ? proof::ActCode::CaseOpened : proof::ActCode::CaseStep;
}

/// As it may stand in an act record: codes, flags, numbers, dates and digests themselves; nothing for free
/// text.
std::optional<std::string> plain_value(const procedure::Input& input, const procedure::Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* date = std::get_if<base::Date>(&value)) return base::format_date(*date);
  if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) {
    return input.codes.empty() ? std::nullopt : std::optional(joined(*texts));
  }
  using procedure::InputType;
  const bool plain =
      input.type == InputType::Code || input.type == InputType::File || input.type == InputType::Region;
  return plain ? std::optional(std::get<std::string>(value)) : std::nullopt;
}

void add_inputs(proof::Record& record, const procedure::Transition& transition,
                const procedure::Values& inputs) {
  for (const procedure::Input& input : transition.inputs) {
    const auto found = inputs.find(input.id);
    if (found == inputs.end()) continue;
    if (const auto plain = plain_value(input, found->second)) {
      add_fact(record, "input." + input.id, *plain);
    } else {
      add_fact(record, "input." + input.id + ".sm3", base::to_hex(crypto::sm3(to_bytes(found->second))));
    }
  }
}

void add_signature(proof::Record& record, const officers::Actor* actor) {
  if (actor == nullptr || actor->signature.empty()) return;
  add_fact(record, "actor.signature_base", base::as_text(actor->signature_base));
  add_fact(record, "actor.signature", base::as_text(actor->signature));
}

void add_clock(proof::Record& record, std::string_view clock, std::string_view item, std::int64_t start) {
  add_fact(record, "clock", clock);
  add_if(record, "item", item);
  add_fact(record, "start", std::to_string(start));
}

/// Of a case its own, else of the file.
std::string object_of(const FileNote& note) {
  return note.number.empty() ? "case_file/" + note.id : "case/" + note.number;
}

}  // namespace

std::string object_of(const Case& the_case) {
  return "case/" + the_case.number;
}

ledger::Act act_of_step(const Case& the_case, const Event& event, const procedure::Transition& transition,
                        const std::string& from, const std::vector<std::string>& opened) {
  const StepNote& step = the_case.steps.back();
  ledger::Act act;
  act.code = code_of(transition);
  act.object = object_of(the_case);
  act.record = ledger::facts({{"actor", step.actor},
                              {"at", base::format_utc(step.at)},
                              {"event", step.event},
                              {"position", std::to_string(step.position)},
                              {"procedure", the_case.procedure_version},
                              {"to", the_case.state()}});
  add_if(act.record, "from", from);
  add_if(act.record, "outputs", joined(transition.outputs));
  add_if(act.record, "opened", joined(opened));
  add_if(act.record, "told_by", event.source);
  if (step.on) add_fact(act.record, "on", base::format_date(*step.on));
  if (event.fired) {
    add_clock(act.record, event.fired->clock, step.item, event.fired->start);
  } else {
    add_if(act.record, "item", step.item);
  }
  if (transition.from.empty()) {
    add_fact(act.record, "party", the_case.party);
    add_fact(act.record, "scope", the_case.scope);
    add_if(act.record, "parent", the_case.parent);
  }
  add_signature(act.record, event.actor);
  add_inputs(act.record, transition, step.inputs);
  return act;
}

ledger::Act act_of_overdue(const Case& the_case, const ClockNote& note) {
  ledger::Act act;
  act.code = proof::ActCode::ClockOverdue;
  act.object = object_of(the_case);
  act.record = ledger::facts({{"state", the_case.state()},
                              {"procedure", the_case.procedure_version},
                              {"rule", note.due.rule},
                              {"started_on", base::format_date(note.due.start)},
                              {"due_raw", base::format_date(note.due.due_raw)},
                              {"due_effective", base::format_date(note.due.due_effective)},
                              {"overdue_since", base::format_utc(note.at)}});
  add_clock(act.record, note.clock, note.item, note.start);
  return act;
}

ledger::Act act_of_move(const Case& the_case, const ClockMove& move) {
  ledger::Act act;
  act.code = proof::ActCode::ClockMoved;
  act.object = object_of(the_case);
  act.record = ledger::facts({{"reason", move.reason},
                              {"old_raw", base::format_date(move.old_raw)},
                              {"old_effective", base::format_date(move.old_effective)},
                              {"new_raw", base::format_date(move.new_raw)},
                              {"new_effective", base::format_date(move.new_effective)}});
  add_clock(act.record, move.clock, move.item, move.start);
  return act;
}

ledger::Act act_of_recalculation(const Recalculation& recalculation, const officers::Actor& actor) {
  ledger::Act act;
  act.code = proof::ActCode::ClocksRecalculated;
  act.object = "recalculation/" + base::to_hex(recalculation.id);
  act.record = ledger::facts({{"actor", recalculation.actor}, {"reason", recalculation.reason}});
  add_signature(act.record, &actor);
  return act;
}

ledger::Act act_of_notice(const CalendarNotice& notice, const base::Bytes& recalculation,
                          const officers::Actor& actor) {
  ledger::Act act;
  act.code = notice.confirmed_at ? proof::ActCode::CalendarConfirmed : proof::ActCode::CalendarProposed;
  act.object = "calendar/" + std::to_string(notice.year);
  act.record = ledger::facts({{"actor", actor.id},
                              {"number", std::to_string(notice.number)},
                              {"notice", notice.notice},
                              {"content_sm3", notice.sm3}});
  if (notice.confirmed_at) {
    add_fact(act.record, "proposed_by", notice.proposed_by);
    add_fact(act.record, "recalculation", base::to_hex(recalculation));
  }
  add_signature(act.record, &actor);
  return act;
}

ledger::Act act_of_file(const FileNote& note, const officers::Actor& actor) {
  ledger::Act act;
  act.code = proof::ActCode::CaseFileAdded;
  act.object = object_of(note);
  act.record = ledger::facts({{"actor", actor.id},
                              {"file", note.id},
                              {"file_sm3", base::to_hex(note.sm3)},
                              {"input", note.input},
                              {"level", note.level},
                              {"media_type", note.media_type},
                              {"procedure", note.procedure},
                              {"size", std::to_string(note.size)}});
  add_signature(act.record, &actor);
  return act;
}

ledger::Act act_of_look(const FileNote& note, const std::string& reason, const officers::Actor& actor) {
  ledger::Act act;
  act.code = proof::ActCode::PersonalDataViewed;
  act.object = object_of(note);
  act.record = ledger::facts({{"actor", actor.id}, {"fields", "file." + note.id}, {"reason", reason}});
  add_signature(act.record, &actor);
  return act;
}

ledger::Act act_of_sweep(const FileNote& note) {
  ledger::Act act;
  act.code = proof::ActCode::CaseFileSwept;
  act.object = object_of(note);
  act.record = ledger::facts({{"file", note.id},
                              {"file_sm3", base::to_hex(note.sm3)},
                              {"added_by", note.added_by},
                              {"added_at", base::format_utc(note.added_at)}});
  return act;
}

}  // namespace yinxin::cases
