// An office that plays cases: database on either engine, lane, ledger, a clock that is moved. Cases are
// played from scripts: an event with what it usually enters, by its first role's usual holder; event:variant
// enters something else; event@actor is done by that actor; event+role by the holder of that role; event#item
// is about that item; >2026-09-28 moves the clock to ten o'clock in Beijing of that day and does what is due;
// >>2026-09-28 only moves it: the program was down.
#pragma once

#include <algorithm>
#include <atomic>
#include <mutex>
#include <sstream>

#include "cases/service.hpp"
#include "cases_support/handed_in.hpp"
#include "cases_support/licence_inputs.hpp"
#include "crypto/random.hpp"
#include "crypto/sm4.hpp"
#include "proof/act_code.hpp"
#include "store_support/faulty_connection.hpp"
#include "store_support/test_database.hpp"

namespace yinxin::cases_support {

using cases::Caller;
using cases::Case;
using cases::Deed;
using cases::Opening;
using cases::Service;
using store::code_of;

template <class T>
T need(base::Result<T> result) {
  if (!result) throw std::runtime_error(base::describe(result.error()));
  return std::move(result).value();
}
inline void need(base::Result<void> result) {
  if (!result) throw std::runtime_error(base::describe(result.error()));
}

inline const std::string kYunnan = "530000";
inline const std::string kSichuan = "510000";
inline const std::string kCountry = "000000";
inline const std::string kParty = "key/" + std::string(64, 'a');

inline base::Time at(const std::string& utc) {
  return base::parse_utc(utc).value();
}
/// Ten o'clock in Beijing.
inline base::Time morning(const std::string& date) {
  return at(date + "T02:00:00Z");
}
/// The moment at which a period with this last day is overdue.
inline base::Time after_day(const std::string& date) {
  return at(date + "T16:00:00Z");
}

inline officers::Actor signed_actor(const std::string& id) {
  officers::Actor actor;
  actor.id = id;
  actor.signature_base = base::to_bytes("base of " + id);
  actor.signature = base::to_bytes("signature of " + id);
  return actor;
}
inline Caller officer(const std::string& role, const std::string& reach = kCountry) {
  Caller caller;
  caller.actor = signed_actor("officer/" + role);
  caller.roles = {role};
  caller.reach = reach;
  return caller;
}
inline Caller applicant(const std::string& party = kParty) {
  Caller caller;
  caller.actor = signed_actor(party);
  caller.party = party;
  return caller;
}

/// Each read once: it is done before each test.
inline const procedure::Procedure& law(const std::string& id) {
  static std::map<std::string, procedure::Procedure> read;
  const auto found = read.find(id);
  if (found != read.end()) return found->second;
  return read[id] = need(procedure::load(std::string(YX_SOURCE_DIR) + "/rules/procedures/" + id + ".toml"));
}
inline procedure::Procedure parsed(const std::string& text) {
  return need(procedure::parse(text, "test.toml"));
}

/// The suite's base.
class CasesWorld : public store::BothEnginesMigrated {
 protected:
  void SetUp() override {
    BothEngines::SetUp();
    if (IsSkipped()) return;
    run("CREATE TABLE effect_row (number TEXT NOT NULL, position BIGINT NOT NULL, word TEXT NOT NULL, "
        "PRIMARY KEY (number, position, word))");
    for (const std::string id :
         {"licence_application", "licence_status", "licence_renewal", "accountability"})
      options.procedures[id] = {law(id)};
    options.effects["register_entry"] = writing("register_entry");
    options.effects["licence_status"] = writing("licence_status");
    for (const char* word : {"experts", "publication", "ownership"}) {
      options.effects[word] = [](const cases::Happening&, cases::Consequences&) {
        return base::Result<void>();
      };
    }
    options.settings = [](const Case&) -> base::Result<procedure::Values> {
      return procedure::Values{{"reading.q04_supplement_days", std::int64_t{30}}};
    };
    options.prefixes["licence_application"] = "XK";
    clock.set(morning("2026-09-28"));
    start();
  }
  void TearDown() override {
    service.reset();
    lane.reset();
    BothEngines::TearDown();
  }

  /// A new program on the same database; what fails is what its lane meets.
  void start(std::optional<store::Fault> fault = {}) {
    service.reset();
    lane.reset();
    lane = store::Lane::start(std::make_unique<store::FaultyConnection>(connect(), std::move(fault)));
    service = need(open());
  }
  base::Result<std::unique_ptr<Service>> open() {
    return Service::open({*database_, *lane, recorder, clock, ids, vault, calendar}, options);
  }

  /// An effect that adds a row of its own.
  static cases::Effect writing(const std::string& word) {
    return
        [word](const cases::Happening& happening, cases::Consequences& consequences) -> base::Result<void> {
          consequences.set.add("INSERT INTO effect_row (number, position, word) VALUES ($1, $2, $3)",
                               {happening.the_case.number, happening.step.position, word});
          return {};
        };
  }

