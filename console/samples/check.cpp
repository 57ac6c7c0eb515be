// 核对一张证书的状态和一份签名。C++17，OpenSSL 3.0 以上。
//   g++ -std=c++17 check.cpp -lcrypto -o check
//   ./check 服务地址 holder.pem issuing-1.pem [文件 签名文件]
// 依次输出：网页查询的状态，OCSP 的状态（核对应答的签名），文件签名是否相符。全部有效时退出码为 0。
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/http.h>
#include <openssl/ocsp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>

namespace {

constexpr char kId[] = "1234567812345678";  // 区分标识，GB/T 35276
constexpr int kIdSize = sizeof(kId) - 1;
constexpr int kSeconds = 30;

template <auto Free>
struct Freer {
  template <class T>
  void operator()(T* one) const {
    Free(one);
  }
};
using Certificate = std::unique_ptr<X509, Freer<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using Octets = std::string;

std::string read_file(const std::string& name) {
  std::ifstream file(name, std::ios::binary);
  if (!file) throw std::runtime_error("读不到 " + name);
  return {std::istreambuf_iterator<char>(file), {}};
}

Certificate read_certificate(const std::string& name) {
  const std::string pem = read_file(name);
  const std::unique_ptr<BIO, Freer<BIO_free>> memory(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  Certificate certificate(PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr));
  if (!certificate) throw std::runtime_error("不是证书：" + name);
  return certificate;
}

/// OpenSSL 3.0 核对 SM2 签名时须指明区分标识。
bool verify(const Octets& message, const unsigned char* signature, std::size_t size, X509* signer) {
  const Key key(X509_get_pubkey(signer));
  const std::unique_ptr<EVP_MD_CTX, Freer<EVP_MD_CTX_free>> context(EVP_MD_CTX_new());
  const std::unique_ptr<EVP_PKEY_CTX, Freer<EVP_PKEY_CTX_free>> with_id(EVP_PKEY_CTX_new(key.get(), nullptr));
  if (!with_id || EVP_PKEY_CTX_set1_id(with_id.get(), kId, kIdSize) <= 0) return false;
  EVP_MD_CTX_set_pkey_ctx(context.get(), with_id.get());
  return EVP_DigestVerifyInit(context.get(), nullptr, EVP_sm3(), nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), signature, size,
                          reinterpret_cast<const unsigned char*>(message.data()), message.size()) == 1;
}

bool issued_by(X509* certificate, X509* issuer) {
  ASN1_OCTET_STRING* id = ASN1_OCTET_STRING_new();
  ASN1_OCTET_STRING_set(id, reinterpret_cast<const unsigned char*>(kId), kIdSize);
  X509_set0_distinguishing_id(certificate, id);
  const Key key(X509_get_pubkey(issuer));
  return X509_verify(certificate, key.get()) == 1;
}

/// 网页查询：GET /certificates/{序列号}/status
std::string query(const std::string& site, X509* holder) {
  const std::unique_ptr<BIGNUM, Freer<BN_free>> serial(
      ASN1_INTEGER_to_BN(X509_get0_serialNumber(holder), nullptr));
  char* text = BN_bn2hex(serial.get());
  std::string hex(text);
  OPENSSL_free(text);
  std::transform(hex.begin(), hex.end(), hex.begin(), [](unsigned char c) { return std::tolower(c); });
  const std::string url = site + "/certificates/" + hex + "/status";
  const std::unique_ptr<BIO, Freer<BIO_free>> answer(OSSL_HTTP_get(url.c_str(), nullptr, nullptr, nullptr,
                                                                   nullptr, nullptr, nullptr, 0, nullptr,
                                                                   nullptr, 0, 0, kSeconds));
  if (!answer) return "no answer";
  std::string body;
  char octets[4096];
  for (int got = 0; (got = BIO_read(answer.get(), octets, sizeof octets)) > 0;)
    body.append(octets, static_cast<std::size_t>(got));
  const std::string member = "\"status\":\"";  // 正式使用时请用 JSON 解析库
  const std::size_t at = body.find(member);
  if (at == std::string::npos) return "no answer";
  return body.substr(at + member.size(), body.find('"', at + member.size()) - at - member.size());
}

