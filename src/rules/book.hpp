// The law as data beside its procedures (rules/*.toml, rules/README.md): articles, statutory periods, duties,
// readings, code lists, papers, roles and permissions, routing, registers, checklist, penalties, regions.
// Pure: read once, looked at by everybody.
#pragma once

#include "rules/row.hpp"

namespace yinxin::rules {

using Procedures = std::map<std::string, std::vector<procedure::Procedure>>;

inline constexpr int kArticles = 42;             // of Order No. 4
inline constexpr std::size_t kLeastChecks = 42;  // lines of an assessment's checklist (requirements 5.6)
inline constexpr int kSlices = 10;               // of the work that brings the law as data; not_yet names one

struct Law {
  Place place;
  std::string name;  // as rules cite it: "行政许可法"
  std::string en;
  std::int64_t last_article = 0;  // 0: not known
};

/// What an article still lacks, and which slice brings it.
struct Missing {
  std::string part;  // rules, operations, tests, documents
  std::int64_t slice = 0;
  std::string what;
};
struct Needless {
  std::string part;
  std::string why;
};

struct Article {
  Place place;
  std::int64_t number = 0;
  Label summary;
  std::string enforced_by;
  std::vector<std::string> operations;  // operationId, or a verb: "yinxin rules check"
  std::vector<std::string> tests;       // "Suite" or "Suite.Name"
  std::vector<Missing> not_yet;
  std::vector<Needless> not_needed;
};

/// A period that the law sets: C01 to C27.
struct StatutoryClock {
  Place place;
  std::string id;
  Label name;
  std::vector<std::string> cites;
  Label from;  // what it is counted from
  std::string unit;
  std::int64_t length = 0;
  std::string day;      // of "fixed": "01-15"
  std::string setting;  // of "set"
  std::string stored;   // the last day is this value of the case
  bool backward = false;
  bool rolled = false;
  Label missed;
  std::string penalty;
  std::vector<std::string> runs_in;  // "licence_application/examination"
  std::string runs_at;
  std::int64_t not_yet = 0;
  std::vector<std::string> readings;
  std::vector<std::int64_t> reminders;  // days before the last one
  bool ours = false;
};

struct Duty {
  Place place;
  std::string id;
  Label name;
  std::vector<std::string> cites;
  std::string by;  // provider, regulator, applicant
  std::string clock;
  std::string recurs;  // empty, monthly, yearly
  std::string opens;   // "12-01"; of a monthly one "01"
  std::vector<std::string> documents;
  std::string penalty;
  std::string done_by_procedure;
  std::string done_by_operation;
  std::int64_t not_yet = 0;
  std::vector<std::string> readings;
};

struct Reading {
  Place place;
  std::string id;
  Label question;
  Label answer;
  std::vector<std::string> cites;
  std::string decided_by;  // program, officer, text
  std::string setting;     // "reading.q04_supplement_days"; empty unless the program decides
  std::string kind;        // of the default: text, number, flag, list
  procedure::Value recommended;
  std::vector<std::string> choices;
  std::int64_t not_yet = 0;
};

struct CodeList {
  Place place;
  std::string id;
  Label name;
  std::vector<std::string> cites;
  std::vector<std::pair<std::string, std::string>> codes;  // code, Chinese
};

struct Document {
  Place place;
  std::string id;
  Label name;
  std::string by;
  std::string to;
  std::vector<std::string> cites;
  bool starred = false;  // the regulation itself names it
  std::string template_id;
  std::int64_t not_yet = 0;

