// The ceremony itself: makes keys and the certificates over them, step by step. Used by ceremony_command.
#pragma once

#include <filesystem>
#include <ostream>

#include "authority/types.hpp"
#include "signer/client.hpp"

namespace yinxin::command_line {

/// Under this key stand the officers' certificates: their acts are asked for by both authorities' keys, its
/// own among them (docs/decisions/0009).
inline constexpr const char* kOperationsKeyId = "operations-1";

struct CeremonyPlan {
  std::string organisation;  // 机构名称 as on the licence: O of every authority
  std::string site;          // public site that goes into certificates
  std::string origin;        // of the ledger
  x509::Profiles profiles;
};

class Ceremony {
 public:
  /// `everyday` is the daemon that will hold the issuing and online keys; `ceremony` the one that holds
  /// roots.
  Ceremony(const CeremonyPlan& plan, signer::Client& everyday, signer::Client& ceremony,
           const base::Clock& clock)
      : plan_(plan), everyday_(everyday), ceremony_(ceremony), clock_(clock) {}

  /// A self-signed root in the ceremony daemon.
  base::Result<authority::Authority> make_root(const std::string& id, const std::string& role,
                                               const std::string& name);
  /// An authority whose key is in the everyday daemon, certified by a root made before.
  base::Result<authority::Authority> make_authority(const authority::Authority& root, const std::string& id,
                                                    const std::string& role, const std::string& profile,
                                                    const std::string& name, std::chrono::days longest);
  /// The first, empty list of a root, valid until the next ceremony is due (half a year).
  base::Result<base::Bytes> make_root_crl(const authority::Authority& root, const std::string& spool_folder);
  /// The key that signs tree heads. Its certificate comes from the issuing authority, in `yinxin init`.
  base::Result<void> make_tree_head_key(const std::string& id);
  /// The online key to which data keys are encrypted, and nothing else (decisions.md 1).
  base::Result<void> make_data_key(const std::string& id);

 private:
  x509::DraftInput input_for(const std::string& name, const crypto::Sm2PublicKey& key,
                             const std::string& issuer_id) const;
  base::Result<x509::Certificate> certify(const x509::Profile& profile, const x509::DraftInput& input,
                                          const std::string& key_id, const crypto::Sm2PublicKey& issuer_key);

  const CeremonyPlan& plan_;
  signer::Client& everyday_;
  signer::Client& ceremony_;
  const base::Clock& clock_;
};

}  // namespace yinxin::command_line
