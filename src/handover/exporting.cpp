// The sender's side: everything from one snapshot, a file at a time.
#include <algorithm>

#include "base/files.hpp"
#include "handover/sealing.hpp"
#include "handover/service.hpp"
#include "ledger/entries.hpp"
#include "proof/json_object.hpp"
#include "proof/tree_head.hpp"

namespace yinxin::handover {

using base::ErrorKind;
using base::make_error;
using base::Result;
namespace file = proof::handover_file;

namespace {

constexpr std::size_t kMaxList = 64 * 1024 * 1024;  // as status publishes them
constexpr std::int64_t kPage = 200;
constexpr std::string_view kOcspProfile = "takeover-ocsp-signer";
constexpr std::string_view kListsProfile = "takeover-crl-issuer";

/// Lines or leaves in parts of kHandoverPartBytes.
class PartWriter {
 public:
  using Add = std::function<Result<void>(const std::string& name, base::ByteView content)>;
  PartWriter(std::string_view folder, std::string_view ending, Add add)
      : folder_(folder), ending_(ending), add_(std::move(add)) {}
  Result<void> line(std::string_view text) {
    base::append(part_, base::as_bytes(text));
    part_.push_back('\n');
    return full() ? finish() : Result<void>();
  }
  Result<void> leaf(const proof::HandoverLeaf& leaf) {
    leaf.write(part_);
    return full() ? finish() : Result<void>();
  }
  Result<void> finish() {
    if (part_.empty()) return {};
    YX_CHECK(add_(proof::handover_part(folder_, number_++, ending_), part_));
    part_.clear();
    return {};
  }

 private:
  bool full() const { return part_.size() >= proof::kHandoverPartBytes; }
  const std::string_view folder_;
  const std::string_view ending_;
  const Add add_;
  base::Bytes part_;
  std::size_t number_ = 0;
};

struct Exporting {
  const SenderHouse& house;
  const ExportOrder& order;
  proof::HandoverWriter writer;
  proof::HandoverManifest manifest;
  BundleSealer sealer;
  std::uint64_t records = 0;
  std::optional<authority::CertificateRecord> taker_ocsp;
  std::optional<authority::CertificateRecord> taker_lists;

  PartWriter::Add plain() {
    return [this](const std::string& name, base::ByteView content) { return writer.add(name, content); };
  }
  Result<void> seal(const std::string& name, base::ByteView content) {
    return writer.add(name, sealer.seal(name, content));
  }

