// A regulator's office with the effects of src/supervision on either engine: licences, and the cases that are
// about them, played from scripts (cases_support/cases_world.hpp has the words).
#pragma once

#include "cases_support/cases_world.hpp"
#include "supervision/service.hpp"
#include "supervision_support/licence_cases.hpp"

namespace yinxin::supervision::licence_test {

using cases_support::applicant;
using cases_support::kCountry;
using cases_support::kParty;
using cases_support::kYunnan;
using cases_support::law;
using cases_support::morning;
using cases_support::officer;
using store::code_of;

/// A name of its own: other worlds of this folder have another `need`, which a call would find by its
/// argument.
template <class T>
T must(base::Result<T> result) {
  return cases_support::need(std::move(result));
}
inline void must(base::Result<void> result) {
  cases_support::need(std::move(result));
}

class LicenceWorld : public cases_support::CasesWorld {
 protected:
  void SetUp() override {
    CasesWorld::SetUp();
    if (IsSkipped()) return;
    for (const std::string id : {"licence_ending", "licence_change", "licence_reissue", "service_stop",
                                 "takeover", "penalty", "remedy", "focused_supervision", "inspection"})
      options.procedures[id] = {law(id)};
    start_office();
  }
  void TearDown() override {
    service.reset();
    office.reset();
    CasesWorld::TearDown();
  }

  /// Of article 38, as rules/penalties.toml has it.
  static base::Result<FineRange> fine_range(const std::string& scale, std::int64_t gain) {
    constexpr std::int64_t kTimesFrom = 30'000'000;
    if (scale != "L38") return base::make_error(base::ErrorKind::NotFound, "supervision.scale", scale);
    return gain < kTimesFrom ? FineRange{10'000'000, 30'000'000} : FineRange{gain, 3 * gain};
  }

  /// A new program on the same database; what fails is what its lane meets.
  void start_office(std::optional<store::Fault> fault = {}) {
    service.reset();
    office.reset();
    lane.reset();
    lane = store::Lane::start(std::make_unique<store::FaultyConnection>(connect(), std::move(fault)));
    Service::Options wanted;
    wanted.words = {"accounts", "hold", "post_right", "quarantine", "bulk_revoke"};
    for (const auto& [reading, length] :
         {std::pair("reading.q04_supplement_days", 30), std::pair("reading.q21_focus_months", 12),
          std::pair("reading.q22_penalty_months", 12)})
      wanted.readings[reading] = std::int64_t{length};
    wanted.fine_range = fine_range;
    wanted.last_day = [](const std::string& id, const std::string& period) {
      const bool known = id == "annual_report" && period == "2026";
      return known ? std::optional(cases_support::day("2027-01-15")) : std::nullopt;
    };
    office = std::make_unique<supervision::Service>(
        supervision::Service::House{*database_, *lane, recorder, clock, vault}, std::move(wanted));
    options.effects = office->effects();
    options.settings = office->settings();
    options.party_of = office->party_of();
    service = must(open());
  }

  /// From an application to the public register; the number of its licence_status case.
  std::string licensed(const std::string& number = "测试0001", const std::string& party = kParty) {
    cases::Opening opening = application();
    opening.party = party;
    const std::string application_case = must(open_case(opening, applicant(party))).number;
    for (const std::string event : {"examine_form", "accept", "forward", "sign_for", "propose",
                                    "review_opinion", "legal_review", "grant"})
      must(act(application_case, event, cases_support::licence_inputs()));
    auto inputs = cases_support::licence_inputs();
    inputs["deliver_licence"]["licence_number"] = number;
    must(act(application_case, "deliver_licence", inputs));
    must(act(application_case, "enter_register", inputs));
    return view(application_case).found.played.children.at(0).number;
  }

