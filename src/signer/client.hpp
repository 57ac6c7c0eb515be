// The only way from the rest of the house to a private key of an authority.
#pragma once

#include <functional>
#include <span>

#include "base/completion.hpp"
#include "signer/key_share.hpp"
#include "signer/types.hpp"
#include "x509/crl.hpp"
#include "x509/request.hpp"

namespace yinxin::signer {

using Signatures = std::vector<crypto::Sm2Signature>;

/// One connection to the daemon's Unix socket, requests pipelined, answers matched by number on a thread of
/// its own; reconnects when the daemon comes back. Thread safe. Every call may end with Unavailable
/// `signer.unreachable` (not running, or gone before it answered: asking again gives the same signatures),
/// Refused `signer.locked`, Refused `signer.refused` (purpose, limits; the detail says which), NotFound
/// `signer.key`, Conflict `signer.serial_used` (another to-be-signed body under a used serial) or Malformed
/// `signer.message`.
class Client {
 public:
  /// Connects lazily: the daemon need not be there yet.
  static std::unique_ptr<Client> make(std::string socket_path);
  ~Client();

  base::Result<DaemonStatus> status();
  base::Result<std::vector<KeyInfo>> keys();
  base::Result<KeyInfo> key(const std::string& id);
  /// `credential`: the class's 32-octet unlock secret. For the quorum class only while the daemon runs with
  /// --initialise. Errors: Refused `signer.credential`.
  base::Result<void> unlock(KeyClass key_class, const base::SecretBytes& credential);
  /// One custodian's share of the quorum class. The daemon keeps it for at most 10 minutes, or until enough
  /// of them are there; then it opens the class with them. A share with an index that is there already takes
  /// its place. Errors: Refused `signer.refused` (another splitting than the class's), Refused
  /// `signer.credential` (the shares do not open the class: all of them are wiped).
  base::Result<ShareProgress> unlock_share(KeyClass key_class, const KeyShare& share);
  /// The class must be unlocked. Durable on return. Errors: Conflict `signer.key_exists`.
  base::Result<KeyInfo> generate(const KeySpec& spec);

  /// Each item is a whole TBSCertificate, and `acts` has one act for each, or is empty. The daemon parses,
  /// checks, hashes, signs, verifies, makes (key, serial, the body, signature, SM3 of the act) durable, then
  /// answers; a repeat gets the same signature. All or nothing. All of it must fit a message (PROTOCOL.md):
  /// Gather sees to that. Errors: Refused `signer.act` (the detail says which check), TooLarge
  /// `signer.message_size`.
  static constexpr std::size_t kMaxBatch = 64;
  void sign_certificates(const std::string& key_id, std::vector<base::Bytes> tbs, std::vector<Act> acts,
                         base::Completion<Signatures> done);
  /// Each item is a whole ResponseData.
  void sign_ocsp(const std::string& key_id, std::vector<base::Bytes> response_data,
                 base::Completion<Signatures> done);
  /// `note`: the text of a tree head (origin, size, root, time). Refused when smaller than the last one, or
  /// of equal size with another root.
  void sign_tree_head(const std::string& key_id, std::string note,
                      base::Completion<crypto::Sm2Signature> done);
  /// `note`: the text that binds the manifest of an evidence package (src/proof/PACKAGE.md). Refused unless
  /// it has that form and states the present time.
  base::Result<crypto::Sm2Signature> sign_package(const std::string& key_id, std::string note);
  /// `note`: a proof::LetterNote whose sender is the key's origin (docs/decisions/0016).
  base::Result<crypto::Sm2Signature> sign_letter(const std::string& key_id, std::string note);
  /// The request (RFC 2986) for a certificate of a key for OCSP or for lists alone, under `subject`: it goes
  /// to another provider, whose service is taken over (docs/decisions/0025).
  base::Result<x509::CertificateRequest> request_certificate(const std::string& key_id,
                                                             const x509::Name& subject);
  /// Makes an administrator known, or gives one another key or other roles; only while the daemon runs with
  /// --initialise. Durable on return. Errors: Refused `signer.refused`, Conflict `signer.enrolled` (another
  /// has this key).
  base::Result<void> enrol(const Enrolled& who);
  /// Those who are enrolled, by id.
  base::Result<std::vector<Enrolled>> enrolled();
  /// Every certificate that this key ever signed, in that order, whether its class is unlocked or not: what a
  /// restored database learns from (decisions.md 3). Start at 0, go on at `next`, end at an empty answer.
  base::Result<Signed> signed_certificates(const std::string& key_id, std::uint64_t from);
  /// What this key last put its name to, by the journal, whether its class is unlocked or not: a restored
  /// database goes on from there (decisions.md 3).
  base::Result<LastSigned> last_signed(const std::string& key_id);
  /// A data key of 32 octets that was encrypted (crypto::sm2_encrypt) to a key with the purpose kUnwrapData.
  base::Result<base::SecretBytes> unwrap(const std::string& key_id, base::ByteView wrapped);
  /// `writer` is read through on the calling thread, chunk by chunk. Blocking.
  base::Result<crypto::Sm2Signature> sign_crl(const std::string& key_id, x509::CrlWriter& writer);

  /// The demonstration's clock there, ahead of the machine's (docs/decisions/0026): forward only, a smaller
  /// number changes nothing. Durable at the answer, which says how far it is ahead now. Errors: Refused
  /// `signer.refused` (no demonstration's signer).
  void move_clock(std::chrono::microseconds ahead, base::Completion<std::chrono::microseconds> done);
  base::Result<std::chrono::microseconds> move_clock(std::chrono::microseconds ahead);

  /// Blocking forms, for command-line tools, start-up and tests.
  base::Result<Signatures> sign_certificates(const std::string& key_id, std::vector<base::Bytes> tbs,
                                             std::vector<Act> acts = {});
  base::Result<Signatures> sign_ocsp(const std::string& key_id, std::vector<base::Bytes> response_data);
  base::Result<crypto::Sm2Signature> sign_tree_head(const std::string& key_id, std::string note);

 private:
  struct State;
  explicit Client(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;
};

}  // namespace yinxin::signer