  /// An authority gives it. No paper of a provider, an applicant or an expert goes out under an authority's
  /// name.
  bool of_authority() const { return by == "authority" || by == "national_bureau" || by == "province"; }
  /// Of an authority, not for itself: what a party is told by letter.
  bool goes_to_party() const {
    return of_authority() && (to == "applicant" || to == "provider" || to == "party");
  }
};

struct Role {
  Place place;
  std::string id;
  Label name;
  std::string side;
  bool administrator = false;
};

struct Permission {
  Place place;
  std::string id;
  Label name;
  std::vector<std::string> cites;
  std::vector<std::string> does;
  std::vector<std::string> sees;
  std::vector<std::string> procedures;
};

struct Route {
  Place place;
  std::string matter;
  std::string procedure;  // that is played
  Label name;
  std::string receiver;
  std::vector<std::string> cites;
  std::vector<std::string> readings;
};

/// A register (台账) of an office: the cases of one procedure as rows.
struct Inventory {
  Place place;
  std::string id;
  Label name;
  std::vector<std::string> cites;
  std::string procedure;
  std::vector<std::string> columns;       // inputs of the case
  std::vector<std::string> item_columns;  // inputs of the things within it
  std::string public_state;               // entries in it are for anybody, of them what is L0; empty: none is
};

/// One line of the checklist of a compliance assessment (article 26).
struct AssessmentCheck {
  Place place;
  Label what;
  std::vector<std::string> cites;
  std::vector<std::string> methods;  // papers, interview, test, sample
  std::int64_t sample = 0;           // records to be drawn; 0: none are
};

struct Region {
  Place place;
  std::string code;  // six digits of GB/T 2260
  std::string zh;
  bool receives = false;
};

/// What may be fined, in fen.
struct Scale {
  Place place;
  std::string id;
  Label name;
  std::vector<std::string> cites;
  std::vector<std::string> readings;
  bool two_step = false;
  bool fine_optional = false;
  std::int64_t gain_from = 0;  // from this gain on times_min to times_max of it; 0: the gain does not matter
  std::int64_t times_min = 0;
  std::int64_t times_max = 0;
  std::int64_t min = 0;
  std::int64_t max = 0;
  std::vector<std::string> grave;
};

struct PenaltyItem {
  Place place;
  std::string code;
  Label name;
  std::string scale;
  std::vector<std::string> breaks;
};

struct LatePayment {
  std::int64_t per_mille_a_day = 0;
  std::int64_t days_to_pay = 0;
};

/// How the provider's own case of a procedure follows the authority's (rules/following.toml).
struct Following {
  Place place;
  std::string procedure;
  bool received = false;                                    // the authority begins it: its opening opens ours
  std::vector<std::pair<std::string, std::string>> begins;  // opening there, what it stands for here
  std::vector<std::string> files;
  std::vector<std::string> told;
  std::vector<std::string> own;
  std::vector<std::string> cites;
};

struct Book {
  base::Date in_force_from;
  std::vector<Law> laws;
  std::vector<Article> articles;
  std::vector<StatutoryClock> clocks;
  std::vector<Duty> duties;
  std::vector<Reading> readings;
  std::vector<CodeList> lists;
  std::vector<Document> documents;
  std::vector<Role> roles;
  std::vector<Permission> permissions;
  std::vector<Route> routes;
  std::vector<Inventory> inventories;
  std::vector<AssessmentCheck> checklist;
  std::vector<Following> followings;
  std::vector<Region> regions;
  std::vector<Scale> scales;
  std::vector<PenaltyItem> items;
  LatePayment late_payment;

  /// Every setting "reading.…" with its recommended value: what procedures read.
  procedure::Values settings() const;
};

/// The effects that the procedures of the law may name beside those of the certificate's office: the
/// licence's status and gate, an entry of the public register; accounts of a delegated body and the right to
/// work in a post; the list of focused supervision; records held and released; something locked away as a
/// suspected secret; certificates revoked with their holder's data; the seal of who reports a breach.
std::vector<std::string> effects();

/// What the files say, and everything wrong with each of them by itself; a file that cannot be read is a
/// finding too.
struct Loaded {
  Book book;
  Findings findings;
};
Loaded load(const std::filesystem::path& rules);

/// What does not fit together: references that lead nowhere, articles without anything, one thing said twice
/// with two values. `rules` is the folder, for the texts of rules/documents.
Findings check(const Book& book, const Procedures& procedures, const std::filesystem::path& rules);

/// The one entry whose member has that value, or null.
template <class Entry, class Member, class Value>
const Entry* find_by(const std::vector<Entry>& entries, Member Entry::*member, const Value& value) {
  for (const Entry& entry : entries) {
    if (entry.*member == value) return &entry;
  }
  return nullptr;
}

}  // namespace yinxin::rules
