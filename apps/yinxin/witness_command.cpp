#include "witness_command.hpp"

#include "files.hpp"
#include "http/json_reader.hpp"
#include "proof/inputs.hpp"
#include "proof/tree_head.hpp"
#include "remote.hpp"

namespace yinxin::command_line {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::size_t kMaxLedgers = 1000;

/// The name of the newest statement on this provider.
Result<std::string> witness_name(Remote& remote, const std::string& provider) {
  YX_TRY(const base::Bytes body, remote.get("/witness"));
  YX_TRY(const http::JsonReader list, http::JsonReader::parse(body));
  for (const http::JsonReader& one : list.objects("ledgers", kMaxLedgers)) {
    if (one.text("provider") == provider) return one.text("name");
  }
  return make_error(ErrorKind::NotFound, "supervision.witness.none", provider);
}

}  // namespace

Result<void> witness(const WitnessOptions& options, std::ostream& out) {
  YX_TRY(Remote remote, Remote::at(options.server));
  const std::string path = "/witness/" + http::percent_encode(options.provider);
  YX_TRY(const std::string name, witness_name(remote, options.provider));
  YX_TRY(const base::Bytes pem, remote.get(path + "/key"));
  YX_TRY(const crypto::Sm2PublicKey key, proof::read_public_key(pem));
  YX_TRY(const base::Bytes note, remote.get(path + "/checkpoint"));
  YX_TRY(const proof::SignedTreeHead head, proof::SignedTreeHead::parse(base::as_text(note)));
  if (!head.note.signed_by(name, key)) return make_error(ErrorKind::Refused, "yinxin.witness", name);
  if (!options.out.empty()) YX_CHECK(write_public(options.out, note));
  if (!options.key_out.empty()) YX_CHECK(write_public(options.key_out, pem));
  out << "见证人 " << name << "，公钥 SM3 " << base::to_hex(crypto::sm3(key.point())) << "\n台账 "
      << head.head.origin << "，" << head.head.size << " 条，" << base::format_beijing(head.head.time) << "\n";
  return {};
}

}  // namespace yinxin::command_line
