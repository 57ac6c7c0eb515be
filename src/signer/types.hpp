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
  std::string origin;  // of tree heads, their first line; of letters, their sender; empty: not such a key
  /// Id of the key of this signer under which the officers' certificates stand who vouch for this key's
  /// certificates, each by an Act (docs/decisions/0009); empty: no act is asked for.
  std::string acts_by;
};

// What an officer's request may be, to be carried to the signer; ours are about 700, 72, 150 and 1,000.
inline constexpr std::size_t kMaxActBaseBytes = 4 * 1024;
inline constexpr std::size_t kMaxActSignatureBytes = 72;  // DER of two integers of 33 octets
inline constexpr std::size_t kMaxActContentBytes = 4 * 1024;
inline constexpr std::size_t kMaxActCertificateBytes = 4 * 1024;
inline constexpr std::uint64_t kMaxActKeys = 8192;    // of one act for many: an agency has up to 5,000 staff
inline constexpr std::size_t kMaxActPathHashes = 13;  // of a tree with that many leaves
inline constexpr std::size_t kMaxActPlaceBytes = 8 + 32 * kMaxActPathHashes;

/// What an officer signed (RFC 9421, src/http/SIGNATURES.md) to have one certificate issued: the signer
/// checks it for itself, so that a server that was taken over has none on its own word.
struct Act {
  base::Bytes signature_base;  // empty: no act
  base::Bytes signature;       // DER, over the base
  base::Bytes content;         // the request's body, whose digest the base covers
  base::Bytes certificate;     // the officer's, DER
  base::Bytes place = {};      // of an act for many: where the key stands (encode_act_place); or empty

  bool empty() const { return signature_base.empty(); }
  std::size_t size() const {
    return signature_base.size() + signature.size() + content.size() + certificate.size() + place.size();
  }
};

/// An administrator whom the ceremony made known to the signer itself.
struct Enrolled {
  std::string id;     // of the officer's account: as a key id
  std::string roles;  // words of rules/ with a space between; empty: enrolled no longer
  crypto::Sm2PublicKey public_key;
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

/// The newest of what may only grow: the tree, and the lists of each distribution point.
struct LastSigned {
  struct List {
    std::string distribution_point;  // the URI in the list's issuing distribution point
    std::uint64_t number = 0;        // the highest CRL number, full or delta
  };
  std::uint64_t certificates = 0;  // how many this key has signed
  std::uint64_t tree_size = 0;     // of the newest tree head; 0: none
  crypto::Sm3Digest tree_root{};
  std::vector<List> lists;
};

struct DaemonStatus {
  bool ceremony = false;
  bool quorum_unlocked = false;
  bool online_unlocked = false;
  bool memory_locked = false;  // every SecretBytes got its mlock
  bool demonstration = false;  // share files and plain credentials are allowed
};

}  // namespace yinxin::signer
