// Documents of a case over HTTP: numbered, drawn, kept, given to those they concern (requirements 2.0, 8.2).
#include <gmock/gmock.h>

#include <set>

#include "documents_support/known_leaks.hpp"
#include "documents_support/sample_documents.hpp"
#include "integration/regulator_world.hpp"

namespace yinxin::endpoints {
namespace {

using house_support::need;
using house_support::Signer;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class CaseDocumentsTest : public house_support::RegulatorWorld {
 protected:
  void SetUp() override {
    documents = need(documents::Service::open(std::string(YX_SOURCE_DIR) + "/rules",
                                              {"http://regulator.example.cn", true}, clock));
    RegulatorWorld::SetUp();
    if (IsSkipped()) return;
    number = opened();
  }
  Signer review() const { return by_role("province_review_officer"); }
  http::Response issue(const Signer& by, const std::string& body) const {
    return send(write(by, "/cases/" + number + "/documents", body));
  }
  http::Response pdf(const Signer& by, const std::string& code) const {
    return send(read(by, "/cases/" + number + "/documents/" + code));
  }

  std::string number;
};
YX_BOTH_ENGINES(CaseDocumentsTest);

TEST_P(CaseDocumentsTest, TheAcceptanceNoticeIsIssuedOnceAndReadByWhomItConcerns) {
  play(number, "examine_form accept");
  const std::string wish = R"({"position":2,"document":"acceptance_notice"})";
  const http::Response made = issue(review(), wish);
  ASSERT_EQ(outcome(made), "201") << made.body_text();
  EXPECT_EQ(member(made, "number"), "演密许受〔2026〕1号");
  EXPECT_EQ(member(made, "title"), "受理通知书");
  const std::string code = member(made, "code");
  EXPECT_EQ(outcome(issue(review(), wish)), "409 papers.issued");

  const http::Response read = pdf(by_role("applicant"), code);
  ASSERT_EQ(outcome(read), "200");
  EXPECT_EQ(read.headers.find("Content-Type"), "application/pdf");
  EXPECT_THAT(std::string(read.body_text()), StartsWith("%PDF-"));
  EXPECT_EQ(base::to_hex(crypto::sm3(*read.body)), member(made, "sm3"));
  EXPECT_EQ(outcome(pdf(review(), code)), "200");
  EXPECT_EQ(outcome(pdf(by_role("enforcement_officer"), code)), "403 procedure.role")
      << "may only see the case";
  EXPECT_EQ(outcome(pdf(bare_key(crypto::Sm2PrivateKey::generate()), code)), "404 cases.none");
  EXPECT_EQ(outcome(pdf(review(), "0000000000000000")), "404 papers.none");
  EXPECT_EQ(records(proof::ActCode::CaseStep, "case/" + number), 3) << "two steps and the document";
}

// Article 1: what a document rests on comes from the rule that made it, not from who typed it.
TEST_P(CaseDocumentsTest, EachStatesTheArticlesOfTheStepThatGivesIt) {
  play(number, "examine_form accept");
  const http::Response made = issue(review(), R"({"position":2,"document":"acceptance_notice"})");
  ASSERT_EQ(outcome(made), "201") << made.body_text();
  const http::Response read = pdf(review(), member(made, "code"));
  std::string text = documents::test::PdfFile(base::to_bytes(read.body_text())).text();
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\f'; });
  std::string basis;
  for (const std::string& cite : transition("accept").cites)
    basis += (basis.empty() ? "制作依据：" : "、") + rules::article_in_words(cite);
  EXPECT_THAT(text, HasSubstr(basis + "。"));
  EXPECT_THAT(basis, HasSubstr("《电子政务电子认证服务管理办法》第"));
}

TEST_P(CaseDocumentsTest, AreListedByTheStepsThatGiveThem) {
  play(number, "examine_form accept");
  const http::Response made = issue(review(), R"({"position":2,"document":"acceptance_notice"})");
  ASSERT_EQ(outcome(made), "201");
  const http::Response list = send(read(review(), "/cases/" + number + "/documents"));
  ASSERT_EQ(outcome(list), "200");
  const auto all = need(http::JsonReader::parse(*list.body)).objects("documents", 10);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].text("document"), "receipt");
  EXPECT_EQ(all[0].text("zh"), "收件回执");
  EXPECT_TRUE(all[0].objects("issued", 10).empty());
  ASSERT_EQ(all[1].objects("issued", 10).size(), 1u);
  EXPECT_EQ(all[1].objects("issued", 10)[0].text("number"), "演密许受〔2026〕1号");
}

