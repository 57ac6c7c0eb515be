// What the events of rules/procedures/licence_application.toml usually enter in tests; "event:variant" is
// something else.
#pragma once

#include "procedure/engine.hpp"

namespace yinxin::cases_support {

using procedure::Rows;
using procedure::Values;

inline const std::string kDigest(64, 'a');

// How far a licence application has come: the events until then.
inline const std::string kExamined = "submit examine_form ";
inline const std::string kToSupplement = kExamined + "request_supplement ";
inline const std::string kAccepted = kExamined + "accept ";
inline const std::string kReviewing = kAccepted + "forward sign_for ";
inline const std::string kTechnical = kReviewing + "start_review ";
inline const std::string kSigned = kTechnical + "assign_reviewer#r1 sign_report#r1 ";
inline const std::string kToDecide = kReviewing + "propose ";
inline const std::string kReviewed = kToDecide + "review_opinion legal_review ";
inline const std::string kGranted = kReviewed + "grant ";
inline const std::string kIssued = kGranted + "deliver_licence ";

inline base::Date day(std::string_view text) {
  return base::parse_date(text).value();
}

inline Values submission(std::int64_t second_share, const std::string& holder) {
  return {{"organisation", std::string("北京某某认证有限公司")},
          {"credit_code", std::string("91110000600037341L")},
          {"legal_nature", std::string("enterprise")},
          {"domicile", std::string("530000")},
          {"sections", std::vector<std::string>{"form", "legal_person", "staff"}},
          {"package_sm3", kDigest},
          {"shareholders",
           Rows{{{"name", holder}, {"share", std::int64_t{6000}}, {"foreign_share", std::int64_t{0}}},
                {{"name", std::string("乙")}, {"share", second_share}, {"foreign_share", std::int64_t{0}}}}},
          {"foreign_investment", false},
          {"staff", Rows{{{"kind", std::string("technical")}, {"headcount", std::int64_t{30}}}}}};
}

inline const std::map<std::string, Values, std::less<>>& licence_inputs() {
  static const std::map<std::string, Values, std::less<>> kInputs = [] {
    const Values reason{{"reason", std::string("依据")}};
    const Values faults{{"faults", Rows{{{"material", std::string("systems")},
                                         {"fault", std::string("缺少自评估报告")},
                                         {"request", std::string("补交")}}}}};
    Values again = faults;
    again["reason"] = std::string("仅涉及补正内容");
    return std::map<std::string, Values, std::less<>>{
        {"submit", submission(4000, "甲")},
        {"submit:over", submission(4001, "甲")},
        {"correct_on_the_spot", {{"correction", std::string("页码")}}},
        {"examine_form", {{"complete", true}, {"checklist_sm3", kDigest}}},
        {"request_supplement", faults},
        {"request_again", again},
        {"supplement", {{"package_sm3", kDigest}}},
        {"end_unsupplemented", reason},
        {"not_accept", reason},
        {"forward", {{"form_opinion", std::string("齐全")}}},
        {"start_review", {{"review_days", std::int64_t{40}}}},
        {"deliver_review_notice", {{"delivered_on", day("2026-09-01")}}},
        {"assign_reviewer",
         {{"expert", std::string("e1")}, {"conflict", false}, {"commitment_sm3", kDigest}}},
        {"sign_report", {{"report_sm3", kDigest}}},
        {"rectify_in_review", {{"rectification_sm3", kDigest}}},
        {"receive_report", {{"received_on", day("2026-09-01")}, {"conclusion", std::string("conforming")}}},
        {"record_foreign_review",
         {{"foreign_review", std::string("cleared")}, {"foreign_review_number", std::string("1号")}}},
        {"end_hearing", {{"hearing_record_sm3", kDigest}}},
        {"propose", {{"proposal", std::string("grant")}, {"opinion", std::string("符合")}}},
        {"propose:refuse", {{"proposal", std::string("refuse")}, {"opinion", std::string("不符合")}}},
        {"review_opinion", {{"review_opinion", std::string("同意")}}},
        {"legal_review", {{"legal_opinion", std::string("合法")}}},
        {"return_to_review", reason},
        {"refuse", reason},
        {"deliver_licence",
         {{"licence_number", std::string("测试0001")},
          {"valid_from", day("2026-10-01")},
          {"valid_to", day("2031-09-30")},
          {"copies", std::int64_t{2}}}},
        {"withdraw", {{"withdrawal_sm3", kDigest}}},
        {"end_dissolved", reason},
    };
  }();
  return kInputs;
}

}  // namespace yinxin::cases_support
