// The papers of an evidence package that the checker reads: the licence, the rules in force, cases that bear
// on the certificate, rights to posts, the table of responsibility.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "proof/merkle.hpp"

namespace yinxin::proof {

inline constexpr std::size_t kMaxPaperBytes = 1024 * 1024;

/// 《电子政务电子认证服务机构资质证书》 as far as it bears on a certificate (article 12).
struct LicencePaper {
  std::string number;
  std::string holder_name;  ///< 机构名称
  base::Date valid_from;
  base::Date valid_to;  ///< last day in force
  std::string status;   ///< in words, on the day the package was built

  std::string to_json() const;
  /// Errors: Malformed `proof.json`, `base.date`.
  static base::Result<LicencePaper> parse(std::string_view json);
};

/// One published version of the CPS or of the CP (article 16).
struct RulesPaper {
  std::string kind;  ///< "cps" or "cp"
  std::string version;
  base::Time published;
  base::Time effective;
  Hash digest{};                    ///< SM3 of the published document
  std::optional<std::string> file;  ///< where it lies in the package; nothing: not included
};
std::string rules_to_json(const std::vector<RulesPaper>& rules);
/// Errors: Malformed `proof.json`, `proof.rules_paper`, `base.time`.
base::Result<std::vector<RulesPaper>> parse_rules(std::string_view json);

/// Cases of a period that bear on the certificate; what happened in them stands in their acts.
struct CasesPaper {
  struct Row {
    std::string number;
    std::string procedure;  ///< "major_event"
    std::string state;      ///< when the package was built
    base::Time opened;
  };
  base::Time from;
  base::Time to;
  std::vector<Row> cases;

  std::string to_json() const;
  /// Errors: Malformed `proof.json`, `base.time`.
  static base::Result<CasesPaper> parse(std::string_view json);
};
/// The object of a case's acts: "case/<number>".
std::string case_object(std::string_view number);

/// That an account had the right to a post (articles 25 and 28), and which case gave it.
struct RightRow {
  std::string officer;  ///< an actor, "officer/<id>"
  std::string post;     ///< "review_officer"
  base::Date from;
  base::Date to;      ///< last day
  std::string basis;  ///< "case/<number>"
  std::string item;   ///< within that case; empty: none
};
std::string rights_to_json(const std::vector<RightRow>& rights);
/// Errors: Malformed `proof.json`, `base.date`.
base::Result<std::vector<RightRow>> parse_rights(std::string_view json);

/// One row of 责任分析表: a duty, what was done, and what shows it.
struct DutyRow {
  std::string id;  ///< names the row
  std::string duty;
  std::string article;  ///< whence: "第二十一条"
  std::string required;
  std::string actual;
  std::vector<std::string> evidence;  ///< names of files in the package
  std::string conclusion;
  friend bool operator==(const DutyRow&, const DutyRow&) = default;
};
std::string duties_to_json(const std::vector<DutyRow>& duties);
/// Errors: Malformed `proof.json`.
base::Result<std::vector<DutyRow>> parse_duties(std::string_view json);

}  // namespace yinxin::proof
