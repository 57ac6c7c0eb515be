#include "asker.hpp"

#include "crypto/random.hpp"
#include "http/message_signature.hpp"

namespace yinxin::bench {

namespace {

std::string random_word() {
  constexpr std::size_t kOctets = 16;
  return base::to_hex(crypto::random_bytes(kOctets));
}

}  // namespace

Asker::Asker(std::shared_ptr<http::Client> client, const std::string& officer, crypto::Sm2PrivateKey key)
    : client_(std::move(client)), key_(std::move(key)) {
  const base::ByteView point = key_.public_key().point();
  key_id_ = officer.empty() ? "key:" + base::to_base64(point.subspan(1)) : "officer:" + officer;
}

void Asker::sign(http::Request& request) const {
  http::SignAs as;
  as.key_id = key_id_;
  as.created = base::SystemClock().now();
  as.nonce = random_word();
  need(http::sign(request, key_, as));
}

http::Request Asker::signed_post(const std::string& target, const std::string& json) const {
  http::Request request = client_->request(http::Method::Post, target, base::to_bytes(json));
  request.headers.set("Content-Type", "application/json");
  request.headers.set("Idempotency-Key", random_word());
  sign(request);
  return request;
}

http::JsonReader Asker::post(const std::string& target, const std::string& json) const {
  return need(http::JsonReader::parse(body_of(client_->send(signed_post(target, json)))));
}

base::Bytes Asker::get(const std::string& target) const {
  http::Request request = client_->request(http::Method::Get, target);
  sign(request);
  return body_of(client_->send(request));
}

std::string Asker::signed_octets(const std::string& target, const std::string& json) const {
  return octets_of(signed_post(target, json));
}

base::Bytes body_of(base::Result<http::Response> response) {
  const http::Response answer = need(std::move(response));
  if (answer.status < 200 || answer.status > 299)
    throw std::runtime_error(std::to_string(answer.status) + " " + std::string(answer.body_text()));
  return answer.body ? *answer.body : base::Bytes();
}

std::string octets_of(const http::Request& request) {
  std::string octets(http::to_string(request.method));
  octets += " " + request.target.text + " HTTP/1.1\r\nHost: " + request.authority + "\r\n";
  if (request.method != http::Method::Get)
    octets += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
  for (const http::Headers::Field& field : request.headers)
    octets += field.name + ": " + field.value + "\r\n";
  octets += "\r\n";
  octets += base::as_text(request.body);
  return octets;
}

}  // namespace yinxin::bench
