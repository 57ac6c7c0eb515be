#include "endpoints/inputs.hpp"

#include <limits>

#include "procedure/condition.hpp"

namespace yinxin::endpoints {

using procedure::Input;
using procedure::InputType;
using procedure::Value;

namespace {

constexpr std::size_t kMaxInputTexts = 64;   // of one input; what the rules say is lower
constexpr std::size_t kMaxInputRows = 1000;  // likewise

std::optional<Value> read_value(const http::JsonReader& inputs, const Input& input);

std::optional<Value> read_date(const http::JsonReader& inputs, const std::string& id) {
  const auto text = inputs.optional_text(id);
  if (!text) return std::nullopt;
  const auto date = base::parse_date(*text);
  if (date) return Value(*date);
  inputs.fault(id, "is not a date YYYY-MM-DD");
  return std::nullopt;
}

/// A cell holds what a value holds, but for lists.
std::optional<procedure::Cell> to_cell(Value value) {
  if (auto* text = std::get_if<std::string>(&value)) return procedure::Cell(std::move(*text));
  if (const auto* number = std::get_if<std::int64_t>(&value)) return procedure::Cell(*number);
  if (const auto* flag = std::get_if<bool>(&value)) return procedure::Cell(*flag);
  if (const auto* date = std::get_if<base::Date>(&value)) return procedure::Cell(*date);
  return std::nullopt;
}

Value read_rows(const http::JsonReader& inputs, const Input& input) {
  procedure::Rows rows;
  for (const http::JsonReader& one : inputs.objects(input.id, kMaxInputRows)) {
    auto& row = rows.emplace_back();
    for (const Input& field : input.fields) {
      if (!one.has(field.id)) continue;
      auto value = read_value(one, field);
      auto cell = value ? to_cell(std::move(*value)) : std::nullopt;
      if (cell) row.insert_or_assign(field.id, std::move(*cell));
    }
  }
  return rows;
}

std::optional<Value> read_value(const http::JsonReader& inputs, const Input& input) {
  constexpr auto kLeast = std::numeric_limits<std::int64_t>::min();
  constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
  switch (input.type) {
    case InputType::Integer:
    case InputType::Money: {
      const auto number = inputs.optional_integer(input.id, kLeast, kMost);
      return number ? std::optional<Value>(*number) : std::nullopt;
    }
    case InputType::Flag:
      return Value(inputs.boolean(input.id));
    case InputType::Texts:
      return Value(inputs.texts(input.id, kMaxInputTexts));
    case InputType::Date:
      return read_date(inputs, input.id);
    case InputType::Text:
    case InputType::Code:
    case InputType::File:
    case InputType::Reference:
    case InputType::Region:
      break;
    case InputType::Rows:
      return read_rows(inputs, input);
  }
  auto text = inputs.optional_text(input.id);
  return text ? std::optional<Value>(std::move(*text)) : std::nullopt;
}

}  // namespace

procedure::Values read_inputs(const http::JsonReader& body, const procedure::Transition& transition) {
  procedure::Values values;
  if (!body.has("inputs")) return values;
  const http::JsonReader inputs = body.object("inputs");
  for (const Input& input : transition.inputs) {
    if (!inputs.has(input.id)) continue;
    auto value = read_value(inputs, input);
    if (value) values.insert_or_assign(input.id, std::move(*value));
  }
  return values;
}

std::string_view input_type_name(InputType type) {
  switch (type) {
    case InputType::Text:
      return "text";
    case InputType::Integer:
      return "integer";
    case InputType::Money:
      return "money";
    case InputType::Date:
      return "date";
    case InputType::Flag:
      return "flag";
    case InputType::Code:
      return "code";
    case InputType::File:
      return "file";
    case InputType::Reference:
      return "reference";
    case InputType::Texts:
      return "texts";
    case InputType::Region:
      return "region";
    case InputType::Rows:
      return "rows";
  }
  return "";
}

namespace {

/// Of a value or of a cell: what is no list.
template <class Variant>
void write_single(http::JsonWriter& json, std::string_view name, const Variant& value) {
  if (const auto* text = std::get_if<std::string>(&value)) json.text(name, *text);
  if (const auto* number = std::get_if<std::int64_t>(&value)) json.integer(name, *number);
  if (const auto* flag = std::get_if<bool>(&value)) json.boolean(name, *flag);
  if (const auto* date = std::get_if<base::Date>(&value)) json.text(name, base::format_date(*date));
}

void write_rows(http::JsonWriter& json, std::string_view name, const procedure::Rows& rows) {
  json.array(name, [&] {
    for (const auto& row : rows) {
      json.object([&] {
        for (const auto& cell : row) write_single(json, cell.first, cell.second);
      });
    }
  });
}

}  // namespace

void write_value(http::JsonWriter& json, std::string_view name, const Value& value) {
  write_single(json, name, value);
  if (const auto* rows = std::get_if<procedure::Rows>(&value)) write_rows(json, name, *rows);
  if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) {
    json.array(name, [&] {
      for (const std::string& text : *texts) json.item(text);
    });
  }
}

void write_label(http::JsonWriter& json, const procedure::Label& label) {
  json.text("zh", label.zh).text("en", label.en);
}

namespace {

void write_phrases(http::JsonWriter& json, const Input& input) {
  if (input.phrases.empty()) return;
  json.array("phrases", [&] {
    for (const auto& phrase : input.phrases) {
      json.object([&] {
        for (const auto& [id, words] : phrase) json.text(id, words);
      });
    }
  });
}

void write_forms(http::JsonWriter& json, std::string_view name, const std::vector<Input>& inputs) {
  json.array(name, [&] {
    for (const Input& input : inputs) {
      json.object([&] {
        json.text("id", input.id).text("type", input_type_name(input.type));
        write_label(json, input.label);
        json.text("help_zh", input.help.zh).text("help_en", input.help.en);
        json.boolean("required", input.required).boolean("conditional", input.required_when != nullptr);
        json.integer("min", input.min).integer("max", input.max).text("level", input.level);
        json.array("codes", [&] {
          for (const auto& code : input.codes) {
            json.object([&] {
              json.text("code", code.first);
              write_label(json, code.second);
            });
          }
        });
        if (input.required_when != nullptr) json.text("required_when", input.required_when->text());
        if (input.visible_when != nullptr)
          json.boolean("shown_conditionally", true).text("visible_when", input.visible_when->text());
        if (input.type == InputType::Rows) write_forms(json, "fields", input.fields);
        write_phrases(json, input);
      });
    }
  });
}

}  // namespace

void write_inputs(http::JsonWriter& json, const procedure::Transition& transition) {
  write_forms(json, "inputs", transition.inputs);
}

}  // namespace yinxin::endpoints
