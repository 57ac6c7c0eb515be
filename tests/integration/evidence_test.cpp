// The evidence package of article 40 over a whole provider: all fourteen parts from what is on record,
// checked by the offline checker; a claim holds the records and names its package.
#include <gmock/gmock.h>

#include "integration/duties_world.hpp"
#include "proof/package.hpp"
#include "proof/ustar.hpp"

namespace yinxin::endpoints {
namespace {

using compliance_support::by;
using compliance_support::claiming;
using compliance_support::open_case;
using compliance_support::trained;
using testing::HasSubstr;

class EvidenceTest : public DutiesWorld {
 protected:
  void SetUp() override {
    DutiesWorld::SetUp();
    if (IsSkipped()) return;
    certify_tree_head();
    tiles_ = ledger::TileFolder(*folder / "ledger");
    start_sequencer([this](std::int64_t numbered) { status->follow(numbered); });
    server_.reset();
    evidence_ = std::make_unique<evidence::Service>(
        evidence::Service::House{*database_, *lane, *signer->client, recorder, clock, *authority, *policy,
                                 *registration, *status, tiles_, vault, duties_->cases.get(),
                                 &duties_->compliance},
        evidence::Service::Options{"test"});
    const Office office = *services_;
    services_ = std::make_unique<Services>(Services{office, *policy, *registration, *evidence_, *batches});
    serve();
  }
  void TearDown() override {
    server_.reset();
    services_.reset();
    evidence_.reset();
    DutiesWorld::TearDown();
  }

  /// Trained officers, and a certificate that its holder has accepted.
  x509::Serial certified() {
    for (const auto& [account, post] : std::map<std::string, std::string>{
             {"anna", "registration_officer"}, {"bo", "review_officer"}, {"chen", "issuing_officer"}})
      need(trained(*duties_->cases, account, post, "2027-11-01"));
    applicant_ = registration_support::person();
    return *bring_to_active(applicant_).serial;
  }
  /// All that was done so far is in the public status, and lists are there.
  void follow() {
    sequencer->wake();
    need(status->wait_followed(number("SELECT count(*) FROM act_record"), house_support::kPatience));
    const auto listed = [&] { return status->crl("issuing-1", 0, false).has_value(); };
    EXPECT_TRUE(house_support::eventually(listed));
  }
  /// Heads follow acts within seconds.
  base::Result<base::Bytes> built(const x509::Serial& serial, const std::string& claim = "") {
    follow();
    base::Result<base::Bytes> archive = base::make_error(base::ErrorKind::Internal, "test");
    const auto covered = [&] {
      archive = evidence_->build({serial, "测试法院", "签名争议", claim}, registration_support::compliance());
      return archive || archive.error().kind != base::ErrorKind::NotYet;
    };
    EXPECT_TRUE(house_support::eventually(covered));
    return archive;
  }
  proof::Report checked(base::ByteView archive) const {
    proof::PackageTrust trust;
    trust.roots.push_back(authorities.at(0).certificate);
    return proof::verify_package(archive, trust);
  }
  static std::map<std::string, std::string> files_of(base::ByteView archive) {
    std::map<std::string, std::string> files;
    for (const auto& file : need(proof::read_tar(archive)).files)
      files[file.name] = std::string(base::as_text(file.content));
    return files;
  }
  static std::map<std::string, std::string> conclusions_of(base::ByteView archive) {
    std::map<std::string, std::string> found;
    for (const auto& row :
         need(proof::parse_duties(files_of(archive).at(std::string(proof::layout::kDuties)))))
      found[row.id] = row.conclusion;
    return found;
  }
  std::string certificate_object(const x509::Serial& serial) const {
    return authority::certificate_object("issuing-1", serial);
  }

