// The provider's own cases in a test: the procedures of its duties with src/compliance behind them, and what
// their events usually enter.
#pragma once

#include "compliance/service.hpp"
#include "papers/service.hpp"
#include "rules/named_articles.hpp"

namespace yinxin::compliance_support {

using procedure::Rows;
using procedure::Value;
using procedure::Values;

inline const std::string kDigest(64, 'a');

inline base::Date day(std::string_view text) {
  return base::parse_date(text).value();
}

/// Read once: it is done before each test.
inline const std::map<std::string, std::vector<procedure::Procedure>>& duty_procedures() {
  static const auto kAll = [] {
    std::map<std::string, std::vector<procedure::Procedure>> all;
    for (const std::string id :
         {"delegated_body", "post_training", "secrecy_quarantine", "claim", "holder_change", "rules_filing",
          "conditions", "training_plan", "assessment", "annual_report", "complaint", "major_event", "site",
          "service_catalogue", "support_ticket", "crypto_device", "trust_recognition", "data_request",
          "inspection_reception"}) {
      all[id] = {procedure::load(std::string(YX_SOURCE_DIR) + "/rules/procedures/" + id + ".toml").value()};
    }
    return all;
  }();
  return kAll;
}
inline const rules::Book& duty_book() {
  static const rules::Book kBook = rules::load(std::string(YX_SOURCE_DIR) + "/rules").book;
  return kBook;
}

struct DutiesHouse {
  store::Database& database;
  store::Lane& lane;
  const ledger::Recorder& recorder;
  const base::Clock& clock;
  base::IdSource& ids;
  const privacy::Vault& vault;
  const base::WorkCalendar& calendar;
  const officers::Service& officers;
  const policy::Service& policy;
  const documents::Service* documents = nullptr;
  std::optional<documents::SealKey> seal = {};
};

class DutiesOffice {
 public:
  using Exists = std::function<base::Result<bool>(const std::string&)>;
  using Effects = std::map<std::string, cases::Effect>;
  using RenewalApplied = std::function<base::Result<bool>(base::Time)>;
  using Certificates = std::function<base::Result<compliance::Counters>(base::Time, base::Time)>;

  /// `of_others`: effects that another department has.
  explicit DutiesOffice(const DutiesHouse& house, Exists exists = {}, const Effects& of_others = {},
                        Certificates certificates = {}, std::vector<store::Statistic> statistics = {},
                        RenewalApplied renewal_applied = {})
      : compliance({house.database, house.lane, house.recorder, house.clock, house.calendar, house.vault,
                    house.officers, house.policy},
                   with_catalogue(options(std::move(exists), std::move(certificates), std::move(statistics),
                                          std::move(renewal_applied)))),
        papers({house.database, house.lane, house.recorder, house.clock, house.vault, house.documents},
               paper_options(compliance, house.seal)),
        cases(open(house, compliance, of_others)) {}

  compliance::Service compliance;
  const papers::Service papers;
  const std::unique_ptr<cases::Service> cases;

