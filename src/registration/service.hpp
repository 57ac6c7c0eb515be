// Applications from submission to archive, by the procedure in rules/procedures/certificate.toml. Owner of
// the tables application, application_step and material (schema/0006_registration.sql).
#pragma once

#include <memory>

#include "authority/service.hpp"
#include "cases/types.hpp"
#include "policy/service.hpp"
#include "privacy/vault.hpp"
#include "registration/batches.hpp"
#include "registration/identity_source.hpp"
#include "registration/loss_report.hpp"
#include "registration/papers.hpp"
#include "registration/retention.hpp"
#include "registration/rosters.hpp"

namespace yinxin::registration {

/// One event of the procedure, tried by somebody.
struct Deed {
  std::string number;
  std::string event;
  procedure::Values inputs;
  std::optional<std::int64_t> version;  // the caller saw this one; another one now is Conflict
};

/// Every write is durable with its act record when `done` is called; what `remember` adds stands in the same
/// commit. Reads block on the database.
class Service {
 public:
  struct House {
    store::Database& database;
    store::Lane& lane;
    const ledger::Recorder& recorder;
    const base::Clock& clock;
    base::CalendarInForce calendar;
    base::IdSource& ids;
    const privacy::Vault& vault;
    policy::Service& policy;
    authority::Service& authority;
    IdentitySource* identity_source = nullptr;  // null: none is connected
  };
  struct Options {
    x509::Profiles profiles;
    std::vector<procedure::Procedure>
        procedures;  // versions of "certificate", oldest first; an application stays with its own
    Papers papers;
    std::string public_site;  // "http://host:port": where the texts say that the rules are published
  };
  /// The words that a procedure may name as effects.
  static std::vector<std::string> effects();
  /// Errors: Internal `registration.procedure` (an effect or act this program does not know, no version).
  static base::Result<std::unique_ptr<Service>> open(House house, Options options);
  ~Service();

  /// `actor` signed with the key in the request. Errors: Refused `registration.key` (another key signed),
  /// those of CertificateRequest, x509::lint of a trial draft (names, characters, numbers: everything that
  /// could fail at issue is told now), Refused `registration.class_not_offered`, `registration.validity`; of
  /// policy's gates; for a renewal, rekey or change: NotFound `authority.certificate`, Refused
  /// `registration.replaces` (not active, another holder, too early).
  void submit(Form form, officers::Actor actor, store::Remember<Application> remember,
              base::Completion<Application> done);

  /// The same for others: a row of a file that `actor`, a registration officer, signed for (batches.hpp). The
  /// application belongs to the key in the request all the same: every gate stays, and what the applicant has
  /// to do is done with that key. Commits behind interactive work. Errors: as submit, but for the key.
  void enter(Form form, BatchPlace place, officers::Actor actor, store::Remember<Application> remember,
             base::Completion<Application> done);

  /// By the applicant (who signs with the application's key) or a registration officer, before acceptance.
  /// Errors: NotFound `registration.application`, Forbidden `registration.not_yours`, Conflict
  /// `registration.materials_closed`, TooLarge `registration.material.size`, TooMany
  /// `registration.material.count`, Malformed `registration.material`.
  void add_material(std::string number, Material material, officers::Actor actor,
                    store::Remember<Application> remember, base::Completion<Application> done);

  /// Tries an event. The rules decide (procedure::advance); then what the office adds: the four matters in
  /// their published version, the agreement's digest and signature, identity methods and materials of the
  /// CPS, the identity source; then the effect. Errors: NotFound `registration.application`; Forbidden
  /// `registration.not_yours`; Conflict `registration.changed` (another officer was faster); those of
  /// procedure::advance, GateCheck, authority; Refused `registration.agreement` (digest or signature),
  /// `registration.notification` (not the four matters, another text), `registration.identity_method`,
  /// `registration.materials_missing`, `registration.identity_mismatch`; of revoke_on_duty Refused
  /// `registration.caller.stale` (somebody else spoke with the caller, or longer than kActWithin ago);
  /// Forbidden `registration.caller.entered` (an outcome of a call that the office finds itself). The outcome
  /// is without materials.
  void perform(Deed deed, officers::Actor actor, store::Remember<Application> remember,
               base::Completion<Application> done);

