// What the journal remembers, and its octets. Every record carries the time it was made at; keys go by the
// number of their key record (0, 1, ... in the order written), so that a key made anew under an old id shares
// nothing with the old one.
#pragma once

#include <variant>

#include "base/clock.hpp"
#include "crypto/sm2.hpp"

namespace yinxin::signer {

using KeyNumber = std::uint16_t;
inline constexpr std::size_t kMaxKeyNumbers = 0x10000;

struct KeyRecord {
  base::Time at;
  std::string id;
  base::Bytes point;  // the public key
};

struct CertificateRecord {
  base::Time at;
  KeyNumber key = 0;
  base::Bytes serial;  // magnitude
  base::Bytes tbs;     // the whole TBSCertificate, so that a restored database can learn it (decisions.md 3)
  crypto::Sm2Signature signature;
  crypto::Sm3Digest act{};  // of the officer's act that vouched for it (act_digest()); zeros: none
};

struct CrlRecord {
  base::Time at;
  KeyNumber key = 0;
  std::string uri;  // of the distribution point; empty: the list has none
  bool delta = false;
  std::int64_t number = 0;
  base::Time this_update;
  crypto::Sm3Digest tbs{};  // SM3 of the TBSCertList
  crypto::Sm2Signature signature;
};

struct TreeHeadRecord {
  base::Time at;
  KeyNumber key = 0;
  std::uint64_t size = 0;
  crypto::Sm3Digest root{};
  base::Time head_time;
  crypto::Sm3Digest note{};  // SM3 of the note
  crypto::Sm2Signature signature;
};

/// One message of OCSP answers (decisions.md 3: logged as count and SM3 per batch).
struct OcspRecord {
  base::Time at;
  KeyNumber key = 0;
  std::uint32_t count = 0;
  crypto::Sm3Digest bodies{};  // SM3 of the ResponseData one after another
};

/// The note of an evidence package or of a letter.
struct PackageRecord {
  base::Time at;
  KeyNumber key = 0;
  crypto::Sm3Digest note{};  // SM3 of the note
};

/// A data key that was decrypted.
struct UnwrapRecord {
  base::Time at;
  KeyNumber key = 0;
  crypto::Sm3Digest wrapped{};  // SM3 of the SM2Cipher
};

/// An administrator made known, changed or, without roles, taken off the list.
struct EnrolRecord {
  base::Time at;
  std::string id;
  std::string roles;
  base::Bytes point;
};

using Record = std::variant<KeyRecord, CertificateRecord, CrlRecord, TreeHeadRecord, OcspRecord,
                            PackageRecord, UnwrapRecord, EnrolRecord>;

base::Bytes encode_record(const Record& record);
/// Errors: Internal `signer.journal_damaged`: a record that this program does not write.
base::Result<Record> decode_record(base::ByteView body);

base::Time time_of(const Record& record);

}  // namespace yinxin::signer
