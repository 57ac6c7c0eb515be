// The subcommands of yinxin-audit: each loads what it was pointed at and hands it to one check of src/proof.
// An error means that the input could not be loaded at all (exit 2); everything found in it is in the report
// (exit 0 or 1).
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "proof/report.hpp"

namespace yinxin::audit {

/// What the command line said. File names, each subcommand using its own.
struct Request {
  std::string input;
  std::vector<std::string> roots;    // --root
  std::vector<std::string> issuers;  // --issuer
  std::vector<std::string> keys;     // --key
  std::string at;                    // --at, YYYY-MM-DDTHH:MM:SSZ
  std::string serial;                // --serial, hexadecimal
  std::string earlier;               // --since
  std::string path;                  // --proof
  std::string replaced;              // --replaced
  std::string witness;               // --witness, NAME=FILE
  std::string ledger;                // --ledger
  std::string note;                  // --note
};

base::Result<proof::Report> audit_package(const Request& request);
base::Result<proof::Report> audit_ledger(const Request& request);
base::Result<proof::Report> audit_certificate(const Request& request);
base::Result<proof::Report> audit_crl(const Request& request);
base::Result<proof::Report> audit_ocsp(const Request& request);
base::Result<proof::Report> audit_handover(const Request& request);
base::Result<proof::Report> audit_head(const Request& request);
base::Result<proof::Report> audit_draw(const Request& request);
base::Result<proof::Report> audit_case(const Request& request);
base::Result<proof::Report> audit_annual_report(const Request& request);
base::Result<proof::Report> audit_document(const Request& request);

}  // namespace yinxin::audit
