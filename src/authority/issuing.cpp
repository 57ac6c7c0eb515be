// The way of a certificate (architecture.md 4): draft, lint, commit 1, signature, own check, commit 2.
#include "authority/authority_table.hpp"
#include "authority/state.hpp"

namespace yinxin::authority {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr int kMaxAttempts = 3;  // a full partition or a serial met twice is met again with other numbers

x509::LintContext lint_context(const Job& job) {
  x509::LintContext context;
  context.licensed_name = job.order.licence_holder;
  context.issuer = &job.issuer->certificate;
  context.filed = job.order.filed;
  return context;
}

/// What is about to be signed (art. 18): in the ledger before the signature can exist, whatever comes of it.
ledger::Act intent_act(const Job& job) {
  ledger::Act act;
  act.code = proof::ActCode::IntentRecorded;
  act.object = certificate_object(job.record.authority, job.record.serial);
  act.record = ledger::facts({{"actor", job.actor.id},
                              {"authority", job.record.authority},
                              {"serial", job.record.serial.to_hex()},
                              {"tbs_sm3", base::to_hex(crypto::sm3(job.record.tbs))}});
  return act;
}

/// Who did it, under which rules, through which gates: what an outsider is shown with the certificate.
ledger::Act issued_act(const Job& job, const x509::Certificate& certificate) {
  ledger::Act act;
  act.code = proof::ActCode::Issued;
  act.object = certificate_object(job.record.authority, job.record.serial);
  act.fingerprint = certificate.fingerprint();
  act.record = ledger::facts({{"actor", job.actor.id},
                              {"actor.signature_base", base::as_text(job.actor.signature_base)},
                              {"actor.signature", base::as_text(job.actor.signature)},
                              {"authority", job.record.authority},
                              {"serial", job.record.serial.to_hex()},
                              {"profile", job.order.profile},
                              {"rules", job.order.rules_version},
                              {"certificate_sm3", base::to_hex(certificate.fingerprint())}});
  if (!job.order.application.empty() &&
      !act.record.add("application", application_object(job.order.application))) {
    throw std::logic_error("application id");
  }
  for (const auto& [name, value] : job.order.gates) {
    if (!act.record.add("gate." + name, value)) throw std::logic_error("gate fact " + name);
  }
  return act;
}

/// What the signer asks for: only an officer's request is one, and the system's own word is none.
signer::Act act_of(const officers::Actor& actor) {
  if (actor.certificate.empty()) return {};
  return {actor.signature_base, actor.signature, actor.content, actor.certificate, actor.place};
}

}  // namespace

void Service::State::start(JobPtr job) {
  job->token = under_way.begin();
  if (!options.profiles.contains(job->order.profile)) {
    return job->done(make_error(ErrorKind::NotFound, "authority.profile", job->order.profile));
  }
  commit_intent(std::move(job));
}

Result<x509::LintedTbs> Service::State::draft(Job& job, std::int64_t partition) const {
  const x509::Profile& profile = options.profiles.at(job.order.profile);
  x509::DraftInput input;
  input.issuer = &job.issuer->certificate;
  input.serial = x509::Serial::random();
  input.validity = job.order.validity;
  input.subject = job.order.subject;
  input.public_key = job.order.public_key;
  input.policy = job.order.policy;
  input.filed = job.order.filed;
  input.urls = urls_for(options.public_site, job.issuer->id, partition);
  input.alt_names = job.order.alt_names;
  for (const IdentityValue& identity : job.order.identities) {
    input.identities.push_back({identity.kind, identity.number, &identity.opening});
  }
  YX_TRY(const x509::TbsCertificate tbs, x509::make_draft(profile, input));
  YX_TRY(x509::LintedTbs linted, x509::lint(tbs.to_der(), profile, lint_context(job)));
  CertificateRecord& record = job.record;
  record.authority = job.issuer->id;
  record.serial = tbs.serial;
  record.profile = job.order.profile;
  record.application = job.order.application;
  record.rules_version = job.order.rules_version;
  record.crl_partition = partition;
  record.validity = tbs.validity;
  record.intended_at = house.clock.now();
  return linted;
}

