// The messages between client and daemon, byte by byte as PROTOCOL.md has them: one encoder and one decoder
// for both sides. Every decoder refuses what its encoder does not write: Malformed `signer.message`, naming
// the message.
#pragma once

#include "crypto/sm2_encryption.hpp"
#include "proof/merkle.hpp"
#include "signer/fields.hpp"
#include "signer/key_share.hpp"
#include "signer/types.hpp"

namespace yinxin::signer {

inline constexpr std::uint8_t kProtocolVersion = 1;
inline constexpr std::size_t kLengthBytes = 4;
inline constexpr std::size_t kFrameHeadBytes = 10;         // version, type, request number
inline constexpr std::size_t kMaxFrameBytes = 256 * 1024;  // of what follows the length; decisions.md 2
inline constexpr std::size_t kMaxItems = 64;               // of one sign message; Client::kMaxBatch
inline constexpr std::size_t kMaxChunkBytes = 64 * 1024;   // of a CRL; decisions.md 2
inline constexpr std::size_t kMaxKeyIdBytes = 64;          // KeySpec
inline constexpr std::size_t kMaxIssuerNameBytes =
    4 * 1024;  // several attributes of 200 characters (x509::Name)
inline constexpr std::size_t kMaxOriginBytes = 255;
inline constexpr std::size_t kMaxNoteBytes = 1024;   // a tree head is four short lines
inline constexpr std::size_t kCredentialBytes = 32;  // decisions.md 1: the unlock secret of a class
inline constexpr std::size_t kDataKeyBytes = 32;     // crypto::kSealKeySize
inline constexpr std::size_t kMaxUriBytes = 2048;    // of a CRL distribution point
inline constexpr std::size_t kMaxWrappedBytes = crypto::sm2_cipher_bytes(kDataKeyBytes);
inline constexpr std::size_t kMaxSignedBytes = 200 * 1024;  // of one signed-certificates answer's records
inline constexpr std::size_t kMaxListsBytes = 200 * 1024;   // of one last-signed answer's lists
inline constexpr std::size_t kMaxActBytes =                 // the fields of an act, with their lengths
    kMaxActBaseBytes + kMaxActSignatureBytes + kMaxActContentBytes + kMaxActCertificateBytes +
    kMaxActPlaceBytes + 20;
inline constexpr std::size_t kMaxRolesBytes = 255;  // every role there is, with spaces
inline constexpr std::size_t kMaxEnrolled = 64;     // a few administrators; all of them in one answer
inline constexpr std::uint32_t kAllPurposes = (1U << 10) - 1;  // the bits of Purpose

enum class MessageType : std::uint8_t {
  Status = 1,
  Keys = 2,
  Key = 3,
  Unlock = 4,
  Generate = 5,
  SignCertificates = 6,
  SignOcsp = 7,
  SignTreeHead = 8,
  CrlBegin = 9,
  CrlChunk = 10,
  CrlEnd = 11,
  SignPackage = 12,
  UnlockShare = 13,
  SignedCertificates = 14,
  Unwrap = 15,
  LastSigned = 16,
  Enrol = 17,
  Enrolled = 18,
  SignLetter = 19,
  SignRequest = 20,
  MoveClock = 21,
};
/// The type octet of the answer to a request; an error answer has a type of its own.
constexpr std::uint8_t answer_type(MessageType request) {
  return static_cast<std::uint8_t>(request) | 0x80U;
}
inline constexpr std::uint8_t kErrorAnswer = 0xFF;
/// Whether a request's body, or its answer's, is a secret that whoever passes it on wipes.
constexpr bool asks_with_secret(MessageType type) {
  return type == MessageType::Unlock || type == MessageType::UnlockShare;
}
constexpr bool answers_with_secret(MessageType type) {
  return type == MessageType::Unwrap;
}

struct Frame {
  std::uint8_t type = 0;
  std::uint64_t number = 0;
  base::ByteView body;          // into the input
  std::size_t whole_bytes = 0;  // with the length in front
};
base::Bytes encode_frame(std::uint8_t type, std::uint64_t number, base::ByteView body);
/// The first frame of `input`, or nothing while octets of it are missing. A wrong length or version is an
/// error as soon as it can be seen.
base::Result<std::optional<Frame>> next_frame(base::ByteView input);

/// 1-64 of a-z, 0-9 and '-': safe as a file name.
bool is_key_id(std::string_view id);
/// "", or words of a-z and '_' with one space between.
bool is_roles_text(std::string_view text);

/// The specification inside messages and key files. A reader fails on what no key can have.
void write_key_spec(FieldWriter& out, const KeySpec& spec);
KeySpec read_key_spec(FieldReader& in);
KeyClass read_key_class(FieldReader& in);
std::string read_key_id(FieldReader& in);
bool read_flag(FieldReader& in);

struct UnlockRequest {
  KeyClass key_class = KeyClass::Online;
  base::ByteView credential;  // into the input, which whoever owns it wipes
};
struct ShareRequest {
  KeyClass key_class = KeyClass::Quorum;
  ShareSet set;
  std::uint8_t index = 0;  // 1 to 255
  base::ByteView octets;   // as the credential above
};
/// sign-ocsp.
struct SignRequest {
  std::string key_id;
  std::vector<base::ByteView> items;  // 1 to kMaxItems, into the input
};
/// An Act as it stands in a message: views into the input. All of them empty: none.
struct ActView {
  base::ByteView signature_base;
  base::ByteView signature;
  base::ByteView content;
  base::ByteView certificate;
  base::ByteView place = {};

