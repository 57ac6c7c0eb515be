// A regulator's office in a test: database on either engine, lanes, a ledger whose heads the test signs,
// officers with keys and certificates under one root.
#pragma once

#include "cases/types.hpp"
#include "ledger/leaves.hpp"
#include "ledger/tile_folder.hpp"
#include "officers_support/test_office.hpp"
#include "proof/frontier.hpp"
#include "proof/test_draw.hpp"
#include "proof/tiles.hpp"
#include "store_support/faulty_connection.hpp"

namespace yinxin::supervision {

using officers::need;
using proof::ActCode;
using proof::test::Party;
using store::code_of;

class RegulatorWorld : public officers::OfficeTest {
 protected:
  void SetUp() override {
    OfficeTest::SetUp();
    if (IsSkipped()) return;
    for (const Party* party : {&li, &zhang, &wang}) enrol(*party);
  }
  void TearDown() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
    OfficeTest::TearDown();
  }

  static std::string account(const Party& party) {
    return std::string(*party.tbs.subject.find(proof::test::oids::kSerialNumber));
  }
  /// An account that may act.
  void enrol(const Party& party) {
    officers::NewOfficer officer = wanted(account(party));
    officer.request = request_for(party.key);
    store::WriteSet set;
    service->add_first(set, officer, *party.certificate);
    need(lane->commit(std::move(set)));
  }
  static officers::Actor acting(const Party& party) { return officer(account(party), {}); }
  static cases::Caller caller(const std::string& role) {
    cases::Caller made;
    made.actor = officer("case-1", {});
    made.roles = {role};
    made.reach = "000000";
    return made;
  }

  /// Numbers what waits and signs a head over it, as the sequencer does.
  void cover() {
    const auto connection = connect();
    for (const store::Row& row : rows("SELECT id FROM act_record WHERE seq IS NULL ORDER BY id")) {
      need(connection->execute(
          "UPDATE act_record SET seq = (SELECT COUNT(*) FROM act_record WHERE seq IS NOT NULL) WHERE id = $1",
          {row.blob(0)}));
    }
    proof::TileWriter writer([this](const proof::TileId& id, std::span<const proof::Hash> hashes) {
      return tiles.write(id, hashes);
    });
    const std::int64_t count = number("SELECT COUNT(*) FROM act_record");
    proof::Frontier tree;
    need(ledger::each_leaf_hash(*connection, 0, count, [&](std::int64_t, const proof::Hash& leaf) {
      tree.append(leaf);
      return writer.append(leaf);
    }));
    need(writer.flush());
    proof::TreeHead head;
    head.origin = "regulator.test.invalid/1";
    head.size = tree.size();
    head.root = tree.root();
    head.time = std::chrono::floor<std::chrono::seconds>(clock.now());
    const auto signature = need(crypto::sm2_sign(authority.service.key, base::as_bytes(head.body())));
    const auto made = need(proof::SignedTreeHead::make(head, authority.service.key.public_key(), signature));
    need(connection->execute("INSERT INTO tree_head (size, root, at, note) VALUES ($1, $2, $3, $4)",
                             {count, base::to_bytes(head.root), base::to_micros(head.time), made.to_text()}));
  }
  std::int64_t acts(ActCode code, const std::string& object) const {
    return number("SELECT count(*) FROM act_record WHERE act = $1 AND object = $2",
                  {static_cast<std::int64_t>(code), object});
  }
  /// What the newest act of this kind says.
  proof::Record said(ActCode code, const std::string& object) const {
    const auto found =
        rows("SELECT id, record, opening FROM act_record WHERE act = $1 AND object = $2 ORDER BY id DESC",
             {static_cast<std::int64_t>(code), object});
    return need(recorder.open(found.at(0).blob(0), found.at(0).blob(1), found.at(0).blob(2))).record;
  }
  std::vector<x509::Certificate> authorities() const {
    return {*authority.issuing.certificate, *authority.root.certificate, *authority.service.certificate};
  }

  proof::test::World authority;  // roots of officers and of the tree-head key
  const Party li = proof::test::officer_party("li-2", authority.issuing);
  const Party zhang = proof::test::officer_party("zhang-1", authority.issuing);
  const Party wang = proof::test::officer_party("wang-3", authority.issuing);
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("yx_regulator_" + std::to_string(::getpid()));
  const ledger::TileFolder tiles{folder};
};

}  // namespace yinxin::supervision
