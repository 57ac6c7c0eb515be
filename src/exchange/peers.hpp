// The other organisations: a file of the settings, changed by hand and with a restart.
#pragma once

#include <filesystem>

#include "exchange/types.hpp"

namespace yinxin::exchange {

/// A line for each peer, fields with a space between: organisation, base64 of its signing key's point, base64
/// of its sealing key's point, address. A peer that changed its signing key has another line below with its
/// new keys: letters are taken under each, sealing key and address of the last line count. Errors: those of
/// base::read_file; Malformed `exchange.peers` with the line.
base::Result<std::vector<Peer>> read_peers(const std::filesystem::path& file);
/// The same from its text; `file` is a name for messages.
base::Result<std::vector<Peer>> parse_peers(std::string_view text, const std::string& file);
/// The line that another organisation writes into its file for us.
std::string peer_line(const Peer& peer);

}  // namespace yinxin::exchange
