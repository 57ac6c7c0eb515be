// Documents drawn with the fonts of this machine: octets that repeat, characters beyond the basic plane,
// names as long as the law allows, and the seal's signature.
#include "documents/service.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/files.hpp"
#include "documents_support/known_leaks.hpp"
#include "documents_support/sample_documents.hpp"
#include "proof/note.hpp"
#include "store_support/test_database.hpp"

namespace yinxin::documents {
namespace {

using store::code_of;
using store::detail_of;
using test::example;
using test::PdfFile;
using test::preview;
using test::service;
using testing::HasSubstr;
using testing::Not;

std::string head(const base::Bytes& octets) {
  return std::string(octets.begin(), octets.begin() + 5);
}

TEST(Documents, EveryExampleBecomesAPdf) {
  for (const Template& paper : service().templates().all()) {
    for (const bool demonstration : {false, true}) {
      const Draft draft = preview(example(paper.id), demonstration);
      EXPECT_EQ(head(draft.pdf), "%PDF-") << paper.id;
      EXPECT_EQ(draft.pdf_sm3, crypto::sm3(draft.pdf));
      EXPECT_EQ(draft.template_version, paper.version);
    }
  }
}

TEST(Documents, TheSameInputGivesTheSameOctets) {
  for (const char* id : {"refusal_decision", "licence_document", "receipt"}) {
    const Draft first = preview(example(id), true);
    EXPECT_EQ(first.pdf, preview(example(id), true).pdf) << id;
    // Another service, with fonts read anew: nothing of the process is in the octets.
    const auto other = test::need(
        Service::open(YX_SOURCE_DIR "/rules", Settings{"https://example.invalid", true}, test::noon()));
    EXPECT_EQ(first.pdf, test::need(other->preview(example(id), 1, test::kCode)).pdf) << id;
    EXPECT_NE(first.pdf, preview(example(id), false).pdf) << id;
  }
}

TEST(Documents, EveryPageSaysThatTheClockWasMoved) {
  base::MovableClock clock(test::noon());
  const auto service = test::need(
      Service::open(YX_SOURCE_DIR "/rules", Settings{"https://example.invalid", true, &clock}, clock));
  const auto drawn = [&](const char* id) {
    return PdfFile(test::need(service->preview(example(id), 1, test::kCode)).pdf).text();
  };
  EXPECT_THAT(drawn("acceptance_notice"), Not(HasSubstr("演示时钟")));
  clock.move_to(std::chrono::hours(24 * 20 + 6));
  for (const char* id : {"acceptance_notice", "receipt", "licence_document"})
    EXPECT_THAT(drawn(id), HasSubstr("演示时钟：本件日期按演示时钟，比实际日期快20天6小时")) << id;
}

TEST(Documents, TheFileSaysWhatItIs) {
  const Draft draft = preview(example("acceptance_notice"));
  const std::string info = PdfFile(draft.pdf).ask("TZ=UTC pdfinfo -isodates");
  EXPECT_THAT(info, HasSubstr("受理通知书"));
  EXPECT_THAT(info, HasSubstr("演示省密码管理局"));
  EXPECT_THAT(info, HasSubstr("演密许受〔2026〕1号"));
  EXPECT_THAT(info,
              HasSubstr("acceptance_notice/2024-11-01; 8; 9; 行政许可法 32"));  // requirements, article 1
  EXPECT_THAT(info, HasSubstr("CreationDate:    2026-11-23T04:00:00"));
}

// GB 18030-2022: 𠮷 (extension B), 䶮 (A), 𬭩 (E) are in names of people and places (requirements 8.1).
TEST(Documents, RareCharactersShow) {
  Wish wish = example("acceptance_notice");
  wish.values["applicant"] = std::string("𠮷䶮𬭩电子认证有限公司");
  const std::string text = PdfFile(preview(wish).pdf).text();
  EXPECT_THAT(text, HasSubstr("𠮷䶮𬭩电子认证有限公司"));
}

TEST(Documents, ACharacterThatNoFontHasIsRefusedAndNamed) {
  Wish wish = example("acceptance_notice");
  wish.values["applicant"] = std::string("甲\U0010F123乙\U0001F9FF公司");  // private use; an amulet
  const auto refused = service().preview(wish, 1, test::kCode);
  ASSERT_EQ(code_of(refused), "documents.glyph");
  EXPECT_THAT(detail_of(refused), HasSubstr("U+10F123"));
  EXPECT_THAT(detail_of(refused), HasSubstr("U+1F9FF"));
  EXPECT_THAT(detail_of(refused), Not(HasSubstr("甲")));
}

TEST(Documents, LongNamesWrap) {
  std::string name;
  for (int i = 0; i < 40; ++i) name += "演示甲乙丙";  // 200 characters
  for (const char* id : {"acceptance_notice", "licence_document", "filing_receipt"}) {
    Wish wish = example(id);
    const std::string field = id == std::string("licence_document") ? "holder"
                              : id == std::string("filing_receipt") ? "provider"
                                                                    : "applicant";
    wish.values[field] = name;
    if (id != std::string("licence_document")) wish.issuer = name;
    const PdfFile pdf(preview(wish).pdf);
    const double width = id == std::string("licence_document") ? 1190.6 : 595.3;
    for (const PdfFile::Word& word : pdf.words()) {
      EXPECT_GE(word.left, 0) << id;
      EXPECT_LE(word.right, width) << id << word.text;
    }
  }
}

TEST(Documents, WhatDoesNotFitIsRefused) {
  Wish wish = example("licence_document");
  std::string scope;
  for (int i = 0; i < 500; ++i) scope += "业";
  std::string name;
  for (int i = 0; i < 200; ++i) name += "名";
  wish.values["scope"] = scope;
  wish.values["domicile"] = scope;
  wish.values["credit_code"] = scope;
  wish.values["holder"] = name;
  wish.values["legal_representative"] = name;
  EXPECT_EQ(code_of(service().preview(wish, 1, test::kCode)), "documents.space");
  wish = example("licence_document");
  wish.issuer = name;
  EXPECT_EQ(code_of(service().preview(wish, 1, test::kCode)), "documents.space");
}

TEST(Documents, WishesAreChecked) {
  struct Bad {
    std::function<void(Wish&)> change;
    const char* code;
  };
  const Bad all[] = {
      {[](Wish& wish) { wish.template_id = "nothing"; }, "documents.template"},
      {[](Wish& wish) { wish.dated = test::day("2024-10-31"); }, "documents.template"},
      {[](Wish& wish) { wish.values.clear(); }, "documents.values"},
      {[](Wish& wish) { wish.word = ""; }, "documents.number"},
      {[](Wish& wish) { wish.word = "{n}"; }, "documents.number"},
      {[](Wish& wish) { wish.word = "一二三四五六七八九十一二三四五六七八九十一"; }, "documents.number"},
      {[](Wish& wish) { wish.number = "1"; }, "documents.number"},
      {[](Wish& wish) { wish.copy.mark = "副本"; }, "documents.values"},
  };
  for (const Bad& bad : all) {
    Wish wish = example("acceptance_notice");
    bad.change(wish);
    EXPECT_EQ(code_of(service().preview(wish, 1, test::kCode)), bad.code);
  }
  Wish licence = example("licence_document");
  licence.number = "";
  EXPECT_EQ(code_of(service().preview(licence, 1, test::kCode)), "documents.number");
}

TEST(Documents, FaultyTemplatesAndFontsAreSaid) {
  const auto nowhere = Service::open("/nowhere", {}, test::noon());
  EXPECT_EQ(code_of(nowhere), "documents.folder");
  const test::fs::path folder =
      test::fs::temp_directory_path() / ("yx_rules_" + base::to_hex(crypto::random_bytes(8)));
  test::fs::create_directories(folder / "documents/layout");
  const auto open = [&] { return Service::open(folder, {}, test::noon()); };
  EXPECT_EQ(code_of(open()), "base.file.missing");
  const auto write = [&](const std::string& families) {
    std::ofstream file(folder / "documents/layout/fonts.toml");
    file << "folders = [\"/usr/share/fonts\"]\n";
    for (const char* id : {"body", "title", "heading", "note"})
      file << "[[use]]\nid = \"" << id << "\"\nzh = \"x\"\nfamilies = [" << families << "]\n";
  };
  write("\"No Such Family\"");
  EXPECT_EQ(code_of(open()), "documents.fonts");
  write("\"<b>\"");
  EXPECT_EQ(code_of(open()), "base.toml.content");
  write("");
  EXPECT_EQ(code_of(open()), "base.toml.content");
  std::ofstream(folder / "documents/x.toml") << "kind = \"letter\"\n";
  EXPECT_EQ(code_of(open()), "documents.templates");
  EXPECT_THAT(detail_of(open()), HasSubstr("rules/documents/x.toml:1"));
  test::fs::remove_all(folder);
}

/// Numbers, record and lookup on both engines.
class DocumentsRecorded : public store::BothEngines {
 protected:
  void SetUp() override {
    BothEngines::SetUp();
    if (IsSkipped()) return;
    run(test::need(schema()));
    lane_ = test::need(store::Lane::start(*database_));
  }
  void TearDown() override {
    lane_.reset();
    BothEngines::TearDown();
  }
  static base::Result<std::string> schema() {
    YX_TRY(const base::Bytes text, base::read_file(YX_SOURCE_DIR "/schema/0011_documents.sql", 64 * 1024));
    return std::string(base::as_text(text));
  }
  Draft make(const Wish& wish, const SealKey* seal = nullptr) {
    return test::need(service().make(*connect(), wish, seal));
  }
  std::string record(const Draft& draft) {
    store::WriteSet set;
    Service::record(set, draft);
    return code_of(lane_->commit(std::move(set)));
  }
  base::Result<PublicEntry> find(const std::string& code) { return Service::find(*connect(), code); }

