// What the acts, lists and papers of a package say together.
#include <gmock/gmock.h>

#include "proof/test_package.hpp"

namespace yinxin::proof {
namespace {

using test::at;
using test::build;
using test::Draft;
using test::draft;
using test::failures;
using test::World;
using testing::Contains;
using testing::ElementsAre;

World usual_world() {
  World world;
  world.usual_acts();
  return world;
}

Report verify(const World& world, const Draft& from) {
  return verify_package(build(world, from), world.trust());
}

TEST(PackageActs, ARecordThatDoesNotOpenItsLeaf) {
  World world = usual_world();
  Record other;
  ASSERT_TRUE(other.add("actor", "officer/8"));
  world.entries[2].record = other.to_bytes();
  EXPECT_THAT(failures(verify(world, draft(world))), ElementsAre(act_file(2) + ": entry.commitment"));
}

TEST(PackageActs, AnotherObjectThanTheLeafNames) {
  World world = usual_world();
  world.entries[2].object = "application/another";
  EXPECT_THAT(failures(verify(world, draft(world))), ElementsAre(act_file(2) + ": entry.object"));
}

TEST(PackageActs, ALeafThatIsNotInTheTree) {
  World world = usual_world();
  Draft from = draft(world);
  world.entries.clear();
  world.usual_acts();  // the same acts with other openings: other leaves
  from.later(act_file(2), world.proved(2).to_json());
  EXPECT_THAT(failures(verify(world, from)), Contains(act_file(2) + ": package.act"));
}

TEST(PackageActs, AProofForAnotherPlace) {
  const World world = usual_world();
  Draft from = draft(world);
  ProvedEntry moved = world.proved(2);
  moved.entry.seq = 3;
  from.later(act_file(2), moved.to_json());
  EXPECT_THAT(failures(verify(world, from)), Contains(act_file(2) + ": package.act"));
}

TEST(PackageActs, AHeadByAnotherKeyOrRewritten) {
  const World world = usual_world();
  const World other = usual_world();
  Draft from = draft(world);
  from.later(layout::kTreeHead, other.head_at(other.entries.size(), other.head_time).to_text());
  EXPECT_THAT(failures(verify(world, from)), Contains("12-custody/tree-head.txt: package.tree_head"));
  PackageTrust other_key = world.trust();
  other_key.tree_head_keys.push_back(other.service.key.public_key());
  EXPECT_THAT(failures(verify_package(build(world, draft(world)), other_key)),
              Contains("12-custody/tree-head.txt: package.tree_head"));
  PackageTrust this_key = world.trust();
  this_key.tree_head_keys.push_back(world.service.key.public_key());
  EXPECT_TRUE(verify_package(build(world, draft(world)), this_key).pass());
}

TEST(PackageActs, AHeadOfItsOwnSigner) {
  World world = usual_world();
  test::Party head_signer = test::party(test::Kind::Service, World::kProvider, "树头签名");
  head_signer.certify(world.issuing);
  Draft from = draft(world);
  from.head_signer = &head_signer;
  EXPECT_THAT(failures(verify(world, from)), Contains("12-custody/tree-head.txt: package.tree_head"));
  from.put(layout::kTreeHeadSigner, head_signer.certificate->der());
  EXPECT_TRUE(verify(world, from).pass());
  from.put(layout::kTreeHeadSigner, world.holder.certificate->der());
  EXPECT_FALSE(verify(world, from).pass());
}

TEST(PackageActs, WithoutTheActOfIssueForThisCertificate) {
  World world;
  world.act(ActCode::Issued, "2026-03-01T07:00:01Z", world.object());  // no fingerprint in the leaf
  EXPECT_THAT(failures(verify(world, draft(world))), Contains(act_file(0) + ": package.issued"));
  World twice = usual_world();
  twice.act(ActCode::Issued, "2026-03-05T00:00:00Z", twice.object(), true);
  EXPECT_THAT(failures(verify(twice, draft(twice))), Contains(act_file(11) + ": package.issued"));
}

TEST(PackageActs, GatesComeBeforeIssue) {
  World world;
  world.act(ActCode::Issued, "2026-03-01T07:00:00Z", world.object(), true,
            {{"application", World::kApplication}});
  world.act(ActCode::IdentityChecked, "2026-03-01T08:00:00Z", World::kApplication);
  const Report report = verify(world, draft(world));
  EXPECT_THAT(failures(report), Contains(act_file(1) + ": package.gate"));
  EXPECT_THAT(test::codes(report, Severity::Noted), Contains("package.gate.absent").Times(5));
}

TEST(PackageActs, ActsOfStrangersDoNotBelong) {
  const World world = usual_world();
  Draft from = draft(world);
  from.acts.insert(3);
  EXPECT_THAT(failures(verify(world, from)), ElementsAre(act_file(3) + ": package.act.foreign"));
}

TEST(PackageActs, TimesRunForward) {
  World world = usual_world();
  world.act(ActCode::Changed, "2026-02-28T00:00:00Z", world.object(), true);
  EXPECT_THAT(failures(verify(world, draft(world))), ElementsAre(act_file(11) + ": package.times"));
  World late = usual_world();
  late.head_time = at("2026-03-01T12:00:00Z");
  EXPECT_THAT(failures(verify(late, draft(late))), Contains(act_file(10) + ": package.times"));
}

TEST(PackageActs, AClosedRecordIsNoted) {
  World world = usual_world();
  world.entries[4].record.reset();
  world.entries[4].opening.reset();
  const Report report = verify(world, draft(world));
  EXPECT_TRUE(report.pass()) << report.to_text();
  EXPECT_THAT(test::codes(report, Severity::Noted), Contains("package.act.closed"));
}

/// A world whose certificate was revoked at noon of 1 June, and the package with one more list or answer.
Report with_status(std::string_view file, const std::function<base::Bytes(const World&)>& make) {
  World world = usual_world();
  world.revoke("2026-06-01T12:00:00Z");
  Draft from = draft(world);
  from.put(file, make(world));
  return verify(world, from);
}

TEST(PackageStatus, ListsAgreeWithTheActs) {
  using Listed = std::vector<World::Listed>;
  const struct {
    const char* what;
    std::function<base::Bytes(const World&)> crl;
    bool right;
  } kCases[] = {
      {"not yet revoked", [](const World& w) { return w.crl("2026-06-01T11:00:00Z", {}); }, true},
      {"revoked, same time",
       [](const World& w) {
         return w.crl("2026-06-02T00:00:00Z", Listed{{w.holder.tbs.serial, "2026-06-01T12:00:00Z"}});
       },
       true},
      {"revoked, another time",
       [](const World& w) {
         return w.crl("2026-06-02T00:00:00Z", Listed{{w.holder.tbs.serial, "2026-06-01T12:00:01Z"}});
       },
       false},
      {"forgotten", [](const World& w) { return w.crl("2026-06-02T00:00:00Z", {}); }, false},
      {"listed before the act",
       [](const World& w) {
         return w.crl("2026-05-31T00:00:00Z", Listed{{w.holder.tbs.serial, "2026-05-30T00:00:00Z"}});
       },
       false},
      {"on hold without an act",
       [](const World& w) {
         return w.crl("2026-06-02T00:00:00Z", Listed{{w.holder.tbs.serial, "2026-06-01T12:00:00Z",
                                                      x509::RevocationReason::CertificateHold}});
       },
       false},
      {"begun just before the act", [](const World& w) { return w.crl("2026-06-01T12:00:30Z", {}); }, true},
      {"another partition",
       [](const World& w) {
         return w.crl("2026-06-02T00:00:00Z", {}, false, "http://crl.test.invalid/2.crl");
       },
       true},
      {"a delta is silent about the old",
       [](const World& w) { return w.crl("2026-06-09T00:00:00Z", {}, true); }, true},
      {"after expiry it leaves the list", [](const World& w) { return w.crl("2028-01-01T00:00:00Z", {}); },
       true},
  };
  for (const auto& each : kCases) {
    const Report report = with_status("08-status/crl/after.crl", each.crl);
    EXPECT_EQ(report.pass(), each.right) << each.what << "\n" << report.to_text();
    if (!each.right) {
      EXPECT_THAT(failures(report), ElementsAre("08-status/crl/after.crl: package.status")) << each.what;
    }
  }
}

TEST(PackageStatus, AnswersAgreeWithTheActs) {
  using x509::CertStatus;
  const struct {
    const char* what;
    std::function<base::Bytes(const World&)> answer;
    bool right;
  } kCases[] = {
      {"good before", [](const World& w) { return w.ocsp("2026-06-01T11:00:00Z", CertStatus::Good); }, true},
      {"good after", [](const World& w) { return w.ocsp("2026-06-02T11:00:00Z", CertStatus::Good); }, false},
      {"revoked, same time",
       [](const World& w) {
         return w.ocsp("2026-06-02T11:00:00Z", CertStatus::Revoked, "2026-06-01T12:00:00Z");
       },
       true},
      {"revoked, another time",
       [](const World& w) {
         return w.ocsp("2026-06-02T11:00:00Z", CertStatus::Revoked, "2026-06-01T11:59:59Z");
       },
       false},
      {"unknown", [](const World& w) { return w.ocsp("2026-03-01T06:00:00Z", CertStatus::Unknown); }, true},
  };
  for (const auto& each : kCases) {
    const Report report = with_status("08-status/ocsp/after.ors", each.answer);
    EXPECT_EQ(report.pass(), each.right) << each.what << "\n" << report.to_text();
    if (!each.right) {
      EXPECT_THAT(failures(report), ElementsAre("08-status/ocsp/after.ors: package.status")) << each.what;
    }
  }
}

TEST(PackageStatus, HoldAndRelease) {
  World world = usual_world();
  world.act(ActCode::Suspended, "2026-06-01T00:00:00Z", world.object(), true);
  world.act(ActCode::Resumed, "2026-06-03T00:00:00Z", world.object(), true);
  world.act(ActCode::Suspended, "2026-06-05T00:00:00Z", world.object(), true);
  world.revoke("2026-06-07T00:00:00Z");
  const auto serial = world.holder.tbs.serial;
  Draft from = draft(world);
  from.put("08-status/crl/1.crl",
           world.crl("2026-06-02T00:00:00Z",
                     {{serial, "2026-06-01T00:00:00Z", x509::RevocationReason::CertificateHold}}));
  from.put("08-status/crl/2.crl",
           world.crl("2026-06-03T01:00:00Z",
                     {{serial, "2026-06-03T00:00:00Z", x509::RevocationReason::RemoveFromCrl}}, true));
  from.put("08-status/crl/3.crl", world.crl("2026-06-04T00:00:00Z", {}));
  from.put("08-status/crl/4.crl", world.crl("2026-06-08T00:00:00Z", {{serial, "2026-06-05T00:00:00Z"}}));
  from.put("08-status/crl/5.crl", world.crl("2026-06-09T00:00:00Z", {{serial, "2026-06-07T00:00:00Z"}}));
  EXPECT_TRUE(verify(world, from).pass()) << verify(world, from).to_text();
  from.put("08-status/crl/6.crl", world.crl("2026-06-09T00:00:00Z", {{serial, "2026-06-01T00:00:00Z"}}));
  EXPECT_THAT(failures(verify(world, from)), ElementsAre("08-status/crl/6.crl: package.status"));
}

TEST(PackageStatus, ForgedListsAndAnswers) {
  const World other = usual_world();
  const Report report = with_status("08-status/crl/forged.crl", [&](const World& w) {
    World forger = usual_world();
    forger.issuing.tbs.subject = w.issuing.tbs.subject;
    return forger.crl("2026-06-01T00:00:00Z", {});
  });
  EXPECT_THAT(failures(report), ElementsAre("08-status/crl/forged.crl: package.crl"));
  EXPECT_THAT(failures(with_status(
                  "08-status/ocsp/forged.ors",
                  [&](const World&) { return other.ocsp("2026-05-01T00:00:00Z", x509::CertStatus::Good); })),
              ElementsAre("08-status/ocsp/forged.ors: package.ocsp"));
  EXPECT_THAT(failures(with_status("08-status/crl/bad.crl",
                                   [](const World&) {
                                     return base::Bytes{0x30, 0x00};
                                   })),
              ElementsAre("08-status/crl/bad.crl: package.format"));
  EXPECT_THAT(failures(with_status("08-status/ocsp/bad.ors",
                                   [](const World&) {
                                     return base::Bytes{0x30, 0x00};
                                   })),
              ElementsAre("08-status/ocsp/bad.ors: package.format"));
  EXPECT_THAT(failures(with_status("08-status/ocsp/other.ors",
                                   [](const World& w) {
                                     return w.ocsp_about(x509::Serial::random(), "2026-05-01T00:00:00Z",
                                                         x509::CertStatus::Good, "2026-01-01T00:00:00Z",
                                                         w.service);
                                   })),
              ElementsAre("08-status/ocsp/other.ors: package.ocsp.subject"));
}

TEST(PackageStatus, AResponderNeedsThePurpose) {
  EXPECT_THAT(failures(with_status("08-status/ocsp/x.ors",
                                   [](const World& w) {
                                     return w.ocsp_about(w.holder.tbs.serial, "2026-05-01T00:00:00Z",
                                                         x509::CertStatus::Good, "2026-01-01T00:00:00Z",
                                                         w.holder);
                                   })),
              ElementsAre("08-status/ocsp/x.ors: package.ocsp"));
}

TEST(PackagePapers, LicenceRulesAndDutiesFit) {
  const World world = usual_world();
  LicencePaper licence =
      LicencePaper::parse(base::as_text(draft(world).files.at(std::string(layout::kLicence)))).value();
  licence.holder_name = "别的机构";
  licence.valid_to = base::parse_date("2026-02-28").value();
  Draft other_licence = draft(world);
  other_licence.put(layout::kLicence, licence.to_json());
  EXPECT_THAT(failures(verify(world, other_licence)),
              ElementsAre("02-licence/licence.json: package.licence.name",
                          "02-licence/licence.json: package.licence.period"));

  Draft late_rules = draft(world);
  RulesPaper late = test::rules_paper("cps", "业务规则正文");
  late.effective = at("2026-03-02T00:00:00Z");
  late_rules.put(layout::kRules, rules_to_json({late, test::rules_paper("cp", "x")}));
  EXPECT_THAT(failures(verify(world, late_rules)), ElementsAre("03-rules/rules.json: package.rules"));

  Draft other_text = draft(world);
  other_text.put("03-rules/cps-1.0.txt", std::string_view("改过的正文"));
  EXPECT_THAT(failures(verify(world, other_text)),
              ElementsAre("03-rules/cps-1.0.txt: package.rules.document"));
}

TEST(PackagePapers, MalformedPapersAreNamed) {
  const World world = usual_world();
  for (const std::string_view file : {layout::kLicence, layout::kRules, layout::kRequest}) {
    Draft from = draft(world);
    from.put(file, std::string_view("{}"));
    EXPECT_THAT(failures(verify(world, from)), ElementsAre(std::string(file) + ": package.format"));
  }
}

TEST(PackageRequest, AnotherKeyOrNoPossession) {
  const World world = usual_world();
  const World other;
  Draft from = draft(world);
  const auto request = x509::CertificateRequest::create(world.holder.tbs.subject, other.holder.key).value();
  from.put(layout::kRequest, request.der());
  EXPECT_THAT(failures(verify(world, from)), ElementsAre("06-issue/request.p10: package.request.key"));
  base::Bytes changed = draft(world).files.at(std::string(layout::kRequest));
  changed.back() ^= 1;
  from.put(layout::kRequest, changed);
  EXPECT_THAT(failures(verify(world, from)), ElementsAre("06-issue/request.p10: package.request.possession"));
}

}  // namespace
}  // namespace yinxin::proof
