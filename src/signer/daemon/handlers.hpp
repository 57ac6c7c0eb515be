// One function per request type, each told its request only when dispatch.cpp allows it. All refuse a
// malformed body with Malformed `signer.message`, which ends the connection; any other error is the request's
// answer.
#pragma once

#include "signer/daemon/desk.hpp"

namespace yinxin::signer {

struct Request {
  std::uint64_t connection = 0;
  std::uint64_t number = 0;
  base::ByteView body;
};

struct Reply {
  enum class When {
    Now,
    AfterCommit,  // the body holds what the journal must have on disk first
    CommitFirst,  // the answer depends on what waits in the round: commit it, then ask again
  };
  When when = When::Now;
  base::Bytes body;
};
using Handler = base::Result<Reply> (*)(Desk& desk, const Request& request);

// For handlers that have judged what they sign:

/// Verified before release. Errors: Internal `signer.verify`; those of the backend.
base::Result<crypto::Sm2Signature> sign_digest(Desk& desk, const StoredKey& key,
                                               const crypto::Sm3Digest& digest);
/// Signs the octets; their SM3 is in the journal before the answer goes. Errors: as sign_digest.
base::Result<Reply> sign_note(Desk& desk, const StoredKey& key, base::ByteView octets, base::Time now);

base::Result<Reply> handle_status(Desk& desk, const Request& request);
base::Result<Reply> handle_keys(Desk& desk, const Request& request);
base::Result<Reply> handle_key(Desk& desk, const Request& request);
base::Result<Reply> handle_unlock(Desk& desk, const Request& request);
base::Result<Reply> handle_unlock_share(Desk& desk, const Request& request);
base::Result<Reply> handle_generate(Desk& desk, const Request& request);
base::Result<Reply> handle_sign_certificates(Desk& desk, const Request& request);
base::Result<Reply> handle_sign_ocsp(Desk& desk, const Request& request);
base::Result<Reply> handle_sign_tree_head(Desk& desk, const Request& request);
base::Result<Reply> handle_sign_package(Desk& desk, const Request& request);
base::Result<Reply> handle_sign_letter(Desk& desk, const Request& request);
base::Result<Reply> handle_signed_certificates(Desk& desk, const Request& request);
base::Result<Reply> handle_last_signed(Desk& desk, const Request& request);
base::Result<Reply> handle_enrol(Desk& desk, const Request& request);
base::Result<Reply> handle_enrolled(Desk& desk, const Request& request);
base::Result<Reply> handle_sign_request(Desk& desk, const Request& request);
base::Result<Reply> handle_move_clock(Desk& desk, const Request& request);
base::Result<Reply> handle_unwrap(Desk& desk, const Request& request);
base::Result<Reply> handle_crl_begin(Desk& desk, const Request& request);
base::Result<Reply> handle_crl_chunk(Desk& desk, const Request& request);
base::Result<Reply> handle_crl_end(Desk& desk, const Request& request);

}  // namespace yinxin::signer