  Result<void> write_authorities();
  Result<void> write_certificates(store::Connection& connection);
  Result<void> write_taker();
  Result<void> write_partitions(store::Connection& connection);
  Result<void> write_ledger(store::Connection& connection);
  Result<void> write_rules();
  Result<void> write_records();
  Result<void> write_record(const std::string& number);
  Result<void> write_all(store::Connection& connection);
};

Result<void> Exporting::write_authorities() {
  for (const authority::Authority& one : house.authority.authorities()) {
    const bool of_officers = one.role == "operations" || one.role == "operations_root";
    if (of_officers || one.key_id.empty() || house.authority.taken(one.issuer)) continue;
    YX_CHECK(writer.add(std::string(file::kAuthorities) + one.id + ".cer", one.certificate.der()));
    manifest.authorities.push_back({one.id, one.role, one.issuer});
  }
  return {};
}

/// The newest certificate of a profile that is in force.
void keep_newest(std::optional<authority::CertificateRecord>& newest,
                 const authority::CertificateRecord& one) {
  if (one.revoked_at || !one.issued_at) return;
  if (!newest || *newest->issued_at < *one.issued_at) newest = one;
}

Result<void> Exporting::write_certificates(store::Connection& connection) {
  PartWriter parts(file::kCertificates, ".jsonl", plain());
  YX_CHECK(authority::each_certificate(connection, manifest.authority,
                                       [&](const authority::CertificateRecord& one) -> Result<void> {
                                         if (one.profile == kOcspProfile) keep_newest(taker_ocsp, one);
                                         if (one.profile == kListsProfile) keep_newest(taker_lists, one);
                                         ++manifest.certificates;
                                         proof::HandoverCertificate line;
                                         line.serial = one.serial;
                                         line.profile = one.profile;
                                         line.application = one.application;
                                         line.rules = one.rules_version;
                                         line.partition = static_cast<std::uint64_t>(one.crl_partition);
                                         line.not_before = one.validity.not_before;
                                         line.not_after = one.validity.not_after;
                                         line.intended_at = one.intended_at;
                                         line.issued_at = one.issued_at;
                                         line.revoked_at = one.revoked_at;
                                         line.reason = one.reason;
                                         line.invalidity_date = one.invalidity_date;
                                         line.der = one.der;
                                         return parts.line(line.to_json());
                                       }));
  return parts.finish();
}

Result<void> Exporting::write_taker() {
  if (!taker_ocsp || !taker_lists)
    return make_error(ErrorKind::NotFound, "handover.not_certified", "yinxin handover certify");
  YX_CHECK(writer.add(std::string(file::kTakerOcsp), taker_ocsp->der));
  return writer.add(std::string(file::kTakerLists), taker_lists->der);
}

Result<void> Exporting::write_partitions(store::Connection& connection) {
  YX_TRY(const auto partitions, authority::partitions_of(connection, manifest.authority));
  for (const authority::CrlPartition& one : partitions) {
    YX_TRY(const std::int64_t number,
           status::highest_crl_number(house.database, manifest.authority, one.number));
    manifest.partitions.push_back({static_cast<std::uint64_t>(one.number),
                                   static_cast<std::uint64_t>(one.assigned),
                                   static_cast<std::uint64_t>(number)});
    for (const char* ending : {".crl", ".delta.crl"}) {
      const std::string name = std::to_string(one.number) + ending;
      const auto list = base::read_file(order.crl_folder / manifest.authority / name, kMaxList);
      if (!list && list.error().kind == ErrorKind::NotFound) continue;
      if (!list) return list.error();
      const auto read = x509::Crl::parse(*list);
      // A list that is newer than the snapshot is the next one's.
      if (read && read->info.number > number) continue;
      YX_CHECK(writer.add(std::string(file::kLists) + name, *list));
    }
  }
  return {};
}

Result<void> Exporting::write_ledger(store::Connection& connection) {
  YX_TRY(const auto heads, ledger::signed_heads(house.database));
  if (heads.empty()) return make_error(ErrorKind::NotYet, "handover.not_covered");
  YX_TRY(const proof::SignedTreeHead head, proof::SignedTreeHead::parse(heads.back()));
  const auto size = static_cast<std::int64_t>(head.head.size);
  YX_TRY(const auto beyond,
         connection.query("SELECT COUNT(*) FROM act_record WHERE seq IS NULL OR seq >= $1", {size}));
  if (beyond.at(0).integer(0) > 0) return make_error(ErrorKind::NotYet, "handover.not_covered");
  PartWriter leaves(file::kLeaves, ".bin", plain());
  PartWriter entries(file::kSealedEntries, "",
                     [this](const std::string& name, base::ByteView content) { return seal(name, content); });
  YX_CHECK(ledger::each_entry(
      connection, house.recorder, 0, size,
      [&](const proof::LedgerEntry& entry) -> Result<void> {
        YX_CHECK(leaves.leaf({entry.leaf, {}}));
        return entries.line(entry.to_json());
      },
      [&](const proof::LostEntry& entry) -> Result<void> {
        YX_CHECK(leaves.leaf({{}, entry.hash}));
        return entries.line(entry.to_json());
      }));
  YX_CHECK(leaves.finish());
  YX_CHECK(entries.finish());
  return writer.add(std::string(file::kTreeHead), base::as_bytes(heads.back()));
}

Result<void> Exporting::write_rules() {
  YX_TRY(const auto imported, house.policy.licence());
  YX_CHECK(writer.add(std::string(file::kLicence), base::as_bytes(imported.note)));
  YX_TRY(const auto versions, house.policy.rules(false));
  for (const policy::RulesVersion& one : versions) {
    YX_TRY(const policy::Service::Document document, house.policy.document(one.kind, one.version));
    const std::string name =
        std::string(file::kRules) + (one.kind == policy::RulesKind::Cps ? "cps-" : "cp-") + one.version;
    YX_CHECK(writer.add(name + ".md", base::as_bytes(document.document)));
    YX_CHECK(writer.add(name + ".toml", base::as_bytes(document.profile)));
  }
  return {};
}

/// Numbers with what opens their commitments (decisions.md 7), which the holder has as well.
std::string identities_json(const std::vector<registration::Service::OpenIdentity>& openings) {
  std::string json = R"({"identities":[)";
  for (const auto& one : openings) {
    if (json.back() == '}') json += ',';
    json += R"({"kind":")" + std::string(x509::identity_word(one.identity.kind)) + R"(","number":")" +
            one.identity.number + R"(","opening":")" + base::to_hex(one.opening) + R"("})";
  }
  return proof::indent_json(json + "]}");
}

