#include "evidence/service.hpp"

#include <algorithm>
#include <thread>

#include "evidence/package_table.hpp"
#include "evidence/papers.hpp"
#include "ledger/entries.hpp"
#include "ledger/sequencer.hpp"
#include "proof/tree_head.hpp"
#include "x509/text.hpp"

namespace yinxin::evidence {

using authority::Authority;
using base::ErrorKind;
using base::make_error;
using base::Result;
using proof::ActCode;
namespace layout = proof::layout;

namespace {

constexpr std::string_view kClaimProcedure = "claim";
constexpr std::chrono::milliseconds kHeadPause{100};
constexpr std::size_t kMaxLookReason = 500;  // characters, as of a look at a case's file

/// Our own certificates from the issuer up to its root.
Result<std::vector<Authority>> chain_of(const authority::Service& service, std::string id) {
  std::vector<Authority> chain;
  while (!id.empty()) {
    YX_TRY(Authority one, service.one(id));
    id = one.issuer;
    chain.push_back(std::move(one));
  }
  return chain;
}

Result<Authority> tree_head_signer(const authority::Service& service) {
  for (const Authority& one : service.authorities()) {
    if (one.role == "tree_head") return one;
  }
  return make_error(ErrorKind::NotFound, "authority.none", "tree_head");
}

/// Reasons for looking at the papers of other cases may name people (src/proof/PACKAGE.md).
bool is_disclosed(const proof::ProvedEntry& act, const std::vector<std::string>& own) {
  if (std::find(own.begin(), own.end(), act.entry.object) != own.end()) return true;
  const auto checked = proof::check_entry(act.entry);
  return checked && checked->leaf.act != ActCode::PersonalDataViewed;
}

/// Of packages that were built before, the records stay closed: they name who asked for them.
void close_requests(std::vector<proof::ProvedEntry>& acts) {
  for (proof::ProvedEntry& act : acts) {
    const auto checked = proof::check_entry(act.entry);
    const bool asked = checked && (checked->leaf.act == ActCode::EvidenceCollected ||
                                   checked->leaf.act == ActCode::EvidencePackageBuilt);
    if (!asked) continue;
    act.entry.record.reset();
    act.entry.opening.reset();
  }
}

ledger::Act act_about(const authority::CertificateRecord& record, ActCode code,
                      const officers::Actor& actor) {
  ledger::Act act;
  act.code = code;
  act.object = authority::certificate_object(record.authority, record.serial);
  act.fingerprint = crypto::sm3(record.der);
  act.record = ledger::facts({{"actor", actor.id},
                              {"actor.signature_base", base::as_text(actor.signature_base)},
                              {"actor.signature", base::as_text(actor.signature)}});
  return act;
}

void add_fact(ledger::Act& act, std::string_view name, std::string_view value) {
  if (!act.record.add(name, value)) throw std::logic_error("fact of a package's act");
}

}  // namespace

/// A package on its way: closed or not, and what goes with it.
struct Service::Gathered {
  proof::PackageInfo info;
  authority::CertificateRecord record;
  std::vector<std::string> objects;
  std::set<std::uint64_t> seqs;  // of the acts that go in
  proof::PackageBuilder builder;
};

Result<base::Bytes> Service::build(const PackageOrder& order, const officers::Actor& actor) {
  YX_CHECK(officers::require_role(actor, officers::Role::ComplianceOfficer));
  const std::unique_lock lock(building_, std::try_to_lock);
  if (!lock) return make_error(ErrorKind::TooMany, "evidence.busy");
  return build_alone(order, actor);
}

Result<std::optional<cases::Case>> Service::claim_of(const PackageOrder& order) const {
  if (order.claim.empty()) return std::optional<cases::Case>();
  if (house_.cases == nullptr) return make_error(ErrorKind::NotFound, "cases.none");
  cases::Caller caller;
  caller.reach = "000000";
  YX_TRY(cases::View view, house_.cases->read(order.claim, caller));
  const auto wrong = [](const char* why) {
    return make_error(ErrorKind::Refused, "evidence.claim", why, "40");
  };
  if (view.found.procedure != kClaimProcedure) return wrong("no claim");
  if (view.found.ended) return wrong("over");
  const auto value = view.found.played.values.find("serial");
  const auto* text =
      value == view.found.played.values.end() ? nullptr : std::get_if<std::string>(&value->second);
  const auto serial = x509::Serial::from_hex(text == nullptr ? "" : *text);
  if (!serial || *serial != order.serial) return wrong("another certificate");
  return std::optional(std::move(view.found));
}

Result<std::vector<proof::ProvedEntry>> Service::acts_on(const std::vector<std::string>& objects) const {
  YX_TRY(ledger::ProvedActs proved,
         ledger::proved_acts(house_.database, house_.recorder, house_.tiles, objects));
  YX_TRY(const proof::SignedTreeHead head, proof::SignedTreeHead::parse(proved.head));
  for (const std::string& one : objects) {
    YX_TRY(const auto waiting,
           house_.database.query(
               "SELECT 1 FROM act_record WHERE object = $1 AND (seq IS NULL OR seq >= $2) LIMIT 1",
               {one, static_cast<std::int64_t>(head.head.size)}));
    if (!waiting.empty()) return make_error(ErrorKind::NotYet, "ledger.record.not_covered");
  }
  return std::move(proved.acts);
}

Result<void> Service::add_others(Gathered& gathered, const authority::CertificateRecord& record,
                                 std::vector<std::string>& objects) const {
  YX_TRY(const std::vector<Authority> chain, chain_of(house_.authority, record.authority));
  for (const Authority& one : chain) {
    YX_CHECK(gathered.builder.add(std::string(layout::kAuthorities) + one.id + ".cer",
                                  base::to_bytes(one.certificate.der())));
  }
  YX_TRY(const auto own_acts, acts_on(objects));
  if (own_acts.empty()) return make_error(ErrorKind::NotYet, "ledger.record.not_covered");
  Papers papers(gathered.builder);
  YX_TRY(const auto of_policy, papers.add_policy(house_.policy, record));
  objects.insert(objects.end(), of_policy.begin(), of_policy.end());
  YX_CHECK(papers.add_application(house_.registration, record));
  YX_CHECK(papers.add_status(house_.status, chain.front(), record));
  if (house_.cases != nullptr && house_.compliance != nullptr) {
    Question question;
    question.serial = record.serial;
    question.from = std::chrono::floor<std::chrono::seconds>(record.intended_at);
    question.to = gathered.info.built;
    read_workers(own_acts, question);
    YX_TRY(const Findings findings, OfficeRecords(*house_.cases, *house_.compliance).find(question));
    YX_CHECK(papers.add_office(findings));
    objects.insert(objects.end(), findings.objects.begin(), findings.objects.end());
  }
  papers.state_absences();
  return {};
}

Result<Service::Gathered> Service::gather(const PackageOrder& order,
                                          const authority::CertificateRecord& record) const {
  YX_TRY(const Authority signer, tree_head_signer(house_.authority));
  const base::Time now = std::chrono::floor<std::chrono::seconds>(house_.clock.now());
  const proof::PackageInfo info{"PKG-" + record.serial.to_hex().substr(0, 12), now, options_.software,
                                order.scope, order.requester};
  const auto sign = [this, key = signer.key_id](base::ByteView body) {
    return house_.signer.sign_package(key, std::string(base::as_text(body)));
  };
  Gathered gathered{
      info, record, {}, {}, proof::PackageBuilder(info, signer.certificate, signer.key_id, sign)};
  YX_CHECK(gathered.builder.add(layout::kCertificate, record.der));
  std::vector<std::string> own{authority::certificate_object(record.authority, record.serial)};
  if (!record.application.empty()) own.push_back(authority::application_object(record.application));
  std::vector<std::string> objects = own;
  YX_CHECK(add_others(gathered, record, objects));
  std::sort(objects.begin(), objects.end());
  objects.erase(std::unique(objects.begin(), objects.end()), objects.end());
  gathered.objects = std::move(objects);
  YX_TRY(auto acts, acts_on(gathered.objects));
  close_requests(acts);
  for (const proof::ProvedEntry& act : acts) {
    if (!is_disclosed(act, own)) continue;
    YX_CHECK(gathered.builder.add_act(act));
    gathered.seqs.insert(act.entry.seq);
  }
  return gathered;
}

Result<std::string> Service::record_collected(const Gathered& gathered, const PackageOrder& order,
                                              const std::optional<cases::Case>& claim,
                                              const std::string& text, const officers::Actor& actor) const {
  store::WriteSet set;
  ledger::Act act = act_about(gathered.record, ActCode::EvidenceCollected, actor);
  add_fact(act, "package", gathered.info.id);
  add_fact(act, "files_sm3", base::to_hex(crypto::sm3(base::as_bytes(text))));
  add_fact(act, "requester", order.requester);
  if (claim) {
    add_fact(act, "claim", claim->number);
    YX_CHECK(house_.registration.add_hold(set, *claim));
  }
  const auto id = house_.recorder.add(set, act, house_.clock.now());
  YX_TRY(const auto committed, house_.lane.commit(std::move(set)));
  static_cast<void>(committed);
  return std::string(base::as_text(id.bytes()));
}

Result<base::Bytes> Service::finish(Gathered gathered, const std::string& act_id) const {
  const auto prove = [&] { return ledger::prove(house_.database, house_.tiles, base::as_bytes(act_id)); };
  auto covered = prove();
  for (auto left = kHeadPatience; !covered && covered.error().kind == ErrorKind::NotYet && left.count() > 0;
       left -= kHeadPause) {
    std::this_thread::sleep_for(kHeadPause);
    covered = prove();
  }
  if (!covered) return std::move(covered).error();
  gathered.seqs.insert(covered->index);
  YX_TRY(ledger::ProvedActs proved,
         ledger::proved_acts(house_.database, house_.recorder, house_.tiles, gathered.objects));
  std::erase_if(proved.acts,
                [&](const proof::ProvedEntry& act) { return !gathered.seqs.contains(act.entry.seq); });
  const auto ours = std::find_if(proved.acts.begin(), proved.acts.end(), [&](const proof::ProvedEntry& act) {
    return act.entry.seq == covered->index;
  });
  if (ours == proved.acts.end()) return make_error(ErrorKind::NotYet, "ledger.record.not_covered");
  proof::ProvedEntry collecting = *ours;
  proved.acts.erase(ours);
  close_requests(proved.acts);
  proved.acts.push_back(std::move(collecting));
  return std::move(gathered.builder).finish(proved.head, proved.acts);
}

Result<void> Service::keep(const PackageOrder& order, const authority::CertificateRecord& record,
                           const proof::PackageInfo& info, base::ByteView archive,
                           const officers::Actor& actor) const {
  KeptPackage package;
  package.sm3 = crypto::sm3(archive);
  package.serial = record.serial.to_hex();
  package.application = record.application;
  package.claim = order.claim;
  package.built_at = info.built;
  package.size = static_cast<std::int64_t>(archive.size());
  store::WriteSet set;
  insert_package(set, house_.vault, package, archive);
  ledger::Act act = act_about(record, ActCode::EvidencePackageBuilt, actor);
  add_fact(act, "requester", order.requester);
  add_fact(act, "package_sm3", base::to_hex(package.sm3));
  if (!order.claim.empty()) add_fact(act, "claim", order.claim);
  house_.recorder.add(set, act, house_.clock.now());
  YX_TRY(const auto committed, house_.lane.commit(std::move(set)));
  static_cast<void>(committed);
  return {};
}

Result<base::Bytes> Service::build_alone(const PackageOrder& order, const officers::Actor& actor) const {
  YX_TRY(const authority::CertificateRecord record, house_.authority.find(order.serial));
  if (record.state != authority::CertificateState::Issued)
    return make_error(ErrorKind::NotFound, "authority.certificate");
  YX_TRY(const auto claim, claim_of(order));
  YX_TRY(Gathered gathered, gather(order, record));
  YX_TRY(const std::string text, gathered.builder.close());
  YX_TRY(const std::string act_id, record_collected(gathered, order, claim, text, actor));
  const proof::PackageInfo info = gathered.info;
  YX_TRY(base::Bytes archive, finish(std::move(gathered), act_id));
  YX_CHECK(keep(order, record, info, archive, actor));
  return archive;
}

Result<KeptPackage> Service::find(const crypto::Sm3Digest& sm3) const {
  return find_package(house_.database, sm3);
}

Result<void> Service::require_reader(const officers::Actor& actor) {
  if (actor.has(officers::Role::ResponsiblePerson)) return {};
  return officers::require_role(actor, officers::Role::ComplianceOfficer);
}

Result<base::Bytes> Service::look(const crypto::Sm3Digest& sm3, const std::string& reason,
                                  const officers::Actor& actor) {
  YX_CHECK(require_reader(actor));
  const std::size_t characters = x509::count_characters(reason).value_or(0);
  if (characters == 0 || characters > kMaxLookReason)
    return make_error(ErrorKind::Malformed, "evidence.reason", "1 to 500 characters");
  YX_TRY(const KeptPackage package, find_package(house_.database, sm3));
  YX_TRY(base::Bytes archive, read_package(house_.database, house_.vault, sm3));
  YX_TRY(const x509::Serial serial, x509::Serial::from_hex(package.serial));
  YX_TRY(const authority::CertificateRecord record, house_.authority.find(serial));
  store::WriteSet set;
  ledger::Act act = act_about(record, ActCode::PersonalDataViewed, actor);
  add_fact(act, "fields", "evidence_package." + base::to_hex(sm3));
  add_fact(act, "reason", reason);
  house_.recorder.add(set, act, house_.clock.now());
  YX_TRY(const auto committed, house_.lane.commit(std::move(set)));
  static_cast<void>(committed);
  return archive;
}

Result<std::size_t> Service::drop_destroyed() {
  YX_TRY(const std::vector<KeptPackage> kept, kept_of_applications(house_.database));
  std::size_t dropped = 0;
  for (const KeptPackage& package : kept) {
    YX_TRY(const registration::Application application, house_.registration.find(package.application));
    if (application.state != "destroyed") continue;
    YX_TRY(const x509::Serial serial, x509::Serial::from_hex(package.serial));
    YX_TRY(const authority::CertificateRecord record, house_.authority.find(serial));
    store::WriteSet set;
    drop_content(set, package.sm3);
    ledger::Act act = act_about(record, ActCode::EvidenceDropped, officers::system_actor("evidence"));
    add_fact(act, "package_sm3", base::to_hex(package.sm3));
    house_.recorder.add(set, act, house_.clock.now());
    const auto committed = house_.lane.commit(std::move(set));
    if (!committed && committed.error().code != "evidence.dropped") return committed.error();
    if (committed) ++dropped;
  }
  return dropped;
}

Result<bool> Service::keeps_package(store::Database& database, const std::string& claim,
                                    const crypto::Sm3Digest& sm3) {
  const auto package = find_package(database, sm3);
  if (!package) {
    if (package.error().kind == ErrorKind::NotFound) return false;
    return package.error();
  }
  return !claim.empty() && package->claim == claim;
}

}  // namespace yinxin::evidence
