// crl-begin, crl-chunk, crl-end: a list is parsed, counted and hashed as it passes and signed at its end.
#include <algorithm>

#include "signer/daemon/handlers.hpp"

namespace yinxin::signer {
namespace {

using base::ErrorKind;
using base::make_error;
using base::Result;

using Stream = std::list<CrlStream>::iterator;

Result<Stream> find_stream(Desk& desk, std::uint64_t connection, std::uint64_t number) {
  const auto found = std::find_if(
      desk.crl_streams.begin(), desk.crl_streams.end(),
      [&](const CrlStream& stream) { return stream.connection == connection && stream.number == number; });
  if (found == desk.crl_streams.end()) return refused("no list was begun under this number");
  return found;
}

Result<CrlStream> start_stream(const StoredKey& key, const Request& request) {
  auto tally = std::make_shared<CrlTally>();
  CrlStream stream{
      request.connection,
      request.number,
      key.spec.id,
      0,
      tally,
      x509::CrlStreamParser([tally](const x509::CrlEntry& entry) { return check_crl_entry(entry, *tally); }),
      crypto::Sm3(),
      crypto::sm2_digest_stream(key.public_key)};
  return stream;
}

CrlRecord make_record(const Desk& desk, const StoredKey& key, const Circumstances& here,
                      const x509::CrlInfo& info, const crypto::Sm3Digest& tbs) {
  CrlRecord record;
  record.at = here.now;
  record.key = desk.number_of(key);
  record.uri = info.distribution_point ? info.distribution_point->uri : "";
  record.delta = info.base_number.has_value();
  record.number = info.number;
  record.this_update = info.this_update;
  record.tbs = tbs;
  return record;
}

/// The list is whole: the signature it got before, or a new one in the round.
Result<Reply> finish(Desk& desk, const StoredKey& key, CrlStream& stream) {
  YX_TRY(const Circumstances here, desk.circumstances());
  auto info = stream.parser.finish();
  if (!info) return refused("not a TBSCertList: " + base::describe(info.error()));
  CrlRecord record = make_record(desk, key, here, *info, stream.plain.finish());
  if (record.uri.size() > kMaxUriBytes) return refused("the distribution point is too long");
  const CrlRecord* newest_full = desk.journal->newest_crl(record.key, record.uri, false);
  const CrlRecord* newest_delta = desk.journal->newest_crl(record.key, record.uri, true);
  const CrlRecord* newest_same_form = record.delta ? newest_delta : newest_full;
  Reply reply;
  if (newest_same_form != nullptr && newest_same_form->tbs == record.tbs) {
    reply.body = encode_signatures({newest_same_form->signature});
    return reply;
  }
  YX_CHECK(check_crl(*info, *stream.tally, key.spec, here, newest_full, newest_delta));
  YX_TRY(record.signature, sign_digest(desk, key, stream.to_sign.finish()));
  reply.when = Reply::When::AfterCommit;
  reply.body = encode_signatures({record.signature});
  desk.journal->add(std::move(record));
  return reply;
}

}  // namespace

Result<Reply> handle_crl_begin(Desk& desk, const Request& request) {
  YX_TRY(const std::string id, decode_key_id(request.body));
  YX_TRY(const StoredKey* key, desk.usable_key(id));
  if ((key->spec.limits.purposes & kSignCrl) == 0) return refused("not a purpose of this key");
  if (find_stream(desk, request.connection, request.number))
    return malformed_message("a request number used twice");
  if (desk.crl_streams.size() >= Desk::kMaxCrlStreams) {
    return make_error(ErrorKind::TooMany, "signer.rate", "too many lists are being signed");
  }
  YX_TRY(CrlStream stream, start_stream(*key, request));
  desk.crl_streams.push_back(std::move(stream));
  return Reply{};
}

Result<Reply> handle_crl_chunk(Desk& desk, const Request& request) {
  YX_TRY(const CrlChunk chunk, decode_crl_chunk(request.body));
  YX_TRY(const Stream stream, find_stream(desk, request.connection, chunk.stream));
  const Result<void> fed = stream->parser.feed(chunk.octets);
  if (!fed) {
    desk.crl_streams.erase(stream);
    return refused("not a TBSCertList: " + base::describe(fed.error()));
  }
  stream->total_bytes += chunk.octets.size();
  stream->plain.update(chunk.octets);
  stream->to_sign.update(chunk.octets);
  return Reply{};
}

Result<Reply> handle_crl_end(Desk& desk, const Request& request) {
  YX_TRY(const CrlEnd end, decode_crl_end(request.body));
  YX_TRY(const Stream stream, find_stream(desk, request.connection, end.stream));
  if (!desk.journal->round_empty()) {
    Reply reply;
    reply.when = Reply::When::CommitFirst;
    return reply;
  }
  CrlStream whole = std::move(*stream);
  desk.crl_streams.erase(stream);
  if (whole.total_bytes != end.total_bytes) return refused("the list has not arrived whole");
  YX_TRY(const StoredKey* key, desk.usable_key(whole.key_id));
  return finish(desk, *key, whole);
}

}  // namespace yinxin::signer
