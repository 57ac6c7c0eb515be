// Handover bundles: a whole one passes; one thing changed anywhere fails, and the report names it.
#include <gmock/gmock.h>

#include "proof/test_handover.hpp"

namespace yinxin::proof {
namespace {

using test::at;
using test::Party;
using test::Sender;
using testing::HasSubstr;
namespace file = handover_file;

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