  bool empty() const { return signature_base.empty(); }
};
/// Where a key stands in the tree whose root an act for many names: leaf `index` is leaf_hash(SM3 of the
/// key's point), the path as inclusion_proof() gives it (proof/merkle.hpp). u64 index, so many times 32
/// octets.
struct ActPlace {
  std::uint64_t index = 0;
  proof::HashPath path;
};
base::Bytes encode_act_place(const ActPlace& place);
/// Nothing: not in this form, or longer than kMaxActPlaceBytes.
std::optional<ActPlace> decode_act_place(base::ByteView octets);
/// Errors: Refused `signer.act` when a part of it is too long.
base::Result<void> check_act_size(const Act& act);
ActView view_of(const Act& act);

struct CertificateWish {
  base::ByteView tbs;
  ActView act;
};
struct CertificatesRequest {
  std::string key_id;
  std::vector<CertificateWish> items;  // 1 to kMaxItems
};
/// sign-tree-head, sign-package and sign-letter: text of a fixed form.
struct TreeHeadRequest {
  std::string key_id;
  std::string note;
};
struct CrlChunk {
  std::uint64_t stream = 0;  // the request number of its crl-begin
  base::ByteView octets;
};
struct CrlEnd {
  std::uint64_t stream = 0;
  std::uint64_t total_bytes = 0;  // of all chunks; another number drops the stream
};

struct SignedRequest {
  std::string key_id;
  std::uint64_t from = 0;  // 0: the first certificate that the key signed
};
struct LastSignedRequest {
  std::string key_id;
  std::string after;  // a distribution point; "": from the first list
};
/// One answer's part of what Client::last_signed() gathers.
struct LastSignedPage {
  LastSigned last;
  bool more = false;  // lists follow the last one of this page
};
struct UnwrapRequest {
  std::string key_id;
  base::ByteView wrapped;  // SM2Cipher (crypto/sm2_encryption.hpp)
};

/// sign-request.
struct NamedRequest {
  std::string key_id;
  base::ByteView subject;  // DER Name, at most kMaxIssuerNameBytes
};

/// move-clock, and its answer: how far the clock is ahead of the machine's.
base::Bytes encode_clock(std::chrono::microseconds ahead);
/// Errors: Malformed `signer.message` also beyond base::MovableClock::kMostAhead.
base::Result<std::chrono::microseconds> decode_clock(base::ByteView body);

base::Bytes encode_keys_request(std::string_view after);  // "": from the first
base::Bytes encode_key_id(std::string_view id);           // key and crl-begin
base::Bytes encode_unlock(const UnlockRequest& request);
base::Bytes encode_unlock_share(const ShareRequest& request);
base::Bytes encode_generate(const KeySpec& spec);
base::Bytes encode_sign(const SignRequest& request);
base::Bytes encode_certificates(const CertificatesRequest& request);
base::Bytes encode_enrol(const Enrolled& who);
base::Bytes encode_tree_head(const TreeHeadRequest& request);
base::Bytes encode_crl_chunk(const CrlChunk& chunk);
base::Bytes encode_crl_end(const CrlEnd& end);
base::Bytes encode_signed_request(const SignedRequest& request);
base::Bytes encode_last_signed_request(const LastSignedRequest& request);
base::Bytes encode_unwrap(const UnwrapRequest& request);
base::Bytes encode_named_request(const NamedRequest& request);

base::Result<std::string> decode_keys_request(base::ByteView body);
base::Result<std::string> decode_key_id(base::ByteView body);
base::Result<UnlockRequest> decode_unlock(base::ByteView body);
base::Result<ShareRequest> decode_unlock_share(base::ByteView body);
base::Result<KeySpec> decode_generate(base::ByteView body);
base::Result<SignRequest> decode_sign(base::ByteView body);
base::Result<CertificatesRequest> decode_certificates(base::ByteView body);
base::Result<Enrolled> decode_enrol(base::ByteView body);
base::Result<TreeHeadRequest> decode_tree_head(base::ByteView body);
base::Result<CrlChunk> decode_crl_chunk(base::ByteView body);
base::Result<CrlEnd> decode_crl_end(base::ByteView body);
base::Result<SignedRequest> decode_signed_request(base::ByteView body);
base::Result<LastSignedRequest> decode_last_signed_request(base::ByteView body);
base::Result<UnwrapRequest> decode_unwrap(base::ByteView body);
base::Result<NamedRequest> decode_named_request(base::ByteView body);
/// status, and the answers that say only "done".
base::Result<void> decode_empty(base::ByteView body);

base::Bytes encode_status(const DaemonStatus& status);
base::Bytes encode_key_info(const KeyInfo& info);
base::Bytes encode_key_infos(const std::vector<KeyInfo>& infos);
base::Bytes encode_signatures(const std::vector<crypto::Sm2Signature>& signatures);
base::Bytes encode_share_progress(const ShareProgress& progress);
/// One certificate of a signed-certificates answer; encode_signed() takes them as they are written.
base::Bytes encode_signed_certificate(base::Time at, base::ByteView tbs,
                                      const crypto::Sm2Signature& signature);
base::Bytes encode_signed(std::uint64_t next, std::span<const base::Bytes> certificates);
base::Bytes encode_last_signed(const LastSignedPage& page);
base::Bytes encode_enrolled(const std::vector<Enrolled>& all);
base::Bytes encode_data_key(const base::SecretBytes& key);
base::Bytes encode_error(const base::Error& error);

base::Result<DaemonStatus> decode_status(base::ByteView body);
base::Result<KeyInfo> decode_key_info(base::ByteView body);
base::Result<std::vector<KeyInfo>> decode_key_infos(base::ByteView body);
base::Result<std::vector<crypto::Sm2Signature>> decode_signatures(base::ByteView body);
base::Result<ShareProgress> decode_share_progress(base::ByteView body);
base::Result<Signed> decode_signed(base::ByteView body);
base::Result<LastSignedPage> decode_last_signed(base::ByteView body);
base::Result<std::vector<Enrolled>> decode_enrolled(base::ByteView body);
base::Result<base::SecretBytes> decode_data_key(base::ByteView body);
/// The error inside an error answer, or Malformed `signer.message` when it is not one.
base::Error decode_error(base::ByteView body);

base::Error malformed_message(std::string detail);
/// `value` when the reader took all of the body without a fault.
template <class T>
base::Result<T> all_of(const FieldReader& in, T value, const char* message) {
  if (!in.complete()) return malformed_message(message);
  return value;
}

}  // namespace yinxin::signer
