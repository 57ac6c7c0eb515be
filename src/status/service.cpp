#include "status/service.hpp"

#include <algorithm>
#include <atomic>
#include <thread>

#include "status/crl_publisher.hpp"
#include "status/responder.hpp"
#include "x509/profile/urls.hpp"

namespace yinxin::status {

using base::ErrorKind;
using base::make_error;
using base::Result;

std::string_view standing_name(Standing standing) {
  switch (standing) {
    case Standing::Valid:
      return "valid";
    case Standing::Suspended:
      return "suspended";
    case Standing::Revoked:
      return "revoked";
    case Standing::Expired:
      return "expired";
    case Standing::NotYetValid:
      return "not_yet_valid";
  }
  return "";
}

struct Service::State {
  State(House house_in, Options options_in) : house(house_in), options(std::move(options_in)) {}

  const House house;
  const Options options;
  std::map<std::string, Table> tables;  // by authority; the map is fixed at start
  std::atomic<bool> complete{false};
  std::atomic<bool> stopping{false};
  std::int64_t followed_to = 0;  // sequencer thread only
  std::unique_ptr<Responder> responder;
  std::unique_ptr<CrlPublisher> publisher;
  std::thread filler;

  Result<Table::Answer> look_up(const std::string& authority, const x509::Serial& serial) const;
  Result<void> fill();
  std::vector<ResponderIdentity> identities() const;
  CrlPublisher::Options publisher_options() const;
};

/// From the table; until it is complete, what it does not know is asked of the database.
Result<Table::Answer> Service::State::look_up(const std::string& authority,
                                              const x509::Serial& serial) const {
  const auto table = tables.find(authority);
  if (table == tables.end()) return Table::Answer{};
  const bool was_complete = complete.load();
  const Table::Answer answer = table->second.find(serial);
  if (answer.known || was_complete) return answer;
  const auto record = house.authority.find(authority, serial);
  if (!record) {
    if (record.error().kind == ErrorKind::NotFound) return Table::Answer{};
    return record.error();
  }
  if (record->state == authority::CertificateState::Intended) return Table::Answer{};
  if (!record->revoked_at) return Table::Answer{true, std::nullopt};
  return Table::Answer{true, Revocation{*record->revoked_at, record->reason}};
}

Result<void> Service::State::fill() {
  return house.database.read([this](store::Connection& connection) {
    return connection.query_each(
        "SELECT issuer, serial, revoked_at, reason FROM certificate WHERE state <> 'intended'", {},
        [this](const store::Row& row) -> Result<void> {
          if (stopping) return make_error(ErrorKind::Unavailable, "status.stopping");
          const auto table = tables.find(row.text(0));
          YX_TRY(const x509::Serial serial, x509::Serial::from_magnitude(row.blob(1)));
          if (table == tables.end()) return {};
          if (row.is_null(2)) {
            table->second.put_if_absent(serial, std::nullopt);
            return {};
          }
          YX_TRY(const auto reason, x509::revocation_reason(row.integer(3)));
          table->second.put_if_absent(serial, Revocation{base::from_micros(row.integer(2)), reason});
          return {};
        });
  });
}

std::vector<ResponderIdentity> Service::State::identities() const {
  std::vector<ResponderIdentity> identities;
  const auto all = house.authority.authorities();
  for (const authority::Authority& issuer : all) {
    const authority::Authority* newest = nullptr;
    for (const authority::Authority& one : all) {
      if (one.role == "ocsp_signer" && one.issuer == issuer.id) newest = &one;
    }
    if (newest != nullptr)
      identities.push_back({issuer.id, issuer.certificate, newest->certificate, newest->key_id});
  }
  return identities;
}

CrlPublisher::Options Service::State::publisher_options() const {
  CrlPublisher::Options out{
      options.folder, options.crl_period, options.crl_overlap, options.full_coalesce, {}, {}};
  out.on_failed = options.on_failed;
  out.url = [this](const Partition& partition) -> Result<std::string> {
    // What was issued by another provider names that one's address (docs/decisions/0025).
    if (const auto taken = house.authority.taken(partition.issuer))
      return taken->crl_address + std::to_string(partition.part) + ".crl";
    return x509::fill_url(options.crl_url,
                          authority::urls_for(options.site, partition.issuer, partition.part));
  };
  out.issuer = [this](const std::string& id) -> Result<CrlPublisher::Issuer> {
    if (const auto taken = house.authority.taken(id)) {
      const x509::TbsCertificate& by = taken->crl_certificate.tbs();
      return CrlPublisher::Issuer{by.subject, x509::key_identifier(by.public_key), taken->crl_key_id, true};
    }
    YX_TRY(const authority::Authority issuer, house.authority.one(id));
    const x509::TbsCertificate& tbs = issuer.certificate.tbs();
    return CrlPublisher::Issuer{tbs.subject, x509::key_identifier(tbs.public_key), issuer.key_id, false};
  };
  return out;
}

Service::Service(std::unique_ptr<State> state) : state_(std::move(state)) {}

Service::~Service() {
  state_->stopping = true;
  if (state_->filler.joinable()) state_->filler.join();
}

Result<std::unique_ptr<Service>> Service::start(House house, Options options) {
  auto state = std::make_unique<State>(house, std::move(options));
  State* raw = state.get();
  for (const authority::Authority& one : house.authority.authorities()) raw->tables.try_emplace(one.id);
  raw->responder = std::make_unique<Responder>(
      [raw](const std::string& authority, const x509::Serial& serial) {
        return raw->look_up(authority, serial);
      },
      [raw](const std::string& key_id) -> signer::Gather::Send {
        return [raw, key_id](std::vector<base::Bytes> bodies, const std::vector<signer::Act>&,
                             base::Completion<signer::Signatures> done) {
          raw->house.signer.sign_ocsp(key_id, std::move(bodies), std::move(done));
        };
      },
      house.clock, Responder::Options{raw->options.ocsp_validity});
  raw->responder->set_identities(raw->identities());
  YX_TRY(const auto numbered, house.database.query("SELECT COALESCE(MAX(seq) + 1, 0) FROM act_record", {}));
  raw->followed_to = numbered.at(0).integer(0);
  raw->publisher = std::make_unique<CrlPublisher>(house.database, house.lane, house.signer, house.recorder,
                                                  house.clock, raw->publisher_options());
  YX_CHECK(raw->publisher->start(raw->followed_to));
  raw->filler = std::thread([raw] {
    while (!raw->stopping) {
      if (raw->fill()) {
        raw->complete = true;
        return;
      }
      std::this_thread::sleep_for(std::chrono::seconds(1));
    }
  });
  return std::unique_ptr<Service>(new Service(std::move(state)));
}

void Service::follow(std::int64_t numbered) {
  const auto found = changes(state_->house.database, state_->followed_to, numbered);
  if (!found) return;  // the next call covers this stretch too
  std::vector<Partition> partitions;
  for (const StatusChange& change : *found) {
    const auto table = state_->tables.find(change.issuer);
    if (table == state_->tables.end()) continue;
    // Also a resumed one that the table does not have yet: what fills it may be from before the resumption.
    table->second.put(change.serial, change.revoked_at
                                         ? std::optional(Revocation{*change.revoked_at, change.reason})
                                         : std::nullopt);
    state_->responder->changed(change.serial);
    if (!change.issued_now) partitions.push_back({change.issuer, change.part});
  }
  state_->followed_to = numbered;
  state_->publisher->changed(numbered, partitions);
}

void Service::refresh_responders() {
  state_->responder->set_identities(state_->identities());
}

std::optional<OcspAnswer> Service::ocsp_at_hand(base::ByteView request) const {
  return state_->responder->at_hand(request);
}

void Service::ocsp(base::ByteView request, std::function<void(OcspAnswer)> done) {
  state_->responder->answer(request, std::move(done));
}

Result<std::shared_ptr<const base::Bytes>> Service::crl(const std::string& authority, std::int64_t partition,
                                                        bool delta) const {
  return state_->publisher->list(authority, partition, delta);
}

std::vector<ListNote> Service::lists() const {
  return state_->publisher->notes();
}

Result<CertificateStatus> Service::status(const x509::Serial& serial) const {
  const auto record = state_->house.authority.find(serial);
  if (!record || record->state != authority::CertificateState::Issued) {
    if (!record && record.error().kind != ErrorKind::NotFound) return record.error();
    return make_error(ErrorKind::NotFound, "status.certificate");
  }
  CertificateStatus status;
  status.authority = record->authority;
  status.serial = serial;
  status.as_of = state_->house.clock.now();
  if (record->revoked_at) {
    status.standing =
        record->reason == x509::RevocationReason::CertificateHold ? Standing::Suspended : Standing::Revoked;
    status.revoked_at = record->revoked_at;
    status.reason = record->reason;
  } else if (status.as_of > record->validity.not_after) {
    status.standing = Standing::Expired;
  } else if (status.as_of < record->validity.not_before) {
    status.standing = Standing::NotYetValid;
  }
  return status;
}

bool Service::table_complete() const {
  return state_->complete;
}
std::int64_t Service::followed() const {
  return state_->publisher->published_to();
}

Result<void> Service::wait_followed(std::int64_t count, std::chrono::milliseconds patience) {
  return state_->publisher->wait_published(count, patience);
}

Counts Service::counts() const {
  Counts counts{state_->responder->cache_hits(), 0, state_->publisher->published()};
  for (const auto& [id, table] : state_->tables) counts.table_size += table.size();
  return counts;
}

}  // namespace yinxin::status
