// Tips over HTTP (article 41; requirements 2.10, 6): what is planted as reporter is nowhere but in the seal,
// in no form; handlers open it, for a reason; who reported asks with the query key.
#include <gmock/gmock.h>

#include <fstream>

#include "integration/regulator_world.hpp"
#include "proof/case_archive.hpp"
#include "store/backup.hpp"
#include "supervision_support/planted.hpp"

namespace yinxin::endpoints {
namespace {

using house_support::need;
using house_support::Signer;
using officers::Role;
using proof::ActCode;
using supervision::Reporter;
using supervision::TipSeal;
using supervision::planted::hits;
using testing::IsEmpty;
using testing::SizeIs;

const Reporter kPlanted{"欧阳举报", "11010519491231002X", "13912345678", "昆明市演示路八号", "电话", "同事"};
constexpr std::string_view kFacts = "未经认定签发证书";

class TipsHttpTest : public house_support::RegulatorWorld {
 protected:
  void SetUp() override {
    documents = need(documents::Service::open(std::string(YX_SOURCE_DIR) + "/rules",
                                              {"http://regulator.example.cn", true}, clock));
    RegulatorWorld::SetUp();
    if (IsSkipped()) return;
    enrol("auditor", {Role::AuditAdministrator});
    enrol("handler-a", {Role::TipHandler}, "530000");
    enrol("handler-b", {Role::TipHandler}, "530000");
    handler_keys.emplace("handler-a", crypto::Sm2PrivateKey::generate());
    handler_keys.emplace("handler-b", crypto::Sm2PrivateKey::generate());
    ASSERT_EQ(enrol_key("handler-a"), "201");
    serve_loudly();
  }
  /// Every line of the log is written, to be searched.
  void serve_loudly() {
    server.reset();
    http::Router router;
    add_routes(router, *regulator);
    http::Options options;
    options.threads = options.workers = 2;
    options.texts = texts;
    options.rate_limiter = std::make_shared<http::RateLimiter>(
        clock, std::map<std::string, http::RateLimiter::Rate>{{std::string(kQueryClass), {1e6, 1e6}}});
    server = need(http::Server::start(std::move(options), std::move(router), clock, loud));
  }

  static http::JsonReader json(const http::Response& response) {
    if (response.status >= 300) throw std::runtime_error(outcome(response));
    return need(http::JsonReader::parse(*response.body));
  }
  http::Response post(const Signer& by, const std::string& target, const std::string& body) const {
    return send(write(by, target, body));
  }
  http::Response get(const Signer& by, const std::string& target) const { return send(read(by, target)); }
  std::string enrol_key(const std::string& account) const {
    const std::string point = base::to_base64(handler_keys.at(account).public_key().point());
    return outcome(post(officer(account), "/tips/keys", R"({"point":")" + point + "\"}"));
  }
  std::vector<crypto::Sm2PublicKey> recipients() const {
    std::vector<crypto::Sm2PublicKey> keys;
    const auto listed = json(send(client().request(http::Method::Get, "/tips/keys?scope=530000")));
    for (const http::JsonReader& one : listed.objects("keys", 64))
      keys.push_back(need(crypto::Sm2PublicKey::from_point(one.octets("point", 65))));
    return keys;
  }
  std::string tip_body(const crypto::Sm2PublicKey& query, bool named = true) const {
    std::string body = R"({"scope":"530000","inputs":{"channel":"web","named":)";
    body += named ? "true" : "false";
    body += R"(,"reported":"演示认证有限公司","facts":")" + std::string(kFacts) + R"(","keep_secret":true})";
    if (named) {
      const auto seal = need(supervision::seal_reporter(kPlanted, query, recipients()));
      body += R"(,"seal":")" + base::to_base64(seal.to_der()) + "\"";
    }
    return body + "}";
  }
  std::string tip() const {
    return json(post(bare_key(reporter), "/tips", tip_body(reporter.public_key()))).text("number");
  }
  http::Response open(const std::string& number, const std::string& by, bool seal = true) const {
    http::Request request = client().request(
        http::Method::Post, "/tips/" + number + "/openings",
        base::to_bytes(R"({"reason":"核实线索","seal":)" + std::string(seal ? "true}" : "false}")));
    request.headers.add("Content-Type", "application/json");
    sign(request, officer(by));
    return send(request);
  }
  static supervision::SealWrap wrap_in(const http::JsonReader& opened) {
    const auto wrap = opened.objects("wraps", 64).at(0);
    supervision::SealWrap read;
    const auto key = need(base::from_hex(wrap.text("key")));
    std::copy(key.begin(), key.end(), read.key.begin());
    read.cipher = wrap.octets("cipher", 256);
    return read;
  }
  static TipSeal seal_in(const http::JsonReader& opened) {
    return need(TipSeal::parse(opened.octets("seal", supervision::kMaxSealBytes)));
  }
  std::string event(const std::string& number, const Signer& by, const std::string& body) const {
    return outcome(post(by, "/cases/" + number + "/events", body));
  }
  void play_to_the_end(const std::string& number) {
    EXPECT_EQ(event(number, officer("handler-a"), R"({"event":"register","inputs":{"tip_number":"举-1"}})"),
              "200");
    EXPECT_EQ(event(number, by_role("enforcement_officer"),
                    R"({"event":"verify","inputs":{"verification":"部分属实"}})"),
              "200");
    EXPECT_EQ(event(number, by_role("deciding_officer"),
                    R"({"event":"not_handle","inputs":{"reason":"已由他案处理"}})"),
              "200");
    EXPECT_EQ(event(number, officer("handler-a"),
                    R"({"event":"feed_back","inputs":{"fed_back_on":"2026-09-28","feedback":"已转他案"}})"),
              "200");
    EXPECT_EQ(event(number, officer("handler-a"), R"({"event":"archive","inputs":{}})"), "200");
  }

