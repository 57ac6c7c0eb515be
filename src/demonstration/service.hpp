// The clock of a demonstration (docs/decisions/0026): ahead of the machine's, moved forward by a system
// administrator so that statutory periods can be seen to end, in the ledger, and never back. Owner of the
// table demonstration_clock (schema/0026_demonstration_clock.sql).
#pragma once

#include "ledger/recorder.hpp"
#include "officers/types.hpp"
#include "signer/client.hpp"
#include "store/remember.hpp"

namespace yinxin::demonstration {

/// Field of every answer of a server whose clock has been moved: whole seconds ahead of the machine's. Who
/// asks takes the time from there (docs/decisions/0026).
inline constexpr std::string_view kClockField = "Demonstration-Clock";

/// One move of the clock, as it was made durable.
struct Move {
  std::int64_t number = 0;         // from 1
  std::chrono::microseconds from;  // ahead of the machine's clock before
  std::chrono::microseconds to;    // and since
};

/// How far this database's clock was moved; 0: never. Errors: those of the store.
base::Result<std::chrono::microseconds> moved_so_far(store::Database& database);
/// For an office that is no demonstration. Errors: Refused `demonstration.clock.moved` (this database's times
/// are ahead of the world's); those of the store.
base::Result<void> refuse_moved(store::Database& database);

/// How far the signer's clock is ahead once it is so by `at_least`. One that is no demonstration's is not,
/// which is an error only where it should be. Errors: those of signer::Client::move_clock.
base::Result<std::chrono::microseconds> clock_of_signer(signer::Client& signer,
                                                        std::chrono::microseconds at_least);

/// Thread safe.
class Service {
 public:
  /// Of one move. Officers' certificates live a year.
  static constexpr std::chrono::hours kMostAtOnce{24 * 366};

  struct House {
    store::Database& database;
    store::Lane& lane;
    signer::Client& signer;
    const ledger::Recorder& recorder;
    base::MovableClock& clock;  // of everything in this program that asks for the time
  };
  /// Takes clock and signer to where the last move left them, also after a crash between a move's commit and
  /// the signer's; where the signer is further (the database was restored from before a move), to where it
  /// is. Errors: those of the store and of clock_of_signer().
  static base::Result<std::unique_ptr<Service>> open(House house);

  /// By a system administrator. The move is durable with its act, then the signer's clock goes forward, then
  /// the clock of this program, then `done`. The act's time is that of the clock before. Statutory events
  /// that are due on the way are upkeep's (caught_up()). A signer that cannot be reached is told by upkeep.
  /// Errors: Forbidden `officers.role_needed`; Malformed `demonstration.clock.forward` (less than an hour,
  /// more than kMostAtOnce); TooLate `demonstration.clock.most` (beyond base::MovableClock::kMostAhead);
  /// Refused `demonstration.clock.certificate` (the administrator's own certificate would have ended: nobody
  /// could act any more); Conflict `demonstration.clock.meanwhile` (another move came first); those of the
  /// lane.
  void move(std::chrono::hours forward, const officers::Actor& actor, const store::Remember<Move>& remember,
            const base::Completion<Move>& done);

  const base::MovableClock& clock() const;
  /// Whether upkeep has been round since the last move: what was due on the way has happened.
  bool caught_up() const;

  /// Called after each move, on a thread of the signer's client; must not block. Replaces what was told
  /// before;
  /// {} before what it uses ends.
  void on_moved(std::function<void()> call);
  /// Upkeep's round begins: the signer is told once more where the clock stands. Gives what end_round()
  /// takes. Errors: those of signer::Client::move_clock.
  base::Result<std::chrono::microseconds> begin_round() const;
  void end_round(std::chrono::microseconds ahead);

 private:
  struct State;
  explicit Service(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;  // shared with what is under way
};

}  // namespace yinxin::demonstration
