// The provider's duties: what the cases of its procedures (src/cases) ask of it - settings that guards and
// periods read, effects on other parts of the house. Plays nothing itself.
#pragma once

#include <string>
#include <vector>

#include "cases/types.hpp"

namespace yinxin::compliance {

class Service {
 public:
  /// `readings` as rules::Book::settings() gives them; `words` are all effects that the procedures may name.
  Service(procedure::Values readings, std::vector<std::string> words)
      : readings_(std::move(readings)), words_(std::move(words)) {}

  /// One for each word. The parts of the house on which they would work are not reached from cases yet: each
  /// refuses its event with Refused `compliance.effect_unavailable`, so that no case says that something was
  /// done which was not.
  std::map<std::string, cases::Effect> effects() const;

  /// The readings. What else a procedure reads is not known here: a guard that needs it says no.
  cases::Settings settings() const;

 private:
  procedure::Values readings_;
  std::vector<std::string> words_;
};

}  // namespace yinxin::compliance
