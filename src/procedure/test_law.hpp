// Plays a procedure of the law (test_play.hpp), and takes one thing after another out of it.
#pragma once

#include "procedure/test_play.hpp"

namespace yinxin::procedure::testing {

/// Takes one thing after another out of a procedure; the check or a scene must miss each.
class LawMutation {
 public:
  LawMutation(const Procedure& procedure, const LawInputs& inputs, std::vector<LawScene> scenes,
              Values settings = {})
      : whole_(procedure), inputs_(inputs), scenes_(std::move(scenes)), settings_(std::move(settings)) {}

  void everything() {
    entries(&Procedure::transitions, "transition");
    entries(&Procedure::gates, "gate");
    entries(&Procedure::separations, "separation");
    entries(&Procedure::clocks, "clock");
    words(&Procedure::transitions, &Transition::from, "from");
    words(&Procedure::transitions, &Transition::roles, "role");
    words(&Procedure::transitions, &Transition::needs, "gate");
    words(&Procedure::transitions, &Transition::resets, "reset");
    words(&Procedure::transitions, &Transition::inputs, "input");
    words(&Procedure::clocks, &Clock::met_by, "met_by");
    words(&Procedure::clocks, &Clock::cancelled_by, "cancelled_by");
    words(&Procedure::clocks, &Clock::pauses, "pause");
    words(&Procedure::clocks, &Clock::revived_by, "revived_by");
    guards_and_days();
    what_gates_ask_for();
  }

 private:
  bool goes_red(const Procedure& mutant, const std::string& about) {
    if (!check(mutant, kLawWords).empty()) return true;
    return any_misses(scenes_, about, [&](const LawScene& scene) {
      return play_law(mutant, inputs_, scene.script, settings_) != scene.outcome;
    });
  }

  template <class List>
  void entries(List Procedure::*list, std::string_view what) {
    for (std::size_t i = 0; i < (whole_.*list).size(); ++i) {
      Procedure mutant = whole_;
      (mutant.*list).erase((mutant.*list).begin() + static_cast<std::ptrdiff_t>(i));
      EXPECT_TRUE(goes_red(mutant, name((whole_.*list)[i])))
          << "nothing misses " << what << " " << name((whole_.*list)[i]);
    }
  }

  template <class Entries, class Entry, class Words>
  void words(Entries Procedure::*entries, Words Entry::*list, std::string_view what) {
    for (std::size_t i = 0; i < (whole_.*entries).size(); ++i) {
      for (std::size_t j = 0; j < ((whole_.*entries)[i].*list).size(); ++j) {
        Procedure mutant = whole_;
        Words& words = (mutant.*entries)[i].*list;
        words.erase(words.begin() + static_cast<std::ptrdiff_t>(j));
        EXPECT_TRUE(goes_red(mutant, name((whole_.*entries)[i])))
            << "nothing misses " << what << " " << j << " of " << name((whole_.*entries)[i]);
      }
    }
  }

  static std::string name(const Transition& one) { return one.event; }
  static std::string name(const Clock& one) { return one.id; }
  static std::string name(const Gate& one) { return one.id; }
  static std::string name(const Separation& one) { return one.other; }

  void guards_and_days() {
    for (std::size_t i = 0; i < whole_.transitions.size(); ++i) {
      Procedure mutant = whole_;
      Transition& transition = mutant.transitions[i];
      if (transition.guard) {
        transition.guard = nullptr;
        EXPECT_TRUE(goes_red(mutant, transition.event)) << "nothing misses the guard of " << transition.event;
      }
      mutant = whole_;
      if (!mutant.transitions[i].counts_from.empty()) {
        mutant.transitions[i].counts_from.clear();
        EXPECT_TRUE(goes_red(mutant, mutant.transitions[i].event))
            << "nothing misses the day of " << mutant.transitions[i].event;
      }
    }
  }

  void what_gates_ask_for() {
    for (std::size_t i = 0; i < whole_.gates.size(); ++i) {
      Procedure mutant = whole_;
      Gate& gate = mutant.gates[i];
      if (gate.if_any) {
        gate.if_any = false;
        EXPECT_TRUE(goes_red(mutant, gate.id)) << "nothing misses if_any of " << gate.id;
        gate.if_any = true;
      }
      if (gate.persons > 1) {
        --gate.persons;
        EXPECT_TRUE(goes_red(mutant, gate.id)) << "nothing misses a person of " << gate.id;
      }
    }
  }

  const Procedure& whole_;
  const LawInputs& inputs_;
  std::vector<LawScene> scenes_;
  Values settings_;
};

}  // namespace yinxin::procedure::testing
