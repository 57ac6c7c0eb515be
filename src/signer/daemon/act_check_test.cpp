// Each check of an act failing alone.
#include "signer/daemon/act_check.hpp"

#include <gtest/gtest.h>

#include "signer/daemon/test_act_scene.hpp"

namespace yinxin::signer {
namespace {

namespace oids = asn1::oids;
using std::chrono::minutes;
using std::chrono::seconds;

TEST(ActCheck, AnIssuingOfficersActVouches) {
  Scene scene;
  for (int i = 0; i < 2; ++i) {  // the certificate is verified the first time only
    const auto judged = scene.by(scene.li);
    ASSERT_TRUE(judged) << base::describe(judged.error());
    EXPECT_FALSE(judged->has_value());
  }
  scene.now += minutes(10);
  EXPECT_TRUE(scene.by(scene.li));
}

TEST(ActCheck, ATakersCertificateIsForAnEnrolledSecurityAdministrator) {
  const auto detail = [](const base::Result<std::optional<MovedEnrolment>>& judged) {
    return judged ? std::string() : judged.error().detail;
  };
  Scene scene;
  scene.certify_taker("issuing-1");
  EXPECT_EQ(detail(scene.by(scene.sec)), "");
  EXPECT_EQ(detail(scene.by(scene.sys)), "not by an enrolled security administrator");
  EXPECT_EQ(detail(scene.by(scene.li)), "not by an enrolled security administrator");
  scene.of_taker = false;
  EXPECT_EQ(detail(scene.by(scene.sec)), "for a certificate of another kind") << "a holder's";
  scene.of_officers = true;
  EXPECT_EQ(detail(scene.by(scene.sec)), "for a certificate of another kind") << "an officer's";
  Scene issue;
  issue.of_taker = true;
  EXPECT_EQ(detail(issue.by(issue.li)), "for a certificate of another kind") << "an issuing officer's act";
  Scene other;
  other.certify_taker("issuing-2");
  EXPECT_EQ(detail(other.by(other.sec)), "for another authority");
  Scene another_key;
  another_key.certify_taker("issuing-1");
  another_key.tbs.public_key = another_key.sec.key.public_key();
  EXPECT_EQ(detail(another_key.by(another_key.sec)), "for another key");
}

TEST(ActCheck, EachCheckAlone) {
  struct Case {
    const char* detail;
    std::function<base::Result<std::optional<MovedEnrolment>>(Scene&)> act;
  };
  const std::vector<Case> cases = {
      {"no act", [](Scene& s) { return s.judge({}); }},
      {"its base is not in our form",
       [](Scene& s) {
         Act act = s.li.sign(s.plan);
         act.signature_base.push_back('\n');
         return s.judge(act);
       }},
      {"no operation by which a certificate is issued",
       [](Scene& s) {
         s.plan.target = "https://ca.example/certificates/11/events";
         return s.by(s.li);
       }},
      {"no operation by which a certificate is issued",
       [](Scene& s) {
         s.plan.method = "GET";
         return s.by(s.li);
       }},
      {"for a certificate of another kind",
       [](Scene& s) {
         s.of_officers = true;
         return s.by(s.sec);
       }},
      {"for a certificate of another kind",
       [](Scene& s) {
         s.authorise("wang", "review_officer");
         s.of_officers = false;
         return s.by(s.sec);
       }},
      {"it was signed more than 10 minutes from the signer's clock",
       [](Scene& s) {
         s.now += minutes(10) + seconds(1);
         return s.by(s.li);
       }},
      {"it was signed more than 10 minutes from the signer's clock",
       [](Scene& s) {
         s.plan.created += minutes(10) + seconds(1);
         return s.by(s.li);
       }},
      {"it has expired",
       [](Scene& s) {
         s.plan.parameters += ";expires=" + std::to_string(test_time().time_since_epoch() / seconds(1) - 1);
         return s.by(s.li);
       }},
      {"its content is another",
       [](Scene& s) {
         Act act = s.li.sign(s.plan);
         act.content = base::to_bytes(issue_content(s.sec.key.public_key()));
         s.tbs.public_key = s.sec.key.public_key();
         return s.judge(act);
       }},
      {"its content is another",
       [](Scene& s) {
         s.plan.digest_of = "{}";
         return s.by(s.li);
       }},
      {"its event is not issue",
       [](Scene& s) {
         s.plan.content = R"({"event":"refuse","inputs":{"key_sm3":"x"}})";
         return s.by(s.li);
       }},
      {"for another key",
       [](Scene& s) {
         s.tbs.public_key = s.sec.key.public_key();
         return s.by(s.li);
       }},
      {"the officer's certificate cannot be read",
       [](Scene& s) {
         s.li.certificate.resize(s.li.certificate.size() / 2);
         return s.by(s.li);
       }},
      {"not an officer's certificate of ours",
       [](Scene& s) {
         s.certify(s.li, s.body_of(s.li), s.li.key);
         return s.by(s.li);
       }},
      {"not an officer's certificate of ours",
       [](Scene& s) {
         x509::TbsCertificate other = s.body_of(s.li);
         other.issuer = test_name("Another");
         s.certify(s.li, other, s.operations);
         return s.by(s.li);
       }},
      {"not an officer's certificate of ours",
       [](Scene& s) {
         s.certify(s.li, with_use(s.body_of(s.li), {oids::kOcspSigning}), s.operations);
         return s.by(s.li);
       }},
      {"the officer's certificate is not in force",
       [](Scene& s) {
         x509::TbsCertificate expired = s.body_of(s.li);
         expired.validity = {test_time() - std::chrono::days(365), test_time() - seconds(1)};
         s.certify(s.li, expired, s.operations);
         return s.by(s.li);
       }},
      {"the officer's certificate is not in force",
       [](Scene& s) {
         x509::TbsCertificate later = s.body_of(s.li);
         later.validity.not_before += seconds(1);
         s.certify(s.li, later, s.operations);
         return s.by(s.li);
       }},
      {"not by an issuing officer", [](Scene& s) { return s.by(s.officer("bo", "registration_officer")); }},
      {"not by an issuing officer", [](Scene& s) { return s.by(s.officer("bo", "non_issuing_officer")); }},
      {"not by an issuing officer", [](Scene& s) { return s.by(s.sec); }},
      {"its signature is not the officer's",
       [](Scene& s) {
         TestOfficer other = s.officer("wang", "issuing_officer");
         other.certificate = s.li.certificate;
         return s.by(other);
       }},
      {"its signature is not the officer's",
       [](Scene& s) {
         Act act = s.li.sign(s.plan);
         s.plan.nonce = "0000000000000000";
         act.signature_base = base::to_bytes(s.plan.base());
         return s.judge(act);
       }},
      {"its signature is not the officer's",
       [](Scene& s) {
         Act act = s.li.sign(s.plan);
         act.signature.push_back(0);
         return s.judge(act);
       }},
  };
  for (const Case& one : cases) {
    Scene scene;
    const auto judged = one.act(scene);
    EXPECT_EQ(code_of(judged), "signer.act") << one.detail;
    EXPECT_EQ(detail_of(judged), one.detail);
  }
}

TEST(ActCheck, AnEnrolledPersonWithTheRoleVouchesToo) {
  Scene scene;
  const TestOfficer wang = scene.officer("wang", "archive_officer");
  EXPECT_EQ(detail_of(scene.by(wang)), "not by an issuing officer");
  scene.enrolled["wang"] = {"issuing_officer", Scene::point(wang)};
  EXPECT_TRUE(scene.by(wang));
}

TEST(ActCheck, OfficersAreVouchedForByEnrolledSecurityAdministrators) {
  Scene scene;
  scene.authorise("wang", "issuing_officer");
  const auto judged = scene.by(scene.sec);
  ASSERT_TRUE(judged) << base::describe(judged.error());
  EXPECT_FALSE(judged->has_value());
  const TestOfficer pretender = scene.officer("sec-2", "security_administrator");
  EXPECT_EQ(detail_of(scene.by(pretender)), "not by an enrolled administrator") << "its title is not enough";
  EXPECT_EQ(detail_of(scene.by(scene.li)), "not by an enrolled administrator");
  EXPECT_EQ(detail_of(scene.by(scene.sys)), "not by a security administrator");
  scene.enrolled.erase("sec-1");
  EXPECT_EQ(detail_of(scene.by(scene.sec)), "not by an enrolled administrator");
}

TEST(ActCheck, AnOfficersCertificateIsTheOneThatWasMeant) {
  const std::vector<std::pair<const char*, std::function<void(Scene&)>>> cases = {
      {"for another officer",
       [](Scene& s) { s.plan.target = "https://ca.example/officers/zhao/authorisation"; }},
      {"for other roles",
       [](Scene& s) { s.plan.content = authorise_content(s.tbs.public_key, "review_officer"); }},
      {"for another key",
       [](Scene& s) { s.plan.content = authorise_content(s.li.key.public_key(), "issuing_officer"); }},
      {"for another officer", [](Scene& s) { s.tbs.subject = test_name("wang"); }},
  };
  for (const auto& [detail, spoil] : cases) {
    Scene scene;
    scene.authorise("wang", "issuing_officer");
    spoil(scene);
    const auto judged = scene.by(scene.sec);
    EXPECT_EQ(code_of(judged), "signer.act") << detail;
    EXPECT_EQ(detail_of(judged), detail);
  }
}

TEST(ActCheck, ARenewalMovesTheEnrolment) {
  Scene scene;
  scene.authorise("sys-1", "system_administrator", "/renewal/authorise");
  const auto moved = scene.by(scene.sec);
  ASSERT_TRUE(moved) << base::describe(moved.error());
  ASSERT_TRUE(moved->has_value());
  EXPECT_EQ((*moved)->id, "sys-1");
  EXPECT_EQ((*moved)->roles, "system_administrator");
  scene.authorise("sec-1", "security_administrator", "/renewal/authorise");
  EXPECT_EQ(detail_of(scene.by(scene.sec)), "by the very officer");
  EXPECT_TRUE(scene.by(scene.sys)) << "stands in for the only security administrator";
  scene.authorise("li", "issuing_officer", "/renewal/authorise");
  EXPECT_FALSE(scene.by(scene.sec)->has_value()) << "an officer who is not enrolled";
  EXPECT_EQ(detail_of(scene.by(scene.sys)), "not by a security administrator");
}

TEST(ActCheck, AnEnrolmentIsNeitherDoubledNorGrown) {
  Scene scene;
  scene.authorise("sys-1", "system_administrator");
  EXPECT_EQ(detail_of(scene.by(scene.sec)), "another key than the enrolled");
  scene.tbs.public_key = scene.sys.key.public_key();
  scene.plan.content = authorise_content(scene.tbs.public_key, "system_administrator");
  const auto same = scene.by(scene.sec);
  ASSERT_TRUE(same) << "enrolled first, authorised then";
  EXPECT_FALSE(same->has_value());
  scene.authorise("sys-1", "security_administrator", "/renewal/authorise");
  EXPECT_EQ(detail_of(scene.by(scene.sec)), "other roles than the enrolled");
  scene.authorise("sys-1", "system_administrator", "/renewal/authorise");
  scene.tbs.public_key = scene.sec.key.public_key();
  scene.plan.content = authorise_content(scene.tbs.public_key, "system_administrator");
  EXPECT_EQ(detail_of(scene.by(scene.sec)), "the key of another administrator");
}

TEST(ActCheck, OneActHasOneDigest) {
  Scene scene;
  const Act act = scene.li.sign(scene.plan);
  Act other = act;
  EXPECT_EQ(act_digest(view_of(act), scene.tbs), act_digest(view_of(other), scene.tbs));
  other.content.push_back(' ');
  EXPECT_EQ(act_digest(view_of(act), scene.tbs), act_digest(view_of(other), scene.tbs))
      << "the base has the content's digest";
  other = scene.li.sign(scene.plan);
  EXPECT_NE(act_digest(view_of(act), scene.tbs), act_digest(view_of(other), scene.tbs)) << "signed anew";
}

}  // namespace
}  // namespace yinxin::signer
