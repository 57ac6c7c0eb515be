// A regulator's office that takes tips, on either engine: officers with accounts, handlers with encryption
// keys, a folder of seals.
#pragma once

#include "asn1/oids.hpp"
#include "cases_support/cases_world.hpp"
#include "supervision/service.hpp"
#include "supervision/tips/service.hpp"

namespace yinxin::supervision::tip_world {

using cases_support::at;
using cases_support::kCountry;
using cases_support::kSichuan;
using cases_support::kYunnan;
using cases_support::law;
using officers::Role;
using store::code_of;

/// Not `need`: units beside it have another of that name in yinxin::supervision.
template <class Result>
auto granted(Result&& result) {
  return cases_support::need(std::forward<Result>(result));
}

inline const Reporter kReporter{"赵举报",  "11010519491231002X", "13900001234", "昆明市演示路八号", "电话",
                                "熟悉机房"};

class TipsWorld : public cases_support::CasesWorld {
 protected:
  void SetUp() override {
    CasesWorld::SetUp();
    if (IsSkipped()) return;
    for (const std::string id : {"tip", "penalty", "remedy", "inspection", "focused_supervision"})
      options.procedures[id] = {law(id)};
    start_tips();
    for (const char* id : {"handler-a", "handler-b"}) handler_keys.emplace(id, enrol_handler(id, kYunnan));
  }
  void TearDown() override {
    stop();
    CasesWorld::TearDown();
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }
  void stop() {
    tips.reset();
    service.reset();
    office.reset();
    officers.reset();
    lane.reset();
  }
  /// A new program on the same database and folder; what fails is what its lane meets.
  void start_tips(std::optional<store::Fault> fault = {}) {
    stop();
    lane = store::Lane::start(std::make_unique<store::FaultyConnection>(connect(), std::move(fault)));
    officers = std::make_unique<officers::Service>(
        officers::Service::House{*database_, *lane, recorder, clock, vault});
    supervision::Service::Options wanted;
    for (const auto& [reading, length] :
         {std::pair("reading.q12_tip_days", 15), std::pair("reading.q04_supplement_days", 30),
          std::pair("reading.q21_focus_months", 12), std::pair("reading.q22_penalty_months", 12)})
      wanted.readings[reading] = std::int64_t{length};
    wanted.tip_seals = folder;
    office = std::make_unique<supervision::Service>(
        supervision::Service::House{*database_, *lane, recorder, clock, vault}, std::move(wanted));
    options.effects = office->effects();
    options.settings = office->settings();
    service = granted(open());
    tips = std::make_unique<Tips>(
        Tips::House{*database_, *lane, recorder, clock, ids, vault, *officers, *service}, folder, kCountry);
  }

  /// An account that may act, whose certificate nobody looks at here.
  void account(const std::string& id, std::vector<Role> roles, const std::string& region) {
    const auto key = crypto::Sm2PrivateKey::generate();
    const auto name = granted(x509::Name::build({{asn1::oids::kCommonName, "request"}}));
    officers::NewOfficer officer{id, "张晓明", std::move(roles),
                                 base::to_bytes(granted(x509::CertificateRequest::create(name, key)).der()),
                                 region};
    x509::TbsCertificate tbs;
    tbs.serial = x509::Serial::random();
    tbs.issuer = tbs.subject = name;
    tbs.validity = {clock.now(), clock.now() + std::chrono::hours(24 * 365)};
    tbs.public_key = key.public_key();
    const base::Bytes der = tbs.to_der();
    store::WriteSet set;
    officers->add_first(set, officer,
                        granted(x509::Certificate::assemble(der, granted(crypto::sm2_sign(key, der)))));
    granted(lane->commit(std::move(set)));
  }
  static cases::Caller caller(const std::string& id, const std::string& role, const std::string& reach) {
    cases::Caller made = cases_support::officer(role, reach);
    made.actor = cases_support::signed_actor("officer/" + id);
    made.actor.roles = {officers::parse_role(role).value()};
    return made;
  }
  static cases::Caller handler(const std::string& id) { return caller(id, "tip_handler", kYunnan); }
  static cases::Caller sender(const crypto::Sm2PublicKey& key, const std::string& scope = kYunnan) {
    cases::Caller made;
    made.actor = officers::key_actor(key.point(), base::to_bytes("base"), base::to_bytes("signature"));
    made.roles = {"visitor"};
    made.reach = scope;
    return made;
  }
  crypto::Sm2PrivateKey enrol_handler(const std::string& id, const std::string& region) {
    account(id, {Role::TipHandler}, region);
    auto key = crypto::Sm2PrivateKey::generate();
    granted(enrol(key.public_key(), caller(id, "tip_handler", region)));
    return key;
  }
  base::Result<HandlerKey> enrol(const crypto::Sm2PublicKey& key, const cases::Caller& by) {
    base::Waiter<HandlerKey> waiter;
    tips->enrol(key, by, {}, waiter.completion());
    return waiter.wait();
  }
  std::vector<crypto::Sm2PublicKey> recipients(const std::string& scope = kYunnan) const {
    std::vector<crypto::Sm2PublicKey> keys;
    for (const HandlerKey& one : granted(tips->handlers(scope))) keys.push_back(one.key);
    return keys;
  }

