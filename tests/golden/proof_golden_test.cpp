// A package and an export that were made once and are kept: today's yinxin-audit must read them and say what
// it said then. YX_UPDATE_GOLDEN=1 makes them anew (other keys, other octets); the difference is to be
// reviewed.
#include <gmock/gmock.h>
#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "proof/test_package.hpp"

namespace yinxin::proof {
namespace {

namespace fs = std::filesystem;
using test::World;
using testing::EndsWith;
using testing::HasSubstr;

const fs::path kFolder = fs::path(YX_SOURCE_DIR) / "tests/golden/proof";
const std::string kAudit = YX_BIN_DIR "/yinxin-audit";
constexpr const char* kPass = "结论：通过 PASS\n";
constexpr const char* kFail = "结论：不通过 FAIL\n";

struct Outcome {
  int code = -1;
  std::string output;
};

/// Runs yinxin-audit in the golden folder.
Outcome audit(const std::string& arguments) {
  const std::string command = "cd " + kFolder.string() + " && " + kAudit + " " + arguments + " 2>&1";
  FILE* pipe = popen(command.c_str(), "r");
  Outcome outcome;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe))
    outcome.output.push_back(static_cast<char>(c));
  outcome.code = WEXITSTATUS(pclose(pipe));
  return outcome;
}

std::string read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write(const fs::path& file, base::ByteView octets) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary)
      .write(reinterpret_cast<const char*>(octets.data()), static_cast<std::streamsize>(octets.size()));
}
void write(const fs::path& file, const std::string& text) {
  write(file, base::as_bytes(text));
}

void write_export(const World& world) {
  std::string entries;
  for (const LedgerEntry& entry : world.entries) entries += entry.to_json() + "\n";
  write(kFolder / "export/entries.jsonl", entries);
  const std::uint64_t size = world.entries.size();
  const std::string older = world.head_at(5, test::at("2026-03-03T00:00:00Z")).to_text();
  const std::string head = world.head_at(size, world.head_time).to_text();
  write(kFolder / "export/tree-heads.txt", older + "\n" + head);
  write(kFolder / "head-5.txt", older);
  write(kFolder / "head.txt", head);
  std::string path;
  for (const Hash& hash : consistency_proof(world.nodes(), 5, size).value())
    path += base::to_base64(hash) + "\n";
  write(kFolder / "consistency.txt", path);
  ExportedCertificate issued;
  issued.seq = 9;
  issued.der = base::to_bytes(world.holder.certificate->der());
  write(kFolder / "export/certificates.jsonl", issued.to_json() + "\n");
  write(kFolder / "export/authorities.pem", world.root.certificate->to_pem() +
                                                world.issuing.certificate->to_pem() +
                                                world.service.certificate->to_pem());
  TileWriter tiles([](const TileId& tile, std::span<const Hash> hashes) -> base::Result<void> {
    base::Bytes content;
    for (const Hash& hash : hashes) base::append(content, hash);
    write(kFolder / "export" / tile.path(), content);
    return {};
  });
  for (const LedgerEntry& entry : world.entries) ASSERT_TRUE(tiles.append(leaf_hash(entry.leaf)));
  ASSERT_TRUE(tiles.flush());
}

void update() {
  World world;
  world.usual_acts();
  world.revoke("2026-06-01T12:00:00Z");
  test::Draft from = test::draft(world);
  const base::Bytes crl =
      world.crl("2026-06-02T00:00:00Z", {{world.holder.tbs.serial, "2026-06-01T12:00:00Z"}});
  from.put("08-status/crl/after.crl", crl);
  from.put("08-status/ocsp/after.ors",
           world.ocsp("2026-06-02T00:00:00Z", x509::CertStatus::Revoked, "2026-06-01T12:00:00Z"));
  write(kFolder / "package.tar", test::build(world, from));
  write(kFolder / "root.pem", world.root.certificate->to_pem());
  write(kFolder / "issuing.cer", world.issuing.certificate->der());
  write(kFolder / "holder.cer", world.holder.certificate->der());
  write(kFolder / "service.cer", world.service.certificate->der());
  write(kFolder / "list.crl", crl);
  write_export(world);
  write(kFolder / "package.txt", audit("package package.tar --root root.pem").output);
  write(kFolder / "ledger.txt", audit("ledger export --root root.pem").output);
}

class ProofGolden : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (std::getenv("YX_UPDATE_GOLDEN") != nullptr) update();
  }
};

/// Made by an earlier release, and never made anew.
TEST_F(ProofGolden, APackageOfFormat1IsRefusedByItsName) {
  const Outcome outcome = audit("package package-1.tar --root root.pem");
  EXPECT_NE(outcome.code, 0);
  EXPECT_THAT(outcome.output, HasSubstr("yinxin-evidence-package/1"));
  EXPECT_THAT(outcome.output, HasSubstr("package.version"));
  EXPECT_THAT(outcome.output, EndsWith(kFail));
}