  /// `revoke` and `resume`, by an issuing officer, of a certificate that a restore found in the signer's log
  /// and put on hold (docs/decisions/0007), or that was taken over from another provider
  /// (docs/decisions/0025), whose holder may revoke it as well, with its key: no application of ours has it,
  /// so no procedure does. `inputs` as the procedure's event of that name has them. Errors: NotFound
  /// `authority.certificate` (also one that is not such a certificate) and `procedure.event`, Forbidden
  /// `officers.role_needed`, Malformed `procedure.input`; those of authority::Service.
  void perform_on_recovered(const x509::Serial& serial, const std::string& event,
                            const procedure::Values& inputs, officers::Actor actor,
                            store::Remember<authority::CertificateRecord> remember,
                            base::Completion<authority::CertificateRecord> done);

  /// A caller says that the key is lost: draws the CPS's questions by lot (the event question_caller), by a
  /// support officer. `note` says who called; at most 500 characters. Errors: NotFound
  /// `registration.application`, `registration.destroyed`; Refused `registration.loss_report_off` (the CPS
  /// has no such calls), `registration.caller.too_little_known` (fewer answers are kept than questions are
  /// asked); TooMany `registration.caller.attempts`; those of procedure::advance; Conflict
  /// `registration.changed`.
  void question_caller(std::string number, std::string note, officers::Actor actor,
                       store::Remember<Application> remember, base::Completion<Application> done);
  /// Compares what the caller says with what is kept, and records how many were right and never what was
  /// said: verify_caller, which asks for the revocation, or turn_caller_away. By who asked. Errors: as
  /// above; NotYet `registration.gate.questions_missing`, Forbidden `registration.caller.other_officer`,
  /// Refused `registration.caller.lapsed` (after kAnswerWithin), Malformed `registration.caller.answers`
  /// (not each question once).
  void judge_caller(std::string number, const std::vector<CallerAnswer>& answers, officers::Actor actor,
                    store::Remember<Application> remember, base::Completion<Application> done);
  /// What the CPS of this application says of such calls. Errors: as find; Refused
  /// `registration.loss_report_off`; those of policy.
  base::Result<policy::LossReportRules> loss_rules(const std::string& number) const;
  /// How the calls about a certificate stand now. `application` has its steps.
  LossCall loss_call(const policy::LossReportRules& rules, const Application& application) const;

  /// Errors: NotFound `registration.application`.
  base::Result<Application> find(const std::string& number) const;
  /// The application whose certificate this is. Errors: as find.
  base::Result<std::string> number_of(const x509::Serial& serial) const;
  /// What `event` would be where the application stands now; null: nothing of that name leads on from there.
  /// Opens no personal data. Errors: as find.
  base::Result<const procedure::Transition*> transition(const std::string& number,
                                                        const std::string& event) const;
  struct Filter {
    std::string state;                       // empty: any
    std::optional<IdentityNumber> identity;  // by keyed index
    base::Bytes key = {};  // not empty: the one that this key serves, and did not come to nothing
    // Only what an officer owes a step, soonest first: beyond this owed_at and `after` (of the first page:
    // the epoch and nothing). Goes with `state` alone.
    std::optional<base::Time> owed_after = {};
  };
  /// Newest first; `after` is the last number of the page before. Without steps and materials.
  base::Result<std::vector<Application>> list(const Filter& filter, const std::string& after,
                                              std::int64_t limit) const;
  /// One material's content, as evidence or for a look. Errors: as find.
  base::Result<Material> material(const std::string& number, const crypto::Sm3Digest& digest) const;

  /// What the applicant is told and what both sides sign, in the version of this application. Errors: as
  /// find.
  base::Result<std::string> notification_text(const std::string& number) const;
  base::Result<std::string> agreement_text(const std::string& number) const;
  /// Which version of the notification this application's applicant confirms: the input `text_version` of
  /// `notify`.
  const std::string& notification_version(const Application& application) const;

