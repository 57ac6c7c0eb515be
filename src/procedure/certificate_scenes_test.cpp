#include "procedure/test_certificate.hpp"

namespace yinxin::procedure::testing {

namespace {

const std::string kReceived = "submit receive ";
const std::string kChecked = kReceived + "check_identity review_material notify ";
const std::string kAccepted = kChecked + "accept ";
const std::string kToIssue = kAccepted + "sign_agreement ";
const std::string kIssued = kToIssue + "issue ";
const std::string kActive = kIssued + "accept_certificate ";
const std::string kSuspended = kActive + "suspend ";
const std::string kRevoked = kActive + "revoke ";
const std::string kCalled = kActive + "question_caller ";
const std::string kCallerKnown = kCalled + "verify_caller ";
const std::string kOnDuty = kCallerKnown + "revoke_on_duty ";
const std::string kArchived = kRevoked + "archive ";
const std::string kApprovals =
    "approve_destruction_archive approve_destruction_compliance approve_destruction_responsible ";
const std::string kApproved = kArchived + kApprovals;

void add_application(std::vector<Scene>& scenes) {
  const std::vector<Scene> more{
      {"submit", "submitted [reply]"},
      {"submit+applicant", "submitted [reply]"},
      {"submit+registration_officer", "submitted [reply]"},  // a row of a batch
      {"submit+issuing_officer", "procedure.role"},
      {kReceived, "received"},
      {kReceived + "check_identity", "received"},
      {kReceived + "review_material", "received"},
      {kReceived + "notify", "received"},
      {kReceived + "notify review_material check_identity accept", "accepted [agreement handling]"},
      {kReceived + "review_material check_identity notify accept", "accepted [agreement handling]"},
      {kAccepted, "accepted [agreement handling]"},
      {kToIssue, "to_issue [handling]"},
      {kIssued, "issued [acceptance]"},
      {kActive, "active"},
      // Each way out of order.
      {"submit check_identity", "procedure.state"},
      {"submit accept", "procedure.state"},
      {kChecked + "sign_agreement", "procedure.state"},
      {kChecked + "issue", "procedure.state"},
      {kAccepted + "issue", "procedure.state"},
      {kToIssue + "accept_certificate", "procedure.state"},
      {kIssued + "issue", "procedure.state"},
      {kAccepted + "check_identity", "procedure.state"},
      // Gates, each alone missing, and all.
      {kReceived + "accept", "registration.gate.identity_missing"},
      {kReceived + "review_material notify accept", "registration.gate.identity_missing"},
      {kReceived + "check_identity notify accept", "registration.gate.review_missing"},
      {kReceived + "check_identity review_material accept", "registration.gate.notification_missing"},
      {kToIssue + "-check_identity issue", "registration.gate.identity_missing"},
      {kToIssue + "-review_material issue", "registration.gate.review_missing"},
      {kToIssue + "-notify issue", "registration.gate.notification_missing"},
      {kToIssue + "-sign_agreement issue", "registration.gate.agreement_missing"},
      // Guards.
      {kReceived + "check_identity:mismatch", "registration.identity_mismatch"},
      {kReceived + "review_material:incomplete", "registration.material_incomplete"},
      {kAccepted + "sign_agreement:other", "registration.agreement_differs"},
      // What must be entered.
      {kReceived + "check_identity:none", "procedure.input"},
      {kReceived + "review_material:none", "procedure.input"},
      {kReceived + "notify:none", "procedure.input"},
      {kReceived + "notify:three", "procedure.input"},
      {kChecked + "accept:none", "procedure.input"},
      {kAccepted + "sign_agreement:none", "procedure.input"},
      {kReceived + "request_supplement:none", "procedure.input"},
      {kReceived + "refuse:none", "procedure.input"},
      {kActive + "suspend:none", "procedure.input"},
      {kActive + "revoke:none", "procedure.input"},
  };
  scenes.insert(scenes.end(), more.begin(), more.end());
}

void add_separations(std::vector<Scene>& scenes) {
  const std::vector<Scene> more{
      {"submit@officer/x receive review_material@officer/x", "registration.separation.entry_review"},
      {"submit receive@officer/x review_material@officer/x", "registration.separation.entry_review"},
      {kReceived + "check_identity@officer/x review_material@officer/x",
       "registration.separation.entry_review"},
      {kReceived + "review_material@officer/x check_identity@officer/x",
       "registration.separation.entry_review"},
      {kReceived + "review_material@officer/x check_identity notify accept sign_agreement issue@officer/x",
       "registration.separation.review_issue"},
      // The acceptor may also check identity (13.1), and the checker issue: neighbours mean nothing.
      {"submit receive@officer/x check_identity@officer/x review_material notify accept@officer/x",
       "accepted [agreement handling]"},
      {kReceived + "check_identity@officer/x review_material notify accept sign_agreement issue@officer/x",
       "issued [acceptance]"},
      {kArchived + "approve_destruction_archive@officer/x approve_destruction_compliance@officer/x",
       "registration.separation.destruction"},
      {kArchived + "approve_destruction_archive@officer/x approve_destruction_responsible@officer/x",
       "registration.separation.destruction"},
      {kArchived + "approve_destruction_responsible@officer/x approve_destruction_compliance@officer/x",
       "registration.separation.destruction"},
  };
  scenes.insert(scenes.end(), more.begin(), more.end());
}

void add_supplement(std::vector<Scene>& scenes) {
  const std::string again = "request_supplement supplement ";
  const std::vector<Scene> more{
      {kReceived + "request_supplement", "supplementing [supplement]"},
      {kReceived + "request_supplement+registration_officer", "supplementing [supplement]"},
      {kReceived + "request_supplement+review_officer", "supplementing [supplement]"},
      {kAccepted + "request_supplement", "supplementing [supplement]"},
      {kToIssue + "request_supplement", "supplementing [supplement]"},
      {"submit request_supplement", "procedure.state"},
      {kIssued + "request_supplement", "procedure.state"},
      {kAccepted + again, "received"},
      // Check and review are undone, the four matters stay told.
      {kAccepted + again + "accept", "registration.gate.identity_missing"},
      {kAccepted + again + "check_identity accept", "registration.gate.review_missing"},
      {kAccepted + again + "review_material accept", "registration.gate.identity_missing"},
      {kAccepted + again + "check_identity review_material accept", "accepted [agreement handling]"},
      {kToIssue + again + "check_identity review_material accept =to_issue issue",
       "registration.gate.agreement_missing"},
      {kToIssue + again + "check_identity review_material accept sign_agreement issue",
       "issued [acceptance]"},
      // What was undone separates nobody; the receiver stays the receiver.
      {kReceived + "check_identity@officer/x " + again + "review_material@officer/x", "received"},
      {"submit receive@officer/x " + again + "review_material@officer/x",
       "registration.separation.entry_review"},
  };
  scenes.insert(scenes.end(), more.begin(), more.end());
}

void add_ends(std::vector<Scene>& scenes) {
  const std::string open[] = {"submit ", kReceived, kReceived + "request_supplement ", kAccepted, kToIssue};
  for (const std::string& before : open) {
    scenes.push_back({before + "refuse+registration_officer", "refused"});
    scenes.push_back({before + "refuse+review_officer", "refused"});
    scenes.push_back({before + "withdraw", "withdrawn"});
  }
  const std::vector<Scene> more{
      {kReceived + "request_supplement close_overdue", "closed"},
      {kAccepted + "close_overdue", "closed"},
      {"submit close_overdue", "procedure.state"},
      {kReceived + "close_overdue", "procedure.state"},
      {kToIssue + "close_overdue", "procedure.state"},
      {kIssued + "refuse", "procedure.state"},
      {kIssued + "withdraw", "procedure.state"},
      {"submit refuse receive", "procedure.state"},
      {"submit withdraw receive", "procedure.state"},
      {kAccepted + "close_overdue sign_agreement", "procedure.state"},
  };
  scenes.insert(scenes.end(), more.begin(), more.end());
}

void add_certificate(std::vector<Scene>& scenes) {
  const std::vector<Scene> more{
      {kIssued + "revoke_unaccepted", "revoked"},
      {kActive + "revoke_unaccepted", "procedure.state"},
      {kSuspended, "suspended"},
      {kActive + "suspend+issuing_officer", "suspended"},
      {kActive + "suspend+applicant", "suspended"},
      {kIssued + "suspend", "procedure.state"},
      {kActive + "%cps.suspension_allowed suspend", "registration.suspension_off"},
      {kSuspended + "resume", "active"},
      {kSuspended + "%cps.suspension_allowed resume", "active"},
      {kSuspended + "resume+applicant", "procedure.role"},
      {kIssued + "revoke", "revoked"},
      {kRevoked, "revoked"},
      {kIssued + "request_revocation+applicant", "issued [acceptance revocation]"},
      {kIssued + "request_revocation revoke_unaccepted", "revoked"},
      {kActive + "request_revocation+applicant", "active [revocation]"},
      {kActive + "request_revocation+registration_officer", "active [revocation]"},
      {kIssued + "request_revocation+registration_officer", "issued [acceptance revocation]"},
      {kSuspended + "request_revocation+applicant", "suspended [revocation]"},
      {kSuspended + "request_revocation+registration_officer", "suspended [revocation]"},
      {kActive + "request_revocation revoke", "revoked"},
      {kActive + "request_revocation replaced", "revoked"},
      {kActive + "request_revocation expire", "expired"},
      {kActive + "request_revocation:none", "procedure.input"},
      {kToIssue + "request_revocation", "procedure.state"},
      {kRevoked + "request_revocation", "procedure.state"},
      {kSuspended + "revoke", "revoked"},
      {kActive + "revoke+applicant", "procedure.role"},
      {kActive + "replaced", "revoked"},
      {kSuspended + "replaced", "revoked"},
      {kIssued + "replaced", "procedure.state"},
      {kIssued + "revoke_for_change", "revoked"},
      {kActive + "revoke_for_change", "revoked"},
      {kSuspended + "revoke_for_change", "revoked"},
      {kActive + "request_revocation revoke_for_change", "revoked"},
      {kActive + "revoke_for_change:none", "procedure.input"},
      {kRevoked + "revoke_for_change", "procedure.state"},
      {kIssued + "expire", "expired"},
      {kActive + "expire", "expired"},
      {kSuspended + "expire", "expired"},
      // 已撤销 never returns.
      {kRevoked + "resume", "procedure.state"},
      {kRevoked + "accept_certificate", "procedure.state"},
      {kRevoked + "suspend", "procedure.state"},
      {kRevoked + "revoke", "procedure.state"},
      {kRevoked + "expire", "procedure.state"},
      {kActive + "archive", "procedure.state"},
      {kArchived, "archived"},
      {kActive + "expire archive", "archived"},
      {kApproved + "destroy archive", "procedure.state"},
  };
  scenes.insert(scenes.end(), more.begin(), more.end());
}

/// 电话挂失, from each state that has a certificate in use.
void add_calls(std::vector<Scene>& scenes) {
  struct From {
    std::string before, state, waiting;
  };
  const From states[] = {
      {kIssued, "issued", "acceptance"}, {kActive, "active", ""}, {kSuspended, "suspended", ""}};
  for (const auto& [before, state, waiting] : states) {
    const std::string as_before = state + (waiting.empty() ? "" : " [" + waiting + "]");
    const std::string asked = state + " [" + (waiting.empty() ? "" : waiting + " ") + "loss_report]";
    const std::string called = before + "question_caller ";
    const std::string known = called + "verify_caller ";
    const std::vector<Scene> more{
        {called, as_before},
        {before + "%cps.loss_report question_caller", "registration.loss_report_off"},
        {known, asked},
        {called + "turn_caller_away", as_before},
        {before + "verify_caller", "registration.gate.questions_missing"},
        {before + "turn_caller_away", "registration.gate.questions_missing"},
        // Each call has one outcome.
        {known + "verify_caller", "registration.gate.questions_missing"},
        {called + "turn_caller_away verify_caller", "registration.gate.questions_missing"},
        // Another call neither stops the clock nor sets it back.
        {known + "question_caller turn_caller_away", asked},
        {known + "revoke", "revoked"},
        {known + "revoke_on_duty", "revoked_on_duty [duty_review]"},
        {known + "revoke_for_change", "revoked"},
        {known + "expire", "expired"},
        {before + "request_revocation " + "question_caller verify_caller revoke_on_duty",
         "revoked_on_duty [duty_review]"},
        {before + "revoke_on_duty", "registration.gate.caller_missing"},
        {called + "turn_caller_away revoke_on_duty", "registration.gate.caller_missing"},
    };
    scenes.insert(scenes.end(), more.begin(), more.end());
  }
  const std::vector<Scene> more{
      {kToIssue + "question_caller", "procedure.state"},
      {kRevoked + "question_caller", "procedure.state"},
      {kCalled + "verify_caller+issuing_officer", "procedure.role"},
      {kCallerKnown + "replaced", "revoked"},
      {kIssued + "question_caller verify_caller revoke_unaccepted", "revoked"},
      {kCallerKnown + "%cps.duty_revocation revoke_on_duty", "registration.duty_revocation"},
      {kCallerKnown + "%office.closed revoke_on_duty", "registration.duty_revocation"},
      {kCallerKnown + "revoke_on_duty:untold", "registration.duty_revocation"},
      {kCallerKnown + "revoke_on_duty:none", "procedure.input"},
      {kCallerKnown + "revoke_on_duty+issuing_officer", "procedure.role"},
      {kOnDuty + "confirm_revocation+issuing_officer", "revoked"},
      {kOnDuty + "confirm_revocation+review_officer", "revoked"},
      {kOnDuty + "find_revocation_mistaken+issuing_officer", "revoked"},
      {kOnDuty + "find_revocation_mistaken+review_officer", "revoked"},
      {kOnDuty + "find_revocation_mistaken:none", "procedure.input"},
      {kCallerKnown + "revoke_on_duty@officer/x confirm_revocation@officer/x",
       "registration.separation.duty_review"},
      {kCallerKnown + "revoke_on_duty@officer/x find_revocation_mistaken@officer/x",
       "registration.separation.duty_review"},
      // Mistaken or not, it never returns; its records go when it was looked into.
      {kOnDuty + "resume", "procedure.state"},
      {kOnDuty + "find_revocation_mistaken resume", "procedure.state"},
      {kOnDuty + "revoke", "procedure.state"},
      {kOnDuty + "archive", "procedure.state"},
      {kOnDuty + "confirm_revocation archive", "archived"},
      {kRevoked + "confirm_revocation", "procedure.state"},
  };
  scenes.insert(scenes.end(), more.begin(), more.end());
}

/// How records go: what became a certificate from the archive, what came to nothing from where it ended.
void add_destruction(std::vector<Scene>& scenes) {
  const std::pair<std::string, std::string> kept[] = {{kArchived, "archived"},
                                                      {"submit refuse ", "refused"},
                                                      {"submit withdraw ", "withdrawn"},
                                                      {kAccepted + "close_overdue ", "closed"}};
  for (const auto& [before, state] : kept) {
    const std::string approved = before + kApprovals;
    scenes.push_back({approved, state});
    scenes.push_back({approved + "destroy", "destroyed"});
    scenes.push_back({approved + "%records.retention_ended destroy", "registration.retention"});
    scenes.push_back({approved + "%records.on_hold destroy", "registration.retention"});
    scenes.push_back({before + "destroy", "registration.gate.destruction_archive_missing"});
    scenes.push_back({approved + "destroy place_hold", "procedure.state"});
    for (const std::string who : {"archive", "compliance", "responsible"}) {
      const std::string missing = "registration.gate.destruction_" + who + "_missing";
      const std::string event = "approve_destruction_" + who + " ";
      scenes.push_back({approved + "-" + event + "destroy", missing});
      // A hold undoes what was approved before it; what others approve again does not stand for this one.
      std::string others = kApprovals;
      others.erase(others.find(event), event.size());
      scenes.push_back({approved + "place_hold " + others + "destroy", missing});
      scenes.push_back({approved + "place_hold " + others + event + "destroy", "destroyed"});
    }
  }
}

void add_holds(std::vector<Scene>& scenes) {
  const std::pair<std::string, std::string> everywhere[] = {
      {"submit ", "submitted [reply]"},
      {kReceived, "received"},
      {kReceived + "request_supplement ", "supplementing [supplement]"},
      {kAccepted, "accepted [agreement handling]"},
      {kToIssue, "to_issue [handling]"},
      {kIssued, "issued [acceptance]"},
      {kActive, "active"},
      {kSuspended, "suspended"},
      {kOnDuty, "revoked_on_duty [duty_review]"},
      {kRevoked, "revoked"},
      {kActive + "expire ", "expired"},
      {kArchived, "archived"},
      {"submit refuse ", "refused"},
      {"submit withdraw ", "withdrawn"},
      {kAccepted + "close_overdue ", "closed"}};
  for (const auto& [before, outcome] : everywhere) {
    const std::string held = before + "place_hold %records.on_hold ";
    scenes.push_back({held, outcome});
    scenes.push_back({held + "place_hold", outcome});
    scenes.push_back({held + "release_hold", outcome});
    scenes.push_back({before + "release_hold", "registration.not_on_hold"});
    scenes.push_back({before + "place_hold:none", "procedure.input"});
    scenes.push_back({held + "release_hold:none", "procedure.input"});
  }
  const std::pair<std::string, std::string> claimed[] = {{kIssued, "issued [acceptance]"},
                                                         {kActive, "active"},
                                                         {kSuspended, "suspended"},
                                                         {kOnDuty, "revoked_on_duty [duty_review]"},
                                                         {kRevoked, "revoked"},
                                                         {kActive + "expire ", "expired"},
                                                         {kArchived, "archived"}};
  for (const auto& [before, outcome] : claimed) {
    scenes.push_back({before + "hold_for_claim", outcome});
    scenes.push_back({before + "hold_for_claim release_for_claim", outcome});
    scenes.push_back({before + "hold_for_claim:none", "procedure.input"});
    scenes.push_back({before + "release_for_claim:none", "procedure.input"});
  }
  scenes.push_back({kToIssue + "hold_for_claim", "procedure.state"});
  for (const std::string who : {"archive", "compliance", "responsible"}) {
    const std::string event = "approve_destruction_" + who + " ";
    std::string others = kApprovals;
    others.erase(others.find(event), event.size());
    scenes.push_back({kApproved + "hold_for_claim " + others + "destroy",
                      "registration.gate.destruction_" + who + "_missing"});
    scenes.push_back({kApproved + "hold_for_claim " + kApprovals + "destroy", "destroyed"});
  }
  scenes.push_back({kActive + "place_hold@officer/x %records.on_hold release_hold@officer/x",
                    "registration.separation.hold"});
  scenes.push_back({kActive + "place_hold+responsible_person", "procedure.role"});
  scenes.push_back(
      {kActive + "place_hold %records.on_hold release_hold+compliance_officer", "procedure.role"});
}

}  // namespace

std::vector<Scene> certificate_scenes() {
  std::vector<Scene> scenes;
  add_application(scenes);
  add_separations(scenes);
  add_supplement(scenes);
  add_ends(scenes);
  add_certificate(scenes);
  add_calls(scenes);
  add_destruction(scenes);
  add_holds(scenes);
  return scenes;
}

}  // namespace yinxin::procedure::testing
