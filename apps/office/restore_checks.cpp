// A backup is believed only as far as it is signed for: authorities by their chains, records by the tree
// head, certificates by the acts.
#include <algorithm>

#include "base/files.hpp"
#include "ledger/tile_folder.hpp"
#include "office/restore_state.hpp"
#include "proof/tree_head.hpp"

namespace yinxin::office {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

base::Error wrong(std::string detail) {
  return make_error(ErrorKind::Refused, "restore.rows", std::move(detail));
}

base::Error signer_older(std::string detail) {
  return make_error(ErrorKind::Refused, "restore.signer_older", std::move(detail));
}

struct Head {
  std::int64_t size = 0;
  proof::Hash root{};
};

/// The newest head of the backup, signed by the tree-head key that one of its authorities certifies.
Result<Head> newest_head(const Restoring& all) {
  YX_TRY(const auto rows,
         all.connection.query("SELECT note FROM tree_head WHERE note IS NOT NULL ORDER BY size DESC LIMIT 1",
                              {}));
  if (rows.empty()) return Head{};
  YX_TRY(const proof::SignedTreeHead head, proof::SignedTreeHead::parse(rows[0].text(0)));
  if (rows[0].text(0) != all.backup.manifest.head) return wrong("tree_head: not the head of the manifest");
  if (head.head.origin != all.settings.text("ledger.origin"))
    return make_error(ErrorKind::Refused, "restore.signer_other", "ledger.origin is not " + head.head.origin);
  const bool certified = std::any_of(all.authorities.begin(), all.authorities.end(), [&](const auto& one) {
    return one.role == "tree_head" && head.signed_by(one.certificate.tbs().public_key);
  });
  if (!certified) return wrong("tree_head: not signed by a certified key");
  return Head{static_cast<std::int64_t>(head.head.size), head.head.root};
}

/// A head that the tiles' folder published and the backup has not: the ledger shows it again.
Result<void> adopt_checkpoint(Restoring& all, const ledger::TileFolder& tiles,
                              const ledger::TreeState& last) {
  const auto octets = base::read_file(tiles.folder() / "checkpoint", proof::kMaxNoteBytes);
  if (!octets) return {};
  const auto head = proof::SignedTreeHead::parse(base::as_text(*octets));
  YX_TRY(const signer::KeyInfo key, all.signer.key(all.settings.text("ledger.key")));
  if (!head || head->head.size != static_cast<std::uint64_t>(last.size) || head->head.root != last.root ||
      head->head.origin != all.settings.text("ledger.origin") || !head->signed_by(key.public_key)) {
    return {};
  }
  YX_CHECK(all.connection.execute(
      "INSERT INTO tree_head (size, root, at, note) VALUES ($1, $2, $3, $4) ON CONFLICT (size) DO NOTHING",
      {last.size, base::to_bytes(last.root), base::to_micros(head->head.time), head->to_text()}));
  return {};
}

}  // namespace

Result<void> check_authorities(Restoring& all) {
  YX_TRY(const auto rows, all.connection.query("SELECT id, role, issuer, key_id, certificate FROM authority "
                                               "ORDER BY not_before, id",
                                               {}));
  for (const store::Row& row : rows) {
    YX_TRY(x509::Certificate certificate, x509::Certificate::parse(row.blob(4)));
    all.authorities.push_back({row.text(0), row.text(1), row.is_null(2) ? row.text(0) : row.text(2),
                               row.text(3), std::move(certificate)});
  }
  for (const authority::Authority& one : all.authorities) {
    const auto issuer = std::find_if(all.authorities.begin(), all.authorities.end(),
                                     [&](const auto& other) { return other.id == one.issuer; });
    if (issuer == all.authorities.end() || !one.certificate.verify(issuer->certificate.tbs().public_key))
      return wrong("authority " + one.id + ": not certified by " + one.issuer);
  }
  for (const authority::Authority* one : all.issuers()) {
    YX_TRY(const signer::KeyInfo key, all.signer.key(one->key_id));
    if (!(key.public_key == one->certificate.tbs().public_key))
      return make_error(ErrorKind::Refused, "restore.signer_other",
                        "the signer's " + one->key_id + " is another key");
  }
  return {};
}

Result<void> check_records(Restoring& all) {
  YX_TRY(const Head head, newest_head(all));
  YX_TRY(const signer::LastSigned last, all.signer.last_signed(all.settings.text("ledger.key")));
  const auto signed_size = static_cast<std::int64_t>(last.tree_size);
  if (signed_size < head.size)
    return signer_older("it signed a tree of " + std::to_string(signed_size) + ", the backup has one of " +
                        std::to_string(head.size));
  YX_TRY(const auto numbered, all.connection.query("SELECT " + std::string(ledger::kNumberedSql), {}));
  std::vector<std::int64_t> sizes{head.size};
  const bool has_all = signed_size <= numbered.at(0).integer(0);
  if (has_all) sizes.push_back(signed_size);
  YX_TRY(const auto roots, ledger::roots_at(all.connection, sizes));
  if (head.size > 0 && roots[0] != head.root)
    return wrong("act_record: the rows do not give the root of tree head " + std::to_string(head.size));
  if (has_all && signed_size > 0 && roots[1] != last.tree_root)
    return make_error(ErrorKind::Refused, "restore.signer_other",
                      "the signer signed another tree of " + std::to_string(signed_size));
  YX_CHECK(all.connection.query_each("SELECT object, der, fingerprint FROM certificate WHERE der IS NOT NULL",
                                     {}, [](const store::Row& row) -> Result<void> {
                                       if (base::equal(crypto::sm3(row.blob(1)), row.blob(2))) return {};
                                       return wrong(row.text(0) + ": the certificate has another SM3");
                                     }));
  YX_TRY(const auto stray,
         all.connection.query(
             "SELECT object FROM certificate c WHERE der IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "
             "act_record a WHERE a.object = c.object AND a.fingerprint = c.fingerprint AND a.act IN "
             "($1, $2)) LIMIT 1",
             {static_cast<std::int64_t>(proof::ActCode::Issued),
              static_cast<std::int64_t>(proof::ActCode::CertificateRecovered)}));
  if (!stray.empty()) return wrong(stray[0].text(0) + ": no act of issue names this certificate");
  return {};
}

Result<void> go_on_with_tree(Restoring& all) {
  YX_TRY(const signer::LastSigned signed_last, all.signer.last_signed(all.settings.text("ledger.key")));
  const ledger::TreeState last{static_cast<std::int64_t>(signed_last.tree_size), signed_last.tree_root};
  const ledger::TileFolder own(all.settings.path("ledger.folder"));
  const ledger::TileFolder tiles(all.options.tiles.empty() ? own.folder() : all.options.tiles);
  const auto read = [&](const proof::TileId& id) -> Result<base::Bytes> {
    auto octets = tiles.read(id);
    return octets ? octets : own.read(id);
  };
  YX_TRY(all.report.loss, ledger::fill_tree(all.connection, read, last));
  // The signer would refuse a head that is smaller than its last.
  YX_CHECK(all.connection.execute("DELETE FROM tree_head WHERE note IS NULL AND size < $1", {last.size}));
  return adopt_checkpoint(all, tiles, last);
}

}  // namespace yinxin::office
