#include "exchange/peers.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "proof/letter_note.hpp"

namespace yinxin::exchange {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::size_t kMaxPeersFile = std::size_t{1}
                                      << 20;  // some 3,000 lines; there are 50 or so licensed providers

std::vector<std::string_view> fields_of(std::string_view line) {
  std::vector<std::string_view> fields;
  while (true) {
    const std::size_t space = line.find(' ');
    fields.push_back(line.substr(0, space));
    if (space == std::string_view::npos) return fields;
    line.remove_prefix(space + 1);
  }
}

std::optional<crypto::Sm2PublicKey> read_key(std::string_view text) {
  const auto octets = base::from_base64(text);
  if (!octets) return std::nullopt;
  auto key = crypto::Sm2PublicKey::from_point(*octets);
  return key ? std::optional(*std::move(key)) : std::nullopt;
}

Result<Peer> read_line(std::string_view line) {
  const auto bad = [](const char* what) { return make_error(ErrorKind::Malformed, "exchange.peers", what); };
  const auto fields = fields_of(line);
  if (fields.size() != 4) return bad("expected four fields");
  Peer peer;
  peer.id = std::string(fields[0]);
  if (!proof::is_organisation(peer.id)) return bad("organisation");
  const auto signing = read_key(fields[1]);
  if (!signing) return bad("signing key");
  const auto sealing = read_key(fields[2]);
  if (!sealing) return bad("sealing key");
  if (*signing == *sealing) return bad("one key for two purposes");
  peer.signing.push_back(*signing);
  peer.sealing = *sealing;
  peer.address = std::string(fields[3]);
  if (peer.address.empty()) return bad("address");
  return peer;
}

}  // namespace

Result<std::vector<Peer>> parse_peers(std::string_view text, const std::string& file) {
  std::vector<Peer> peers;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    auto read = read_line(text.substr(0, end));
    if (!read)
      return make_error(ErrorKind::Malformed, "exchange.peers",
                        file + ":" + std::to_string(number) + ": " + read.error().detail);
    text.remove_prefix(std::min(end + 1, text.size()));
    const auto known =
        std::find_if(peers.begin(), peers.end(), [&](const Peer& peer) { return peer.id == read->id; });
    if (known == peers.end()) {
      peers.push_back(*std::move(read));
      continue;
    }
    known->signing.push_back(read->signing.front());
    known->sealing = read->sealing;
    known->address = read->address;
  }
  return peers;
}

Result<std::vector<Peer>> read_peers(const std::filesystem::path& file) {
  YX_TRY(const base::Bytes content, base::read_file(file, kMaxPeersFile));
  return parse_peers(base::as_text(content), file.string());
}

std::string peer_line(const Peer& peer) {
  return peer.id + " " + base::to_base64(peer.signing.back().point()) + " " +
         base::to_base64(peer.sealing.point()) + " " + peer.address + "\n";
}

}  // namespace yinxin::exchange
