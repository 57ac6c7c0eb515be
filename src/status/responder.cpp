#include "status/responder.hpp"

#include <algorithm>

namespace yinxin::status {

using base::Bytes;
using base::ErrorKind;
using base::Result;

/// An identity with what is computed once: the hashes that CertIDs name it by, and its own queue to the
/// signer.
struct Responder::Known {
  Known(ResponderIdentity identity_in, signer::Gather::Send send)
      : identity(std::move(identity_in)), gather(std::move(send)) {
    const auto probe = x509::Serial::random();
    for (const auto hash : {x509::CertIdHash::Sha1, x509::CertIdHash::Sha256, x509::CertIdHash::Sm3}) {
      ids.push_back(x509::make_cert_id(hash, identity.issuer, probe));
    }
    responder_key_hash = base::to_bytes(crypto::sha1(identity.signer.tbs().public_key.point()));
  }

  bool owns(const x509::CertId& id) const {
    return std::any_of(ids.begin(), ids.end(), [&](const x509::CertId& own) {
      return own.hash == id.hash && own.issuer_name_hash == id.issuer_name_hash &&
             own.issuer_key_hash == id.issuer_key_hash;
    });
  }

  ResponderIdentity identity;
  std::vector<x509::CertId> ids;
  Bytes responder_key_hash;
  signer::Gather gather;
};

namespace {

OcspAnswer error_answer(x509::OcspStatus status, base::Time now) {
  return {std::make_shared<const Bytes>(x509::ocsp_error_response(status)), now, now};
}

bool is_cacheable(const x509::OcspRequest& request) {
  return !request.nonce && request.queries.size() == 1;
}

x509::OcspStatus status_for(const base::Error& error) {
  switch (error.kind) {
    case ErrorKind::Unavailable:
    case ErrorKind::TooMany:
      return x509::OcspStatus::TryLater;
    case ErrorKind::Forbidden:
      return x509::OcspStatus::Unauthorized;
    default:
      return x509::OcspStatus::InternalError;
  }
}

}  // namespace

Responder::Responder(Lookup lookup, Send send, const base::Clock& clock, Options options)
    : lookup_(std::move(lookup)), send_(std::move(send)), clock_(clock), options_(options) {}

void Responder::set_identities(std::vector<ResponderIdentity> identities) {
  std::vector<std::shared_ptr<Known>> known;
  for (ResponderIdentity& identity : identities) {
    auto send = send_(identity.key_id);
    known.push_back(std::make_shared<Known>(std::move(identity), std::move(send)));
  }
  const std::lock_guard lock(mutex_);
  identities_ = std::move(known);
}

std::optional<OcspAnswer> Responder::at_hand(base::ByteView request) const {
  const auto parsed = x509::OcspRequest::parse(request);
  if (!parsed || !is_cacheable(*parsed)) return std::nullopt;
  const auto entry = cache_->find(parsed->queries[0], std::chrono::floor<std::chrono::seconds>(clock_.now()));
  if (!entry) return std::nullopt;
  return OcspAnswer{entry->octets, entry->produced_at, entry->next_update};
}

void Responder::answer(base::ByteView request, std::function<void(OcspAnswer)> done) {
  const base::Time now = std::chrono::floor<std::chrono::seconds>(clock_.now());
  const auto parsed = x509::OcspRequest::parse(request);
  // RFC 6960 2.3: a request that does not conform, or that asks with a hash we do not have, is malformed to
  // us.
  if (!parsed) return done(error_answer(x509::OcspStatus::MalformedRequest, now));
  if (is_cacheable(*parsed)) {
    if (const auto entry = cache_->find(parsed->queries[0], now)) {
      return done({entry->octets, entry->produced_at, entry->next_update});
    }
  }
  std::vector<std::shared_ptr<Known>> all;
  {
    const std::lock_guard lock(mutex_);
    all = identities_;
  }
  const auto known =
      std::find_if(all.begin(), all.end(), [&](const auto& one) { return one->owns(parsed->queries[0]); });
  // RFC 5019 2.2.3: not authoritative for this certificate.
  if (known == all.end()) return done(error_answer(x509::OcspStatus::Unauthorized, now));
  const std::uint64_t version = cache_->version();
  auto responses = look_up(*parsed, **known, now);
  if (!responses) return done(error_answer(status_for(responses.error()), now));
  sign(*parsed, std::move(*responses), *known, now, version, std::move(done));
}

Result<std::vector<x509::SingleResponse>> Responder::look_up(const x509::OcspRequest& request,
                                                             const Known& known, base::Time now) const {
  std::vector<x509::SingleResponse> responses;
  for (const x509::CertId& id : request.queries) {
    // One answer has one signer: queries under another issuer belong in a request of their own.
    if (!known.owns(id)) return base::make_error(ErrorKind::Forbidden, "status.ocsp.issuer");
    YX_TRY(const Table::Answer found, lookup_(known.identity.authority, id.serial));
    x509::SingleResponse& response = responses.emplace_back();
    response.id = id;
    response.status = found.revoked ? x509::CertStatus::Revoked
                      : found.known ? x509::CertStatus::Good
                                    : x509::CertStatus::Unknown;
    if (found.revoked) {
      response.revoked_at = found.revoked->at;
      response.reason = found.revoked->reason;
    }
    response.this_update = now;
    response.next_update = now + options_.validity;
  }
  return responses;
}

void Responder::sign(const x509::OcspRequest& request, std::vector<x509::SingleResponse> responses,
                     std::shared_ptr<Known> known, base::Time now, std::uint64_t version,
                     std::function<void(OcspAnswer)> done) {
  x509::OcspResponseData data;
  data.responder_key_hash = known->responder_key_hash;
  data.produced_at = now;
  data.responses = std::move(responses);
  data.nonce = request.nonce;
  Bytes body = data.to_der();
  const bool cacheable = is_cacheable(request);
  signer::Gather& gather = known->gather;
  gather.submit(body, [cache = cache_, validity = options_.validity, body, cacheable, now, version,
                       id = request.queries[0], known,
                       done = std::move(done)](Result<crypto::Sm2Signature> signature) {
    if (!signature) return done(error_answer(status_for(signature.error()), now));
    auto octets =
        std::make_shared<const Bytes>(x509::assemble_ocsp_response(body, *signature, known->identity.signer));
    const base::Time next = now + validity;
    if (!cacheable) return done({octets, now, now});
    cache->put(id, {id.der, octets, now, next}, version);
    done({octets, now, next});
  });
}

}  // namespace yinxin::status
