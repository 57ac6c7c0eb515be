// For tests only: officers with certificates, and the acts that they sign.
#pragma once

#include "signer/daemon/act_check.hpp"
#include "signer/daemon/test_desk.hpp"

namespace yinxin::signer {

inline std::string key_sm3(const crypto::Sm2PublicKey& key) {
  return base::to_hex(crypto::sm3(key.point()));
}
inline std::string issue_content(const crypto::Sm2PublicKey& key) {
  return R"({"event":"issue","inputs":{"key_sm3":")" + key_sm3(key) + R"("}})";
}
inline std::string authorise_content(const crypto::Sm2PublicKey& key, const std::string& title) {
  return R"({"key_sm3":")" + key_sm3(key) + R"(","title":")" + title + R"("})";
}

/// A request before it is signed, as src/http/SIGNATURES.md has it; tests spoil one part at a time.
struct ActPlan {
  std::string method = "POST";
  std::string target = "https://ca.example/applications/SQ-2026-0001/events";
  std::string content;
  std::string digest_of;  // what the digest is of; empty: the content
  base::Time created = test_time();
  std::string nonce = "9f86d081884c7d659a2feaa0c55ad015";
  std::string parameters = R"(;alg="sm2-sm3";tag="yinxin")";
  std::string components = R"("@method" "@target-uri" "content-digest" "content-type" "idempotency-key")";

  std::string base() const {
    const std::string& of = digest_of.empty() ? content : digest_of;
    return "\"@method\": " + method + "\n\"@target-uri\": " + target +
           "\n\"content-digest\": sm3=:" + base::to_base64(crypto::sm3(base::as_bytes(of))) +
           ":\n\"content-type\": application/json\n\"idempotency-key\": 01936f2e7a4c7cc19d3b2f6a5d1e8b90\n"
           "\"@signature-params\": (" +
           components + ");created=" +
           std::to_string(std::chrono::floor<std::chrono::seconds>(created).time_since_epoch().count()) +
           ";keyid=\"officer:li\";nonce=\"" + nonce + "\"" + parameters;
  }
};

/// An officer: a key, and the certificate that the operations authority gave for it.
struct TestOfficer {
  crypto::Sm2PrivateKey key = crypto::Sm2PrivateKey::generate();
  std::string id;
  std::string title;
  base::Bytes certificate;

  Act sign(const ActPlan& plan) const {
    const std::string text = plan.base();
    return {base::to_bytes(text), crypto::sm2_sign(key, base::as_bytes(text)).value().to_der(),
            base::to_bytes(plan.content), certificate};
  }
};

/// The body of an officer's certificate under `issuer`.
inline x509::TbsCertificate officer_tbs(std::uint8_t serial, const x509::Name& issuer, const std::string& id,
                                        const std::string& title, const crypto::Sm2PublicKey& key,
                                        base::Time now) {
  namespace oids = asn1::oids;
  x509::TbsCertificate tbs = test_tbs(serial, now);
  tbs.issuer = issuer;
  tbs.subject =
      x509::Name::build(
          {{oids::kCountry, "CN"}, {oids::kTitle, title}, {oids::kSerialNumber, id}, {oids::kCommonName, id}})
          .value();
  tbs.public_key = key;
  return tbs;
}

inline x509::TbsCertificate with_use(x509::TbsCertificate tbs, const std::vector<asn1::Oid>& uses) {
  tbs.extensions.push_back({asn1::oids::kExtKeyUsage, false, x509::encode_ext_key_usage(uses)});
  return tbs;
}

}  // namespace yinxin::signer
