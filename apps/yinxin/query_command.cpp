#include "query_command.hpp"

#include <algorithm>
#include <thread>

#include "asn1/oids.hpp"
#include "crypto/random.hpp"
#include "files.hpp"
#include "remote.hpp"
#include "x509/ocsp.hpp"

namespace yinxin::command_line {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::size_t kNonceBytes = 16;
constexpr std::chrono::milliseconds kListPatience{60'000};
constexpr std::chrono::milliseconds kRetry{250};

Result<x509::CertIdHash> parse_hash(const std::string& word) {
  if (word == "sm3") return x509::CertIdHash::Sm3;
  if (word == "sha1") return x509::CertIdHash::Sha1;
  if (word == "sha256") return x509::CertIdHash::Sha256;
  return make_error(ErrorKind::Malformed, "yinxin.ocsp.hash", "sm3, sha1 or sha256");
}

const char* status_word(x509::CertStatus status) {
  switch (status) {
    case x509::CertStatus::Good:
      return "good";
    case x509::CertStatus::Revoked:
      return "revoked";
    case x509::CertStatus::Unknown:
      return "unknown";
  }
  return "";
}

/// RFC 6960 3.2: the signer is the issuer itself, or certified by it for OCSP signing.
Result<const x509::Certificate*> find_signer(const x509::OcspResponse& response,
                                             const x509::Certificate& issuer) {
  const auto refuse = [](const char* why) {
    return make_error(ErrorKind::Refused, "yinxin.ocsp.answer", why);
  };
  if (response.certificates.empty()) return refuse("no signer's certificate");
  const x509::Certificate& signer = response.certificates.front();
  if (!signer.verify(issuer.tbs().public_key))
    return refuse("the signer's certificate is not from this issuer");
  const x509::Extension* purposes = x509::find_extension(signer.tbs().extensions, asn1::oids::kExtKeyUsage);
  if (purposes == nullptr) return refuse("the signer's certificate is not for OCSP signing");
  YX_TRY(const auto oids, x509::decode_ext_key_usage(purposes->value));
  if (std::find(oids.begin(), oids.end(), asn1::oids::kOcspSigning) == oids.end()) {
    return refuse("the signer's certificate is not for OCSP signing");
  }
  return &signer;
}

Result<x509::SingleResponse> check_answer(const x509::OcspResponse& response,
                                          const x509::OcspRequest& request, const x509::Certificate& issuer,
                                          base::Time now) {
  const auto refuse = [](const char* why) {
    return make_error(ErrorKind::Refused, "yinxin.ocsp.answer", why);
  };
  if (response.status != x509::OcspStatus::Successful) return refuse("the responder answered with an error");
  YX_TRY(const x509::Certificate* signer, find_signer(response, issuer));
  if (!response.verify(signer->tbs().public_key)) return refuse("the signature does not verify");
  if (request.nonce && response.data.nonce != request.nonce) return refuse("the nonce is not ours");
  if (response.data.responses.size() != 1) return refuse("not one answer");
  const x509::SingleResponse& single = response.data.responses.front();
  if (!(single.id == request.queries.front())) return refuse("the answer is about another certificate");
  if (single.this_update > now + std::chrono::minutes(1)) return refuse("the answer is from the future");
  if (single.next_update && *single.next_update < now) return refuse("the answer is out of date");
  return single;
}

Result<void> show_list(const x509::Crl& list, const x509::Certificate& issuer, std::ostream& out) {
  if (!list.verify(issuer.tbs().public_key)) return make_error(ErrorKind::Refused, "yinxin.crl.signature");
  out << "撤销列表 第 " << list.info.number << " 期" << (list.info.base_number ? "（增量）" : "") << "，"
      << list.entries.size() << " 项\n  本期 " << base::format_beijing(list.info.this_update) << "，下期 "
      << base::format_beijing(list.info.next_update) << "\n  签名  通过\n";
  return {};
}

}  // namespace

Result<void> query(const QueryOptions& options, std::ostream& out) {
  YX_TRY(Remote remote, Remote::at(options.server));
  YX_TRY(const base::Bytes body, remote.get("/certificates/" + http::percent_encode(options.serial) +
                                            (options.status ? "/status" : "")));
  out << base::as_text(body) << "\n";
  return {};
}

Result<void> ocsp(const OcspOptions& options, std::ostream& out) {
  YX_TRY(const x509::Certificate certificate, read_certificate(options.certificate));
  YX_TRY(const x509::Certificate issuer, read_certificate(options.issuer));
  YX_TRY(const x509::CertIdHash hash, parse_hash(options.hash));
  x509::OcspRequest request;
  request.queries.push_back(x509::make_cert_id(hash, issuer, certificate.serial()));
  if (options.nonce) request.nonce = crypto::random_bytes(kNonceBytes);
  YX_TRY(Remote remote, Remote::at(options.server));
  YX_TRY(const base::Bytes answer, remote.post("/ocsp", "application/ocsp-request", request.to_der()));
  YX_TRY(const x509::OcspResponse response, x509::OcspResponse::parse(answer));
  YX_TRY(const x509::SingleResponse single, check_answer(response, request, issuer, remote.now()));
  if (!options.out.empty()) YX_CHECK(write_public(options.out, answer));
  const std::string status = status_word(single.status);
  out << "OCSP " << status << "，" << base::format_beijing(single.this_update) << " 签发，签名通过\n";
  if (single.status == x509::CertStatus::Revoked) {
    out << "  撤销时间 " << base::format_beijing(single.revoked_at) << "，原因代码 "
        << static_cast<int>(single.reason) << "\n";
  }
  if (!options.expect.empty() && options.expect != status) {
    return make_error(ErrorKind::Conflict, "yinxin.ocsp.expected",
                      "expected " + options.expect + ", got " + status);
  }
  return {};
}

Result<void> crl(const CrlOptions& options, std::ostream& out) {
  YX_TRY(const x509::Certificate issuer, read_certificate(options.issuer));
  YX_TRY(Remote remote, Remote::at(options.server));
  const std::string target = "/crl/" + http::percent_encode(options.authority) + "/" +
                             std::to_string(options.partition) + (options.delta ? ".delta.crl" : ".crl");
  x509::Serial wanted;
  if (!options.contains.empty()) {
    YX_TRY(wanted, x509::Serial::from_hex(options.contains));
  }
  for (auto left = kListPatience;; left -= kRetry) {
    const bool last = options.contains.empty() || left <= kRetry;
    const auto octets = remote.get(target);
    if (!octets && (last || octets.error().kind != ErrorKind::NotFound)) return octets.error();
    if (octets) {
      YX_TRY(const x509::Crl list, x509::Crl::parse(*octets));
      const bool has = options.contains.empty() || list.find(wanted) != nullptr;
      if (has || last) {
        YX_CHECK(show_list(list, issuer, out));
        if (!has) return make_error(ErrorKind::NotFound, "yinxin.crl.entry", "the serial is not on the list");
        if (!options.contains.empty()) out << "  列有  " << options.contains << "\n";
        if (!options.out.empty()) YX_CHECK(write_public(options.out, *octets));
        return {};
      }
    }
    std::this_thread::sleep_for(kRetry);
  }
}

Result<void> authority_certificate(const AuthorityOptions& options, std::ostream& out) {
  YX_TRY(Remote remote, Remote::at(options.server));
  YX_TRY(const base::Bytes der, remote.get("/ca/" + http::percent_encode(options.id) + ".cer"));
  YX_TRY(const x509::Certificate certificate, x509::Certificate::parse(der));
  YX_CHECK(write_public(options.out, base::as_bytes(certificate.to_pem())));
  out << options.id << "：" << certificate.tbs().subject.to_text() << "\n";
  return {};
}

Result<void> ready(const ReadyOptions& options, std::ostream& out) {
  YX_TRY(Remote remote, Remote::at(options.server));
  Result<base::Bytes> answer = make_error(ErrorKind::Unavailable, "yinxin.not_ready");
  for (std::chrono::milliseconds left = std::chrono::seconds(options.seconds); left.count() > 0;
       left -= kRetry) {
    answer = remote.get("/readyz");
    if (answer) {
      out << "服务就绪 " << options.server << "\n";
      return {};
    }
    std::this_thread::sleep_for(kRetry);
  }
  return make_error(ErrorKind::Unavailable, "yinxin.not_ready", base::describe(answer.error()));
}

}  // namespace yinxin::command_line
