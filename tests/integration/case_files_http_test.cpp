// Files of cases over HTTP: handed in, named by steps, read by whom they concern and by nobody else, a sealed
// one on record (requirements 5, 6.2, 6.5); and what hostile uploads come to.
#include <gmock/gmock.h>

#include "base/files.hpp"
#include "http_support/raw_connection.hpp"
#include "integration/regulator_world.hpp"

namespace yinxin::endpoints {
namespace {

using house_support::need;
using house_support::Signer;
using house_support::usual_inputs;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const std::string kPackage = "package_sm3";
const std::string kOpenings = "/procedures/licence_application/files";

class CaseFilesHttpTest : public house_support::RegulatorWorld {
 protected:
  static base::Bytes sample(const std::string& name) {
    return need(base::read_file(std::string(YX_SOURCE_DIR) + "/tests/fuzz/corpus/media/" + name, 1 << 20));
  }
  static base::Bytes note_text(const std::string& text) { return base::to_bytes(std::string_view(text)); }
  static std::string sm3_of(base::ByteView octets) { return base::to_hex(crypto::sm3(octets)); }

  static base::Bytes body_of(const std::string& input, const std::string& name, base::ByteView octets) {
    http::JsonWriter json;
    json.object([&] { json.text("input", input).text("name", name); });
    base::Bytes body = base::to_bytes(json.text() + "\n");
    base::append(body, octets);
    return body;
  }
  http::Request posting(const Signer& by, const std::string& target, base::Bytes body,
                        const std::string& key = random_text(),
                        const std::string& type = "application/vnd.yinxin.file") const {
    http::Request request = client().request(http::Method::Post, target, std::move(body));
    request.headers.add("Content-Type", type);
    request.headers.add("Idempotency-Key", key);
    sign(request, by);
    return request;
  }
  http::Response upload(const Signer& by, const std::string& target, const std::string& input,
                        const std::string& name, base::ByteView octets) const {
    return send(posting(by, target, body_of(input, name, octets)));
  }
  static std::string files_of(const std::string& number) { return "/cases/" + number + "/files"; }
  http::Response read_file(const Signer& by, const std::string& number, base::ByteView octets) const {
    return send(read(by, files_of(number) + "/" + sm3_of(octets)));
  }
  http::Response look(const Signer& by, const std::string& number, base::ByteView octets,
                      const std::string& body = R"({"reason":"形式审查"})") const {
    return send(write(by, files_of(number) + "/" + sm3_of(octets) + "/looks", body));
  }
  /// Members of the files that are shown, and how many are kept back.
  struct Listed {
    std::vector<std::string> names;
    std::int64_t hidden = 0;
    std::string text;
  };
  Listed listed(const Signer& by, const std::string& number) const {
    const http::Response response = send(read(by, files_of(number)));
    EXPECT_EQ(outcome(response), "200");
    const http::JsonReader page = need(http::JsonReader::parse(*response.body));
    Listed all{{}, page.integer("hidden", 0, 1000), std::string(response.body_text())};
    for (const http::JsonReader& one : page.objects("files", 1000)) all.names.push_back(one.text("name"));
    return all;
  }
  /// A case that the applicant opened with a package of their own.
  std::string opened_with(base::ByteView octets, const std::string& name = "申请材料.pdf") const {
    const Signer applicant = by_role("applicant");
    const http::Response handed = upload(applicant, kOpenings, kPackage, name, octets);
    if (outcome(handed) != "201") throw std::runtime_error(outcome(handed));
    procedure::Values inputs = usual_inputs("submit");
    inputs[kPackage] = sm3_of(octets);
    const http::Response made = send(write(
        applicant, "/cases", R"({"procedure":"licence_application","inputs":)" + to_json(inputs) + "}"));
    if (outcome(made) != "201") throw std::runtime_error(outcome(made));
    return member(made, "number");
  }
  std::string examine(const std::string& number, const std::string& sm3) const {
    return outcome(
        act(number, "examine_form", intake(), R"({"complete":true,"checklist_sm3":")" + sm3 + "\"}"));
  }
  Signer intake() const { return officer("province-intake-officer"); }
  /// Each of them wherever it is asked for.
  std::int64_t rows_of(const std::string& table) const { return number("SELECT count(*) FROM " + table); }
};
YX_BOTH_ENGINES(CaseFilesHttpTest);

TEST_P(CaseFilesHttpTest, AnApplicantHandsInWhatTheOpeningNames) {
  const base::Bytes octets = sample("sample.pdf");
  const http::Response handed = upload(by_role("applicant"), kOpenings, kPackage, "申请材料.pdf", octets);
  ASSERT_EQ(outcome(handed), "201");
  EXPECT_EQ(member(handed, "sm3"), sm3_of(octets));
  EXPECT_EQ(member(handed, "media_type"), "application/pdf");
  EXPECT_EQ(member(handed, "input"), kPackage);
  const std::string number = opened_with(octets);
  const Listed mine = listed(by_role("applicant"), number);
  EXPECT_THAT(mine.names, ElementsAre("申请材料.pdf"));
  EXPECT_THAT(mine.text, HasSubstr(R"("look":false,"steps":[0])"));
  const http::Response whole = read_file(by_role("applicant"), number, octets);
  ASSERT_EQ(outcome(whole), "200");
  EXPECT_EQ(*whole.body, octets);
  EXPECT_EQ(records(proof::ActCode::PersonalDataViewed, "case/" + number), 0) << "their own";
}

TEST_P(CaseFilesHttpTest, AnAnswerIsAFileToBeSavedWhateverItIsCalled) {
  const base::Bytes octets = sample("sample.pdf");
  const std::string number = opened_with(octets, "申请 100% “全”.pdf");
  const http::Response whole = read_file(by_role("applicant"), number, octets);
  EXPECT_EQ(whole.headers.find("Content-Type"), "application/pdf");
  EXPECT_EQ(whole.headers.find("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(whole.headers.find("Cache-Control"), "no-store");
  EXPECT_EQ(whole.headers.find("Content-Security-Policy"), "default-src 'none'; sandbox");
  EXPECT_EQ(whole.headers.find("Content-Disposition"),
            "attachment; filename=\"" + sm3_of(octets).substr(0, 16) +
                ".pdf\"; filename*=UTF-8''%E7%94%B3%E8%AF%B7%20100%25%20%E2%80%9C%E5%85%A8%E2%80%9D.pdf");
  const base::Bytes list = note_text("清单\n");
  ASSERT_EQ(outcome(upload(intake(), files_of(number), "checklist_sm3", "清单.txt", list)), "201");
  const http::Response text = read_file(intake(), number, list);
  ASSERT_EQ(outcome(text), "200") << "who handed it in, before a step names it";
  EXPECT_EQ(text.headers.find("Content-Type"), "text/plain; charset=utf-8");
}

TEST_P(CaseFilesHttpTest, ASealedFileIsLookedAtForAReasonOnRecord) {
  const base::Bytes octets = sample("sample.pdf");
  const std::string number = opened_with(octets);
  EXPECT_THAT(listed(intake(), number).text, HasSubstr(R"("look":true)"));
  EXPECT_EQ(outcome(read_file(intake(), number, octets)), "403 cases.file.look");
  for (const char* body : {"{}", R"({"reason":""})", R"({"reason":"  "})", R"({"reason":"a","more":1})", ""})
    EXPECT_EQ(outcome(look(intake(), number, octets, body)).substr(0, 3), "400") << body;
  EXPECT_EQ(records(proof::ActCode::PersonalDataViewed, "case/" + number), 0);
  const http::Response seen = look(intake(), number, octets);
  ASSERT_EQ(outcome(seen), "200");
  EXPECT_EQ(*seen.body, octets);
  EXPECT_THAT(std::string(seen.headers.find("Content-Disposition").value_or("")), HasSubstr("attachment"));
  EXPECT_EQ(records(proof::ActCode::PersonalDataViewed, "case/" + number), 1);
  EXPECT_EQ(outcome(look(intake(), number, octets)), "200");
  EXPECT_EQ(records(proof::ActCode::PersonalDataViewed, "case/" + number), 2) << "each look";
}

TEST_P(CaseFilesHttpTest, NobodyElseReadsThem) {
  const base::Bytes octets = sample("sample.pdf");
  const std::string number = opened_with(octets);
  const Signer sees = by_role("enforcement_officer");
  EXPECT_THAT(listed(sees, number).names, ElementsAre());
  EXPECT_EQ(listed(sees, number).hidden, 1);
  EXPECT_THAT(listed(sees, number).text, Not(HasSubstr(sm3_of(octets))));
  EXPECT_EQ(outcome(read_file(sees, number, octets)), "403 procedure.role");
  EXPECT_EQ(outcome(look(sees, number, octets)), "403 procedure.role");
  for (const Signer& none : {officer("sichuan"), by_role("review_expert")}) {
    EXPECT_EQ(outcome(send(read(none, files_of(number)))), "404 cases.none");
    EXPECT_EQ(outcome(read_file(none, number, octets)), "404 cases.none");
    EXPECT_EQ(outcome(look(none, number, octets)), "404 cases.none");
    EXPECT_EQ(outcome(upload(none, files_of(number), "checklist_sm3", "a.txt", note_text("a"))),
              "404 cases.none");
  }
  EXPECT_EQ(outcome(send(read(officer("administrator"), files_of(number)))), "403 officers.role_needed");
  EXPECT_EQ(outcome(read_file(officer("administrator"), number, octets)), "403 officers.role_needed");
  EXPECT_EQ(outcome(upload(officer("administrator"), kOpenings, kPackage, "a.txt", note_text("a"))),
            "403 officers.role_needed");
  const auto stranger = crypto::Sm2PrivateKey::generate();
  EXPECT_EQ(outcome(read_file(bare_key(stranger), number, octets)), "404 cases.none");
  EXPECT_EQ(outcome(send(client().request(http::Method::Get, files_of(number)))).substr(0, 3), "401");
  EXPECT_EQ(records(proof::ActCode::PersonalDataViewed, "case/" + number), 0);
}

TEST_P(CaseFilesHttpTest, OneCasesFileIsNotFoundInAnother) {
  const base::Bytes octets = sample("sample.pdf");
  const std::string number = opened_with(octets);
  const std::string other = opened_with(sample("plain.zip"), "申请材料.zip");
  EXPECT_EQ(outcome(look(intake(), other, octets)), "404 cases.file.none");
  EXPECT_EQ(outcome(send(read(intake(), files_of(number) + "/nothing"))), "404 cases.file.none");
  EXPECT_EQ(outcome(send(read(intake(), files_of(number) + "/" + sm3_of(note_text("x"))))),
            "404 cases.file.none");
  const base::Bytes list = note_text("清单\n");
  ASSERT_EQ(outcome(upload(intake(), files_of(number), "checklist_sm3", "清单.txt", list)), "201");
  EXPECT_EQ(examine(other, sm3_of(list)), "422 cases.file.none");
  EXPECT_EQ(outcome(read_file(by_role("applicant"), number, list)), "404 cases.file.none")
      << "no step has named it";
  EXPECT_THAT(listed(by_role("applicant"), number).names, ElementsAre("申请材料.pdf"));
  EXPECT_EQ(examine(number, sm3_of(list)), "200");
  EXPECT_EQ(outcome(read_file(by_role("applicant"), number, list)), "200") << "L1, to who may see the case";
  EXPECT_THAT(listed(by_role("enforcement_officer"), number).names, ElementsAre("清单.txt"));
}

TEST_P(CaseFilesHttpTest, ANameOrHeadThatIsNoneIsRefused) {
  const std::string number = opened();
  const base::Bytes octets = note_text("清单\n");
  const auto refused = [&](base::Bytes body, const std::string& type = "application/vnd.yinxin.file") {
    return outcome(send(posting(intake(), files_of(number), std::move(body), random_text(), type)));
  };
  EXPECT_EQ(refused(body_of("checklist_sm3", "../清单.txt", octets)), "400 cases.file.name");
  EXPECT_EQ(refused(body_of("checklist_sm3", "清单.exe", octets)), "400 cases.file.type");
  EXPECT_EQ(refused(body_of("checklist_sm3", "清单.pdf", octets)), "400 cases.file.content");
  EXPECT_EQ(refused(body_of("checklist_sm3", "清单.txt", {})), "400 cases.file.content");
  EXPECT_EQ(refused(body_of("no_such", "清单.txt", octets)), "404 cases.file.input");
  EXPECT_EQ(refused(octets), "400 http.json.syntax");
  EXPECT_EQ(refused(note_text("no line")), "400 cases.file.head");
  EXPECT_EQ(refused(base::Bytes(100'000, 'x')), "400 cases.file.head") << "nor one as long as that";
  EXPECT_EQ(refused(note_text("{\"input\":\"checklist_sm3\"}\nx")), "400 http.json.content");
  EXPECT_EQ(refused(note_text("{\"input\":\"a\",\"name\":\"a.txt\",\"level\":\"L0\"}\nx")),
            "400 http.json.content");
  EXPECT_EQ(refused(body_of("checklist_sm3", "清单.txt", octets), "text/plain"), "400 cases.file.head");
  EXPECT_EQ(rows_of("case_file"), 1) << "that of the opening";
  EXPECT_EQ(outcome(upload(intake(), "/procedures/no_such/files", kPackage, "a.txt", octets)),
            "404 cases.procedure");
}

TEST_P(CaseFilesHttpTest, WhatWasChangedOnTheWayIsRefused) {
  const std::string number = opened();
  http::Request changed =
      posting(intake(), files_of(number), body_of("checklist_sm3", "清单.txt", note_text("清单\n")));
  changed.body.back() = 'x';
  EXPECT_EQ(outcome(send(changed)), "401 http.signature.digest");
  http::Request elsewhere =
      posting(intake(), files_of(number), body_of("checklist_sm3", "清单.txt", note_text("清单\n")));
  elsewhere.target = need(http::parse_target("/cases/XK-2026-2/files"));
  EXPECT_EQ(outcome(send(elsewhere)), "401 http.signature.wrong");
  EXPECT_EQ(rows_of("case_file"), 1);
}

TEST_P(CaseFilesHttpTest, TheSameUploadTwiceIsOne) {
  const std::string number = opened();
  const std::string key = random_text();
  const base::Bytes body = body_of("checklist_sm3", "清单.txt", note_text("清单\n"));
  const http::Response first = send(posting(intake(), files_of(number), body, key));
  ASSERT_EQ(outcome(first), "201");
  const http::Response again = send(posting(intake(), files_of(number), body, key));
  EXPECT_EQ(again.headers.find("Idempotency-Replayed"), "true");
  EXPECT_EQ(again.body_text(), first.body_text());
  EXPECT_EQ(outcome(send(
                posting(intake(), files_of(number), body_of("checklist_sm3", "b.txt", note_text("b")), key))),
            "422 officers.request.reused");
  const http::Response another_key = send(posting(intake(), files_of(number), body));
  EXPECT_EQ(outcome(another_key), "201");
  EXPECT_EQ(another_key.body_text(), first.body_text());
  EXPECT_EQ(rows_of("case_file"), 2);
  EXPECT_EQ(records(proof::ActCode::CaseFileAdded, "case/" + number), 1);
}

TEST_P(CaseFilesHttpTest, AHundredMegabytesAreRefusedAtTheirHead) {
  http::testing::RawConnection connection(server->port());
  connection.send(
      "POST /cases/XK-2026-1/files HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 104857600\r\n"
      "Content-Type: application/vnd.yinxin.file\r\n\r\n");
  EXPECT_THAT(connection.read_answer(), HasSubstr("413"));
  const std::string number = opened();
  const base::Bytes large(cases::kMaxFileBytes + 1, 'x');
  EXPECT_EQ(outcome(upload(intake(), files_of(number), "checklist_sm3", "a.txt", large)),
            "413 cases.file.size");
  EXPECT_EQ(outcome(upload(intake(), files_of(number), "checklist_sm3", "a.txt",
                           base::ByteView(large).first(cases::kMaxFileBytes))),
            "201");
}

}  // namespace
}  // namespace yinxin::endpoints
