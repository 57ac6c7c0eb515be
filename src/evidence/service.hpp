// Builds the evidence package of article 40 (无过错证明包) for one certificate, from what the house has on
// record. What is not on record is stated as absent, with the reason.
#pragma once

#include "authority/service.hpp"
#include "ledger/tile_folder.hpp"

namespace yinxin::evidence {

/// A file that the asker brings: a paper of the application, a CRL, an OCSP answer. `name` is its place in
/// the package (src/proof/PACKAGE.md).
struct Paper {
  std::string name;
  base::Bytes content;
};

struct PackageOrder {
  x509::Serial serial;
  std::string requester;
  std::string scope;
  std::vector<Paper> papers;
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
    const ledger::TileFolder& tiles;
  };
  struct Options {
    std::string software;  // name and version, for the manifest
  };

  Service(House house, Options options) : house_(house), options_(std::move(options)) {}

  /// The archive, ready for `yinxin-audit package`. That it was built is an act of its own, durable on
  /// return. Blocking. Errors: NotFound `authority.certificate`; NotYet `ledger.record.not_covered` when no
  /// signed head covers the last act on this certificate yet; those of proof::PackageBuilder and of the
  /// signer.
  base::Result<base::Bytes> build(const PackageOrder& order, const officers::Actor& actor) const;

 private:
  House house_;
  Options options_;
};

}  // namespace yinxin::evidence
