#include "proof/annual_recount.hpp"

#include <algorithm>
#include <array>

namespace yinxin::proof {
namespace {

using base::Result;

/// A figure that counts acts of one code in the span, or the objects that such acts are about.
struct Tally {
  ActCode act;
  std::string_view figure;
  bool objects = false;
};
constexpr std::array kTallies{
    Tally{ActCode::Renewed, "certificates.renewed"},
    Tally{ActCode::Rekeyed, "certificates.rekeyed"},
    Tally{ActCode::Changed, "certificates.changed"},
    Tally{ActCode::ApplicationSubmitted, "applications.submitted"},
    Tally{ActCode::ApplicationSubmitted, "applications.registered", true},
    Tally{ActCode::ApplicationAccepted, "applications.accepted"},
    Tally{ActCode::ApplicationRefused, "applications.refused"},
    Tally{ActCode::ApplicationWithdrawn, "applications.withdrawn"},
    Tally{ActCode::ApplicationClosed, "applications.closed"},
    Tally{ActCode::ComplaintReceived, "complaints.received"},
    Tally{ActCode::ComplaintReceived, "complaints.registered", true},
    Tally{ActCode::ComplaintAnswered, "complaints.answered", true},
    Tally{ActCode::TrainingRecorded, "training.recorded"},
    Tally{ActCode::TestRecorded, "training.tested"},
    Tally{ActCode::PostAuthorised, "training.authorised"},
    Tally{ActCode::DelegationSigned, "delegation.signed", true},
    Tally{ActCode::DelegationStarted, "delegation.started", true},
    Tally{ActCode::DelegationSuspended, "delegation.suspended", true},
    Tally{ActCode::DelegationEnded, "delegation.ended", true},
    Tally{ActCode::DelegationSupervised, "delegation.supervised"},
    Tally{ActCode::EventDiscovered, "events.discovered"},
    Tally{ActCode::EventReported, "events.reported"},
    Tally{ActCode::StaffEntered, "staff.entered"},
    Tally{ActCode::StaffLeft, "staff.left"},
    Tally{ActCode::CrlIssued, "lists.issued"},
};
constexpr std::string_view kComplaintCases = "complaint/";  // procedure versions: id, '/', day
constexpr std::string_view kComplaintsClosed = "complaints.closed";

/// A fact of the record; empty where there is none, or no record.
std::string fact_of(const CheckedEntry& entry, std::string_view name) {
  if (!entry.record) return {};
  return std::string(entry.record->find(name).value_or(std::string_view()));
}

/// Certificates of the export beside its entries, both ascending by seq.
class CertificateLines {
 public:
  explicit CertificateLines(LineSource lines) : lines_(std::move(lines)) { advance(); }
  std::optional<x509::Certificate> at(std::uint64_t seq) {
    while (next_ && next_->seq < seq) advance();
    if (!next_ || next_->seq != seq) return std::nullopt;
    auto parsed = x509::Certificate::parse(next_->der);
    if (!parsed) return std::nullopt;
    return std::move(*parsed);
  }

