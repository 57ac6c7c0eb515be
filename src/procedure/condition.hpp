// Guards, and when an input must be there: sentences such as
//   setting:cps.suspension_allowed = true and exists(input:cause)
// over what this event enters (input:), what earlier events entered (value:) and what the office says
// (setting:). Beside what stands there: sum(input:holders.share) over the rows of a section,
// count(input:holders), and days(value:from, input:to), the days from one date to another. Total: no loops,
// no other arithmetic; a sentence is true or false and cannot fail.
#pragma once

#include <string_view>
#include <vector>

#include "procedure/procedure.hpp"

namespace yinxin::procedure {

struct Operand {
  enum class Source : std::uint8_t { Literal, Input, Earlier, Setting } source = Source::Literal;
  std::string name;  // of all but literals
  Value literal;
  enum class Function : std::uint8_t { None, Sum, Count, Days } function = Function::None;
  std::string field;           // of Sum: what is added up, of each row of `name`
  std::vector<Operand> dates;  // of Days: from, to

  /// What it reads: itself, or of Days its two dates.
  std::vector<const Operand*> reads() const;
};

struct Comparison {
  enum class Operator : std::uint8_t { Equal, NotEqual, Less, AtMost, Greater, AtLeast, Exists };
  Operand left;
  Operator how = Operator::Exists;
  Operand right;  // not of Exists
};

class Condition {
 public:
  /// Ours: what a lawyer can still read in one breath, times ten.
  static constexpr std::size_t kMaxOctets = 2000;
  /// Of brackets and "not".
  static constexpr int kMaxDepth = 16;

  /// Errors: Malformed `procedure.condition`, the detail says what was expected and where.
  static base::Result<Condition> parse(std::string_view text);

  /// A comparison with a value that is not there, or with one of another kind, is false, whatever the
  /// operator.
  bool holds(const Values& inputs, const Values& values, const Values& settings) const;
  /// All of them, wherever they stand in the sentence.
  const std::vector<Comparison>& comparisons() const { return comparisons_; }
  /// The sentence as it was written.
  const std::string& text() const { return text_; }

 private:
  class Parser;
  class Reading;
  struct Node {
    enum class Kind : std::uint8_t { Compare, Not, And, Or } kind = Kind::Compare;
    std::vector<std::size_t> parts;  // nodes; of Compare the one comparison
  };

  std::vector<Comparison> comparisons_;
  std::vector<Node> nodes_;
  std::size_t root_ = 0;
  std::string text_;
};

}  // namespace yinxin::procedure
