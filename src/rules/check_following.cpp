#include <algorithm>

#include "rules/check_parts.hpp"

namespace yinxin::rules {
namespace {

using procedure::Clock;
using procedure::Origin;
using procedure::Procedure;
using procedure::Transition;

constexpr std::string_view kApplicantRole = "applicant";
constexpr std::string_view kFieldOf = "field:";

bool holds(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool has_side(const Book& book, const Transition& transition, const std::set<std::string>& sides) {
  return std::any_of(transition.roles.begin(), transition.roles.end(), [&](const std::string& id) {
    const Role* role = find_by(book.roles, &Role::id, id);
    return role != nullptr && sides.count(role->side) > 0;
  });
}

bool is_partys(const Book& book, const Transition& transition) {
  return has_side(book, transition, {"provider"}) || holds(transition.roles, std::string(kApplicantRole));
}

/// Of a case that goes on: by an officer or expert of the authority's, a timer, another case.
bool is_authoritys(const Book& book, const Transition& transition) {
  return !transition.from.empty() &&
         (has_side(book, transition, {"regulator", "external"}) || transition.origin == Origin::Timer ||
          transition.origin == Origin::ChildCase);
}

bool enters(const Transition& transition, const std::string& input) {
  return std::any_of(transition.inputs.begin(), transition.inputs.end(),
                     [&](const auto& one) { return one.id == input; });
}

/// A period starts, ends, stands still or runs on by it.
bool touches(const Clock& clock, const Transition& transition) {
  const std::string& event = transition.event;
  const bool pauses = std::any_of(clock.pauses.begin(), clock.pauses.end(), [&](const auto& pause) {
    return pause.from == event || pause.until == event;
  });
  const bool by_field = clock.starts.compare(0, kFieldOf.size(), kFieldOf) == 0 &&
                        enters(transition, clock.starts.substr(kFieldOf.size()));
  return pauses || by_field || clock.starts == event || clock.on_expiry == event ||
         holds(clock.met_by, event) || holds(clock.cancelled_by, event) || holds(clock.revived_by, event);
}

/// One procedure that is followed, looked at as the party is told of it.
class Followed {
 public:
  Followed(const Book& book, const Following& following, const Procedure& procedure, References& refer,
           Findings& findings)
      : book_(book), following_(following), procedure_(procedure), refer_(refer), findings_(findings) {
    for (const Transition& transition : procedure.transitions) {
      if (is_partys(book, transition)) needed_.insert(transition.needs.begin(), transition.needs.end());
    }
  }

  void check() {
    check_begins();
    if (following_.received) check_received();
    check_files();
    for (const std::string& event : following_.told) {
      check_event(
          event, "told", [&](const Transition& one) { return is_authoritys(book_, one); },
          "不是主管机关一方的环节。", "is not of the authority's side.");
    }
    for (const std::string& event : following_.own) {
      check_event(
          event, "own", [](const Transition& one) { return one.origin == Origin::Timer; },
          "不是由期限产生的环节。", "is not of a timer.");
      if (holds(following_.told, event))
        fault("环节“" + event + "”不能既由主管机关告知，又由机构自行产生。",
              event + " cannot be both told and our own.");
    }
    check_whole();
  }

 private:
  void fault(std::string zh, std::string en) {
    add_finding(findings_, following_.place, where(), std::move(zh), std::move(en));
  }
  std::string where() const { return "following " + following_.procedure; }

  bool opens_gate(const std::string& event) const {
    return std::any_of(procedure_.gates.begin(), procedure_.gates.end(), [&](const procedure::Gate& gate) {
      return gate.event == event && needed_.count(gate.id) > 0;
    });
  }

  /// Why a party's case cannot do without it; empty: it can.
  std::string why_told(const Transition& transition) const {
    for (const std::string& output : transition.outputs) {
      const Document* document = find_by(book_.documents, &Document::id, output);
      if (document != nullptr && document->goes_to_party()) return "gives the party " + output;
    }
    if (!holds(transition.from, transition.to)) return "moves the case";
    for (const Clock& clock : procedure_.clocks) {
      if (touches(clock, transition)) return "touches the period " + clock.id;
    }
    if (opens_gate(transition.event)) return "opens a gate of the provider's";
    for (const std::string& reset : transition.resets) {
      if (opens_gate(reset)) return "closes a gate of the provider's";
    }
    return "";
  }

  void check_whole() {
    std::set<std::string> said;
    for (const Transition& transition : procedure_.transitions) {
      const std::string& event = transition.event;
      if (!is_authoritys(book_, transition) || holds(following_.told, event) || holds(following_.own, event))
        continue;
      const std::string why = why_told(transition);
      if (!why.empty() && said.insert(event).second)
        fault("主管机关的环节“" + event + "”会告知当事人，机构的案件没有随之办理的规定。",
              "Nobody says how the provider's case follows " + event + ", which " + why + ".");
    }
  }

  template <class Fits>
  void check_event(const std::string& event, const std::string& list, Fits fits, const std::string& zh,
                   const std::string& en) {
    const auto is_it = [&](const Transition& one) { return one.event == event; };
    const auto& all = procedure_.transitions;
    if (std::none_of(all.begin(), all.end(), is_it))
      return refer_.missing(following_.place, where() + ", " + list, "环节", "event", event);
    if (std::none_of(all.begin(), all.end(), [&](const Transition& one) { return is_it(one) && fits(one); }))
      fault("环节“" + event + "”" + zh, event + " " + en);
  }

  void check_files() {
    for (const std::string& event : following_.files) {
      check_event(
          event, "files", [&](const Transition& one) { return !one.from.empty() && is_partys(book_, one); },
          "不能由机构在办理中报送。", "is not what a provider files in a case that goes on.");
      for (const Transition& one : procedure_.transitions) {
        if (one.event == event && !one.opens.empty())
          fault("环节“" + event + "”另开案件，不能随对方办理。", event + " opens cases and cannot follow.");
      }
    }
  }

  std::set<std::string> ends_of(const std::string& event, bool openings_only) const {
    std::set<std::string> states;
    for (const Transition& one : procedure_.transitions) {
      if (one.event == event && (!openings_only || one.from.empty())) states.insert(one.to);
    }
    return states;
  }

  /// An opening there and what it stands for here lead to the same state: from there on both go together.
  void check_begins() {
    for (const auto& [opening, here] : following_.begins) {
      const std::set<std::string> there = ends_of(opening, true);
      if (there.empty())
        refer_.missing(following_.place, where() + ", begins", "开立案件的环节", "opening", opening);
      else if (ends_of(here, false) != there)
        fault("“" + opening + "”和“" + here + "”办理后所处状态不同。",
              opening + " and " + here + " do not lead to the same state.");
    }
    for (const Transition& one : procedure_.transitions) {
      const bool by_letter = one.from.empty() && one.origin == Origin::Submission;
      const bool known = std::any_of(following_.begins.begin(), following_.begins.end(),
                                     [&](const auto& begin) { return begin.first == one.event; });
      if (by_letter && !known)
        fault("以消息开立案件的环节“" + one.event + "”没有对应机构的环节。",
              "Nothing of the provider's stands for the opening " + one.event + ".");
    }
  }

  bool gives_party(const Transition& transition) const {
    return std::any_of(transition.outputs.begin(), transition.outputs.end(), [&](const std::string& output) {
      const Document* document = find_by(book_.documents, &Document::id, output);
      return document != nullptr && document->goes_to_party();
    });
  }

  /// A case that the authority begins and a party of its own answers in: every opening is told, by the
  /// document that it gives, and opens ours as itself.
  void check_received() {
    for (const Transition& one : procedure_.transitions) {
      if (!one.from.empty() || is_partys(book_, one)) continue;
      const auto begin = std::find_if(following_.begins.begin(), following_.begins.end(),
                                      [&](const auto& pair) { return pair.first == one.event; });
      if (begin == following_.begins.end())
        fault("主管机关开立案件的环节“" + one.event + "”没有写明机构如何开立。",
              "Nobody says which case of ours " + one.event + " opens.");
      else if (begin->second != one.event)
        fault("“" + one.event + "”应当以同一环节开立机构的案件。",
              one.event + " opens ours as another event.");
      else if (!gives_party(one))
        fault("“" + one.event + "”不产生送达当事人的文书，机构无从知道。",
              one.event + " gives the party no document, so that nobody is told.");
    }
  }

  const Book& book_;
  const Following& following_;
  const Procedure& procedure_;
  References& refer_;
  Findings& findings_;
  std::set<std::string> needed_;  // gates that the party's own steps need
};

bool is_played_by_provider(const Book& book, const Procedure& procedure) {
  return std::any_of(procedure.transitions.begin(), procedure.transitions.end(),
                     [&](const Transition& one) { return has_side(book, one, {"provider"}); });
}

}  // namespace

void check_followings(const Book& book, const Procedures& procedures, Findings& findings) {
  References refer(book, findings);
  for (const Following& following : book.followings) {
    const std::string where = "following " + following.procedure;
    refer.cites(following.place, where, following.cites);
    if (!following.received)
      refer.one(following.place, where, book.routes, &Route::procedure, following.procedure, "报送事项",
                "route");
    const auto found = procedures.find(following.procedure);
    if (found == procedures.end()) continue;
    for (const Procedure& version : found->second)
      Followed(book, following, version, refer, findings).check();
  }
  for (const Route& route : book.routes) {
    const auto found = procedures.find(route.procedure);
    if (found == procedures.end() || !is_played_by_provider(book, found->second.back())) continue;
    if (find_by(book.followings, &Following::procedure, route.procedure) == nullptr)
      add_finding(findings, route.place, "route " + route.matter,
                  "机构办理的“" + route.procedure + "”没有随主管机关案件办理的规定。",
                  "Nobody says how the provider's case of " + route.procedure + " follows the authority's.");
  }
}

}  // namespace yinxin::rules
