// A draw in a test, made as the office makes it: keys, certificates, notes, a ledger of its own. Tests change
// one thing and expect one finding.
#pragma once

#include "proof/draw_record.hpp"
#include "proof/test_world.hpp"

namespace yinxin::proof::test {

inline DrawShare share_of(std::uint8_t from) {
  DrawShare made;
  for (std::uint8_t& octet : made) octet = from++;
  return made;
}

/// An officer's key and certificate, whose subject has the account as serialNumber.
inline Party officer_party(const std::string& id, const Party& issuer) {
  Party made = party(Kind::Service, World::kProvider, "工作人员");
  made.tbs.subject =
      x509::Name::build({{oids::kCountry, "CN"}, {oids::kSerialNumber, id}, {oids::kCommonName, id}}).value();
  made.certify(issuer);
  return made;
}

class DrawWorld {
 public:
  World world;
  Party first = officer_party("li-2", world.issuing);
  Party second = officer_party("zhang-1", world.issuing);
  DrawRecord record;
  /// Of the acts, in the order in which the ledger gets them; by the numbers of their kinds.
  std::vector<ActCode> order{ActCode::DrawStated,   ActCode::DrawCommitted, ActCode::DrawCommitted,
                             ActCode::DrawRevealed, ActCode::DrawRevealed,  ActCode::Drawn};

  DrawWorld() {
    for (int i = 1; i < 10; ++i) record.pool.push_back({"expert/000" + std::to_string(i), std::nullopt});
    record.pool[2].excluded = Exclusion{ExclusionGround::SameEmployer, "两年前在申请人处任职"};
    record.statement.draw = "0190a000-0000-7000-8000-0000000000d1";
    record.statement.matter = "case/XKSQ-2026-7";
    record.statement.places = 3;
    record.statement.officers = {"officer/li-2", "officer/zhang-1"};
    record.statement.stated = at("2026-06-23T02:00:00Z");
    record.authorities = {*world.issuing.certificate, *world.root.certificate, *world.service.certificate};
    make();
  }

  /// Everything that follows from pool and statement, as it ought to be.
  void make() {
    record.statement.members = record.pool.size();
    record.statement.pool = pool_root(record.pool);
    record.officers.clear();
    commit(first, share_of(0));
    commit(second, share_of(100));
    record.seed = draw_seed(record.statement.digest(), share_of(0), share_of(100));
    record.selected = select(record.seed, eligible(record.pool), record.statement.places);
    write_ledger();
  }
  void commit(const Party& officer, const DrawShare& share) {
    const std::string name = record.statement.officers.at(record.officers.size());
    const Hash digest = record.statement.digest();
    record.officers.push_back(
        {*officer.certificate,
         signed_note(officer, name, commitment_body(name, digest, draw_commitment(name, digest, share))),
         share});
  }
  static std::string signed_note(const Party& officer, const std::string& name, const std::string& body) {
    SignedNote note;
    note.body = body;
    const auto signature = crypto::sm2_sign(officer.key, base::as_bytes(body)).value();
    EXPECT_TRUE(note.add(name, officer.key.public_key(), signature));
    return note.to_text();
  }
  /// The ledger says what the record says.
  void write_ledger() {
    world.entries.clear();
    world.usual_acts();
    std::map<ActCode, std::size_t> seen;
    for (const ActCode code : order) append(code, seen[code]++);
    world.act(ActCode::CaseStep, "2026-06-23T04:00:00Z", "case/other");
    prove();
  }
  void append(ActCode code, std::size_t nth) {
    Record said;
    const bool of_officer = code == ActCode::DrawCommitted || code == ActCode::DrawRevealed;
    EXPECT_TRUE(said.add("actor", of_officer ? record.statement.officers.at(nth % 2) : "officer/7"));
    const DrawOfficer& officer = record.officers.at(nth % 2);
    std::string list;
    for (const std::string& id : record.selected) list += id + "\n";
    const auto say = [&](ActCode of, std::string_view field, const std::string& value) {
      const bool right = code != of || said.add(field, value).has_value();
      EXPECT_TRUE(right) << field;
    };
    say(ActCode::DrawStated, "statement", record.statement.text());
    say(ActCode::DrawCommitted, "note", officer.note);
    say(ActCode::DrawRevealed, "share", base::to_hex(officer.share));
    say(ActCode::Drawn, "seed", base::to_hex(record.seed));
    say(ActCode::Drawn, "selected", list);
    world.act(code, "2026-06-23T03:00:00Z", record.statement.object());
    LedgerEntry& entry = world.entries.back();
    entry.record = said.to_bytes();
    Leaf leaf = Leaf::parse(entry.leaf).value();
    leaf.commitment = proof::commit(*entry.opening, *entry.record);
    const LeafBytes octets = leaf.to_bytes();
    entry.leaf.assign(octets.begin(), octets.end());
  }
  /// A head over the ledger as it stands, and the draw's acts under it.
  void prove() {
    record.head = world.head_at(world.entries.size(), at("2026-06-24T00:00:00Z")).to_text();
    record.acts.clear();
    for (const LedgerEntry& entry : world.entries) {
      if (entry.object == record.statement.object()) record.acts.push_back(world.proved(entry.seq));
    }
  }

  DrawTrust trust() const {
    DrawTrust made;
    made.roots = {*world.root.certificate};
    return made;
  }
  Report check(const std::optional<std::string>& replaced = std::nullopt) const {
    return verify_draw(record.to_json(), trust(), replaced);
  }
};

}  // namespace yinxin::proof::test
