// yinxin handover: a service is handed over to another provider (article 29, docs/decisions/0025).
#pragma once

#include <ostream>

#include "signed_remote.hpp"

namespace yinxin::command_line {

struct HandoverRequestOptions {
  std::string settings;
  std::string authority;  ///< certificate of the sender's issuing authority
  std::string out;        ///< folder, made new
};
/// The taker: makes the keys by which it will state the status of the sender's certificates, and writes what
/// the sender needs: ocsp.p10, lists.p10, and data.pem, the key that holders' records are to be sealed for.
/// The signer must be open. Errors: those of the signer; Conflict `yinxin.handover.exists`.
base::Result<void> handover_request(const HandoverRequestOptions& options, std::ostream& out);

struct HandoverCertifyOptions {
  SignedAs as;
  std::string authority = "issuing-1";
  std::string ocsp_request;   ///< file of the taker
  std::string lists_request;  ///< likewise
  std::string out;            ///< folder; empty: the certificates go with the bundle alone
};
/// The sender, a security administrator: the two certificates, one request each. Errors: those of
/// SignedRemote and of the API; Refused `x509.request.signature`.
base::Result<void> handover_certify(const HandoverCertifyOptions& options, std::ostream& out);

struct HandoverExportOptions {
  std::string settings;
  std::string to;   ///< the taker's data.pem, or a certificate of that key
  std::string out;  ///< file, must not exist
};
/// The sender: beside a running server. Errors: those of handover::write_bundle(); Conflict
/// `office.backup.exists`.
base::Result<void> handover_export(const HandoverExportOptions& options, std::ostream& out);

struct HandoverImportOptions {
  std::string settings;
  std::string file;
  std::vector<std::string> roots;  ///< of the sender
};
/// The taker: with the server stopped and the signer open. Errors: those of handover::import_bundle();
/// Conflict `office.in_use`.
base::Result<void> handover_import(const HandoverImportOptions& options, std::ostream& out);

struct HandoverRecordOptions {
  std::string settings;
  std::string authority;  ///< its id here: "taken-1-issuing-1"
  std::string name;       ///< file of the bundle: "sealed/records/SQ-….tar"
  std::string reason;
  std::string out;
};
/// The taker: one file of what was taken over, opened; that it was seen goes on record. Errors: those of
/// handover::open_record().
base::Result<void> handover_record(const HandoverRecordOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