  /// What an administrator has of the database: its files with the journal, or what PostgreSQL gives.
  base::Bytes database_octets() const {
    base::Bytes all;
    if (GetParam() == store::Engine::Sqlite) {
      for (const auto& file : std::filesystem::directory_iterator(test_database_->file().parent_path())) {
        std::ifstream in(file.path(), std::ios::binary);
        const std::string octets{std::istreambuf_iterator<char>(in), {}};
        base::append(all, base::as_bytes(octets));
      }
    }
    return all;
  }
  /// Every table as a backup has it.
  base::Bytes backup_octets() const {
    base::Bytes all;
    need(database_->read([&](store::Connection& connection) -> base::Result<void> {
      YX_TRY(const auto tables, store::all_tables(connection));
      for (const store::TableShape& table : tables) {
        YX_CHECK(store::dump_table(connection, table, [&](store::RowsPart part) -> base::Result<void> {
          base::append(all, part.octets);
          return {};
        }));
      }
      return {};
    }));
    return all;
  }
  base::Bytes folder_octets() const {
    base::Bytes all;
    for (const auto& file : std::filesystem::recursive_directory_iterator(tip_folder().parent_path())) {
      if (!file.is_regular_file()) continue;
      std::ifstream in(file.path(), std::ios::binary);
      const std::string octets{std::istreambuf_iterator<char>(in), {}};
      base::append(all, base::as_bytes(octets));
    }
    return all;
  }
  /// The exported file of the case, as `yinxin case export` puts it together, with the document's PDF.
  base::Bytes archive_octets(const std::string& number, const std::string& code) const {
    const std::string shown(get(officer("handler-a"), "/cases/" + number).body_text());
    const http::JsonReader the_case = need(http::JsonReader::parse(base::as_bytes(shown)));
    proof::CaseCatalogue catalogue;
    catalogue.number = number;
    catalogue.title = the_case.text("zh");
    catalogue.made_by = "officer/handler-a";
    catalogue.made_at = std::chrono::floor<std::chrono::seconds>(clock.now());
    for (const http::JsonReader& step : the_case.objects("steps", 100)) {
      catalogue.steps.push_back({static_cast<std::uint64_t>(step.integer("position", 0, INT64_MAX)),
                                 step.text("event"), step.text("zh"), step.text("at"), step.text("actor")});
    }
    proof::CaseArchiveWriter archive(std::move(catalogue));
    need(archive.add("case.json", "案件", base::as_bytes(shown)));
    need(archive.add("documents/" + code + ".pdf", "回执",
                     *get(officer("handler-a"), "/cases/" + number + "/documents/" + code).body));
    return need(std::move(archive).finish());
  }
  static void expect_nothing(const std::string& where, base::ByteView octets) {
    EXPECT_FALSE(octets.empty()) << where;
    for (const std::string& planted : {kPlanted.name, kPlanted.phone, kPlanted.number, kPlanted.address})
      EXPECT_THAT(hits(octets, planted), IsEmpty()) << where;
  }

  const base::Log loud{clock, base::LogLevel::Debug};
  const crypto::Sm2PrivateKey reporter = crypto::Sm2PrivateKey::generate();
  std::map<std::string, crypto::Sm2PrivateKey> handler_keys;
};
YX_BOTH_ENGINES(TipsHttpTest);

