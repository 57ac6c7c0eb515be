// The registers of a provider over HTTP: sites (article 2), services and channels of complaints (18, 27),
// devices and trust anchors (22), findings of the assessment (26); what was measured of the services.
#include <gmock/gmock.h>

#include "integration/duties_world.hpp"

namespace yinxin::endpoints {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class InventoriesHttpTest : public DutiesWorld {
 protected:
  void SetUp() override {
    DutiesWorld::SetUp();
    if (IsSkipped()) return;
    enrol("keys", {Role::KeyCustodian});
  }

  http::Response anybody(const std::string& target) const {
    http::Client client("127.0.0.1", server_->port());
    return need(client.send(client.request(http::Method::Get, target)));
  }
  std::vector<http::JsonReader> entries(const Hand& by, const std::string& inventory) const {
    return json(get(by, "/inventories/" + inventory)).objects("entries", 100);
  }
  /// "column=as shown", in the order of the register.
  static std::vector<std::string> values(const http::JsonReader& row) {
    std::vector<std::string> all;
    for (const auto& value : row.objects("values", 100))
      all.push_back(value.text("column") + "=" + value.text("zh"));
    return all;
  }
  static std::string site(const std::string& region, const std::string& checked_on) {
    return R"({"site_name":"主机房","site_use":"machine_room","site_region":")" + region +
           R"(","address":"某路1号","tenure":"owned","checked_on":")" + checked_on + R"(","site_sm3":")" +
           kSm3 + "\"}";
  }
  std::string drafted(const std::string& service, int hours) const {
    return opened(officer("help"), "service_catalogue",
                  R"({"service":")" + service +
                      R"(","service_name":"使用支持","owner":"客服部","hours":"工作日 9:00-17:00",)"
                      R"("contact":"400-000-0000","promised_hours":)" +
                      std::to_string(hours) + "}");
  }
  http::Response help_wanted(const Hand& by, int hours) const {
    return post(
        by, "/cases",
        R"({"procedure":"support_ticket","inputs":{"service":"support","channel":"web","problem":"驱动",)"
        R"("promised_hours":)" +
            std::to_string(hours) + "}}");
  }
  std::string device(const std::string& certified_to) const {
    return opened(officer("keys"), "crypto_device",
                  R"({"product":"服务器密码机","device_certificate":"GM001","certified_to":")" +
                      certified_to + R"(","security_level":"two","device_serial":"SN-1","site":"主机房"})");
  }
  /// Of a month, by id; nothing measured is -1.
  std::int64_t measured(const std::string& month, const std::string& id) const {
    const auto shown = json(get(officer("comply"), "/service-measures?month=" + month));
    for (const auto& one : shown.objects("measures", 100)) {
      if (one.text("id") == id) return one.has("value") ? one.integer("value", 0, 1'000'000) : -1;
    }
    return -2;
  }
};
YX_BOTH_ENGINES(InventoriesHttpTest);

TEST_P(InventoriesHttpTest, OnlySitesInChinaAreEnteredAndASiteIsClosedWhenItIsEmpty) {
  const std::string abroad = outcome(open(officer("comply"), "site", site("810000", "2026-11-20")));
  EXPECT_EQ(abroad, "422 compliance.site");
  EXPECT_EQ(outcome(open(officer("comply"), "site", site("130105", "2026-11-23"))), "422 compliance.site")
      << "it was not seen yet";
  const std::string number = opened(officer("comply"), "site", site("130105", "2026-11-20"));
  EXPECT_EQ(json(get(officer("comply"), "/cases/" + number)).text("scope"), "000000")
      << "the office's own, wherever the site lies";
  EXPECT_EQ(act(officer("chief"), number, "deploy",
                R"({"system_name":"签名服务","system_kind":"keys","holds":["keys","logs"],"run_by":"own",)"
                R"("connects_to":"无","deployed_on":"2026-11-20"})",
                "signer"),
            "200");
  const auto rows = entries(officer("comply"), "sites");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_THAT(values(rows[0]), ElementsAre("site_name=主机房", "site_use=机房", "site_region=130105",
                                           "address=某路1号", "tenure=自有", "checked_on=2026-11-20"));
  const auto systems = rows[0].objects("items", 10);
  ASSERT_EQ(systems.size(), 1U);
  EXPECT_EQ(systems[0].text("item"), "signer");
  EXPECT_THAT(values(systems[0]),
              ElementsAre("system_name=签名服务", "system_kind=密钥管理、签名服务", "holds=密钥、日志",
                          "run_by=自行运行", "connects_to=无", "deployed_on=2026-11-20"));
  EXPECT_EQ(act(officer("head"), number, "close_site", R"({"reason":"搬迁"})"),
            "409 compliance.gate.site_emptied");
  EXPECT_EQ(act(officer("chief"), number, "retire_system",
                R"({"disposal":"密钥已销毁","disposal_sm3":")" + kSm3 + "\"}", "signer"),
            "200");
  EXPECT_EQ(act(officer("head"), number, "close_site", R"({"reason":"搬迁"})"), "200");
  EXPECT_THAT(entries(officer("comply"), "sites"), IsEmpty());
  EXPECT_EQ(json(get(officer("comply"), "/inventories/sites?all=true")).objects("entries", 10).size(), 1U);
  EXPECT_EQ(outcome(get(officer("comply"), "/inventories/sites?all=no")), "400 cases.filter");
  EXPECT_EQ(outcome(anybody("/published-inventories/sites")), "404 cases.inventory_none");
}