  /// What an officer may do next, by state and role.
  std::vector<const procedure::Transition*> possible(const Application& application,
                                                     const officers::Actor& actor) const;
  const procedure::Procedure& procedure_of(const Application& application) const;
  /// Which gates of that version of the procedure this history has opened, in the procedure's order.
  std::vector<RosterGate> gates(const std::string& procedure_version,
                                std::vector<procedure::Happened> history) const;
  /// The version that an application submitted now follows.
  const procedure::Procedure& procedure_now() const;
  /// What may be applied for at present: the classes of the CPS in force, each with its profile.
  struct Offer {
    struct Class {
      const x509::Profile* profile = nullptr;
      policy::ClassRules rules;
    };
    policy::CpsProfile rules;
    std::vector<Class> classes;
  };
  /// Errors: those of policy's gates (article 4, article 16).
  base::Result<Offer> offer() const;
  /// Clocks that run. Errors: those of procedure::running and policy.
  base::Result<std::vector<procedure::Running>> clocks(const Application& application) const;

  /// Records that `fields` of an application were shown in clear, and why (requirements 6.5). Errors:
  /// Malformed `registration.look.reason`; Forbidden `registration.look` (administrators); as find.
  void record_look(std::string number, std::vector<std::string> fields, std::string reason,
                   officers::Actor actor, store::Remember<Application> remember,
                   base::Completion<Application> done);

  /// Until when its records are kept, and the holds on them. `application` has its steps. Errors: those of
  /// authority and policy.
  base::Result<Retention> retention(const Application& application) const;
  /// 《销毁清册》 of an application that was destroyed: JSON (api/openapi.yaml, DestructionList), as it
  /// stands in the act record of the destruction. Errors: NotFound `ledger.record.none` (nothing was
  /// destroyed).
  base::Result<std::string> destruction_list(const std::string& number) const;

  /// A number of the holder's, and what opens its commitment in the certificate (decisions.md 7). For the
  /// holder only; to give people what is theirs is no look at personal data, so no act records it.
  struct OpenIdentity {
    IdentityNumber identity;
    base::Bytes opening;
  };
  /// In the order of the form. Errors: as find; NotFound `registration.destroyed`.
  base::Result<std::vector<OpenIdentity>> openings(const std::string& number) const;

  /// Fires the events of clocks that have run out, oldest first, ends certificates that gave way to another,
  /// gives up intents older than 10 minutes (decisions.md 3); returns how many. Waits for each commit: for
  /// the server's upkeep. One that fails holds up no other; the first failure is returned when all were
  /// tried.
  base::Result<std::size_t> fire_due();

  /// What cases of other procedures do to certificates and their records, in the commit of their step, as
  /// acts of the case (src/registration/told.cpp):
  /// - `hold`, `release_hold`: the records of the certificate `serial` and of those that replaced one another
  ///   with it (article 40). A hold of a claim goes with the claim alone; records that are destroyed already
  ///   are held no more.
  /// - `bulk_revoke`: the certificate `serial`, and what else of the holder's in force says the same and was
  ///   issued before the case was opened (article 20). What has ended already stays as it ended.
  /// Errors: Refused `registration.certificate_unknown` (no certificate of ours); in the commit Conflict
  /// `registration.changed` (somebody acted on one of them: try again).
  std::map<std::string, cases::Effect> case_effects() const;
  /// The hold that a claim has on what its certificate comes from, for the commit of what is built for it:
  /// nothing where it stands already, as the effect `hold` has it. Errors: as that effect's.
  base::Result<void> add_hold(store::WriteSet& set, const cases::Case& claim) const;

  /// Files for the evidence package: form, steps, notification, agreement, request, list of materials; names
  /// as in src/proof/PACKAGE.md. Errors: as find.
  struct EvidenceFile {
    std::string name;
    base::Bytes content;
  };
  base::Result<std::vector<EvidenceFile>> evidence(const std::string& number) const;

 private:
  struct State;
  explicit Service(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;
};

/// Of a span of time: `applications.registered`, those whose row says that they were opened in it.
store::Statistic application_statistic();

}  // namespace yinxin::registration
