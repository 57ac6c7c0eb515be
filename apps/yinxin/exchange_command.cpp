#include "exchange_command.hpp"

#include "exchange/peers.hpp"
#include "proof/letter_note.hpp"
#include "signer/client.hpp"

namespace yinxin::command_line {

using base::Result;

namespace {

Result<signer::KeyInfo> key_for(signer::Client& client, const std::string& id, signer::Purpose purpose,
                                const std::string& organisation) {
  auto there = client.key(id);
  if (there || there.error().code != "signer.key") return there;
  signer::KeySpec spec;
  spec.id = id;
  spec.limits.purposes = purpose;
  if (purpose == signer::kSignSubmission) spec.limits.origin = organisation;
  return client.generate(spec);
}

void print(std::ostream& out, const char* what, const crypto::Sm2PublicKey& key) {
  out << "# " << what << " SM3 " << base::to_hex(crypto::sm3(key.point())) << "\n";
}

}  // namespace

Result<void> exchange_keys(const ExchangeKeysOptions& options, std::ostream& out) {
  if (!proof::is_organisation(options.organisation))
    return base::make_error(base::ErrorKind::Malformed, "exchange.organisation");
  const auto client = signer::Client::make(options.socket);
  YX_TRY(const signer::KeyInfo signing,
         key_for(*client, options.key, signer::kSignSubmission, options.organisation));
  YX_TRY(const signer::KeyInfo sealing,
         key_for(*client, options.seal_key, signer::kUnwrapData, options.organisation));
  out << exchange::peer_line(
      {options.organisation, {signing.public_key}, sealing.public_key, options.address});
  print(out, "签名公钥 / signing key", signing.public_key);
  print(out, "加密公钥 / sealing key", sealing.public_key);
  return {};
}

}  // namespace yinxin::command_line
