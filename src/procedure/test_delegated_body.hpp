// What the tests of rules/procedures/delegated_body.toml enter, and the way to each state.
#pragma once

#include "procedure/test_law.hpp"

namespace yinxin::procedure::testing::delegated_body_law {

inline const Procedure& delegated_body() {
  static const Procedure kProcedure = testing::law_procedure("delegated_body");
  return kProcedure;
}

/// What each event enters; event:variant enters something else.
inline const LawInputs kInputs{
    {"intend",
     {{"body", text("河北某公司")},
      {"credit_code", text("91110000600037341L")},
      {"domicile", text("130000")},
      {"diligence_sm3", kLawDigest}}},
    {"give_up", {{"reason", text("某")}}},
    {"sign_agreement",
     {{"agreement_number", text("某")},
      {"signed_on", day("2026-02-27")},
      {"agreement_to", day("2028-02-26")},
      {"no_redelegation", true},
      {"agreement_sm3", kLawDigest},
      {"head", text("某")},
      {"matters", text("某")},
      {"sites", Rows{{{"address", std::string("某")},
                      {"site_region", std::string("110000")},
                      {"hours", std::string("某")}}}}}},
    {"submit_filing", {{"package_sm3", kLawDigest}}},
    {"return_filing", {{"missing", text("某")}}},
    {"resubmit", {{"package_sm3", kLawDigest}}},
    {"check_filing", {{"check_opinion", text("某")}}},
    {"confirm_filing", {{"receipt_number", text("某")}}},
    {"add_operator",
     {{"person", text("某")},
      {"site", text("某")},
      {"key_serial", text("某")},
      {"trained_to", day("2026-12-31")}}},
    {"stop_operator", {{"reason", text("某")}}},
    {"add_change", {{"matter", text("name")}, {"changed_on", day("2026-02-20")}, {"new_value", text("某")}}},
    {"file_change", {{"package_sm3", kLawDigest}}},
    {"return_change", {{"missing_in_change", text("某")}}},
    {"confirm_change", {{"change_receipt", text("某")}}},
    {"check_on_site", {{"on_site_result", text("none")}, {"on_site_record_sm3", kLawDigest}}},
    {"review_sample",
     {{"sampled", std::int64_t{20}}, {"faulty", std::int64_t{0}}, {"sample_sm3", kLawDigest}}},
    {"note_anomaly", {{"anomaly", text("own_name")}, {"anomaly_text", text("某")}}},
    {"suspend", {{"reason", text("某")}}},
    {"resume", {{"resume_basis", text("某")}}},
    {"order_rectification", {{"rectify_by", day("2026-06-01")}, {"reason", text("某")}}},
    {"verify_rectification", {{"proof_sm3", kLawDigest}}},
    {"end_early", {{"reason", text("某")}}},
    {"return_data", {{"list_sm3", kLawDigest}}},
    {"strike_off", {{"reason", text("某")}}},
    {"sign_agreement:redelegable",
     {{"agreement_number", text("某")},
      {"signed_on", day("2026-02-27")},
      {"agreement_to", day("2028-02-26")},
      {"no_redelegation", false},
      {"agreement_sm3", kLawDigest},
      {"head", text("某")},
      {"matters", text("某")},
      {"sites", Rows{{{"address", std::string("某")},
                      {"site_region", std::string("110000")},
                      {"hours", std::string("某")}}}}}},
    {"sign_agreement:future",
     {{"agreement_number", text("某")},
      {"signed_on", day("2026-03-03")},
      {"agreement_to", day("2028-02-26")},
      {"no_redelegation", true},
      {"agreement_sm3", kLawDigest},
      {"head", text("某")},
      {"matters", text("某")},
      {"sites", Rows{{{"address", std::string("某")},
                      {"site_region", std::string("110000")},
                      {"hours", std::string("某")}}}}}},
    {"sign_agreement:over",
     {{"agreement_number", text("某")},
      {"signed_on", day("2026-02-27")},
      {"agreement_to", day("2026-03-02")},
      {"no_redelegation", true},
      {"agreement_sm3", kLawDigest},
      {"head", text("某")},
      {"matters", text("某")},
      {"sites", Rows{{{"address", std::string("某")},
                      {"site_region", std::string("110000")},
                      {"hours", std::string("某")}}}}}},
    {"sign_agreement:september",
     {{"agreement_number", text("某")},
      {"signed_on", day("2026-09-01")},
      {"agreement_to", day("2028-02-26")},
      {"no_redelegation", true},
      {"agreement_sm3", kLawDigest},
      {"head", text("某")},
      {"matters", text("某")},
      {"sites", Rows{{{"address", std::string("某")},
                      {"site_region", std::string("110000")},
                      {"hours", std::string("某")}}}}}},
    {"add_change:future",
     {{"matter", text("name")}, {"changed_on", day("2026-03-03")}, {"new_value", text("某")}}},
    {"add_change:september",
     {{"matter", text("name")}, {"changed_on", day("2026-09-01")}, {"new_value", text("某")}}},
    {"add_operator:lapsed",
     {{"person", text("某")},
      {"site", text("某")},
      {"key_serial", text("某")},
      {"trained_to", day("2026-03-01")}}},
    {"order_rectification:past", {{"rectify_by", day("2026-03-02")}, {"reason", text("某")}}},
    {"review_sample:too_many",
     {{"sampled", std::int64_t{20}}, {"faulty", std::int64_t{21}}, {"sample_sm3", kLawDigest}}},
    {"sign_agreement:short",
     {{"agreement_number", text("某")},
      {"signed_on", day("2026-02-27")},
      {"agreement_to", day("2026-03-10")},
      {"no_redelegation", true},
      {"agreement_sm3", kLawDigest},
      {"head", text("某")},
      {"matters", text("某")},
      {"sites", Rows{{{"address", std::string("某")},
                      {"site_region", std::string("110000")},
                      {"hours", std::string("某")}}}}}},
};

inline const std::string kSigned = "intend sign_agreement ";
inline const std::string kFiled = kSigned + "submit_filing ";
inline const std::string kReturned = kFiled + "return_filing ";
inline const std::string kRecorded = kFiled + "check_filing confirm_filing ";
inline const std::string kActive = kRecorded + "activate ";
inline const std::string kSuspended = kActive + "suspend ";
inline const std::string kRectifying = kActive + "order_rectification ";
inline const std::string kEnding = kActive + "end_early ";
inline const std::string kStaffed = kActive + "add_operator#x1 ";

}  // namespace yinxin::procedure::testing::delegated_body_law
