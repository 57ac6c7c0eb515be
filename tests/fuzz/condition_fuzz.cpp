// Any octets as a sentence of a procedure: refused with its one code, or true or false whatever it is asked
// of.
#include <cstdlib>

#include "base/bytes.hpp"
#include "procedure/condition.hpp"

namespace {

using namespace yinxin;

void require(bool fact) {
  if (!fact) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = base::as_text(base::ByteView(data, size));
  const auto condition = procedure::Condition::parse(text);
  if (!condition) {
    require(condition.error().code == "procedure.condition");
    return 0;
  }
  require(size <= procedure::Condition::kMaxOctets);
  require(!condition->comparisons().empty());
  // What it is asked of: nothing, and each operand as a text, a number and a flag.
  procedure::Values nothing;
  static_cast<void>(condition->holds(nothing, nothing, nothing));
  for (const procedure::Value& value :
       {procedure::Value(std::string("match")), procedure::Value(std::int64_t{5}), procedure::Value(true)}) {
    procedure::Values all;
    for (const procedure::Comparison& one : condition->comparisons()) {
      all.insert_or_assign(one.left.name, value);
      all.insert_or_assign(one.right.name, value);
    }
    const bool first = condition->holds(all, all, all);
    require(first == condition->holds(all, all, all));
  }
  return 0;
}
