// A recursive descent over the words of the sentence; a node never refers to one made after it.
#include "procedure/condition.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace yinxin::procedure {

namespace {

using base::ErrorKind;
using base::Result;

struct NamedOperator {
  std::string_view word;
  Comparison::Operator how;
};
// Longer words before their beginnings.
constexpr std::array kOperators{
    NamedOperator{"!=", Comparison::Operator::NotEqual}, NamedOperator{"<=", Comparison::Operator::AtMost},
    NamedOperator{">=", Comparison::Operator::AtLeast},  NamedOperator{"=", Comparison::Operator::Equal},
    NamedOperator{"<", Comparison::Operator::Less},      NamedOperator{">", Comparison::Operator::Greater},
};

struct NamedSource {
  std::string_view prefix;
  Operand::Source source;
};
constexpr std::array kSources{
    NamedSource{"input:", Operand::Source::Input},
    NamedSource{"value:", Operand::Source::Earlier},
    NamedSource{"setting:", Operand::Source::Setting},
};

constexpr std::string_view kWordCharacters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.:-";

bool compare(const Value& left, Comparison::Operator how, const Value& right) {
  if (left.index() != right.index()) return false;
  switch (how) {
    case Comparison::Operator::Equal:
      return left == right;
    case Comparison::Operator::NotEqual:
      return left != right;
    case Comparison::Operator::Less:
      return left < right;
    case Comparison::Operator::AtMost:
      return left <= right;
    case Comparison::Operator::Greater:
      return left > right;
    case Comparison::Operator::AtLeast:
      return left >= right;
    case Comparison::Operator::Exists:
      break;
  }
  return false;
}

std::optional<Value> literal_of(std::string_view word) {
  if (word == "true" || word == "false") return Value(word == "true");
  if (const auto date = base::parse_date(word)) return Value(*date);
  std::int64_t number = 0;
  const auto [end, failure] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (failure == std::errc() && end == word.data() + word.size()) return Value(number);
  return std::nullopt;
}

}  // namespace

class Condition::Parser {
 public:
  explicit Parser(std::string_view text) : all_(text), left_(text) {}

  Result<Condition> whole() {
    if (all_.size() > kMaxOctets) return fault("a shorter sentence");
    YX_TRY(const std::size_t root, joined("or", Node::Kind::Or, 0));
    skip_spaces();
    if (!left_.empty()) return fault("and, or, or the end");
    made_.root_ = root;
    made_.text_ = std::string(all_);
    return std::move(made_);
  }

 private:
  base::Error fault(std::string_view expected) const {
    return base::make_error(
        ErrorKind::Malformed, "procedure.condition",
        "expected " + std::string(expected) + " at octet " + std::to_string(all_.size() - left_.size() + 1));
  }

  void skip_spaces() { left_.remove_prefix(std::min(left_.find_first_not_of(" \t\r\n"), left_.size())); }

  std::string_view next_word() {
    skip_spaces();
    return left_.substr(0, std::min(left_.find_first_not_of(kWordCharacters), left_.size()));
  }

  bool take_word(std::string_view word) {
    if (next_word() != word) return false;
    left_.remove_prefix(word.size());
    return true;
  }

  bool take(std::string_view mark) {
    skip_spaces();
    if (left_.substr(0, mark.size()) != mark) return false;
    left_.remove_prefix(mark.size());
    return true;
  }

  std::size_t add(Node node) {
    made_.nodes_.push_back(std::move(node));
    return made_.nodes_.size() - 1;
  }

  /// Parts with the same word between them: "or" over "and" over single ones.
  Result<std::size_t> joined(std::string_view word, Node::Kind kind, int depth) {
    Node node{kind, {}};
    do {
      YX_TRY(const std::size_t part,
             kind == Node::Kind::Or ? joined("and", Node::Kind::And, depth) : single(depth));
      node.parts.push_back(part);
    } while (take_word(word));
    return node.parts.size() == 1 ? node.parts.front() : add(std::move(node));
  }

