// Durable cases of the procedures that it is given, and the scheduler of their statutory events. Knows no
// particular procedure. Owner of the tables of schema/0010_cases.sql, schema/0017_case_files.sql,
// schema/0030_counted_calendar.sql and schema/0033_calendar_notices.sql (docs/decisions/0014, 0018, 0034).
#pragma once

#include "base/completion.hpp"
#include "cases/types.hpp"
#include "ledger/recorder.hpp"
#include "privacy/vault.hpp"
#include "store/remember.hpp"
#include "store/statistic.hpp"

namespace yinxin::cases {

struct Desk;  // desk.hpp

/// Every write is durable with its act record when `done` is called; what `remember` adds stands in the same
/// commit. Step, clocks, effect's rows, children and act records are one commit. Statutory events that are
/// due in a case go before whatever is asked of it. Reads block on the database; so do the checks of a write,
/// on the caller's thread.
class Service {
 public:
  struct House {
    store::Database& database;
    store::Lane& lane;
    const ledger::Recorder& recorder;
    const base::Clock& clock;
    base::IdSource& ids;
    const privacy::Vault& vault;
    std::shared_ptr<const base::WorkCalendar> calendar;  // of rules/calendar, without notices
  };
  struct Options {
    std::map<std::string, std::vector<procedure::Procedure>> procedures;  // as procedure::load_all() gives
    std::map<std::string, Effect> effects;
    Settings settings;                            // of procedures that read any
    Keeps keeps;                                  // nothing: every file is handed in
    std::map<std::string, std::string> prefixes;  // of case numbers, by procedure; else its id
    Follow follow;                                // may be empty
    PartyOf party_of;                             // empty: openings that name a party do not change it
    std::map<std::string, Led> led;               // by procedure; others are led by nobody
  };
  /// Errors: Internal `cases.rules` (an effect or act that this program does not know; a procedure opened
  /// that is not there or is not opened by cases; settings without a function for them; a prefix that is not
  /// 1 to 32 of letters, digits, '_', '-'), `cases.stored` (a notice of days off); those of the store.
  static base::Result<std::unique_ptr<Service>> open(House house, Options options);
  ~Service();

  /// By the procedure's opening transition; the number is the next of its series this year. Errors: NotFound
  /// `cases.procedure` (none of that id in force today); Malformed `cases.party`, `cases.scope`; NotFound
  /// `cases.none` (the parent); TooLarge `cases.inputs`; Conflict `cases.number` (another server took it: try
  /// again); Refused `cases.party_other` (what is entered names another party than the opening is for); those
  /// of procedure::advance, settings, Options::party_of and the effect.
  void open_case(Opening opening, Caller caller, store::Remember<Case> remember, base::Completion<Case> done);

  /// Tries an event. Errors: NotFound `cases.none` (no such case within the caller's reach); Conflict
  /// `cases.changed` (another version, or somebody was faster); TooLarge `cases.inputs`; Refused
  /// `cases.by_letter` (the case is led, and this happens when its leader says so); those of
  /// procedure::advance, settings and the effect.
  void perform(Deed deed, Caller caller, store::Remember<Case> remember, base::Completion<Case> done);

  /// What a letter of the party asks for, as statements for the commit that takes the letter: they open or
  /// change one case, once. Its events count from its arrival; what is due by then goes before them. That
  /// commit may end with Conflict `cases.changed` or `cases.number`: prepare again. Errors: Malformed
  /// `cases.submission` (no deed), `procedure.item`; those of open_case and perform.
  base::Result<Prepared> prepare(const Submission& submission, const Caller& caller) const;

