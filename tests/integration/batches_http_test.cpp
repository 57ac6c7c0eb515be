// Batches over a real server: a file as the body, signed and once only; who may hand one in and who may look;
// what is told of each row.
#include <gmock/gmock.h>

#include "crypto/key_file.hpp"
#include "endpoints/registration/operations.hpp"
#include "integration/front_world.hpp"
#include "x509/request.hpp"

namespace yinxin::endpoints {
namespace {

using house_support::need;
using house_support::Signer;
using officers::Role;
using testing::HasSubstr;
using testing::Not;

/// Nothing is published in this world, so no row comes further than the licence (article 4): what comes of
/// good ones is for batches_test.
class BatchesHttpTest : public house_support::FrontWorld {
 protected:
  void SetUp() override {
    FrontWorld::SetUp();
    if (IsSkipped()) return;
    enrol("anna", {Role::RegistrationOfficer});
    enrol("bo", {Role::ReviewOfficer});
    enrol("sys", {Role::SystemAdministrator});
    http::Router router;
    for (const auto make : {batch_submit, batch_list, batch_show, batch_rows}) router.add(make(*services));
    start_server(std::move(router));
  }

  http::Response hand_in(const std::string& who, const std::string& file, const std::string& media_type,
                         const std::string& key = random_text()) const {
    return hand_in_by(officer(who), file, media_type, key);
  }
  http::Response hand_in_by(const Signer& by, const std::string& file, const std::string& media_type,
                            const std::string& key = random_text()) const {
    http::Request request = client().request(http::Method::Post, "/batches", base::to_bytes(file));
    if (!media_type.empty()) request.headers.add("Content-Type", media_type);
    request.headers.add("Idempotency-Key", key);
    sign(request, by);
    return send(request);
  }
  http::Response get(const std::string& target, const std::string& who = "anna") const {
    return send(read(officer(who), target));
  }
  static http::JsonReader json(const http::Response& response) {
    return need(http::JsonReader::parse(base::as_bytes(response.body_text())));
  }
  std::string received(const std::string& file, const std::string& media_type = "text/csv") const {
    const auto response = hand_in("anna", file, media_type);
    EXPECT_EQ(outcome(response), "202") << response.body_text();
    return json(response).text("number");
  }
  void finish(const std::string& number) const {
    ASSERT_TRUE(
        house_support::eventually([&] { return json(get("/batches/" + number)).boolean("finished"); }));
  }

  static std::string request_in_base64() {
    return base::to_base64(request_for(crypto::Sm2PrivateKey::generate()));
  }
  static std::string csv_row(const std::string& phone = "13800001234") {
    return "individual,张三," + phone + "," + request_in_base64() + "\r\n";
  }
  static std::string ndjson_row() {
    std::string pem = crypto::to_pem("CERTIFICATE REQUEST", request_for(crypto::Sm2PrivateKey::generate()));
    for (std::size_t at = 0; (at = pem.find('\n', at)) != std::string::npos; at += 2)
      pem.replace(at, 1, "\\n");
    return R"({"profile":"individual","subject":[{"type":"CN","value":"张三"}],"phone":"13800001234","request":")" +
           pem + "\"}\n";
  }
  static inline const std::string kHeader = "profile,subject.CN,phone,request\r\n";
};
YX_BOTH_ENGINES(BatchesHttpTest);

TEST_P(BatchesHttpTest, AFileIsReceivedAndItsRowsAreTold) {
  const std::string number = received(kHeader + csv_row() + "individual,李四\r\n" + csv_row());
  EXPECT_TRUE(number.starts_with("PL-2026-")) << number;
  finish(number);
  const auto shown = json(get("/batches/" + number));
  EXPECT_EQ(shown.text("actor"), "officer/anna");
  EXPECT_EQ(shown.text("format"), "csv");
  EXPECT_EQ(shown.integer("rows", 0, 100), 3);
  EXPECT_EQ(shown.integer("waiting", 0, 100), 0);
  EXPECT_EQ(shown.integer("entered", 0, 100), 0);
  EXPECT_EQ(shown.objects("refused", 10).size(), 2U);
  const auto response = get("/batches/" + number + "/rows");
  EXPECT_THAT(std::string(response.body_text()), Not(HasSubstr("李四")));
  const auto rows = json(response).objects("rows", 10);
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].text("error_code"), "policy.licence.none");
  EXPECT_EQ(rows[0].text("article"), "4");
  EXPECT_EQ(rows[1].text("error_code"), "registration.batch.row");
  EXPECT_EQ(rows[1].text("sentence"), "这一行填写不正确。");
  EXPECT_EQ(rows[1].text("detail"), "2 cells instead of 4");
  EXPECT_EQ(rows[2].integer("position", 0, 100), 3);
}

TEST_P(BatchesHttpTest, NdjsonRowsAreTheFormsOfTheApi) {
  const std::string number =
      received(ndjson_row() + "{\"profile\":1,\"what\":2}\n[]\nno json\n" + ndjson_row(),
               "application/x-ndjson; charset=utf-8");
  finish(number);
  const auto rows = json(get("/batches/" + number + "/rows")).objects("rows", 10);
  ASSERT_EQ(rows.size(), 5U);
  EXPECT_EQ(rows[0].text("error_code"), "policy.licence.none");
  EXPECT_EQ(rows[1].text("error_code"), "http.json.content");
  EXPECT_THAT(rows[1].text("detail"), HasSubstr("what"));
  EXPECT_EQ(rows[2].text("error_code"), "http.json.syntax");
  EXPECT_EQ(rows[3].text("error_code"), "http.json.syntax");
  EXPECT_EQ(rows[4].text("error_code"), "policy.licence.none");
  EXPECT_EQ(json(get("/batches/" + number)).text("format"), "ndjson");
}