  Result<std::size_t> single(int depth) {
    if (depth > kMaxDepth) return fault("fewer brackets");
    if (take_word("not")) {
      YX_TRY(const std::size_t part, single(depth + 1));
      return add(Node{Node::Kind::Not, {part}});
    }
    if (take("(")) {
      YX_TRY(const std::size_t part, joined("or", Node::Kind::Or, depth + 1));
      if (!take(")")) return fault(")");
      return part;
    }
    YX_TRY(Comparison comparison, take_word("exists") ? existence() : comparison_of_two());
    made_.comparisons_.push_back(std::move(comparison));
    return add(Node{Node::Kind::Compare, {made_.comparisons_.size() - 1}});
  }

  Result<Comparison> existence() {
    if (!take("(")) return fault("(");
    YX_TRY(Operand operand, plain());
    if (operand.source == Operand::Source::Literal)
      return fault("input:, value: or setting: within exists()");
    if (!take(")")) return fault(")");
    return Comparison{std::move(operand), Comparison::Operator::Exists, {}};
  }

  Result<Comparison> comparison_of_two() {
    YX_TRY(Operand left, operand());
    const auto how = std::find_if(kOperators.begin(), kOperators.end(),
                                  [&](const NamedOperator& known) { return take(known.word); });
    if (how == kOperators.end()) return fault("=, !=, <, <=, > or >=");
    YX_TRY(Operand right, operand());
    const auto is_known = [](const Operand& one) {
      return one.source == Operand::Source::Literal && one.function == Operand::Function::None;
    };
    if (is_known(left) && is_known(right)) return fault("something that is not known beforehand");
    return Comparison{std::move(left), how->how, std::move(right)};
  }

  /// "sum(", "count(" or "days(": the word may be a name elsewhere.
  bool take_function(std::string_view word) {
    const std::string_view before = left_;
    if (take_word(word) && take("(")) return true;
    left_ = before;
    return false;
  }

  Result<Operand> sum() {
    YX_TRY(Operand rows, plain());
    const std::size_t dot = rows.name.rfind('.');
    if (rows.source == Operand::Source::Literal || dot == std::string::npos || dot + 1 == rows.name.size())
      return fault("input:section.field within sum()");
    rows.field = rows.name.substr(dot + 1);
    rows.name.resize(dot);
    rows.function = Operand::Function::Sum;
    return rows;
  }

  Result<Operand> count() {
    YX_TRY(Operand rows, plain());
    if (rows.source == Operand::Source::Literal) return fault("input:section within count()");
    rows.function = Operand::Function::Count;
    return rows;
  }

  Result<Operand> days() {
    Operand both;
    both.function = Operand::Function::Days;
    YX_TRY(Operand from, plain());
    if (!take(",")) return fault("a comma");
    YX_TRY(Operand to, plain());
    both.dates = {std::move(from), std::move(to)};
    return both;
  }

  Result<Operand> operand() {
    Result<Operand> (Parser::*const function)() = take_function("sum")     ? &Parser::sum
                                                  : take_function("count") ? &Parser::count
                                                  : take_function("days")  ? &Parser::days
                                                                           : nullptr;
    if (function == nullptr) return plain();
    YX_TRY(Operand found, (this->*function)());
    if (!take(")")) return fault(")");
    return found;
  }

  Result<Operand> plain() {
    if (take("\"")) {
      const std::size_t end = left_.find('"');
      if (end == std::string_view::npos) return fault("a closing quotation mark");
      const std::string text(left_.substr(0, end));
      left_.remove_prefix(end + 1);
      return plain_of(Operand::Source::Literal, {}, text);
    }
    const std::string_view word = next_word();
    for (const NamedSource& known : kSources) {
      if (word.substr(0, known.prefix.size()) != known.prefix) continue;
      const std::string name(word.substr(known.prefix.size()));
      if (name.empty()) return fault("a name after the colon");
      left_.remove_prefix(word.size());
      return plain_of(known.source, name, {});
    }
    const std::optional<Value> literal = literal_of(word);
    if (!literal) return fault("input:, value:, setting:, \"text\", true, false, a number or a date");
    left_.remove_prefix(word.size());
    return plain_of(Operand::Source::Literal, {}, *literal);
  }

  static Operand plain_of(Operand::Source source, std::string name, Value literal) {
    Operand made;
    made.source = source;
    made.name = std::move(name);
    made.literal = std::move(literal);
    return made;
  }

