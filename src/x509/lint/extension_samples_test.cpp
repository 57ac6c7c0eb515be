// Bad samples for the rules about extensions.
#include "x509_support/lint_samples.hpp"

namespace yinxin::x509_support {
namespace {

using base::Bytes;

std::function<void(LintCase&)> value(const asn1::Oid& id, Bytes octets) {
  return [=](LintCase& c) { c.extension(id).value = octets; };
}

std::function<void(LintCase&)> add(const asn1::Oid& id, bool critical, Bytes octets) {
  return [=](LintCase& c) { c.tbs.extensions.push_back({id, critical, octets}); };
}

std::function<void(LintCase&)> alt_names(const SubjectAltNames& names) {
  return add(oids::kSubjectAltName, false, encode_subject_alt_names(names));
}

std::function<void(LintCase&)> dns(const std::string& name) {
  return alt_names({{name}, {}, {}, {}});
}
std::function<void(LintCase&)> email(const std::string& address) {
  return alt_names({{}, {address}, {}, {}});
}

std::function<void(LintCase&)> identity(const asn1::Oid& id, const char* octets) {
  return [=](LintCase& c) { c.extension(id).value = hex(octets); };
}

void set_identity(LintCase& c, const Extension& extension) {
  c.extension(extension.id) = extension;
}

std::vector<BadSample> set_samples() {
  const asn1::Oid other = asn1::Oid::literal("2.999.7");
  return {
      {"extension_set", 0, "an unknown critical one", add(other, true, hex("0500"))},
      {"extension_set", 1, "an unknown one", add(other, false, hex("0500"))},
      {"extension_set", 1, "a known one that is not the profile's",
       add(oids::kOcspNoCheck, false, hex("0500"))},
      {"extension_set", 2, "no key usage", [](LintCase& c) { c.remove(oids::kKeyUsage); }},
      {"extension_set", 2, "no identity", [](LintCase& c) { c.remove(oids::kIdentifyCode); }},
      {"extension_set", 3, "key usage not critical",
       [](LintCase& c) { c.extension(oids::kKeyUsage).critical = false; }},
      {"extension_set", 3, "key identifier critical, as SHECA's",
       [](LintCase& c) { c.extension(oids::kSubjectKeyIdentifier).critical = true; }},
      {"extension_set", 3, "a timestamp unit's purpose not critical",
       [](LintCase& c) { c.extension(oids::kExtKeyUsage).critical = false; }, "timestamp-unit"},
      {"basic_constraints", 0, "an authority by mistake", value(oids::kBasicConstraints, hex("30030101ff"))},
      {"basic_constraints", 0, "no path length", value(oids::kBasicConstraints, hex("30030101ff")),
       "issuing-authority"},
      {"basic_constraints", 0, "FALSE written out", value(oids::kBasicConstraints, hex("3003010100"))},
      {"key_usage", 0, "one more",
       value(oids::kKeyUsage, encode_key_usage(kDigitalSignature | kNonRepudiation | kKeyCertSign))},
      {"key_usage", 0, "zero bits kept", value(oids::kKeyUsage, hex("030200c0"))},
      {"extended_key_usage", 0, "another",
       value(oids::kExtKeyUsage, encode_ext_key_usage({oids::kServerAuth}))},
      {"extended_key_usage", 0, "two purposes of a timestamp unit",
       value(oids::kExtKeyUsage, encode_ext_key_usage({oids::kTimeStamping, oids::kClientAuth})),
       "timestamp-unit"},
      {"ocsp_no_check", 0, "not NULL", value(oids::kOcspNoCheck, hex("3000")), "ocsp-signer"},
      {"policy_qualifier", 0, "no practice statement",
       value(oids::kCertificatePolicies, encode_policies({{asn1::Oid::literal("2.999.156.1.4"), ""}}))},
      {"policy_qualifier", 1, "not on the web",
       value(oids::kCertificatePolicies,
             encode_policies({{asn1::Oid::literal("2.999.156.1.4"), "ftp://a"}}))},
      {"crl_distribution_points", 0, "a directory name only",
       value(oids::kCrlDistributionPoints, hex("300c300aa008a006a404300230"
                                               "00"))},
      {"crl_distribution_points", 0, "not to be read", value(oids::kCrlDistributionPoints, hex("3000"))},
      {"crl_distribution_points", 1, "a space",
       value(oids::kCrlDistributionPoints, encode_distribution_points({{"http://a/b c"}}))},
      {"crl_distribution_points", 1, "ldap",
       value(oids::kCrlDistributionPoints, encode_distribution_points({{"http://a", "ldap://a/CN=crl"}}))},
      {"authority_info_access", 0, "no status address",
       value(oids::kAuthorityInfoAccess, encode_authority_info_access({{}, {"http://a"}}))},
      {"authority_info_access", 1, "no issuer's certificate",
       value(oids::kAuthorityInfoAccess, encode_authority_info_access({{"http://a"}, {}}))},
      {"authority_info_access", 0, "not to be read", value(oids::kAuthorityInfoAccess, hex("3000"))},
      {"authority_info_access", 2, "a space",
       value(oids::kAuthorityInfoAccess, encode_authority_info_access({{"http://a "}, {"http://a"}}))},
  };
}

std::vector<BadSample> alt_name_samples() {
  std::vector<BadSample> samples = {
      {"subject_alt_name", 0, "a directory name", add(oids::kSubjectAltName, false, hex("3004a4023000"))},
      {"subject_alt_name", 0, "not to be read", add(oids::kSubjectAltName, false, hex("3000"))},
      {"subject_alt_name", 1, "a domain for an individual", dns("a.example.cn")},
      {"subject_alt_name", 1, "an address of mail for a device", email("a@example.cn"), "device"},
      {"subject_alt_name", 4, "not on the web", alt_names({{}, {}, {"urn:uuid:1"}, {}}), "device"},
      {"subject_alt_name", 5, "five octets", alt_names({{}, {}, {}, {{1, 2, 3, 4, 5}}}), "device"},
  };
  for (const char* bad : {"localhost", "a..cn", ".a.cn", "a.cn.", "-a.cn", "a-.cn", "*.a.cn", "a_b.cn",
                          "a b.cn", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.cn"}) {
    samples.push_back({"subject_alt_name", 2, bad, dns(bad), "device"});
  }
  for (const char* bad :
       {"a", "@a.cn", "a@", "a@b", "a b@c.cn", ".a@b.cn", "a.@b.cn", "a..b@c.cn", "a@b@c.cn"}) {
    samples.push_back({"subject_alt_name", 3, bad, email(bad)});
  }
  return samples;
}

/// Personal numbers in clear, wherever they stand.
std::vector<BadSample> number_samples() {
  const auto number = [](const asn1::Oid& type, const char* text) {
    return [=](LintCase& c) {
      if (type == oids::kCommonName) return c.subject({{oids::kCountry, "CN"}, {type, text}});
      c.subject({{oids::kCountry, "CN"}, {type, text}, {oids::kCommonName, "张三"}});
    };
  };
  return {
      {"identity_number", 0, "a number as serialNumber", number(oids::kSerialNumber, "11010519491231002X")},
      {"identity_number", 0, "a number beside the name",
       number(oids::kCommonName, "张三 11010519491231002X")},
      {"identity_number", 0, "in fullwidth digits",
       number(oids::kCommonName, "张三１１０１０５１９４９１２３１００２Ｘ")},
      {"identity_number", 1, "as a mail address", email("11010519491231002X@example.cn")},
      {"identity_number",
       1,
       "in an unknown extension",
       add(asn1::Oid::literal("1.2.156.112562.2.1.1"), false,
           base::to_bytes(std::string_view("11010519491231002X"))),
       "individual",
       {"extension_set"}},
      {"identity_number", 2, "in clear",
       [](LintCase& c) {
         set_identity(c, encode_identity_clear(IdentityKind::ResidentId, kResidentId).value());
       }},
  };
}

/// Extensions of GM/T 0015 as they must not be.
std::vector<BadSample> identity_samples() {
  return {
      {"identity_number",
       3,
       "in clear, without DER or kind",
       identity(oids::kIdentifyCode, "343430353234313838303031303130303134"),
       "individual",
       {}},
      {"identity_number", 3, "NULL", identity(oids::kIdentifyCode, "0500")},
      {"identity_number",
       3,
       "an extension of another profile",
       [](LintCase& c) {
         c.tbs.extensions.push_back(
             encode_identity_commitment(IdentityKind::TaxationNumber, "1", sample_authority().opening())
                 .value());
       },
       "individual",
       {"extension_set"}},
      {"identity_number", 3, "a commitment with an implicit tag",
       [](LintCase& c) {
         Extension& extension = c.extension(oids::kIdentifyCode);
         asn1::DerWriter out;
         out.primitive(asn1::context(0, false), base::as_bytes(decode_identity(extension).value().text));
         extension.value = out.bytes();
       }},
      {"identity_number", 3, "an organisation's code hidden",
       [](LintCase& c) {
         set_identity(c, encode_identity_commitment(IdentityKind::OrganizationCode, kCreditCode,
                                                    sample_authority().opening())
                             .value());
       },
       "organisation"},
      {"identity_number", 3, "an organisation's code with a wrong check character",
       [](LintCase& c) {
         set_identity(c, write_identity(IdentityKind::OrganizationCode, "91110101MA00000006"));
       },
       "organisation"},
  };
}

}  // namespace

std::vector<BadSample> bad_extension_samples() {
  std::vector<BadSample> all = set_samples();
  for (auto* more : {&alt_name_samples, &number_samples, &identity_samples}) {
    for (BadSample& sample : more()) all.push_back(std::move(sample));
  }
  return all;
}

}  // namespace yinxin::x509_support
