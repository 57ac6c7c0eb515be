// Step of verify_package() about papers: whether licence, rules and the table of responsibility fit the
// certificate and the files beside them.
#include <algorithm>

#include "asn1/oids.hpp"
#include "proof/package_check.hpp"

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

void check_duties(const PackageContents& contents, Report& report) {
  const auto json =
      contents.expect_file(layout::kDuties, "责任分析表", "the table of responsibility", report);
  if (!json) return;
  const auto duties = parse_duties(base::as_text(*json));
  if (!duties) return report.failed(layout::kDuties, malformed("package.format", duties.error()));
  bool whole = !duties->empty();
  for (const DutyRow& row : *duties) {
    for (const std::string& file : row.evidence) {
      if (contents.files.contains(file)) continue;
      whole = false;
      report.failed(layout::kDuties,
                    {"package.duties.evidence", "“" + row.duty + "”引用的证据不在包中：" + file,
                     "evidence of \"" + row.duty + "\" is not in the package: " + file});
    }
    if (row.evidence.empty()) {
      report.noted(layout::kDuties, {"package.duties.bare", "“" + row.duty + "”没有引用证据",
                                     "\"" + row.duty + "\" cites no evidence"});
    }
  }
  report.expect(whole, layout::kDuties,
                {"package.duties", "责任分析表 " + std::to_string(duties->size()) + " 项，引用的证据都在包中",
                 "the table of responsibility has " + std::to_string(duties->size()) +
                     " rows, all cited evidence is here"},
                {"package.duties", "责任分析表不完整", "the table of responsibility is not whole"});
}

}  // namespace

void check_papers(const PackageContents& contents, Report& report) {
  if (!contents.certificate) return;
  check_licence(contents, report);
  check_rules(contents, report);
  check_duties(contents, report);
}

Report verify_package(base::ByteView archive, const PackageTrust& trust) {
  Report report;
  std::optional<PackageContents> contents = open_package(archive, report);
  if (!contents) return report;
  read_certificates(*contents, report);
  check_signature(*contents, trust, report);
  check_acts(*contents, trust, report);
  check_certificate(*contents, trust, report);
  check_status(*contents, report);
  check_papers(*contents, report);
  return report;
}

}  // namespace yinxin::proof
