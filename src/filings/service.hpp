// Filings by letter: the provider's record of what it sent and was told (Filer), the authority's taking and
// telling (Intake). What a letter asks for stands in the commit that takes the letter, and what is told in
// the commit of what it is about, so that neither comes twice or not at all. Owner of the tables of
// schema/0021_filings.sql.
#pragma once

#include <set>

#include "base/completion.hpp"
#include "cases/service.hpp"
#include "exchange/service.hpp"
#include "filings/types.hpp"

namespace yinxin::filings {

/// Everything outlives the services.
struct House {
  store::Database& database;
  store::Lane& lane;
  const ledger::Recorder& recorder;
  const base::Clock& clock;
  const privacy::Vault& vault;
  const exchange::Service& exchange;
};

/// What both kinds of office read. Calls block on the database.
class Records {
 public:
  explicit Records(const House& house) : house_(house) {}

  static constexpr std::int64_t kMaxPage = 200;
  /// Newest first; `after` is the id of the last of the page before, or empty. Errors: Malformed
  /// `filings.cursor` (also a limit outside 1 to kMaxPage).
  base::Result<std::vector<Filing>> list(const Filter& filter, const std::string& after,
                                         std::int64_t limit) const;
  /// Errors: NotFound `filings.none`; Refused `privacy.sealed`.
  base::Result<Filing> find(const FilingId& id) const;
  base::Result<Shown> read(const FilingId& id) const;
  /// Where a file of a letter stands.
  struct FilePlace {
    FilingId filing;
    MessageId letter;
    std::int64_t position = 0;
  };
  /// Level of a file that came or went with a letter: the highest of the inputs that name it in any letter of
  /// the filing. L1 of a document that the authority issued; L3 where no input of `procedure` names it, or
  /// that is null: not known.
  static std::string level_of(const Shown& shown, const LetterNote& letter, const FileNote& file,
                              const procedure::Procedure* procedure);
  /// A file of a letter; that it was read is durable, as an act of `actor`, when `done` is called. Does not
  /// check its level. Errors: NotFound `filings.file`; Refused `privacy.sealed`.
  void file(const FilePlace& place, const officers::Actor& actor, base::Completion<File> done) const;
  /// One that is sealed from who gives no reason (requirements 6.5): the reason is in the act. Errors:
  /// Malformed `filings.reason` (cases::is_reason); as file().
  void look_at_file(const FilePlace& place, const std::string& reason, const officers::Actor& actor,
                    base::Completion<File> done) const;

  /// exchange::OnReceipt of either office.
  base::Result<store::WriteSet> receipted(const exchange::Receipted& receipted) const;

 private:
  void give(const FilePlace& place, const std::string& reason, const officers::Actor& actor,
            base::Completion<File> done) const;

  House house_;
};

/// At the provider.
class Filer {
 public:
  struct Options {
    std::map<std::string, std::vector<procedure::Procedure>> procedures;  // of the law
    std::set<std::string> filed;     // of them those that a provider may begin
    std::set<std::string> national;  // of those the ones that the national bureau receives
    std::string
        region;  // this office's: its province receives the others, and what is received belongs there
    const cases::Service* cases = nullptr;      // our own; null: none follows. Outlives this
    std::map<std::string, Relation> relations;  // by procedure: of cases that follow
  };
  Filer(const House& house, Options options);
  ~Filer();  // waits for what is on its way to the lane

  /// In force today. Errors: NotFound `filings.procedure`.
  base::Result<const procedure::Procedure*> procedure(const std::string& id) const;
  /// The transition of a filing's deed: the first opens the case. Null: a letter cannot ask for this event.
  static const procedure::Transition* asked(const procedure::Procedure& procedure, const std::string& event,
                                            bool first);

  /// Begins a filing with its first letter: durable in the outbox, with its act, when `done` is called. By
  /// who holds a role for each event, and is 合规专员 or 机构负责人 (requirements 11.3). Errors: Forbidden
  /// `officers.role_needed`, `procedure.role`; NotFound `filings.procedure`, `procedure.event`,
  /// `exchange.peer`; Malformed `filings.authority` (none named among several peers), `filings.deeds` (none,
  /// or over kMaxDeeds), `filings.files` (a file that no input names, an input's that is not there, none of a
  /// name), `procedure.input`, `cases.scope`, `exchange.message`; TooLarge `filings.size`. From a case of
  /// ours: that follows from here on, and also NotFound `cases.none`; Refused `filings.own_case` (not of this
  /// procedure, or none that follows), `filings.not_done` (the letter repeats what has not been done in it);
  /// Conflict `cases.led` (it follows another filing, or has ended); with what the rules say no to in it.
  void file(Wish wish, const officers::Actor& actor, store::Remember<Filing> remember,
            base::Completion<Filing> done) const;
  /// Another letter of a filing: its deeds and files, and no more of `wish`. It may go before the first is
  /// answered: they are played in order. Errors: NotFound `filings.none`; Conflict `filings.closed` (returned
  /// or ended); as file(), of our case too while it follows.
  void add(const FilingId& id, Wish wish, const officers::Actor& actor, store::Remember<Filing> remember,
           base::Completion<Filing> done) const;

