// What must hold before a key is used (decisions.md 2). Pure: no file, no key, no clock of its own. Every
// refusal is Refused `signer.refused` with the reason in its detail, except where said.
#pragma once

#include "proof/letter_note.hpp"
#include "proof/tree_head.hpp"
#include "signer/daemon/record.hpp"
#include "signer/types.hpp"
#include "x509/ocsp.hpp"

namespace yinxin::signer {

/// How far a time that should be "now" may be from the signer's own clock: long enough for a batch that
/// waited for the signer's restart (an interrupted intent is finished within 10 minutes, decisions.md 3),
/// short enough that no certificate is back-dated.
inline constexpr std::chrono::minutes kClockTolerance{10};
/// Longest time to the next update: a root's list is issued at least once a year.
inline constexpr std::chrono::days kLongestCrlLife{366};
inline constexpr std::size_t kMaxCrlEntries = 50'000;  // decisions.md 9: of one partition

/// Under what circumstances is signed.
struct Circumstances {
  base::Time now;           // the signer's clock
  bool ceremony = false;    // the daemon runs for a ceremony
  bool initialise = false;  // a new provider is being set up: the ceremony's acts are allowed
};

/// What was seen of a list while its entries passed.
struct CrlTally {
  std::size_t entries = 0;
  base::Time latest_revocation{};
  bool removes = false;  // an entry says removeFromCRL
};

base::Error refused(std::string reason);

/// Whether a key may be made: its limits must be those of a key that this daemon could use.
base::Result<void> check_spec(const KeySpec& spec, bool ceremony);

/// `der` is the whole body, and must be octet for octet what its meaning `tbs` is written as.
base::Result<void> check_certificate(const x509::TbsCertificate& tbs, base::ByteView der, const KeySpec& key,
                                     const Circumstances& here);

/// Whether a certificate is one of our own services': it names OCSP signing or time stamping, by which
/// checkers know answers, tree heads and packages (docs/decisions/0003). What cannot be read counts as one.
bool is_service(const x509::TbsCertificate& tbs);

/// Whether it names OCSP signing and no time stamping.
bool is_ocsp_signer(const x509::TbsCertificate& tbs);

/// Whether it says that a key signs revocation lists alone: what the key of a provider that takes the service
/// over is given (docs/decisions/0025). What cannot be read counts as one.
bool is_for_lists(const x509::TbsCertificate& tbs);

base::Result<void> check_ocsp(const x509::OcspResponseData& data, base::ByteView der,
                              const crypto::Sm2PublicKey& key, const Circumstances& here);

/// Called for each entry as it passes.
base::Result<void> check_crl_entry(const x509::CrlEntry& entry, CrlTally& tally);
/// `newest_full` and `newest_delta`: what this key signed last for the same distribution point, or null.
base::Result<void> check_crl(const x509::CrlInfo& info, const CrlTally& tally, const KeySpec& key,
                             const Circumstances& here, const CrlRecord* newest_full,
                             const CrlRecord* newest_delta);

/// `newest`: the last head this key signed, or null.
base::Result<void> check_tree_head(const proof::TreeHead& head, const KeySpec& key, const Circumstances& here,
                                   const TreeHeadRecord* newest);

/// `stated`: the time in the note.
base::Result<void> check_package(base::Time stated, const KeySpec& key, const Circumstances& here);
/// A letter to another organisation: the key's own organisation writes it.
base::Result<void> check_letter(const proof::LetterNote& note, const KeySpec& key);

/// A request for a certificate: by keys that state a status, for OCSP or for lists alone.
base::Result<void> check_request(const KeySpec& key);

base::Result<void> check_unwrap(const KeySpec& key);

}  // namespace yinxin::signer