  /// The files that are named have been handed in; so below.
  base::Result<Case> open_case(Opening opening, const Caller& caller, store::Remember<Case> remember = {}) {
    hand_in(files(), {"", opening.procedure, caller.actor.id}, opening.inputs);
    base::Waiter<Case> waiter;
    service->open_case(std::move(opening), caller, std::move(remember), waiter.completion());
    return waiter.wait();
  }
  base::Result<Case> perform(Deed deed, const Caller& caller, store::Remember<Case> remember = {}) {
    hand_in(files(), {deed.number, "", caller.actor.id}, deed.inputs);
    base::Waiter<Case> waiter;
    service->perform(std::move(deed), caller, std::move(remember), waiter.completion());
    return waiter.wait();
  }
  FileDesk files() { return {*database_, vault, clock}; }
  static Opening application(const std::string& variant = "submit", const std::string& scope = kYunnan) {
    Opening opening;
    opening.procedure = "licence_application";
    opening.party = kParty;
    opening.scope = scope;
    opening.inputs = licence_inputs().at(variant);
    return opening;
  }
  std::string submit(const std::string& scope = kYunnan) {
    return need(open_case(application("submit", scope), applicant())).number;
  }

  /// The code of the first error at the script's last word; of an earlier one "word: code"; else empty.
  std::string play(std::string& number, const std::string& script) {
    std::istringstream words(script);
    for (std::string word; words >> word;) {
      const std::string code = step(number, word);
      if (code.empty()) continue;
      return words.peek() == std::char_traits<char>::eof() ? code : word + ": " + code;
    }
    return "";
  }
  /// What the word comes to: a deed and who does it.
  std::pair<Deed, Caller> deed_of(const std::string& number, std::string word) {
    const std::string role = cut(word, '+');
    const std::string actor = cut(word, '@');
    const std::string item = cut(word, '#');
    Deed deed;
    deed.number = number;
    const auto inputs = licence_inputs().find(word);
    cut(word, ':');
    deed.event = word;
    deed.item = item;
    if (inputs != licence_inputs().end()) deed.inputs = inputs->second;
    Caller caller = usual(word, role);
    if (!actor.empty()) caller.actor = signed_actor(actor);
    return {std::move(deed), std::move(caller)};
  }

  cases::View view(const std::string& number) const {
    return need(service->read(number, officer("case_officer")));
  }
  /// The state and the clocks that run: "accepted [decision forwarding]"; "decision!" stands still.
  std::string outcome(const std::string& number) const {
    const cases::View seen = view(number);
    std::vector<std::string> running;
    for (const cases::ClockNote& note : seen.clocks) {
      if (note.outcome == cases::ClockNote::Outcome::Running)
        running.push_back(note.clock + (note.item.empty() ? "" : "#" + note.item) + (note.paused ? "!" : ""));
    }
    std::sort(running.begin(), running.end());
    std::string text;
    for (const std::string& one : running) text += (text.empty() ? " [" : " ") + one;
    return seen.found.state() + text + (text.empty() ? "" : "]");
  }
  /// The clock of that id that began last.
  cases::ClockNote clock_of(const std::string& number, const std::string& id) const {
    std::optional<cases::ClockNote> last;
    for (const cases::ClockNote& note : view(number).clocks) {
      if (note.clock == id) last = note;
    }
    if (!last) throw std::runtime_error("no clock " + id);
    return *last;
  }
  std::string last_day(const std::string& number, const std::string& id) const {
    return base::format_date(clock_of(number, id).due.due_effective);
  }
  std::int64_t acts(proof::ActCode code, const std::string& number) const {
    return this->number("SELECT count(*) FROM act_record WHERE act = $1 AND object = $2",
                        {static_cast<std::int64_t>(code), "case/" + number});
  }
  std::int64_t count(const std::string& table) const { return number("SELECT count(*) FROM " + table); }

  base::ManualClock clock{morning("2026-09-28")};
  base::IdSource ids{clock};
  ledger::Recorder recorder{crypto::random_secret(crypto::kSealKeySize), ids};
  privacy::Vault vault{crypto::random_secret(crypto::kSealKeySize),
                       crypto::random_secret(crypto::kSealKeySize)};
  std::shared_ptr<const base::WorkCalendar> calendar = std::make_shared<const base::WorkCalendar>(
      need(base::WorkCalendar::load(std::string(YX_SOURCE_DIR) + "/rules/calendar")));
  Service::Options options;
  std::unique_ptr<store::Lane> lane;
  std::unique_ptr<Service> service;

 private:
  static std::string cut(std::string& word, char mark) {
    const std::size_t found = word.find(mark);
    if (found == std::string::npos) return "";
    std::string rest = word.substr(found + 1);
    word.resize(found);
    return rest;
  }

  /// Holder of the role, else of the first that may do it.
  Caller usual(const std::string& event, std::string role) const {
    for (const auto& [id, versions] : options.procedures) {
      for (const procedure::Transition& transition : versions.front().transitions) {
        if (role.empty() && transition.event == event && !transition.roles.empty())
          role = transition.roles.front();
      }
    }
    return role == "applicant" ? applicant() : officer(role);
  }

  std::string step(std::string& number, std::string word) {
    if (word.front() == '>') {
      const bool down = word.size() > 1 && word[1] == '>';
      const base::Time then = morning(word.substr(down ? 2 : 1));
      if (then > clock.now()) clock.set(then);
      return down ? "" : code_or_empty(service->fire_due());
    }
    clock.advance(std::chrono::minutes(1));
    auto [deed, caller] = deed_of(number, word);
    if (number.empty()) {
      Opening opening = application();
      opening.inputs = deed.inputs;
      auto opened = open_case(std::move(opening), caller);
      if (opened) number = opened->number;
      return code_or_empty(opened);
    }
    return code_or_empty(perform(std::move(deed), caller));
  }
  template <class T>
  static std::string code_or_empty(const base::Result<T>& result) {
    return result ? "" : result.error().code;
  }
};

}  // namespace yinxin::cases_support
