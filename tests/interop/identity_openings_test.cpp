// A number proved by its commitment: what openssl computes from the opening is what `yinxin verify-identity`
// accepts (src/x509/identity.hpp: HMAC-SM3 over domain, kind and number, each ended by an octet 0 but the
// last).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "asn1/oids.hpp"
#include "crypto/random.hpp"
#include "interop/openssl_command.hpp"
#include "x509/certificate.hpp"
#include "x509/identity.hpp"
#include "x509/identity_number.hpp"

namespace yinxin::interop {
namespace {

using testing::HasSubstr;
using x509::IdentityKind;

std::string number() {
  const std::string body = "11010119900307003";  // constructed, nobody's
  return body + x509::resident_id_check_character(body).value();
}

class IdentityOpenings : public testing::Test {
 protected:
  /// "SM3:" and HMAC-SM3 as openssl computes it.
  std::string commitment(const std::string& kind, const std::string& value) const {
    std::string message = "yinxin-certificate-identity-v1";
    message += '\0';
    message += kind;
    message += '\0';
    message += value;
    folder.write("message", message);
    const std::string output =
        folder.openssl("dgst -sm3 -mac HMAC -macopt hexkey:" + opening + " -r message");
    return "SM3:" + output.substr(0, 64);
  }
  void write_certificate(const std::vector<x509::Extension>& extensions) const {
    const auto key = crypto::Sm2PrivateKey::generate();
    x509::TbsCertificate tbs;
    tbs.serial = x509::Serial::random();
    tbs.issuer = tbs.subject = x509::Name::build({{asn1::oids::kCommonName, "holder"}}).value();
    tbs.validity = {base::parse_utc("2026-01-01T00:00:00Z").value(),
                    base::parse_utc("2027-01-01T00:00:00Z").value()};
    tbs.public_key = key.public_key();
    tbs.extensions = extensions;
    const base::Bytes der = tbs.to_der();
    const auto signature = crypto::sm2_sign(key, der).value();
    folder.write("holder.pem", x509::Certificate::assemble(der, signature).value().to_pem());
  }
  CommandResult verify(const std::string& kind, const std::string& value, const std::string& with) const {
    return run_command(folder.path(),
                       {std::string(YX_BIN_DIR) + "/yinxin", "verify-identity", "--certificate", "holder.pem",
                        "--kind", kind, "--number", value, "--opening", with});
  }

  WorkFolder folder;
  std::string opening = base::to_hex(crypto::random_bytes(x509::kIdentityOpeningSize));
};

TEST_F(IdentityOpenings, TheCommandAcceptsWhatOpensslComputed) {
  write_certificate({x509::write_identity(IdentityKind::ResidentId, commitment("resident_id", number()))});
  const CommandResult right = verify("resident_id", number(), opening);
  EXPECT_EQ(right.status, 0) << right.output;
  EXPECT_THAT(right.output, HasSubstr("承诺与所给号码相符"));

  const std::string other = "11010119900307005";
  const CommandResult another =
      verify("resident_id", other + x509::resident_id_check_character(other).value(), opening);
  EXPECT_NE(another.status, 0);
  EXPECT_THAT(another.output, HasSubstr("yinxin.identity.differs"));
  std::string wrong = opening;
  wrong[0] = wrong[0] == '0' ? '1' : '0';
  EXPECT_THAT(verify("resident_id", number(), wrong).output, HasSubstr("yinxin.identity.differs"));
  EXPECT_THAT(verify("resident_id", number(), "").output, HasSubstr("yinxin.identity.differs"));
  EXPECT_THAT(verify("resident_id", number(), "xy").output, HasSubstr("base.hex"));
  EXPECT_THAT(verify("resident_id", "1", opening).output, HasSubstr("x509.identity.number"));
  EXPECT_THAT(verify("passport", "E00000000", opening).output, HasSubstr("yinxin.identity.none"));
  EXPECT_THAT(verify("library_card", "1", opening).output, HasSubstr("yinxin.identity.kind"));
}

TEST_F(IdentityOpenings, ANumberInClearNeedsNone) {
  write_certificate(
      {x509::encode_identity_clear(IdentityKind::OrganizationCode, "91110101MA00000005").value()});
  EXPECT_EQ(verify("organization_code", "91110101ma00000005", "").status, 0);
  EXPECT_THAT(verify("organization_code", "91110101MA000003XY", "").output,
              HasSubstr("x509.identity.number"));
}

}  // namespace
}  // namespace yinxin::interop
