// rules/procedures/certificate.toml against requirements 2.12, and against itself with one thing taken out.
#include <algorithm>
#include <functional>

#include "procedure/condition.hpp"
#include "procedure/test_certificate.hpp"

namespace yinxin::procedure {
namespace certificate_test {

using testing::at;
using testing::certificate;
using testing::certificate_scenes;
using ::testing::ElementsAre;
using testing::Play;
using testing::Scene;

// Words of officers::role_name, proof::all_acts() and the office's effects; `yinxin rules check` asks those
// themselves.
const KnownWords kCertificateWords{
    {"applicant", "registration_officer", "review_officer", "issuing_officer", "compliance_officer",
     "archive_officer", "responsible_person", "support_officer"},
    {"application_submitted",
     "application_received",
     "identity_checked",
     "material_reviewed",
     "notified",
     "application_accepted",
     "agreement_signed",
     "supplement_requested",
     "supplemented",
     "application_refused",
     "application_withdrawn",
     "application_closed",
     "accepted_by_holder",
     "revocation_requested",
     "expired",
     "archived",
     "destruction_approved",
     "destroyed",
     "hold_set",
     "hold_released",
     "caller_questioned",
     "caller_turned_away",
     "revocation_reviewed"},
    {"issue", "suspend", "resume", "revoke", "revoke_replaced", "caller_check", "destroy"}};

TEST(Certificate, HoldsTogether) {
  for (const Finding& finding : check(certificate(), kCertificateWords))
    ADD_FAILURE() << finding.where << ": " << finding.en;
}

TEST(Certificate, StatesAreThoseOfTheSpecification) {
  const std::pair<std::string_view, std::string_view> states[] = {
      {"submitted", "已提交"}, {"received", "已收件"},  {"supplementing", "补正中"},
      {"accepted", "已受理"},  {"to_issue", "待签发"},  {"issued", "已签发"},
      {"active", "有效"},      {"suspended", "已冻结"}, {"revoked_on_duty", "已撤销（待复核）"},
      {"revoked", "已撤销"},   {"expired", "已过期"},   {"archived", "已归档"},
      {"destroyed", "已销毁"}, {"refused", "已拒绝"},   {"withdrawn", "已撤回"},
      {"closed", "已关闭"},
  };
  EXPECT_EQ(certificate().states.size(), std::size(states));
  const std::set<std::string_view> final{"destroyed"};
  for (const auto& [id, zh] : states) {
    const State* state = certificate().state(id);
    ASSERT_NE(state, nullptr) << id;
    EXPECT_EQ(state->name.zh, zh);
    EXPECT_EQ(state->final, final.count(id) != 0) << id;
  }
}

TEST(Certificate, EverySceneEndsAsTheSpecificationSays) {
  const std::vector<Scene> scenes = certificate_scenes();
  EXPECT_GT(scenes.size(), 100U);
  for (const Scene& scene : scenes)
    EXPECT_EQ(testing::play(certificate(), scene.script), scene.outcome) << scene.script;
}

struct Row {
  std::string_view event, from, record, effect, article;
};

// What the ledger records and the office does; where an effect writes the act itself, nothing is recorded
// here.
constexpr Row kRows[] = {
    {"submit", "", "application_submitted", "", "21"},
    {"receive", "submitted", "application_received", "", "21"},
    {"check_identity", "received", "identity_checked", "", "21"},
    {"review_material", "received", "material_reviewed", "", "21"},
    {"notify", "received", "notified", "", "21"},
    {"accept", "received", "application_accepted", "", "21"},
    {"sign_agreement", "accepted", "agreement_signed", "", "21"},
    {"issue", "to_issue", "", "issue", "21"},
    {"accept_certificate", "issued", "accepted_by_holder", "", "20"},
    {"request_supplement", "received", "supplement_requested", "", "21"},
    {"supplement", "supplementing", "supplemented", "", "21"},
    {"refuse", "submitted", "application_refused", "", "21"},
    {"withdraw", "submitted", "application_withdrawn", "", "21"},
    {"close_overdue", "supplementing", "application_closed", "", "21"},
    {"revoke_unaccepted", "issued", "", "revoke", "20"},
    {"suspend", "active", "", "suspend", "17"},
    {"resume", "suspended", "", "resume", "17"},
    {"request_revocation", "issued", "revocation_requested", "", "18"},
    {"request_revocation", "active", "revocation_requested", "", "18"},
    {"request_revocation", "suspended", "revocation_requested", "", "18"},
    {"revoke", "issued", "", "revoke", "18"},
    {"replaced", "active", "", "revoke_replaced", "18"},
    {"revoke_for_change", "active", "", "revoke", "20"},
    {"revoke_on_duty", "active", "", "revoke", "18"},
    {"confirm_revocation", "revoked_on_duty", "revocation_reviewed", "", "18"},
    {"find_revocation_mistaken", "revoked_on_duty", "revocation_reviewed", "", "18"},
    {"expire", "active", "expired", "", "19"},
    {"archive", "revoked", "archived", "", "24"},
    {"destroy", "archived", "destroyed", "destroy", "24"},
};

/// And what is possible from many states, where each gives a transition of its own.
std::vector<Row> all_rows() {
  std::vector<Row> rows(std::begin(kRows), std::end(kRows));
  for (const State& state : certificate().states) {
    if (state.final) continue;
    rows.push_back({"place_hold", state.id, "hold_set", "", "24"});
    rows.push_back({"release_hold", state.id, "hold_released", "", "24"});
  }
  for (const std::string_view from : {"issued", "active", "suspended"}) {
    rows.push_back({"question_caller", from, "caller_questioned", "caller_check", "18"});
    rows.push_back({"verify_caller", from, "revocation_requested", "caller_check", "18"});
    rows.push_back({"turn_caller_away", from, "caller_turned_away", "caller_check", "18"});
  }
  for (const std::string_view from :
       {"issued", "active", "suspended", "revoked_on_duty", "revoked", "expired", "archived"}) {
    rows.push_back({"hold_for_claim", from, "hold_set", "", "24"});
    rows.push_back({"release_for_claim", from, "hold_released", "", "24"});
  }
  for (const std::string_view from : {"archived", "refused", "withdrawn", "closed"}) {
    for (const std::string_view event :
         {"approve_destruction_archive", "approve_destruction_compliance", "approve_destruction_responsible"})
      rows.push_back({event, from, "destruction_approved", "", "24"});
  }
  return rows;
}

TEST(Certificate, RecordsAndEffects) {
  const std::vector<Row> rows = all_rows();
  EXPECT_EQ(certificate().transitions.size(), rows.size());
  for (const Row& row : rows) {
    const Transition* transition = certificate().find(row.event, row.from);
    ASSERT_NE(transition, nullptr) << row.event;
    EXPECT_EQ(transition->record, row.record) << row.event;
    EXPECT_EQ(transition->effect, row.effect) << row.event;
    EXPECT_EQ(transition->cites.front(), row.article) << row.event;
    EXPECT_EQ(transition->adverse, row.event == "refuse") << row.event;
  }
}

// Every event once, from each of its states, by somebody whose role is not asked for, and by no role, here or
// in a submission.
TEST(Certificate, NobodyElseMayAct) {
  for (const Transition& transition : certificate().transitions) {
    for (const std::string_view role : {"key_custodian", "system_administrator", ""}) {
      Case current;
      current.state = transition.from.empty() ? "" : transition.from.front();
      Attempt attempt{transition.event, "officer/x", {}, Origin::Person, {}, at("2026-09-01T01:00:00Z")};
      if (!role.empty()) attempt.roles.emplace_back(role);
      EXPECT_EQ(advance(certificate(), current, attempt, {}).error().code, "procedure.role")
          << transition.event;
      attempt.origin = Origin::Submission;
      EXPECT_EQ(advance(certificate(), current, attempt, {}).error().code, "procedure.role")
          << transition.event;
    }
  }
}

TEST(Certificate, RefusalsNameTheirArticle) {
  Case received;
  received.state = "received";
  const Attempt accept{"accept",
                       "officer/x",
                       {"registration_officer"},
                       Origin::Person,
                       testing::usual_inputs("accept"),
                       at("2026-09-01T01:00:00Z")};
  const auto refused = advance(certificate(), received, accept, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, base::ErrorKind::NotYet);
  EXPECT_EQ(refused.error().article, "21");
  EXPECT_EQ(refused.error().detail, "missing: identity, review, notification");
}

TEST(Certificate, TheFourMattersAreConfirmedOneByOne) {
  const Input& matters = certificate().find("notify", "received")->inputs.at(1);
  EXPECT_EQ(matters.id, "matters");
  EXPECT_EQ(matters.min, 4);
  EXPECT_EQ(matters.max, 4);
  std::vector<std::string> codes;
  for (const auto& [code, label] : matters.codes) codes.push_back(code);
  EXPECT_THAT(codes,
              ElementsAre("use_conditions", "legal_liability", "holder_information", "scope_of_liability"));
}

// ---- periods ----

/// The one clock that runs after the script, begun so that its last event happens at `utc`.
base::Time overdue(const std::string& script, std::string_view utc, std::string_view clock) {
  std::vector<std::string> words;
  std::istringstream stream(script);
  for (std::string word; stream >> word;) words.push_back(word);
  const auto minutes = std::chrono::minutes(static_cast<int>(words.size()));
  Play play(certificate(), at(utc) - minutes);
  for (const std::string& word : words) EXPECT_EQ(play.step(word), "") << word;
  const auto found = running(certificate(), play.current(), play.settings(), testing::calendar());
  if (!found) throw std::runtime_error(base::describe(found.error()));
  for (const Running& one : *found) {
    if (one.clock->id == clock) return one.at;
  }
  throw std::runtime_error("does not run: " + std::string(clock));
}

const std::string kToReceived = "submit receive ";
const std::string kToAccepted = kToReceived + "check_identity review_material notify accept ";

TEST(Certificate, ReplyWithinTwoWorkingDays) {
  EXPECT_EQ(overdue("submit", "2026-09-28T02:00:00Z", "reply"), at("2026-09-30T16:00:00Z"));
  EXPECT_EQ(overdue("submit", "2026-09-30T02:00:00Z", "reply"), at("2026-10-09T16:00:00Z"));
  EXPECT_EQ(overdue("submit", "2026-02-13T02:00:00Z", "reply"),
            at("2026-02-24T16:00:00Z"));  // Saturday works
}

TEST(Certificate, WhatTheApplicantMustDoRolls) {
  EXPECT_EQ(overdue(kToReceived + "request_supplement", "2026-09-01T02:00:00Z", "supplement"),
            at("2026-10-08T16:00:00Z"));
  EXPECT_EQ(overdue(kToAccepted, "2026-09-10T02:00:00Z", "agreement"), at("2026-09-28T16:00:00Z"));
  EXPECT_EQ(overdue(kToAccepted + "sign_agreement issue", "2026-04-16T02:00:00Z", "acceptance"),
            at("2026-05-06T16:00:00Z"));
}

TEST(Certificate, HandlingIsCountedInHours) {
  EXPECT_EQ(overdue(kToAccepted, "2026-09-30T15:30:00Z", "handling"), at("2026-10-02T15:30:00Z"));
  EXPECT_EQ(overdue(kToAccepted + "sign_agreement", "2026-09-30T15:30:00Z", "handling"),
            at("2026-10-02T15:29:00Z"));
  const std::string again = "request_supplement supplement check_identity review_material accept";
  EXPECT_EQ(overdue(kToAccepted + again, "2026-09-30T15:30:00Z", "handling"), at("2026-10-02T15:30:00Z"));
}

TEST(Certificate, AskingAgainDoesNotPutRevocationOff) {
  const std::string active = kToAccepted + "sign_agreement issue accept_certificate ";
  EXPECT_EQ(overdue(active + "request_revocation", "2026-10-01T00:00:00Z", "revocation"),
            at("2026-10-02T00:00:00Z"));
  EXPECT_EQ(overdue(active + "request_revocation request_revocation", "2026-10-01T00:00:00Z", "revocation"),
            at("2026-10-01T23:59:00Z"));
}

TEST(Certificate, ASecondOfficerConfirmsOnTheNextWorkingDay) {
  const std::string on_duty = kToAccepted +
                              "sign_agreement issue accept_certificate question_caller verify_caller "
                              "revoke_on_duty";
  EXPECT_EQ(overdue(on_duty, "2026-11-22T14:00:00Z", "duty_review"), at("2026-11-23T16:00:00Z"));  // Sunday
  EXPECT_EQ(overdue(on_duty, "2026-11-20T14:00:00Z", "duty_review"), at("2026-11-23T16:00:00Z"));  // Friday
  EXPECT_EQ(overdue(on_duty, "2026-09-30T14:00:00Z", "duty_review"),
            at("2026-10-08T16:00:00Z"));  // the National Day lies between
}

TEST(Certificate, ClocksFireWhatTheySay) {
  std::map<std::string, std::string> fires;
  for (const Clock& clock : certificate().clocks) fires[clock.id] = clock.on_expiry;
  const std::map<std::string, std::string> expected{{"reply", ""},
                                                    {"supplement", "close_overdue"},
                                                    {"agreement", "close_overdue"},
                                                    {"acceptance", "revoke_unaccepted"},
                                                    {"handling", ""},
                                                    {"revocation", ""},
                                                    {"loss_report", ""},
                                                    {"duty_review", ""}};
  EXPECT_EQ(fires, expected);
}

// ---- mutations ----

/// Whether anything notices: the check, or a scene that ends otherwise.
bool goes_red(const Procedure& mutant, const std::string& about) {
  static std::vector<Scene> scenes = certificate_scenes();
  if (!check(mutant, kCertificateWords).empty()) return true;
  return testing::any_misses(scenes, about, [&](const Scene& scene) {
    return testing::play(mutant, scene.script) != scene.outcome;
  });
}

template <class List>
void delete_each(List Procedure::*list,
                 const std::function<std::string(const typename List::value_type&)>& name) {
  for (std::size_t i = 0; i < (certificate().*list).size(); ++i) {
    Procedure mutant = certificate();
    (mutant.*list).erase((mutant.*list).begin() + static_cast<std::ptrdiff_t>(i));
    const std::string about = name((certificate().*list)[i]);
    EXPECT_TRUE(goes_red(mutant, about)) << "nothing misses " << about;
  }
}

TEST(CertificateMutation, EveryTransition) {
  delete_each(&Procedure::transitions, [](const Transition& transition) { return transition.event; });
}

TEST(CertificateMutation, EveryGate) {
  delete_each(&Procedure::gates, [](const Gate& gate) { return gate.id; });
}

TEST(CertificateMutation, EverySeparation) {
  delete_each(&Procedure::separations, [](const Separation& pair) { return pair.other; });
}

TEST(CertificateMutation, EveryClock) {
  delete_each(&Procedure::clocks, [](const Clock& clock) { return clock.id; });
}

const std::string& name(const Transition& one) {
  return one.event;
}
const std::string& name(const Clock& one) {
  return one.id;
}

/// A mutant for each word of each list of each entry.
template <class Entries, class Entry, class Words>
void delete_each_word(Entries Procedure::*entries, Words Entry::*words, std::string_view what) {
  for (std::size_t i = 0; i < (certificate().*entries).size(); ++i) {
    for (std::size_t j = 0; j < ((certificate().*entries)[i].*words).size(); ++j) {
      Procedure mutant = certificate();
      Words& list = (mutant.*entries)[i].*words;
      list.erase(list.begin() + static_cast<std::ptrdiff_t>(j));
      const std::string about = name((certificate().*entries)[i]);
      EXPECT_TRUE(goes_red(mutant, about)) << "nothing misses " << what << " " << j << " of " << about;
    }
  }
}

TEST(CertificateMutation, EveryWordOfATransition) {
  delete_each_word(&Procedure::transitions, &Transition::from, "from");
  delete_each_word(&Procedure::transitions, &Transition::roles, "role");
  delete_each_word(&Procedure::transitions, &Transition::needs, "gate");
  delete_each_word(&Procedure::transitions, &Transition::resets, "reset");
  delete_each_word(&Procedure::transitions, &Transition::inputs, "input");
}

TEST(CertificateMutation, EveryWordOfAClock) {
  delete_each_word(&Procedure::clocks, &Clock::met_by, "met_by");
  delete_each_word(&Procedure::clocks, &Clock::cancelled_by, "cancelled_by");
}

TEST(CertificateMutation, EveryGuard) {
  for (std::size_t i = 0; i < certificate().transitions.size(); ++i) {
    if (!certificate().transitions[i].guard) continue;
    Procedure mutant = certificate();
    mutant.transitions[i].guard = nullptr;
    EXPECT_TRUE(goes_red(mutant, mutant.transitions[i].event))
        << "nothing misses the guard of " << mutant.transitions[i].event;
  }
}

}  // namespace certificate_test
}  // namespace yinxin::procedure