 private:
  compliance::Service::Options with_catalogue(compliance::Service::Options options) const {
    options.promised_hours = [this](const std::string& service) {
      return compliance::promised_hours(*cases, service);
    };
    return options;
  }
  static compliance::Service::Options options(Exists exists, Certificates certificates,
                                              std::vector<store::Statistic> statistics,
                                              RenewalApplied renewal_applied) {
    compliance::Service::Options options;
    options.renewal_applied = std::move(renewal_applied);
    options.statistics = std::move(statistics);
    options.book = duty_book();
    options.words = rules::effects();
    options.procedures = duty_procedures();
    options.region = "110000";
    options.word = "演认";
    options.exists =
        exists ? std::move(exists) : [](const std::string&) -> base::Result<bool> { return true; };
    options.certificates = certificates ? std::move(certificates)
                                        : [](base::Time, base::Time) -> base::Result<compliance::Counters> {
      return compliance::Counters{7, 3, 1, 0};
    };
    return options;
  }
  /// As a provider's server has them (apps/office/house_cases.cpp).
  static papers::Service::Options paper_options(const compliance::Service& behind,
                                                const std::optional<documents::SealKey>& seal) {
    papers::Service::Options options;
    for (const rules::Document& one : duty_book().documents)
      options.papers[one.id] = {one.name, one.by == "provider" ? one.template_id : ""};
    for (const rules::Role& role : duty_book().roles) {
      if (role.side == "provider") options.givers.insert(role.id);
    }
    options.know = behind.knowing();
    options.article = rules::article_in_words;
    options.seal = seal;
    return options;
  }
  static std::unique_ptr<cases::Service> open(const DutiesHouse& house, const compliance::Service& behind,
                                              const Effects& of_others) {
    cases::Service::Options options;
    options.procedures = duty_procedures();
    options.effects = behind.effects();
    for (const auto& [word, effect] : of_others) options.effects.insert_or_assign(word, effect);
    options.settings = behind.settings();
    options.keeps = [](const auto&...) { return base::Result<bool>(true); };  // files are src/cases' to test
    auto opened =
        cases::Service::open({house.database, house.lane, house.recorder, house.clock, house.ids, house.vault,
                              std::make_shared<const base::WorkCalendar>(house.calendar)},
                             std::move(options));
    if (!opened) throw std::runtime_error(base::describe(opened.error()));
    return std::move(opened).value();
  }
};

/// An officer who proves to be one, with these roles.
inline cases::Caller by(const std::string& account, std::vector<std::string> roles) {
  cases::Caller caller;
  caller.actor.id = "officer/" + account;
  caller.actor.signature_base = base::to_bytes("base of " + account);
  caller.actor.signature = base::to_bytes("signature of " + account);
  for (const std::string& role : roles) caller.actor.roles.push_back(officers::parse_role(role).value());
  caller.roles = std::move(roles);
  caller.reach = "000000";
  return caller;
}

inline base::Result<cases::Case> open_case(cases::Service& cases, const std::string& procedure, Values inputs,
                                           const cases::Caller& caller) {
  cases::Opening opening;
  opening.procedure = procedure;
  opening.party = "office";
  opening.scope = "110000";
  opening.inputs = std::move(inputs);
  base::Waiter<cases::Case> waiter;
  cases.open_case(std::move(opening), caller, {}, waiter.completion());
  return waiter.wait();
}
inline base::Result<cases::Case> perform(cases::Service& cases, const std::string& number,
                                         const std::string& event, Values inputs, const cases::Caller& caller,
                                         const std::string& item = "") {
  cases::Deed deed;
  deed.number = number;
  deed.event = event;
  deed.inputs = std::move(inputs);
  deed.item = item;
  base::Waiter<cases::Case> waiter;
  cases.perform(std::move(deed), caller, {}, waiter.completion());
  return waiter.wait();
}

// ---- what events enter ----

inline Values intended() {
  return {{"body", std::string("河北某服务有限公司")},
          {"credit_code", std::string("91110000600037341L")},
          {"domicile", std::string("130000")},
          {"diligence_sm3", kDigest}};
}
inline Values agreed(const std::string& signed_on, const std::string& agreement_to) {
  return {{"agreement_number", std::string("WT-1")},
          {"signed_on", day(signed_on)},
          {"agreement_to", day(agreement_to)},
          {"no_redelegation", true},
          {"agreement_sm3", kDigest},
          {"head", std::string("李某")},
          {"matters", std::string("证书申请受理")},
          {"sites", Rows{{{"address", std::string("某市某路1号")},
                          {"site_region", std::string("130100")},
                          {"hours", std::string("工作日 9:00-17:00")}}}}};
}
inline Values packed() {
  return {{"package_sm3", kDigest}};
}
inline Values operating(const std::string& account, const std::string& trained_to) {
  return {{"person", account},
          {"site", std::string("某市政务服务中心")},
          {"key_serial", std::string("K-1")},
          {"trained_to", day(trained_to)}};
}
inline Values enrolled(const std::string& account, const std::string& post) {
  return {{"person", account},
          {"employer", std::string("own")},
          {"post", post},
          {"required_hours", std::int64_t{8}},
          {"pass_mark", std::int64_t{60}}};
}

/// A training from enrolment to the right to the post. Its number.
inline base::Result<std::string> trained(cases::Service& cases, const std::string& account,
                                         const std::string& post, const std::string& valid_to) {
  const auto trainer = by("train-1", {"training_officer"});
  YX_TRY(const cases::Case opened, open_case(cases, "post_training", enrolled(account, post), trainer));
  const std::string number = opened.number;
  const auto act = [&](const std::string& event, Values inputs, const cases::Caller& caller) {
    return perform(cases, number, event, std::move(inputs), caller);
  };
  YX_TRY(const auto learned,
         act("record_learning", {{"hours", std::int64_t{8}}, {"sign_in_sm3", kDigest}}, trainer));
  YX_TRY(const auto passed, act("pass_test", {{"score", std::int64_t{80}}, {"paper_sm3", kDigest}}, trainer));
  YX_TRY(const auto certified,
         act("certify", {{"certificate_number", std::string("P-1")}, {"valid_to", day(valid_to)}}, trainer));
  YX_TRY(const auto authorised, act("authorise", {}, by("chief-1", {"security_chief"})));
  return number;
}

/// A body from the intention to the submitted filing. Its number.
inline base::Result<std::string> filed_body(cases::Service& cases, const std::string& signed_on,
                                            const std::string& agreement_to) {
  const auto compliance = by("comply-1", {"compliance_officer"});
  const auto head = by("head-1", {"responsible_person"});
  YX_TRY(const cases::Case opened, open_case(cases, "delegated_body", intended(), compliance));
  YX_TRY(const auto agreed_on,
         perform(cases, opened.number, "sign_agreement", agreed(signed_on, agreement_to), head));
  YX_TRY(const auto filed, perform(cases, opened.number, "submit_filing", packed(), compliance));
  return opened.number;
}

inline Values quarantining(const std::string& object, std::vector<std::string> handlers) {
  return {{"object", object}, {"handlers", std::move(handlers)}, {"how_found", std::string("巡检发现")}};
}
inline Values claiming(const std::string& serial, const std::string& relied_on) {
  return {{"claimant_kind", std::string("holder")},
          {"claimant", std::string("张某")},
          {"contact", std::string("13800138000")},
          {"serial", serial},
          {"relied_on", day(relied_on)},
          {"loss_fen", std::int64_t{100}},
          {"facts", std::string("损失")}};
}
inline Values reporting_change(const std::string& serial, const std::string& changed_on) {
  return {{"serial", serial},
          {"changed", std::string("name")},
          {"source", std::string("recheck")},
          {"changed_on", day(changed_on)},
          {"new_data", std::string("新名称")}};
}

}  // namespace yinxin::compliance_support
