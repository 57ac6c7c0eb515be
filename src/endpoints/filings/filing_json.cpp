#include "endpoints/filings/filing_json.hpp"

#include <algorithm>

#include "endpoints/inputs.hpp"
#include "endpoints/procedure_json.hpp"

namespace yinxin::endpoints {

using filings::Notice;
using http::JsonWriter;
using procedure::Procedure;

namespace {

std::string_view filing_state_zh(filings::State state) {
  switch (state) {
    case filings::State::Sent:
      return "已报送";
    case filings::State::Received:
      return "对方已收";
    case filings::State::Open:
      return "办理中";
    case filings::State::Returned:
      return "已退回";
    case filings::State::Ended:
      return "已办结";
  }
  return "";
}

/// The input, whichever transition of the event asks for it.
const procedure::Input* input_of(const Procedure* procedure, const std::string& event,
                                 const std::string& id) {
  if (procedure == nullptr) return nullptr;
  for (const procedure::Transition& transition : procedure->transitions) {
    if (transition.event != event) continue;
    const auto found = std::find_if(transition.inputs.begin(), transition.inputs.end(),
                                    [&](const auto& input) { return input.id == id; });
    if (found != transition.inputs.end()) return &*found;
  }
  return nullptr;
}

bool shows(const procedure::Input* input) {
  if (input == nullptr || input->level == "L3") return false;
  return std::none_of(input->fields.begin(), input->fields.end(),
                      [](const auto& field) { return field.level == "L3"; });
}

void write_deed(JsonWriter& json, const filings::Deed& deed, const Procedure* procedure) {
  json.text("event", deed.event);
  if (procedure != nullptr) {
    for (const procedure::Transition& transition : procedure->transitions) {
      if (transition.event != deed.event) continue;
      write_label(json, transition.name);
      break;
    }
  }
  if (!deed.item.empty()) json.text("item", deed.item);
  std::vector<std::string> hidden;
  json.object("inputs", [&] {
    for (const auto& [id, value] : deed.inputs) {
      if (shows(input_of(procedure, deed.event, id)))
        write_value(json, id, value);
      else
        hidden.push_back(id);
    }
  });
  write_texts(json, "hidden", hidden);
}

void write_step(JsonWriter& json, const Notice::Step& step) {
  json.integer("position", step.position).text("event", step.event);
  write_label(json, step.name);
  json.time("at", step.at);
  json.array("papers", [&] {
    for (const auto& paper : step.papers) {
      json.object([&] {
        json.text("id", paper.first);
        write_label(json, paper.second);
      });
    }
  });
  json.object("inputs", [&] {
    for (const auto& [id, value] : step.inputs) write_value(json, id, value);
  });
  if (!step.item.empty()) json.text("item", step.item);
  if (step.on) json.text("counts_on", base::format_date(*step.on));
  if (step.shortened) json.boolean("shortened", true);
}

void write_notice(JsonWriter& json, const Notice& notice) {
  json.text("case", notice.case_number);
  json.object("state", [&] {
    json.text("id", notice.state);
    write_label(json, notice.state_name);
    json.boolean("final", notice.ended);
  });
  json.array("steps", [&] {
    for (const Notice::Step& step : notice.steps) json.object([&] { write_step(json, step); });
  });
  json.array("deadlines", [&] {
    for (const Notice::Deadline& deadline : notice.deadlines) {
      json.object([&] {
        json.text("clock", deadline.clock);
        write_label(json, deadline.name);
        if (!deadline.item.empty()) json.text("item", deadline.item);
        json.text("last_day", base::format_date(deadline.last_day)).boolean("paused", deadline.paused);
      });
    }
  });
  if (!notice.paper) return;
  json.object("document", [&] {
    json.integer("position", notice.paper->position).text("document", notice.paper->document);
    json.text("title", notice.paper->title).text("number", notice.paper->number);
    json.text("code", notice.paper->code);
  });
}

bool is_above_internal(const std::string& level) {
  return level > "L1";
}

void write_letter_files(JsonWriter& json, const filings::Shown& shown, const filings::LetterNote& letter,
                        const Procedure* procedure) {
  json.array("files", [&] {
    for (const filings::FileNote& file : letter.files) {
      const std::string level = filings::Records::level_of(shown, letter, file, procedure);
      json.object([&] {
        json.text("name", file.name).text("media_type", file.media_type).integer("size", file.size);
        json.text("sm3", base::to_hex(file.sm3)).text("level", level);
        json.boolean("look", is_above_internal(level));
      });
    }
  });
}

void write_letter(JsonWriter& json, const filings::Shown& shown, const filings::LetterNote& letter,
                  const Procedure* procedure) {
  json.text("id", letter.id.text()).boolean("incoming", letter.incoming);
  json.text("kind", exchange::kind_name(letter.kind)).text("made_by", letter.made_by).time("at", letter.at);
  json.text("state", exchange::state_name(letter.state));
  if (letter.received_at) json.time("received_at", *letter.received_at);
  if (!letter.code.empty()) json.text("code", letter.code);
  if (letter.notice) {
    json.object("notice", [&] { write_notice(json, *letter.notice); });
  } else {
    json.array("deeds", [&] {
      for (const filings::Deed& deed : letter.deeds) json.object([&] { write_deed(json, deed, procedure); });
    });
  }
  write_letter_files(json, shown, letter, procedure);
}

const Notice* notice_of(const filings::Shown& shown, const filings::Matter& matter) {
  for (const filings::LetterNote& letter : shown.letters) {
    if (letter.id == matter.letter && letter.notice) return &*letter.notice;
  }
  return nullptr;
}

/// What did not follow, in words: "…，本机构案件没有随之变动：…".
procedure::Label matter_sentence(const Notice* notice, const filings::Matter& matter,
                                 const http::ErrorTexts::Sentences& why) {
  if (matter.position == filings::Matter::kDocument) {
    const std::string title = notice != nullptr && notice->paper ? notice->paper->title : matter.event;
    return {"主管机关送达的《" + title + "》没有归入本机构案件的材料：" + why.zh,
            "The authority's document \"" + title + "\" is not among the files of our own case: " + why.en};
  }
  procedure::Label name{matter.event, matter.event};
  std::string day;
  if (notice != nullptr) {
    for (const Notice::Step& step : notice->steps) {
      if (step.position != matter.position) continue;
      name = step.name;
      day = base::format_date(base::beijing_date(step.at));
    }
  }
  const std::string on_zh = day.empty() ? "" : "于" + day;
  const std::string on_en = day.empty() ? "" : " on " + day;
  return {"主管机关已" + on_zh + "办理“" + name.zh + "”，本机构案件没有随之变动：" + why.zh,
          "The authority did \"" + name.en + "\"" + on_en + "; our own case did not follow: " + why.en};
}

void write_matter(JsonWriter& json, const filings::Shown& shown, const filings::Matter& matter,
                  const http::ErrorTexts& texts) {
  const auto& why = texts.find(base::make_error(base::ErrorKind::Refused, matter.code));
  json.text("letter", matter.letter.text()).integer("position", matter.position);
  json.text("event", matter.event).text("code", matter.code);
  write_label(json, matter_sentence(notice_of(shown, matter), matter, why));
  json.time("at", matter.at);
  if (matter.settled_by.empty()) return;
  json.text("settled_by", matter.settled_by).time("settled_at", matter.settled_at.value_or(matter.at));
  json.boolean("taken", matter.taken);
}

}  // namespace

bool is_sealed(const filings::Shown& shown, const filings::LetterNote& letter, const filings::FileNote& file,
               const Procedure* procedure) {
  return is_above_internal(filings::Records::level_of(shown, letter, file, procedure));
}

void write_filing(JsonWriter& json, const filings::Filing& filing, const Procedure* procedure) {
  json.text("id", filing.id.text()).text("peer", filing.peer).text("procedure", filing.procedure);
  write_label(json,
              procedure == nullptr ? procedure::Label{filing.procedure, filing.procedure} : procedure->name);
  json.text("scope", filing.scope).boolean("ours", filing.ours);
  if (!filing.own_case.empty()) json.text("own_case", filing.own_case);
  json.text("state", filings::state_name(filing.state)).text("state_zh", filing_state_zh(filing.state));
  if (!filing.case_number.empty()) {
    json.text("case", filing.case_number);
    json.object("case_state", [&] {
      json.text("id", filing.case_state);
      write_label(json, filing.case_state_name);
    });
  }
  if (filing.due_on) json.text("due_on", base::format_date(*filing.due_on));
  if (!filing.code.empty()) json.text("code", filing.code);
  json.time("begun_at", filing.begun_at).time("changed_at", filing.changed_at);
  json.integer("matters", filing.matters);
}

std::string filing_json(const filings::Shown& shown, const Procedure* procedure,
                        const http::ErrorTexts& texts) {
  JsonWriter json;
  json.object([&] {
    write_filing(json, shown.filing, procedure);
    json.array("letters", [&] {
      for (const filings::LetterNote& letter : shown.letters)
        json.object([&] { write_letter(json, shown, letter, procedure); });
    });
    json.array("matters_found", [&] {
      for (const filings::Matter& matter : shown.matters)
        json.object([&] { write_matter(json, shown, matter, texts); });
    });
  });
  return json.text();
}

std::string filing_receipt(const filings::Filing& filing) {
  JsonWriter json;
  json.object([&] {
    json.text("id", filing.id.text()).text("peer", filing.peer).text("procedure", filing.procedure);
    json.text("scope", filing.scope).text("state", filings::state_name(filing.state));
  });
  return json.text();
}

}  // namespace yinxin::endpoints
