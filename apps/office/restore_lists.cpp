// Published lists outlive the database: what they revoke stays revoked, and their numbers go on.
#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "authority/certificate_table.hpp"
#include "base/files.hpp"
#include "office/restore_state.hpp"
#include "status/crl_table.hpp"

namespace yinxin::office {

using base::ErrorKind;
using base::make_error;
using base::Result;
using x509::RevocationReason;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMaxList = 64 * 1024 * 1024;  // as status publishes them
constexpr mode_t kPublicMode = 0644;

Result<std::int64_t> highest_number(store::Connection& connection, const ListPlace& place) {
  YX_TRY(const auto rows,
         connection.query("SELECT COALESCE(MAX(number), 0) FROM crl WHERE issuer = $1 AND part = $2",
                          {place.authority, place.partition}));
  return rows.at(0).integer(0);
}

/// A list of one of our authorities, its signature checked.
struct List {
  ListPlace place;
  x509::Crl crl;
};

std::optional<List> read_list(const Restoring& all, const fs::path& name, base::ByteView octets) {
  const std::string id = name.parent_path().filename().string();
  const auto issuer = std::find_if(all.authorities.begin(), all.authorities.end(),
                                   [&](const auto& one) { return one.id == id; });
  if (issuer == all.authorities.end()) return std::nullopt;
  auto crl = x509::Crl::parse(octets);
  if (!crl || !crl->verify(issuer->certificate.tbs().public_key)) return std::nullopt;
  // A root's list comes from the ceremony, has no distribution point, and speaks of no certificate of
  // holders.
  List list{{id, 0}, std::move(*crl)};
  if (!list.crl.info.distribution_point) return list;
  const auto place = place_of(list.crl.info.distribution_point->uri);
  if (!place || place->authority != id) return std::nullopt;
  list.place = *place;
  return list;
}

/// All that there are, in the folder and in the backup, that say more than the database; by number.
Result<std::map<ListPlace, std::map<std::int64_t, x509::Crl>>> newer_lists(Restoring& all) {
  std::map<ListPlace, std::map<std::int64_t, x509::Crl>> newer;
  const auto take = [&](const fs::path& name, base::ByteView octets) -> Result<void> {
    auto list = read_list(all, name, octets);
    if (!list) {
      all.report.ignored_lists.push_back(name.generic_string());
      return {};
    }
    YX_TRY(const std::int64_t highest, highest_number(all.connection, list->place));
    if (list->crl.info.distribution_point && list->crl.info.number > highest)
      newer[list->place].emplace(list->crl.info.number, std::move(list->crl));
    return {};
  };
  const fs::path folder = all.options.lists.empty() ? all.settings.path("status.folder") : all.options.lists;
  std::error_code none;
  for (const auto& authority : fs::directory_iterator(folder, none)) {
    for (const auto& file : fs::directory_iterator(authority.path(), none)) {
      if (file.path().extension() != ".crl") continue;
      YX_TRY(const base::Bytes octets, base::read_file(file.path(), kMaxList));
      YX_CHECK(take(file.path(), octets));
    }
  }
  for (const proof::TarFile& file : all.backup.files) {
    if (file.name.starts_with(proof::backup_file::kLists)) YX_CHECK(take(file.name, file.content));
  }
  return newer;
}

/// A change of status that a list shows.
Result<void> change(Restoring& all, const ListPlace& place, const x509::CrlEntry& entry, std::int64_t number,
                    const base::Bytes& fingerprint) {
  authority::RevocationOrder order;
  order.authority = place.authority;
  order.serial = entry.serial;
  order.reason = entry.reason;
  order.invalidity_date = entry.invalidity_date;
  store::WriteSet set;
  ledger::Act act;
  if (entry.reason == RevocationReason::RemoveFromCrl) {
    act.code = proof::ActCode::Resumed;
    authority::mark_resumed(set, order);
    ++all.report.resumed;
  } else if (entry.reason == RevocationReason::CertificateHold) {
    act.code = proof::ActCode::Suspended;
    authority::mark_suspended(set, order, entry.revoked_at);
    ++all.report.revoked;
  } else {
    act.code = proof::ActCode::Revoked;
    authority::mark_revoked(set, order, entry.revoked_at);
    ++all.report.revoked;
  }
  act.object = authority::certificate_object(place.authority, entry.serial);
  YX_TRY(act.fingerprint, proof::to_hash(fingerprint));
  act.record = ledger::facts({{"actor", Restoring::kActor},
                              {"authority", place.authority},
                              {"serial", entry.serial.to_hex()},
                              {"reason", std::to_string(static_cast<int>(entry.reason))},
                              {"cause", "依已公布的证书撤销列表"},
                              {"partition", std::to_string(place.partition)},
                              {"crl_number", std::to_string(number)},
                              {"revoked_at", base::format_utc(entry.revoked_at)}});
  all.recorder.add(set, act, all.now);
  return all.apply(set);
}

Result<void> take_entry(Restoring& all, const ListPlace& place, const x509::CrlEntry& entry,
                        std::int64_t number) {
  YX_TRY(const auto rows,
         all.connection.query(
             "SELECT state, reason, fingerprint FROM certificate WHERE issuer = $1 AND serial = $2",
             {place.authority, base::to_bytes(entry.serial.magnitude())}));
  if (rows.empty()) {
    all.report.unknown_entries.push_back(place.authority + "/" + entry.serial.to_hex());
    return {};
  }
  if (rows[0].text(0) != "issued") return {};  // an intent is given up by the usual rule
  const auto reason = rows[0].optional_integer(1);
  const bool held = reason == static_cast<std::int64_t>(RevocationReason::CertificateHold);
  const bool news = entry.reason == RevocationReason::RemoveFromCrl     ? held
                    : entry.reason == RevocationReason::CertificateHold ? !reason
                                                                        : !reason || held;
  return news ? change(all, place, entry, number, rows[0].blob(2)) : Result<void>();
}

/// A full list that no longer has a certificate which the backup has on hold: it was resumed meanwhile.
Result<void> resume_unlisted(Restoring& all, const ListPlace& place, const x509::Crl& list) {
  std::set<x509::Serial> listed;
  for (const x509::CrlEntry& entry : list.entries) listed.insert(entry.serial);
  YX_TRY(const auto rows,
         all.connection.query(
             "SELECT serial, fingerprint FROM certificate WHERE issuer = $1 AND crl_partition = $2 "
             "AND state = 'issued' AND reason = 6 AND revoked_at <= $3 AND not_after >= $3",
             {place.authority, place.partition, base::to_micros(list.info.this_update)}));
  for (const store::Row& row : rows) {
    x509::CrlEntry entry;
    YX_TRY(entry.serial, x509::Serial::from_magnitude(row.blob(0)));
    if (listed.contains(entry.serial)) continue;
    entry.reason = RevocationReason::RemoveFromCrl;
    entry.revoked_at = list.info.this_update;
    YX_CHECK(change(all, place, entry, list.info.number, row.blob(1)));
  }
  return {};
}

}  // namespace

