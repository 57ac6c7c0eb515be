#include "endpoints/registration/inputs.hpp"

#include <limits>

namespace yinxin::endpoints {

using procedure::Input;
using procedure::InputType;
using procedure::Value;

namespace {

constexpr std::size_t kMaxTexts = 64;  // of one input; what the rules say is lower

std::optional<Value> read_date(const http::JsonReader& inputs, const std::string& id) {
  const auto text = inputs.optional_text(id);
  if (!text) return std::nullopt;
  const auto date = base::parse_date(*text);
  if (date) return Value(*date);
  inputs.fault(id, "is not a date YYYY-MM-DD");
  return std::nullopt;
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
      return Value(inputs.texts(input.id, kMaxTexts));
    case InputType::Date:
      return read_date(inputs, input.id);
    case InputType::Text:
    case InputType::Code:
    case InputType::File:
    case InputType::Reference:
    case InputType::Region:
      break;
    case InputType::Rows:  // no procedure that this program plays has any
      inputs.fault(input.id, "cannot be entered here");
      return std::nullopt;
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

void write_value(http::JsonWriter& json, std::string_view name, const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) json.text(name, *text);
  if (const auto* number = std::get_if<std::int64_t>(&value)) json.integer(name, *number);
  if (const auto* flag = std::get_if<bool>(&value)) json.boolean(name, *flag);
  if (const auto* date = std::get_if<base::Date>(&value)) json.text(name, base::format_date(*date));
  if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) {
    json.array(name, [&] {
      for (const std::string& text : *texts) json.item(text);
    });
  }
}

void write_label(http::JsonWriter& json, const procedure::Label& label) {
  json.text("zh", label.zh).text("en", label.en);
}

void write_inputs(http::JsonWriter& json, const procedure::Transition& transition) {
  json.array("inputs", [&] {
    for (const Input& input : transition.inputs) {
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
      });
    }
  });
}

}  // namespace yinxin::endpoints
