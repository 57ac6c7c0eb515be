// For tests only: an act, the certificate it is for, and the officers around them.
#pragma once

#include "signer/daemon/act_check.hpp"
#include "signer/daemon/test_act.hpp"

namespace yinxin::signer {

/// Everything that a decision is made of. As it stands, li's act vouches for the holder's certificate.
struct Scene {
  crypto::Sm2PrivateKey operations = crypto::Sm2PrivateKey::generate();
  x509::Name operations_name = test_name("Operations");
  TestOfficer li = officer("li", "registration_officer issuing_officer");
  TestOfficer sec = officer("sec-1", "security_administrator");
  TestOfficer sys = officer("sys-1", "system_administrator");
  Journal::Administrators enrolled{{"sec-1", {sec.title, point(sec)}}, {"sys-1", {sys.title, point(sys)}}};
  x509::TbsCertificate tbs = test_tbs(1, test_time());
  bool of_officers = false;
  bool of_taker = false;
  base::Time now = test_time();
  ActPlan plan;
  OfficerCertificates officers;

  Scene() { plan.content = issue_content(tbs.public_key); }
  static base::Bytes point(const TestOfficer& who) { return base::to_bytes(who.key.public_key().point()); }
  TestOfficer officer(const std::string& id, const std::string& title) const {
    TestOfficer made;
    made.id = id;
    made.title = title;
    certify(made, officer_tbs(7, operations_name, id, title, made.key.public_key(), test_time()), operations);
    return made;
  }
  static void certify(TestOfficer& who, const x509::TbsCertificate& tbs, const crypto::Sm2PrivateKey& by) {
    const base::Bytes body = tbs.to_der();
    who.certificate =
        base::to_bytes(x509::Certificate::assemble(body, crypto::sm2_sign(by, body).value()).value().der());
  }
  x509::TbsCertificate body_of(const TestOfficer& who) const {
    return officer_tbs(7, operations_name, who.id, who.title, who.key.public_key(), test_time());
  }
  /// An officer's certificate is asked for, by the authorise operation.
  void authorise(const std::string& id, const std::string& title,
                 const std::string& path = "/authorisation") {
    of_officers = true;
    tbs = officer_tbs(2, operations_name, id, title, test_tbs(1, test_time()).public_key, test_time());
    plan.target = "https://ca.example/officers/" + id + path;
    plan.content = authorise_content(tbs.public_key, title);
  }
  /// A taker's certificate under `authority` is asked for.
  void certify_taker(const std::string& authority) {
    of_taker = true;
    plan.target = "https://ca.example/ca/" + authority + "/takers";
    plan.content = R"({"key_sm3":")" + key_sm3(tbs.public_key) + R"(","use":"crl","request":"AA=="})";
  }
  base::Result<std::optional<MovedEnrolment>> judge(const Act& act) {
    const crypto::Sm2PublicKey issuer = operations.public_key();
    YX_TRY(auto checked,
           check_act(view_of(act), tbs,
                     {issuer, operations_name.der(), of_officers, of_taker, enrolled, "issuing-1", now},
                     officers));
    // The desk verifies the acts of a message together (handle_certificates.cpp, act_desk_test.cpp).
    if (!crypto::sm2_verify(checked.key, act.signature_base, checked.signature))
      return act_refused("its signature is not the officer's");
    return checked.moved;
  }
  base::Result<std::optional<MovedEnrolment>> by(const TestOfficer& who) { return judge(who.sign(plan)); }
};

}  // namespace yinxin::signer