Result<void> Exporting::write_record(const std::string& number) {
  const auto files = house.registration.evidence(number);
  if (!files && files.error().code == "registration.destroyed") {
    manifest.destroyed.push_back(number);
    return {};
  }
  if (!files) return files.error();
  proof::TarWriter tar(manifest.made_at);
  for (const auto& one : *files) YX_CHECK(tar.add(one.name, one.content));
  YX_TRY(const auto openings, house.registration.openings(number));
  YX_CHECK(tar.add("identities.json", base::as_bytes(identities_json(openings))));
  YX_TRY(const registration::Application application, house.registration.find(number));
  for (const registration::MaterialNote& note : application.materials) {
    YX_TRY(const registration::Material material, house.registration.material(number, note.digest));
    YX_CHECK(tar.add("materials/" + base::to_hex(note.digest), material.content));
  }
  ++records;
  return seal(std::string(file::kSealedRecords) + number + ".tar", std::move(tar).finish());
}

Result<void> Exporting::write_records() {
  std::string after;
  while (true) {
    YX_TRY(const auto page, house.registration.list({}, after, kPage));
    for (const registration::Application& one : page) YX_CHECK(write_record(one.number));
    if (page.size() < static_cast<std::size_t>(kPage)) return {};
    after = page.back().number;
  }
}

Result<void> Exporting::write_all(store::Connection& connection) {
  YX_CHECK(write_ledger(connection));  // first: it says whether this is a moment for it
  YX_CHECK(write_authorities());
  YX_CHECK(write_certificates(connection));
  YX_CHECK(write_taker());
  YX_CHECK(write_partitions(connection));
  YX_CHECK(write_rules());
  YX_TRY(const base::Bytes key, sealer.key_for(order.taker));
  YX_CHECK(writer.add(std::string(file::kSealedKey), key));
  return write_records();
}

}  // namespace

Result<Exported> write_bundle(const SenderHouse& house, const ExportOrder& order,
                              const proof::TarStream::Sink& sink) {
  const base::Time now = std::chrono::floor<std::chrono::seconds>(house.clock.now());
  const auto authorities = house.authority.authorities();
  const auto signer = std::ranges::find_if(authorities, [](const authority::Authority& one) {
    return one.role == "tree_head" && !one.key_id.empty();
  });
  if (signer == authorities.end()) return make_error(ErrorKind::NotFound, "authority.none", "tree_head");
  Exporting all{house, order, proof::HandoverWriter(now, sink), {}, {}, 0, {}, {}};
  YX_TRY(const auto licence, house.policy.licence());
  all.manifest.sender = licence.licence.holder_name;
  all.manifest.made_at = now;
  all.manifest.taker_key = crypto::sm3(order.taker.point());
  all.manifest.authority = house.authority.issuing().id;
  all.manifest.crl_address = order.crl_address;
  YX_CHECK(house.database.read([&](store::Connection& connection) { return all.write_all(connection); }));
  Exported exported;
  exported.certificates = all.manifest.certificates;
  exported.records = all.records;
  YX_TRY(
      exported.manifest,
      all.writer.finish(std::move(all.manifest), signer->certificate.tbs().public_key, [&](std::string note) {
        return house.signer.sign_package(signer->key_id, std::move(note));
      }));
  return exported;
}

Result<void> record_export(const SenderHouse& house, const Exported& exported) {
  ledger::Act act;
  act.code = proof::ActCode::HandoverExported;
  act.object = "authority/" + house.authority.issuing().id;
  act.record = ledger::facts({{"actor", "system/handover"},
                              {"manifest_sm3", base::to_hex(exported.manifest)},
                              {"certificates", std::to_string(exported.certificates)},
                              {"records", std::to_string(exported.records)}});
  store::WriteSet set;
  house.recorder.add(set, act, house.clock.now());
  YX_TRY(const auto committed, house.lane.commit(std::move(set)));
  static_cast<void>(committed);
  return {};
}

}  // namespace yinxin::handover