TEST_P(InventoriesHttpTest, TheCatalogueIsPublishedByASecondPersonAndATicketPromisesWhatItSays) {
  const auto key = crypto::Sm2PrivateKey::generate();
  EXPECT_EQ(outcome(help_wanted(hand_of(key), 8)), "422 compliance.promised_hours") << "nothing is published";
  const std::string entry = drafted("support", 8);
  EXPECT_EQ(outcome(help_wanted(hand_of(key), 8)), "422 compliance.promised_hours")
      << "drafts promise nothing";
  EXPECT_THAT(json(anybody("/published-inventories/services")).objects("entries", 10), IsEmpty());
  EXPECT_EQ(act(officer("help"), entry, "publish"), "403 procedure.role");
  EXPECT_EQ(act(officer("head"), entry, "publish"), "200");
  const auto rows = json(anybody("/published-inventories/services")).objects("entries", 10);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_THAT(values(rows[0]),
              ElementsAre("service=使用支持", "service_name=使用支持", "owner=客服部",
                          "hours=工作日 9:00-17:00", "contact=400-000-0000", "promised_hours=8"));
  EXPECT_EQ(outcome(help_wanted(hand_of(key), 9)), "422 compliance.promised_hours");
  EXPECT_EQ(outcome(help_wanted(hand_of(key), 8)), "201");
  EXPECT_EQ(act(officer("head"), drafted("support", 4), "publish"), "200");
  EXPECT_EQ(outcome(help_wanted(hand_of(key), 8)), "422 compliance.promised_hours")
      << "the better one counts";
  EXPECT_EQ(outcome(help_wanted(hand_of(key), 4)), "201");
  EXPECT_EQ(act(officer("head"), entry, "withdraw_entry", R"({"reason":"时限缩短"})"), "200");
  EXPECT_EQ(json(anybody("/published-inventories/services")).objects("entries", 10).size(), 1U);
}

TEST_P(InventoriesHttpTest, AMonthIsMeasuredBesideWhatIsPromised) {
  const auto key = crypto::Sm2PrivateKey::generate();
  EXPECT_EQ(act(officer("head"), drafted("support", 8), "publish"), "200");
  const std::string in_time = json(help_wanted(hand_of(key), 8)).text("number");
  const std::string late = json(help_wanted(hand_of(key), 8)).text("number");
  const std::string solution = R"({"solution":"重装驱动","minutes_spent":20})";
  EXPECT_EQ(act(officer("help"), in_time, "take"), "200");
  clock.advance(std::chrono::hours(1));
  EXPECT_EQ(act(officer("help"), in_time, "solve", solution), "200");
  clock.advance(std::chrono::hours(30));
  need(duties_->cases->fire_due());
  EXPECT_EQ(act(officer("help"), late, "take"), "200");
  EXPECT_EQ(act(officer("help"), late, "solve", solution), "200");
  EXPECT_EQ(measured("2026-11", "support.asked"), 2);
  EXPECT_EQ(measured("2026-11", "support.in_time"), 1);
  EXPECT_EQ(measured("2026-11", "support.late"), 1);
  EXPECT_EQ(measured("2026-11", "support.minutes"), (60 + 31 * 60) / 2);
  EXPECT_EQ(measured("2026-11", "query.requests"), -1) << "no record tells it";
  const auto shown = json(get(officer("comply"), "/service-measures"));
  EXPECT_EQ(shown.text("month"), "2026-11");
  const auto promises = shown.objects("promises", 10);
  ASSERT_EQ(promises.size(), 1U);
  EXPECT_EQ(promises[0].text("service"), "support");
  EXPECT_EQ(promises[0].integer("hours", 0, 1000), 8);
  for (const std::string month : {"2026-13", "2024-10", "2026-12", "x"})
    EXPECT_EQ(outcome(get(officer("comply"), "/service-measures?month=" + month)), "400 compliance.month");
  EXPECT_EQ(outcome(get(officer("anna"), "/service-measures")), "403 officers.role_needed");
}

