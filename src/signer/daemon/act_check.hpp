// Whether an officer's act vouches for a certificate (docs/decisions/0009): what the server has checked
// already, checked again by the signer for itself. Every refusal is Refused `signer.act` with the failing
// check in its detail.
#pragma once

#include <map>
#include <optional>

#include "signer/daemon/journal.hpp"
#include "signer/daemon/signed_act.hpp"
#include "signer/message.hpp"

namespace yinxin::signer {

/// By which rules an act is judged.
struct ActRules {
  const crypto::Sm2PublicKey& issuer;  // of officers' certificates
  base::ByteView issuer_name;          // DER
  bool of_officers;                    // the certificate asked for is an officer's itself
  bool of_taker;  // it lets another provider's key state the status of our certificates (docs/decisions/0025)
  const Journal::Administrators& enrolled;
  std::string_view key_id;  // of the authority's key that would sign
  base::Time now;
};

/// An officer's certificate whose signature was verified.
struct VerifiedOfficer {
  crypto::Sm2PublicKey key;
  x509::Validity validity;
  std::string title;
};

/// Verifies each officer's certificate once.
class OfficerCertificates {
 public:
  static constexpr std::size_t kMaxKept = 1024;  // more officers than an office has
  /// The pointer holds until the next call.
  base::Result<const VerifiedOfficer*> find(base::ByteView der, const ActRules& rules);

 private:
  std::map<crypto::Sm3Digest, VerifiedOfficer> kept_;  // by SM3 of the issuer's key and the certificate
};

/// An enrolled administrator's certificate for a new key: with it goes the enrolment.
struct MovedEnrolment {
  std::string id;
  std::string roles;
};

/// What an act is worth once `signature` verifies under `key` over its base.
struct ActToVerify {
  std::optional<MovedEnrolment> moved;
  crypto::Sm2PublicKey key;
  crypto::Sm2Signature signature;
};

/// All but the act's own signature, which the caller verifies together with others', in the order of cost:
/// form of the base, operation, time, digest and content, the officer's certificate, who they are. For
/// holders' certificates an issuing officer; for a taker's an enrolled security administrator, who names the
/// authority; for officers' an enrolled security administrator who is not the officer. A renewal of an
/// enrolled security administrator may also be vouched for by an enrolled system administrator
/// (docs/decisions/0010).
base::Result<ActToVerify> check_act(const ActView& act, const x509::TbsCertificate& tbs,
                                    const ActRules& rules, OfficerCertificates& officers);

/// By this an act is known to have been used: SM3 of base and signature, and of an act for many the SM3 of
/// the key's point behind them, so that it serves each of its keys once.
crypto::Sm3Digest act_digest(const ActView& act, const x509::TbsCertificate& tbs);

}  // namespace yinxin::signer
