// For tests: a service on either engine, a regulator with a key, officers, and short texts of a CPS and a CP.
#pragma once

#include <fstream>

#include "policy/service.hpp"
#include "proof/note.hpp"
#include "store_support/lane_fixture.hpp"

namespace yinxin::policy {

inline constexpr std::string_view kRegulator = "regulator.example.cn";

inline base::Time utc(std::string_view text) {
  const auto time = base::parse_utc(text);
  if (!time) throw std::runtime_error(base::describe(time.error()));
  return *time;
}
inline base::Date day(std::string_view text) {
  const auto date = base::parse_date(text);
  if (!date) throw std::runtime_error(base::describe(date.error()));
  return *date;
}

inline const crypto::Sm2PrivateKey& regulator_key() {
  static const auto key = crypto::Sm2PrivateKey::generate();
  return key;
}

inline Licence sample_licence() {
  Licence licence;
  licence.number = "测试-2026-0001";
  licence.holder_name = "云岭电子认证服务有限公司";
  licence.credit_code = "91110101MA00000005";  // constructed
  licence.scope = {"电子政务电子认证服务"};
  licence.valid_from = day("2026-01-01");
  licence.valid_to = day("2030-12-31");
  licence.issued_by = "国家密码管理局";
  licence.issued_on = day("2025-12-20");
  licence.as_of = utc("2025-12-20T02:00:00Z");
  return licence;
}

inline std::string signed_note(const std::string& body, std::string_view name = kRegulator,
                               const crypto::Sm2PrivateKey& key = regulator_key()) {
  proof::SignedNote note;
  note.body = body;
  const auto signature = crypto::sm2_sign(key, base::as_bytes(body));
  if (!signature || !note.add(name, key.public_key(), *signature)) throw std::runtime_error("note");
  return note.to_text();
}
inline std::string signed_licence(const Licence& licence) {
  return signed_note(licence_text(licence));
}

inline std::string cps_text(const std::string& version = "1.0") {
  return "version = \"" + version + R"("
handling_hours = 72
supplement_days = 30
agreement_days = 15
acceptance_days = 15
revocation_hours = 24
crl_hours = 24
ocsp_minutes = 60
retention_years = 5
renewal_days = 60
suspension_allowed = false
renewal_by_certificate = true
renewal_revokes = false

[[classes]]
profile = "individual"
policy = "2.999.156.1.4"
identity_methods = ["counter", "remote_video"]
materials = ["identity_document"]
max_validity_days = 365
section = "7.2.1"
)";
}
inline std::string cp_text(const std::string& version = "1.0", const std::string& id = "2.999.156.1.4") {
  return "version = \"" + version + "\"\n[[policies]]\nid = \"" + id + "\"\nname = \"个人证书\"\n";
}
inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  if (at == std::string::npos) throw std::runtime_error("no " + from);
  return text.replace(at, from.size(), to);
}

inline RulesProposal proposal(RulesKind kind, const std::string& version = "1.0",
                              std::string_view effective_at = "2026-03-01T00:00:00Z") {
  RulesProposal proposal;
  proposal.kind = kind;
  proposal.version = version;
  proposal.title = kind == RulesKind::Cps ? "电子认证业务规则（演示）" : "证书策略（演示）";
  proposal.effective_at = utc(effective_at);
  proposal.document = "# " + proposal.title + " " + version + "\n";
  proposal.profile = kind == RulesKind::Cps ? cps_text(version) : cp_text(version);
  return proposal;
}

inline officers::Actor actor_with(officers::Role role) {
  officers::Actor actor;
  actor.id = "officer/" + std::string(officers::role_name(role));
  actor.roles = {role};
  actor.signature_base = base::to_bytes(std::string_view("\"@method\": POST"));
  actor.signature = {0x30, 0x00};
  return actor;
}
inline officers::Actor compliance() {
  return actor_with(officers::Role::ComplianceOfficer);
}
inline officers::Actor responsible() {
  return actor_with(officers::Role::ResponsiblePerson);
}

class PolicyWorld : public store::BothEngines {
 protected:
  void SetUp() override {
    BothEngines::SetUp();
    if (IsSkipped()) return;
    for (const char* part : {"0001_ledger.sql", "0005_policy.sql", "0032_service_stops.sql"}) {
      std::ifstream in(std::string(YX_SOURCE_DIR) + "/schema/" + part);
      run(std::string(std::istreambuf_iterator<char>(in), {}));
    }
    run("CREATE TABLE remembered (what TEXT NOT NULL)");
    start(store::Lane::start(connect()));
  }
  void TearDown() override {
    service_.reset();
    lane_.reset();
    BothEngines::TearDown();
  }

