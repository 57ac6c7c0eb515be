// Cosigns the newest heads of providers' ledgers, after their rounds of monitoring: fetches head and tiles,
// has the proof made and checked, and says what was refused as an alert.
#pragma once

#include "endpoints/instruments/public_sites.hpp"
#include "signer/client.hpp"
#include "supervision/monitoring/service.hpp"
#include "supervision/witness/service.hpp"

namespace yinxin::endpoints {

class Witnessing {
 public:
  struct House {
    supervision::Monitoring& monitoring;
    supervision::Witness& witness;
    signer::Client& signer;
    const PublicSites& sites;
  };
  /// `name` is that of our signature lines, `own_origin` our own ledger's, which we do not witness.
  Witnessing(House house, std::string name, std::string own_origin)
      : house_(house), name_(std::move(name)), own_origin_(std::move(own_origin)) {}

  /// Of a provider whose filing has a ledger; of others nothing. A head or tile that cannot be fetched is
  /// left to monitoring, which says so. Blocks on network, signer and commits. Errors: those of
  /// Monitoring::provider and of the signer; Refused `supervision.witness.own`; Unavailable kStopping; those
  /// of Witness::cosign which are no refusal of the head.
  base::Result<void> witness(const std::string& provider) const;

  /// The signer's key for the heads of a ledger: "witness-" and 16 digits of the SM3 of its origin.
  static std::string key_id(const std::string& origin);

 private:
  base::Result<crypto::Sm2PublicKey> key_for(const std::string& origin) const;
  base::Result<void> cosign_newest(const supervision::Filing& filing, const supervision::Fetch& fetch,
                                   const crypto::Sm2PublicKey& key) const;

  const House house_;
  const std::string name_;
  const std::string own_origin_;
};

}  // namespace yinxin::endpoints
