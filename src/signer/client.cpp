#include "signer/client.hpp"

#include "signer/link.hpp"

namespace yinxin::signer {
namespace {

using base::Result;

static_assert(Client::kMaxBatch == kMaxItems);

/// The signatures of an answer to a message with `count` items.
Result<Signatures> read_signatures(Result<base::Bytes> answer, std::size_t count) {
  YX_TRY(const base::Bytes body, std::move(answer));
  YX_TRY(Signatures signatures, decode_signatures(body));
  if (signatures.size() != count) return malformed_message("another number of signatures than was asked for");
  return signatures;
}

Result<crypto::Sm2Signature> read_signature(Result<base::Bytes> answer) {
  YX_TRY(const Signatures signatures, read_signatures(std::move(answer), 1));
  return signatures.front();
}

Result<KeyInfo> read_key_info(Result<base::Bytes> answer) {
  YX_TRY(const base::Bytes body, std::move(answer));
  return decode_key_info(body);
}

Result<void> read_done(Result<base::Bytes> answer) {
  YX_TRY(const base::Bytes body, std::move(answer));
  return decode_empty(body);
}

}  // namespace

struct Client::State {
  explicit State(std::string socket_path) : link(std::move(socket_path)) {}

  /// A message with `count` items.
  void submit_signing(MessageType type, base::Bytes body, std::size_t count,
                      base::Completion<Signatures> done);
  Result<void> stream(std::uint64_t number, x509::CrlWriter& writer, std::uint64_t& total_bytes);

