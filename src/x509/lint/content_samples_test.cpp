// Bad samples for the eight contents of article 19, for form, and for issuer and keys.
#include "x509_support/lint_samples.hpp"

namespace yinxin::x509_support {
namespace {

using base::Bytes;

const asn1::Oid kOwnPolicy = asn1::Oid::literal("1.2.156.999999.1");

void reissue(LintCase& sample, const std::function<void(TbsCertificate&)>& change) {
  static std::vector<std::unique_ptr<Certificate>> kept;  // the context points to it
  TbsCertificate tbs = sample.context.issuer->tbs();
  change(tbs);
  const Bytes der = tbs.to_der();
  const auto signature = crypto::sm2_sign(sample_authority().root_key(), der).value();
  kept.push_back(std::make_unique<Certificate>(Certificate::assemble(der, signature).value()));
  sample.context.issuer = kept.back().get();
}

std::function<void(LintCase&)> issuer_extension(const asn1::Oid& id, Bytes value) {
  return [=](LintCase& c) {
    reissue(c, [&](TbsCertificate& tbs) {
      for (Extension& extension : tbs.extensions) {
        if (extension.id == id) extension.value = value;
      }
    });
  };
}

std::function<void(LintCase&)> field(TbsField which, const char* octets) {
  return [=](LintCase& c) { c.fields.emplace_back(which, hex(octets)); };
}

std::function<void(LintCase&)> policies(std::vector<asn1::Oid> ids) {
  return [=](LintCase& c) {
    std::vector<PolicyInformation> list;
    for (const asn1::Oid& id : ids) list.push_back({id, "http://a"});
    c.extension(oids::kCertificatePolicies).value = encode_policies(list);
  };
}

std::function<void(LintCase&)> key_of(const char* point) {
  return [=](LintCase& c) {
    c.tbs.public_key = crypto::Sm2PublicKey::from_point(hex(point)).value();
    c.extension(oids::kSubjectKeyIdentifier).value = encode_key_identifier(key_identifier(c.tbs.public_key));
  };
}

std::string point_info(const char* algorithm) {
  return algorithm + ("034200" + base::to_hex(sample_authority().holder_key().public_key().point()));
}

/// Article 19: who issued, who holds, and the number.
std::vector<BadSample> name_and_serial_samples() {
  return {
      {"issuer_name", 0, "no organisation",
       [](LintCase& c) {
         reissue(c, [](TbsCertificate& tbs) {
           tbs.subject = Name::build({{oids::kCommonName, "A"}}).value();
         });
         c.tbs.issuer = c.context.issuer->tbs().subject;
       }},
      {"issuer_name", 1, "another name on the licence",
       [](LintCase& c) { c.context.licensed_name = "另一家机构"; }},
      {"issuer_name", 1, "no licence", [](LintCase& c) { c.context.licensed_name = {}; }},
      {"holder_name",
       0,
       "no common name",
       [](LintCase& c) {
         c.subject({{oids::kCountry, "CN"}});
       },
       "individual",
       {"subject_fields"}},
      {"holder_name",
       0,
       "no name at all",
       [](LintCase& c) { c.subject({}); },
       "individual",
       {"subject_fields", "country"}},
      {"holder_name",
       1,
       "a blank name",
       [](LintCase& c) {
         c.strange_subject(
             {{oids::kCountry, asn1::kPrintableString, "CN"}, {oids::kCommonName, asn1::kUtf8String, "  "}});
       },
       "individual",
       {"text_characters"}},
      {"serial_number",
       0,
       "negative",
       field(kSerialField, "0210f0112233445566778899aabbccddeeff"),
       "individual",
       {"structure"}},
      {"serial_number", 0, "zero", field(kSerialField, "020100"), "individual", {"structure"}},
      {"serial_number", 1, "21 octets",
       field(kSerialField, "021500f0112233445566778899aabbccddeeff01020304")},
      {"serial_number", 2, "8 octets", field(kSerialField, "02080102030405060708")},
      {"serial_number", 2, "16 octets with the top bit set",
       field(kSerialField, "021100f0112233445566778899aabbccddeeff")},
      {"serial_number", 3, "counted up", field(kSerialField, "021001000000000000000000000000000002")},
  };
}

/// Article 19: validity and policy.
std::vector<BadSample> validity_and_policy_samples() {
  return {
      {"validity_period", 0, "ends before it begins",
       [](LintCase& c) { std::swap(c.tbs.validity.not_before, c.tbs.validity.not_after); }},
      {"validity_period", 0, "ends when it begins",
       [](LintCase& c) { c.tbs.validity.not_after = c.tbs.validity.not_before; }},
      {"validity_period", 1, "one second too long",
       [](LintCase& c) { c.tbs.validity.not_after = c.tbs.validity.not_before + c.profile.longest; }},
      {"validity_period", 2, "before the issuer",
       [](LintCase& c) {
         c.tbs.validity.not_before = c.context.issuer->tbs().validity.not_before - std::chrono::seconds(1);
       }},
      {"validity_period", 2, "after the issuer",
       [](LintCase& c) {
         c.tbs.validity.not_after = c.context.issuer->tbs().validity.not_after + std::chrono::seconds(1);
         c.tbs.validity.not_before = c.tbs.validity.not_after - std::chrono::hours(1);
       }},
      {"policy_identifier",
       0,
       "no policies",
       [](LintCase& c) { c.remove(oids::kCertificatePolicies); },
       "individual",
       {"extension_set"}},
      {"policy_identifier", 0, "policies that cannot be read",
       [](LintCase& c) { c.extension(oids::kCertificatePolicies).value = hex("3000"); }},
      {"policy_identifier", 1, "the extension's own identifier", policies({oids::kCertificatePolicies})},
      {"policy_identifier", 2, "twice",
       policies({asn1::Oid::literal("2.999.156.1.4"), asn1::Oid::literal("2.999.156.1.4")})},
      {"policy_identifier", 3, "one that is not filed", policies({kOwnPolicy})},
      {"policy_identifier", 3, "one of another profile", policies({asn1::Oid::literal("2.999.156.1.5")})},
      {"policy_identifier", 3, "the demonstration's, when a policy is filed",
       [](LintCase& c) { c.context.filed.policies = {kOwnPolicy}; }},
      {"policy_identifier", 3, "an authority with a policy of its own", policies({kOwnPolicy}),
       "issuing-authority"},
  };
}

/// Article 19: the key, the signature and what is prescribed beside.
std::vector<BadSample> key_and_signature_samples() {
  return {
      {"public_key",
       0,
       "P-256",
       [](LintCase& c) {
         c.fields.emplace_back(kKeyField, hex(point_info("3059301306072a8648ce3d020106082a8648ce3d030107")));
       },
       "individual",
       {"structure"}},
      {"public_key",
       0,
       "a point off the curve",
       [](LintCase& c) {
         Bytes info = hex(point_info("3059301306072a8648ce3d020106082a811ccf5501822d"));
         info.back() ^= 1;
         c.fields.emplace_back(kKeyField, info);
       },
       "individual",
       {"structure"}},
      {"public_key", 1, "algorithm 301",
       [](LintCase& c) {
         c.fields.emplace_back(kKeyField, hex(point_info("3050300a06082a811ccf5501822d")));
       }},
      {"signature_algorithm",
       0,
       "ECDSA with SHA-256",
       field(kAlgorithmField, "300a06082a8648ce3d040302"),
       "individual",
       {"structure"}},
      {"signature_algorithm",
       0,
       "parameters that are not NULL",
       field(kAlgorithmField, "300d06082a811ccf55018375020101"),
       "individual",
       {"structure"}},
      {"signature_algorithm", 1, "NULL parameters", field(kAlgorithmField, "300c06082a811ccf550183750500")},
      {"prescribed_contents", 0, "an extension that the Administration asks for",
       [](LintCase& c) { c.context.prescribed_extensions = {asn1::Oid::literal("1.2.156.10197.4.3")}; }},
  };
}

std::vector<BadSample> form_samples() {
  return {
      {"structure", 0, "no certificate",
       [](LintCase& c) { c.fields.emplace_back(kSubjectField, hex("0500")); }},
      {"structure", 0, "an empty list of extensions", field(kExtensionsField, "a3023000")},
      {"version", 0, "version 2", field(kVersionField, "a003020101"), "individual", {"structure"}},
      {"version", 0, "version 1", field(kVersionField, ""), "individual", {"structure"}},
      {"time_encoding",
       0,
       "no seconds",
       field(kValidityField, "301c170b323631313232303030305a170d3237313132323030303030305a"),
       "individual",
       {"structure"}},
      {"time_encoding", 1, "GeneralizedTime in 2026",
       field(kValidityField, "3020180f32303236313132323030303030305a170d3237313132313233353935395a")},
      {"unique_identifiers", 0, "issuerUniqueID", [](LintCase& c) { c.after = hex("81020001"); }},
      {"unique_identifiers", 0, "subjectUniqueID", [](LintCase& c) { c.after = hex("82020001"); }},
      {"duplicate_extensions",
       0,
       "basicConstraints twice",
       [](LintCase& c) { c.tbs.extensions.push_back(c.extension(oids::kBasicConstraints)); },
       "individual",
       {"structure"}},
  };
}

std::vector<BadSample> issuer_samples() {
  return {
      {"issuer_authority",
       0,
       "no issuer",
       [](LintCase& c) { c.context.issuer = nullptr; },
       "individual",
       {"issuer_match", "authority_key_identifier"}},
      {"issuer_authority",
       0,
       "an issuer of a root",
       [](LintCase& c) { c.context.issuer = &sample_authority().root(); },
       "root",
       {"issuer_match", "authority_key_identifier"}},
      {"issuer_authority", 1, "an end entity as issuer",
       issuer_extension(oids::kBasicConstraints, hex("3000"))},
      {"issuer_authority", 1, "an issuer with unreadable constraints",
       issuer_extension(oids::kBasicConstraints, hex("04"))},
      {"issuer_authority", 2, "an issuer that signs lists only",
       issuer_extension(oids::kKeyUsage, encode_key_usage(kCrlSign))},
      {"issuer_authority", 3, "an authority under an issuing authority",
       [](LintCase& c) {
         c.context.issuer = &sample_authority().issuing();
         c.tbs.issuer = c.context.issuer->tbs().subject;
         c.extension(oids::kAuthorityKeyIdentifier).value =
             encode_authority_key_identifier(key_identifier(c.context.issuer->tbs().public_key));
       },
       "operations-authority"},
      {"issuer_match", 0, "the issuer's name written otherwise",
       [](LintCase& c) {
         c.tbs.issuer = Name::build({{oids::kOrganization, kLicensedName}}).value();
       }},
      {"issuer_match", 1, "the issuer's name for the holder",
       [](LintCase& c) { c.tbs.subject = c.tbs.issuer; }, "organisation"},
      {"issuer_match", 2, "a key for lists under a name of its own",
       [](LintCase& c) {
         c.tbs.subject =
             Name::build(
                 {{oids::kCountry, "CN"}, {oids::kOrganization, kLicensedName}, {oids::kCommonName, "B"}})
                 .value();
       },
       "takeover-crl-issuer"},
  };
}

/// Denied keys, and what names the keys.
std::vector<BadSample> key_identifier_samples() {
  return {
      {"denied_key", 0, "the standard's example",
       key_of("0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
              "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13")},
      {"denied_key", 0, "the base point, private key 1",
       key_of("0432c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7"
              "bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0")},
      {"denied_key", 0, "its opposite, private key n - 1",
       key_of("0432c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7"
              "43c8c95c0b098863a642311c9496deac2f56788239d5b8c0fd20cd1adec60f5f")},
      {"denied_key", 1, "a reported key",
       [](LintCase& c) {
         static std::set<Bytes> denied;
         denied.insert(key_identifier(c.tbs.public_key));
         c.context.denied_keys = &denied;
       }},
      {"denied_key", 2, "the issuer's own key",
       [](LintCase& c) {
         c.tbs.public_key = c.context.issuer->tbs().public_key;
         c.extension(oids::kSubjectKeyIdentifier).value =
             encode_key_identifier(key_identifier(c.tbs.public_key));
       }},
      {"authority_key_identifier", 0, "another key's",
       [](LintCase& c) {
         c.extension(oids::kAuthorityKeyIdentifier).value = encode_authority_key_identifier(Bytes(20, 1));
       }},
      {"authority_key_identifier", 0, "with more than the identifier",
       [](LintCase& c) { c.extension(oids::kAuthorityKeyIdentifier).value = hex("300780021122a1018001"); }},
      {"authority_key_identifier", 0, "an issuer with another subject key identifier",
       issuer_extension(oids::kSubjectKeyIdentifier, encode_key_identifier(Bytes(20, 2)))},
      {"subject_key_identifier", 0, "another key's",
       [](LintCase& c) {
         c.extension(oids::kSubjectKeyIdentifier).value = encode_key_identifier(Bytes(20, 1));
       }},
  };
}

}  // namespace

std::vector<BadSample> bad_content_samples() {
  std::vector<BadSample> all = name_and_serial_samples();
  for (auto* more : {&validity_and_policy_samples, &key_and_signature_samples, &form_samples, &issuer_samples,
                     &key_identifier_samples}) {
    for (BadSample& sample : more()) all.push_back(std::move(sample));
  }
  return all;
}

}  // namespace yinxin::x509_support
