// GET /witness/{provider}/key: our public key under the heads of this provider's ledger, as PEM; an act of
// our own ledger says the same.
#include "asn1/der_writer.hpp"
#include "crypto/key_file.hpp"
#include "endpoints/instruments/witness_page.hpp"
#include "x509/certificate.hpp"

namespace yinxin::endpoints {

namespace {

base::Result<http::Response> show_witness_key(const supervision::Witness&,
                                              const supervision::Witness::Stated& ledger,
                                              const http::Request&) {
  asn1::DerWriter info;
  x509::write_public_key_info(info, ledger.witness.key);
  return http::text(200, crypto::to_pem("PUBLIC KEY", info.bytes()));
}

}  // namespace

http::Route witness_key(const Supervision& office) {
  return witness_page(office, "witnessKey", "/witness/{provider}/key", show_witness_key);
}

}  // namespace yinxin::endpoints
