// Files as tables; statutory periods, duties and readings.
#include <algorithm>

#include "rules/load_parts.hpp"

namespace yinxin::rules {
namespace {

constexpr std::int64_t kLongest = 36500;  // days; base::WorkCalendar::kMaxPeriodDays

/// "12-01", in a year that is no leap year.
bool is_day_of_year(const std::string& text) {
  return text.size() == 5 && base::parse_date("2025-" + text).has_value();
}

bool is_day_of_month(const std::string& text) {
  return text.size() == 2 && text <= "28" && base::parse_date("2025-01-" + text).has_value();
}

void check_length(Row& row, const StatutoryClock& clock) {
  const bool fixed = clock.unit == "fixed";
  const bool set = clock.unit == "set";
  if (fixed != !clock.day.empty() || set != !clock.setting.empty() || (fixed || set) == row.has("length"))
    row.fault("期限长短应当只写一种：length，或者 fixed 的 day，或者 set 的 setting。",
              "A length is said once: by length, of fixed by day, of set by setting.");
  if (fixed && !is_day_of_year(clock.day))
    row.fault("“" + clock.day + "”不是月日（如 01-15）。", clock.day + " is no month and day.");
}

void check_where(Row& row, const StatutoryClock& clock) {
  const bool runs = !clock.runs_in.empty() || !clock.runs_at.empty();
  if (runs == (clock.not_yet != 0))
    row.fault(
        "应当写明由哪个程序（runs_in）或者何处（runs_at）计算；尚未计算的写明由哪一批工作补上（not_yet）。",
        "Either runs_in or runs_at say who counts this period, or not_yet when nobody does.");
  for (const std::int64_t days : clock.reminders) {
    if (days < 0 || days > kLongest)
      row.fault("提醒应当是届满前的天数。", "A reminder is a number of days before the last one.");
  }
}

std::string kind_of(const base::TomlValue& value) {
  constexpr const char* kKinds[] = {"text", "number", "flag", "date", "list", "table"};
  return kKinds[value.content.index()];
}

void read_default(Row& row, Reading& reading) {
  const base::TomlValue* value = row.value("default");
  if (value == nullptr) return row.fault("缺少推荐值（default）。", "The recommended value is missing.");
  reading.kind = kind_of(*value);
  if (const auto* text = std::get_if<std::string>(&value->content)) {
    reading.recommended = *text;
  } else if (const auto* number = std::get_if<std::int64_t>(&value->content)) {
    reading.recommended = *number;
  } else if (const auto* flag = std::get_if<bool>(&value->content)) {
    reading.recommended = *flag;
  } else if (reading.kind == "list") {
    reading.recommended = row.texts("default");
  } else {
    row.fault("推荐值应为文字、整数、是否或者列表。", "The default is a text, a number, a flag or a list.");
  }
  const auto* chosen = std::get_if<std::string>(&reading.recommended);
  if (!reading.choices.empty() &&
      (chosen == nullptr ||
       std::find(reading.choices.begin(), reading.choices.end(), *chosen) == reading.choices.end()))
    row.fault("推荐值不在可选值中。", "The default is not one of the choices.");
}

}  // namespace

LawFile::LawFile(const std::filesystem::path& rules, const std::string& name, Findings& findings)
    : name_("rules/" + name), findings_(findings) {
  const base::Result<base::TomlReader> read = base::TomlReader::load(rules / name);
  if (!read) {
    add_finding(findings_, Place{name_, 1}, name, "文件不能读取：" + read.error().detail,
                "The file cannot be read: " + base::describe(read.error()));
    return;
  }
  readable_ = true;
  for (const std::string& key : read->keys()) {
    root_.members.push_back(base::TomlMember{key, *read->value(key)});
  }
  top_.emplace(root_, name_, name, findings_);
  const base::TomlValue* from = top_->value("in_force_from");
  const auto* date = from == nullptr ? nullptr : std::get_if<base::Date>(&from->content);
  if (date == nullptr) {
    top_->fault("缺少施行日期（in_force_from）。", "in_force_from is missing.");
  } else {
    in_force_from_ = *date;
  }
}

LawFile::~LawFile() {
  if (single_) single_->finish();
  if (top_) top_->finish();
}

std::vector<Row> LawFile::rows(const std::string& key) {
  if (!readable_) return {};
  std::vector<Row> rows = top_->rows(key, key);
  if (rows.empty()) top_->fault("没有 [[" + key + "]]。", "There is no [[" + key + "]].");
  return rows;
}

Row* LawFile::single(const std::string& key) {
  if (!readable_) return nullptr;
  const base::TomlValue* value = top_->value(key);
  const auto* table = value == nullptr ? nullptr : std::get_if<base::TomlTable>(&value->content);
  if (table == nullptr) {
    top_->fault("没有 [" + key + "]。", "There is no [" + key + "].");
    return nullptr;
  }
  single_.emplace(*table, name_, key, findings_);
  return &*single_;
}

StatutoryClock read_clock(Row& row) {
  StatutoryClock clock;
  clock.place = row.place();
  clock.id = row.text("id");
  row.name(clock.id);
  clock.name = row.label("name");
  clock.cites = row.texts("cites");
  clock.from = row.label("from");
  clock.unit =
      row.word("unit", {"working_days", "calendar_days", "months", "years", "hours", "fixed", "set"});
  clock.length = row.optional_number("length", 0, kLongest).value_or(0);
  clock.day = row.optional_text("day");
  clock.setting = row.optional_text("setting");
  clock.stored = row.optional_text("stored");
  clock.backward = row.flag("backward");
  clock.rolled = row.word("watched", {"raw", "rolled"}) == "rolled";
  clock.missed = row.label("missed");
  clock.penalty = row.optional_text("penalty");
  clock.runs_in = row.texts("runs_in");
  clock.runs_at = row.optional_text("runs_at");
  clock.not_yet = row.optional_number("not_yet", 1, kSlices).value_or(0);
  clock.readings = row.texts("readings");
  clock.reminders = row.numbers("reminders");
  if (row.has("reading")) clock.ours = row.word("reading", {"ours"}) == "ours";
  check_length(row, clock);
  check_where(row, clock);
  return clock;
}

Duty read_duty(Row& row) {
  Duty duty;
  duty.place = row.place();
  duty.id = row.text("id");
  row.name(duty.id);
  duty.name = row.label("name");
  duty.cites = row.texts("cites");
  duty.by = row.word("by", {"provider", "regulator", "applicant"});
  duty.clock = row.optional_text("clock");
  if (row.has("recurs")) duty.recurs = row.word("recurs", {"monthly", "yearly"});
  duty.opens = row.optional_text("opens");
  duty.documents = row.texts("documents");
  duty.penalty = row.optional_text("penalty");
  duty.done_by_procedure = row.optional_text("done_by_procedure");
  duty.done_by_operation = row.optional_text("done_by_operation");
  duty.not_yet = row.optional_number("not_yet", 1, kSlices).value_or(0);
  duty.readings = row.texts("readings");
  const int said = (duty.done_by_procedure.empty() ? 0 : 1) + (duty.done_by_operation.empty() ? 0 : 1) +
                   (duty.not_yet == 0 ? 0 : 1);
  if (said != 1)
    row.fault("应当写明由哪个程序或者操作履行，或者由哪一批工作补上（not_yet），三者择一。",
              "One of done_by_procedure, done_by_operation and not_yet says who does this.");
  const bool good = duty.recurs.empty()        ? duty.opens.empty()
                    : duty.recurs == "monthly" ? is_day_of_month(duty.opens)
                                               : is_day_of_year(duty.opens);
  if (!good)
    row.fault("重复义务应当写明何日开立（每年如 12-01，每月如 01）。",
              "A recurring duty says when it opens: 12-01 of each year, 01 of each month.");
  return duty;
}

Reading read_reading(Row& row) {
  Reading reading;
  reading.place = row.place();
  reading.id = row.text("id");
  row.name(reading.id);
  reading.question = row.label("question");
  reading.answer = row.label("answer");
  reading.cites = row.texts("cites");
  reading.decided_by = row.word("decided_by", {"text", "officer", "program"});
  reading.choices = row.texts("choices");
  reading.not_yet = row.optional_number("not_yet", 1, kSlices).value_or(0);
  if (reading.decided_by != "program") return reading;
  reading.setting = row.text("setting");
  if (reading.setting.rfind("reading.", 0) != 0)
    row.fault("设置项应当以 reading. 开头。", "The setting begins with reading.");
  read_default(row, reading);
  return reading;
}

}  // namespace yinxin::rules
