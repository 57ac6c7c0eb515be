// A draw, its redraw and a witnessed tree head that were made once and are kept: today's yinxin-audit must
// read them and say what it said then. YX_UPDATE_GOLDEN=1 makes them anew (other keys, other octets); the
// difference is to be reviewed.
#include <gmock/gmock.h>
#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "proof/test_draw.hpp"
#include "proof/witness.hpp"

namespace yinxin::proof {
namespace {

namespace fs = std::filesystem;
using testing::EndsWith;
using testing::HasSubstr;

const fs::path kFolder = fs::path(YX_SOURCE_DIR) / "tests/golden/draw";
constexpr const char* kPass = "结论：通过 PASS\n";
constexpr const char* kFail = "结论：不通过 FAIL\n";

struct Outcome {
  int code = -1;
  std::string output;
};

/// Runs yinxin-audit in the golden folder.
Outcome audit(const std::string& arguments) {
  const std::string command =
      "cd " + kFolder.string() + " && " YX_BIN_DIR "/yinxin-audit " + arguments + " 2>&1";
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

void write(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

void update() {
  test::DrawWorld first;
  first.order.push_back(ActCode::DrawReplaced);
  first.write_ledger();
  write(kFolder / "draw.json", first.record.to_json());
  const test::World& world = first.world;
  write(kFolder / "root.pem", world.root.certificate->to_pem());
  write(kFolder / "tree-head.pem", world.service.certificate->to_pem());
  test::Party witness = test::party(test::Kind::Service, "国家密码管理局（演示）", "见证");
  witness.certify(world.issuing);
  write(kFolder / "witness.pem", witness.certificate->to_pem());
  const SignedTreeHead head = world.head_at(world.entries.size(), test::at("2026-06-24T00:00:00Z"));
  const auto signature = crypto::sm2_sign(witness.key, base::as_bytes(head.note.body)).value();
  const WitnessKey key{"witness.test.invalid", witness.key.public_key()};
  write(kFolder / "witnessed.txt", cosigned(head, key, signature).value().to_text());
  const DrawStatement replaced = first.record.statement;
  first.record.statement.draw = "0190a000-0000-7000-8000-0000000000d2";
  first.record.statement.replaces = ReplacedDraw{replaced.draw, replaced.digest(), "一名专家病休"};
  first.order.pop_back();
  first.make();
  write(kFolder / "redraw.json", first.record.to_json());
  write(kFolder / "draw.txt", audit("draw draw.json --root root.pem").output);
  write(kFolder / "redraw.txt", audit("draw redraw.json --root root.pem --replaced draw.json").output);
}

class DrawGolden : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (std::getenv("YX_UPDATE_GOLDEN") != nullptr) update();
  }
};

TEST_F(DrawGolden, DrawAndRedrawStillPass) {
  const Outcome draw = audit("draw draw.json --root root.pem");
  EXPECT_EQ(draw.code, 0);
  EXPECT_EQ(draw.output, read(kFolder / "draw.txt"));
  EXPECT_THAT(draw.output, EndsWith(kPass));
  const Outcome redraw = audit("draw redraw.json --root root.pem --replaced draw.json");
  EXPECT_EQ(redraw.code, 0);
  EXPECT_EQ(redraw.output, read(kFolder / "redraw.txt"));
  EXPECT_EQ(audit("draw draw.json --root root.pem --key tree-head.pem").code, 0);
}

TEST_F(DrawGolden, WhatIsWrongIsNamed) {
  std::string folder = (fs::temp_directory_path() / "yx-golden-XXXXXX").string();
  ASSERT_NE(mkdtemp(folder.data()), nullptr);
  std::string changed = read(kFolder / "draw.json");
  changed.replace(changed.find("两年前"), std::string("两年前").size(), "三年前");
  write(fs::path(folder) / "changed.json", changed);
  const Outcome outcome = audit("draw --root root.pem " + folder + "/changed.json");
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.output, HasSubstr("(draw.pool)"));
  EXPECT_THAT(outcome.output, EndsWith(kFail));
  fs::remove_all(folder);
  EXPECT_EQ(audit("draw draw.json --root witness.pem").code, 1) << "another root";
  EXPECT_EQ(audit("draw draw.json --root root.pem --key witness.pem").code, 1) << "another ledger's key";
  EXPECT_EQ(audit("draw draw.json --root root.pem --replaced redraw.json").code, 1);
  EXPECT_EQ(audit("draw nothing.json --root root.pem").code, 2);
  EXPECT_THAT(audit("--json draw draw.json --root root.pem").output, HasSubstr("\"pass\":true"));
}

TEST_F(DrawGolden, AWitnessedHead) {
  const std::string head = "head witnessed.txt --key tree-head.pem";
  EXPECT_EQ(audit(head).code, 0);
  EXPECT_EQ(audit(head + " --witness witness.test.invalid=witness.pem").code, 0);
  const Outcome other = audit(head + " --witness witness.test.invalid=root.pem");
  EXPECT_EQ(other.code, 1);
  EXPECT_THAT(other.output, HasSubstr("(head.witness)"));
  EXPECT_EQ(audit(head + " --witness another.invalid=witness.pem").code, 1);
  EXPECT_EQ(audit(head + " --witness witness.pem").code, 2);
}

}  // namespace
}  // namespace yinxin::proof
