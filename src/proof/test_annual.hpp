// A provider's year in a test: certificates of every fate, an export of it, and a report whose numbers were
// counted by hand.
#pragma once

#include "proof/annual_report.hpp"
#include "proof/test_export.hpp"

namespace yinxin::proof::test {

struct Year {
  World world;
  MemoryFolder folder;
  std::vector<Party> holders;
  std::map<std::uint64_t, std::size_t> issues;  // seq -> holder
  std::vector<std::uint64_t> heads;             // sizes
  AnnualReport report;

  Year() {
    world.head_time = at("2027-01-10T00:00:00Z");
    issue("2025-06-01T00:00:00Z", "2027-06-01T00:00:00Z", "individual");    // 0: stays
    issue("2025-06-02T00:00:00Z", "2026-05-31T00:00:00Z", "organisation");  // 1: expires
    issue("2025-06-03T00:00:00Z", "2026-02-01T00:00:00Z", "individual");    // 2: expires, then is revoked
    issue("2025-12-31T16:00:00Z", "2026-12-31T15:59:59Z", "individual");    // 3: of this year alone
    issue("2026-03-01T00:00:00Z", "2028-01-01T00:00:00Z", "organisation");  // 4: revoked
    status(ActCode::Revoked, 2, "2026-03-02T00:00:00Z", "4");
    issue("2026-03-03T00:00:00Z", "2028-01-01T00:00:00Z", "individual");      // 5: held, and not any more
    issue("2026-03-04T00:00:00Z", "2027-01-01T00:00:00Z", "officer", false);  // 6: none of a holder
    status(ActCode::Revoked, 4, "2026-04-01T00:00:00Z", "1");
    status(ActCode::Revoked, 6, "2026-04-02T00:00:00Z", "0");
    status(ActCode::Suspended, 5, "2026-05-01T00:00:00Z", "6");
    status(ActCode::Resumed, 5, "2026-06-01T00:00:00Z", "8");
    world.act(ActCode::ApplicationSubmitted, "2026-06-02T00:00:00Z", "application/1");
    world.act(ActCode::ComplaintReceived, "2026-06-03T00:00:00Z", "case/complaint-2026-1");
    world.act(ActCode::CaseClosed, "2026-06-04T00:00:00Z", "case/complaint-2026-1", false,
              {{"procedure", "complaint/2024-11-01"}});
    world.act(ActCode::CaseClosed, "2026-06-05T00:00:00Z", "case/training_plan-2026-1", false,
              {{"procedure", "training_plan/2024-11-01"}});
    status(ActCode::Revoked, 0, "2026-12-31T16:00:00Z", "4");  // the first moment of the next year
    heads.push_back(world.entries.size());
    state();
    anchor();
  }

  void issue(const std::string& utc, const std::string& not_after, const std::string& profile,
             bool holders_own = true) {
    Party made = party(Kind::Holder, "测试单位", "持有人" + std::to_string(holders.size()));
    made.tbs.validity = {at(utc), at(not_after)};
    made.certify(world.issuing);
    holders.push_back(std::move(made));
    std::vector<std::pair<std::string, std::string>> fields{{"profile", profile}};
    if (holders_own) fields.emplace_back("application", "application/" + std::to_string(holders.size()));
    std::swap(world.holder, holders.back());
    issues[world.act(ActCode::Issued, utc, world.object(), true, fields)] = holders.size() - 1;
    std::swap(world.holder, holders.back());
  }
  void status(ActCode code, std::size_t who, const std::string& utc, const std::string& reason) {
    std::swap(world.holder, holders.at(who));
    world.act(code, utc, world.object(), true, {{"reason", reason}});
    std::swap(world.holder, holders.at(who));
  }

