#include "evidence/service.hpp"

#include "evidence/papers.hpp"
#include "ledger/entries.hpp"
#include "ledger/sequencer.hpp"
#include "proof/package_papers.hpp"

namespace yinxin::evidence {

using authority::Authority;
using base::ErrorKind;
using base::make_error;
using base::Result;
namespace layout = proof::layout;

namespace {

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

/// 责任分析表: for each duty what the acts on record show.
std::string duties_of(const ledger::ProvedActs& proved) {
  struct Duty {
    proof::ActCode act;
    const char* duty;
    const char* required;
  };
  std::vector<proof::DutyRow> rows;
  for (const Duty& duty :
       {Duty{proof::ActCode::IdentityChecked, "身份查验", "受理时查验申请人身份（第二十一条）"},
        Duty{proof::ActCode::MaterialReviewed, "材料审查", "由第二人审查申请材料（第二十一条）"},
        Duty{proof::ActCode::Notified, "告知", "告知四项事项（第二十一条）"},
        Duty{proof::ActCode::AgreementSigned, "服务协议", "签订服务协议（第二十一条）"},
        Duty{proof::ActCode::Issued, "签发", "证书载明八项内容（第十九条）"},
        Duty{proof::ActCode::Revoked, "撤销", "依申请及时撤销并公布（第十八条）"}}) {
    proof::DutyRow row{duty.duty, duty.required, "没有记录", {}, "未见证据"};
    for (const proof::ProvedEntry& act : proved.acts) {
      const auto checked = proof::check_entry(act.entry);
      if (!checked || checked->leaf.act != duty.act) continue;
      row.actual = "已于 " + base::format_beijing(checked->leaf.time) + " 办理";
      row.evidence = {proof::act_file(act.entry.seq)};
      row.conclusion = "已履行";
    }
    if (duty.act != proof::ActCode::Revoked || !row.evidence.empty()) rows.push_back(std::move(row));
  }
  return proof::duties_to_json(rows);
}

}  // namespace

Result<base::Bytes> Service::build(const PackageOrder& order, const officers::Actor& actor) {
  YX_CHECK(officers::require_role(actor, officers::Role::ComplianceOfficer));
  const std::unique_lock lock(building_, std::try_to_lock);
  if (!lock) return make_error(ErrorKind::TooMany, "evidence.busy");
  return build_alone(order, actor);
}

Result<base::Bytes> Service::build_alone(const PackageOrder& order, const officers::Actor& actor) const {
  YX_TRY(const authority::CertificateRecord record, house_.authority.find(order.serial));
  if (record.state != authority::CertificateState::Issued)
    return make_error(ErrorKind::NotFound, "authority.certificate");
  const std::string object = authority::certificate_object(record.authority, record.serial);
  std::vector<std::string> objects{object};
  if (!record.application.empty()) objects.push_back(authority::application_object(record.application));
  for (const std::string& one : objects) {
    YX_TRY(const auto waiting,
           house_.database.query("SELECT 1 FROM act_record WHERE object = $1 AND seq IS NULL", {one}));
    if (!waiting.empty()) return make_error(ErrorKind::NotYet, "ledger.record.not_covered");
  }
  YX_TRY(const ledger::ProvedActs proved,
         ledger::proved_acts(house_.database, house_.recorder, house_.tiles, objects));
  if (proved.acts.empty()) return make_error(ErrorKind::NotYet, "ledger.record.not_covered");
  YX_TRY(const std::vector<Authority> chain, chain_of(house_.authority, record.authority));
  YX_TRY(const Authority signer, tree_head_signer(house_.authority));

  const base::Time now = std::chrono::floor<std::chrono::seconds>(house_.clock.now());
  proof::PackageBuilder builder(
      {"PKG-" + record.serial.to_hex().substr(0, 12), now, options_.software, order.scope, order.requester});
  YX_CHECK(builder.add(layout::kCertificate, record.der));
  for (const Authority& one : chain) {
    YX_CHECK(builder.add(std::string(layout::kAuthorities) + one.id + ".cer",
                         base::to_bytes(one.certificate.der())));
  }
  Papers papers(builder);
  YX_CHECK(papers.add_policy(house_.policy, record));
  YX_CHECK(papers.add_application(house_.registration, record));
  YX_CHECK(papers.add_status(house_.status, chain.front(), record));
  for (const proof::ProvedEntry& act : proved.acts) YX_CHECK(builder.add_act(act));
  YX_CHECK(builder.add(layout::kTreeHead, proved.head));
  YX_CHECK(builder.add(layout::kDuties, duties_of(proved)));
  papers.state_absences();
  const auto sign = [&](base::ByteView body) {
    return house_.signer.sign_package(signer.key_id, std::string(base::as_text(body)));
  };
  YX_TRY(base::Bytes archive, std::move(builder).finish(signer.certificate, signer.key_id, sign));

  ledger::Act act;
  act.code = proof::ActCode::EvidencePackageBuilt;
  act.object = object;
  act.fingerprint = crypto::sm3(record.der);
  act.record = ledger::facts({{"actor", actor.id},
                              {"actor.signature_base", base::as_text(actor.signature_base)},
                              {"actor.signature", base::as_text(actor.signature)},
                              {"requester", order.requester},
                              {"package_sm3", base::to_hex(crypto::sm3(archive))}});
  store::WriteSet set;
  house_.recorder.add(set, act, house_.clock.now());
  YX_TRY(const auto committed, house_.lane.commit(std::move(set)));
  static_cast<void>(committed);
  return archive;
}

}  // namespace yinxin::evidence