  Link link;
};

void Client::State::submit_signing(MessageType type, base::Bytes body, std::size_t count,
                                   base::Completion<Signatures> done) {
  link.submit(type, std::move(body), [count, done = std::move(done)](Result<base::Bytes> answer) {
    done(read_signatures(std::move(answer), count));
  });
}

/// Passes the list chunk by chunk, each answered before the next is read, so that it is never in memory as a
/// whole here.
Result<void> Client::State::stream(std::uint64_t number, x509::CrlWriter& writer,
                                   std::uint64_t& total_bytes) {
  return writer.tbs([&](base::ByteView octets) {
    total_bytes += octets.size();
    CrlChunk chunk;
    chunk.stream = number;
    chunk.octets = octets;
    return read_done(link.call(MessageType::CrlChunk, encode_crl_chunk(chunk)));
  });
}

Client::Client(std::shared_ptr<State> state) : state_(std::move(state)) {}
Client::~Client() = default;

std::unique_ptr<Client> Client::make(std::string socket_path) {
  return std::unique_ptr<Client>(new Client(std::make_shared<State>(std::move(socket_path))));
}

Result<DaemonStatus> Client::status() {
  YX_TRY(const base::Bytes body, state_->link.call(MessageType::Status, {}));
  return decode_status(body);
}

Result<std::vector<KeyInfo>> Client::keys() {
  std::vector<KeyInfo> all;
  while (true) {
    const std::string after = all.empty() ? std::string() : all.back().spec.id;
    YX_TRY(const base::Bytes body, state_->link.call(MessageType::Keys, encode_keys_request(after)));
    YX_TRY(std::vector<KeyInfo> page, decode_key_infos(body));
    if (page.empty()) return all;
    std::move(page.begin(), page.end(), std::back_inserter(all));
  }
}

Result<KeyInfo> Client::key(const std::string& id) {
  return read_key_info(state_->link.call(MessageType::Key, encode_key_id(id)));
}

Result<void> Client::unlock(KeyClass key_class, const base::SecretBytes& credential) {
  UnlockRequest request;
  request.key_class = key_class;
  request.credential = credential.reveal();
  return read_done(state_->link.call(MessageType::Unlock, encode_unlock(request)));
}

Result<ShareProgress> Client::unlock_share(KeyClass key_class, const KeyShare& share) {
  ShareRequest request;
  request.key_class = key_class;
  request.set = share.set;
  request.index = share.share.index;
  request.octets = share.share.octets.reveal();
  YX_TRY(const base::Bytes body, state_->link.call(MessageType::UnlockShare, encode_unlock_share(request)));
  return decode_share_progress(body);
}

Result<KeyInfo> Client::generate(const KeySpec& spec) {
  return read_key_info(state_->link.call(MessageType::Generate, encode_generate(spec)));
}

void Client::sign_certificates(const std::string& key_id, std::vector<base::Bytes> tbs, std::vector<Act> acts,
                               base::Completion<Signatures> done) {
  CertificatesRequest request;
  request.key_id = key_id;
  acts.resize(tbs.size());
  for (std::size_t i = 0; i < tbs.size(); ++i) {
    const Result<void> fits = check_act_size(acts[i]);
    if (!fits) return done(fits.error());
    request.items.push_back({tbs[i], view_of(acts[i])});
  }
  state_->submit_signing(MessageType::SignCertificates, encode_certificates(request), tbs.size(),
                         std::move(done));
}

void Client::sign_ocsp(const std::string& key_id, std::vector<base::Bytes> response_data,
                       base::Completion<Signatures> done) {
  SignRequest request;
  request.key_id = key_id;
  request.items.assign(response_data.begin(), response_data.end());
  state_->submit_signing(MessageType::SignOcsp, encode_sign(request), response_data.size(), std::move(done));
}

void Client::sign_tree_head(const std::string& key_id, std::string note,
                            base::Completion<crypto::Sm2Signature> done) {
  TreeHeadRequest request;
  request.key_id = key_id;
  request.note = std::move(note);
  state_->link.submit(
      MessageType::SignTreeHead, encode_tree_head(request),
      [done = std::move(done)](Result<base::Bytes> answer) { done(read_signature(std::move(answer))); });
}

Result<crypto::Sm2Signature> Client::sign_package(const std::string& key_id, std::string note) {
  TreeHeadRequest request;
  request.key_id = key_id;
  request.note = std::move(note);
  return read_signature(state_->link.call(MessageType::SignPackage, encode_tree_head(request)));
}

Result<crypto::Sm2Signature> Client::sign_letter(const std::string& key_id, std::string note) {
  TreeHeadRequest request;
  request.key_id = key_id;
  request.note = std::move(note);
  return read_signature(state_->link.call(MessageType::SignLetter, encode_tree_head(request)));
}

Result<x509::CertificateRequest> Client::request_certificate(const std::string& key_id,
                                                             const x509::Name& subject) {
  YX_TRY(const KeyInfo known, key(key_id));
  const NamedRequest request{key_id, subject.der()};
  YX_TRY(const crypto::Sm2Signature signature,
         read_signature(state_->link.call(MessageType::SignRequest, encode_named_request(request))));
  return x509::CertificateRequest::assemble(x509::CertificateRequest::info(subject, known.public_key),
                                            signature);
}

void Client::move_clock(std::chrono::microseconds ahead, base::Completion<std::chrono::microseconds> done) {
  state_->link.submit(MessageType::MoveClock, encode_clock(ahead),
                      [done = std::move(done)](Result<base::Bytes> answer) {
                        if (!answer) return done(std::move(answer).error());
                        done(decode_clock(*answer));
                      });
}

Result<std::chrono::microseconds> Client::move_clock(std::chrono::microseconds ahead) {
  YX_TRY(const base::Bytes body, state_->link.call(MessageType::MoveClock, encode_clock(ahead)));
  return decode_clock(body);
}

Result<void> Client::enrol(const Enrolled& who) {
  return read_done(state_->link.call(MessageType::Enrol, encode_enrol(who)));
}

Result<std::vector<Enrolled>> Client::enrolled() {
  YX_TRY(const base::Bytes body, state_->link.call(MessageType::Enrolled, {}));
  return decode_enrolled(body);
}

Result<Signed> Client::signed_certificates(const std::string& key_id, std::uint64_t from) {
  SignedRequest request;
  request.key_id = key_id;
  request.from = from;
  YX_TRY(const base::Bytes body,
         state_->link.call(MessageType::SignedCertificates, encode_signed_request(request)));
  return decode_signed(body);
}

Result<LastSigned> Client::last_signed(const std::string& key_id) {
  LastSigned all;
  while (true) {
    LastSignedRequest request;
    request.key_id = key_id;
    if (!all.lists.empty()) request.after = all.lists.back().distribution_point;
    YX_TRY(const base::Bytes body,
           state_->link.call(MessageType::LastSigned, encode_last_signed_request(request)));
    YX_TRY(LastSignedPage page, decode_last_signed(body));
    const bool more = page.more;
    page.last.lists.insert(page.last.lists.begin(), std::make_move_iterator(all.lists.begin()),
                           std::make_move_iterator(all.lists.end()));
    all = std::move(page.last);
    if (!more) return all;
  }
}

Result<base::SecretBytes> Client::unwrap(const std::string& key_id, base::ByteView wrapped) {
  UnwrapRequest request;
  request.key_id = key_id;
  request.wrapped = wrapped;
  YX_TRY(base::Bytes body, state_->link.call(MessageType::Unwrap, encode_unwrap(request)));
  auto key = decode_data_key(body);
  base::wipe(body);
  return key;
}

Result<crypto::Sm2Signature> Client::sign_crl(const std::string& key_id, x509::CrlWriter& writer) {
  std::uint64_t number = 0;
  YX_CHECK(read_done(state_->link.call(MessageType::CrlBegin, encode_key_id(key_id), number)));
  CrlEnd end;
  end.stream = number;
  const Result<void> streamed = state_->stream(number, writer, end.total_bytes);
  if (!streamed) end.total_bytes = 0;  // a total that is not so makes the daemon drop the stream
  Result<crypto::Sm2Signature> signature =
      read_signature(state_->link.call(MessageType::CrlEnd, encode_crl_end(end)));
  if (!streamed) return streamed.error();
  return signature;
}

Result<Signatures> Client::sign_certificates(const std::string& key_id, std::vector<base::Bytes> tbs,
                                             std::vector<Act> acts) {
  base::Waiter<Signatures> waiter;
  sign_certificates(key_id, std::move(tbs), std::move(acts), waiter.completion());
  return waiter.wait();
}

Result<Signatures> Client::sign_ocsp(const std::string& key_id, std::vector<base::Bytes> response_data) {
  base::Waiter<Signatures> waiter;
  sign_ocsp(key_id, std::move(response_data), waiter.completion());
  return waiter.wait();
}

Result<crypto::Sm2Signature> Client::sign_tree_head(const std::string& key_id, std::string note) {
  base::Waiter<crypto::Sm2Signature> waiter;
  sign_tree_head(key_id, std::move(note), waiter.completion());
  return waiter.wait();
}

}  // namespace yinxin::signer
