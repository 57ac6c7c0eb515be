#include "proof/chain.hpp"

#include <gmock/gmock.h>

#include "proof/article19.hpp"
#include "proof/test_world.hpp"

namespace yinxin::proof {
namespace {

using test::at;
using test::Certificate;
using test::failures;
using test::Kind;
using test::Party;
using test::World;
using testing::ElementsAre;

/// The findings on the holder's certificate in this world, as it stands.
Report chain_of(const World& world, const Party& subject, bool with_root = true,
                std::string_view when = "2026-06-01T00:00:00Z") {
  const std::vector<Certificate> authorities{*world.issuing.certificate, *world.root.certificate};
  std::vector<Certificate> roots;
  if (with_root) roots.push_back(*world.root.certificate);
  Report report;
  const Certificate* issuer = check_chain(*subject.certificate, "x", authorities, roots, at(when), report);
  EXPECT_EQ(issuer != nullptr, report.pass());
  return report;
}

TEST(Chain, HoldsUpToTheTrustedRoot) {
  const World world;
  EXPECT_THAT(failures(chain_of(world, world.holder)), ElementsAre());
  EXPECT_THAT(test::codes(chain_of(world, world.holder), Severity::Noted), ElementsAre());
}

TEST(Chain, WithoutATrustedRootSaysSo) {
  const World world;
  const Report report = chain_of(world, world.holder, false);
  EXPECT_TRUE(report.pass());
  EXPECT_THAT(test::codes(report, Severity::Noted), ElementsAre("chain.unanchored"));
  EXPECT_NE(report.to_text().find(base::to_hex(world.root.certificate->fingerprint())), std::string::npos);
}

TEST(Chain, AnotherRootIsNotTrusted) {
  const World world;
  const World other;
  const std::vector<Certificate> authorities{*world.issuing.certificate, *world.root.certificate};
  const std::vector<Certificate> roots{*other.root.certificate};
  Report report;
  EXPECT_EQ(
      check_chain(*world.holder.certificate, "x", authorities, roots, at("2026-06-01T00:00:00Z"), report),
      nullptr);
  EXPECT_THAT(failures(report), ElementsAre("x: chain.root"));
}

TEST(Chain, EveryLinkIsChecked) {
  const struct {
    const char* what;
    void (*change)(World&);
    const char* code;
  } kCases[] = {
      {"signed by another key of the same name",
       [](World& w) {
         Party impostor = test::party(Kind::Authority, World::kProvider, "测试签发机构");
         w.holder.certify(impostor);
       },
       "x: chain.issuer"},
      {"issuer is no authority",
       [](World& w) {
         w.issuing.tbs.extensions[0].value = x509::encode_basic_constraints({});
         w.issuing.certify(w.root);
       },
       "x: chain.authority"},
      {"issuer may not sign certificates",
       [](World& w) {
         w.issuing.tbs.extensions[1].value = x509::encode_key_usage(x509::kCrlSign);
         w.issuing.certify(w.root);
       },
       "x: chain.authority"},
      {"root allows no authority below it",
       [](World& w) {
         x509::BasicConstraints none_below;
         none_below.ca = true;
         none_below.path_length = 0;
         w.root.tbs.extensions[0].value = x509::encode_basic_constraints(none_below);
         w.root.certify(w.root);
         w.issuing.certify(w.root);
       },
       "x: chain.path_length"},
      {"issuer expired",
       [](World& w) {
         w.issuing.tbs.validity.not_after = at("2026-02-01T00:00:00Z");
         w.issuing.certify(w.root);
       },
       "x: chain.validity"},
      {"certificate not yet valid",
       [](World& w) {
         w.holder.tbs.validity.not_before = at("2026-07-01T00:00:00Z");
         w.holder.certify(w.issuing);
       },
       "x: chain.validity"},
      {"unknown critical extension",
       [](World& w) {
         w.holder.tbs.extensions.push_back(
             test::extension(asn1::Oid::literal("2.999.1"), true, {0x05, 0x00}));
         w.holder.certify(w.issuing);
       },
       "x: chain.critical"},
      {"unknown critical extension in the issuer",
       [](World& w) {
         w.issuing.tbs.extensions.push_back(
             test::extension(asn1::Oid::literal("2.999.1"), true, {0x05, 0x00}));
         w.issuing.certify(w.root);
       },
       "x: chain.critical"},
      {"issuer under nobody",
       [](World& w) {
         const Party stranger = test::party(Kind::Authority, "别家", "别家根");
         w.issuing.certify(stranger);
       },
       "x: chain.root"},
  };
  for (const auto& each : kCases) {
    World world;
    each.change(world);
    EXPECT_THAT(failures(chain_of(world, world.holder)), ElementsAre(each.code)) << each.what;
  }
}

TEST(Chain, DoesNotClimbForEver) {
  Party a = test::party(Kind::Authority, "a", "a");
  Party b = test::party(Kind::Authority, "b", "b");
  a.certify(b);
  b.certify(a);
  const std::vector<Certificate> authorities{*a.certificate, *b.certificate};
  Report report;
  EXPECT_EQ(check_chain(*a.certificate, "x", authorities, {}, at("2026-06-01T00:00:00Z"), report), nullptr);
  EXPECT_THAT(failures(report), ElementsAre("x: chain.root"));
}

TEST(Chain, ServiceCertificatesAreNotSubscribers) {
  World world;
  EXPECT_TRUE(is_service_certificate(*world.service.certificate));
  EXPECT_FALSE(is_service_certificate(*world.holder.certificate));
  EXPECT_FALSE(is_service_certificate(*world.issuing.certificate));
  world.service.tbs.extensions.back().value = x509::encode_ext_key_usage({asn1::oids::kClientAuth});
  world.service.certify(world.issuing);
  EXPECT_FALSE(is_service_certificate(*world.service.certificate));
  world.service.tbs.extensions.back().value = x509::encode_ext_key_usage({asn1::oids::kTimeStamping});
  world.service.certify(world.issuing);
  EXPECT_TRUE(is_service_certificate(*world.service.certificate));
  world.service.tbs.extensions[1].value = x509::encode_key_usage(x509::kKeyEncipherment);
  world.service.certify(world.issuing);
  EXPECT_FALSE(is_service_certificate(*world.service.certificate));
}

Report contents_of(const World& world) {
  Report report;
  check_article19(*world.holder.certificate, &*world.issuing.certificate, "x", report);
  return report;
}

TEST(Article19, AllEightAreThere) {
  const Report report = contents_of(World());
  EXPECT_THAT(
      test::codes(report, Severity::Passed),
      ElementsAre("article19.provider", "article19.holder", "article19.serial", "article19.validity",
                  "article19.policy", "article19.key", "article19.signature", "article19.prescribed"));
}

TEST(Article19, EachIsMissedByName) {
  const struct {
    void (*change)(World&);
    const char* code;
  } kCases[] = {
      {[](World& w) {
         w.issuing.tbs.subject = x509::Name::build({{asn1::oids::kCommonName, "无名机构"}}).value();
         w.issuing.certify(w.root);
         w.holder.certify(w.issuing);
       },
       "x: article19.provider"},
      {[](World& w) {
         w.holder.tbs.subject = x509::Name::build({{asn1::oids::kCountry, "CN"}}).value();
         w.holder.certify(w.issuing);
       },
       "x: article19.holder"},
      {[](World& w) {
         w.holder.tbs.validity.not_after = w.holder.tbs.validity.not_before;
         w.holder.certify(w.issuing);
       },
       "x: article19.validity"},
      {[](World& w) {
         std::erase_if(w.holder.tbs.extensions,
                       [](const auto& e) { return e.id == asn1::oids::kCertificatePolicies; });
         w.holder.certify(w.issuing);
       },
       "x: article19.policy"},
      {[](World& w) { w.holder.certify(w.root); }, "x: article19.signature"},
      {[](World& w) {
         std::erase_if(w.holder.tbs.extensions,
                       [](const auto& e) { return e.id == asn1::oids::kSubjectKeyIdentifier; });
         w.holder.certify(w.issuing);
       },
       "x: article19.prescribed"},
  };
  for (const auto& each : kCases) {
    World world;
    each.change(world);
    EXPECT_THAT(failures(contents_of(world)), ElementsAre(each.code));
  }
}

}  // namespace
}  // namespace yinxin::proof