TEST_P(TipsHttpTest, WhoReportsIsNowhereInAnyForm) {
  testing::internal::CaptureStderr();
  const std::string number = tip();
  const auto opened = json(open(number, "handler-a"));
  EXPECT_EQ(need(open_reporter(seal_in(opened), wrap_in(opened), handler_keys.at("handler-a"))).phone,
            kPlanted.phone);
  const http::Response issued = post(
      officer("handler-a"), "/cases/" + number + "/documents",
      R"({"position":0,"document":"receipt","values":{"applicant":"已保密","matter":"举报","received_on":"2026-09-28",)"
      R"("due_on":"2026-10-23","query_code":")" +
          number + R"(","contact":"窗口","materials":[{"material":"举报信","form":"电子","pages":1}]}})");
  ASSERT_EQ(outcome(issued), "201") << issued.body_text();
  play_to_the_end(number);
  EXPECT_EQ(
      outcome(post(bare_key(reporter), "/tips", R"({"scope":"530000","inputs":{"named":1}})")).substr(0, 3),
      "400");
  loud.info("test.tip", {{"number", number}});
  const std::string log = testing::internal::GetCapturedStderr();

  const base::Bytes archive = archive_octets(number, member(issued, "code"));
  EXPECT_TRUE(proof::check_case_archive(archive).pass());
  if (GetParam() == store::Engine::Sqlite) expect_nothing("database, with its journal", database_octets());
  expect_nothing("backup", backup_octets());
  expect_nothing("log", base::as_bytes(log));
  expect_nothing("file of the case, with the PDF", archive);
  expect_nothing("seals and published files", folder_octets());
  for (const std::string& path : {"/cases/" + number, "/tips/" + number, "/tips/" + number + "/progress",
                                  "/acts?object=case%2F" + number}) {
    const Signer by = path.ends_with("progress")  ? bare_key(reporter)
                      : path.starts_with("/acts") ? officer("auditor")
                                                  : officer("handler-a");
    expect_nothing(path, *get(by, path).body);
  }
}

TEST_P(TipsHttpTest, ThisSearchFindsWhatIsPlantedInTheClear) {
  need(connect()->run_script("CREATE TABLE planted (id BIGINT NOT NULL PRIMARY KEY, octets blob NOT NULL)"));
  const auto forms = supervision::planted::forms_of(kPlanted.name);
  EXPECT_THAT(forms, SizeIs(18));
  std::int64_t id = 0;
  for (const auto& [name, octets] : forms)
    need(connect()->execute("INSERT INTO planted (id, octets) VALUES ($1, $2)", {++id, octets}));
  const auto finds = [&](const std::string& where, base::ByteView octets) {
    EXPECT_THAT(hits(octets, kPlanted.name), SizeIs(forms.size())) << where;
  };
  if (GetParam() == store::Engine::Sqlite) finds("database, with its journal", database_octets());
  finds("backup", backup_octets());
  for (std::size_t before = 0; before < 3; ++before) {  // whatever stands around it in a base64
    const std::string text = std::string(before, 'x') + kPlanted.phone + "yy";
    const std::string encoded = "seal=" + base::to_base64(base::as_bytes(text)) + "&";
    EXPECT_THAT(hits(base::as_bytes(encoded), kPlanted.phone), SizeIs(1)) << before;
  }
  testing::internal::CaptureStderr();
  loud.info("test.planted", {{"name", kPlanted.name}});
  EXPECT_THAT(hits(base::as_bytes(testing::internal::GetCapturedStderr()), kPlanted.name), SizeIs(1));
  std::filesystem::create_directories(tip_folder());
  std::ofstream(tip_folder() / "planted") << kPlanted.name;
  EXPECT_THAT(hits(folder_octets(), kPlanted.name), SizeIs(1));
}

TEST_P(TipsHttpTest, AnAdministratorWithEveryFileReadsNothing) {
  const std::string number = tip();
  const TipSeal seal = seal_in(json(open(number, "handler-a")));
  for (const auto& [account, key] : keys) {  // of every account, administrators and handlers included
    for (const auto& wrap : seal.wraps)
      EXPECT_EQ(open_reporter(seal, wrap, key).error().code, "supervision.tip.not_opened") << account;
  }
  EXPECT_EQ(open_reporter(seal, seal.wraps[0], reporter).error().code, "supervision.tip.not_opened");
  EXPECT_EQ(outcome(open(number, "administrator")), "403 officers.role_needed");
  EXPECT_EQ(outcome(open(number, "case-officer")), "403 procedure.role");
  EXPECT_EQ(outcome(open(number, "enforcement-officer")), "403 supervision.tip.handler");
  EXPECT_EQ(outcome(open(number, "handler-b")), "403 supervision.tip.not_recipient");
  EXPECT_EQ(outcome(open(number, "enforcement-officer", false)), "200");
  const auto shown = json(get(by_role("enforcement_officer"), "/tips/" + number));
  EXPECT_EQ(shown.text("reporter_zh"), "已保密");
  const auto openings = shown.objects("openings", 10);
  ASSERT_THAT(openings, SizeIs(2));
  EXPECT_EQ(openings[0].text("actor"), "officer/handler-a");
  EXPECT_TRUE(openings[0].boolean("seal"));
  EXPECT_FALSE(openings[1].boolean("seal"));
  EXPECT_EQ(records(ActCode::TipOpened, "case/" + number), 2);
}

