// A regulator's office with an HTTP server in front: one officer for each role of the licence application,
// the province's in 530000 (云南), the national bureau's everywhere.
#pragma once

#include "cases_support/handed_in.hpp"
#include "cases_support/licence_inputs.hpp"
#include "endpoints/inputs.hpp"
#include "integration/front_world.hpp"
#include "supervision/experts/expert_table.hpp"

namespace yinxin::house_support {

using officers::Role;

/// What the events of rules/procedures/licence_application.toml usually enter, with the expert's account.
inline procedure::Values usual_inputs(const std::string& event) {
  const auto found = cases_support::licence_inputs().find(event);
  if (found == cases_support::licence_inputs().end()) return {};
  procedure::Values inputs = found->second;
  if (event == "assign_reviewer") inputs["expert"] = std::string("review-expert");
  return inputs;
}

class RegulatorWorld : public FrontWorld {
 protected:
  void SetUp() override {
    clock.set(at("2026-09-28T02:00:00Z"));  // Monday, ten o'clock in Beijing
    FrontWorld::SetUp();
    if (IsSkipped()) return;
    applicant_key_ = std::make_unique<crypto::Sm2PrivateKey>(crypto::Sm2PrivateKey::generate());
    for (const Role role : {Role::ProvinceIntakeOfficer, Role::ProvinceReviewOfficer, Role::ProvinceHead})
      enrol_by_role(role, "530000");
    for (const Role role :
         {Role::NationalIntakeOfficer, Role::CaseOfficer, Role::CaseReviewer, Role::LegalReviewer,
          Role::DecidingOfficer, Role::PublicationOfficer, Role::TechnicalReviewCoordinator,
          Role::ReviewExpert, Role::EnforcementOfficer, Role::SecurityChief, Role::HearingHost})
      enrol_by_role(role, "");
    register_expert("ZJ-1", account_of("review_expert"));
    enrol("sichuan", {Role::ProvinceIntakeOfficer}, "510000");
    enrol("administrator", {Role::SystemAdministrator});
    http::Router router;
    add_routes(router, *regulator);
    start_server(std::move(router));
  }

  static base::Time at(const std::string& utc) { return base::parse_utc(utc).value(); }
  /// Accounts are called by their role: 2 to 32 of a-z, 0-9 and '-'.
  static std::string account_of(std::string_view role) {
    std::string id(role.substr(0, 32));
    std::replace(id.begin(), id.end(), '_', '-');
    return id;
  }
  void enrol_by_role(Role role, const std::string& region) {
    enrol(account_of(officers::role_name(role)), {role}, region);
  }
  /// On the register of experts.
  void register_expert(const std::string& number, const std::string& account) {
    store::WriteSet set;
    supervision::insert_expert(set, vault,
                               {number,
                                "expert",
                                account,
                                "某甲",
                                "某研究所",
                                {"系统安全"},
                                "000000",
                                "admitted",
                                "",
                                "2026-09-01",
                                "",
                                {},
                                {}});
    need(lane->commit(std::move(set)));
  }
  Signer by_role(const std::string& role) const {
    if (role == "applicant") return bare_key(*applicant_key_);
    return officer(account_of(role));
  }
  std::string party() const {
    return "key/" + base::to_hex(crypto::sm3(applicant_key_->public_key().point()));
  }

  static std::string to_json(const procedure::Values& inputs) {
    http::JsonWriter json;
    json.object([&] {
      for (const auto& [id, value] : inputs) endpoints::write_value(json, id, value);
    });
    return json.text();
  }
  std::string opening(const std::string& more = "") const {
    return R"({"procedure":"licence_application")" + more + R"(,"inputs":)" +
           to_json(usual_inputs("submit")) + "}";
  }
  /// As acts name who signs.
  static std::string actor_of(const Signer& by) {
    constexpr std::string_view kOfficer = "officer:";
    if (by.key_id.starts_with(kOfficer)) return "officer/" + by.key_id.substr(kOfficer.size());
    return "key/" + base::to_hex(crypto::sm3(by.key->public_key().point()));
  }
  /// The files that these inputs name are there: of the case, or, without a number, for an opening.
  void hand_in(const Signer& by, const procedure::Values& inputs, const std::string& number = "",
               const std::string& procedure = "licence_application") const {
    cases_support::hand_in({*database_, vault, clock},
                           {number, number.empty() ? procedure : "", actor_of(by)}, inputs);
  }
  /// By the intake officer, for the applicant's key.
  http::Response open() const {
    hand_in(officer("province-intake-officer"), usual_inputs("submit"));
    return send(
        write(officer("province-intake-officer"), "/cases", opening(R"(,"party":")" + party() + R"(")")));
  }
  std::string opened() const {
    const http::Response response = open();
    if (outcome(response) != "201") throw std::runtime_error(outcome(response));
    return member(response, "number");
  }

  /// "event", "event:variant", "event#item"; what it enters usually, or `inputs`.
  http::Response act(const std::string& number, std::string word, const Signer& by,
                     const std::optional<std::string>& inputs = {}, const std::string& more = "",
                     const std::string& key = random_text()) const {
    const std::string item = cut(word, '#');
    procedure::Values usual = usual_inputs(word);
    if (word == "deliver_licence") usual["licence_number"] = licence_number;
    if (!inputs) hand_in(by, usual, number);
    cut(word, ':');
    std::string body = R"({"event":")" + word + "\"" + more;
    if (!item.empty()) body += R"(,"item":")" + item + "\"";
    body += R"(,"inputs":)" + inputs.value_or(to_json(usual)) + "}";
    return send(write(by, "/cases/" + number + "/events", body, key));
  }
  /// By the holder of the first role that may.
  http::Response act(const std::string& number, const std::string& word) const {
    return act(number, word, by_role(transition(word).roles.front()));
  }
  /// Several words, ">2026-12-01" moves the clock to that morning in Beijing. Throws when one does not hold.
  void play(const std::string& number, const std::string& script) {
    std::istringstream words(script);
    for (std::string word; words >> word;) {
      if (word.front() == '>') {
        clock.set(at(word.substr(1) + "T02:00:00Z"));
        continue;
      }
      const std::string said = outcome(act(number, word));
      if (said != "200") throw std::runtime_error(word + ": " + said);
    }
  }
  static const procedure::Procedure& licence_application() {
    return case_procedures().at("licence_application").front();
  }
  static const procedure::Transition& transition(std::string word) {
    cut(word, '#');
    cut(word, ':');
    for (const procedure::Transition& one : licence_application().transitions) {
      if (one.event == word) return one;
    }
    throw std::runtime_error("no event " + word);
  }

  http::JsonReader shown(const std::string& number, const Signer& by) const {
    const http::Response response = send(read(by, "/cases/" + number));
    if (outcome(response) != "200") throw std::runtime_error(outcome(response));
    return need(http::JsonReader::parse(*response.body));
  }
  http::JsonReader shown(const std::string& number) const { return shown(number, by_role("case_officer")); }
  std::string state(const std::string& number) const { return shown(number).object("state").text("id"); }
  static std::string member(const http::Response& response, std::string_view name) {
    return need(http::JsonReader::parse(*response.body)).text(name);
  }

  std::string licence_number = "测试0001";  // that is delivered next

 private:
  static std::string cut(std::string& word, char mark) {
    const std::size_t found = word.find(mark);
    if (found == std::string::npos) return "";
    std::string rest = word.substr(found + 1);
    word.resize(found);
    return rest;
  }

  std::unique_ptr<crypto::Sm2PrivateKey> applicant_key_;
};

}  // namespace yinxin::house_support
