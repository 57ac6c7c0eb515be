// A whole handover bundle of the test world; tests change one thing of it, or take it over.
#pragma once

#include "crypto/sm2_encryption.hpp"
#include "crypto/sm4.hpp"
#include "proof/handover_bundle.hpp"
#include "proof/test_world.hpp"

namespace yinxin::proof::test {

namespace file = handover_file;

inline constexpr const char* kAddress = "http://crl.test.invalid/";  // partition 1 of the world's certificate

inline constexpr const char* kRecord = "sealed/records/SQ-2026-0001.tar";

/// A sender with two certificates, one revoked, and a taker whose keys it certified.
struct Sender {
  World world;
  Party ocsp = party(Kind::Service, "承接机构", "taken-ocsp-1");
  Party lists = party(Kind::Service, World::kProvider, "测试签发机构");
  std::map<std::string, base::Bytes> files;
  std::vector<std::string> order;
  HandoverManifest manifest;
  HandoverCertificate line;
  crypto::Sm2PrivateKey stranger = crypto::Sm2PrivateKey::generate();
  bool forged = false;

  explicit Sender(bool revoked = true) {
    world.usual_acts();
    if (revoked) world.revoke("2026-05-01T00:00:00Z");
    lists.tbs.extensions.erase(lists.tbs.extensions.begin() + 1);  // key usage
    lists.tbs.extensions.pop_back();                               // extended key usage
    lists.tbs.extensions.push_back(
        extension(asn1::oids::kKeyUsage, true, x509::encode_key_usage(x509::kCrlSign)));
    certify_taker();
    describe();
    line.serial = world.holder.tbs.serial;
    line.profile = "organisation";
    line.application = "SQ-2026-0001";
    line.rules = "1.0";
    line.partition = 1;
    line.not_before = world.holder.tbs.validity.not_before;
    line.not_after = world.holder.tbs.validity.not_after;
    line.intended_at = at("2026-03-01T07:00:00Z");
    line.issued_at = at("2026-03-01T07:00:01Z");
    if (revoked) line.revoked_at = at("2026-05-01T00:00:00Z");
    if (revoked) line.reason = x509::RevocationReason::KeyCompromise;
    line.der = base::to_bytes(world.holder.certificate->der());
    fill(revoked);
  }

  void certify_taker() {
    ocsp.certify(world.issuing);
    lists.certify(world.issuing);
    put(std::string(file::kTakerOcsp), ocsp.certificate->der());
    put(std::string(file::kTakerLists), lists.certificate->der());
  }
  /// The taker's keys as they are at the taker; what is sealed is sealed for `data`.
  void hand_to(const crypto::Sm2PublicKey& ocsp_key, const crypto::Sm2PublicKey& lists_key,
               const crypto::Sm2PublicKey& data) {
    ocsp.tbs.public_key = ocsp_key;
    lists.tbs.public_key = lists_key;
    certify_taker();
    const base::SecretBytes key = crypto::random_secret(crypto::kSealKeySize);
    put(std::string(file::kSealedKey), crypto::sm2_encrypt(data, key).value());
    for (const std::string& name : {handover_part(file::kSealedEntries, 0, ""), std::string(kRecord)})
      put(name, crypto::seal(key, base::as_bytes("of " + name), handover_place(name)));
    manifest.taker_key = crypto::sm3(data.point());
  }

  void describe() {
    manifest.sender = World::kProvider;
    manifest.made_at = world.head_time;
    manifest.authority = "issuing-1";
    manifest.crl_address = kAddress;
    manifest.certificates = 1;
    manifest.authorities = {
        {"root", "root", ""}, {"issuing-1", "issuing", "root"}, {"tree-head-1", "tree_head", "issuing-1"}};
    manifest.partitions = {{1, 1, 7}};
  }

  void put(const std::string& name, base::ByteView content) {
    if (!files.contains(name)) order.push_back(name);
    files[name] = base::to_bytes(content);
  }
  void put(const std::string& name, std::string_view text) { put(name, base::as_bytes(text)); }
  void put_line() { put(handover_part(file::kCertificates, 0, ".jsonl"), line.to_json() + "\n"); }

  void fill(bool revoked) {
    put("authorities/root.cer", world.root.certificate->der());
    put("authorities/issuing-1.cer", world.issuing.certificate->der());
    put("authorities/tree-head-1.cer", world.service.certificate->der());
    put_line();
    const std::vector<World::Listed> listed{{world.holder.tbs.serial, "2026-05-01T00:00:00Z"}};
    put("lists/1.crl", world.crl("2026-06-01T00:00:00Z", revoked ? listed : std::vector<World::Listed>()));
    base::Bytes leaves;
    for (const LedgerEntry& entry : world.entries) HandoverLeaf{entry.leaf, {}}.write(leaves);
    put(handover_part(file::kLeaves, 0, ".bin"), leaves);
    put(handover_part(file::kSealedEntries, 0, ""), "sealed");
    put(std::string(file::kTreeHead), world.head_at(world.entries.size(), world.head_time).to_text());
    put("licence.txt", "a licence\n");
    put("rules/cps-1.0.md", "rules");
    put("rules/cps-1.0.toml", "x = 1\n");
    put(std::string(file::kSealedKey), "sealed");
    put(kRecord, "sealed");
  }

  base::Bytes bundle() const {
    const crypto::Sm2PrivateKey& signer = forged ? stranger : world.service.key;
    base::Bytes archive;
    HandoverWriter writer(manifest.made_at, [&](base::ByteView octets) -> base::Result<void> {
      base::append(archive, octets);
      return {};
    });
    for (const std::string& name : order) {
      if (files.contains(name)) EXPECT_TRUE(writer.add(name, files.at(name))) << name;
    }
    EXPECT_TRUE(writer.finish(manifest, signer.public_key(), [&](const std::string& note) {
      return crypto::sm2_sign(signer, base::as_bytes(note));
    }));
    return archive;
  }
  std::string report() const {
    const std::vector<x509::Certificate> roots{*world.root.certificate};
    return verify_handover(bundle(), roots).to_text();
  }
};

}  // namespace yinxin::proof::test
