// The only way from the rest of the house to a private key of an authority.
#pragma once

#include <functional>
#include <span>

#include "base/completion.hpp"
#include "signer/types.hpp"
#include "x509/crl.hpp"

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
  /// `credential`: the class's 32-octet unlock secret. Errors: Refused `signer.credential`.
  base::Result<void> unlock(KeyClass key_class, const base::SecretBytes& credential);
  /// The class must be unlocked. Durable on return. Errors: Conflict `signer.key_exists`.
  base::Result<KeyInfo> generate(const KeySpec& spec);

  /// Each item is a whole TBSCertificate. The daemon parses, checks, hashes, signs, verifies, makes (key,
  /// serial, SM3 of the body, signature) durable, then answers; a repeat gets the same signature. All or
  /// nothing.
  static constexpr std::size_t kMaxBatch = 64;
  void sign_certificates(const std::string& key_id, std::vector<base::Bytes> tbs,
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
  /// `writer` is read through on the calling thread, chunk by chunk. Blocking.
  base::Result<crypto::Sm2Signature> sign_crl(const std::string& key_id, x509::CrlWriter& writer);

  /// Blocking forms, for command-line tools, start-up and tests.
  base::Result<Signatures> sign_certificates(const std::string& key_id, std::vector<base::Bytes> tbs);
  base::Result<Signatures> sign_ocsp(const std::string& key_id, std::vector<base::Bytes> response_data);
  base::Result<crypto::Sm2Signature> sign_tree_head(const std::string& key_id, std::string note);

 private:
  struct State;
  explicit Client(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;
};

}  // namespace yinxin::signer