  Applicant applicant_;
};
YX_BOTH_ENGINES(EvidenceTest);

TEST_P(EvidenceTest, APackageHasAllPartsAndPassesOffline) {
  const x509::Serial serial = certified();
  const base::Bytes archive = need(built(serial));
  const proof::Report report = checked(archive);
  EXPECT_TRUE(report.pass()) << report.to_text();
  const auto files = files_of(archive);
  for (const proof::PartInfo& part : proof::all_parts()) {
    EXPECT_TRUE(std::any_of(files.begin(), files.end(), [&](const auto& file) {
      return proof::part_of(file.first) == part.part && file.first != proof::absent_file(part.part);
    })) << part.folder;
  }
  auto found = conclusions_of(archive);
  for (const char* id : {"licence", "rules", "identity", "review", "notification", "agreement", "possession",
                         "contents", "acceptance", "status", "posts", "incidents", "records"})
    EXPECT_EQ(found[id], "已履行") << id;
  EXPECT_EQ(found["conditions"], "未见证据") << "no snapshot was taken";
  EXPECT_EQ(found["complaints"], "不适用");
  EXPECT_EQ(found["bodies"], "不适用");
  EXPECT_EQ(records(proof::ActCode::EvidenceCollected, certificate_object(serial)), 1);
  EXPECT_EQ(records(proof::ActCode::EvidencePackageBuilt, certificate_object(serial)), 1);
}

TEST_P(EvidenceTest, WithoutTrainingThePostsAreNotProved) {
  applicant_ = registration_support::person();
  const x509::Serial serial = *bring_to_active(applicant_).serial;
  const base::Bytes archive = need(built(serial));
  EXPECT_TRUE(checked(archive).pass()) << checked(archive).to_text();
  EXPECT_EQ(conclusions_of(archive)["posts"], "未见证据");
}

TEST_P(EvidenceTest, ComplaintsAndSnapshotsGoInAndNamesOfOthersDoNot) {
  const x509::Serial serial = certified();
  clock.advance(std::chrono::hours(24 * 10));  // into December
  EXPECT_TRUE(need(duties_->compliance.take_snapshot(*duties_->cases)));
  const procedure::Values complaint{
      {"channel", std::string("phone")},      {"anonymous", false},
      {"complainant", std::string("李大明")}, {"contact", std::string("13900000000")},
      {"kind", std::string("issue")},         {"serial", serial.to_hex()},
      {"facts", std::string("办理过慢")},     {"urgent", false}};
  const auto opened =
      need(open_case(*duties_->cases, "complaint", complaint, by("help", {"support_officer"})));
  const base::Bytes archive = need(built(serial));
  EXPECT_TRUE(checked(archive).pass()) << checked(archive).to_text();
  EXPECT_THAT(files_of(archive).at(std::string(proof::layout::kNotices)), HasSubstr(opened.number));
  EXPECT_TRUE(files_of(archive).contains("09-security/conditions-2026-12.txt"));
  EXPECT_EQ(conclusions_of(archive)["complaints"], "办理中");
  for (const auto& [name, content] : files_of(archive)) {
    EXPECT_EQ(content.find("李大明"), std::string::npos) << name;
    EXPECT_EQ(content.find("13900000000"), std::string::npos) << name;
  }
}

TEST_P(EvidenceTest, AClaimHoldsTheRecordsAndNamesItsPackage) {
  const x509::Serial serial = certified();
  const auto claim = need(open_case(*duties_->cases, "claim", claiming(serial.to_hex(), "2026-11-22"),
                                    by("help", {"support_officer"})));
  EXPECT_EQ(acts(proof::ActCode::HoldSet, applicant_.number), 1);
  const base::Bytes archive = need(built(serial, claim.number));
  EXPECT_TRUE(checked(archive).pass()) << checked(archive).to_text();
  EXPECT_EQ(acts(proof::ActCode::HoldSet, applicant_.number), 1) << "it stands already";
  const auto sm3 = crypto::sm3(archive);
  EXPECT_TRUE(need(evidence::Service::keeps_package(*database_, claim.number, sm3)));
  EXPECT_FALSE(need(evidence::Service::keeps_package(*database_, "claim-2026-99", sm3)));
  EXPECT_FALSE(need(evidence::Service::keeps_package(*database_, claim.number, crypto::sm3({}))));
  EXPECT_EQ(need(evidence_->find(sm3)).claim, claim.number);

  Applicant other =
      registration_support::person("李四", registration_support::resident_id("11010119900307004"));
  const x509::Serial another = *bring_to_active(other).serial;
  EXPECT_EQ(built(another, claim.number).error().code, "evidence.claim");
  EXPECT_EQ(built(serial, "claim-2026-99").error().code, "cases.none");
}

TEST_P(EvidenceTest, AKeptPackageIsShownForAReasonOnRecord) {
  const x509::Serial serial = certified();
  const base::Bytes archive = need(built(serial));
  const std::string target = "/evidence/" + base::to_hex(crypto::sm3(archive)) + "/looks";
  const auto shown = post(officer("head"), target, R"({"reason":"批准证明包"})");
  EXPECT_EQ(outcome(shown), "200");
  EXPECT_EQ(shown.body_text(), base::as_text(archive));
  EXPECT_EQ(records(proof::ActCode::PersonalDataViewed, certificate_object(serial)), 1);
  EXPECT_EQ(outcome(post(officer("anna"), target, R"({"reason":"x"})")), "403 officers.role_needed");
  const std::string none = "/evidence/" + std::string(64, 'a') + "/looks";
  EXPECT_EQ(outcome(post(officer("head"), none, R"({"reason":"x"})")), "404 evidence.package");
  EXPECT_EQ(outcome(post(officer("head"), "/evidence/ab/looks", R"({"reason":"x"})")),
            "404 evidence.package");
  EXPECT_EQ(records(proof::ActCode::PersonalDataViewed, certificate_object(serial)), 1);
  EXPECT_EQ(need(evidence_->drop_destroyed()), 0U);
}

/// Building has two commits: what is collected, with the hold; then the archive, with the act that it was
/// built.
TEST_P(EvidenceTest, EachOfTheTwoCommitsIsThereWholeOrNotAtAllAndBuildingMayBeTriedAgain) {
  const x509::Serial serial = certified();
  const auto claim = need(open_case(*duties_->cases, "claim", claiming(serial.to_hex(), "2026-11-22"),
                                    by("help", {"support_officer"})));
  const base::Bytes first = need(built(serial, claim.number));  // heads cover all that is there
  for (const store::Moment moment : {store::Moment::Before, store::Moment::After}) {
    for (int countdown = 1; countdown <= 2; ++countdown) {
      SCOPED_TRACE(std::to_string(countdown) + (moment == store::Moment::Before ? " before" : " after"));
      const std::string object = certificate_object(serial);
      const auto collected = records(proof::ActCode::EvidenceCollected, object);
      const auto made = records(proof::ActCode::EvidencePackageBuilt, object);
      const auto kept = number("SELECT count(*) FROM evidence_package");
      need(built(serial, claim.number));  // waits for heads; one more of each
      {
        auto faulty = store::Lane::start(std::make_unique<store::FaultyConnection>(
            connect(), store::Fault{store::Operation::Commit, countdown, moment}));
        evidence::Service service(
            {*database_, *faulty, *signer->client, recorder, clock, *authority, *policy, *registration,
             *status, tiles_, vault, duties_->cases.get(), &duties_->compliance},
            {"test"});
        const auto gone = [&] {
          const auto archive = service.build({serial, "测试法院", "签名争议", claim.number},
                                             registration_support::compliance());
          EXPECT_FALSE(archive);
          return archive || archive.error().kind != base::ErrorKind::NotYet;
        };
        EXPECT_TRUE(house_support::eventually(gone));
      }
      const bool first_there = countdown == 2 || moment == store::Moment::After;
      const bool second_there = countdown == 2 && moment == store::Moment::After;
      EXPECT_EQ(records(proof::ActCode::EvidenceCollected, object), collected + 1 + (first_there ? 1 : 0));
      EXPECT_EQ(records(proof::ActCode::EvidencePackageBuilt, object), made + 1 + (second_there ? 1 : 0));
      EXPECT_EQ(number("SELECT count(*) FROM evidence_package"), kept + 1 + (second_there ? 1 : 0));
      EXPECT_EQ(acts(proof::ActCode::HoldSet, applicant_.number), 1);
      EXPECT_TRUE(checked(need(built(serial, claim.number))).pass());
    }
  }
  EXPECT_TRUE(checked(first).pass());
}

TEST_P(EvidenceTest, NothingIsKeptWhileNoHeadCoversTheActs) {
  sequencer.reset();
  const x509::Serial serial = certified();
  const auto archive =
      evidence_->build({serial, "测试法院", "签名争议", ""}, registration_support::compliance());
  EXPECT_EQ(archive.error().code, "ledger.record.not_covered");
  EXPECT_EQ(number("SELECT count(*) FROM evidence_package"), 0);
  EXPECT_EQ(records(proof::ActCode::EvidenceCollected, certificate_object(serial)), 0);
}

}  // namespace
}  // namespace yinxin::endpoints