std::optional<ListPlace> place_of(std::string_view address) {
  constexpr std::string_view kEnd = ".crl";
  const std::size_t last = address.rfind('/');
  if (last == std::string_view::npos || last == 0 || !address.ends_with(kEnd)) return std::nullopt;
  const std::size_t before = address.rfind('/', last - 1);
  if (before == std::string_view::npos) return std::nullopt;
  ListPlace place;
  place.authority = std::string(address.substr(before + 1, last - before - 1));
  const std::string_view number = address.substr(last + 1, address.size() - kEnd.size() - last - 1);
  const auto [rest, failed] = std::from_chars(number.data(), number.data() + number.size(), place.partition);
  if (failed != std::errc() || rest != number.data() + number.size() || place.partition < 0 ||
      place.authority.empty()) {
    return std::nullopt;
  }
  return place;
}

Result<void> replay_lists(Restoring& all) {
  YX_TRY(const auto newer, newer_lists(all));
  for (const auto& [place, lists] : newer) {
    for (const auto& [number, list] : lists) {
      for (const x509::CrlEntry& entry : list.entries) YX_CHECK(take_entry(all, place, entry, number));
      if (!list.info.base_number) YX_CHECK(resume_unlisted(all, place, list));
    }
  }
  return {};
}

Result<void> take_numbers(Restoring& all) {
  for (const authority::Authority* issuer : all.issuers()) {
    YX_TRY(const signer::LastSigned last, all.signer.last_signed(issuer->key_id));
    for (const signer::LastSigned::List& list : last.lists) {
      const auto place = place_of(list.distribution_point);
      if (!place || place->authority != issuer->id)
        return make_error(ErrorKind::Refused, "restore.signer_other",
                          "a list was signed for " + list.distribution_point);
      YX_TRY(const std::int64_t highest, highest_number(all.connection, *place));
      status::CrlRow row;
      row.issuer = place->authority;
      row.part = place->partition;
      row.number = static_cast<std::int64_t>(list.number);
      row.this_update = row.next_update = all.now;
      if (row.number <= highest) continue;
      store::WriteSet set;
      status::insert_crl(set, row);  // taken, never published
      YX_CHECK(all.apply(set));
    }
  }
  return {};
}

Result<void> place_lists(const Restoring& all) {
  const fs::path folder = all.settings.path("status.folder");
  for (const proof::TarFile& file : all.backup.files) {
    if (!file.name.starts_with(proof::backup_file::kLists)) continue;
    const fs::path to = folder / file.name.substr(proof::backup_file::kLists.size());
    if (fs::exists(to)) continue;
    std::error_code failed;
    fs::create_directories(to.parent_path(), failed);
    if (failed) return base::file_error(failed.value(), "creating", to.parent_path());
    YX_CHECK(base::write_file_durably(to, file.content, kPublicMode));
  }
  return {};
}

}  // namespace yinxin::office
