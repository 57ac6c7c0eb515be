// The regulator's work as others see it: who issues its documents, what the public register says, who is
// under focused supervision.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cases/types.hpp"
#include "documents/types.hpp"

namespace yinxin::supervision {

/// A 密码管理部门 that issues documents. Official names differ (requirements art. 5), so they are data.
struct Organ {
  std::string region;       // six digits; "000000": the national bureau
  std::string name;         // 发文机关
  std::string word;         // 机关代字 of its numbers
  std::string contact;      // 联系方式
  std::string hand_in;      // 递交方式
  std::string review_body;  // 行政复议机关 (Q6)
  std::string court;        // 人民法院 (Q6)
};

/// An entry of the register (名录, article 9).
struct RegisterEntry {
  std::string licence_number;
  std::string organisation;
  std::string credit_code;
  std::string domicile;  // region
  std::string status;    // state of the licence_status case
  std::string valid_from;
  std::string valid_to;
  base::Time changed_at;  // since then it stands so
};

/// How an entry came to stand as it did.
struct RegisterChange {
  std::string change;  // "entered", "status", "renewed", "changed", "reissued", "announced", "carried_over"
  RegisterEntry entry;
};

/// The register at the end of a day in Beijing, as anybody can check it against the ledger: the SM3 of the
/// octets stands in the act `result_published` on "register/<day>". Lines end with LF, fields are parted by
/// TAB; within a field \t, \n, \r and \\ stand for TAB, LF, CR and the backslash.
///   yinxin register 1
///   day         2026-09-28
///   entries     1
///   <number>  <organisation>  <credit code>  <region>  <status>  <valid from>  <valid to>  <since, UTC>
/// Entries by number, octet by octet.
struct Snapshot {
  base::Date day;
  std::string sm3;  // hexadecimal
  std::size_t size = 0;
  base::Time made_at;
};

/// A provider on the list of focused supervision (重点监督检查名单, article 33).
struct Focus {
  std::string case_number;
  std::string organisation;
  std::string scope;   // region
  std::string ground;  // "finding" (F1), "penalty" (F2), "other" (F3)
  std::string other;   // code of F3, else empty
  std::string source;  // number of the case that led to it; empty: none did
  std::string counted_from;
  std::string listed_on;
  std::string removed_on;  // empty: it is on the list
};

/// A decision or result as it was made public (决定公开, article 9; 行政处罚法 48).
struct Publication {
  std::string case_number;
  std::string kind;    // "licence_application", "licence_change", "licence_renewal", "licence_ending",
                       // "inspection", "penalty"
  std::string party;   // name of the organisation
  std::string scope;   // region
  std::string issuer;  // who decided
  std::string title;   // of the document; empty: none was issued here
  std::string decision_number;
  std::string document_code;  // of the verification page; empty: none was issued here
  std::string decided_on;
  std::string basis;
  std::string result;
  std::string published_on;
};
/// One kind or all; `after`: cursor_of() the last of the page before, or empty.
struct PublicationFilter {
  std::string kind;
  std::string after;
};
inline std::string cursor_of(const Publication& one) {
  return one.published_on + "/" + one.case_number;
}

/// Somebody who stands behind an organisation (股权穿透, article 11).
struct Owner {
  std::string name;
  bool foreign = false;
  bool ultimate = false;  // nobody is entered behind them, or they are foreign
  std::int64_t ppm = 0;   // what they hold of the organisation through all chains, in millionths, rounded up
};
struct Ownership {
  std::vector<Owner> owners;     // from the shareholders up
  std::int64_t foreign_ppm = 0;  // foreign part, looked through, in millionths, rounded up: 0 is none at all
  std::string controller;        // 实际控制人: more than half at each step; empty: nobody
};

/// What a fine may be, in fen (rules::fine_range).
struct FineRange {
  std::int64_t min = 0;
  std::int64_t max = 0;
};
/// By the scale's id and the gain in fen. Errors: NotFound (no such scale), those of rules::fine_range.
using FineRangeOf = std::function<base::Result<FineRange>(const std::string& scale, std::int64_t gain)>;

/// The last day of a yearly duty's period, by the procedure and the period's name (rules::last_day_of).
using LastDayOf =
    std::function<std::optional<base::Date>(const std::string& procedure, const std::string& period)>;

}  // namespace yinxin::supervision
