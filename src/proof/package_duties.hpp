// 责任分析表: the duties of article 40's table, and the rules by which each row follows from the other parts
// of a package. One set of rules for who builds and who checks. Private to this folder.
#pragma once

#include "proof/package_check.hpp"

namespace yinxin::proof {

/// What the rules look at. Files are those that are intact, acts those that hold, by seq.
struct DutyFacts {
  std::map<std::string, base::ByteView, std::less<>> files;
  std::vector<PackageAct> acts;
  std::optional<x509::Certificate> certificate;

  const PackageAct* last(ActCode code) const;
  const PackageAct* issued() const { return last(ActCode::Issued); }
  /// On this object, of this code, in order.
  std::vector<const PackageAct*> acts_on(std::string_view object, ActCode code) const;
  /// Nothing when the file is not there.
  std::optional<std::string_view> text(std::string_view name) const;
};

/// What a rule finds.
struct Judged {
  std::string actual;
  std::vector<std::string> evidence;
  std::string_view conclusion;
};
inline constexpr std::string_view kFulfilled = "已履行";
inline constexpr std::string_view kBroken = "未履行";
inline constexpr std::string_view kUnproved = "未见证据";
inline constexpr std::string_view kUnderWay = "办理中";
inline constexpr std::string_view kNoOccasion = "不适用";

/// Every duty in order, whatever is there. The same facts give the same rows.
std::vector<DutyRow> responsibility(const DutyFacts& facts);

// package_duties.cpp: of the certificate and its application
Judged judge_licence(const DutyFacts& facts);
Judged judge_rules(const DutyFacts& facts);
Judged judge_identity(const DutyFacts& facts);
Judged judge_review(const DutyFacts& facts);
Judged judge_notification(const DutyFacts& facts);
Judged judge_agreement(const DutyFacts& facts);
Judged judge_possession(const DutyFacts& facts);
Judged judge_contents(const DutyFacts& facts);
Judged judge_acceptance(const DutyFacts& facts);
Judged judge_status(const DutyFacts& facts);
Judged judge_revocation(const DutyFacts& facts);
Judged judge_records(const DutyFacts& facts);

// package_duties_office.cpp: of the provider as a whole
Judged judge_posts(const DutyFacts& facts);
Judged judge_bodies(const DutyFacts& facts);
Judged judge_incidents(const DutyFacts& facts);
Judged judge_conditions(const DutyFacts& facts);
Judged judge_complaints(const DutyFacts& facts);

/// Each case that parts 9 to 11 name has its acts here, each snapshot the act that has its SM3.
void check_office_papers(const DutyFacts& facts, Report& report);

}  // namespace yinxin::proof