  void start(std::unique_ptr<store::Lane> lane) {
    service_.reset();
    lane_ = std::move(lane);
    const Service::House house{*database_, *lane_, recorder_, clock_, calendar_};
    service_ = std::make_unique<Service>(
        house, std::vector<RegulatorKey>{{std::string(kRegulator), regulator_key().public_key()}});
  }
  /// The lane stands still until the gate opens; what is submitted before is committed together.
  void hold(store::Gate& gate) {
    start(store::Lane::start(std::make_unique<store::FaultyConnection>(
        connect(), std::nullopt, [&gate, first = true](store::Operation, store::Connection&) mutable {
          if (std::exchange(first, false)) gate.wait_here();
        })));
    lane_->submit(store::WriteSet(), [](const base::Result<store::Committed>&) {});
    gate.wait_until_reached();
  }

  base::Result<Licence> import_note(const std::string& note, const officers::Actor& actor = compliance()) {
    base::Waiter<Licence> waiter;
    service_->import_licence(note, actor, remembering<Licence>(), waiter.completion());
    return waiter.wait();
  }
  base::Result<Licence> import(const Licence& licence) { return import_note(signed_licence(licence)); }

  base::Result<RulesVersion> propose(RulesProposal what, const officers::Actor& actor = compliance()) {
    base::Waiter<RulesVersion> waiter;
    service_->propose_rules(std::move(what), actor, remembering<RulesVersion>(), waiter.completion());
    return waiter.wait();
  }
  base::Result<RulesVersion> approve(RulesKind kind, const std::string& version,
                                     const officers::Actor& actor = responsible()) {
    base::Waiter<RulesVersion> waiter;
    service_->approve_rules(kind, version, actor, remembering<RulesVersion>(), waiter.completion());
    return waiter.wait();
  }
  base::Result<RulesVersion> publish(RulesKind kind, const std::string& version,
                                     const officers::Actor& actor = compliance()) {
    base::Waiter<RulesVersion> waiter;
    service_->publish_rules(kind, version, actor, remembering<RulesVersion>(), waiter.completion());
    return waiter.wait();
  }
  base::Result<RulesVersion> file(RulesKind kind, const std::string& version, const std::string& receipt = "",
                                  const officers::Actor& actor = compliance()) {
    base::Waiter<RulesVersion> waiter;
    service_->file_rules(kind, version, receipt, actor, remembering<RulesVersion>(), waiter.completion());
    return waiter.wait();
  }
  /// From proposal to publication, at the clock's time.
  void bring_out(RulesProposal what) {
    const RulesKind kind = what.kind;
    const std::string version = what.version;
    ASSERT_EQ(store::code_of(propose(std::move(what))), "ok");
    ASSERT_EQ(store::code_of(approve(kind, version)), "ok");
    ASSERT_EQ(store::code_of(publish(kind, version)), "ok");
  }
  void bring_out_both_filed() {
    for (const RulesKind kind : {RulesKind::Cp, RulesKind::Cps}) {
      bring_out(proposal(kind));
      ASSERT_EQ(store::code_of(file(kind, "1.0")), "ok");
    }
  }

  /// The records of acts on an object, opened, in order.
  std::vector<std::pair<proof::ActCode, proof::Record>> acts(const std::string& object) const {
    std::vector<std::pair<proof::ActCode, proof::Record>> all;
    const auto found =
        rows("SELECT id, act, record, opening FROM act_record WHERE object = $1 ORDER BY id", {object});
    for (const store::Row& row : found) {
      const auto code = proof::act_code(static_cast<std::uint16_t>(row.integer(1)));
      auto opened = recorder_.open(row.blob(0), row.blob(2), row.blob(3));
      if (!code || !opened) throw std::runtime_error("act record");
      all.emplace_back(*code, std::move(opened->record));
    }
    return all;
  }
  std::int64_t act_count() const { return number("SELECT count(*) FROM act_record"); }
  std::int64_t remembered() const { return number("SELECT count(*) FROM remembered"); }

  /// What a caller wants in the same commit.
  template <class T>
  static store::Remember<T> remembering() {
    return [](store::WriteSet& set, const T&) {
      set.add("INSERT INTO remembered (what) VALUES ($1)", {std::string("answer")});
    };
  }

  base::ManualClock clock_{utc("2026-03-02T01:00:00Z")};
  base::IdSource ids_{clock_};
  ledger::Recorder recorder_{base::SecretBytes(32), ids_};
  base::WorkCalendar calendar_ = *base::WorkCalendar::load(std::string(YX_SOURCE_DIR) + "/rules/calendar");
  std::unique_ptr<store::Lane> lane_;
  std::unique_ptr<Service> service_;
};

}  // namespace yinxin::policy