  /// Opens a case of the procedure as the rules say who.
  base::Result<cases::Case> begin(const std::string& procedure, const std::string& word,
                                  const std::string& party = kParty) {
    const procedure::Transition& opening = transition(procedure, word.substr(0, word.find(':')));
    cases::Opening wanted;
    wanted.procedure = procedure;
    wanted.party = party;
    wanted.scope = kYunnan;
    wanted.inputs = usual(procedure + "." + word);
    return open_case(wanted, caller(opening, "", party));
  }
  /// "event", "event:variant", "event#item", "event@actor", each by the first of its roles; ">2026-10-01" as
  /// in CasesWorld. The code of the first error, of an earlier word "word: code"; else empty.
  std::string go(const std::string& number, const std::string& script) {
    std::istringstream script_words(script);
    for (std::string word; script_words >> word;) {
      const std::string code = step(number, word);
      if (code.empty()) continue;
      return script_words.peek() == std::char_traits<char>::eof() ? code : word + ": " + code;
    }
    return "";
  }
  /// Moves the clock to ten o'clock of that day and does what is due.
  void move_to(const std::string& date) {
    clock.set(morning(date));
    must(service->fire_due());
  }

  std::string state(const std::string& number) const { return view(number).found.state(); }
  /// Children of a procedure, in order.
  std::vector<std::string> children(const std::string& number, const std::string& procedure) const {
    std::vector<std::string> found;
    for (const procedure::Child& one : view(number).found.played.children) {
      if (one.procedure == procedure) found.push_back(one.number);
    }
    return found;
  }
  /// "测试0001 valid 2031-09-30", by number.
  std::vector<std::string> entries(const std::optional<std::string>& as_of = {}) const {
    const auto all =
        must(as_of ? office->licence_register(cases_support::day(*as_of)) : office->licence_register());
    std::vector<std::string> shown;
    for (const RegisterEntry& one : all)
      shown.push_back(one.licence_number + " " + one.status + " " + one.valid_to);
    return shown;
  }
  std::vector<std::string> changes(const std::string& number = "测试0001") const {
    std::vector<std::string> shown;
    for (const RegisterChange& one : must(office->register_history(number)))
      shown.push_back(one.change + " " + one.entry.status);
    return shown;
  }

  std::unique_ptr<supervision::Service> office;

 private:
  const procedure::Transition& transition(const std::string& procedure, const std::string& event) const {
    for (const procedure::Transition& one : options.procedures.at(procedure).front().transitions) {
      if (one.event == event) return one;
    }
    throw std::runtime_error("no event " + event);
  }
  Values usual(const std::string& key) const {
    const auto all = inputs_on(base::beijing_date(clock.now()));
    const auto found = all.find(key);
    return found == all.end() ? Values() : found->second;
  }
  static cases::Caller caller(const procedure::Transition& transition, const std::string& actor,
                              const std::string& party) {
    const std::string role = transition.roles.empty() ? "nobody" : transition.roles.front();
    cases::Caller made = role == "applicant" ? applicant(party) : cases_support::officer(role);
    if (!actor.empty()) made.actor = cases_support::signed_actor(actor);
    return made;
  }
  base::Result<cases::Case> act(const std::string& number, const std::string& event,
                                const std::map<std::string, Values, std::less<>>& inputs) {
    clock.advance(std::chrono::seconds(1));
    cases::Deed deed;
    deed.number = number;
    deed.event = event;
    if (const auto found = inputs.find(event); found != inputs.end()) deed.inputs = found->second;
    const cases::Case found = view(number).found;
    return perform(deed, caller(transition(found.procedure, event), "", found.party));
  }
  static std::string cut(std::string& word, char mark) {
    const std::size_t found = word.find(mark);
    if (found == std::string::npos) return "";
    std::string rest = word.substr(found + 1);
    word.resize(found);
    return rest;
  }
  std::string step(const std::string& number, std::string word) {
    if (word.front() == '>') {
      move_to(word.substr(1));
      return "";
    }
    clock.advance(std::chrono::seconds(1));
    const std::string actor = cut(word, '@');
    cases::Deed deed;
    deed.number = number;
    deed.item = cut(word, '#');
    const cases::Case found = view(number).found;
    deed.inputs = usual(found.procedure + "." + word);
    cut(word, ':');
    deed.event = word;
    const auto done = perform(deed, caller(transition(found.procedure, word), actor, found.party));
    return done ? "" : done.error().code;
  }
};

}  // namespace yinxin::supervision::licence_test
