// What the parts of the service share. Private to this folder.
#pragma once

#include "base/in_flight.hpp"
#include "cases/types.hpp"
#include "registration/gate_check.hpp"
#include "registration/material_table.hpp"
#include "registration/retention.hpp"
#include "registration/service.hpp"
#include "registration/step_table.hpp"
#include "registration/submission.hpp"

namespace yinxin::registration {

/// One event on its way from the look at the case to the commit.
struct Attempt {
  Deed deed;
  officers::Actor actor;
  procedure::Origin origin = procedure::Origin::Person;
  std::string successor;            // of "replaced": the application whose certificate takes the place
  std::optional<BatchPlace> place;  // of a submission that came in by a batch
  bool by_office = false;           // what it enters was drawn or compared by us (loss_report.cpp)
  store::Remember<Application> remember;
  base::Completion<Application> done;
  base::InFlight::Token token;

  // prepare() fills these in
  Dossier before;
  policy::CpsProfile rules;  // of the application's version
  std::string actor_name;    // as it stands in steps and acts
  std::vector<std::string> roles;

  // decide() fills these in
  base::Time at;
  procedure::Step step;
  base::Bytes inputs;                       // octets of what was entered
  std::vector<procedure::Running> running;  // clocks after it

  const procedure::Transition& transition() const { return *step.transition; }
  /// Calls `done`, then lets the token go, whoever still holds this attempt.
  void finish(base::Result<Application> outcome);
};
using AttemptPtr = std::shared_ptr<Attempt>;

struct Destruction;  // destruction.hpp

/// One round of upkeep. Goes on after a failure, so that one damaged case holds up nobody else; says so at
/// the end.
class Round {
 public:
  /// False: a part we need is away, and there is no use in going on.
  bool note(const base::Result<void>& outcome);
  /// How many succeeded, or the first failure.
  base::Result<std::size_t> outcome() const;

 private:
  std::size_t count_ = 0;
  std::optional<base::Error> first_;
};

struct Service::State : std::enable_shared_from_this<Service::State> {
  State(House house_in, Options options_in) : house(house_in), options(std::move(options_in)) {}

  const House house;
  const Options options;
  base::InFlight under_way;

  // cases.cpp: an application as a case of its procedure
  base::Result<void> check_procedures() const;
  const procedure::Procedure* procedure_on(base::Date day) const;
  const procedure::Procedure& procedure_of(const std::string& version) const;
  const procedure::Procedure& procedure_of(const Application& application) const {
    return procedure_of(application.procedure_version);
  }
  base::Result<Dossier> load(const std::string& number) const;
  /// Without the materials, which an event minds only where it is about them.
  base::Result<Dossier> load_case(const std::string& number) const;
  base::Result<procedure::Values> settings(const Dossier& dossier, const policy::CpsProfile& rules) const;
  std::optional<DueEvent> next_due(const Dossier& dossier,
                                   const std::vector<procedure::Running>& running) const;
  /// When the soonest of these clocks runs out that an officer may stop in the state it is in.
  std::optional<base::Time> next_owed(const Application& application,
                                      const std::vector<procedure::Running>& running) const;

  // submission.cpp
  base::Result<Dossier> check_submission(Form form, const Attempt& attempt, base::Time at) const;
  base::Result<std::string> new_number(base::Time at) const;
  base::Result<FormRules> form_rules(const Form& form, base::Time at, policy::Licence& licence) const;
  void submit(Form form, AttemptPtr attempt);

  // materials.cpp
  base::Result<void> check_material_giver(Attempt& attempt) const;
  void add_material(Material material, AttemptPtr attempt);

  // replacing.cpp: renewal, rekey, change
  base::Result<void> check_replaces(const Form& form, const policy::CpsProfile& rules, base::Time at) const;
  base::Result<void> check_old_key(const Form& form, const policy::CpsProfile& rules,
                                   const authority::CertificateRecord& old) const;
  /// Ends the certificate of `replaced`. Done, too, when there is nothing left to end.
  void end_replaced(const std::string& successor, const std::string& replaced, base::Completion<void> done);
  void forget_ends(const std::string& successor, base::Completion<void> done);

  // agreement.cpp
  PaperValues paper_values(const Dossier& dossier, const policy::Licence& licence,
                           const policy::RulesInForce& rules) const;
  const PaperTemplate& paper_of(const Application& application, std::string_view id) const;
  /// Errors: NotFound `registration.destroyed`.
  base::Result<void> check_readable(const Dossier& dossier) const;
  std::string notification(const Dossier& dossier) const;
  std::string agreement(const Dossier& dossier) const;

