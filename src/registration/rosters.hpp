// Rosters of agencies (requirements 2.12): people whom their agency names, who each apply alone by a link of
// their own. Owner of the tables roster, roster_row, roster_order and roster_order_row
// (schema/0031_rosters.sql). A roster names and invites; what article 21 asks for is asked of each
// application as of any other.
#pragma once

#include <functional>
#include <memory>
#include <set>

#include "privacy/vault.hpp"
#include "registration/batch_file.hpp"
#include "signer/types.hpp"

namespace yinxin::registration {

class Service;

/// Handed in by a registration officer for an agency.
struct RosterFile {
  std::string agency_code;  // unified social credit code
  std::string agency;
  crypto::Sm3Digest digest{};  // of the file
  std::vector<BatchEntry> entries;
};
inline constexpr std::size_t kMaxAgencyName = 128;  // octets

struct Roster {
  std::string number;  // "MC-2026-7K3M9QAX"
  std::string agency_code;
  std::string agency;
  std::string actor;
  crypto::Sm3Digest digest{};
  std::int64_t rows = 0;
  base::Time received_at;
};

/// Whether a person can come in by the link of their row.
enum class LinkState : std::uint8_t {
  None,     // none was made, or the row was refused
  Open,     // until link_until
  Expired,  // its time is over
  Locked,   // too many wrong answers
  Used,     // the person has applied
};
std::string_view link_state_name(LinkState state);

struct RosterGate {
  std::string id;
  bool open = false;
};

struct RosterRow {
  std::int64_t position = 0;  // from 1
  std::string name;           // masked
  std::string unit;           // OU
  LinkState link = LinkState::None;
  std::optional<base::Time> link_until;
  std::string application;        // its number, or empty
  std::string state;              // of the application
  crypto::Sm3Digest key{};        // SM3 of the point of its key
  std::vector<RosterGate> gates;  // of the application's procedure, in its order
  std::optional<x509::Serial> serial;
  std::optional<base::Error> error;  // why the row was refused; its kind is not kept
};

/// A link that an officer's own machine drew: the token itself never comes here before its person brings it.
struct NewLink {
  std::int64_t position = 0;
  crypto::Sm3Digest token_sm3{};
};
inline constexpr std::size_t kTokenOctets = 32;  // of randomness: nobody guesses one
inline constexpr std::int64_t kMaxLinkDays = 30;
inline constexpr std::int64_t kMaxLinkTries = 5;
inline constexpr std::size_t kProofCharacters =
    6;  // the end of the person's number: who has the link alone lacks them

struct MadeLinks {
  std::string roster;
  std::int64_t links = 0;
  base::Time until;
};

/// What the person who brings a token is shown, to be masked by who shows it.
struct Invitation {
  std::string agency;
  base::Time until;
  Form form;  // without a request
};

/// One act of an officer for many rows.
struct RosterOrder {
  std::string number;  // "CB-2026-7K3M9QAX"
  std::string roster;
  std::string event;  // "issue" or "revoke"
  std::string actor;
  std::int64_t rows = 0;
  std::int64_t waiting = 0;
  std::int64_t done = 0;     // carried out
  std::int64_t refused = 0;  // not
  base::Time received_at;
  std::optional<base::Time> finished_at;
};
struct RosterOrderRow {
  std::int64_t position = 0;
  std::string application;  // empty: the row names none of the agency's
  bool done = false;        // it has its outcome
  std::optional<base::Error> error;
};

/// What an issuing officer signs for: positions in the roster, ascending, and the root of the tree over
/// SM3 of the points of their keys, in that order (docs/decisions/0031).
struct IssueOrder {
  std::vector<std::int64_t> positions;
  proof::Hash keys_root{};
  /// Objects of applications that are sealed from the actor (article 23): their rows are refused.
  std::set<std::string> closed = {};
};
struct RevokeOrder {
  std::string reason;  // a code of the procedure's event `revoke`
  std::string cause;
  std::vector<Leaver> leavers;
  std::set<std::string> closed = {};  // as of an IssueOrder
};
inline constexpr std::size_t kMaxRosterCause = 1000;  // octets

/// Every write is durable with its act record when `done` is called. Reads block on the database.
class Rosters {
 public:
  struct House {
    store::Database& database;
    store::Lane& lane;
    const ledger::Recorder& recorder;
    const base::Clock& clock;
    const privacy::Vault& vault;
    Service& registration;
  };
  /// Rows of an order on their way at once.
  static constexpr std::int64_t kInFlight = store::Lane::kMaxBulkBatchSets;
  /// A part that we need was away: the rows left are tried again after this time.
  static constexpr std::chrono::seconds kRetry{5};

