// Checks of one thing that somebody holds in hand: a certificate, a revocation list, a tree head.
#pragma once

#include "proof/chain.hpp"
#include "proof/witness.hpp"
#include "x509/crl.hpp"

namespace yinxin::proof {

/// Signature, path at the moment `at` (to one of `roots`; without roots, to a self-signed authority),
/// contents of article 19.
Report verify_certificate(const x509::Certificate& certificate,
                          std::span<const x509::Certificate> authorities,
                          std::span<const x509::Certificate> roots, base::Time at);

/// Signature by one of `authorities`, whose path is checked at thisUpdate; what the list says about itself,
/// and about `serial`.
Report verify_crl(base::ByteView der, std::span<const x509::Certificate> authorities,
                  std::span<const x509::Certificate> roots, const std::optional<x509::Serial>& serial);

/// Signature by one of `authorities`, or by a responder that one of them certified; that authority's path at
/// producedAt; what the answer says, and that it says something of `serial`, if there is one.
Report verify_ocsp(base::ByteView der, std::span<const x509::Certificate> authorities,
                   std::span<const x509::Certificate> roots, const std::optional<x509::Serial>& serial);

/// A head seen earlier, and the proof that the ledger only grew since.
struct EarlierHead {
  std::string text;  ///< the signed note
  HashPath path;     ///< consistency proof
};
/// Signature by `key`; with `earlier`, that head's too, and that it is the beginning of this one; with
/// `witness`, that it cosigned this head.
Report verify_tree_head(std::string_view text, const crypto::Sm2PublicKey& key,
                        const std::optional<EarlierHead>& earlier,
                        const std::optional<WitnessKey>& witness = std::nullopt);

/// A hash path as text: base64, one hash a line. Errors: Malformed `base.base64`, `proof.hash`.
base::Result<HashPath> read_hash_path(std::string_view text);

}  // namespace yinxin::proof
