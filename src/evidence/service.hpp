// Builds the evidence package of article 40 (无过错证明包) for one certificate, from what the house has on
// record. What is not on record is stated as absent, with the reason.
#pragma once

#include <mutex>

#include "ledger/tile_folder.hpp"
#include "policy/service.hpp"
#include "registration/service.hpp"
#include "status/service.hpp"

namespace yinxin::evidence {

struct PackageOrder {
  x509::Serial serial;
  std::string requester;  // who asked for it, as shown in the package
  std::string scope;
};

class Service {
 public:
  struct House {
    store::Database& database;
    store::Lane& lane;
    signer::Client& signer;
    const ledger::Recorder& recorder;
    const base::Clock& clock;
    const authority::Service& authority;
    const policy::Service& policy;
    const registration::Service& registration;
    status::Service& status;
    const ledger::TileFolder& tiles;
  };
  struct Options {
    std::string software;  // name and version, for the manifest
  };

  Service(House house, Options options) : house_(house), options_(std::move(options)) {}

  /// The archive, ready for `yinxin-audit package`, with the status as stated in public now. That it was
  /// built is an act of its own, durable on return. By a compliance officer (requirements 11.3). Blocks on
  /// the signer and the lane, so only one is built at a time. Errors: Forbidden `officers.role_needed`;
  /// TooMany `evidence.busy`; NotFound `authority.certificate`; NotYet `ledger.record.not_covered` when no
  /// signed head covers the last act on this certificate or its application yet; those of
  /// proof::PackageBuilder and of the signer.
  base::Result<base::Bytes> build(const PackageOrder& order, const officers::Actor& actor);

 private:
  base::Result<base::Bytes> build_alone(const PackageOrder& order, const officers::Actor& actor) const;

  House house_;
  Options options_;
  std::mutex building_;
};

}  // namespace yinxin::evidence
