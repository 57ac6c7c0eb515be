// Handover bundles: a whole one passes; one thing changed anywhere fails, and the report names it.
#include <gmock/gmock.h>

#include "proof/frontier.hpp"
#include "proof/handover_bundle.hpp"
#include "proof/test_world.hpp"

namespace yinxin::proof {
namespace {

using test::at;
using test::Party;
using testing::HasSubstr;
namespace file = handover_file;

constexpr const char* kAddress = "http://crl.test.invalid/";  // partition 1 of the world's certificate

/// A sender with two certificates, one revoked, and a taker whose keys it certified.
struct Sender {
  test::World world;
  Party ocsp = test::party(test::Kind::Service, "承接机构", "taken-ocsp-1");
  Party lists = test::party(test::Kind::Service, test::World::kProvider, "测试签发机构");
  std::map<std::string, base::Bytes> files;
  std::vector<std::string> order;
  HandoverManifest manifest;
  HandoverCertificate line;
  crypto::Sm2PrivateKey stranger = crypto::Sm2PrivateKey::generate();
  bool forged = false;

  explicit Sender(bool revoked = true) {
    world.usual_acts();
    if (revoked) world.revoke("2026-05-01T00:00:00Z");
    ocsp.certify(world.issuing);
    lists.tbs.extensions.erase(lists.tbs.extensions.begin() + 1);
    lists.tbs.extensions.pop_back();
    lists.tbs.extensions.push_back(
        test::extension(asn1::oids::kKeyUsage, true, x509::encode_key_usage(x509::kCrlSign)));
    lists.certify(world.issuing);
    describe(revoked);
    line.serial = world.holder.tbs.serial;
    line.profile = "organisation";
    line.application = "SQ-2026-0001";
    line.rules = "1.0";
    line.partition = 1;
    line.not_before = world.holder.tbs.validity.not_before;
    line.not_after = world.holder.tbs.validity.not_after;
    line.intended_at = at("2026-03-01T07:00:00Z");
    line.issued_at = at("2026-03-01T07:00:01Z");
    if (revoked) line.revoked_at = at("2026-05-01T00:00:00Z");
    if (revoked) line.reason = x509::RevocationReason::KeyCompromise;
    line.der = base::to_bytes(world.holder.certificate->der());
    fill(revoked);
  }

  void describe(bool) {
    manifest.sender = test::World::kProvider;
    manifest.made_at = world.head_time;
    manifest.authority = "issuing-1";
    manifest.crl_address = kAddress;
    manifest.certificates = 1;
    manifest.authorities = {
        {"root", "root", ""}, {"issuing-1", "issuing", "root"}, {"tree-head-1", "tree_head", "issuing-1"}};
    manifest.partitions = {{1, 1, 7}};
  }

  void put(const std::string& name, base::ByteView content) {
    if (!files.contains(name)) order.push_back(name);
    files[name] = base::to_bytes(content);
  }
  void put(const std::string& name, std::string_view text) { put(name, base::as_bytes(text)); }
  void put_line() { put(handover_part(file::kCertificates, 0, ".jsonl"), line.to_json() + "\n"); }

  void fill(bool revoked) {
    put("authorities/root.cer", world.root.certificate->der());
    put("authorities/issuing-1.cer", world.issuing.certificate->der());
    put("authorities/tree-head-1.cer", world.service.certificate->der());
    put_line();
    put(std::string(file::kTakerOcsp), ocsp.certificate->der());
    put(std::string(file::kTakerLists), lists.certificate->der());
    const std::vector<test::World::Listed> listed{{world.holder.tbs.serial, "2026-05-01T00:00:00Z"}};
    put("lists/1.crl",
        world.crl("2026-06-01T00:00:00Z", revoked ? listed : std::vector<test::World::Listed>()));
    base::Bytes leaves;
    for (const LedgerEntry& entry : world.entries) HandoverLeaf{entry.leaf, {}}.write(leaves);
    put(handover_part(file::kLeaves, 0, ".bin"), leaves);
    put(handover_part(file::kSealedEntries, 0, ""), "sealed");
    put(std::string(file::kTreeHead), world.head_at(world.entries.size(), world.head_time).to_text());
    put("licence.txt", "a licence\n");
    put("rules/cps-1.0.md", "rules");
    put("rules/cps-1.0.toml", "x = 1\n");
    put(std::string(file::kSealedKey), "sealed");
    put("sealed/records/SQ-2026-0001.tar", "sealed");
  }