  // performing.cpp, in the order an attempt passes them
  void perform(AttemptPtr attempt);
  base::Result<void> prepare(Attempt& attempt) const;
  base::Result<void> decide(Attempt& attempt) const;
  void conclude(AttemptPtr attempt);
  Dossier after(const Attempt& attempt) const;
  /// The row, the step, and what the caller wants remembered; sets when the next clock runs out.
  void write(store::WriteSet& set, const Attempt& attempt, Dossier& after) const;
  void add_act(store::WriteSet& set, const Attempt& attempt) const;
  void submit_set(AttemptPtr attempt, store::WriteSet set, Dossier after);

  // office_checks.cpp: what the office adds to the procedure
  base::Result<void> check_office(const Attempt& attempt) const;
  bool asks_source(const Attempt& attempt) const;
  void ask_source(AttemptPtr attempt);

  // loss_report.cpp: callers who lost their key; event and inputs of the attempt are found there
  bool office_closed_for(const policy::CpsProfile& rules) const;
  base::Result<policy::LossReportRules> loss_rules(const Application& application) const;
  base::Result<policy::LossReportRules> prepare_call(Attempt& attempt) const;
  base::Result<void> draw_questions(Attempt& attempt, std::string note) const;
  base::Result<void> compare_answers(Attempt& attempt, const std::vector<CallerAnswer>& answers) const;
  base::Result<void> check_duty(const Attempt& attempt) const;
  void caller_check(AttemptPtr attempt);

  // effects.cpp: the closed list of what may follow from an event
  using Run = void (State::*)(AttemptPtr);
  struct Effects;
  /// Null: an effect that this program does not know.
  static Run effect(std::string_view word);
  void record_only(AttemptPtr attempt);
  void suspend(AttemptPtr attempt);
  void resume(AttemptPtr attempt);
  void revoke(AttemptPtr attempt);
  void revoke_replaced(AttemptPtr attempt);
  void destroy(AttemptPtr attempt);  // destruction.cpp
  using Change = void (authority::Service::*)(authority::RevocationOrder,
                                              base::Completion<authority::CertificateRecord>);
  void change_status(AttemptPtr attempt, Change change, authority::RevocationOrder order);

  // told.cpp: what other cases of the office do to certificates and their records
  /// An event of origin child_case, its rows and acts; `who` tells it. Errors: as perform.
  base::Result<void> tell(store::WriteSet& set, const std::string& who, const std::string& number,
                          const std::string& event, procedure::Values inputs) const;
  base::Result<void> hold_for_claim(store::WriteSet& set, const cases::Case& claim) const;
  base::Result<void> release_for_claim(store::WriteSet& set, const cases::Case& claim) const;
  base::Result<void> revoke_for_change(store::WriteSet& set, const cases::Case& change) const;

  // retention.cpp
  base::Result<Retention> retention(const Application& application) const;
  base::Result<Retention> retention_of_chain(const Application& application) const;
  base::Result<void> check_release(const Attempt& attempt) const;

  // destruction.cpp
  base::Result<Destruction> weigh_records(const Attempt& attempt) const;
  base::Result<void> add_destruction(store::WriteSet& set, const Attempt& attempt,
                                     const Destruction& destruction) const;

  // timers.cpp; each waits for its commit, so that upkeep goes one by one
  base::Result<void> fire(const DueRow& due);
  base::Result<void> fire_clocks(Round& round);
  base::Result<void> end_all_replaced(Round& round);
  base::Result<void> abandon_intents(Round& round);

  // issuing.cpp
  void issue(AttemptPtr attempt);
  base::Result<authority::IssuancePermit> permit(const Attempt& attempt,
                                                 const base::Result<policy::RulesInForce>& rules) const;
  void add_replacing_act(store::WriteSet& set, const Attempt& attempt) const;
  void finish_issue(AttemptPtr attempt, std::shared_ptr<Dossier> after_it);
};

/// An application as the engine sees it.
procedure::Case case_of(const Application& application);
/// Officers act by their roles, whoever has the key to be certified as the applicant. Fills in name and
/// roles. Errors: Forbidden `registration.not_yours`.
base::Result<void> identify(Attempt& attempt);
/// The order that the inputs `reason`, `cause` and `invalidity_date` of a revocation come to. Errors:
/// Malformed `procedure.input`.
base::Result<authority::RevocationOrder> revocation_of(const procedure::Values& inputs);
/// Actor, event and what was entered (long texts as SM3), for the act record.
proof::Record facts_of(const Attempt& attempt);
}  // namespace yinxin::registration