TEST_P(CaseDocumentsTest, OthersPapersAreNotTheAuthoritysToGive) {
  play(number,
       "examine_form accept forward sign_for start_review deliver_review_notice assign_reviewer#r1 "
       "sign_report#r1 receive_report");
  const Signer by = by_role("case_officer");
  const http::Response list = send(read(by, "/cases/" + number + "/documents"));
  ASSERT_EQ(outcome(list), "200");
  std::set<std::string> given;
  for (const auto& one : need(http::JsonReader::parse(*list.body)).objects("documents", 20))
    if (one.boolean("has_template")) given.insert(one.text("document"));
  EXPECT_EQ(given.count("review_mandate"), 1U);
  EXPECT_EQ(given.count("review_report"), 0U) << "the experts give it";
  for (int position = 0; position < 12; ++position) {
    const std::string wish = R"({"position":)" + std::to_string(position) + R"(,"document":"review_report"})";
    EXPECT_EQ(outcome(issue(by, wish)), "404 papers.none") << position;
  }
}

TEST_P(CaseDocumentsTest, WhatTheCaseDoesNotKnowIsNamedAndGivenByTheOfficer) {
  const std::string wish = R"({"position":0,"document":"receipt")";
  const http::Response lacks = issue(review(), wish + "}");
  EXPECT_EQ(outcome(lacks), "400 documents.values");
  EXPECT_THAT(std::string(lacks.body_text()), HasSubstr("materials"));
  EXPECT_EQ(outcome(issue(review(), wish + R"(,"values":{"materials":"form"}})")), "400 http.json.content");
  EXPECT_EQ(outcome(issue(review(), wish + R"(,"values":{"surplus":"x"}})")), "400 http.json.content");
  EXPECT_EQ(outcome(issue(
                review(),
                wish + R"(,"values":{"materials":[{"material":"资质申请表","form":"纸质","pages":3}]}})")),
            "201");
}

TEST_P(CaseDocumentsTest, TheSupplementNoticeTellsEverythingAndTheDay) {
  play(number, "examine_form request_supplement");
  const http::Response made = issue(review(), R"({"position":2,"document":"supplement_notice"})");
  ASSERT_EQ(outcome(made), "201") << made.body_text();
  EXPECT_EQ(member(made, "number"), "演密许补〔2026〕1号");
}

TEST_P(CaseDocumentsTest, DeemedAcceptanceHasItsNoticeToo) {
  clock.set(at("2026-10-10T16:00:00Z"));
  need(case_office->cases->fire_due());
  const http::Response made = issue(review(), R"({"position":1,"document":"acceptance_notice"})");
  EXPECT_EQ(outcome(made), "201") << made.body_text();
}

TEST_P(CaseDocumentsTest, ThePrintedCodeIsVerifiedByAnybodyWhoIsToldNoMore) {
  play(number, "examine_form accept");
  const http::Response made = issue(review(), R"({"position":2,"document":"acceptance_notice"})");
  ASSERT_EQ(outcome(made), "201") << made.body_text();
  const auto verify = [&](const std::string& code) {
    return send(client().request(http::Method::Get, "/d/" + code));
  };
  const http::Response found = verify(member(made, "code"));
  ASSERT_EQ(outcome(found), "200");
  EXPECT_EQ(member(found, "number"), "演密许受〔2026〕1号");
  EXPECT_EQ(member(found, "title"), "受理通知书");
  EXPECT_EQ(member(found, "issuer"), "演示省密码管理局");
  EXPECT_EQ(member(found, "dated"), "2026-09-28");
  EXPECT_EQ(member(found, "sm3_head"), member(made, "sm3").substr(0, 16));
  EXPECT_EQ(member(found, "standing"), "valid");
  EXPECT_THAT(std::string(found.body_text()), Not(HasSubstr("北京某某认证有限公司")));
  EXPECT_THAT(std::string(found.body_text()), Not(HasSubstr(number)));
  EXPECT_EQ(outcome(verify("0000000000000000")), "404 documents.code");
}

