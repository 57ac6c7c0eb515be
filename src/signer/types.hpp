// What signer and server agree on: key classes, purposes, limits (decisions.md 1-3). Wire format:
// PROTOCOL.md.
#pragma once

#include <chrono>

#include "x509/certificate.hpp"

namespace yinxin::signer {

/// Who must be present before a key of this class can be used.
enum class KeyClass : std::uint8_t {
  Ceremony = 1,  ///< opened only by `yinxin-signerd --ceremony`, never by the everyday daemon
  Quorum = 2,    ///< unlocked at each daemon start by the custodians
  Online = 3,    ///< unlocked by one sealed credential, so that status survives a reboot
};

/// What a key may be used for; a key carries a fixed set, given at generation (a mask of these bits).
enum Purpose : std::uint32_t {
  kSignCertificate = 1U << 0,           ///< end-entity certificates
  kSignAuthorityCertificate = 1U << 1,  ///< CA:TRUE certificates; ceremony keys only
  kSignOcspSignerCertificate = 1U << 2,
  kSignCrl = 1U << 3,
  kSignOcsp = 1U << 4,
  kSignTreeHead = 1U << 5,
  kSignTimestamp = 1U << 6,
  kSignSubmission = 1U << 7,
  kUnwrapData = 1U << 8,  ///< decrypts data keys (Client::unwrap) and signs nothing; online keys only, alone
  kSignPackage = 1U << 9,
};

/// Stored authenticated beside the key and checked before every signature.
struct KeyLimits {
  std::uint32_t purposes = 0;
  base::Bytes issuer_name;  // DER Name that certificates and CRLs must carry; empty: not such a key
  std::chrono::days longest_validity{0};  // of a certificate; 0: none may be signed
  std::string origin;                     // of tree heads, their first line; empty: not such a key
};

/// A key id: 1-64 of a-z, 0-9, '-', chosen at generation ("issuing-1").
struct KeySpec {
  std::string id;
  KeyClass key_class = KeyClass::Online;
  KeyLimits limits;
};

struct KeyInfo {
  KeySpec spec;
  crypto::Sm2PublicKey public_key;
  bool unlocked = false;
};

/// How far a class is from being opened by its shares.
struct ShareProgress {
  std::uint8_t there = 0;
  std::uint8_t needed = 0;
  bool unlocked = false;
};

/// A certificate that a key has signed, as the journal has it.
struct SignedCertificate {
  base::Time at;    // when it was signed
  base::Bytes tbs;  // the whole TBSCertificate
  crypto::Sm2Signature signature;
};
struct Signed {
  std::vector<SignedCertificate> certificates;  // at positions from, from + 1, ...; empty: there are no more
  std::uint64_t next = 0;                       // where to go on
};

struct DaemonStatus {
  bool ceremony = false;
  bool quorum_unlocked = false;
  bool online_unlocked = false;
  bool memory_locked = false;  // every SecretBytes got its mlock
  bool demonstration = false;  // share files and plain credentials are allowed
};

}  // namespace yinxin::signer
