#include "procedure/inputs.hpp"

#include <algorithm>
#include <set>

#include "procedure/condition.hpp"

namespace yinxin::procedure {

namespace {

constexpr std::size_t kSm3HexDigits = 64;  // GB/T 32905: 256 bits

std::int64_t characters(std::string_view utf8) {
  return std::count_if(utf8.begin(), utf8.end(), [](char octet) { return (octet & '\xC0') != '\x80'; });
}

/// Nothing but spaces, the ideographic one included: as good as not entered.
bool is_blank(std::string_view text) {
  constexpr std::string_view kIdeographicSpace = "\u3000";
  while (!text.empty()) {
    if (text.substr(0, kIdeographicSpace.size()) == kIdeographicSpace) {
      text.remove_prefix(kIdeographicSpace.size());
    } else if (std::string_view(" \t\r\n").find(text.front()) != std::string_view::npos) {
      text.remove_prefix(1);
    } else {
      return false;
    }
  }
  return true;
}

std::string outside(const Input& input, std::string_view what) {
  return std::string(what) + " not from " + std::to_string(input.min) + " to " + std::to_string(input.max);
}

bool is_code(const Input& input, std::string_view word) {
  return std::any_of(input.codes.begin(), input.codes.end(),
                     [&](const auto& code) { return code.first == word; });
}

}  // namespace

std::string text_fault(const Input& input, const std::string& text) {
  switch (input.type) {
    case InputType::Code:
      return is_code(input, text) ? "" : "not in the list";
    case InputType::File:
      return text.size() == kSm3HexDigits && text.find_first_not_of("0123456789abcdef") == std::string::npos
                 ? ""
                 : "not an SM3 digest in lower-case hexadecimal";
    default: {
      if (is_blank(text)) return input.min > 0 || !text.empty() ? "blank" : "";
      const std::int64_t length = characters(text);
      return length < input.min || length > input.max ? outside(input, "characters") : "";
    }
  }
}

namespace {

std::string texts_fault(const Input& input, const std::vector<std::string>& texts) {
  const auto count = static_cast<std::int64_t>(texts.size());
  if (count < input.min || count > input.max) return outside(input, "entries");
  const bool closed = !input.codes.empty();
  for (const std::string& text : texts) {
    if (is_blank(text) || characters(text) > kMaxTextCharacters) return "a blank or too long entry";
    if (closed && !is_code(input, text)) return "an entry that is not in the list";
  }
  const std::set<std::string_view> distinct(texts.begin(), texts.end());
  return closed && distinct.size() != texts.size() ? "an entry twice" : "";
}

bool is_region(std::string_view text) {
  constexpr std::size_t kDigits = 6;  // GB/T 2260
  return text.size() == kDigits && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string fault_of(const Input& input, const Value& value);

/// A row holds its required fields and no others.
std::string row_fault(const Input& input, const Rows::value_type& row) {
  for (const Input& field : input.fields) {
    const auto found = row.find(field.id);
    if (found == row.end()) {
      if (field.required) return field.id + " missing";
      continue;
    }
    const Value value = std::visit([](const auto& cell) { return Value(cell); }, found->second);
    const std::string why = fault_of(field, value);
    if (!why.empty()) return field.id + " " + why;
  }
  for (const auto& [id, cell] : row) {
    const auto known = [&, &name = id](const Input& field) { return field.id == name; };
    if (std::none_of(input.fields.begin(), input.fields.end(), known))
      return "has a field that it does not ask for";
  }
  return "";
}

std::string rows_fault(const Input& input, const Rows& rows) {
  const auto count = static_cast<std::int64_t>(rows.size());
  if (count < input.min || count > input.max) return outside(input, "rows");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string why = row_fault(input, rows[i]);
    if (!why.empty()) return "row " + std::to_string(i + 1) + ": " + why;
  }
  return "";
}

/// Empty: it is what is asked for.
std::string fault_of(const Input& input, const Value& value) {
  switch (input.type) {
    case InputType::Text:
    case InputType::Code:
    case InputType::File:
    case InputType::Reference:
      if (const auto* text = std::get_if<std::string>(&value)) return text_fault(input, *text);
      return "not a text";
    case InputType::Region: {
      const auto* text = std::get_if<std::string>(&value);
      return text != nullptr && is_region(*text) ? "" : "not the six digits of a region";
    }
    case InputType::Rows:
      if (const auto* rows = std::get_if<Rows>(&value)) return rows_fault(input, *rows);
      return "not a list of rows";
    case InputType::Integer:
    case InputType::Money:
      if (const auto* number = std::get_if<std::int64_t>(&value))
        return *number < input.min || *number > input.max ? outside(input, "number") : "";
      return "not a whole number";
    case InputType::Date:
      if (const auto* date = std::get_if<base::Date>(&value)) return date->ok() ? "" : "no such day";
      return "not a date";
    case InputType::Flag:
      return std::holds_alternative<bool>(value) ? "" : "not true or false";
    case InputType::Texts:
      if (const auto* texts = std::get_if<std::vector<std::string>>(&value))
        return texts_fault(input, *texts);
      return "not a list of texts";
  }
  return "of no known kind";
}

void add_unknown(const Transition& transition, const Values& inputs, std::vector<std::string>& faults) {
  for (const auto& [id, value] : inputs) {
    const auto known = [&, &name = id](const Input& input) { return input.id == name; };
    if (std::none_of(transition.inputs.begin(), transition.inputs.end(), known))
      faults.push_back("an input that " + transition.event + " does not ask for");
  }
}

}  // namespace

std::vector<std::string> input_faults(const Transition& transition, const Values& inputs,
                                      const Values& values, const Values& settings) {
  std::vector<std::string> faults;
  for (const Input& input : transition.inputs) {
    const auto found = inputs.find(input.id);
    const bool visible = !input.visible_when || input.visible_when->holds(inputs, values, settings);
    if (!visible) {
      if (found != inputs.end()) faults.push_back(input.id + ": not asked for here");
      continue;
    }
    if (found != inputs.end()) {
      const std::string why = fault_of(input, found->second);
      if (!why.empty()) faults.push_back(input.id + ": " + why);
      continue;
    }
    const bool required =
        input.required_when ? input.required_when->holds(inputs, values, settings) : input.required;
    if (required) faults.push_back(input.id + ": missing");
  }
  add_unknown(transition, inputs, faults);
  return faults;
}

std::vector<std::string> told_faults(const Transition& transition, const Values& inputs) {
  std::vector<std::string> faults;
  for (const Input& input : transition.inputs) {
    const auto found = inputs.find(input.id);
    const std::string why = found == inputs.end() ? "" : fault_of(input, found->second);
    if (!why.empty()) faults.push_back(input.id + ": " + why);
  }
  add_unknown(transition, inputs, faults);
  return faults;
}

}  // namespace yinxin::procedure