  /// Goes on with orders that an earlier run left, on a thread of its own. `on_trouble` hears of every
  /// failure that is no row's fault, from any thread; it must not block. All of `house` outlives it.
  Rosters(House house, std::function<void(const base::Error&)> on_trouble);
  ~Rosters();  // waits for what is on its way

  /// By a registration officer. Rows that are wrong have their outcome at once. Errors: Forbidden
  /// `officers.role_needed`; Malformed `registration.roster.agency` (code or name).
  void receive(RosterFile file, officers::Actor actor, store::Remember<Roster> remember,
               base::Completion<Roster> done);

  /// By a registration officer: new links in place of earlier ones, for `days`. Where an application came to
  /// nothing its row opens again. Errors: Forbidden `officers.role_needed`; NotFound `registration.roster`;
  /// Malformed `registration.roster.links` (days, a position or token twice, none); Conflict
  /// `registration.roster.row` with the position (no such row, refused, or its person has applied).
  void make_links(std::string number, std::vector<NewLink> links, std::int64_t days, officers::Actor actor,
                  store::Remember<MadeLinks> remember, base::Completion<MadeLinks> done);

  /// Errors: NotFound `registration.roster.link` (unknown, used or replaced), TooLate
  /// `registration.roster.link_expired`, Refused `registration.roster.link_locked`.
  base::Result<Invitation> look(base::ByteView token) const;

  /// The person applies: `actor` signed with the key in `request` (PKCS#10, DER), `proof` is the end of their
  /// own number (kProofCharacters). The link is used up in the commit of the application; then it is received
  /// in the name of the officer who handed in the roster. A receipt that fails is left to the officers.
  /// Errors: as look; Refused `registration.roster.proof` (counted against the link); those of
  /// Service::submit.
  void enter(base::Bytes token, std::string proof, base::Bytes request, officers::Actor actor,
             store::Remember<Application> remember, base::Completion<Application> done);

  /// By an issuing officer. The order is durable when `done` is called; each row then passes every gate for
  /// itself and gets its outcome in the commit of its certificate. Errors: Forbidden `officers.role_needed`;
  /// NotFound `registration.roster`; Malformed `registration.roster.order` (no rows, not ascending); Conflict
  /// `registration.roster.keys` (a row has no application or another key: look again).
  void issue(std::string number, IssueOrder order, officers::Actor actor,
             store::Remember<RosterOrder> remember, base::Completion<RosterOrder> done);
  /// Likewise for people who left. Rows of others than this agency's people are refused. Errors: as issue;
  /// Malformed `registration.roster.order` (reason, cause).
  void revoke(std::string number, RevokeOrder order, officers::Actor actor,
              store::Remember<RosterOrder> remember, base::Completion<RosterOrder> done);

  /// Errors: NotFound `registration.roster`.
  base::Result<Roster> find(const std::string& number) const;
  /// Newest first; `after` is the last number of the page before.
  base::Result<std::vector<Roster>> list(const std::string& after, std::int64_t limit) const;
  /// In order, those behind position `after`.
  base::Result<std::vector<RosterRow>> rows(const std::string& number, std::int64_t after,
                                            std::int64_t limit) const;
  /// Of a roster, newest first; at most `limit`.
  base::Result<std::vector<RosterOrder>> orders(const std::string& roster, std::int64_t limit) const;
  /// Errors: NotFound `registration.roster.order_unknown`.
  base::Result<RosterOrder> find_order(const std::string& number) const;
  base::Result<std::vector<RosterOrderRow>> order_rows(const std::string& number, std::int64_t after,
                                                       std::int64_t limit) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace yinxin::registration