  /// For a commit with which another office's case begins to lead this one: what is that office's happens
  /// here when it says so. Errors: NotFound `cases.none`; Conflict `cases.led` (it has ended, or is led
  /// already).
  base::Result<store::WriteSet> lead(const std::string& number, const std::string& leader) const;
  /// It is led no more: timers that waited fire from here on. Nothing, if that leader does not lead it.
  base::Result<store::WriteSet> release(const std::string& number, const std::string& leader) const;
  /// Brings what the leader says into the case, step by step and each once: with the day that it counts from
  /// there, whenever we hear of it. A step that cannot happen here, and nothing else, is left out; a timer's
  /// that has happened here already, or one that somebody did here by hand, is not repeated. When all of them
  /// are in, the periods that run here too end when the leader says. Effects of the other side are not
  /// repeated, and no case is opened. The commit may end with Conflict `cases.changed`: call again. Errors:
  /// NotFound `cases.none`; Conflict `cases.led` (not by that leader); those of the store.
  base::Result<Taken> follow(const Leading& leading) const;
  /// A case of ours that another office's opens: the first of the steps is its opening, whatever its origin
  /// there; that office leads it from then on, and says all the steps, or none is taken. The party is the
  /// opening's. Errors: Malformed `cases.party`, `cases.scope`, `cases.submission` (no step); NotFound
  /// `cases.procedure`; those of procedure::follow and of the store.
  base::Result<Begun> begin_led(const Opening& opening, const Leading& leading) const;
  /// A paper becomes a file of the case, with its act. Nothing where it is one. Errors: as add_file of the
  /// file itself; NotFound `cases.none`.
  base::Result<store::WriteSet> attach(const Paper& paper) const;

  /// For a commit that tells others of a case as it was read: it ends with Conflict `cases.changed` where a
  /// step came between.
  static void expect_unchanged(store::WriteSet& set, const Case& the_case);

  /// Errors: NotFound `cases.none`, also of a case outside the caller's reach; Refused `privacy.sealed`;
  /// Internal `cases.stored`, `cases.rules` (the version it began with is gone); those of settings.
  base::Result<View> read(const std::string& number, const Caller& caller) const;

  /// The most a page may have.
  static constexpr std::int64_t kMaxPage = 500;
  /// Within the caller's reach, newest first; by due_at, earliest first, where the filter asks for what is
  /// due. `after` is the cursor of the page before, or empty. Errors: Malformed `cases.cursor`,
  /// `cases.filter` (a limit outside 1 to kMaxPage, a state without its procedure, no region).
  base::Result<Page> list(const Filter& filter, const Caller& caller, const std::string& after,
                          std::int64_t limit) const;

  /// Running clocks whose last day (as counted) lies between two days, both included, within the caller's
  /// reach, by that day; at most kMaxPage. Errors: Internal `cases.stored`; those of the store.
  base::Result<std::vector<DueDay>> due_days(const Caller& caller, base::Date from, base::Date through) const;

  /// Messages for `role`, which the caller holds, in order, after the id `after`. Errors: Forbidden
  /// `procedure.role`; Malformed `cases.cursor`, `cases.filter`.
  base::Result<std::vector<Reminder>> reminders(const std::string& role, const Caller& caller,
                                                const std::string& after, std::int64_t limit) const;

  /// Keeps a file, sealed by the level of its input; `file.content` is not used after the call. The same
  /// octets again in the same place are answered with what is there; for an input of a higher level they are
  /// sealed anew. Errors: Malformed `cases.file.name` (not 1 to kMaxFileName characters, or one that a folder
  /// cannot hold), `cases.file.type`, `cases.file.content` (as judge_media_type says, or empty); TooLarge
  /// `cases.file.size`, `cases.file.count`, `cases.file.sum`; TooMany `cases.file.waiting` (too much waits
  /// for openings: later); NotFound `cases.none`, `cases.procedure`, `cases.file.input` (nothing that the
  /// caller may do now asks for it); Forbidden `procedure.role` (not who opens such cases); Conflict
  /// `cases.file.again` (twice at once).
  void add_file(const NewFile& file, const Caller& caller, store::Remember<FileNote> remember,
                base::Completion<FileNote> done);
  /// Of a case, as they came. For all of these: who may see which is for the caller to say; Refused
  /// `privacy.sealed`, Internal `cases.stored`.
  base::Result<std::vector<FileNote>> files(const std::string& number) const;
  /// Errors: NotFound `cases.file.none`.
  base::Result<FileNote> file(const std::string& number, const crypto::Sm3Digest& sm3) const;
  base::Result<base::Bytes> file_content(const FileNote& note) const;
  /// The content, once it is on record that `actor` looks at it and why. Errors: Malformed
  /// `cases.file.reason` (not 1 to 500 characters).
  void look_at_file(const FileNote& note, const std::string& reason, const officers::Actor& actor,
                    base::Completion<base::Bytes> done);
  /// Drops files that no step has named for kFileWaits, each with its act. Waits for each commit. Returns how
  /// many.
  base::Result<std::size_t> sweep_files();