  /// The report as it should be.
  void state() {
    report.provider = World::kProvider;
    report.credit_code = "91110101MA00000005";  // constructed
    report.licence = "测试-2026-0001";
    report.year = 2026;
    report.number = 1;
    report.from = at("2025-12-31T16:00:00Z");
    report.to = at("2026-12-31T16:00:00Z");
    report.made_at = at("2027-01-04T02:00:00Z");
    report.head = world.head_at(heads.front(), world.head_time).to_text();
    const std::map<std::string, std::uint64_t> counted{{"certificates.valid_at_begin", 3},
                                                       {"certificates.issued", 3},
                                                       {"certificates.revoked", 2},
                                                       {"certificates.revoked_in_force", 1},
                                                       {"certificates.expired", 3},
                                                       {"certificates.valid_at_end", 2},
                                                       {"certificates.suspended", 1},
                                                       {"certificates.resumed", 1},
                                                       {"applications.submitted", 1},
                                                       {"applications.registered", 1},
                                                       {"complaints.received", 1},
                                                       {"complaints.registered", 1},
                                                       {"complaints.closed", 1}};
    const std::map<std::string, std::vector<std::pair<std::string, std::uint64_t>>> parted{
        {"certificates.issued_by_profile", {{"individual", 2}, {"organisation", 1}}},
        {"certificates.valid_by_profile", {{"individual", 2}}},
        {"certificates.revoked_by_reason", {{"1", 1}, {"4", 1}}}};
    for (const AnnualFigure& known : annual_figures()) {
      const std::string id(known.id);
      if (known.parts) {
        for (const auto& [part, value] : parted.at(id)) report.figures.push_back({id, part, value, {}});
      } else if (!known.absent.empty()) {
        report.figures.push_back({id, "", std::nullopt, std::string(known.absent)});
        continue;
      } else {
        const auto found = counted.find(id);
        report.figures.push_back({id, "", found == counted.end() ? 0 : found->second, {}});
      }
      report.queries.push_back({id, "SELECT '', count(*) FROM nothing"});
    }
  }
  AnnualReport::Figure& figure(const std::string& id, const std::string& part = "") {
    for (AnnualReport::Figure& one : report.figures) {
      if (one.id == id && one.part == part) return one;
    }
    throw std::logic_error(id);
  }
  /// The act that names the report as it stands, a head over it, and the export.
  void anchor() {
    world.entries.resize(heads.front());
    world.act(ActCode::AnnualReportMade, "2027-01-04T02:00:00Z", annual_report_object(2026, report.number),
              false, {{"report_sm3", base::to_hex(crypto::sm3(base::as_bytes(report.to_json())))}});
    heads.resize(1);
    heads.push_back(world.entries.size());
    write();
  }
  void write() {
    folder.files.clear();
    std::string& entries = folder.files["entries.jsonl"];
    for (const LedgerEntry& entry : world.entries) entries += entry.to_json() + "\n";
    std::string& notes = folder.files["tree-heads.txt"];
    for (const std::uint64_t size : heads)
      notes += (notes.empty() ? "" : "\n") + world.head_at(size, world.head_time).to_text();
    std::string& certificates = folder.files["certificates.jsonl"];
    for (const auto& [seq, who] : issues) {
      ExportedCertificate row;
      row.seq = seq;
      row.der = base::to_bytes(holders[who].certificate->der());
      certificates += row.to_json() + "\n";
    }
    folder.files["authorities.pem"] = world.root.certificate->to_pem() + world.issuing.certificate->to_pem() +
                                      world.service.certificate->to_pem();
    TileWriter tiles([&](const TileId& tile, std::span<const Hash> hashes) -> base::Result<void> {
      std::string& content = folder.files[tile.path()];
      for (const Hash& hash : hashes) content += base::as_text(hash);
      return {};
    });
    for (const LedgerEntry& entry : world.entries) EXPECT_TRUE(tiles.append(leaf_hash(entry.leaf)));
    EXPECT_TRUE(tiles.flush());
  }
  Report check() const { return check(report.to_json()); }
  Report check(const std::string& json) const {
    LedgerTrust trust;
    trust.roots.push_back(*world.root.certificate);
    return verify_annual_report(json, folder, trust);
  }
};

}  // namespace yinxin::proof::test