TEST_P(TipsHttpTest, AHandlerSharesItAndTheReporterAsks) {
  const std::string number = tip();
  ASSERT_EQ(enrol_key("handler-b"), "201");
  EXPECT_EQ(enrol_key("handler-b"), "409 supervision.tip.key_there");
  const auto opened = json(open(number, "handler-a"));
  const auto wrap = need(share_seal(seal_in(opened), wrap_in(opened), handler_keys.at("handler-a"),
                                    handler_keys.at("handler-b").public_key()));
  const std::string body =
      R"({"key":")" + base::to_hex(wrap.key) + R"(","cipher":")" + base::to_base64(wrap.cipher) + "\"}";
  EXPECT_EQ(outcome(post(officer("handler-b"), "/tips/" + number + "/wraps", body)),
            "403 supervision.tip.not_recipient");
  EXPECT_EQ(
      outcome(post(officer("handler-a"), "/tips/" + number + "/wraps", R"({"key":"00","cipher":"AA=="})")),
      "400 http.json.content");
  EXPECT_EQ(outcome(post(officer("handler-a"), "/tips/" + number + "/wraps", body)), "201");
  const auto again = json(open(number, "handler-b"));
  EXPECT_EQ(need(open_reporter(seal_in(again), wrap_in(again), handler_keys.at("handler-b"))).name,
            kPlanted.name);

  const std::string progress = "/tips/" + number + "/progress";
  EXPECT_EQ(json(get(bare_key(reporter), progress)).text("zh"), "已收到");
  EXPECT_EQ(outcome(get(bare_key(crypto::Sm2PrivateKey::generate()), progress)), "404 supervision.tip.none");
  EXPECT_EQ(outcome(get(officer("handler-a"), progress)), "404 supervision.tip.none");
  EXPECT_EQ(outcome(get(bare_key(reporter), "/cases/" + number)), "404 cases.none");
  play_to_the_end(number);
  EXPECT_EQ(json(get(bare_key(reporter), progress)).text("answer"), "已转他案");
}

TEST_P(TipsHttpTest, WithoutANameItIsTakenToo) {
  const http::Response made = post(bare_key(reporter), "/tips", tip_body(reporter.public_key(), false));
  ASSERT_EQ(outcome(made), "201") << made.body_text();
  const std::string number = member(made, "number");
  EXPECT_EQ(json(get(officer("handler-a"), "/tips/" + number)).text("reporter_zh"), "匿名");
  EXPECT_EQ(json(get(bare_key(reporter), "/tips/" + number + "/progress")).text("state"), "received");
  EXPECT_EQ(outcome(open(number, "handler-a")), "404 supervision.tip.no_seal");
  EXPECT_EQ(
      outcome(post(bare_key(crypto::Sm2PrivateKey::generate()), "/tips", tip_body(reporter.public_key()))),
      "422 supervision.tip.query_key");
  const std::string inputs =
      R"("inputs":{"channel":"web","named":false,"reported":"某","facts":"某","keep_secret":false})";
  EXPECT_EQ(outcome(post(bare_key(reporter), "/cases", R"({"procedure":"tip",)" + inputs + "}")),
            "403 procedure.role")
      << "no way around it";
}

TEST_P(TipsHttpTest, TheSameRequestAgainIsOneTip) {
  const http::Request first =
      write(bare_key(reporter), "/tips", tip_body(reporter.public_key()), "0123456789abcdef");
  const http::Response made = send(first);
  ASSERT_EQ(outcome(made), "201");
  http::Request again = client().request(http::Method::Post, "/tips", first.body);
  again.headers.add("Content-Type", "application/json");
  again.headers.add("Idempotency-Key", "0123456789abcdef");
  sign(again, bare_key(reporter));
  const http::Response same = send(again);
  EXPECT_EQ(same.body_text(), made.body_text());
  EXPECT_EQ(same.headers.find("Idempotency-Replayed"), "true");
  EXPECT_EQ(this->number("SELECT count(*) FROM tip"), 1);
}

}  // namespace
}  // namespace yinxin::endpoints
