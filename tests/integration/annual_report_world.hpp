// A provider's year with real acts, its report, and the export that recounts it.
#pragma once

#include "annual_statistics.hpp"
#include "compliance_support/duties_office.hpp"
#include "proof/annual_report.hpp"
#include "retention_world.hpp"

namespace yinxin::registration_support {

class AnnualReportWorld : public RetentionWorld {
 protected:
  void SetUp() override {
    RetentionWorld::SetUp();
    if (IsSkipped()) return;
    officers_ = std::make_unique<officers::Service>(
        officers::Service::House{*database_, *lane, recorder, clock, vault});
    office_ = std::make_unique<compliance_support::DutiesOffice>(
        compliance_support::DutiesHouse{*database_, *lane, recorder, clock, ids, vault, calendar, *officers_,
                                        *policy},
        compliance_support::DutiesOffice::Exists(), compliance_support::DutiesOffice::Effects(),
        compliance_support::DutiesOffice::Certificates(), all_statistics());
  }
  void TearDown() override {
    office_.reset();
    officers_.reset();
    RetentionWorld::TearDown();
  }
  compliance::Service& duties() { return office_->compliance; }

  base::Result<compliance::AnnualNote> make(int year, const Actor& actor = compliance()) {
    base::Waiter<compliance::AnnualNote> waiter;
    duties().make_report(year, actor, {}, waiter.completion());
    return waiter.wait();
  }
  std::string content(const compliance::AnnualNote& note) {
    return need(duties().report(note.year, note.number));
  }
  /// "id" or "id.part" -> value, of every figure that has one.
  std::map<std::string, std::uint64_t> figures(const compliance::AnnualNote& note) {
    std::map<std::string, std::uint64_t> all;
    for (const auto& one : need(proof::AnnualReport::parse(content(note))).figures) {
      if (one.value) all[one.part.empty() ? one.id : one.id + "." + one.part] = *one.value;
    }
    return all;
  }
  proof::Report recounted(const compliance::AnnualNote& note) {
    proof::LedgerTrust trust;
    trust.tree_head_keys.push_back(need(signer->client->key("tree-head-1")).public_key);
    return proof::verify_annual_report(content(note), exported(), trust);
  }
  static std::vector<std::string> failures(const proof::Report& report) {
    std::vector<std::string> found;
    for (const proof::Finding& one : report.findings()) {
      if (one.severity == proof::Severity::Failed) found.push_back(one.where + ": " + one.code);
    }
    return found;
  }

  /// 2026: three device certificates, of which one is revoked and one held; an applicant's; a complaint; a
  /// revocation of the next year, and the day on which the report is made.
  void play_year() {
    go_to("2026-12-01T02:00:00Z");
    revoked_ = issue("app-1").serial();
    held_ = issue("app-2").serial();
    const x509::Serial later = issue("app-3").serial();
    Applicant applicant = person();
    bring_to_active(applicant);
    go_to("2026-12-10T02:00:00Z");
    need(revoke(revoked_));
    need(suspend(held_));
    need(compliance_support::open_case(*office_->cases, "complaint",
                                       {{"channel", std::string("phone")},
                                        {"anonymous", true},
                                        {"kind", std::string("service")},
                                        {"facts", std::string("窗口排队时间长")},
                                        {"urgent", false}},
                                       compliance_support::by("support-1", {"support_officer"})));
    go_to("2026-12-31T16:00:00Z");  // the first moment of 2027 in Beijing
    need(revoke(later));
    go_to("2027-01-04T02:00:00Z");
    cover();
  }

  std::unique_ptr<officers::Service> officers_;
  std::unique_ptr<compliance_support::DutiesOffice> office_;
  x509::Serial revoked_ = x509::Serial::random();
  x509::Serial held_ = x509::Serial::random();
};

}  // namespace yinxin::registration_support