 private:
  void advance() {
    next_.reset();
    const auto line = lines_();
    if (!line || !*line) return;
    auto parsed = ExportedCertificate::parse(**line);
    if (parsed) next_ = std::move(*parsed);
  }
  LineSource lines_;
  std::optional<ExportedCertificate> next_;
};

}  // namespace

Result<void> AnnualRecount::run(const ExportFolder& folder) {
  YX_TRY(const LineSource entries, folder.lines(export_file::kEntries));
  YX_TRY(LineSource lines, folder.lines(export_file::kCertificates));
  CertificateLines certificates(std::move(lines));
  while (true) {
    YX_TRY(const auto line, entries());
    if (!line) return {};
    const auto entry = LedgerEntry::parse(*line);
    if (entry) see(*entry, certificates.at(entry->seq));
  }
}

void AnnualRecount::see(const LedgerEntry& entry, const std::optional<x509::Certificate>& certificate) {
  const auto checked = check_entry(entry);
  if (!checked) return;
  const Leaf& leaf = checked->leaf;
  latest_ = std::max(latest_, leaf.time);
  see_issue(*checked, certificate);
  see_status(*checked);
  if (leaf.act == ActCode::AnnualReportMade)
    anchors_.emplace(entry.object, fact_of(*checked, kAnnualReportFact));
  if (!within(leaf.time)) return;
  for (const Tally& tally : kTallies) {
    if (tally.act != leaf.act) continue;
    const std::string figure(tally.figure);
    if (tally.objects)
      objects_[figure].insert(leaf.object);
    else
      ++acts_[figure];
  }
  const bool complaint =
      fact_of(*checked, "procedure").compare(0, kComplaintCases.size(), kComplaintCases) == 0;
  if (leaf.act == ActCode::CaseClosed && complaint)
    objects_[std::string(kComplaintsClosed)].insert(leaf.object);
}

void AnnualRecount::see_issue(const CheckedEntry& entry,
                              const std::optional<x509::Certificate>& certificate) {
  const bool recovered = entry.leaf.act == ActCode::CertificateRecovered;
  if (entry.leaf.act != ActCode::Issued && !recovered) return;
  Held held;
  held.issued = entry.leaf.time;
  if (recovered) {
    const auto signed_at = base::parse_utc(fact_of(entry, "signed_at"));
    if (signed_at) held.issued = *signed_at;
  }
  // Only holders' records are ever destroyed.
  held.holders = !entry.record || !fact_of(entry, "application").empty();
  held.profile = fact_of(entry, "profile");
  if (certificate) held.not_after = certificate->tbs().validity.not_after;
  certificates_.emplace(entry.leaf.object, std::move(held));
}

void AnnualRecount::see_status(const CheckedEntry& entry) {
  const Leaf& leaf = entry.leaf;
  const bool revoked = leaf.act == ActCode::Revoked;
  if (!revoked && leaf.act != ActCode::Suspended && leaf.act != ActCode::Resumed) return;
  const auto [found, lost] = certificates_.try_emplace(leaf.object);
  Held& held = found->second;
  if (lost) {  // its issue was lost, or stands before what the export begins with
    held.holders = true;
    ends_unknown_ = true;
  }
  if (!held.holders) return;
  if (revoked && !held.revoked) {
    held.revoked = leaf.time;
    held.reason = fact_of(entry, "reason");
  }
  if (!revoked && within(leaf.time))
    ++acts_[leaf.act == ActCode::Suspended ? "certificates.suspended" : "certificates.resumed"];
}

void AnnualRecount::count_certificate(
    const Held& held, std::map<std::pair<std::string, std::string>, std::uint64_t>& all) const {
  const auto add = [&](const std::string& figure, const std::string& part = {}) { ++all[{figure, part}]; };
  const base::Time end = held.not_after.value_or(base::Time::max());
  const auto in_stock = [&](base::Time moment) {
    const bool ended = end < moment || (held.revoked && *held.revoked < moment);
    return held.issued < moment && !ended;
  };
  if (in_stock(from_)) add("certificates.valid_at_begin");
  if (in_stock(to_)) {
    add("certificates.valid_at_end");
    add("certificates.valid_by_profile", held.profile);
  }
  if (within(held.issued)) {
    add("certificates.issued");
    add("certificates.issued_by_profile", held.profile);
  }
  if (within(end) && (!held.revoked || *held.revoked > end)) add("certificates.expired");
  if (!held.revoked || !within(*held.revoked)) return;
  add("certificates.revoked");
  add("certificates.revoked_by_reason", held.reason);
  if (*held.revoked <= end) add("certificates.revoked_in_force");
}

std::map<std::pair<std::string, std::string>, std::uint64_t> AnnualRecount::counted() const {
  std::map<std::pair<std::string, std::string>, std::uint64_t> all;
  const auto gone = not_counted();
  for (const AnnualFigure& figure : annual_figures()) {
    if (figure.absent.empty() && !figure.parts) all[{std::string(figure.id), ""}] = 0;
  }
  for (const auto& [figure, count] : acts_) all[{figure, ""}] = count;
  for (const auto& [figure, objects] : objects_) all[{figure, ""}] = objects.size();
  for (const auto& [object, held] : certificates_) {
    if (held.holders) count_certificate(held, all);
  }
  for (auto at = all.begin(); at != all.end();)
    at = gone.count(at->first.first) > 0 ? all.erase(at) : std::next(at);
  return all;
}

std::map<std::string, std::pair<std::string, std::string>> AnnualRecount::not_counted() const {
  std::map<std::string, std::pair<std::string, std::string>> all;
  all["lists.largest_gap"] = {"账本不载列表的更新时刻", "the ledger has no thisUpdate of lists"};
  bool profiles = false;
  bool reasons = false;
  bool ends = ends_unknown_;
  for (const auto& [object, held] : certificates_) {
    if (!held.holders) continue;
    profiles = profiles || held.profile.empty();
    reasons = reasons || (held.revoked && within(*held.revoked) && held.reason.empty());
    ends = ends || !held.not_after;
  }
  const std::pair<std::string, std::string> destroyed{"有签发或者撤销的记录已销毁或者丢失",
                                                      "records of issues or revocations are gone"};
  const std::pair<std::string, std::string> missing{"有证书不在导出中", "certificates are not in the export"};
  if (profiles || ends)
    all["certificates.issued_by_profile"] = all["certificates.valid_by_profile"] = destroyed;
  if (reasons) all["certificates.revoked_by_reason"] = destroyed;
  if (!ends) return all;
  for (const char* figure : {"certificates.valid_at_begin", "certificates.valid_at_end",
                             "certificates.expired", "certificates.revoked_in_force", "certificates.issued"})
    all[figure] = missing;
  return all;
}

std::optional<std::string> AnnualRecount::anchored(const std::string& object) const {
  const auto found = anchors_.find(object);
  return found == anchors_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace yinxin::proof
