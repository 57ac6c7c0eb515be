// Notes and tree heads: against a note made with OpenSSL's command line, and against every small change.
#include "proof/tree_head.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>

namespace yinxin::proof {
namespace {

struct Vector {
  std::map<std::string, crypto::Sm2PublicKey> keys;
  std::string text;
};

Vector read_vector() {
  std::ifstream file(YX_SOURCE_DIR "/tests/vectors/tree_head.txt");
  Vector vector;
  bool inside = false;
  for (std::string line; std::getline(file, line);) {
    std::istringstream in(line);
    std::string word;
    std::string name;
    std::string point;
    if (line == "END") break;
    if (inside) vector.text += line + "\n";
    if (line == "BEGIN") inside = true;
    if (in >> word >> name >> point && word == "key") {
      vector.keys.emplace(name, crypto::Sm2PublicKey::from_point(base::from_hex(point).value()).value());
    }
  }
  return vector;
}

constexpr const char* kOrigin = "ledger.test.invalid/yinxin";
constexpr const char* kWitness = "witness.test.invalid/province";

TEST(TreeHead, ReadsANoteThatOpenSslSigned) {
  const Vector vector = read_vector();
  const SignedTreeHead head = SignedTreeHead::parse(vector.text).value();
  EXPECT_EQ(head.head.origin, kOrigin);
  EXPECT_EQ(head.head.size, 1234567U);
  EXPECT_EQ(head.head.root, crypto::sm3(base::as_bytes("any root")));
  EXPECT_EQ(base::format_utc(head.head.time), "2026-11-22T15:41:49Z");
  EXPECT_TRUE(head.signed_by(vector.keys.at(kOrigin)));
  EXPECT_TRUE(head.note.signed_by(kWitness, vector.keys.at(kWitness)));
  EXPECT_FALSE(head.signed_by(vector.keys.at(kWitness))) << "a witness is not the ledger";
  EXPECT_FALSE(head.note.signed_by(kWitness, vector.keys.at(kOrigin)));
  EXPECT_EQ(head.to_text(), vector.text);
  EXPECT_EQ(head.head.body(), head.note.body);
}

TEST(TreeHead, ChangedInAnyOctetItIsRefusedOrUnsigned) {
  const Vector vector = read_vector();
  const std::size_t end = vector.text.find(kWitness) - 4;  // the witness's own line is the witness's affair
  for (std::size_t i = 0; i < end; ++i) {
    std::string text = vector.text;
    text[i] = static_cast<char>(text[i] ^ 1);
    const auto head = SignedTreeHead::parse(text);
    EXPECT_FALSE(head && head->signed_by(vector.keys.at(kOrigin))) << i;
  }
}

TEST(TreeHead, SignsAndCollectsWitnesses) {
  const auto key = crypto::Sm2PrivateKey::generate();
  const auto witness = crypto::Sm2PrivateKey::generate();
  TreeHead head;
  head.origin = "ledger.test.invalid/1";
  head.size = 1;
  head.root = leaf_hash({});
  head.time = base::from_micros(1'790'000'000'999'999);
  const auto signature = crypto::sm2_sign(key, base::as_bytes(head.body())).value();
  SignedTreeHead made = SignedTreeHead::make(head, key.public_key(), signature).value();
  EXPECT_EQ(base::to_micros(made.head.time), 1'790'000'000'000'000) << "whole seconds";
  const auto witnessed = crypto::sm2_sign(witness, base::as_bytes(made.note.body)).value();
  ASSERT_TRUE(made.note.add("witness.test.invalid", witness.public_key(), witnessed));
  const SignedTreeHead read = SignedTreeHead::parse(made.to_text()).value();
  EXPECT_TRUE(read.signed_by(key.public_key()));
  EXPECT_TRUE(read.note.signed_by("witness.test.invalid", witness.public_key()));

  EXPECT_EQ(made.note.add("witness.test.invalid", witness.public_key(), witnessed).error().code,
            "proof.note.repeated");
  EXPECT_EQ(made.note.add("other", witness.public_key(), signature).error().code, "proof.note.signature");
  EXPECT_EQ(made.note.add("two words", witness.public_key(), witnessed).error().code, "proof.note.name");
  EXPECT_EQ(SignedTreeHead::make(head, witness.public_key(), signature).error().code, "proof.note.signature");
  head.origin = "with space";
  EXPECT_EQ(SignedTreeHead::make(head, key.public_key(), signature).error().code, "proof.tree_head");
}

TEST(TreeHead, NoMoreSignaturesThanAllowed) {
  const auto key = crypto::Sm2PrivateKey::generate();
  SignedNote note;
  note.body = "one line\n";
  const auto signature = crypto::sm2_sign(key, base::as_bytes(note.body)).value();
  for (std::size_t i = 0; i < kMaxNoteSignatures; ++i) {
    ASSERT_TRUE(note.add("w" + std::to_string(i), key.public_key(), signature));
  }
  EXPECT_EQ(note.add("one-more", key.public_key(), signature).error().code, "proof.note.signatures");
  EXPECT_EQ(SignedNote::parse(note.to_text()).value(), note);
  std::string text = note.to_text();
  text += text.substr(text.find("— w0"), text.find("— w1") - text.find("— w0")).replace(4, 2, "wx");
  EXPECT_EQ(SignedNote::parse(text).error().code, "proof.note");
}

TEST(TreeHead, BodiesThatAreNotOurs) {
  const std::string root = base::to_base64(leaf_hash({}));
  const std::string time = "2026-11-22T15:41:49Z";
  ASSERT_TRUE(TreeHead::parse_body("o\n1\n" + root + "\n" + time + "\n"));
  ASSERT_TRUE(TreeHead::parse_body("o\n0\n" + base::to_base64(empty_root()) + "\n" + time + "\n"));
  for (const std::string& body : {
           std::string(),
           std::string("o\n"),
           "o\n1\n" + root + "\n" + time,  // no last newline
           "o\n1\n" + root + "\n" + time + "\nmore\n",
           "\n1\n" + root + "\n" + time + "\n",
           "o o\n1\n" + root + "\n" + time + "\n",
           "o+o\n1\n" + root + "\n" + time + "\n",
           "o\n01\n" + root + "\n" + time + "\n",
           "o\n-1\n" + root + "\n" + time + "\n",
           "o\n\n" + root + "\n" + time + "\n",
           "o\n9223372036854775808\n" + root + "\n" + time + "\n",
           "o\n1\n" + root.substr(4) + "\n" + time + "\n",
           "o\n1\n" + root + "=\n" + time + "\n",
           "o\n0\n" + root + "\n" + time + "\n",  // an empty tree has one root
           "o\n1\n" + root + "\n2026-11-22T15:41:49+08:00\n",
           "o\n1\n" + root + "\n2026-02-30T15:41:49Z\n",
           std::string(101, 'o') + "\n1\n" + root + "\n" + time + "\n",
       }) {
    EXPECT_EQ(TreeHead::parse_body(body).error().code, "proof.tree_head") << body;
  }
}

TEST(Note, TextsThatAreNotNotes) {
  const std::string good = read_vector().text;
  const std::size_t gap = good.find("\n\n");
  const std::string first_line = good.substr(gap + 2, good.find('\n', gap + 2) - gap - 1);
  for (const std::string& text : {
           std::string(),
           std::string("\n\n"),
           good.substr(0, gap + 1),
           good.substr(0, gap + 2),  // no signature
           good.substr(0, good.size() - 1),
           good + "\n",
           good + "x\n",
           good + first_line,  // one key twice
           "\n" + good,
           std::string(good).replace(gap + 2, 3, "--"),
           std::string(good).replace(4, 1, "\t"),
           std::string(good).replace(gap - 1, 1, "\r"),
           std::string(good).insert(gap + 6, " "),
       }) {
    EXPECT_EQ(SignedNote::parse(text).error().code, "proof.note") << text;
  }
  EXPECT_EQ(SignedNote::parse(std::string(kMaxNoteBytes + 1, 'x')).error().code, "proof.note.size");
}

}  // namespace
}  // namespace yinxin::proof
