// Bad and good samples for the lint rules: a draft that passes everything, and what is changed in it.
#pragma once

#include <functional>
#include <set>

#include "x509/lint/rule.hpp"
#include "x509_support/sample_authority.hpp"

namespace yinxin::x509_support {

/// Fields of a TBSCertificate of ours by their place.
enum TbsField : std::size_t {
  kVersionField,
  kSerialField,
  kAlgorithmField,
  kIssuerField,
  kValidityField,
  kSubjectField,
  kKeyField,
  kExtensionsField
};

/// What is about to be linted, for a sample to change.
struct LintCase {
  Profile profile;
  LintContext context;
  TbsCertificate tbs;
  std::vector<std::pair<std::size_t, base::Bytes>> fields;  // put in place of fields of the encoding
  base::Bytes after;                                        // put after the key

  Extension& extension(const asn1::Oid& id) {
    for (Extension& entry : tbs.extensions) {
      if (entry.id == id) return entry;
    }
    throw std::logic_error("no such extension in the sample");
  }
  void remove(const asn1::Oid& id) {
    std::erase_if(tbs.extensions, [&](const Extension& entry) { return entry.id == id; });
  }
  void subject(const std::vector<std::pair<asn1::Oid, std::string>>& attributes) {
    tbs.subject = Name::build(attributes).value();
  }
  /// A subject written attribute by attribute, so that it can be what Name::build never writes.
  void strange_subject(const std::vector<Attribute>& attributes) {
    asn1::DerWriter out;
    out.sequence([&](asn1::DerWriter& rdns) {
      for (const Attribute& one : attributes) {
        rdns.set_of([&](asn1::DerWriter& rdn) {
          rdn.sequence([&](asn1::DerWriter& pair) {
            pair.oid(one.type).primitive(one.tag, base::as_bytes(one.value));
          });
        });
      }
    });
    tbs.subject = Name::parse(out.bytes()).value();
  }

  base::Bytes der() const {
    const base::Bytes whole = tbs.to_der();
    asn1::DerReader outer(whole);
    asn1::DerReader inner = outer.enter().value();
    asn1::DerWriter out;
    out.sequence([&](asn1::DerWriter& to) {
      for (std::size_t i = 0; !inner.at_end(); ++i) {
        base::ByteView field = inner.any().value().whole;
        for (const auto& [index, other] : fields) {
          if (index == i) field = other;
        }
        to.raw(field);
        if (i == kKeyField) to.raw(after);
      }
    });
    return std::move(out).take();
  }
};

struct BadSample {
  std::string_view rule;
  std::size_t message;
  const char* what;
  std::function<void(LintCase&)> change;
  const char* profile = "individual";
  std::set<std::string_view> also = {};  // rules that must notice it too
};

struct GoodSample {
  const char* what;
  std::function<void(LintCase&)> change;
  const char* profile = "individual";
};

/// One authority for all samples.
inline const SampleAuthority& sample_authority() {
  static const SampleAuthority kAuthority;
  return kAuthority;
}

inline LintCase lint_case(const std::string& profile) {
  const SampleAuthority& authority = sample_authority();
  LintCase sample{profiles().at(profile), authority.context(profile), {}, {}, {}};
  sample.tbs = make_draft(sample.profile, authority.input(profile)).value();
  return sample;
}

inline base::Bytes hex(std::string_view text) {
  return base::from_hex(text).value();
}

// In x509/lint: one file of samples for each part of rules.hpp.
std::vector<BadSample> bad_content_samples();
std::vector<BadSample> bad_name_samples();
std::vector<BadSample> bad_extension_samples();

}  // namespace yinxin::x509_support