/// OCSP（RFC 6960）：POST /ocsp
std::string ocsp(const std::string& site, X509* holder, X509* issuer) {
  const std::unique_ptr<OCSP_REQUEST, Freer<OCSP_REQUEST_free>> request(OCSP_REQUEST_new());
  OCSP_CERTID* id = OCSP_cert_to_id(EVP_sha1(), holder, issuer);
  OCSP_request_add0_id(request.get(), id);
  OCSP_request_add1_nonce(request.get(), nullptr, -1);
  char* host = nullptr;
  char* port = nullptr;
  char* path = nullptr;
  const std::string url = site + "/ocsp";
  if (OSSL_HTTP_parse_url(url.c_str(), nullptr, nullptr, &host, &port, nullptr, &path, nullptr, nullptr) != 1)
    return "bad address";
  const std::unique_ptr<BIO, Freer<BIO_free>> body(
      ASN1_item_i2d_mem_bio(ASN1_ITEM_rptr(OCSP_REQUEST), reinterpret_cast<ASN1_VALUE*>(request.get())));
  const std::unique_ptr<BIO, Freer<BIO_free>> answer(OSSL_HTTP_transfer(
      nullptr, host, port, path, 0, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, 0, nullptr,
      "application/ocsp-request", body.get(), "application/ocsp-response", 1, 0, kSeconds, 0));
  OPENSSL_free(host);
  OPENSSL_free(port);
  OPENSSL_free(path);
  if (!answer) return "no answer";
  const std::unique_ptr<OCSP_RESPONSE, Freer<OCSP_RESPONSE_free>> response(
      d2i_OCSP_RESPONSE_bio(answer.get(), nullptr));
  if (!response || OCSP_response_status(response.get()) != OCSP_RESPONSE_STATUS_SUCCESSFUL) return "refused";
  const std::unique_ptr<OCSP_BASICRESP, Freer<OCSP_BASICRESP_free>> basic(
      OCSP_response_get1_basic(response.get()));
  if (!basic || OCSP_check_nonce(request.get(), basic.get()) != 1) return "another request";

  // 应答中附有签名人的证书，它须由签发机构签名。
  X509* signer = sk_X509_value(OCSP_resp_get0_certs(basic.get()), 0);
  if (signer == nullptr || !issued_by(signer, issuer)) return "signer not ours";
  unsigned char* data = nullptr;
  const int size = ASN1_item_i2d(reinterpret_cast<const ASN1_VALUE*>(OCSP_resp_get0_respdata(basic.get())),
                                 &data, ASN1_ITEM_rptr(OCSP_RESPDATA));
  const Octets signed_data(reinterpret_cast<char*>(data), static_cast<std::size_t>(size));
  OPENSSL_free(data);
  const ASN1_OCTET_STRING* signature = OCSP_resp_get0_signature(basic.get());
  if (!verify(signed_data, ASN1_STRING_get0_data(signature),
              static_cast<std::size_t>(ASN1_STRING_length(signature)), signer))
    return "signature wrong";

  int status = -1;
  ASN1_GENERALIZEDTIME* this_update = nullptr;
  ASN1_GENERALIZEDTIME* next_update = nullptr;
  if (OCSP_resp_find_status(basic.get(), id, &status, nullptr, nullptr, &this_update, &next_update) != 1)
    return "another certificate";
  if (OCSP_check_validity(this_update, next_update, 300, -1) != 1) return "not of this time";
  return OCSP_cert_status_str(status);
}

}  // namespace

int main(int count, char** words) try {
  if (count != 4 && count != 6) {
    std::cerr << "check 服务地址 holder.pem issuing-1.pem [文件 签名文件]\n";
    return 2;
  }
  const std::string site = words[1];
  const Certificate holder = read_certificate(words[2]);
  const Certificate issuer = read_certificate(words[3]);
  if (!issued_by(holder.get(), issuer.get())) throw std::runtime_error("证书不是这个机构签发的");
  const std::string queried = query(site, holder.get());
  const std::string answered = ocsp(site, holder.get(), issuer.get());
  std::cout << "query " << queried << "\nocsp " << answered << "\n";
  bool holds = true;
  if (count == 6) {
    const std::string signature = read_file(words[5]);
    holds = verify(read_file(words[4]), reinterpret_cast<const unsigned char*>(signature.data()),
                   signature.size(), holder.get());
    std::cout << "signature " << (holds ? "holds" : "wrong") << "\n";
  }
  return queried == "valid" && answered == "good" && holds ? 0 : 1;
} catch (const std::exception& fault) {
  std::cerr << fault.what() << "\n";
  return 1;
}
