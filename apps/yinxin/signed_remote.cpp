#include "signed_remote.hpp"

#include <thread>

#include "crypto/random.hpp"
#include "files.hpp"
#include "http/message_signature.hpp"

namespace yinxin::command_line {

using base::Result;

namespace {

constexpr int kRepeats = 5;
constexpr std::chrono::milliseconds kPause{200};
constexpr std::size_t kRandomBytes = 16;  // of nonces and idempotency keys: 32 hexadecimal digits
constexpr int kNoRoom = 503;
constexpr int kNotProved = 401;

std::string random_word() {
  return base::to_hex(crypto::random_bytes(kRandomBytes));
}

std::string key_id_of(const std::string& officer, const crypto::Sm2PublicKey& key) {
  if (!officer.empty()) return "officer:" + officer;
  return "key:" + base::to_base64(base::ByteView(key.point()).subspan(1));
}

/// Whether asking again may help: under the same Idempotency-Key it does no harm.
bool may_repeat(const Result<http::Response>& response) {
  return response ? response->status == kNoRoom : response.error().code == "http.client.lost";
}

}  // namespace

Result<SignedRemote> SignedRemote::open(const SignedAs& as) {
  YX_TRY(auto client, client_for(as.server));
  YX_TRY(auto key, read_key(as.key));
  std::string id = key_id_of(as.officer, key.public_key());
  return SignedRemote(std::move(client), std::move(key), std::move(id));
}

Result<SignedRemote> SignedRemote::with_key(const std::string& server, crypto::Sm2PrivateKey key) {
  YX_TRY(auto client, client_for(server));
  std::string id = key_id_of("", key.public_key());
  return SignedRemote(std::move(client), std::move(key), std::move(id));
}

Result<http::Response> SignedRemote::send_in_time(const http::Request& request) {
  auto response = send_once(request);
  if (response && clock_.hear(*response) && response->status == kNotProved) return send_once(request);
  return response;
}

Result<http::Response> SignedRemote::send_once(http::Request request) {
  http::SignAs as;
  as.key_id = key_id_;
  as.created = clock_.now();
  as.nonce = random_word();
  YX_CHECK(http::sign(request, key_, as));
  return client_->send(request);
}

Result<base::Bytes> SignedRemote::send(const http::Request& request) {
  auto response = send_in_time(request);
  for (int repeat = 0; repeat < kRepeats && may_repeat(response); ++repeat) {
    std::this_thread::sleep_for(kPause);
    response = send_in_time(request);
  }
  if (!response) return std::move(response).error();
  return body_of(*response);
}

Result<base::Bytes> SignedRemote::get(const std::string& target) {
  return send(client_->request(http::Method::Get, target));
}

Result<base::Bytes> SignedRemote::post(const std::string& target, const std::string& json) {
  return post_file(target, "application/json", base::to_bytes(json));
}

Result<base::Bytes> SignedRemote::post_file(const std::string& target, std::string_view media_type,
                                            base::Bytes body) {
  http::Request request = client_->request(http::Method::Post, target, std::move(body));
  request.headers.set("Content-Type", media_type);
  request.headers.set("Idempotency-Key", random_word());
  return send(request);
}

Result<http::JsonReader> SignedRemote::get_json(const std::string& target) {
  YX_TRY(const base::Bytes body, get(target));
  return http::JsonReader::parse(body);
}

Result<http::JsonReader> SignedRemote::post_json(const std::string& target, const std::string& json) {
  YX_TRY(const base::Bytes body, post(target, json));
  return http::JsonReader::parse(body);
}

}  // namespace yinxin::command_line
