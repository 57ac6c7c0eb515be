// What one commit is about to change: cases brought forward in memory, event by event, and then written down
// all at once. Knows no SQL of its own. Private to this folder.
#pragma once

#include "cases/desk.hpp"
#include "cases/step_table.hpp"

namespace yinxin::cases {

/// A case with what is still to be written of it.
struct Dossier {
  Case the_case;
  const procedure::Procedure* procedure = nullptr;
  std::vector<ClockRow> clocks;  // those that ran when it was read, and later ones

  bool opened = false;   // in this plan
  bool changed = false;  // a step, a mark, a child's end: its version grows
  bool reminded = false;
  std::vector<NewStep> steps;
  std::vector<std::pair<std::string, std::string>> items;  // id, kind
  struct Message {
    std::int64_t start = 0;
    Reminder reminder;
  };
  std::vector<Message> messages;
  std::vector<ClockMove> moves;
  std::vector<std::string> files;  // ids of those that the steps of persons name
};

/// An event on its way into a case.
struct Event {
  procedure::Attempt attempt;
  const officers::Actor* actor = nullptr;  // whose signature the act record keeps; null: nobody's
  std::optional<ClockKey> fired = {};      // of a timer
  std::string source = {};                 // where the case's leader says so; empty: it happens here
};

class Plan {
 public:
  explicit Plan(Desk& desk);
  Plan(const Plan&) = delete;
  Plan& operator=(const Plan&) = delete;

  /// Reads a case, once. Errors: as Desk::load.
  base::Result<Dossier*> bring(const std::string& number);

  /// What the rules say of an event; changes nothing. Errors: those of settings and procedure::advance.
  base::Result<procedure::Step> decide(const Dossier& dossier, const Event& event) const;
  /// The files that a person's step names: the case's, or, for an opening, those that wait for it; or what
  /// the department keeps. They are the case's for good with the step. Steps of timers, of other cases and of
  /// submissions bring none: their files lie where they come from. Errors: Refused `cases.file.none`,
  /// `cases.file.level` (handed in for an input of a lower level).
  base::Result<void> bring_files(Dossier& dossier, const Event& event,
                                 const procedure::Transition& transition) const;
  /// The event happens, with all that follows: items, clocks, children, effect, what other cases are told.
  /// After an error the plan is of no use. Errors: TooLarge `cases.inputs`; of children, effects and cases
  /// told.
  base::Result<void> settle(Dossier& dossier, const Event& event, procedure::Step step);
  /// A case that is not there yet. Errors: as Service::open_case.
  base::Result<Dossier*> open(const Opening& opening, const Event& event);
  /// One that another office's case leads from its opening on, which is the first of the steps. Errors: as
  /// open(); those of procedure::follow.
  base::Result<Dossier*> open_led(const Opening& opening, const Leading& leading);

  /// Does what is statutory in the case until then, in order: reminders, marks, timer events. How many.
  base::Result<std::size_t> catch_up(Dossier& dossier, base::Time until);
  /// What the case's leader says has happened; the rules say whether it can here. Nothing: it has already.
  /// Errors: those of procedure::follow, settle().
  base::Result<void> follow_leader(Dossier& dossier, const procedure::Told& told, const std::string& source);
  /// The leader's days are ours. How many moved.
  std::size_t move_to(Dossier& dossier, const std::vector<Leading::Day>& days);
  /// Counts the clocks again. How many moved.
  base::Result<std::size_t> recount(Dossier& dossier, const std::string& reason);

  /// Everything, in one set; versions have grown when it returns. `recalculation` is whose moves they are.
  /// Errors: those of the follower.
  base::Result<store::WriteSet> write(const base::Bytes& recalculation = {});
  base::Time now() const { return now_; }
  /// Whether in a case that is led the event is the leader's to bring about.
  bool is_leaders(const Dossier& dossier, const std::string& event) const;

 private:
  base::Result<Dossier> blank(const Opening& opening, base::Time at) const;
  base::Result<Dossier*> enter(Dossier fresh, const Event& event, procedure::Step step);
  base::Result<void> wake(Dossier& dossier, ClockRow& row);
  base::Result<void> fire(Dossier& dossier, const ClockKey& key, const std::string& event, base::Time at);
  void remind(Dossier& dossier, ClockRow& row, const procedure::Clock& clock);
  void send(Dossier& dossier, const ClockRow& row, const procedure::Clock& clock,
            std::optional<std::int64_t> days, base::Time at);
  void mark_overdue(Dossier& dossier, ClockRow& row, const procedure::Clock& clock);
  void note_move(Dossier& dossier, const ClockNote& before, const ClockNote& after,
                 const std::string& reason);

  base::Result<void> have_followed(const Dossier& dossier);
  base::Result<void> note_step(Dossier& dossier, const Event& event, procedure::Step step);
  base::Result<void> follow_clocks(Dossier& dossier, const Event& event);
  base::Result<void> take_effect(Dossier& dossier, const Event& event,
                                 const procedure::Transition& transition);
  base::Result<void> open_children(Dossier& dossier, const Event& event,
                                   const procedure::Transition& transition, std::vector<std::string>& opened);
  base::Result<void> tell(const Telling& telling, const Dossier& from, const Event& cause);
  base::Result<void> tell_parent(const Dossier& child, const Event& cause);

  Desk& desk_;
  const Calendar::Held calendar_;
  const base::Time now_;
  int depth_ = 0;
  std::map<std::string, Dossier> dossiers_;
  std::vector<std::string> order_;  // of `dossiers_`: parents before their children
  store::WriteSet effects_;
  store::WriteSet acts_;
};

}  // namespace yinxin::cases
