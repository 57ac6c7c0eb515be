#include "exchange_command.hpp"

#include <limits>

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

void print_message(std::ostream& out, const http::JsonReader& one) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  out << one.text("id") << "  " << one.text("kind") << "  " << one.text("state") << "  " << one.text("peer")
      << "  往来 " << one.text("conversation") << " 第 " << one.integer("sequence", 0, kMost) << " 件";
  for (const char* time : {"first_sent_at", "received_at", "delivered_at", "refused_at"}) {
    const auto at = base::parse_utc(one.optional_text(time).value_or(""));
    if (at) out << "  " << time << " " << base::format_beijing(*at);
  }
  for (const char* word : {"code", "trouble"}) {
    if (one.has(word)) out << "  " << word << " " << one.text(word);
  }
  out << "\n";
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

Result<void> exchange_list(const ExchangeListOptions& options, std::ostream& out) {
  constexpr std::size_t kMaxMessages = 200;
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  std::string after;
  do {
    std::string query = "/exchange/messages?limit=200&box=" + http::percent_encode(options.box);
    if (!options.state.empty()) query += "&state=" + http::percent_encode(options.state);
    if (!after.empty()) query += "&after=" + http::percent_encode(after);
    YX_TRY(const http::JsonReader page, remote.get_json(query));
    for (const http::JsonReader& one : page.objects("messages", kMaxMessages)) print_message(out, one);
    after = page.optional_text("next").value_or("");
  } while (!after.empty());
  return {};
}

}  // namespace yinxin::command_line