  /// exchange::Deliver: keeps what an authority tells, and our own case follows it in the same commit; what
  /// it cannot follow stands as a matter. The first letter of a case that opens one of ours
  /// (Relation::received) opens it, led from then on; where that cannot be, a matter says why and there is
  /// none. Refuses with `filings.unknown` (no notice of a case),
  /// `filings.party` (of another authority's filing), `filings.content`, `filings.files`.
  base::Result<store::WriteSet> take(const exchange::Incoming& incoming) const;
  /// exchange::OnReceipt: of a filing that is returned our own case is let go.
  base::Result<store::WriteSet> receipted(const exchange::Receipted& receipted) const;

  /// What becomes of a matter.
  struct Settling {
    FilingId filing;
    MessageId letter;
    std::int64_t position = 0;
    bool again = false;  // try once more; else it is set aside, for the reason
    std::string reason;
  };
  /// By 合规专员 or 机构负责人, durable with the act when `done` is called. Errors: Forbidden
  /// `officers.role_needed`; NotFound `filings.none`, `filings.matter`; Conflict `filings.settled` (somebody
  /// did before); Malformed `filings.reason` (of one set aside, as cases::is_reason); of one tried again why
  /// it still does not happen in our case, and Conflict `cases.led` (that follows no more).
  void settle(const Settling& settling, const officers::Actor& actor, store::Remember<Filing> remember,
              base::Completion<Filing> done) const;

 private:
  struct Desk;
  std::unique_ptr<Desk> desk_;
};

/// At the authority.
class Intake {
 public:
  struct Options {
    std::map<std::string, std::vector<procedure::Procedure>> procedures;  // that this office plays
    std::set<std::string> filed;          // of them those that a letter may open
    std::set<std::string> party_roles;    // a provider's: what a letter's officer may hold
    std::map<std::string, Label> told;    // documents that go to the party, by row of the catalogue
    std::set<std::string> untold;         // procedures of which no peer is ever told, whoever the party is
    std::set<std::string> national = {};  // of `filed` the ones that the national bureau receives
    /// Region of a party's domicile by its licence; empty: it holds none. Not set: nobody's is known here.
    std::function<base::Result<std::string>(const std::string& party)> domicile = {};
    std::map<std::string, Relation> relations = {};  // by procedure: what a party's own case follows
  };
  /// The cases' service tells this one of each step: cases::Service::Options::follow.
  Intake(const House& house, const cases::Service& cases, Options options);
  ~Intake();

  /// exchange::Deliver: the case is opened, or goes on, in the commit that says "delivered", with the files,
  /// and a notice of its number and periods goes back. Refuses with `filings.unknown` (no filing),
  /// `filings.party` (for another than the sender), `filings.procedure`, `filings.scope` (for another
  /// authority than rules/routing.toml names), `filings.opened` (this conversation has its case),
  /// `filings.no_case` (it has none), `filings.content`, `filings.files`, `filings.size`, and with what
  /// cases::Service::prepare says.
  base::Result<store::WriteSet> take(const exchange::Incoming& incoming) const;

  /// Tells the party, if it is a peer, of a step that gives it a document; of a case that its own letter
  /// opened, or that opens one of the party's, also what moves it and what the party's own case follows. What
  /// a letter of the party does, and what is due before it, take() answers. Errors: those of
  /// exchange::Service::enqueue.
  base::Result<store::WriteSet> tell(const cases::Followed& followed) const;

  /// A document of the case that was issued.
  struct Issued {
    Notice::Paper paper;
    base::Bytes pdf;
    std::string by;  // actor
  };
  /// Sends it to the party, if it is a peer and the document goes to the party, with how the case stands in
  /// `view`: the commit ends with Conflict `cases.changed` where a step came between. Errors: as tell().
  base::Result<void> tell_paper(store::WriteSet& set, const cases::View& view, Issued issued) const;

 private:
  struct Desk;
  std::unique_ptr<const Desk> desk_;
};

}  // namespace yinxin::filings
