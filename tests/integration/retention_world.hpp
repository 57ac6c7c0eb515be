// Applications whose records have come of age, and what an outsider finds in the ledger, for tests of
// retention and destruction.
#pragma once

#include "http/json_reader.hpp"
#include "ledger/entries.hpp"
#include "proof/ledger_check.hpp"
#include "registration_support/registration_world.hpp"

namespace yinxin::registration_support {

using proof::ActCode;
using store::code_of;

/// An export as `yinxin export` writes it, in memory.
class MemoryExport : public proof::ExportFolder {
 public:
  std::map<std::string, std::string, std::less<>> files;

  base::Result<proof::LineSource> lines(std::string_view name) const override {
    const auto found = files.find(name);
    if (found == files.end()) return base::make_error(base::ErrorKind::NotFound, "test.missing");
    return proof::LineSource([rest = found->second]() mutable -> base::Result<std::optional<std::string>> {
      if (rest.empty()) return std::optional<std::string>();
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      std::string line = rest.substr(0, end);
      rest.erase(0, end + 1);
      return std::optional<std::string>(std::move(line));
    });
  }
  base::Result<base::Bytes> read(std::string_view name, std::size_t) const override {
    const auto found = files.find(name);
    if (found == files.end()) return base::make_error(base::ErrorKind::NotFound, "test.missing");
    return base::to_bytes(found->second);
  }
};

/// The suite's base: acts are numbered, and the clock goes to any day.
class RetentionWorld : public RegistrationWorld {
 protected:
  void SetUp() override {
    RegistrationWorld::SetUp();
    if (!IsSkipped()) start_sequencer();
  }

  /// All acts numbered and under a signed head.
  void cover() {
    need(sequencer->wait_covered(number("SELECT count(*) FROM act_record"), house_support::kPatience));
  }
  Values revocation() const {
    return {{"reason", std::string("cessation_of_operation")}, {"cause", std::string("持有人申请")}};
  }
  /// A certificate's holder whose records are in the archive.
  Applicant archived(Applicant applicant = person()) {
    bring_to_active(applicant);
    need(perform(applicant.number, "revoke", chen(), revocation()));
    need(perform(applicant.number, "archive", dong()));
    return applicant;
  }
  void approve(const std::string& number) {
    need(perform(number, "approve_destruction_archive", dong()));
    need(perform(number, "approve_destruction_compliance", compliance()));
    need(perform(number, "approve_destruction_responsible", responsible()));
  }
  std::string destroy(const std::string& number) {
    cover();
    return code_of(perform(number, "destroy", dong()));
  }
  static Values hold(const std::string& reference = "(2026)某01民初1号") {
    return {{"hold_authority", std::string("某某人民法院")},
            {"hold_basis", std::string("民事诉讼法第八十四条")},
            {"hold_reference", reference}};
  }
  static Values release(const std::string& reference = "(2026)某01民初1号") {
    return {{"hold_reference", reference}, {"release_reason", std::string("已结案")}};
  }
  registration::Retention retention(const std::string& number) const {
    return need(registration->retention(need(registration->find(number))));
  }
  std::string kept_until(const std::string& number) const {
    const auto until = retention(number).retain_until;
    return until ? base::format_date(*until) : "";
  }
  void go_to(const std::string& utc) { clock.set(base::parse_utc(utc).value()); }
  std::size_t found_by(const std::string& resident) const {
    registration::Service::Filter filter;
    filter.identity = registration::IdentityNumber{x509::IdentityKind::ResidentId, resident};
    return need(registration->list(filter, "", 100)).size();
  }
  std::int64_t open_records(const std::string& object) const {
    return number(
        "SELECT count(*) FROM act_record WHERE object = $1 AND (record IS NOT NULL OR opening IS NOT "
        "NULL)",
        {object});
  }
  std::string certificate_object(const std::string& application) const {
    const auto record = certificate(application);
    return authority::certificate_object(record.authority, record.serial);
  }
  http::JsonReader destruction_list(const std::string& application) const {
    return need(http::JsonReader::parse(base::as_bytes(need(registration->destruction_list(application)))));
  }

  MemoryExport exported() {
    cover();
    MemoryExport all;
    const auto heads = need(ledger::signed_heads(*database_));
    const auto size = need(proof::SignedTreeHead::parse(heads.back())).head.size;
    need(database_->read([&](store::Connection& connection) {
      return ledger::each_entry(connection, recorder, 0, static_cast<std::int64_t>(size),
                                [&](const proof::LedgerEntry& entry) -> base::Result<void> {
                                  all.files["entries.jsonl"] += entry.to_json() + "\n";
                                  return {};
                                });
    }));
    for (const store::Row& row :
         rows("SELECT a.seq, c.der FROM act_record a JOIN certificate c ON a.object = c.object WHERE a.act = "
              "$1 ORDER BY a.seq",
              {static_cast<std::int64_t>(ActCode::Issued)}))
      all.files["certificates.jsonl"] +=
          proof::ExportedCertificate{static_cast<std::uint64_t>(row.integer(0)), row.blob(1)}.to_json() +
          "\n";
    for (const std::string& head : heads) {
      std::string& text = all.files["tree-heads.txt"];
      text += (text.empty() ? "" : "\n") + head;
    }
    const ledger::TileFolder tiles(*folder / "ledger");
    for (const proof::TileId& id : proof::changed_tiles(0, size))
      all.files[id.path()] = std::string(base::as_text(need(tiles.read(id))));
    return all;
  }
  /// Faults that an outsider finds: "seq 7: ledger.destroyed".
  std::vector<std::string> faults(const MemoryExport& shown) const {
    proof::LedgerTrust trust;
    trust.tree_head_keys.push_back(need(signer->client->key("tree-head-1")).public_key);
    std::vector<std::string> found;
    const proof::Report report = proof::verify_ledger(shown, trust);
    for (const proof::Finding& finding : report.findings()) {
      if (finding.severity == proof::Severity::Failed) found.push_back(finding.where + ": " + finding.code);
    }
    return found;
  }
};

}  // namespace yinxin::registration_support