/// Whatever a row says, its fault can be stored.
TEST_P(BatchesHttpTest, HostileRowsAreOnlyRefused) {
  std::string long_names = "{";
  for (int i = 0; i < 2000; ++i) long_names += (i == 0 ? "\"名" : ",\"名") + std::to_string(i) + "\":1";
  const std::string number =
      received("{\"a\\u0000b\":1}\n" + long_names + "}\n{\"\\ud800\":1}\n" + std::string(200'000, '[') + "\n",
               "application/x-ndjson");
  finish(number);
  for (const auto& row : json(get("/batches/" + number + "/rows")).objects("rows", 10))
    EXPECT_TRUE(row.text("error_code").starts_with("http.json."));
}

TEST_P(BatchesHttpTest, AFaultyFileLeavesNothing) {
  struct Case {
    std::string file;
    std::string media_type;
    std::string outcome;
  };
  for (const Case& one : {Case{kHeader, "text/csv", "400 registration.batch.empty"},
                          Case{"", "text/csv", "400 registration.batch.empty"},
                          Case{csv_row(), "text/csv", "400 registration.batch.columns"},
                          Case{kHeader + "a,\"b", "text/csv", "400 registration.batch.format"},
                          Case{"\n", "application/x-ndjson", "400 registration.batch.format"},
                          Case{kHeader + csv_row(), "application/json", "400 registration.batch.media_type"},
                          Case{kHeader + csv_row(), "", "400 registration.batch.media_type"},
                          Case{std::string(300'000, 'x'), "text/csv", "413 registration.batch.line"}}) {
    EXPECT_EQ(outcome(hand_in("anna", one.file, one.media_type)), one.outcome);
  }
  EXPECT_EQ(number("SELECT count(*) FROM batch"), 0);
}

TEST_P(BatchesHttpTest, ALargeFileIsTakenAndOneTooLargeIsNot) {
  std::string file = kHeader;
  const std::string row = "individual,张三,no," + std::string(1500, 'A') + "\r\n";
  while (file.size() + row.size() <= registration::kMaxBatchFile && file.size() < 15'000'000) file += row;
  const auto shown = json(get("/batches/" + received(file)));
  EXPECT_GT(shown.integer("rows", 0, 100'000), 9'000);
  EXPECT_EQ(outcome(hand_in("anna", std::string(registration::kMaxBatchFile + 1, 'x'), "text/csv")),
            "413 http.too_large");
}

TEST_P(BatchesHttpTest, TheSameFileTwiceIsOneBatch) {
  const std::string file = kHeader + csv_row();
  const std::string key = random_text();
  const auto first = hand_in("anna", file, "text/csv", key);
  const auto again = hand_in("anna", file, "text/csv", key);
  EXPECT_EQ(outcome(first), "202");
  EXPECT_EQ(again.headers.find("Idempotency-Replayed"), "true");
  EXPECT_EQ(first.body_text(), again.body_text());
  EXPECT_EQ(outcome(hand_in("anna", file + csv_row(), "text/csv", key)), "422 officers.request.reused");
  EXPECT_EQ(number("SELECT count(*) FROM batch"), 1);
}

TEST_P(BatchesHttpTest, WhoMayHandInAndWhoMayLook) {
  const std::string file = kHeader + csv_row();
  EXPECT_EQ(outcome(hand_in("bo", file, "text/csv")), "403 officers.role_needed");
  EXPECT_EQ(outcome(hand_in("sys", file, "text/csv")), "403 officers.role_needed");
  const auto key = crypto::Sm2PrivateKey::generate();
  EXPECT_EQ(outcome(hand_in_by(bare_key(key), file, "text/csv")), "403 officers.role_needed");
  const std::string number = received(file);
  for (const std::string& target :
       {"/batches" + std::string(), "/batches/" + number, "/batches/" + number + "/rows"}) {
    EXPECT_EQ(outcome(get(target, "bo")), "200") << target;
    EXPECT_EQ(outcome(get(target, "sys")), "403 officers.role_needed") << target;
    EXPECT_EQ(outcome(send(read(bare_key(key), target))), "403 officers.role_needed") << target;
    EXPECT_EQ(outcome(send(client().request(http::Method::Get, target))).substr(0, 3), "401") << target;
  }
}

TEST_P(BatchesHttpTest, RowsAndBatchesComeByPages) {
  const std::string number = received(kHeader + csv_row("1") + csv_row("2") + csv_row("3"));
  received(kHeader + csv_row());
  const auto page = json(get("/batches/" + number + "/rows?limit=2"));
  EXPECT_EQ(page.objects("rows", 10).size(), 2U);
  EXPECT_EQ(page.integer("next", 0, 10), 2);
  const auto rest = json(get("/batches/" + number + "/rows?limit=2&after=2"));
  ASSERT_EQ(rest.objects("rows", 10).size(), 1U);
  EXPECT_FALSE(rest.has("next"));
  for (const char* after : {"-1", "x", "1x", "99999999999999999999"})
    EXPECT_EQ(outcome(get("/batches/" + number + "/rows?after=" + after)), "400 http.page") << after;
  EXPECT_EQ(outcome(get("/batches/PL-2026-00000000")), "404 registration.batch");
  EXPECT_EQ(outcome(get("/batches/PL-2026-00000000/rows")), "404 registration.batch");
  const auto batches_page = json(get("/batches?limit=1"));
  EXPECT_EQ(batches_page.objects("batches", 10).size(), 1U);
  EXPECT_EQ(json(get("/batches?after=" + batches_page.text("next"))).objects("batches", 10).size(), 1U);
}

}  // namespace
}  // namespace yinxin::endpoints