  std::string_view all_;
  std::string_view left_;
  Condition made_;
};

/// One look at a sentence with everything it may read at hand.
class Condition::Reading {
 public:
  Reading(const Condition& condition, const Values& inputs, const Values& values, const Values& settings)
      : condition_(condition), inputs_(inputs), values_(values), settings_(settings) {}

  bool holds(std::size_t at) const {
    const Node& node = condition_.nodes_[at];
    const auto part = [&](std::size_t index) { return holds(index); };
    switch (node.kind) {
      case Node::Kind::Compare:
        return holds(condition_.comparisons_[node.parts.front()]);
      case Node::Kind::Not:
        return !holds(node.parts.front());
      case Node::Kind::And:
        return std::all_of(node.parts.begin(), node.parts.end(), part);
      case Node::Kind::Or:
        return std::any_of(node.parts.begin(), node.parts.end(), part);
    }
    return false;
  }

 private:
  bool holds(const Comparison& comparison) const {
    const std::optional<Value> left = read(comparison.left);
    if (comparison.how == Comparison::Operator::Exists) return left.has_value();
    const std::optional<Value> right = read(comparison.right);
    return left && right && compare(*left, comparison.how, *right);
  }

  std::optional<Value> read(const Operand& operand) const {
    switch (operand.function) {
      case Operand::Function::Sum:
        return sum(operand);
      case Operand::Function::Count:
        return count(operand);
      case Operand::Function::Days:
        return days(operand);
      case Operand::Function::None:
        break;
    }
    const Value* found = find(operand);
    return found == nullptr ? std::nullopt : std::optional(*found);
  }

  /// Nothing when a row lacks the field, or the sum is larger than numbers are.
  std::optional<Value> sum(const Operand& operand) const {
    const Value* found = find(operand);
    const auto* rows = found == nullptr ? nullptr : std::get_if<Rows>(found);
    if (rows == nullptr) return std::nullopt;
    std::int64_t total = 0;
    for (const auto& row : *rows) {
      const auto cell = row.find(operand.field);
      const auto* number = cell == row.end() ? nullptr : std::get_if<std::int64_t>(&cell->second);
      if (number == nullptr || __builtin_add_overflow(total, *number, &total)) return std::nullopt;
    }
    return Value(total);
  }

  std::optional<Value> count(const Operand& operand) const {
    const Value* found = find(operand);
    if (found == nullptr) return std::nullopt;
    if (const auto* rows = std::get_if<Rows>(found)) return Value(static_cast<std::int64_t>(rows->size()));
    if (const auto* texts = std::get_if<std::vector<std::string>>(found))
      return Value(static_cast<std::int64_t>(texts->size()));
    return std::nullopt;
  }

  std::optional<Value> days(const Operand& operand) const {
    const Value* from = find(operand.dates.front());
    const Value* to = find(operand.dates.back());
    const auto* first = from == nullptr ? nullptr : std::get_if<base::Date>(from);
    const auto* last = to == nullptr ? nullptr : std::get_if<base::Date>(to);
    if (first == nullptr || last == nullptr) return std::nullopt;
    return Value(std::int64_t{(std::chrono::sys_days(*last) - std::chrono::sys_days(*first)).count()});
  }

  const Value* find(const Operand& operand) const {
    if (operand.source == Operand::Source::Literal) return &operand.literal;
    const Values& from = operand.source == Operand::Source::Input     ? inputs_
                         : operand.source == Operand::Source::Earlier ? values_
                                                                      : settings_;
    const auto found = from.find(operand.name);
    return found == from.end() ? nullptr : &found->second;
  }

  const Condition& condition_;
  const Values& inputs_;
  const Values& values_;
  const Values& settings_;
};

std::vector<const Operand*> Operand::reads() const {
  if (function != Function::Days) return {this};
  return {&dates.front(), &dates.back()};
}

Result<Condition> Condition::parse(std::string_view text) {
  return Parser(text).whole();
}

bool Condition::holds(const Values& inputs, const Values& values, const Values& settings) const {
  return Reading(*this, inputs, values, settings).holds(root_);
}

}  // namespace yinxin::procedure
