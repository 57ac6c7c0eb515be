// The note of a document on paper, and the check of a PDF against it.
#include "proof/document_note.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace yinxin::proof {
namespace {

using testing::HasSubstr;

const base::Bytes kPdf = base::to_bytes("%PDF-1.7 a document");

DocumentNote document_note() {
  return {"演认年报〔2027〕1号", "7K3M9QAX7K3M9QAX", crypto::sm3(kPdf),
          base::parse_utc("2027-01-08T02:00:00Z").value()};
}

std::string signed_by(const crypto::Sm2PrivateKey& key, const std::string& body) {
  SignedNote note;
  note.body = body;
  const auto added =
      note.add("tree-head-1", key.public_key(), crypto::sm2_sign(key, base::as_bytes(body)).value());
  EXPECT_TRUE(added);
  return note.to_text();
}

TEST(DocumentNote, IsReadAsItWasWritten) {
  const DocumentNote note = document_note();
  const auto read = DocumentNote::parse(note.body());
  ASSERT_TRUE(read) << base::describe(read.error());
  EXPECT_EQ(read->number, note.number);
  EXPECT_EQ(read->code, note.code);
  EXPECT_EQ(read->pdf_sm3, note.pdf_sm3);
  EXPECT_EQ(read->made_at, note.made_at);
}

TEST(DocumentNote, AnythingElseIsRefused) {
  const std::string good = document_note().body();
  std::vector<std::string> all{"", "\n", good + "x\n", good.substr(0, good.size() - 1), "x" + good};
  DocumentNote note = document_note();
  note.number = "";
  all.push_back(note.body());
  note.number = std::string(kMaxDocumentNumber + 1, 'a');
  all.push_back(note.body());
  note = document_note();
  note.code = "7k3m";
  all.push_back(note.body());
  note = document_note();
  note.number = "one\ntwo";
  all.push_back(note.body());
  std::string padded = good;
  padded.replace(padded.find("2027-01-08T"), 10, "2027-1-008");
  all.push_back(padded);
  for (const std::string& bad : all) EXPECT_FALSE(DocumentNote::parse(bad)) << bad;
}

TEST(DocumentNote, ADocumentIsCheckedAgainstItsSignedNote) {
  const auto key = crypto::Sm2PrivateKey::generate();
  const auto other = crypto::Sm2PrivateKey::generate();
  const std::string note = signed_by(key, document_note().body());
  const Report good = verify_document(kPdf, note, {other.public_key(), key.public_key()});
  EXPECT_TRUE(good.pass()) << good.to_text();
  EXPECT_THAT(good.to_text(), HasSubstr("演认年报〔2027〕1号"));
  EXPECT_FALSE(verify_document(kPdf, note, {other.public_key()}).pass());
  EXPECT_FALSE(verify_document(kPdf, note, {}).pass());
  base::Bytes changed = kPdf;
  changed.back() ^= 1U;
  const Report bad = verify_document(changed, note, {key.public_key()});
  EXPECT_THAT(bad.to_text(), HasSubstr("document.digest"));
  EXPECT_FALSE(bad.pass());
  EXPECT_FALSE(verify_document(kPdf, signed_by(key, "something else\n"), {key.public_key()}).pass());
  EXPECT_FALSE(verify_document(kPdf, "no note", {key.public_key()}).pass());
}

}  // namespace
}  // namespace yinxin::proof