TEST_P(CaseDocumentsTest, ABrowserIsSentToThePageThatShowsWhatACodeStandsFor) {
  http::Request scanned = client().request(http::Method::Get, "/d/7K3M9QAX7K3M9QAX");
  scanned.headers.add("Accept", "text/html,*/*;q=0.8");
  EXPECT_EQ(outcome(send(scanned)), "404 documents.code") << "no console is served";
  regulator->has_pages = true;
  const http::Response sent = send(scanned);
  EXPECT_EQ(sent.status, 303);
  EXPECT_EQ(sent.headers.combined("Location").value_or(""), "/public/documents/7K3M9QAX7K3M9QAX");
  http::Request odd = client().request(http::Method::Get, "/d/a.b");
  odd.headers.add("Accept", "text/html");
  EXPECT_NE(send(odd).status, 303);
}

TEST_P(CaseDocumentsTest, ALicenceHasOneOriginalAndItsDuplicatesUnderOneNumber) {
  play(number,
       "examine_form accept forward sign_for propose review_opinion legal_review grant deliver_licence");
  const Signer by = by_role("case_officer");
  const auto licence = [&](int copy) {
    return issue(by,
                 R"({"position":9,"document":"licence_document","copy":)" + std::to_string(copy) +
                     R"(,"values":{"domicile":"演示省","legal_representative":"张三","scope":"电子签名"}})");
  };
  const http::Response original = licence(0);
  ASSERT_EQ(outcome(original), "201") << original.body_text();
  EXPECT_EQ(member(original, "number"), "测试0001");
  EXPECT_EQ(member(original, "copy"), "正本");
  const http::Response duplicate = licence(1);
  ASSERT_EQ(outcome(duplicate), "201") << duplicate.body_text();
  EXPECT_EQ(member(duplicate, "number"), "测试0001");
  EXPECT_EQ(member(duplicate, "copy"), "副本 1/2");
  EXPECT_NE(member(duplicate, "code"), member(original, "code"));
  EXPECT_EQ(outcome(licence(0)), "409 papers.issued");
  EXPECT_EQ(outcome(licence(1)), "409 papers.issued");
  EXPECT_EQ(outcome(licence(2)), "201");
  EXPECT_EQ(outcome(licence(3)), "400 documents.values") << "two duplicates were delivered";
}

TEST_P(CaseDocumentsTest, TheNationalBureauDecidesUnderItsOwnName) {
  play(number, "examine_form accept forward sign_for propose review_opinion legal_review grant");
  ASSERT_EQ(outcome(issue(review(), R"({"position":2,"document":"acceptance_notice"})")), "201");
  const http::Response made = issue(
      by_role("deciding_officer"),
      R"({"position":8,"document":"grant_decision","values":{"scope":"电子签名","licence_number":"测试0001",)"
      R"("valid_from":"2026-10-01","valid_to":"2031-09-30"}})");
  ASSERT_EQ(outcome(made), "201") << made.body_text();
  EXPECT_EQ(member(made, "number"), "国密许准〔2026〕1号");
}

TEST_P(CaseDocumentsTest, NothingIsIssuedThatNoStepGivesOrByWhoDoesNotWorkOnTheCase) {
  const auto refused = [&](const Signer& by, const std::string& body) { return outcome(issue(by, body)); };
  const std::string receipt = R"({"position":0,"document":"receipt"})";
  EXPECT_EQ(refused(review(), R"({"position":0,"document":"acceptance_notice"})"), "404 papers.none");
  EXPECT_EQ(refused(review(), R"({"position":7,"document":"receipt"})"), "404 papers.none");
  EXPECT_EQ(refused(review(), R"({"position":0,"document":"nothing"})"), "404 papers.none");
  EXPECT_EQ(refused(review(), R"({"document":"receipt"})"), "400 http.json.content");
  EXPECT_EQ(refused(by_role("enforcement_officer"), receipt), "403 procedure.role");
  EXPECT_EQ(refused(by_role("applicant"), receipt), "403 procedure.role");
  EXPECT_EQ(refused(officer("administrator"), receipt), "403 officers.role_needed");
}

}  // namespace
}  // namespace yinxin::endpoints