TEST_P(InventoriesHttpTest, DevicesAreShownByLevelAndWatchedBeforeTheirCertificatesLapse) {
  const std::string number = device("2027-03-01");
  EXPECT_THAT(values(entries(officer("keys"), "crypto_devices").at(0)),
              ElementsAre("product=服务器密码机", "device_certificate=GM001", "certified_to=2027-03-01",
                          "security_level=二级", "device_serial=SN-1", "site=主机房"));
  EXPECT_THAT(values(entries(officer("comply"), "crypto_devices").at(0)),
              ElementsAre("product=服务器密码机", "device_certificate=GM001", "certified_to=2027-03-01",
                          "security_level=二级"))
      << "who answers for duties sees up to L1";
  EXPECT_EQ(outcome(get(officer("anna"), "/inventories/crypto_devices")), "403 officers.role_needed");
  EXPECT_EQ(outcome(get(officer("sys"), "/inventories/crypto_devices")), "403 officers.role_needed");
  const auto key = crypto::Sm2PrivateKey::generate();
  EXPECT_EQ(outcome(get(hand_of(key), "/inventories/crypto_devices")), "403 officers.role_needed");
  const auto reminded = [&] {
    const auto all = need(duties_->cases->reminders(
        "key_custodian", compliance_support::by("keys", {"key_custodian"}), "", 10));
    return static_cast<std::int64_t>(all.size());
  };
  need(duties_->cases->fire_due());
  EXPECT_EQ(reminded(), 0);
  clock.set(base::parse_utc("2026-12-02T02:00:00Z").value());  // ninety days before, less one
  need(duties_->cases->fire_due());
  EXPECT_EQ(reminded(), 1);
  EXPECT_EQ(act(officer("keys"), number, "renew_certificate",
                R"({"device_certificate":"GM002","certified_to":"2032-03-01"})"),
            "200");
  EXPECT_THAT(values(entries(officer("keys"), "crypto_devices").at(0)).at(1), "device_certificate=GM002");
}

TEST_P(InventoriesHttpTest, AnAnchorIsPublishedOnceItIsTested) {
  const std::string number =
      opened(officer("keys"), "trust_recognition",
             R"({"anchor_kind":"provider","anchor":"另一电子认证服务机构","anchor_sm3":")" + kSm3 +
                 R"(","fingerprint_source":"国家局网站"})");
  const std::string fingerprint = R"({"fingerprint":")" + kSm3 + "\"}";
  EXPECT_EQ(act(officer("keys"), number, "confirm_fingerprint", fingerprint), "200");
  EXPECT_EQ(act(officer("chief"), number, "begin_test", R"({"test_plan":"双向验证"})"),
            "409 compliance.gate.fingerprints");
  EXPECT_EQ(act(officer("chief"), number, "confirm_fingerprint", fingerprint), "200");
  EXPECT_EQ(act(officer("chief"), number, "begin_test", R"({"test_plan":"双向验证"})"), "200");
  EXPECT_EQ(
      act(officer("keys"), number, "record_test", R"({"tested":60,"failed":1,"test_sm3":")" + kSm3 + "\"}"),
      "200");
  EXPECT_EQ(act(officer("chief"), number, "trust"), "422 compliance.test_failed");
  EXPECT_EQ(
      act(officer("keys"), number, "record_test", R"({"tested":60,"failed":0,"test_sm3":")" + kSm3 + "\"}"),
      "200");
  EXPECT_THAT(json(anybody("/published-inventories/trust_anchors")).objects("entries", 10), IsEmpty());
  EXPECT_EQ(act(officer("chief"), number, "trust"), "200");
  const auto rows = json(anybody("/published-inventories/trust_anchors")).objects("entries", 10);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_THAT(values(rows[0]),
              ElementsAre("anchor=另一电子认证服务机构", "anchor_sm3=" + kSm3, "fingerprint=" + kSm3))
      << "L0 alone";
}

TEST_P(InventoriesHttpTest, WhatIsSealedIsNamedAndNoMore) {
  const std::string number = device("2027-03-01");
  opened(officer("comply"), "secrecy_quarantine",
         R"({"object":"case/)" + number + R"(","handlers":["chief"],"how_found":"巡检"})");
  const auto rows = entries(officer("keys"), "crypto_devices");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_TRUE(rows[0].boolean("sealed"));
  EXPECT_THAT(values(rows[0]), IsEmpty());
  EXPECT_FALSE(entries(officer("chief"), "crypto_devices").at(0).has("sealed"));
}

TEST_P(InventoriesHttpTest, TheRegistersAreListedForOfficers) {
  std::vector<std::string> ids;
  for (const auto& one : json(get(officer("anna"), "/inventories")).objects("inventories", 100))
    ids.push_back(one.text("id"));
  EXPECT_THAT(ids, ElementsAre("sites", "services", "support_tickets", "crypto_devices", "trust_anchors",
                               "assessments", "complaints", "inspections", "data_requests", "major_events"));
  EXPECT_EQ(outcome(get(officer("sys"), "/inventories")), "403 officers.role_needed");
  EXPECT_EQ(outcome(get(officer("comply"), "/inventories/none")), "404 cases.inventory_none");
  EXPECT_EQ(outcome(anybody("/published-inventories/none")), "404 cases.inventory_none");
}

}  // namespace
}  // namespace yinxin::endpoints
