#include "proof/single_checks.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "crypto/key_file.hpp"
#include "proof/inputs.hpp"
#include "proof/test_world.hpp"

namespace yinxin::proof {
namespace {

using test::at;
using test::Certificate;
using test::failures;
using test::World;
using testing::ElementsAre;

std::vector<Certificate> authorities(const World& world) {
  return {*world.issuing.certificate, *world.root.certificate};
}

TEST(SingleChecks, ACertificate) {
  const World world;
  const std::vector<Certificate> roots{*world.root.certificate};
  const Report good =
      verify_certificate(*world.holder.certificate, authorities(world), roots, at("2026-06-01T00:00:00Z"));
  EXPECT_TRUE(good.pass()) << good.to_text();
  const Report late =
      verify_certificate(*world.holder.certificate, authorities(world), roots, at("2028-06-01T00:00:00Z"));
  EXPECT_THAT(failures(late), ElementsAre(testing::EndsWith(": chain.validity")));
  const Report alone = verify_certificate(*world.holder.certificate, {}, {}, at("2026-06-01T00:00:00Z"));
  EXPECT_THAT(failures(alone),
              ElementsAre(testing::EndsWith(": chain.issuer"), testing::EndsWith(": article19.signature")));
}

TEST(SingleChecks, AList) {
  const World world;
  const auto serial = world.holder.tbs.serial;
  const base::Bytes crl = world.crl("2026-06-01T00:00:00Z", {{serial, "2026-05-01T00:00:00Z"}});
  const std::vector<Certificate> roots{*world.root.certificate};
  const Report good = verify_crl(crl, authorities(world), roots, serial);
  EXPECT_TRUE(good.pass()) << good.to_text();
  EXPECT_NE(good.to_text().find("2026-05-01T00:00:00Z"), std::string::npos);
  EXPECT_NE(verify_crl(crl, authorities(world), roots, x509::Serial::random()).to_text().find("不在列表中"),
            std::string::npos);
  base::Bytes changed = crl;
  changed.back() ^= 1;
  EXPECT_THAT(failures(verify_crl(changed, authorities(world), roots, serial)),
              ElementsAre(testing::EndsWith(": crl.signature")));
  EXPECT_THAT(failures(verify_crl(crl, roots, roots, serial)),
              ElementsAre(testing::EndsWith(": crl.signature")));
  EXPECT_THAT(failures(verify_crl(base::Bytes{1}, roots, roots, serial)), ElementsAre(": crl.format"));
}

TEST(SingleChecks, ATreeHeadAndAnEarlierOne) {
  World world;
  world.usual_acts();
  const std::string now = world.head_at(11, at("2026-06-02T00:00:00Z")).to_text();
  EarlierHead earlier;
  earlier.text = world.head_at(5, at("2026-06-01T00:00:00Z")).to_text();
  earlier.path = consistency_proof(world.nodes(), 5, 11).value();
  const auto& key = world.service.key.public_key();
  EXPECT_TRUE(verify_tree_head(now, key, std::nullopt).pass());
  EXPECT_TRUE(verify_tree_head(now, key, earlier).pass());
  EXPECT_THAT(failures(verify_tree_head(now, world.root.key.public_key(), std::nullopt)),
              ElementsAre("tree head: head.signature"));
  EXPECT_THAT(failures(verify_tree_head("x", key, std::nullopt)), ElementsAre("tree head: head.format"));

  EarlierHead wrong = earlier;
  wrong.path.pop_back();
  EXPECT_THAT(failures(verify_tree_head(now, key, wrong)), ElementsAre("tree head: head.consistency"));
  EarlierHead later = earlier;
  later.text = world.head_at(5, at("2026-06-03T00:00:00Z")).to_text();
  EXPECT_THAT(failures(verify_tree_head(now, key, later)), ElementsAre("tree head: head.consistency"));
  World rewritten;
  rewritten.usual_acts();
  EarlierHead other = earlier;
  std::swap(rewritten.service, world.service);
  other.text = rewritten.head_at(5, at("2026-06-01T00:00:00Z")).to_text();
  EXPECT_THAT(failures(verify_tree_head(now, rewritten.service.key.public_key(), other)),
              ElementsAre("tree head: head.consistency"));
}

TEST(SingleChecks, HashPathsAsText) {
  HashPath path{crypto::sm3({}), crypto::sm3(base::Bytes{1})};
  const std::string text = base::to_base64(path[0]) + "\n" + base::to_base64(path[1]) + "\n";
  EXPECT_EQ(read_hash_path(text).value(), path);
  EXPECT_TRUE(read_hash_path("").value().empty());
  EXPECT_EQ(read_hash_path("\n\n").error().code, "proof.hash");
  EXPECT_EQ(read_hash_path("AAAA\n").error().code, "proof.hash");
  EXPECT_EQ(read_hash_path("?\n").error().code, "base.base64");
}

TEST(Inputs, CertificatesAndKeysInTheirForms) {
  const World world;
  const std::string pem =
      "some words\n" + world.issuing.certificate->to_pem() + world.root.certificate->to_pem();
  const auto both = read_certificates(base::as_bytes(pem)).value();
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[1].serial(), world.root.certificate->serial());
  EXPECT_EQ(read_certificates(world.root.certificate->der()).value().size(), 1U);
  EXPECT_EQ(read_certificates({}).error().code, "crypto.pem");
  EXPECT_EQ(read_certificates(base::as_bytes("-----BEGIN CERTIFICATE-----\nAAAA\n")).error().code,
            "crypto.pem");
  EXPECT_FALSE(read_certificates(base::as_bytes(crypto::to_pem("CERTIFICATE", base::Bytes{0x30, 0x00}))));

  asn1::DerWriter key;
  x509::write_public_key_info(key, world.root.key.public_key());
  const std::string key_pem = crypto::to_pem("PUBLIC KEY", key.bytes());
  EXPECT_EQ(read_public_key(base::as_bytes(key_pem)).value(), world.root.key.public_key());
  EXPECT_EQ(read_public_key(base::as_bytes(pem)).value(), world.issuing.key.public_key());
  EXPECT_EQ(read_public_key(world.root.certificate->der()).value(), world.root.key.public_key());
  EXPECT_EQ(read_public_key(base::as_bytes("x")).error().code, "crypto.pem");
}

}  // namespace
}  // namespace yinxin::proof