/// The octets of an intent that was interrupted go through the lint of today before they are signed.
Result<x509::LintedTbs> Service::State::lint_again(const Job& job) const {
  return x509::lint(job.record.tbs, options.profiles.at(job.order.profile), lint_context(job));
}

void Service::State::commit_intent(JobPtr job) {
  ++job->attempts;
  const auto place = partitions.take(house.database, job->issuer->id);
  if (!place) return job->done(place.error());
  auto linted = draft(*job, place->number);
  if (!linted) return job->done(linted.error());
  job->record.tbs = base::to_bytes(linted->der());
  store::WriteSet set;
  if (place->maybe_new) ensure_partition(set, job->issuer->id, place->number);
  insert_intent(set, job->record);
  house.recorder.add(set, intent_act(*job), job->record.intended_at);
  // A std::function wants copies; the linted octets are for one use.
  auto held = std::make_shared<x509::LintedTbs>(std::move(*linted));
  house.lane.submit(std::move(set),
                    [self = shared_from_this(), job, held](Result<store::Committed> committed) {
                      if (committed) {
                        self->partitions.exists(job->issuer->id, job->record.crl_partition);
                        return self->sign(job, std::move(*held));
                      }
                      const base::Error& error = committed.error();
                      if (error.code == "authority.partition_full" && job->attempts < kMaxAttempts) {
                        self->partitions.full(job->issuer->id, job->record.crl_partition);
                        return self->commit_intent(job);
                      }
                      if (error.code == "store.constraint") return self->resume_or_refuse(job, error);
                      job->done(error);
                    });
}

/// The row was refused: the application has an intent or a certificate already, or the serial is taken. Runs
/// on the lane's thread for the one read that tells which; this is no normal path.
void Service::State::resume_or_refuse(JobPtr job, base::Error conflict) {
  if (job->order.application.empty()) {
    if (job->attempts < kMaxAttempts) return commit_intent(std::move(job));
    return job->done(std::move(conflict));
  }
  auto earlier = find_certificate_of(house.database, job->order.application);
  if (!earlier) {
    if (earlier.error().kind == ErrorKind::NotFound && job->attempts < kMaxAttempts)
      return commit_intent(std::move(job));
    return job->done(earlier.error());
  }
  if (earlier->state == CertificateState::Issued) {
    return job->done(make_error(ErrorKind::Conflict, "authority.already_issued"));
  }
  const auto issuer = find_authority(earlier->authority);
  if (!issuer) return job->done(make_error(ErrorKind::Internal, "authority.none", earlier->authority));
  job->issuer = issuer;
  job->record = std::move(*earlier);
  auto linted = lint_again(*job);
  if (!linted) return job->done(linted.error());
  sign(std::move(job), std::move(*linted));
}

void Service::State::sign(JobPtr job, x509::LintedTbs tbs) {
  const auto gather = gather_for(*job->issuer);
  gather->submit(std::move(tbs).take(), act_of(job->actor),
                 [self = shared_from_this(), job](Result<crypto::Sm2Signature> signature) {
                   if (!signature) return job->done(signature.error());
                   self->commit_issued(job, *signature);
                 });
}

void Service::State::commit_issued(JobPtr job, const crypto::Sm2Signature& signature) {
  auto certificate = x509::Certificate::assemble(job->record.tbs, signature);
  if (!certificate) return job->done(certificate.error());
  const base::Time at = house.clock.now();
  store::WriteSet set;
  mark_issued(set, job->record, *certificate, at);
  if (job->enter) {
    job->enter->certificate = *certificate;
    insert_authority(set, *job->enter);
  }
  house.recorder.add(set, issued_act(*job, *certificate), at);
  auto issued =
      std::make_shared<IssuedCertificate>(IssuedCertificate{job->issuer->id, std::move(*certificate), at});
  if (job->remember) job->remember(set, *issued);
  house.lane.submit(std::move(set),
                    [self = shared_from_this(), job, issued](Result<store::Committed> committed) {
                      if (!committed) return job->done(committed.error());
                      if (job->enter) {
                        const std::unique_lock lock(self->mutex);
                        self->authorities.push_back(std::make_shared<const Authority>(*job->enter));
                      }
                      job->done(std::move(*issued));
                    });
}

}  // namespace yinxin::authority