  std::unique_ptr<store::Lane> lane_;
};
YX_BOTH_ENGINES(DocumentsRecorded);

TEST_P(DocumentsRecorded, ANumberIsTakenByTheCommitOfItsDocument) {
  const Wish wish = example("acceptance_notice");
  const Draft lost = make(wish);  // never recorded: leaves no gap
  EXPECT_EQ(lost.number, "演密许受〔2026〕1号");
  const Draft first = make(wish);
  const Draft same = make(wish);
  EXPECT_EQ(first.number, same.number);
  EXPECT_NE(first.code, same.code);
  EXPECT_EQ(record(first), "ok");
  EXPECT_EQ(record(same), "documents.number_taken");
  const Draft second = make(wish);
  EXPECT_EQ(second.number, "演密许受〔2026〕2号");
  EXPECT_EQ(record(second), "ok");
  EXPECT_EQ(number("SELECT last FROM document_series"), 2);
  EXPECT_EQ(number("SELECT count(*) FROM document"), 2);
}

TEST_P(DocumentsRecorded, EachSeriesAndYearCountsForItself) {
  Wish wish = example("acceptance_notice");
  EXPECT_EQ(record(make(wish)), "ok");
  Wish other = wish;
  other.word = "演乙密";
  EXPECT_EQ(make(other).number, "演乙密许受〔2026〕1号");
  wish.dated = test::day("2027-01-04");
  EXPECT_EQ(make(wish).number, "演密许受〔2027〕1号");
  EXPECT_EQ(make(example("receipt")).number, "演密许收〔2026〕1号");
}

TEST_P(DocumentsRecorded, NothingIsTakenWhenTheActFails) {
  store::WriteSet set;
  Service::record(set, make(example("acceptance_notice")));
  set.add("UPDATE document SET title = title WHERE code = $1",
          {std::string("none")});  // the act's own part fails
  EXPECT_EQ(code_of(lane_->commit(std::move(set))), "store.expected_rows");
  EXPECT_EQ(number("SELECT count(*) FROM document"), 0);
  EXPECT_EQ(make(example("acceptance_notice")).number, "演密许受〔2026〕1号");
}

TEST_P(DocumentsRecorded, TheVerificationPageSaysLittle) {
  Wish wish = example("acceptance_notice");
  wish.case_number = "AJ-2026-1";
  const Draft draft = make(wish);
  ASSERT_EQ(record(draft), "ok");
  const auto entry = find(draft.code);
  ASSERT_TRUE(entry) << base::describe(entry.error());
  EXPECT_EQ(entry->number, draft.number);
  EXPECT_EQ(entry->title, "受理通知书");
  EXPECT_EQ(entry->issuer, "演示省密码管理局");
  EXPECT_EQ(entry->dated, wish.dated);
  EXPECT_EQ(entry->pdf_sm3_head, base::to_hex(draft.pdf_sm3).substr(0, 16));
  EXPECT_EQ(entry->standing, Standing::Valid);
  // As people type it.
  std::string typed = draft.code.substr(0, 4) + "-" + draft.code.substr(4);
  for (char& c : typed) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  EXPECT_EQ(find(typed)->number, draft.number);
  EXPECT_EQ(code_of(find("0000000000000000")), "documents.code");
  EXPECT_EQ(code_of(find("' OR '1'='1")), "documents.code");
}

TEST_P(DocumentsRecorded, ADocumentIsWithdrawnOrSupersededOnce) {
  const Draft old = make(example("grant_decision"));
  ASSERT_EQ(record(old), "ok");
  const Draft now = make(example("grant_decision"));
  ASSERT_EQ(record(now), "ok");
  const auto commit = [&](const std::function<void(store::WriteSet&)>& fill) {
    store::WriteSet set;
    fill(set);
    return code_of(lane_->commit(std::move(set)));
  };
  const base::Time at = test::noon().now();
  EXPECT_EQ(commit([&](store::WriteSet& set) { Service::supersede(set, old.code, now.code, at); }), "ok");
  EXPECT_EQ(find(old.code)->standing, Standing::Superseded);
  EXPECT_EQ(find(old.code)->superseded_by, now.number);
  EXPECT_EQ(commit([&](store::WriteSet& set) { Service::withdraw(set, old.code, at); }),
            "documents.not_valid");
  EXPECT_EQ(commit([&](store::WriteSet& set) { Service::withdraw(set, now.code, at); }), "ok");
  EXPECT_EQ(find(now.code)->standing, Standing::Withdrawn);
  EXPECT_EQ(commit([&](store::WriteSet& set) { Service::withdraw(set, "none", at); }), "documents.not_valid");
}

// Requirements 4.2: the number of a licence stays when it is changed; original and copies have one number.
TEST_P(DocumentsRecorded, AGivenNumberHasOneValidPaperOfEachCopy) {
  Wish wish = example("licence_document");
  const Draft original = make(wish);
  EXPECT_EQ(original.number, "测试-2026-0001");
  EXPECT_EQ(record(original), "ok");
  wish.copy = Copy{"副本", 1, 2};
  EXPECT_EQ(record(make(wish)), "ok");
  wish.copy = Copy{"副本", 2, 2};
  EXPECT_EQ(record(make(wish)), "ok");
  wish.copy = Copy{"正本", 0, 0};
  const Draft anew = make(wish);
  EXPECT_EQ(record(anew), "store.constraint");
  store::WriteSet set;
  Service::supersede(set, original.code, anew.code, test::noon().now());
  Service::record(set, anew);
  EXPECT_EQ(code_of(lane_->commit(std::move(set))), "ok");
}

TEST_P(DocumentsRecorded, TheSealSignsTheOctets) {
  const crypto::Sm2PrivateKey key = crypto::Sm2PrivateKey::generate();
  std::string signed_text;
  const SealKey seal{"seal.demonstration", key.public_key(), [&](const std::string& note) {
                       signed_text = note;
                       return crypto::sm2_sign(key, base::as_bytes(note));
                     }};
  const Draft draft = make(example("acceptance_notice"), &seal);
  const auto note = proof::SignedNote::parse(draft.seal);
  ASSERT_TRUE(note);
  EXPECT_TRUE(note->signed_by("seal.demonstration", key.public_key()));
  EXPECT_EQ(note->body, "yinxin document v1\n演密许受〔2026〕1号\n" + draft.code + "\n" +
                            base::to_base64(crypto::sm3(draft.pdf)) + "\n2026-11-23T04:00:00Z\n");
  EXPECT_EQ(signed_text, note->body);
  EXPECT_EQ(record(draft), "ok");
  EXPECT_EQ(rows("SELECT seal FROM document").at(0).text(0), draft.seal);
}

TEST_P(DocumentsRecorded, AKeyThatDoesNotSignStopsTheDocument) {
  const crypto::Sm2PrivateKey key = crypto::Sm2PrivateKey::generate();
  const crypto::Sm2PrivateKey other = crypto::Sm2PrivateKey::generate();
  const SealKey down{"seal", key.public_key(), [](const std::string&) {
                       return base::Result<crypto::Sm2Signature>(
                           base::make_error(base::ErrorKind::Unavailable, "signer.locked"));
                     }};
  EXPECT_EQ(code_of(service().make(*connect(), example("acceptance_notice"), &down)), "signer.locked");
  const SealKey wrong{"seal", key.public_key(),
                      [&](const std::string& note) { return crypto::sm2_sign(other, base::as_bytes(note)); }};
  EXPECT_EQ(code_of(service().make(*connect(), example("acceptance_notice"), &wrong)),
            "proof.note.signature");
}

}  // namespace
}  // namespace yinxin::documents
