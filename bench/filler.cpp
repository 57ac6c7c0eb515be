#include "filler.hpp"

#include "authority/certificate_table.hpp"
#include "authority/types.hpp"
#include "proof/act_code.hpp"

namespace yinxin::bench {

namespace {

const std::string kIssuer = "issuing-1";

constexpr std::string_view kModel =
    "SELECT profile, rules_version, not_before, not_after, intended_at, der, issued_at, serial FROM "
    "certificate "
    "WHERE issuer = $1 AND state = 'issued' AND application IS NOT NULL LIMIT 1";
constexpr std::string_view kCertificate =
    "INSERT INTO certificate (issuer, serial, object, state, profile, rules_version, crl_partition, "
    "not_before, "
    "not_after, intended_at, der, fingerprint, issued_at, revoked_at, reason) "
    "VALUES ($1, $2, $3, 'issued', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
constexpr std::string_view kAct =
    "INSERT INTO act_record (id, seq, at, act, object, fingerprint, commitment) "
    "VALUES ($1, $2, $3, $4, $5, $6, $6)";  // destroyed records: no record, no opening
constexpr std::string_view kEnsurePartition =
    "INSERT INTO crl_partition (issuer, number, assigned) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING";
constexpr std::string_view kSetPartition =
    "UPDATE crl_partition SET assigned = $3 WHERE issuer = $1 AND number = $2";

/// Steele, Lea, Flood: Fast splittable pseudorandom number generators (2014). The same serials in each run.
std::uint64_t split_mix(std::uint64_t at) {
  at *= 0x9e3779b97f4a7c15;
  at = (at ^ (at >> 30)) * 0xbf58476d1ce4e5b9;
  at = (at ^ (at >> 27)) * 0x94d049bb133111eb;
  return at ^ (at >> 31);
}

base::Bytes serial_octets(std::size_t index) {
  base::Bytes octets;
  base::append_u64(octets, split_mix(2 * index + 1));
  base::append_u64(octets, split_mix(2 * index + 2));
  octets[0] = static_cast<std::uint8_t>((octets[0] & 0x7f) | 0x40);  // as ours: top bit 0, first octet not 0
  return octets;
}

}  // namespace

Filler::Filler(const House& house)
    : house_(house), database_(house.open_database()), connection_(need(database_->connect())) {
  const auto rows = need(connection_->query(kModel, {kIssuer}));
  if (rows.empty()) throw std::runtime_error("the house has issued nothing to copy");
  model_ = rows[0];
  const base::Bytes& der = model_.blob(5);
  const base::Bytes& serial = model_.blob(7);
  const auto found = std::search(der.begin(), der.end(), serial.begin(), serial.end());
  serial_at_ = static_cast<std::size_t>(found - der.begin());
  if (found == der.end() || serial.size() != serial_octets(0).size())
    throw std::runtime_error("the certificate to copy has not its serial");
}

x509::Serial Filler::serial(std::size_t index) {
  return need(x509::Serial::from_magnitude(serial_octets(index)));
}

void Filler::prepare() {
  if (connection_->engine() == store::Engine::Sqlite) {
    // These rows need not outlive the benchmark.
    for (const char* setting : {"PRAGMA synchronous=OFF", "PRAGMA cache_size=-2000000"})
      need(connection_->query(setting, {}));
  }
  const auto place = need(authority::newest_partition(*database_, kIssuer));
  if (!place) throw std::runtime_error("the house has no partition");
  partition_ = place->number;
  assigned_ = place->assigned;
  const auto numbered = need(connection_->query("SELECT COALESCE(MAX(seq) + 1, 0) FROM act_record", {}));
  next_act_ = numbered.at(0).integer(0);
}

void Filler::add(std::size_t count, Standing standing) {
  prepare();
  while (count > 0) {
    if (assigned_ >= authority::kPartitionSize) {
      ++partition_;
      assigned_ = 0;
    }
    const auto room = static_cast<std::size_t>(authority::kPartitionSize - assigned_);
    const std::size_t now = std::min(count, room);
    add_partition_part(now, standing);
    count -= now;
  }
  if (connection_->engine() == store::Engine::Sqlite)
    need(connection_->query("PRAGMA wal_checkpoint(TRUNCATE)", {}));
  forget_lists();
}

/// One transaction.
void Filler::add_partition_part(std::size_t count, Standing standing) {
  need(connection_->begin());
  need(connection_->execute(kEnsurePartition, {kIssuer, partition_}));
  for (std::size_t i = 0; i < count; ++i) add_one(standing);
  assigned_ += static_cast<std::int64_t>(count);
  need(connection_->execute(kSetPartition, {kIssuer, partition_, assigned_}));
  need(connection_->commit());
}

void Filler::add_one(Standing standing) {
  const base::Bytes octets = serial_octets(size_++);
  const std::string object =
      authority::certificate_object(kIssuer, need(x509::Serial::from_magnitude(octets)));
  base::Bytes der = model_.blob(5);
  std::copy(octets.begin(), octets.end(), der.begin() + static_cast<std::ptrdiff_t>(serial_at_));
  const base::Bytes fingerprint = base::to_bytes(crypto::sm3(der));
  store::Value revoked_at = store::kNull;
  store::Value reason = store::kNull;
  if (standing == Standing::Revoked) {
    revoked_at = model_.integer(6);
    reason = static_cast<std::int64_t>(x509::RevocationReason::KeyCompromise);
  }
  need(connection_->execute(
      kCertificate, {kIssuer, octets, object, model_.text(0), model_.text(1), partition_, model_.integer(2),
                     model_.integer(3), model_.integer(4), std::move(der), fingerprint, model_.integer(6),
                     revoked_at, reason}));
  const auto id = ids_.next<struct FillerActTag>();
  need(connection_->execute(kAct, {base::to_bytes(id.bytes()), next_act_++, model_.integer(6),
                                   static_cast<std::int64_t>(proof::ActCode::Issued), object, fingerprint}));
}

void Filler::forget_lists() {
  std::filesystem::remove_all(house_.folder() / "server" / "crl" / kIssuer);
}

}  // namespace yinxin::bench