  base::Bytes bundle() const {
    const crypto::Sm2PrivateKey& signer = forged ? stranger : world.service.key;
    base::Bytes archive;
    HandoverWriter writer(manifest.made_at, [&](base::ByteView octets) -> base::Result<void> {
      base::append(archive, octets);
      return {};
    });
    for (const std::string& name : order) {
      if (files.contains(name)) EXPECT_TRUE(writer.add(name, files.at(name))) << name;
    }
    EXPECT_TRUE(writer.finish(manifest, signer.public_key(), [&](const std::string& note) {
      return crypto::sm2_sign(signer, base::as_bytes(note));
    }));
    return archive;
  }
  std::string report() const {
    const std::vector<x509::Certificate> roots{*world.root.certificate};
    return verify_handover(bundle(), roots).to_text();
  }
};

TEST(Handover, AWholeOnePasses) {
  for (const bool revoked : {true, false}) {
    const std::string report = Sender(revoked).report();
    EXPECT_THAT(report, HasSubstr("结论：通过 PASS")) << report;
    EXPECT_THAT(report, HasSubstr("each held against the ledger"));
  }
}

TEST(Handover, LinesAreReadBackAsWritten) {
  const Sender sender;
  const auto read = HandoverCertificate::parse(sender.line.to_json());
  ASSERT_TRUE(read) << base::describe(read.error());
  EXPECT_EQ(read->to_json(), sender.line.to_json());
  EXPECT_EQ(read->revoked_at, sender.line.revoked_at);
  HandoverCertificate half = sender.line;
  half.der.clear();
  EXPECT_FALSE(HandoverCertificate::parse(half.to_json())) << "issued, and no certificate";
  HandoverCertificate reason = sender.line;
  reason.revoked_at.reset();
  EXPECT_FALSE(HandoverCertificate::parse(reason.to_json())) << "a reason, and not revoked";
}

TEST(Handover, EachFileIsBoundAndNamed) {
  const Sender sender;
  const base::Bytes whole = sender.bundle();
  const auto opened = open_handover(whole);
  ASSERT_TRUE(opened) << base::describe(opened.error());
  for (const TarFile& one : opened->files) {
    base::Bytes changed = whole;
    changed[static_cast<std::size_t>(one.content.data() - whole.data())] ^= 1;
    const auto refused = open_handover(changed);
    ASSERT_FALSE(refused) << one.name;
    EXPECT_EQ(refused.error().code, "proof.handover");
    EXPECT_EQ(refused.error().detail, one.name + " is changed");
  }
  for (std::size_t size : {std::size_t{0}, std::size_t{512}, whole.size() / 2, whole.size() - 1})
    EXPECT_FALSE(open_handover(base::ByteView(whole).first(size))) << size;
}

TEST(Handover, OneThingWrongAloneFails) {
  struct Case {
    const char* says;
    std::function<void(Sender&)> spoil;
  };
  const std::vector<Case> cases = {
      {"handover.signature", [](Sender& s) { s.forged = true; }},
      {"taker/ocsp.cer",
       [](Sender& s) { s.put(std::string(file::kTakerOcsp), s.world.holder.certificate->der()); }},
      {"taker/lists.cer",
       [](Sender& s) { s.put(std::string(file::kTakerLists), s.ocsp.certificate->der()); }},
      {"taker/lists.cer", [](Sender& s) { s.files.erase(std::string(file::kTakerLists)); }},
      {"authorities/issuing-1.cer", [](Sender& s) { s.files.erase("authorities/issuing-1.cer"); }},
      {"handover.status",
       [](Sender& s) {
         s.line.revoked_at.reset();
         s.line.reason = x509::RevocationReason::Unspecified;
         s.put_line();
       }},
      {"handover.status",
       [](Sender& s) {
         s.line.revoked_at = at("2026-05-02T00:00:00Z");
         s.put_line();
       }},
      {"handover.unrecorded",
       [](Sender& s) {
         s.world.holder.tbs.serial = x509::Serial::random();
         s.world.holder.certify(s.world.issuing);
         s.line.serial = s.world.holder.tbs.serial;
         s.line.der = base::to_bytes(s.world.holder.certificate->der());
         s.put_line();
       }},
      {"handover.certificate",
       [](Sender& s) {
         s.line.not_after += std::chrono::seconds(1);
         s.put_line();
       }},
      {"handover.repeated",
       [](Sender& s) {
         s.put(handover_part(file::kCertificates, 0, ".jsonl"),
               s.line.to_json() + "\n" + s.line.to_json() + "\n");
       }},
      {"handover.count", [](Sender& s) { s.manifest.partitions[0].assigned = 2; }},
      {"handover.certificates", [](Sender& s) { s.manifest.certificates = 2; }},
      {"handover.address", [](Sender& s) { s.manifest.crl_address = "http://other.invalid/"; }},
      {"sealed/records/SQ-2026-0001.tar",
       [](Sender& s) { s.files.erase("sealed/records/SQ-2026-0001.tar"); }},
      {"rules/cps-1.0.md", [](Sender& s) { s.files.erase("rules/cps-1.0.md"); }},
      {"licence.txt", [](Sender& s) { s.files.erase("licence.txt"); }},
      {"sealed/key", [](Sender& s) { s.files.erase("sealed/key"); }},
      {"sealed/ledger/", [](Sender& s) { s.files.erase(handover_part(file::kSealedEntries, 0, "")); }},
      {"lists/1.crl", [](Sender& s) { s.manifest.partitions[0].crl_number = 6; }},
      {"handover.ledger",
       [](Sender& s) {
         base::Bytes& leaves = s.files[handover_part(file::kLeaves, 0, ".bin")];
         leaves.resize(leaves.size() - kLeafSize - 1);
       }},
      {"handover.leaves", [](Sender& s) { s.files[handover_part(file::kLeaves, 0, ".bin")].pop_back(); }},
      {"handover.head", [](Sender& s) { s.files.erase(std::string(file::kTreeHead)); }},
  };
  for (std::size_t i = 0; i < cases.size(); ++i) {
    Sender sender;
    cases[i].spoil(sender);
    const std::string report = sender.report();
    EXPECT_THAT(report, HasSubstr("不通过 FAIL")) << i << " " << cases[i].says;
    const std::vector<x509::Certificate> roots{*sender.world.root.certificate};
    EXPECT_THAT(verify_handover(sender.bundle(), roots).to_json() + report, HasSubstr(cases[i].says)) << i;
  }
}

TEST(Handover, RecordsThatWereDestroyedAreSaidToBe) {
  Sender sender;
  sender.files.erase("sealed/records/SQ-2026-0001.tar");
  sender.manifest.destroyed = {"SQ-2026-0001"};
  EXPECT_THAT(sender.report(), HasSubstr("结论：通过 PASS"));
}

TEST(Handover, AnotherRootIsNotTheOld) {
  const Sender sender;
  Party other = test::party(test::Kind::Authority, "别的机构", "别的根");
  other.certify(other);
  const std::vector<x509::Certificate> roots{*other.certificate};
  EXPECT_FALSE(verify_handover(sender.bundle(), roots).pass());
}

}  // namespace
}  // namespace yinxin::proof
