// Handing a service over to another provider, and taking one over (article 29, docs/decisions/0025). The
// bundle's format: src/proof/HANDOVER.md.
#pragma once

#include "handover/types.hpp"
#include "registration/service.hpp"
#include "status/service.hpp"

namespace yinxin::handover {

/// Everything outlives the call.
struct SenderHouse {
  store::Database& database;
  store::Lane& lane;
  signer::Client& signer;
  const ledger::Recorder& recorder;
  const base::Clock& clock;
  const authority::Service& authority;
  const policy::Service& policy;
  const registration::Service& registration;
};

/// Writes the bundle of the issuing authority, from one snapshot of the database, to `sink`. Everything that
/// the ledger has must be under its newest signed head; nothing may be on its way. Errors: NotYet
/// `handover.not_covered` (try again within seconds), NotFound `handover.not_certified` (the taker's keys
/// have no certificates yet), those of the services, of the signer and of `sink`.
base::Result<Exported> write_bundle(const SenderHouse& house, const ExportOrder& order,
                                    const proof::TarStream::Sink& sink);
/// That it was handed out, as an act on the authority; durable on return. Errors: those of the lane.
base::Result<void> record_export(const SenderHouse& house, const Exported& exported);

struct TakerHouse {
  store::Database& database;
  store::Lane& lane;
  signer::Client& signer;
  const ledger::Recorder& recorder;
  const base::Clock& clock;
};

/// Imports a bundle, with no server running. All of it is checked first (proof::check_handover, and that
/// every sealed file opens with our key): a fault changes nothing. What an interrupted import left is
/// finished by importing again; the status of the certificates is stated from the restart after the last
/// commit, which has the act. Errors: those of proof::open_handover (the file is named); Refused
/// `handover.bundle` (the detail is the first finding); Refused `handover.not_ours` (the taker's certificates
/// or the sealed key are of keys that our signer has not); those of the lane and the signer.
base::Result<Imported> import_bundle(const TakerHouse& house, const ImportOrder& order,
                                     base::ByteView archive);

/// One file of an imported bundle, opened if it was sealed, with the act that it was seen, durable on return.
/// By what is in the office only (requirements 6.5): `reason` goes on record. Errors: NotFound
/// `handover.file`; Refused `crypto.seal.tag`; those of the signer and the lane.
base::Result<base::SecretBytes> open_record(const TakerHouse& house, const std::string& data_key_id,
                                            const std::string& authority, const std::string& name,
                                            const std::string& reason);

}  // namespace yinxin::handover