  static procedure::Values inputs(bool named) {
    return {{"channel", std::string("web")},
            {"named", named},
            {"reported", std::string("演示认证有限公司")},
            {"facts", std::string("未经认定签发证书")},
            {"keep_secret", true}};
  }
  NewTip tip(const crypto::Sm2PublicKey& query, const std::string& scope = kYunnan) const {
    return {scope, inputs(true), granted(seal_reporter(kReporter, query, recipients(scope))).to_der()};
  }
  base::Result<cases::Case> submit(NewTip wanted, const cases::Caller& by) {
    base::Waiter<cases::Case> waiter;
    tips->submit(std::move(wanted), by, {}, waiter.completion());
    return waiter.wait();
  }
  /// By who reports; its number.
  std::string reported() {
    return granted(submit(tip(reporter_key.public_key()), sender(reporter_key.public_key()))).number;
  }
  base::Result<TipContent> look(const std::string& number, const cases::Caller& by, bool with_seal = true,
                                const std::string& reason = "核实线索") {
    clock.advance(std::chrono::seconds(1));
    base::Waiter<TipContent> waiter;
    tips->open(number, reason, with_seal, by, waiter.completion());
    return waiter.wait();
  }
  base::Result<Reporter> read(const TipContent& content, const crypto::Sm2PrivateKey& key) const {
    return open_reporter(granted(TipSeal::parse(content.seal)), content.wraps.at(0), key);
  }
  base::Result<TipShare> share(const std::string& number, const SealWrap& wrap, const cases::Caller& by) {
    base::Waiter<TipShare> waiter;
    tips->share({number, wrap}, by, {}, waiter.completion());
    return waiter.wait();
  }
  SealWrap wrap_for(const TipContent& content, const std::string& by, const crypto::Sm2PublicKey& other) {
    return granted(
        share_seal(granted(TipSeal::parse(content.seal)), content.wraps.at(0), handler_keys.at(by), other));
  }
  std::string go(const std::string& number, const std::string& event, const std::string& role,
                 procedure::Values entered, const std::string& by = "") {
    clock.advance(std::chrono::seconds(1));
    const auto done = perform({number, event, std::move(entered), {}, {}, false},
                              caller(by.empty() ? "any-" + event : by, role, kCountry));
    return done ? done->state() : done.error().code;
  }
  std::int64_t seals() const {
    std::error_code none;
    return std::distance(std::filesystem::directory_iterator(folder, none),
                         std::filesystem::directory_iterator());
  }

  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("yx_tips_" + base::to_hex(crypto::random_bytes(8)));
  const crypto::Sm2PrivateKey reporter_key = crypto::Sm2PrivateKey::generate();
  std::map<std::string, crypto::Sm2PrivateKey> handler_keys;
  std::unique_ptr<officers::Service> officers;
  std::unique_ptr<supervision::Service> office;
  std::unique_ptr<Tips> tips;
};

}  // namespace yinxin::supervision::tip_world