  /// Everything statutory whose moment has come: timer events, marks of overdue clocks, reminders; each once,
  /// in order of their moments over all cases, a timer event `at` its moment. First, where the calendar is
  /// another than the one that this database last counted with, counts all running clocks again, once, with
  /// its notice for the reason, as recalculate() does (a database that never counted keeps this one); and
  /// finishes recalculations that a crash interrupted. Returns how many. Waits for each commit: before
  /// serving, and for the server's upkeep. A case that fails holds up no other; the first failure is returned
  /// when all were tried.
  base::Result<std::size_t> fire_due();

  /// Counts with another calendar (or other settings) from here on and moves the dues of running clocks, each
  /// with the old days and the reason, in the table and as an act. Nothing is moved back that has happened.
  /// Waits for each commit. `calendar` is durable already, so that a restart counts with it too. Errors:
  /// Malformed `cases.reason` (not 1 to 500 characters); as fire_due. Returns how many clocks were moved.
  base::Result<std::size_t> recalculate(std::shared_ptr<const base::WorkCalendar> calendar,
                                        const std::string& reason, const officers::Actor& actor);

  /// What is counted with now: the files of rules/calendar, and over them the notices that are confirmed.
  std::shared_ptr<const base::WorkCalendar> calendar() const;

  /// The year's notice, put forward: `content` is a file as those of rules/calendar, `notice` its number
  /// (文号). Nothing is counted by it. Errors: Forbidden `officers.role_needed`, `officers.post_right`;
  /// Malformed `cases.calendar.content` (with the faults in the detail), `cases.calendar.number` (not 1 to
  /// kMaxNoticeNumber characters, or the file's source does not name it); Refused
  /// `cases.calendar.provisional` (the file is no official notice's), `cases.calendar.past` (today or a day
  /// before would be another than it was), `cases.calendar.statutory` (a day that the law itself makes a
  /// holiday is a working day); Conflict `cases.calendar.same` (nothing would change),
  /// `cases.calendar.meanwhile`.
  void propose_notice(const std::string& notice, const std::string& content, const officers::Actor& actor,
                      const store::Remember<CalendarNotice>& remember,
                      const base::Completion<CalendarNotice>& done);
  /// By a second officer. The notice, its recalculation and both acts are one commit; the next fire_due()
  /// counts with it and moves what it moves, also after a crash. Errors: Forbidden `officers.role_needed`,
  /// `officers.post_right`, `cases.calendar.second` (who proposed it); NotFound `cases.calendar.none`;
  /// Conflict `cases.calendar.confirmed`, `cases.calendar.superseded` (a later one of its year was proposed);
  /// those of the file as above, as things stand now.
  void confirm_notice(std::int64_t number, const officers::Actor& actor,
                      const store::Remember<CalendarNotice>& remember,
                      const base::Completion<CalendarNotice>& done);
  /// As they were proposed, at most kMaxPage after the number `after`.
  base::Result<std::vector<CalendarNotice>> notices(std::int64_t after) const;
  /// What it would move of the caller's cases, among the next kLookedAt that have running clocks after the
  /// case `after`. Changes nothing. Errors: NotFound `cases.calendar.none`; as Service::read.
  base::Result<ExpectedMoves> expected_moves(std::int64_t number, const Caller& caller,
                                             const std::string& after) const;
  static constexpr std::int64_t kLookedAt = 256;
  static constexpr std::size_t kMaxNoticeNumber = 64;
  static constexpr std::size_t kMaxNoticeBytes = std::size_t{64} * 1024;
  /// Called when one was confirmed, on the lane's thread; must not block. Replaces what was told before; {}
  /// before what it uses ends.
  void on_notice(std::function<void()> call);

 private:
  explicit Service(std::unique_ptr<Desk> desk);
  std::unique_ptr<Desk> desk_;
};

/// Of a span of time: cases of a procedure that were opened in it; those that an act of closing ended in it.
store::Statistic opened_statistic(std::string id, std::string_view procedure);
store::Statistic closed_statistic(std::string id, std::string_view procedure);
/// Of the clocks of a procedure that were met in a span of time: those met in time, or those met late and
/// those that ran out.
enum class Punctuality : std::uint8_t { InTime, Late };
store::Statistic clock_statistic(std::string id, std::string_view procedure,
                                 const std::vector<std::string>& clocks, Punctuality which);
/// Minutes from the opening of a case until that clock was met, on average; of none, nothing.
store::Statistic minutes_statistic(std::string id, std::string_view procedure, std::string_view clock);

}  // namespace yinxin::cases
