// Step of verify_package() about papers: whether licence, rules and the table of responsibility fit the
// certificate and the files beside them.
#include <algorithm>

#include "asn1/oids.hpp"
#include "proof/package_duties.hpp"

namespace yinxin::proof {
namespace {

void check_licence(const PackageContents& contents, Report& report) {
  const auto json = contents.expect_file(layout::kLicence, "资质证书信息", "the licence", report);
  if (!json) return;
  const auto licence = LicencePaper::parse(base::as_text(*json));
  if (!licence) return report.failed(layout::kLicence, malformed("package.format", licence.error()));
  const auto provider = contents.certificate->tbs().issuer.find(asn1::oids::kOrganization).value_or("");
  report.expect(licence->holder_name == provider, layout::kLicence,
                {"package.licence.name", "获证机构“" + licence->holder_name + "”与证书所载机构名称一致",
                 "the licence holder is the provider named in the certificate"},
                {"package.licence.name", "获证机构“" + licence->holder_name + "”与证书所载机构名称不一致",
                 "the licence holder is not the provider named in the certificate"});
  const base::Date issued = base::beijing_date(contents.issue_time());
  const std::string period =
      base::format_date(licence->valid_from) + " - " + base::format_date(licence->valid_to);
  report.expect(
      issued >= licence->valid_from && issued <= licence->valid_to, layout::kLicence,
      {"package.licence.period", "签发日 " + base::format_date(issued) + " 在资质有效期内（" + period + "）",
       "the day of issue " + base::format_date(issued) + " lies in the licence's period " + period},
      {"package.licence.period",
       "签发日 " + base::format_date(issued) + " 不在资质有效期内（" + period + "）",
       "the day of issue " + base::format_date(issued) + " lies outside the licence's period " + period});
}

/// A rules document that lies in the package must be the one whose digest is stated.
void check_rules_file(const RulesPaper& paper, const PackageContents& contents, Report& report) {
  const std::string title = paper.kind + " " + paper.version;
  if (!paper.file) {
    report.noted(layout::kRules, {"package.rules.document", title + " 的正文未收入本包",
                                  "the text of " + title + " is not included"});
    return;
  }
  const auto found = contents.files.find(*paper.file);
  report.expect(found != contents.files.end() && crypto::sm3(found->second) == paper.digest, *paper.file,
                {"package.rules.document", title + " 的正文与所述摘要相符",
                 "is the text of " + title + ", by its digest"},
                {"package.rules.document", title + " 的正文缺失或与所述摘要不符",
                 "is missing, or not the text of " + title});
}

void check_rules(const PackageContents& contents, Report& report) {
  const auto json = contents.expect_file(layout::kRules, "规则版本", "the versions of the rules", report);
  if (!json) return;
  const auto rules = parse_rules(base::as_text(*json));
  if (!rules) return report.failed(layout::kRules, malformed("package.format", rules.error()));
  for (const RulesPaper& paper : *rules) check_rules_file(paper, contents, report);
  for (const std::string_view kind : {"cps", "cp"}) {
    const bool in_force = std::any_of(rules->begin(), rules->end(), [&](const RulesPaper& paper) {
      return paper.kind == kind && paper.published <= contents.issue_time() &&
             paper.effective <= contents.issue_time();
    });
    const std::string word = kind == "cps" ? "业务规则（CPS）" : "证书策略（CP）";
    report.expect(in_force, layout::kRules,
                  {"package.rules", "签发时有已公布并生效的" + word,
                   "a " + std::string(kind) + " was published and in force at issue"},
                  {"package.rules", "签发时没有已公布并生效的" + word,
                   "no " + std::string(kind) + " was published and in force at issue"});
  }
}

/// The row of this id, or null.
const DutyRow* row_of(const std::vector<DutyRow>& rows, const std::string& id) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const DutyRow& row) { return row.id == id; });
  return found == rows.end() ? nullptr : &*found;
}

/// One row of ours against the one in the package.
bool check_duty(const DutyRow& ours, const std::vector<DutyRow>& stated, Report& report) {
  const DutyRow* theirs = row_of(stated, ours.id);
  const std::string title = "“" + ours.duty + "”（" + ours.id + "）";
  if (theirs == nullptr) {
    report.failed(layout::kDuties,
                  {"package.duty", "责任分析表缺少" + title, "the row " + ours.id + " is missing"});
    return false;
  }
  return report.expect(
      *theirs == ours, layout::kDuties,
      {"package.duty", title + ours.conclusion + "：" + ours.actual,
       "the row " + ours.id + " is what the package comes to: " + ours.conclusion},
      {"package.duty", title + "与重新计算的结果不同，应为“" + ours.conclusion + "：" + ours.actual + "”",
       "the row " + ours.id + " is not what the package comes to: " + ours.conclusion + " (" + ours.actual +
           ")"});
}

/// The whole table, computed anew.
void check_duties(const PackageContents& contents, const DutyFacts& facts, Report& report) {
  const auto json = contents.files.find(layout::kDuties);
  if (json == contents.files.end()) {
    return report.failed(layout::kDuties,
                         {"package.unstated", "缺少责任分析表", "the table of responsibility is missing"});
  }
  const auto stated = parse_duties(base::as_text(json->second));
  if (!stated) return report.failed(layout::kDuties, malformed("package.format", stated.error()));
  const std::vector<DutyRow> ours = responsibility(facts);
  bool whole = true;
  for (const DutyRow& row : ours) whole = check_duty(row, *stated, report) && whole;
  for (const DutyRow& row : *stated) {
    if (row_of(ours, row.id) != nullptr) continue;
    whole = false;
    report.failed(layout::kDuties, {"package.duty", "责任分析表多出“" + row.duty + "”（" + row.id + "）",
                                    "the row " + row.id + " belongs to no table"});
  }
  const std::string count = std::to_string(ours.size());
  report.expect(whole && ours.size() == stated->size(), layout::kDuties,
                {"package.duties", "责任分析表 " + count + " 行，与重新计算的结果相同",
                 "the table of responsibility has " + count + " rows, as computed anew"},
                {"package.duties", "责任分析表与重新计算的结果不同",
                 "the table of responsibility is not what was computed anew"});
}

}  // namespace

void check_papers(const PackageContents& contents, Report& report) {
  if (!contents.certificate) return;
  check_licence(contents, report);
  check_rules(contents, report);
  const DutyFacts facts{contents.files, contents.acts, contents.certificate};
  check_office_papers(facts, report);
  check_duties(contents, facts, report);
}

Report verify_package(base::ByteView archive, const PackageTrust& trust) {
  Report report;
  std::optional<PackageContents> contents = open_package(archive, report);
  if (!contents) return report;
  read_certificates(*contents, report);
  check_signature(*contents, trust, report);
  check_absences(*contents, report);
  check_acts(*contents, trust, report);
  check_collected(*contents, report);
  check_certificate(*contents, trust, report);
  check_status(*contents, report);
  check_papers(*contents, report);
  return report;
}

}  // namespace yinxin::proof