TEST_F(ProofGolden, ThePackageStillPasses) {
  const Outcome outcome = audit("package package.tar --root root.pem");
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.output, read(kFolder / "package.txt"));
  EXPECT_THAT(outcome.output, EndsWith(kPass));
  EXPECT_EQ(audit("package package.tar --root root.pem --key service.cer").code, 0);
  EXPECT_EQ(audit("package package.tar").code, 0);
}

TEST_F(ProofGolden, TheLedgerStillPasses) {
  const Outcome outcome = audit("ledger export --root root.pem");
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.output, read(kFolder / "ledger.txt"));
  EXPECT_EQ(audit("ledger export --key service.cer").code, 0);
}

TEST_F(ProofGolden, AFlippedByteFailsAndNamesTheFile) {
  std::string folder = (fs::temp_directory_path() / "yx-golden-XXXXXX").string();
  ASSERT_NE(mkdtemp(folder.data()), nullptr);
  std::string archive = read(kFolder / "package.tar");
  const std::size_t at = archive.find("业务规则正文");
  ASSERT_NE(at, std::string::npos);
  archive[at] = static_cast<char>(archive[at] ^ 1);
  write(fs::path(folder) / "changed.tar", archive);
  const Outcome outcome = audit("package --root root.pem " + folder + "/changed.tar");
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.output, HasSubstr("[不符 FAIL] 03-rules/cps-1.0.txt"));
  EXPECT_THAT(outcome.output, EndsWith(kFail));
  fs::remove_all(folder);
}

TEST_F(ProofGolden, AnEditedRowIsNamed) {
  std::string folder = (fs::temp_directory_path() / "yx-golden-XXXXXX").string();
  ASSERT_NE(mkdtemp(folder.data()), nullptr);
  fs::copy(kFolder / "export", folder, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
  std::string entries = read(kFolder / "export/entries.jsonl");
  const std::size_t line = entries.find("\"seq\":4,");
  const std::size_t record = entries.find("\"opening\":\"", line) + 11;
  entries[record] = entries[record] == 'A' ? 'B' : 'A';
  write(fs::path(folder) / "entries.jsonl", entries);
  const Outcome outcome = audit("ledger --root root.pem " + folder);
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.output, HasSubstr("[不符 FAIL] seq 4："));
  fs::remove_all(folder);
}

TEST_F(ProofGolden, SingleThings) {
  const Outcome certificate = audit("certificate holder.cer --issuer issuing.cer --root root.pem");
  EXPECT_EQ(certificate.code, 0) << certificate.output;
  EXPECT_THAT(certificate.output, HasSubstr("五、证书策略对象标识符：2.999.156.1.1"));
  EXPECT_EQ(
      audit("certificate holder.cer --issuer issuing.cer --root root.pem --at 2030-01-01T00:00:00Z").code, 1);
  const Outcome crl = audit("crl list.crl --issuer issuing.cer --root root.pem");
  EXPECT_EQ(crl.code, 0) << crl.output;
  EXPECT_EQ(audit("crl list.crl --issuer holder.cer").code, 1);
  EXPECT_EQ(audit("head head.txt --key service.cer").code, 0);
  EXPECT_EQ(audit("head head.txt --key service.cer --since head-5.txt --proof consistency.txt").code, 0);
  EXPECT_EQ(audit("head head-5.txt --key service.cer --since head.txt --proof consistency.txt").code, 1);
  EXPECT_EQ(audit("head head.txt --key root.pem").code, 1);
}

TEST_F(ProofGolden, JsonForPrograms) {
  const Outcome outcome = audit("--json package package.tar --root root.pem");
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.output, testing::StartsWith("{\"pass\":true,\"failures\":0,\"findings\":["));
  EXPECT_EQ(audit("package package.tar --root root.pem --json").output, outcome.output);
}

TEST_F(ProofGolden, WhatCannotBeUsedEndsWithTwo) {
  for (const char* arguments :
       {"", "package", "package none.tar", "nonsense", "package package.tar --root none.pem",
        "package package.tar --root list.crl", "certificate holder.cer", "head head.txt",
        "head head.txt --key service.cer --since head-5.txt", "crl list.crl --issuer issuing.cer --serial xx",
        "certificate holder.cer --issuer issuing.cer --at tomorrow"}) {
    EXPECT_EQ(audit(arguments).code, 2) << arguments;
  }
  EXPECT_EQ(audit("--help").code, 0);
  EXPECT_EQ(audit("--version").code, 0);
}

TEST_F(ProofGolden, AMissingFolderFails) {
  EXPECT_EQ(audit("ledger none --root root.pem").code, 1);
}

}  // namespace
}  // namespace yinxin::proof
